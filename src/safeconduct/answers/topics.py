"""Topics: under which words of the lawbooks people look for a wish, found from what brings the wish about."""

from collections import Counter
from collections.abc import Iterable, Iterator

from safeconduct.law.model import Law
from safeconduct.person.model import Wish
from safeconduct.rules.model import All, Clock, Formula, Is, Not, Rules, Some


def topics_of(wishes: Iterable[Wish], goals: Iterable[Formula], rules: Rules, law: Law) -> tuple[tuple[str, ...], ...]:
    """Return for each wish the topics that most of the procedures which bring it about have in common, and the one named like its goal.

    goals: the wishes over `rules`. A wish that no procedure brings about directly has at most the topic of its own name.
    """
    definitions = {one.atom: one.formula for one in rules.definitions}
    wanted = [set(literals(goal, True, definitions)) for goal in goals]
    bringing = brought_by(rules, set().union(*wanted))
    return tuple(
        _topics(wish, {number for one in own for number in bringing.get(one, ())}, rules, law)
        for wish, own in zip(wishes, wanted, strict=True)
    )


def _topics(wish: Wish, operators: set[int], rules: Rules, law: Law) -> tuple[str, ...]:
    procedures = dict.fromkeys(rules.operators[number].procedure for number in sorted(operators))
    counts = Counter(topic for name in procedures if name in law.procedures for topic in law.procedures[name].topics)
    most = max(counts.values(), default=0)
    own = () if wish.goal is None else (wish.goal.name.replace("_", "-"),)
    return (*own, *(topic for topic, count in counts.items() if count == most))


def literals(formula: Formula, value: bool, definitions: dict[int, Formula]) -> Iterator[tuple[int, bool]]:
    """Yield each atom that bears on a formula's being so, with the value that helps; definitions looked through."""
    match formula:
        case Is(atom) | Clock(atom):
            if atom in definitions:
                yield from literals(definitions[atom], value, definitions)
            else:
                yield atom, value
        case Not(operand):
            yield from literals(operand, not value, definitions)
        case All(operands) | Some(operands):
            for operand in operands:
                yield from literals(operand, value, definitions)
        case _:
            return


def brought_by(rules: Rules, wanted: set[tuple[int, bool]]) -> dict[tuple[int, bool], list[int]]:
    """Return the numbers of the operators that bring about each of the literals, themselves or by being granted."""
    found: dict[tuple[int, bool], list[int]] = {}
    atoms = {atom for atom, _ in wanted}
    for number, operator in enumerate(rules.operators):
        granted = () if operator.decision is None else rules.decisions[operator.decision].on_grant
        for change in (*operator.changes, *granted):
            if change.atom in atoms:
                found.setdefault((change.atom, change.value), []).append(number)
    return found
