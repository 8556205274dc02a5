"""Checks what was left out of the rules before a wish was searched: nothing of it can bring the wish about, or stand in its way.

What each rule changes is read off the reference semantics, what is wanted off the rules that were kept; the search's own slicing is not asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from safeconduct.rules.model import (
    All,
    Calendar,
    Change,
    Clock,
    Consequence,
    Constant,
    Decision,
    Formula,
    Is,
    Not,
    Operator,
    Rules,
    Some,
)
from safeconduct.rules.reference import OUTCOMES, decided_changes
from safeconduct.terms.truth import Truth

Wanted = set[tuple[int, bool]]  # atoms of the whole rules, each with a value that somebody may want it to have
UPPER = ("<", "<=")
ATOMS = frozenset({"atom", "pending", "granted", "refused", "unanswered", "watch"})  # fields that hold an atom's number


class Kept(NamedTuple):
    """Positions in the whole rules."""

    atoms: frozenset[int]
    operators: frozenset[int]
    consequences: frozenset[int]


def check_left_out(whole: Rules, goal: Formula, sliced: Rules, *, but_idle: bool = False) -> list[str]:
    """Return why the rules searched for a wish may answer otherwise than the whole rules; empty if they answer alike.

    but_idle: remedies may be missing that no route could take (`idle_remedies`)

    They do if each rule that was kept is, word for word, one of the whole; if no rule that was left out, and no change, can give an atom a
    value that a kept rule, an exclusion or the goal can want; and if what was left out and is chosen by nobody cannot take such a value away.
    """
    numbers = {name: atom for atom, name in enumerate(whole.atoms)}
    if len(numbers) != len(whole.atoms) or not set(sliced.atoms) <= set(numbers):
        return ["an atom is there twice, or is none of the whole rules"]
    old = [numbers[name] for name in sliced.atoms]
    atoms = frozenset(old)
    problems = [*other_start(whole, sliced, old), *other_frame(whole, goal, sliced, old, atoms)]
    operators = matched(whole.operators, as_data(sliced.operators, old), atoms, decision_names(whole, sliced))
    consequences = matched(whole.consequences, as_data(sliced.consequences, old), atoms, {})
    if operators is None or consequences is None:
        return [*problems, "a rule is none of the whole rules, or has another place among them"]
    kept = Kept(atoms, frozenset(operators), frozenset(consequences))
    return [*problems, *what_matters(whole, goal, kept, idle_remedies(whole) if but_idle else frozenset())]


# --- what was kept is what it was ----------------------------------------------------------------------------------


def other_start(whole: Rules, sliced: Rules, old: Sequence[int]) -> Iterator[str]:
    """Yield the atoms, and the day, that stand otherwise at the start."""
    if sliced.today != whole.today:
        yield "it begins on another day"
    for new, atom in enumerate(old):
        if (sliced.values[new], sliced.since[new]) != (whole.values[atom], whole.since[atom]):
            yield f"{whole.atoms[atom]}: stands otherwise at the start"


def other_frame(whole: Rules, goal: Formula, sliced: Rules, old: Sequence[int], atoms: frozenset[int]) -> Iterator[str]:
    """Yield what differs in goal, exclusions, meanings, groups and dates."""
    groups = sorted(sorted(atom for atom in group.atoms if atom in atoms) for group in whole.groups)
    parts = {
        "the goal": (goal, sliced.goal),
        "an exclusion": (whole.exclusions, sliced.exclusions),
        "a definition": ([one for one in whole.definitions if one.atom in atoms], sliced.definitions),
        "a watch": ([one for one in whole.watches if one.atom in atoms], sliced.watches),
    }
    for what, (there, here) in parts.items():
        if in_order(as_data(there)) != in_order(as_data(here, old)):
            yield f"{what}: is not that of the whole rules"
    if reads_ahead(sliced):
        yield "a definition: reads one that is worked out after it"
    if [group for group in groups if len(group) > 1] != sorted(
        sorted(old[atom] for atom in group.atoms) for group in sliced.groups
    ):
        yield "a group: is not that of the whole rules"
    if sorted(atom for atom in whole.dates if atom in atoms) != sorted(old[atom] for atom in sliced.dates):
        yield "a date: is not that of the whole rules"
    decided = [one.decision for one in sliced.operators if one.decision is not None]
    if sorted(decided) != list(range(len(sliced.decisions))):
        yield "a decision: belongs to no act, or to two"
    decisions = {one.name: without(as_data(one), atoms) for one in whole.decisions}
    if any(decisions.get(one["name"]) != one for one in as_data(sliced.decisions, old)):
        yield "a decision: is not that of the whole rules"


def in_order(part: Any) -> Any:
    """Return definitions or watches by their atoms; anything else as it is."""
    return sorted(part, key=lambda one: one["atom"]) if isinstance(part, list) and part and "atom" in part[0] else part


def reads_ahead(rules: Rules) -> bool:
    """Return whether a definition reads another that is worked out only after it."""
    known = set(range(len(rules.atoms))) - {one.atom for one in rules.definitions}
    for one in rules.definitions:
        if not set(atoms_in(as_data(one.formula))) <= known:
            return True
        known.add(one.atom)
    return False


def atoms_in(data: Any) -> Iterator[int]:
    """Yield the atoms that a formula as plain data reads."""
    if isinstance(data, dict):
        for field, value in data.items():
            if field == "atom":
                yield value
            else:
                yield from atoms_in(value)
    elif isinstance(data, list):
        for one in data:
            yield from atoms_in(one)


def as_data(part: Any, old: Sequence[int] | None = None) -> Any:
    """Return a part of rules as dicts, lists and plain values. old: the whole rules' number of each atom of it."""

    def told(data: Any) -> Any:
        if isinstance(data, dict):
            return {field: renamed(field, value) for field, value in data.items()}
        return [told(one) for one in data] if isinstance(data, list | tuple) else data

    def renamed(field: str, value: Any) -> Any:
        return told(value) if field not in ATOMS or value is None or old is None else old[value]

    return told(msgspec.to_builtins(part))


