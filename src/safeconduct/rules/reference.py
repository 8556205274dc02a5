"""docs/kernel.md as a program: slow and obvious, so that a reader can hold it against the page.

Section numbers below are those of the page. Nothing here is meant to be fast; `packed` is, and is compared with this.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

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
from safeconduct.terms.dates import Period, day_after, last_day
from safeconduct.terms.truth import Truth, all_of, any_of, negation, truth_of

MOST_ROUNDS = 1_000
OUTCOMES = ("granted", "refused", "silence", "lapsed")  # how a decision can end
LONG_AGO = 1  # the first day of the calendar


class NeverSettlesError(Exception):
    """Consequences keep undoing each other: a mistake of the lawbook."""


class Situation(NamedTuple):
    """Section 1. `values[i]` and `since[i]` (an ordinal, 0: not true, or true since an unknown day) are those of atom i."""

    values: tuple[Truth, ...]
    since: tuple[int, ...]
    today: int


class Happening(NamedTuple):
    """One thing, other than waiting, that can happen: the fields of a step of a route, and where it leads."""

    kind: str  # assume, act, granted, refused, silence, lapsed
    which: int  # index of an atom, operator or decision
    value: str  # of an assumption: false, true, long, today
    then: Situation


class Price(NamedTuple):
    """What steps cost, days apart (section 6)."""

    money: int = 0
    decisions: int = 0
    exposure: int = 0
    facts: int = 0
    unstated: int = 0


def initial(rules: Rules) -> Situation:
    """Return the person's situation on the day of the question, settled."""
    return settle(rules, Situation(rules.values, rules.since, rules.today))


# --- 1. the three sorts of atoms -----------------------------------------------------------------------------------


def derived_atoms(rules: Rules) -> frozenset[int]:
    return frozenset(definition.atom for definition in rules.definitions)


def watch_atoms(rules: Rules) -> frozenset[int]:
    return frozenset(watch.atom for watch in rules.watches)


def base_atoms(rules: Rules) -> tuple[int, ...]:
    """Return every atom that is neither derived nor a watch, in order; dates are among them."""
    others = derived_atoms(rules) | watch_atoms(rules)
    return tuple(atom for atom in range(len(rules.atoms)) if atom not in others)


def with_atom(rules: Rules, situation: Situation, atom: int, value: bool) -> Situation:
    """Return the situation with a base atom set: the others of its group end when it is made true."""
    since = 0
    if value:
        for group in rules.groups:
            for other in group.atoms if atom in group.atoms else ():
                if other != atom:
                    situation = with_atom(rules, situation, other, False)
        already = situation.values[atom] is Truth.TRUE
        since = situation.since[atom] if already else situation.today
    return with_value(situation, atom, truth_of(value), since)


def with_value(situation: Situation, atom: int, value: Truth, since: int) -> Situation:
    return Situation(
        (*situation.values[:atom], value, *situation.values[atom + 1 :]),
        (*situation.since[:atom], since, *situation.since[atom + 1 :]),
        situation.today,
    )


def with_changes(rules: Rules, situation: Situation, changes: tuple[Change, ...]) -> Situation:
    """Make the changes whose `when` is true, all judged before any is made, in their order."""
    made = [c for c in changes if c.when is None or truth(c.when, situation) is Truth.TRUE]
    for change in made:
        situation = with_atom(rules, situation, change.atom, change.value)
    return situation


# --- 2. truth of a formula -----------------------------------------------------------------------------------------


def truth(formula: Formula, situation: Situation) -> Truth:
    match formula:
        case Constant(value):
            return value
        case Is(atom):
            return situation.values[atom]
        case Not(operand):
            return negation(truth(operand, situation))
        case All(operands):
            return all_of(truth(operand, situation) for operand in operands)
        case Some(operands):
            return any_of(truth(operand, situation) for operand in operands)
        case Calendar(comparison, day):
            return truth_of(compared(situation.today, comparison, day))
        case Clock(atom, comparison, period):
            return clock_truth(situation, atom, comparison, period)


