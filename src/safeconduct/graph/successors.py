"""Successors: everything that can happen in a settled situation (docs/kernel.md, section 4)."""

from collections.abc import Iterable, Iterator
from copy import copy

from safeconduct.graph.model import NOTHING, Move, Spent, Transition
from safeconduct.rules.model import Change, Formula, Operator
from safeconduct.rules.packed import FALSE, TRUE, UNKNOWN, Packed, PackedChange, State, formulas_of
from safeconduct.rules.relevance import atoms_of

BAD_ENDS = {"automatic": (), "entitlement": ("silence",), "discretion": ("refused", "silence")}


class Successors:
    """Finds what can happen next under one set of operators.

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
        read = {atom for formula in formulas_of(rules) for atom in atoms_of(formula)}
        self.whens = {
            number: tuple(one.when for one in rules.operators[number].changes if one.when is not None)
            for number in self.operators
        }
        assumable = read | {one.pending for one in rules.decisions} | set(packed.slot)
        self.assumable = tuple((atom, packed.slot.get(atom)) for atom in sorted(assumable - set(packed.defined)))
        self.aims = {number: self._aims(rules.operators[number], read) for number in self.operators}

    def only(self, operators: Iterable[int]) -> "Successors":
        """Return the same with some of the operators only."""
        fewer = copy(self)
        fewer.operators = tuple(operators)
        return fewer

    def with_every_act(self) -> "Successors":
        """Return the same that leaves out no act: one whose grant would bring about nothing new may still be refused."""
        every = copy(self)
        every.aims = dict.fromkeys(self.aims, (0, 0))
        return every

    def _aims(self, operator: Operator, read: set[int]) -> tuple[int, int]:
        """Return the masks of all atoms an act can make true, and false, in the end; nothing if that depends on the situation."""
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
                yield from self._assumptions(state, self._keeping(state, due))
            yield from self.decided(state, due)
            return
        yield from self._acts(state)
        day = self.packed.next_event(state)
        if day is not None:
            later = self.packed.settle(State(state.true, state.unknown, state.since, day))
            yield Transition(Move("wait", day), later, NOTHING)

    def is_excluded(self, state: State) -> bool:
        return any(test(state) == TRUE for test in self.packed.exclusions)

    def is_goal(self, state: State) -> bool:
        """Return whether the goal is reached, by nothing that still hangs on unknown facts."""
        return self.packed.goal(state) == TRUE and not self.unsettled(state)

    # --- facts ---

    def unsettled(self, state: State) -> list[tuple[int, str]]:
        """Return the assumptions one of which must be made before anything else can happen."""
        if not state.unknown and all(state.since):
            return []
        found: dict[tuple[int, str], None] = {}
        for one in self.packed.consequences:
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
        for atom, value in forks:
            yield Transition(Move("assume", atom, value), self.packed.assumed(state, atom, value), Spent(facts=1))

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
        forks: dict[tuple[int, str], None] = {}
        if self.packed.goal(state) == UNKNOWN:
            forks.update(dict.fromkeys(self.packed.undecided(state, self.packed.rules.goal, True)))
        for number in self.operators:
            if not self.every_fact and self._is_idle(state, number):
                continue
            truth = self.openness(state, number)
            if truth == TRUE:
                after = self.packed.settle(self.packed.changed(state, self.changes[number]))
                yield Transition(Move("act", number), after, self._spent(state, number))
                for when in self.whens[number]:
                    forks.update(dict.fromkeys(self.packed.undecided(state, when, None)))
                for risk in self.packed.rules.operators[number].risks:
                    if risk.when is not None:
                        forks.update(dict.fromkeys(self.packed.undecided(state, risk.when, False)))
            elif truth == UNKNOWN:
                forks.update(dict.fromkeys(self.forks(state, number)))
        if not self.every_fact:
            yield from self._assumptions(state, forks)

    def _is_idle(self, state: State, number: int) -> bool:
        """Return whether an act can bring about nothing that is not so already: it costs, and is left out.

        Not for an application whose being pending itself is wanted by some line, nor for one whose outcome depends on more than being granted.
        """
        true, false = self.aims[number]
        return state.true & true == true and not (state.true | state.unknown) & false and bool(true | false)

    def openness(self, state: State, number: int) -> int:
        """Return whether an act is open: 0 no, 1 it hangs on unknown facts, 2 yes."""
        operator = self.packed.rules.operators[number]
        pending = None if operator.decision is None else self.packed.rules.decisions[operator.decision].pending
        if pending is not None and state.true >> pending & 1:
            return FALSE
        least = TRUE
        for test in self.packed.lines[number]:
            value = test(state)
            if value == FALSE:
                return FALSE
            least = min(least, value)
        for test in self.packed.bans[number]:
            value = test(state)
            if value == TRUE:
                return FALSE
            least = min(least, 2 - value)
        return least

    def forks(self, state: State, number: int) -> Iterator[tuple[int, str]]:
        """Yield the assumptions that could open an act."""
        operator = self.packed.rules.operators[number]
        for line, test in zip(operator.lines, self.packed.lines[number], strict=True):
            if test(state) == UNKNOWN:
                yield from self.packed.undecided(state, line.formula, True)
        for ban, test in zip(operator.bans, self.packed.bans[number], strict=True):
            if test(state) == UNKNOWN:
                yield from self.packed.undecided(state, ban.when, False)

    def _spent(self, state: State, number: int) -> Spent:
        operator = self.packed.rules.operators[number]
        levels = (level for level, when in self.risks[number] if when is None or when(state) != FALSE)
        return Spent(exposure=max(levels, default=0), money=operator.fee)
