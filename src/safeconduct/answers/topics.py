"""Topics: under which words of the lawbooks people look for a wish, found from what brings the wish about."""

from collections import Counter
from collections.abc import Iterator

from safeconduct.law.model import Law
from safeconduct.person.model import Wish
from safeconduct.rules.model import All, Clock, Formula, Is, Not, Operator, Rules, Some


def topics_of(wish: Wish, goal: Formula, rules: Rules, law: Law) -> tuple[str, ...]:
    """Return the topics that most of the procedures which bring a wish about have in common, and the one named like its goal.

    goal: the wish over `rules`. A wish that no procedure brings about directly has at most the topic of its own name.
    """
    wanted = set(literals(goal, True, {one.atom: one.formula for one in rules.definitions}))
    procedures = dict.fromkeys(one.procedure for one in rules.operators if brings(one, rules, wanted))
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


def brings(operator: Operator, rules: Rules, wanted: set[tuple[int, bool]]) -> bool:
    granted = () if operator.decision is None else rules.decisions[operator.decision].on_grant
    return any((change.atom, change.value) in wanted for change in (*operator.changes, *granted))