def clock_truth(situation: Situation, atom: int, comparison: str, period: Period) -> Truth:
    value, since = situation.values[atom], situation.since[atom]
    if value is not Truth.TRUE:
        return value
    if since == 0:
        return Truth.UNKNOWN
    if comparison in (">=", "<"):
        return truth_of(compared(situation.today, comparison, first_day_after(since, period)))
    return truth_of(compared(situation.today, comparison, last_day_of(since, period)))


def compared(today: int, comparison: str, day: int) -> bool:
    return {">=": today >= day, "<": today < day, "<=": today <= day, ">": today > day}[comparison]


def first_day_after(event: int, period: Period) -> int:
    return day_after(date.fromordinal(event), period).toordinal()


def last_day_of(event: int, period: Period) -> int:
    return last_day(date.fromordinal(event), period).toordinal()


# --- 3. settling ---------------------------------------------------------------------------------------------------


def settle(rules: Rules, situation: Situation) -> Situation:
    """Return what the situation becomes by law, without anybody's act, today.

    Raises NeverSettlesError after 1,000 rounds.
    """
    for _ in range(MOST_ROUNDS):
        after = one_round(rules, situation)
        if after == situation:
            return situation
        situation = after
    raise NeverSettlesError(f"the consequences still undo each other after {MOST_ROUNDS} rounds")


def one_round(rules: Rules, situation: Situation) -> Situation:
    """Bring definitions and watches up to date; only when they are, make the first ripe consequence's changes."""
    mirrored = with_watches(rules, with_definitions(rules, situation))
    if mirrored != situation:
        return mirrored
    for consequence in rules.consequences:
        if is_ripe(consequence, situation) and would_change(rules, situation, consequence):
            return with_changes(rules, situation, consequence.changes)
    return situation


def with_definitions(rules: Rules, situation: Situation) -> Situation:
    for definition in rules.definitions:
        situation = with_value(situation, definition.atom, truth(definition.formula, situation), 0)
    return situation


def with_watches(rules: Rules, situation: Situation) -> Situation:
    for watch in rules.watches:
        value = truth(watch.formula, situation)
        if value is not situation.values[watch.atom]:
            situation = with_value(situation, watch.atom, value, situation.today if value is Truth.TRUE else 0)
    return situation


def is_ripe(consequence: Consequence, situation: Situation) -> bool:
    if truth(consequence.when, situation) is not Truth.TRUE:
        return False
    if consequence.after is None or consequence.watch is None:
        return True
    ripens = ripening_day(consequence, situation)
    return ripens is not None and situation.today >= ripens


def ripening_day(consequence: Consequence, situation: Situation) -> int | None:
    """Return the day on which a timed consequence is ripe if nothing changes; None if it does not run, or is undated."""
    if consequence.after is None or consequence.watch is None:
        return None
    value, since = situation.values[consequence.watch], situation.since[consequence.watch]
    return first_day_after(since, consequence.after) if value is Truth.TRUE and since else None


def would_change(rules: Rules, situation: Situation, consequence: Consequence) -> bool:
    return with_changes(rules, situation, consequence.changes) != situation


def is_unsettled(rules: Rules, situation: Situation) -> bool:
    """Return whether a consequence that would change something, an exclusion, or when a pending decision falls, is undecided: then only facts may be assumed."""
    return bool(
        undecided_formulas(rules, situation) or undated_watches(rules, situation) or undated_filings(rules, situation)
    )


def unsettled_by(rules: Rules, situation: Situation) -> tuple[int, ...]:
    """Return, in order, the atoms whose assumption could decide what is undecided (see `is_unsettled`)."""
    atoms = {*undated_watches(rules, situation), *undated_filings(rules, situation)}
    for formula in undecided_formulas(rules, situation):
        atoms |= doubts(rules, situation, formula)
    return tuple(sorted(atoms))


def undecided_formulas(rules: Rules, situation: Situation) -> list[Formula]:
    whens = [c.when for c in rules.consequences if would_change(rules, situation, c)]
    exclusions = [x.formula for x in rules.exclusions if x.formula is not None]
    return [f for f in whens + exclusions if truth(f, situation) is Truth.UNKNOWN]


