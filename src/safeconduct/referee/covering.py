"""When one situation stands for another: whatever can be reached from the second can be reached from the first.

The rule is that of docs/clocks.md. A person may wait from one day to another only if nothing is due or undecided, and no
exclusion, consequence or watch may turn true in between and be false again at the end.
"""

from collections.abc import Iterator

from safeconduct.rules.model import (
    All,
    Calendar,
    Change,
    Clock,
    Constant,
    Decision,
    Formula,
    Is,
    Line,
    Not,
    Rules,
    Some,
)
from safeconduct.rules.reference import Situation, base_atoms, due_decision, is_unsettled, watch_atoms

RISING = "rising"  # false, then true: >= and >
FALLING = "falling"  # true, then false: <= and <


class Covering:
    """The covering relation of one set of rules.

    stored: atoms whose values must be equal
    lower:  atoms whose clock is only ever asked to have run long enough: an earlier since is as good
    upper:  atoms whose clock is only ever asked not to have run out: a later since is as good
    equal:  atoms whose since must be equal
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.stored = (*base_atoms(rules), *sorted(watch_atoms(rules)))
        directions: dict[int, set[str]] = {}
        for atom, direction in read_clocks(rules):
            directions.setdefault(atom, set()).add(direction)
        self.lower = sorted(atom for atom, found in directions.items() if found == {RISING})
        self.upper = sorted(atom for atom, found in directions.items() if found == {FALLING})
        self.equal = sorted(atom for atom, found in directions.items() if len(found) == 2)
        self.can_wait = not any(len(set(turns)) == 2 for turns in turning(rules))

    def covers(self, a: Situation, b: Situation) -> bool:
        """Return whether `a` stands for `b`."""
        if any(a.values[atom] is not b.values[atom] for atom in self.stored):
            return False
        if any((a.since[atom] == 0) != (b.since[atom] == 0) for atom in (*self.lower, *self.upper)):
            return False
        return (
            all(a.since[atom] == b.since[atom] for atom in self.equal)
            and all(a.since[atom] <= b.since[atom] for atom in self.lower)
            and all(a.since[atom] >= b.since[atom] for atom in self.upper)
            and (a.today == b.today or (a.today < b.today and self.may_wait(a)))
        )

    def hurries(self) -> list[str]:
        """Return why acting later than as soon as possible might help; empty: it never does.

        It does not if time alone opens and never closes: the calendar and clocks are read only by lines and the goal, and
        only to be late or long enough; every clock that can be started is of that kind; a decision taken earlier spoils
        nothing; no consequence takes time.
        """
        closing = [f"{place}: closes with time" for place, direction in read_times(self.rules) if direction == FALLING]
        harmful = [
            f"{d.name}: a decision can come too early" for d in self.rules.decisions if not is_harmless(self.rules, d)
        ]
        timed = [f"{c.name}: takes time" for c in self.rules.consequences if c.after is not None]
        return closing + harmful + timed

    def may_wait(self, situation: Situation) -> bool:
        waits = due_decision(self.rules, situation) is None and not is_unsettled(self.rules, situation)
        return waits and self.can_wait


# --- which clocks are read, and how --------------------------------------------------------------------------------


def read_clocks(rules: Rules) -> Iterator[tuple[int, str]]:
    """Yield each clock that something reads, with the direction that helps; both directions where neither does."""
    for operator in rules.operators:
        yield from in_places(operator.lines)
        for ban in operator.bans:
            yield from anywhere(ban.when)
        yield from in_changes(operator.changes)
    for decision in rules.decisions:
        yield from ((decision.pending, RISING),) if is_harmless(rules, decision) else both_ways(decision.pending)
        for line in decision.keep:
            yield from anywhere(line.formula)
        yield from in_changes(decision.on_grant + decision.on_refusal + decision.on_silence)
    for consequence in rules.consequences:
        yield from anywhere(consequence.when)
        yield from in_changes(consequence.changes)
        if consequence.watch is not None:
            yield from both_ways(consequence.watch)
    for _, formula in mirrors(rules):
        yield from anywhere(formula)
    for exclusion in rules.exclusions:
        yield from anywhere(exclusion.formula)
    yield from in_place(rules.goal)


def in_places(lines: tuple[Line, ...]) -> Iterator[tuple[int, str]]:
    for line in lines:
        yield from in_place(line.formula)


def in_place(formula: Formula) -> Iterator[tuple[int, str]]:
    """Yield the clocks of a formula that the person wants true."""
    match formula:
        case Clock(atom, comparison):
            yield atom, direction_of(comparison)
        case Not(operand):
            yield from anywhere(operand)
        case All(operands) | Some(operands):
            for operand in operands:
                yield from in_place(operand)
        case Is() | Calendar() | Constant():
            return


def anywhere(formula: Formula | None) -> Iterator[tuple[int, str]]:
    """Yield the clocks of a formula of which neither value is better."""
    match formula:
        case Clock(atom):
            yield from both_ways(atom)
        case Not(operand):
            yield from anywhere(operand)
        case All(operands) | Some(operands):
            for operand in operands:
                yield from anywhere(operand)
        case Is() | Calendar() | Constant() | None:
            return


def in_changes(changes: tuple[Change, ...]) -> Iterator[tuple[int, str]]:
    for change in changes:
        yield from anywhere(change.when)


def both_ways(atom: int) -> Iterator[tuple[int, str]]:
    yield atom, RISING
    yield atom, FALLING


def direction_of(comparison: str) -> str:
    return RISING if comparison in (">=", ">") else FALLING


# --- whether early is best -----------------------------------------------------------------------------------------


def read_times(rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield who reads the calendar or a clock, with the direction that helps; both where it is not a line or the goal."""
    for name, formula in favourable(rules):
        for direction in turns(rules, formula, RISING):
            yield name, direction
    for name, formula in neutral(rules):
        for _ in turns(rules, formula, RISING):
            yield name, FALLING


