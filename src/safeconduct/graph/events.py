"""Events: the days on which time alone can make a difference in a situation, when only some acts may be done.

Between two events each of these acts is open or closed throughout, nothing happens by itself and nothing is forbidden or reached. A clock makes no difference where a fact
that none of the acts can change decides its formula: a search that waited for its day would wait for nothing.
"""

from collections.abc import Iterable, Iterator

from safeconduct.graph.bounds import outcome_changes
from safeconduct.rules.model import All, Calendar, Change, Clock, Formula, Is, Not, Rules, Some
from safeconduct.rules.packed import Packed, State, Turning, literals
from safeconduct.rules.relevance import leaves_of

Time = Clock | Calendar


# masks of atoms: without all of the first, or with one of the second, what a clock says makes no difference
Gate = tuple[int, int]
OPEN: Gate = (0, 0)


class Events:
    """The events of rules when only some of the operators may be used."""

    def __init__(self, timed: "Timed", gates: dict[int, tuple[Gate, ...]]) -> None:
        self.packed = timed.packed
        self.calendar: list[tuple[int, tuple[Gate, ...]]] = []
        self.clocks: list[tuple[int, int, Turning, tuple[Gate, ...]]] = []
        for number, those in gates.items():
            time = timed.times[number]
            if isinstance(time, Calendar):
                self.calendar.append((_turns(time), those))
            else:
                self.clocks.append((1 << time.atom, self.packed.slot[time.atom], timed.turnings[number], those))

    def next(self, state: State) -> int | None:
        """Return the next day on which anything can change, or None."""
        true, impossible, today = state.true, ~(state.true | state.unknown), state.today
        days = [day for day, gates in self.calendar if day > today and _matters(gates, true, impossible)]
        for bit, slot, turning, gates in self.clocks:
            if true & bit and state.since[slot] and _matters(gates, true, impossible):
                days.append(turning(state.since[slot]))
        days.extend(self.packed.happening(state))
        return min((day for day in days if day > today), default=None)


class Timed:
    """Every part of some rules that reads time, with what must be so for it to make a difference."""

    def __init__(self, packed: Packed) -> None:
        self.packed, rules = packed, packed.rules
        self.turning = self._turning()
        self.times: list[Time] = []
        self.numbers: dict[Time, int] = {}
        self.turnings: dict[int, Turning] = {}
        moving = ~packed.base | sum(1 << one.atom for one in rules.watches)
        unasked = [change for one in rules.consequences for change in one.changes]
        unasked += [change for number in rules.falling() for change in outcome_changes(rules.decisions[number])]
        begun, ended = self._masks(unasked)
        self.changed_by_law = begun | moving, ended | moving
        self.by_act: dict[int, tuple[int, int]] = {}
        self.lasting = _Gated(self)  # what happens, is forbidden or is reached whatever is done
        for formula in (rules.goal, *(one.formula for one in rules.watches)):
            self.lasting.note(formula, OPEN)
        for exclusion in rules.exclusions:
            if exclusion.formula is not None:
                self.lasting.note(exclusion.formula, OPEN)
        for consequence in rules.consequences:
            gate = literals((consequence.when,))
            self.lasting.note(consequence.when, gate)
            for change in consequence.changes:
                if change.when is not None:
                    self.lasting.note(change.when, gate)
        self.always = {time: (OPEN,) for time, those in self.lasting.found.items() if OPEN in those}
        self.by_operator: dict[int, _Gated] = {}
        self.known: dict[tuple[int, ...], Events] = {}

    def events(self, operators: Iterable[int]) -> Events:
        """Return the events when only these operators may be used; a gate counts what none of them, and no consequence, ever changes."""
        numbers = tuple(operators)
        if numbers not in self.known:
            self.known[numbers] = self._events(numbers)
        return self.known[numbers]

    def _events(self, numbers: tuple[int, ...]) -> Events:
        begun, ended = self._changed(numbers)
        left, kept_out = ~begun, ~ended
        gates: dict[int, dict[Gate, None]] = {}
        for gated in (self.lasting, *map(self._of, numbers)):
            for time, those in gated.found.items():
                if time in self.always:
                    continue
                known = gates.setdefault(time, {})
                for needed, spoiling in those:
                    known[needed & left, spoiling & kept_out] = None
        return Events(self, {**self.always, **{time: _least(those) for time, those in gates.items()}})

    def number_of(self, time: Time) -> int:
        if time not in self.numbers:
            self.numbers[time] = len(self.times)
            self.times.append(time)
            if isinstance(time, Clock):
                self.turnings[len(self.times) - 1] = Turning(time.comparison, time.period)
        return self.numbers[time]

    def _changed(self, operators: tuple[int, ...]) -> tuple[int, int]:
        """Return the masks of all atoms that may come to hold, and of those that may cease to."""
        begun, ended = self.changed_by_law
        for number in operators:
            more_begun, more_ended = self._changed_by(number)
            begun, ended = begun | more_begun, ended | more_ended
        return begun, ended

    def _changed_by(self, number: int) -> tuple[int, int]:
        if number not in self.by_act:
            self.by_act[number] = self._masks(changes_of(self.packed.rules, number))
        return self.by_act[number]

    def _masks(self, changes: Iterable[Change]) -> tuple[int, int]:
        begun = ended = 0
        for change in changes:
            if change.value:
                begun |= 1 << change.atom
                ended |= self.packed.groups.get(change.atom, 0) & ~(1 << change.atom)
            else:
                ended |= 1 << change.atom
        return begun, ended

    def _of(self, number: int) -> "_Gated":
        if number not in self.by_operator:
            gated = self.by_operator[number] = _Gated(self)
            operator = self.packed.rules.operators[number]
            gate = self.packed.plainly_closed(number)
            formulas = [line.formula for line in operator.lines] + [ban.when for ban in operator.bans]
            formulas += [risk.when for risk in operator.risks if risk.when is not None]
            formulas += [one.when for one in changes_of(self.packed.rules, number) if one.when is not None]
            if operator.decision is not None:
                formulas += [line.formula for line in self.packed.rules.decisions[operator.decision].keep]
            for formula in formulas:
                if self._reads_time(formula):
                    gated.note(formula, gate)
        return self.by_operator[number]

    def _reads_time(self, formula: Formula) -> bool:
        return any(type(leaf) is not Is or leaf.atom in self.turning for leaf in leaves_of(formula))

    def _turning(self) -> dict[int, Formula]:
        """Return the definitions that read time, themselves or through others."""
        found: dict[int, Formula] = {}
        for one in self.packed.rules.definitions:  # each reads only those before it
            if any(not isinstance(leaf, Is) or leaf.atom in found for leaf in leaves_of(one.formula)):
                found[one.atom] = one.formula
        return found