def undated_watches(rules: Rules, situation: Situation) -> list[int]:
    return [
        c.watch
        for c in rules.consequences
        if c.watch is not None
        and situation.values[c.watch] is Truth.TRUE
        and situation.since[c.watch] == 0
        and would_change(rules, situation, c)
    ]


def undated_filings(rules: Rules, situation: Situation) -> list[int]:
    """Return what is pending since an unknown day, or may be pending: its decision falls on an unknown day."""
    return [
        decision.pending
        for decision in rules.decisions
        if situation.values[decision.pending] is Truth.UNKNOWN
        or (situation.values[decision.pending] is Truth.TRUE and situation.since[decision.pending] == 0)
    ]


def doubts(rules: Rules, situation: Situation, formula: Formula) -> set[int]:
    """Return the atoms that leave an unknown formula unknown, definitions and watches looked through."""
    if truth(formula, situation) is not Truth.UNKNOWN:
        return set()
    match formula:
        case Not(operand):
            return doubts(rules, situation, operand)
        case All(operands) | Some(operands):
            return set().union(*(doubts(rules, situation, operand) for operand in operands))
        case Is(atom) | Clock(atom):
            meanings = [d.formula for d in rules.definitions if d.atom == atom]
            meanings += [w.formula for w in rules.watches if w.atom == atom]
            if situation.values[atom] is Truth.UNKNOWN and meanings:
                return set().union(*(doubts(rules, situation, meaning) for meaning in meanings))
            return set() if atom in derived_atoms(rules) else {atom}
    return set()


# --- 4. what can happen in a settled situation ---------------------------------------------------------------------


def due_day(decision: Decision, situation: Situation) -> int | None:
    """Return the day on which a pending decision falls; None if it is not pending, or since an unknown day."""
    filed = situation.since[decision.pending]
    if situation.values[decision.pending] is not Truth.TRUE or filed == 0:
        return None
    if decision.period is not None:
        return last_day_of(filed, decision.period)
    return filed if decision.expected is None else last_day_of(filed, decision.expected)


def due_decision(rules: Rules, situation: Situation) -> int | None:
    for index, decision in enumerate(rules.decisions):
        due = due_day(decision, situation)
        if due is not None and situation.today >= due:
            return index
    return None


def outcomes(rules: Rules, situation: Situation) -> tuple[str, ...]:
    """Return how the decision that is due can end; empty if none is due."""
    index = due_decision(rules, situation)
    if index is None or is_unsettled(rules, situation):
        return ()
    decision = rules.decisions[index]
    if any(truth(line.formula, situation) is not Truth.TRUE for line in decision.keep):
        return ("lapsed",)
    return {
        "automatic": ("granted",),
        "entitlement": ("granted", "silence"),
        "discretion": ("granted", "refused", "silence"),
    }[decision.kind]


def decide(rules: Rules, situation: Situation, decision: int, outcome: str) -> Situation:
    """Return the situation after the decision; `when` of further changes is judged before the decision changes anything."""
    return settle(rules, with_changes(rules, situation, decided_changes(rules.decisions[decision], outcome)))


def decided_changes(it: Decision, outcome: str) -> tuple[Change, ...]:
    """Return all that a decision changes when it ends in this way."""
    first, further = {
        "granted": ((Change(it.granted, True), Change(it.refused, False), Change(it.unanswered, False)), it.on_grant),
        "refused": ((Change(it.refused, True),), it.on_refusal),
        "lapsed": ((Change(it.refused, True),), it.on_refusal),
        "silence": ((Change(it.unanswered, True),), it.on_silence),
    }[outcome]
    return (Change(it.pending, False), *first, *further)


def open_acts(rules: Rules, situation: Situation) -> tuple[int, ...]:
    """Return the operators open to the person now, in order; none while a decision is due or the situation is unsettled."""
    if is_unsettled(rules, situation) or due_decision(rules, situation) is not None:
        return ()
    return tuple(i for i, operator in enumerate(rules.operators) if not closed_because(rules, situation, operator))