def favourable(rules: Rules) -> Iterator[tuple[str, Formula]]:
    """Yield the formulas of which true is better than false, with whose they are."""
    for operator in rules.operators:
        yield from ((f"{operator.name} ({line.key})", line.formula) for line in operator.lines)
    yield "the goal", rules.goal


def neutral(rules: Rules) -> Iterator[tuple[str, Formula]]:
    """Yield all other formulas, those of risks excepted, which close nothing."""
    for operator in rules.operators:
        yield from ((operator.name, ban.when) for ban in operator.bans)
        yield from ((operator.name, change.when) for change in operator.changes if change.when is not None)
    for decision in rules.decisions:
        yield from ((decision.name, line.formula) for line in decision.keep)
        for change in decision.on_grant + decision.on_refusal + decision.on_silence:
            if change.when is not None:
                yield decision.name, change.when
    for consequence in rules.consequences:
        yield consequence.name, consequence.when
        yield from ((consequence.name, change.when) for change in consequence.changes if change.when is not None)
    for atom, formula in mirrors(rules):
        yield rules.atoms[atom], formula
    for exclusion in rules.exclusions:
        if exclusion.formula is not None:
            yield exclusion.key, exclusion.formula


def is_harmless(rules: Rules, decision: Decision) -> bool:
    """Return whether a grant is never worse for coming earlier.

    So it is if it cannot lapse, if its changes depend on nothing, if all that reads what it changes is a line or the goal
    and wants it as it becomes, and if nothing else ever changes it back.
    """
    if decision.keep or any(change.when is not None for change in decision.on_grant):
        return False
    made = grant_of(rules, decision)
    if len({atom for atom, _ in made}) < len(made):
        return False
    if any(reads_otherwise(formula, made, True) for _, formula in favourable(rules)):
        return False
    if any(atom in atoms_of(formula) for _, formula in neutral(rules) for atom, _ in made):
        return False
    return not any((atom, not value) in others_make(rules, decision) for atom, value in made)