def without(rule: Any, atoms: frozenset[int]) -> Any:
    """Return a rule as plain data, without its changes of atoms that were not kept."""
    fields = ("changes", "on_grant", "on_refusal", "on_silence")
    return {
        field: [one for one in value if one["atom"] in atoms] if field in fields else value
        for field, value in rule.items()
    }


def decision_names(whole: Rules, sliced: Rules) -> dict[int, int]:
    """Return for each decision of the sliced rules the number it has in the whole ones."""
    numbers = {one.name: number for number, one in enumerate(whole.decisions)}
    return {new: numbers.get(one.name, -1) for new, one in enumerate(sliced.decisions)}


def matched(
    whole: Sequence[Operator | Consequence], kept: list[Any], atoms: frozenset[int], decisions: dict[int, int]
) -> list[int] | None:
    """Return which of the whole rules were kept, in their order; None if what was kept is not among them in that order."""
    for one in kept:
        if one.get("decision") is not None:
            one["decision"] = decisions.get(one["decision"], -1)
    found: list[int] = []
    for number, rule in enumerate(whole):
        following = kept[len(found)] if len(found) < len(kept) else {"name": None}
        if rule.name == following["name"] and without(as_data(rule), atoms) == following:
            found.append(number)
    return found if len(found) == len(kept) else None


# --- what was left out does not matter -----------------------------------------------------------------------------


def what_matters(whole: Rules, goal: Formula, kept: Kept, idle: frozenset[int]) -> Iterator[str]:
    """Yield each rule that was left out, whole or in part, and can bring about or take away what is wanted. idle: operators that may be missing whole."""
    wanted = all_wanted(whole, goal, kept)
    falling = decisions_that_fall(whole, kept)
    for number, operator in enumerate(whole.operators):
        if number in idle and number not in kept.operators:
            continue
        decision = None if operator.decision is None else whole.decisions[operator.decision]
        changes = (*operator.changes, *(() if decision is None else by_decision(decision)))
        inside = number in kept.operators
        yield from mattering(
            whole, kept, wanted, operator.name, changes, inside, inside or operator.decision in falling
        )
    for number, consequence in enumerate(whole.consequences):
        inside = number in kept.consequences
        yield from mattering(whole, kept, wanted, consequence.name, consequence.changes, inside, True)


def decisions_that_fall(whole: Rules, kept: Kept) -> set[int]:
    """Return the decisions that fall though nobody now does their own act: pending at the start, or made so by what was kept, by law, or by another that falls."""
    falling = {number for number, one in enumerate(whole.decisions) if whole.values[one.pending] is not Truth.FALSE}
    acts = [whole.operators[number] for number in kept.operators]
    changes = [change for one in acts for change in one.changes]
    changes += [change for one in whole.consequences for change in one.changes]
    decided = falling | {one.decision for one in acts if one.decision is not None}
    while True:
        made = {change.atom for change in changes if change.value}
        made |= {change.atom for number in decided for change in by_decision(whole.decisions[number]) if change.value}
        more = {number for number, one in enumerate(whole.decisions) if one.pending in made} - falling
        if not more:
            return falling
        falling |= more
        decided |= more


def idle_remedies(whole: Rules) -> frozenset[int]:
    """Return the remedies that stay shut as long as nothing is refused and nobody is silent, and of which nothing is pending at the start.

    A remedy asks first that the decision it attacks stand refused or unanswered. It is idle if that is not so at the start, and if nothing but that decision's
    own ill end makes it so: no act, no consequence and no grant, and no lapse, since a decision that has to keep its lines is not looked at.
    """
    changes = [change for one in whole.operators for change in one.changes]
    changes += [change for one in whole.consequences for change in one.changes]
    changes += [change for one in whole.decisions for change in (*one.on_grant, *one.on_refusal)]
    made = {change.atom for change in changes if change.value}
    made |= {atom for atom, value in enumerate(whole.values) if value is not Truth.FALSE}
    attacked = {one.name: whole.decisions[one.decision] for one in whole.operators if one.decision is not None}

    def is_idle(remedy: Operator) -> bool:
        target = attacked.get(remedy.target or "")
        if target is None or target.keep or remedy.decision is None:
            return False
        ill = {target.refused, target.unanswered}
        is_pending = whole.values[whole.decisions[remedy.decision].pending] is not Truth.FALSE
        return ill.isdisjoint(made) and not is_pending and needs(remedy, ill)

    return frozenset(number for number, one in enumerate(whole.operators) if is_idle(one))