def closed_because(rules: Rules, situation: Situation, operator: Operator) -> list[str]:
    """Return everything that closes an act in this situation: keys of lines and exclusions, `pending`. Empty: it is open."""
    reasons = [line.key for line in operator.lines if truth(line.formula, situation) is not Truth.TRUE]
    for ban in operator.bans:
        if truth(ban.when, situation) is not Truth.FALSE:
            reasons.append(rules.exclusions[ban.exclusion].key)
    if operator.decision is not None:
        pending = rules.decisions[operator.decision].pending
        if situation.values[pending] is not Truth.FALSE:
            reasons.append("pending")
    return reasons


def do_act(rules: Rules, situation: Situation, operator: int) -> Situation:
    return settle(rules, with_changes(rules, situation, rules.operators[operator].changes))


def next_event_day(rules: Rules, situation: Situation) -> int | None:
    """Return the least day after today on which a formula, a decision or a consequence can change; None if there is none."""
    days: list[int | None] = [due_day(decision, situation) for decision in rules.decisions]
    days += [ripening_day(consequence, situation) for consequence in rules.consequences]
    for leaf in leaves(rules):
        match leaf:
            case Calendar(comparison, day):
                days.append(day if comparison in (">=", "<") else day + 1)
            case Clock(atom, comparison, period) if situation.since[atom] and situation.values[atom] is Truth.TRUE:
                since = situation.since[atom]
                turns = first_day_after(since, period) if comparison in (">=", "<") else last_day_of(since, period) + 1
                days.append(turns)
    return min((day for day in days if day is not None and day > situation.today), default=None)


def wait(rules: Rules, situation: Situation) -> Situation | None:
    """Return the situation on the next event day; None if waiting is pointless or not allowed (unsettled, decision due)."""
    day = next_event_day(rules, situation)
    if day is None or is_unsettled(rules, situation) or due_decision(rules, situation) is not None:
        return None
    return on_day(rules, situation, day)


def on_day(rules: Rules, situation: Situation, day: int) -> Situation:
    """Return the situation on a later day, no later than the next event day."""
    return settle(rules, situation._replace(today=day))


def is_excluded(rules: Rules, situation: Situation) -> bool:
    """Return whether the person never accepts this situation."""
    return any(x.formula is not None and truth(x.formula, situation) is Truth.TRUE for x in rules.exclusions)


def happenings(rules: Rules, situation: Situation) -> Iterator[Happening]:
    """Yield all that can happen today: assumptions, then the outcomes of the decision due, or the open acts."""
    for atom, value in assumptions(rules, situation):
        yield Happening("assume", atom, value, assume(rules, situation, atom, value))
    due = due_decision(rules, situation)
    for outcome in outcomes(rules, situation):
        assert due is not None
        yield Happening(outcome, due, "", decide(rules, situation, due, outcome))
    for operator in open_acts(rules, situation):
        yield Happening("act", operator, "", do_act(rules, situation, operator))


# --- 5. facts assumed ----------------------------------------------------------------------------------------------


def assumptions(rules: Rules, situation: Situation) -> tuple[tuple[int, str], ...]:
    """Return what may be assumed: values of unknown base atoms that a formula reads, beginnings of undated clocks."""
    read = atoms_read(rules)
    dated = clocks_read(rules)
    base = base_atoms(rules)
    found: list[tuple[int, str]] = []
    for atom, value in enumerate(situation.values):
        if value is Truth.UNKNOWN and atom in base and atom in read:
            found += [(atom, "false"), (atom, "true")]
        elif value is Truth.TRUE and situation.since[atom] == 0 and atom in dated and atom not in derived_atoms(rules):
            found += [(atom, "long"), (atom, "today")]
    return tuple(found)