def grant_of(rules: Rules, decision: Decision) -> set[tuple[int, bool]]:
    """Return what a grant makes true or false, groups included."""
    own = {(decision.pending, False), (decision.granted, True), (decision.refused, False), (decision.unanswered, False)}
    return own | with_groups(rules, decision.on_grant)


def with_groups(rules: Rules, changes: tuple[Change, ...]) -> set[tuple[int, bool]]:
    made = {(change.atom, change.value) for change in changes}
    for group in rules.groups:
        for atom in group.atoms:
            if (atom, True) in made:
                made |= {(other, False) for other in group.atoms if other != atom}
    return made


def reads_otherwise(formula: Formula, made: set[tuple[int, bool]], positive: bool) -> bool:
    """Return whether a formula that is wanted true wants anything that is made otherwise."""
    match formula:
        case Is(atom) | Clock(atom):
            return (atom, not positive) in made
        case Not(operand):
            return reads_otherwise(operand, made, not positive)
        case All(operands) | Some(operands):
            return any(reads_otherwise(operand, made, positive) for operand in operands)
        case Calendar() | Constant():
            return False


def others_make(rules: Rules, decision: Decision) -> set[tuple[int, bool]]:
    """Return what anything but this decision makes true or false on a route, its own filing excepted."""
    made: set[tuple[int, bool]] = set()
    for operator in rules.operators:
        filed = with_groups(rules, operator.changes)
        own = operator.decision is not None and rules.decisions[operator.decision] is decision
        made |= filed - ({(decision.pending, True)} if own else set())
    for other in rules.decisions:
        if other is not decision:
            made |= grant_of(rules, other) | {(other.refused, True)} | with_groups(rules, other.on_refusal)
    for consequence in rules.consequences:
        made |= with_groups(rules, consequence.changes)
    return made


def atoms_of(formula: Formula) -> set[int]:
    match formula:
        case Is(atom) | Clock(atom):
            return {atom}
        case Not(operand):
            return atoms_of(operand)
        case All(operands) | Some(operands):
            return set().union(*(atoms_of(operand) for operand in operands))
        case Calendar() | Constant():
            return set()


# --- what can turn while the person waits --------------------------------------------------------------------------


def turning(rules: Rules) -> Iterator[list[str]]:
    """Yield, for each thing that happens or forbids by itself, the directions in which time alone can turn it.

    With one direction only, what is so on the first and the last day of a wait was so all the time.
    """
    for exclusion in rules.exclusions:
        if exclusion.formula is not None:
            yield list(turns(rules, exclusion.formula, RISING))
    for watch in rules.watches:
        yield list(turns(rules, watch.formula, RISING))
    for consequence in rules.consequences:
        found = list(turns(rules, consequence.when, RISING))
        for change in consequence.changes:
            if change.when is not None:
                found += turns(rules, change.when, RISING)
        yield found + ([RISING] if consequence.after is not None else [])


def turns(rules: Rules, formula: Formula, rising: str) -> Iterator[str]:
    """Yield the direction of each part that reads time, definitions and watches looked through; `rising` if positive."""
    falling = RISING if rising == FALLING else FALLING
    match formula:
        case Clock(atom, comparison):
            yield rising if direction_of(comparison) == RISING else falling
            yield from turns_of_atom(rules, atom, rising)
        case Calendar(comparison, _):
            yield rising if direction_of(comparison) == RISING else falling
        case Is(atom):
            yield from turns_of_atom(rules, atom, rising)
        case Not(operand):
            yield from turns(rules, operand, falling)
        case All(operands) | Some(operands):
            for operand in operands:
                yield from turns(rules, operand, rising)
        case Constant():
            return


def turns_of_atom(rules: Rules, atom: int, rising: str) -> Iterator[str]:
    for mirror, formula in mirrors(rules):
        if mirror == atom:
            yield from turns(rules, formula, rising)


def mirrors(rules: Rules) -> Iterator[tuple[int, Formula]]:
    """Yield each atom that is computed from others, with its formula."""
    yield from ((definition.atom, definition.formula) for definition in rules.definitions)
    yield from ((watch.atom, watch.formula) for watch in rules.watches)