def made_pending_otherwise(rules: Rules) -> set[int]:
    """Return the decisions that another rule than their own act can make pending."""
    makers: dict[int, set[int | None]] = {}  # of each atom, whose own acts make it true; None: something that is no act
    for operator in rules.operators:
        for change in operator.changes:
            makers.setdefault(change.atom, set()).update({operator.decision} if change.value else ())
    changes = [change for one in rules.consequences for change in one.changes]
    changes += [change for one in rules.decisions for change in by_decision(one)]
    for change in changes:
        makers.setdefault(change.atom, set()).update({None} if change.value else ())
    return {number for number, one in enumerate(rules.decisions) if makers.get(one.pending, set()) - {number}}


def needs(operator: Operator, atoms: set[int]) -> bool:
    """Return whether a line of an act holds only if one of these atoms does."""
    return any(holds_only_with(line.formula, atoms) for line in operator.lines)


def holds_only_with(formula: Formula, atoms: set[int]) -> bool:
    match formula:
        case Is(atom) | Clock(atom, "<=" | "<" | ">=" | ">"):
            return atom in atoms
        case All(operands):
            return any(holds_only_with(operand, atoms) for operand in operands)
        case Some(operands):
            return all(holds_only_with(operand, atoms) for operand in operands)
    return False


def by_decision(decision: Decision) -> Iterator[Change]:
    """Yield all that any end of a decision changes."""
    for outcome in OUTCOMES:
        yield from decided_changes(decision, outcome)


def mattering(
    rules: Rules, kept: Kept, wanted: Wanted, name: str, changes: Iterable[Change], inside: bool, happens: bool
) -> Iterator[str]:
    """Yield what a rule changes that is wanted and is not kept. inside: the rule is kept; happens: it may happen without being chosen now."""
    for change in changes:
        if inside and change.atom in kept.atoms:
            continue
        ended = [atom for group in rules.groups if change.value and change.atom in group.atoms for atom in group.atoms]
        made = [(change.atom, change.value), *((atom, False) for atom in ended if atom != change.atom)]
        for atom, value in made:
            if (atom, value) in wanted or (happens and (atom, not value) in wanted):
                yield f"{name}: was left out, and makes {rules.atoms[atom]} {str(value).lower()}, which matters"


def all_wanted(rules: Rules, goal: Formula, kept: Kept) -> Wanted:
    """Return every value of an atom that the goal, an exclusion or a kept rule can want."""
    wants = Wants(rules)
    wants.add(goal, True)
    for exclusion in rules.exclusions:
        wants.add(exclusion.formula, False)
    for number in sorted(kept.operators):
        wants.add_operator(rules.operators[number])
    for number in sorted(kept.consequences):
        consequence = rules.consequences[number]
        wants.add_both(consequence.when)
        wants.add_whens(consequence.changes)
    return wants.found


class Wants:
    """What formulas want of atoms, the meanings of derived atoms looked through."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.meanings = rules.mirrored()
        self.found: Wanted = set()
        self.reopened = made_pending_otherwise(rules)

    def add_operator(self, operator: Operator) -> None:
        for line in operator.lines:
            self.add(line.formula, True)
        for ban in operator.bans:
            self.add(ban.when, False)
        for risk in operator.risks:
            self.add(risk.when, False)
        self.add_whens(operator.changes)
        if operator.decision is not None:
            decision = self.rules.decisions[operator.decision]
            self.add(Is(decision.pending), False)
            if operator.decision in self.reopened:
                self.add(Is(decision.pending), True)
            for line in decision.keep:
                self.add(line.formula, True)
            self.add_whens(by_decision(decision))

    def add_whens(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self.add_both(change.when)

    def add_both(self, formula: Formula | None) -> None:
        self.add(formula, True)
        self.add(formula, False)

    def add(self, formula: Formula | None, value: bool) -> None:
        match formula:
            case None | Calendar() | Constant():
                pass
            case Not(operand):
                self.add(operand, not value)
            case All(operands) | Some(operands):
                for operand in operands:
                    self.add(operand, value)
            case Is(atom):
                self.add_atom(atom, value)
            case Clock(atom, comparison):
                self.add_atom(atom, True)
                if not value or comparison in UPPER:  # to end, or to end and begin anew, never makes it run longer
                    self.add_atom(atom, False)

    def add_atom(self, atom: int, value: bool) -> None:
        if (atom, value) not in self.found:
            self.found.add((atom, value))
            self.add(self.meanings.get(atom), value)