def assume(rules: Rules, situation: Situation, atom: int, value: str) -> Situation:
    """Return the situation if the fact is as assumed: `false`, `true` (since unknown), or begun `long` ago or `today`."""
    match value:
        case "false":
            assumed = with_atom(rules, situation, atom, False)
        case "true":
            assumed = with_value(with_atom(rules, situation, atom, True), atom, Truth.TRUE, 0)
        case "long":
            assumed = with_value(situation, atom, Truth.TRUE, LONG_AGO)
        case "today":
            assumed = with_value(situation, atom, Truth.TRUE, rules.today)
        case _:
            raise ValueError(f"an assumption is false, true, long or today, not {value!r}")
    return settle(rules, assumed)


# --- 6. cost and goal ----------------------------------------------------------------------------------------------


def is_goal(rules: Rules, situation: Situation) -> bool:
    """Return whether a route ends here: settled, permitted, the goal true."""
    return (
        truth(rules.goal, situation) is Truth.TRUE
        and not is_unsettled(rules, situation)
        and not is_excluded(rules, situation)
    )


def price_of(rules: Rules, situation: Situation, kind: str, index: int) -> Price:
    """Return what one step costs in the situation in which it happens."""
    if kind == "assume":
        return Price(facts=1)
    if kind == "act":
        operator = rules.operators[index]
        return Price(money=operator.fee, exposure=exposure_of(operator, situation))
    decision = rules.decisions[index]
    hoped_for = kind == "granted" and decision.kind == "discretion"
    return Price(decisions=int(hoped_for), unstated=int(decision.period is None))


def exposure_of(operator: Operator, situation: Situation) -> int:
    """Return the greatest level risked; a risk counts unless its `when` is false."""
    risked = [
        risk.level for risk in operator.risks if risk.when is None or truth(risk.when, situation) is not Truth.FALSE
    ]
    return max(risked, default=0)


def total(a: Price, b: Price) -> Price:
    """Return the price of both: sums, and the greater exposure."""
    return Price(
        a.money + b.money,
        a.decisions + b.decisions,
        max(a.exposure, b.exposure),
        a.facts + b.facts,
        a.unstated + b.unstated,
    )


# --- every formula of the rules ------------------------------------------------------------------------------------


def formulas(rules: Rules) -> Iterator[Formula]:
    """Yield every formula written anywhere in the rules."""
    yield from (definition.formula for definition in rules.definitions)
    yield from (watch.formula for watch in rules.watches)
    for operator in rules.operators:
        yield from (line.formula for line in operator.lines)
        yield from (risk.when for risk in operator.risks if risk.when is not None)
        yield from (ban.when for ban in operator.bans)
        yield from whens(operator.changes)
    for decision in rules.decisions:
        yield from (line.formula for line in decision.keep)
        yield from whens(decision.on_grant + decision.on_refusal + decision.on_silence)
    for consequence in rules.consequences:
        yield consequence.when
        yield from whens(consequence.changes)
    yield from (exclusion.formula for exclusion in rules.exclusions if exclusion.formula is not None)
    yield rules.goal


def whens(changes: tuple[Change, ...]) -> Iterator[Formula]:
    yield from (change.when for change in changes if change.when is not None)


def leaves(rules: Rules) -> Iterator[Is | Clock | Calendar | Constant]:
    stack = list(formulas(rules))
    while stack:
        match stack.pop():
            case Not(operand):
                stack.append(operand)
            case All(operands) | Some(operands):
                stack.extend(operands)
            case Is() | Clock() | Calendar() | Constant() as leaf:
                yield leaf


def atoms_read(rules: Rules) -> frozenset[int]:
    """Return the atoms whose value something depends on."""
    pending = [decision.pending for decision in rules.decisions]
    return frozenset(leaf.atom for leaf in leaves(rules) if isinstance(leaf, Is | Clock)) | frozenset(pending)


def clocks_read(rules: Rules) -> frozenset[int]:
    """Return the atoms whose since something depends on."""
    watched = [consequence.watch for consequence in rules.consequences if consequence.watch is not None]
    pending = [decision.pending for decision in rules.decisions]
    return frozenset(leaf.atom for leaf in leaves(rules) if isinstance(leaf, Clock)) | frozenset(watched + pending)