class _Gated:
    """The parts of formulas that read time, each with its gates."""

    def __init__(self, timed: Timed) -> None:
        self.turning, self.number_of = timed.turning, timed.number_of
        self.found: dict[int, dict[Gate, None]] = {}

    def note(self, formula: Formula, gate: Gate) -> None:
        if type(formula) is Is:
            if formula.atom in self.turning:
                self.note(self.turning[formula.atom], gate)
        elif type(formula) is Clock or type(formula) is Calendar:
            self.found.setdefault(self.number_of(formula), {})[gate] = None
            if type(formula) is Clock and formula.atom in self.turning:
                self.note(self.turning[formula.atom], gate)
        elif type(formula) is Not:
            self.note(formula.operand, gate)
        elif type(formula) is All or type(formula) is Some:
            within = _within(formula, gate)
            for operand in formula.operands:
                self.note(operand, within)


def changes_of(rules: Rules, number: int) -> Iterator[Change]:
    """Yield all that an act may change in the end, however it is decided."""
    operator = rules.operators[number]
    yield from operator.changes
    if operator.decision is not None:
        yield from outcome_changes(rules.decisions[operator.decision])


def _within(formula: All | Some, gate: Gate) -> Gate:
    """Return the gate of what stands in a formula: a literal beside it that decides the whole shuts it."""
    holding, lacking = literals(one for one in formula.operands if isinstance(one, Is | Not))
    if isinstance(formula, Some):
        holding, lacking = lacking, holding
    return gate[0] | holding, gate[1] | lacking


def _matters(gates: tuple[Gate, ...], true: int, impossible: int) -> bool:
    return any(not (needed & impossible or spoiling & true) for needed, spoiling in gates)


def _least(gates: Iterable[Gate]) -> tuple[Gate, ...]:
    """Return different gates without those that are shut whenever another is."""
    if OPEN in gates:
        return (OPEN,)
    kept: list[Gate] = []
    for needed, spoiling in sorted(gates, key=lambda one: one[0].bit_count() + one[1].bit_count()):
        if not any(not (less & ~needed or fewer & ~spoiling) for less, fewer in kept):
            kept.append((needed, spoiling))
    return tuple(kept)


def _turns(time: Calendar) -> int:
    return time.day + (time.comparison in ("<=", ">"))
