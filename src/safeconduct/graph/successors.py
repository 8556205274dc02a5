"""Successors: everything that can happen in a settled situation (docs/kernel.md, section 4)."""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import NamedTuple

from safeconduct.graph.events import Timed
from safeconduct.graph.model import GOAL, NOTHING, Move, Spent, Transition
from safeconduct.rules.model import Change, Formula, Operator, Rules
from safeconduct.rules.packed import FALSE, TRUE, UNKNOWN, Packed, PackedChange, State

ONE_FACT = Spent(facts=1)


Forks = dict[tuple[int, str], None]  # assumptions: atom, value


class Act(NamedTuple):
    """What an operator is good for in one situation: where it leads if it is open, and the assumptions it makes worth while, the first of them if it is not."""

    transition: Transition | None
    first: Forks


BAD_ENDS = {"automatic": (), "entitlement": ("silence",), "discretion": ("refused", "silence")}


# an act; masks of atoms: without all of the first, or with one of the second, it is closed; with all of the third and none of the fourth it is idle
Gated = tuple[int, int, int, int, int]


class Successors:
    """Finds what can happen next under one set of operators.

    What an operator does in a situation is remembered: searches with some of the operators come through the same situations.

    every_fact: assume whatever may be assumed, at any moment, as the referee does; else only what opens something
    """

    def __init__(self, packed: Packed, operators: Iterable[int], *, every_fact: bool = False) -> None:
        self.packed, self.every_fact = packed, every_fact
        rules = packed.rules
        self.operators = tuple(operators)
        self.changes = {number: packed.packed_changes(rules.operators[number].changes) for number in self.operators}
        self.risks = {
            number: tuple(
                (risk.level, None if risk.when is None else packed.test(risk.when))
                for risk in rules.operators[number].risks
            )
            for number in self.operators
        }
        self.outcomes: dict[tuple[int, str], tuple[PackedChange, ...]] = {}
        read = packed.read
        self.whens = {
            number: tuple(one.when for one in rules.operators[number].changes if one.when is not None)
            for number in self.operators
        }
        assumable = read | {one.pending for one in rules.decisions} | set(packed.slot)
        self.assumable = tuple((atom, packed.slot.get(atom)) for atom in sorted(assumable - set(packed.defined)))
        self.filed = filed_in(rules)
        self.aims = {number: self._aims(rules.operators[number], read) for number in self.operators}
        self.closing = {number: packed.plainly_closed(number) for number in self.operators}
        self.gated = {number: (number, *self.closing[number], *self.aims[number]) for number in self.operators}
        self.gates = self._gates_of(self.operators)
        self._known: dict[State, dict[int, Act]] = {}
        self._read_by: dict[int, int | None] = {}
        self._openings: dict[tuple[int, int, int], tuple[int, Forks]] = {}
        self._all_forks: dict[tuple[State, int], Forks] = {}
        self._assumed: dict[State, dict[tuple[int, str], Transition]] = {}
        self.timed = Timed(packed)
        self._waited: dict[State, Transition | None] = {}
        self._forks: dict[State, list[tuple[int, str]]] = {}

    def only(self, operators: Iterable[int]) -> "Successors":
        """Return the same with some of the operators only."""
        fewer = copy(self)
        fewer.operators = tuple(operators)
        fewer.gates = self._gates_of(fewer.operators)
        fewer._waited = {}  # fewer acts, fewer days that matter
        return fewer

    def started_as(self, packed: Packed) -> "Successors":
        """Return the same for rules that differ in where the person starts only; nothing met is remembered."""
        other = copy(self)
        other.packed, other.filed = packed, filed_in(packed.rules)
        other._known, other._openings, other._all_forks = {}, {}, {}
        other._assumed, other._waited, other._forks = {}, {}, {}
        return other

    def with_every_act(self) -> "Successors":
        """Return the same that leaves out no act: one whose grant would bring about nothing new may still be refused."""
        every = copy(self)
        every.gated = {number: (number, *closing, 0, 0) for number, closing in self.closing.items()}
        every.gates = every._gates_of(every.operators)
        return every

    def _gates_of(self, operators: Iterable[int]) -> list[Gated]:
        return [self.gated[number] for number in operators]

    def _aims(self, operator: Operator, read: frozenset[int]) -> tuple[int, int]:
        """Return the masks of all atoms an act can make true, and false, in the end; nothing if that depends on the situation.

        Where all that is so already the act is idle: it costs, and is left out. Nothing is said of an application whose being pending itself is
        wanted by some line, nor of one whose outcome depends on more than being granted.
        """
        changes = list(operator.changes)
        if operator.decision is not None:
            decision = self.packed.rules.decisions[operator.decision]
            if decision.pending in read or decision.keep:
                return 0, 0
            own = {decision.pending, decision.refused, decision.unanswered}
            changes = [*(one for one in changes if one.atom not in own), *decision.on_grant]
            changes += [
                Change(decision.granted, True),
                Change(decision.refused, False),
                Change(decision.unanswered, False),
            ]
        if any(change.when is not None for change in changes):
            return 0, 0
        true = false = 0
        for change in changes:
            true |= change.value << change.atom
            false |= (not change.value) << change.atom
        return (0, 0) if true & false else (true, false)

    def of(self, state: State) -> Iterator[Transition]:
        """Yield what a route can take: assumptions that must be made, the good end of a due decision, acts, waiting."""
        forks = self.unsettled(state)
        if self.every_fact:
            yield from self._assumptions(state, self._every_assumption(state))
        elif forks:
            yield from self._assumptions(state, forks)
        if forks:
            return
        due = self.packed.due_decision(state)
        if due is not None:
            if not self.every_fact:
                yield from self._assumptions(
                    state, {**self._all_for_the_goal(state), **dict.fromkeys(self._keeping(state, due))}
                )
            yield from self.decided(state, due)
            return
        yield from self._acts(state)
        later = self._wait(state)
        if later is not None:
            yield later

    def towards(self, state: State, purpose: int | None) -> Iterator[tuple[Transition, int | None]]:
        """Yield what a route can take, each with what it is for: facts are assumed for one act, or the goal, at a time, right before it.

        An assumption made earlier than anything depends on it can be made later, so no way is lost. What must be assumed before anything else, or for a due
        decision, is for nothing in particular; nor is one that brings about more than itself.
        """
        forks = self.unsettled(state)
        if forks:
            yield from self._assumed_for(state, forks, purpose)
        elif purpose == GOAL:
            yield from self._assumed_for(state, self._for_the_goal(state), GOAL)
        elif purpose is not None:
            if purpose in self._not_closed(state, (purpose,)):
                yield from self._act_or_assume(state, purpose, self._remembered(state))
        elif (due := self.packed.due_decision(state)) is not None:
            yield from self._assumed_for(state, self._for_the_goal(state), GOAL)  # what is decided may spoil it
            yield from ((one, None) for one in self._assumptions(state, self._keeping(state, due)))
            yield from ((one, None) for one in self.decided(state, due))
        else:
            yield from self._assumed_for(state, self._for_the_goal(state), GOAL)
            known = self._remembered(state)
            for number in self._not_closed(state):
                yield from self._act_or_assume(state, number, known)
            later = self._wait(state)
            if later is not None:
                yield later, None

    def _act_or_assume(
        self, state: State, number: int, known: dict[int, Act]
    ) -> Iterator[tuple[Transition, int | None]]:
        act = self._known_act(state, number, known)
        if act.transition is not None:
            yield act.transition, None
        if act.first:
            yield from self._assumed_for(state, act.first, number)

    def _assumed_for(
        self, state: State, forks: Iterable[tuple[int, str]], purpose: int | None
    ) -> Iterator[tuple[Transition, int | None]]:
        for one in self._assumptions(state, forks):
            yield one, None if self._brings_about_more(state, one) else purpose

    def _brings_about_more(self, state: State, assumption: Transition) -> bool:
        """Return whether something else came about by itself as soon as a fact was assumed."""
        atom, after = assumption.move.number, assumption.state
        changed = (state.true ^ after.true | state.unknown ^ after.unknown) & self.packed.base
        return bool(changed & ~(1 << atom | self.packed.groups.get(atom, 0)))

    def find(self, state: State, move: Move) -> Transition | None:
        """Return what `of` yields for a move; None if that cannot happen now."""
        if self.every_fact:
            return next((one for one in self.of(state) if one.move == move), None)
        if move.kind == "assume":
            fork = (move.number, move.value)
            return next(self._assumptions(state, (fork,))) if self._is_offered(state, fork) else None
        if self.unsettled(state):
            return None
        due = self.packed.due_decision(state)
        if due is not None:
            return next((one for one in self.decided(state, due) if one.move == move), None)
        if move.kind == "wait":
            later = self._wait(state)
            return later if later is not None and later.move == move else None
        if move.kind != "act" or move.number not in self._not_closed(state, (move.number,)):
            return None
        return self._known_act(state, move.number, self._remembered(state)).transition

    def _is_offered(self, state: State, fork: tuple[int, str]) -> bool:
        """Return whether `of` yields an assumption."""
        forks = self.unsettled(state)
        if forks:
            return fork in forks
        if fork in self._all_for_the_goal(state):
            return True
        due = self.packed.due_decision(state)
        if due is not None:
            return fork in self._keeping(state, due)
        known = self._remembered(state)
        return any(fork in self._forks_of(state, number, known) for number in self._not_closed(state))

    def until(self, state: State, day: int) -> Transition | None:
        """Return the wait for the next event, or for a later day that comes before it; None if there is something else to settle first."""
        if self.unsettled(state) or self.packed.due_decision(state) is not None:
            return None
        later = self._wait(state)
        return self._waiting(state, day) if later is None or later.state.today > day else later

    def _wait(self, state: State) -> Transition | None:
        if state not in self._waited:
            day = self.timed.events(self.operators).next(state)
            self._waited[state] = None if day is None else self._waiting(state, day)
        return self._waited[state]

    def _waiting(self, state: State, day: int) -> Transition:
        later = self.packed.settle(State(state.true, state.unknown, state.since, day))
        return Transition(Move("wait", day), later, NOTHING)

    def is_excluded(self, state: State) -> bool:
        return self.packed.excluded(state) == TRUE

    def is_goal(self, state: State) -> bool:
        """Return whether the goal is reached, by nothing that still hangs on unknown facts."""
        return self.packed.goal(state) == TRUE and not self.unsettled(state)

    # --- facts ---

    def unsettled(self, state: State) -> list[tuple[int, str]]:
        """Return the assumptions one of which must be made before anything else can happen."""
        if not state.unknown and all(state.since):
            return []
        if state not in self._forks:
            self._forks[state] = self._unsettled(state)
        return self._forks[state]

    def _unsettled(self, state: State) -> list[tuple[int, str]]:
        found: dict[tuple[int, str], None] = {}
        untrue, possible = ~state.true, state.true | state.unknown
        for needs, never, sets, clears, one in self.packed.falling:
            if needs & ~possible or state.true & never or not (sets & untrue or clears & possible):
                continue
            if one.is_undecided(state):
                if one.when(state) == UNKNOWN:
                    found.update(dict.fromkeys(self.packed.undecided(state, one.rule.when, None)))
                elif one.rule.watch is not None:
                    found.update({(one.rule.watch, "long"): None, (one.rule.watch, "today"): None})
                for change in one.changes:  # or what it would bring about is so already
                    if state.unknown >> change.atom & 1:
                        found[(change.atom, "true" if change.value else "false")] = None
        for exclusion, test in zip(self._formulas(), self.packed.exclusions, strict=True):
            if test(state) == UNKNOWN:
                found.update(dict.fromkeys(self.packed.undecided(state, exclusion, None)))
        found.update(dict.fromkeys(self._when_filed(state)))
        return list(found)

    def _formulas(self) -> list[Formula]:
        return [one.formula for one in self.packed.rules.exclusions if one.formula is not None]

    def _every_assumption(self, state: State) -> Iterator[tuple[int, str]]:
        for atom, slot in self.assumable:
            if state.unknown >> atom & 1:
                if atom not in self.packed.watched:
                    yield from ((atom, "false"), (atom, "true"))
            elif slot is not None and state.true >> atom & 1 and not state.since[slot]:
                yield from ((atom, "long"), (atom, "today"))

    def _keeping(self, state: State, due: int) -> Iterator[tuple[int, str]]:
        """Yield the assumptions without which a due decision would lapse, or on which hangs what its grant brings about."""
        rule = self.packed.rules.decisions[due]
        for change in rule.on_grant:
            if change.when is not None:
                yield from self.packed.undecided(state, change.when, None)
        for line, test in zip(rule.keep, self.packed.keeps[due], strict=True):
            if test(state) == UNKNOWN:
                yield from self.packed.undecided(state, line.formula, True)

    def _assumptions(self, state: State, forks: Iterable[tuple[int, str]]) -> Iterator[Transition]:
        known = {} if self.every_fact else self._assumed.setdefault(state, {})
        for fork in forks:
            transition = known.get(fork)
            if transition is None:
                atom, value = fork
                after = self.packed.assumed(state, atom, value)
                transition = known[fork] = Transition(Move("assume", atom, value), after, ONE_FACT)
            yield transition

    # --- decisions ---

    def decided(self, state: State, due: int, outcome: str = "granted") -> Iterator[Transition]:
        """Yield the situation after a due decision; `lapsed` where it can no longer be granted."""
        rule = self.packed.rules.decisions[due]
        unmet = [line for line, test in zip(rule.keep, self.packed.keeps[due], strict=True) if test(state) != TRUE]
        if outcome == "granted" and unmet:
            outcome = "lapsed"
        if (due, outcome) not in self.outcomes:
            self.outcomes[(due, outcome)] = self._outcome(due, outcome)
        after = self.packed.settle(self.packed.changed(state, self.outcomes[(due, outcome)]))
        spent = Spent(
            decisions=int(rule.kind == "discretion" and outcome == "granted"), unstated=int(rule.period is None)
        )
        yield Transition(Move(outcome, due), after, spent)

    def ends(self, state: State, good: Move) -> Iterator[Transition]:
        """Yield the situation after each way in which a due decision can end, `good` (granted, or lapsed) first."""
        bad = BAD_ENDS[self.packed.rules.decisions[good.number].kind] if good.kind == "granted" else ()
        for outcome in (good.kind, *bad):
            yield from self.decided(state, good.number, outcome)

    def if_not_granted(self, state: State, good: Move) -> Iterator[Transition]:
        """Yield the assumptions on which hangs what a refusal, a lapse or a silence brings about."""
        rule = self.packed.rules.decisions[good.number]
        for change in (*rule.on_refusal, *rule.on_silence):
            if change.when is not None:
                yield from self._assumptions(state, self.packed.undecided(state, change.when, None))

    def _outcome(self, due: int, outcome: str) -> tuple[PackedChange, ...]:
        rule = self.packed.rules.decisions[due]
        ended = PackedChange(rule.pending, False, None)
        match outcome:
            case "granted":
                own = [PackedChange(rule.granted, True, None)]
                own += [PackedChange(atom, False, None) for atom in (rule.refused, rule.unanswered)]
                return (ended, *own, *self.packed.packed_changes(rule.on_grant))
            case "silence":
                own = [PackedChange(rule.unanswered, True, None)]
                return (ended, *own, *self.packed.packed_changes(rule.on_silence))
            case _:
                return (ended, PackedChange(rule.refused, True, None), *self.packed.packed_changes(rule.on_refusal))

    # --- acts ---

    def _acts(self, state: State) -> Iterator[Transition]:
        forks = self._all_for_the_goal(state)
        known = self._remembered(state)
        for number in self._not_closed(state):
            act = self._known_act(state, number, known)
            if act.transition is not None:
                yield act.transition
            if not self.every_fact:
                forks.update(self._forks_of(state, number, known))
        if not self.every_fact:
            yield from self._assumptions(state, forks)

    def _remembered(self, state: State) -> dict[int, Act]:
        return {} if self.every_fact else self._known.setdefault(state, {})  # who looks at everything looks once

    def _when_filed(self, state: State) -> Iterator[tuple[int, str]]:
        """Yield the assumptions that say whether, and since when, something is pending: its decision would fall on an unknown day."""
        for pending in self.filed:
            if state.unknown >> pending & 1:
                yield from ((pending, "false"), (pending, "true"))
            elif state.true >> pending & 1 and not self.packed.since(state, pending):
                yield from ((pending, "long"), (pending, "today"))

    def _all_for_the_goal(self, state: State) -> Forks:
        if self.packed.goal(state) != UNKNOWN:
            return {}
        return dict.fromkeys(self.packed.undecided(state, self.packed.rules.goal, True))

    def _for_the_goal(self, state: State) -> list[tuple[int, str]]:
        if self.packed.goal(state) != UNKNOWN:
            return []
        return self.packed.first_undecided(state, self.packed.rules.goal, True)

    def _not_closed(self, state: State, operators: tuple[int, ...] | None = None) -> Iterator[int]:
        """Yield the operators (of all, or of some) that no plain line closes and that are not idle."""
        true, possible = state.true, state.true | state.unknown
        impossible = ~possible
        for number, needed, spoiling, made, ended in self.gates if operators is None else self._gates_of(operators):
            if true & spoiling or needed & impossible:
                continue
            if self.every_fact or true & made != made or possible & ended or not made | ended:
                yield number

    def _known_act(self, state: State, number: int, known: dict[int, Act]) -> Act:
        act = known.get(number)
        if act is None:
            act = known[number] = self._act(state, number)
        return act

    def _act(self, state: State, number: int) -> Act:
        truth, first = self._opening(state, number)
        if truth != TRUE:
            return Act(None, first)
        after = self.packed.settle(self.packed.changed(state, self.changes[number]))
        forks: Forks = {}
        for when in self.whens[number]:
            forks.update(dict.fromkeys(self.packed.undecided(state, when, None)))
        for risk in self.packed.rules.operators[number].risks:
            if risk.when is not None:
                forks.update(dict.fromkeys(self.packed.undecided(state, risk.when, False)))
        return Act(Transition(Move("act", number), after, self._spent(state, number)), forks)

    def _forks_of(self, state: State, number: int, known: dict[int, Act]) -> Forks:
        """Return all assumptions that an act makes worth while."""
        act = self._known_act(state, number, known)
        if act.transition is not None:
            return act.first
        if not act.first and self._opening(state, number)[0] != UNKNOWN:
            return {}
        if (state, number) not in self._all_forks:
            self._all_forks[state, number] = dict.fromkeys(self.forks(state, number))
        return self._all_forks[state, number]

    def _opening(self, state: State, number: int) -> tuple[int, Forks]:
        """Return whether an act is open and, if that hangs on unknown facts, what could be assumed first: the same wherever it reads the same."""
        if number not in self._read_by:
            self._read_by[number] = self.packed.values_read(number)
        mask = self._read_by[number]
        if mask is None:
            return self._found_opening(state, number)
        key = (number, state.true & mask, state.unknown & mask)
        if key not in self._openings:
            self._openings[key] = self._found_opening(state, number)
        return self._openings[key]

    def _found_opening(self, state: State, number: int) -> tuple[int, Forks]:
        truth = self.packed.openness(state, number)
        return truth, dict.fromkeys(self.first_forks(state, number)) if truth == UNKNOWN else {}

    def forks(self, state: State, number: int) -> Iterator[tuple[int, str]]:
        """Yield the assumptions that could open an act."""
        operator = self.packed.rules.operators[number]
        for line, test in zip(operator.lines, self.packed.lines[number], strict=True):
            if test(state) == UNKNOWN:
                yield from self.packed.undecided(state, line.formula, True)
        for ban, test in zip(operator.bans, self.packed.bans[number], strict=True):
            if test(state) == UNKNOWN:
                yield from self.packed.undecided(state, ban.when, False)

    def first_forks(self, state: State, number: int) -> list[tuple[int, str]]:
        """Return the assumptions one of which is needed to open an act, whatever else is."""
        operator = self.packed.rules.operators[number]
        for line, test in zip(operator.lines, self.packed.lines[number], strict=True):
            if test(state) == UNKNOWN:
                return self.packed.first_undecided(state, line.formula, True)
        for ban, test in zip(operator.bans, self.packed.bans[number], strict=True):
            if test(state) == UNKNOWN:
                return self.packed.first_undecided(state, ban.when, False)
        return []

    def _spent(self, state: State, number: int) -> Spent:
        operator = self.packed.rules.operators[number]
        levels = (level for level, when in self.risks[number] if when is None or when(state) != FALSE)
        return Spent(exposure=max(levels, default=0), money=operator.fee)


def filed_in(rules: Rules) -> tuple[int, ...]:
    """Return the atoms of what is, or may be, pending on the day of the question."""
    return tuple(rules.decisions[number].pending for number in rules.filed())
