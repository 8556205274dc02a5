"""The fast twin of `reference`: situations as bit masks, formulas as closures over them (docs/kernel.md is the contract)."""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from datetime import date
from functools import cached_property
from typing import NamedTuple

from safeconduct.rules.model import (
    All,
    Calendar,
    Change,
    Clock,
    Consequence,
    Constant,
    Formula,
    Is,
    Not,
    Rules,
    Some,
)
from safeconduct.rules.relevance import atoms_of, leaves_of
from safeconduct.terms.dates import Period, day_after, last_day
from safeconduct.terms.symbolic_days import find_symbolic

FALSE, UNKNOWN, TRUE = 0, 1, 2
MOST_ROUNDS = 1000


class State(NamedTuple):
    """A situation: bit i of `true` or `unknown` is atom i; `since` has one ordinal for each clocked atom (0 unknown or not true)."""

    true: int
    unknown: int
    since: tuple[int, ...]
    today: int


Test = Callable[[State], int]


class Packed:
    """Rules made ready to run. Built once for each `Rules`."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.read, times = _leaves(rules)
        self.clocked = _clocked(rules, times)
        self.slot = {atom: place for place, atom in enumerate(self.clocked)}
        self.timed = sum(1 << atom for atom in self.clocked)
        self.waiting = {decision.pending: number for number, decision in enumerate(rules.decisions)}
        self.pending = sum(1 << decision.pending for decision in rules.decisions)
        self.groups: dict[int, int] = {}
        for group in rules.groups:
            mask = sum(1 << atom for atom in group.atoms)
            for atom in group.atoms:
                self.groups[atom] = self.groups.get(atom, 0) | mask
        self.defined = dict.fromkeys(one.atom for one in rules.definitions)
        self.watched = dict.fromkeys(one.atom for one in rules.watches)
        self.base = (1 << len(rules.atoms)) - 1 & ~sum(1 << atom for atom in self.defined)
        self.formulas = rules.mirrored()
        self.read_by_definitions, self.timed_definitions = self._read_by_definitions()
        self._derived: dict[tuple[int, ...], tuple[int, int]] = {}
        self._settled: dict[State, State] = {}
        self._last: State | None = None  # the situation for which definitions were worked out last, with them
        self.definitions = [(1 << one.atom, self.test(one.formula)) for one in rules.definitions]
        self._every_definition = range(len(self.definitions))
        self._deriving, self._timed = self._read_through()
        self.watches = [(one.atom, 1 << one.atom, self.test(one.formula)) for one in rules.watches]
        self.consequences = [_Ripening(self, one) for one in rules.consequences]
        self.falling = [(one.needs, one.never, one.sets, one.clears, one) for one in self.consequences]
        self.ripening = [one for one in self.consequences if one.rule.after is not None]
        operators = rules.operators
        self.lines = _Tests(lambda one: tuple(self.test(line.formula) for line in operators[one].lines))
        self.bans = _Tests(lambda one: tuple(self.test(ban.when) for ban in operators[one].bans))
        self.exclusions = [self.test(one.formula) for one in rules.exclusions if one.formula is not None]
        self.excluded = _some(0, 0, tuple(self.exclusions))
        self.keeps = [tuple(self.test(line.formula) for line in one.keep) for one in rules.decisions]
        self.goal = self.test(rules.goal)

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """The different clocks that any formula reads, in the order of the rules."""
        leaves = (leaf for formula in formulas_of(self.rules) for leaf in times_of(formula))
        return tuple(dict.fromkeys(leaf for leaf in leaves if isinstance(leaf, Clock)))

    def started_as(self, rules: Rules) -> "Packed":
        """Return the same for rules that differ in where the person starts only; nothing met is remembered."""
        packed = copy(self)
        packed.rules = rules
        packed._derived, packed._settled, packed._last = {}, {}, None
        return packed

    def _read_by_definitions(self) -> tuple[int, tuple[int, ...] | None]:
        """Return the mask of the stored atoms that definitions read, and the slots of their clocks; None: they read no time."""
        formulas = [one.formula for one in self.rules.definitions]
        mask = 0
        for formula in formulas:
            for atom in atoms_of(formula):
                mask |= 1 << atom
        times = [leaf for formula in formulas for leaf in times_of(formula)]
        slots = {self.slot[leaf.atom] for leaf in times if isinstance(leaf, Clock)}
        return mask & self.base, tuple(sorted(slots)) if times else None

    def _read_through(self) -> tuple[dict[int, list[int]], list[int]]:
        """Return the definitions that read each stored atom, themselves or through others, and those that read time."""
        reading: dict[int, list[int]] = {}
        timed: list[int] = []
        below: dict[int, frozenset[int]] = {}
        for number, one in enumerate(self.rules.definitions):  # each reads only those before it
            leaves = leaves_of(one.formula)
            atoms = [leaf.atom for leaf in leaves if not isinstance(leaf, Calendar)]
            stored = frozenset[int]().union(*(below.get(atom, (atom,)) for atom in atoms))
            for atom in stored:
                reading.setdefault(atom, []).append(number)
            below[one.atom] = stored
            if any(not isinstance(leaf, Is) for leaf in leaves) or any(
                self.rules.definitions[earlier].atom in atoms for earlier in timed
            ):
                timed.append(number)
        return reading, timed

    def openness(self, state: State, number: int) -> int:
        """Return whether an act is open: 0 no, 1 it hangs on unknown facts, 2 yes."""
        operator = self.rules.operators[number]
        pending = None if operator.decision is None else self.rules.decisions[operator.decision].pending
        if pending is not None and state.true >> pending & 1:
            return FALSE
        least = UNKNOWN if pending is not None and state.unknown >> pending & 1 else TRUE
        for test in self.lines[number]:
            value = test(state)
            if value == FALSE:
                return FALSE
            least = min(least, value)
        for test in self.bans[number]:
            value = test(state)
            if value == TRUE:
                return FALSE
            least = min(least, 2 - value)
        return least

    def values_read(self, number: int) -> int | None:
        """Return the mask of all atoms on whose values it hangs whether an act is open, None if it hangs on time as well."""
        operator = self.rules.operators[number]
        mask = 0 if operator.decision is None else 1 << self.rules.decisions[operator.decision].pending
        waiting = [*(line.formula for line in operator.lines), *(ban.when for ban in operator.bans)]
        while waiting:
            for leaf in leaves_of(waiting.pop()):
                if not isinstance(leaf, Is):
                    return None
                if not mask >> leaf.atom & 1 and leaf.atom in self.formulas:
                    waiting.append(self.formulas[leaf.atom])
                mask |= 1 << leaf.atom
        return mask

    def plainly_closed(self, number: int) -> tuple[int, int]:
        """Return the masks of atoms one of which, if false, closes an act whatever else holds, and, if true."""
        operator = self.rules.operators[number]
        needed, spoiling = literals(line.formula for line in operator.lines)
        banned, excepted = literals(ban.when for ban in operator.bans if not isinstance(ban.when, All))
        if operator.decision is not None:
            spoiling |= 1 << self.rules.decisions[operator.decision].pending
        return needed | excepted, spoiling | banned

    def initial(self) -> State:
        """Return the situation as the case tells it, not yet settled."""
        true = unknown = 0
        for atom, value in enumerate(self.rules.values):
            true |= (value == TRUE) << atom
            unknown |= (value == UNKNOWN) << atom
        since = tuple(self.rules.since[atom] if true >> atom & 1 else 0 for atom in self.clocked)
        return State(true, unknown, since, self.rules.today)

    # --- formulas ---

    def test(self, formula: Formula) -> Test:
        """Return a function from a situation to the formula's truth: 0, 1 or 2."""
        match formula:
            case Is(atom):
                bit = 1 << atom
                return lambda s: TRUE if s.true & bit else UNKNOWN if s.unknown & bit else FALSE
            case Constant(truth):
                value = int(truth)
                return lambda s: value
            case Calendar(comparison, day):
                return _calendar(comparison, day)
            case Clock(atom, comparison, period):
                return _clock(1 << atom, self.slot[atom], comparison, period)
            case Not(Is(atom)):
                bit = 1 << atom
                return lambda s: FALSE if s.true & bit else UNKNOWN if s.unknown & bit else TRUE
            case Not(operand):
                inner = self.test(operand)
                return lambda s: 2 - inner(s)
            case All(operands):
                return _all(*self._split(operands))
            case Some(operands):
                return _some(*self._split(operands))

    def _split(self, operands: tuple[Formula, ...]) -> tuple[int, int, tuple[Test, ...]]:
        """Return the masks of the plain literals (atoms as they are, contraries of atoms) and tests of the rest."""
        positive = negative = 0
        rest: list[Test] = []
        for operand in operands:
            if type(operand) is Is:
                positive |= 1 << operand.atom
            elif type(operand) is Not and type(operand.operand) is Is:
                negative |= 1 << operand.operand.atom
            else:
                rest.append(self.test(operand))
        return positive, negative, tuple(rest)

    # --- settling ---

    def settle(self, state: State) -> State:
        """Return the situation after definitions, watches and ripe consequences; raise RuntimeError if it never rests."""
        settled = self._settled.get(state)
        if settled is None:
            settled = self._settled[state] = self._settle(state)
        return settled

    def _settle(self, state: State) -> State:
        for _ in range(MOST_ROUNDS):
            state, moved = self._watched(self._defined(state))
            if moved:
                continue
            true, possible = state.true, state.true | state.unknown
            untrue = ~true
            for needs, never, sets, clears, one in self.falling:
                if needs & untrue or true & never or not (sets & untrue or clears & possible):
                    continue
                if one.is_ripe(state):
                    break
            else:
                return state
            state = self.changed(state, one.changes)
        raise RuntimeError("the consequences of the lawbook never come to rest")

    def _defined(self, state: State) -> State:
        """Return the situation with derived atoms as the others make them; what they read decides, so it is remembered."""
        key: tuple[int, ...] = (state.true & self.read_by_definitions, state.unknown & self.read_by_definitions)
        if self.timed_definitions is not None:
            key = (*key, *(state.since[place] for place in self.timed_definitions), state.today)
        known = self._derived.get(key)
        if known is None:
            known = self._derived[key] = self._derive(state)
        true, unknown = state.true & self.base | known[0], state.unknown & self.base | known[1]
        if true == state.true and unknown == state.unknown:
            return state
        return State(true, unknown, state.since, state.today)

    def _derive(self, state: State) -> tuple[int, int]:
        """Return the derived atoms; those are worked out anew that read something which is not as it was the last time."""
        derived, last = ~self.base, self._last
        if last is None:
            true, unknown, moved = state.true & self.base, state.unknown & self.base, 0
        else:
            true = state.true & self.base | last.true & derived
            unknown = state.unknown & self.base | last.unknown & derived
            moved = (state.true ^ last.true | state.unknown ^ last.unknown) & self.base
        # days are compared by what they are, not by their value: to compare a symbolic day is to ask about it
        same_time = last is not None and last.today is state.today and last.since is state.since
        so_far = State(true, unknown, state.since, state.today)
        for number in self._to_derive(moved, same_time=same_time) if last is not None else self._every_definition:
            bit, test = self.definitions[number]
            value = test(so_far)
            if value != (TRUE if true & bit else UNKNOWN if unknown & bit else FALSE):
                true = true | bit if value == TRUE else true & ~bit
                unknown = unknown | bit if value == UNKNOWN else unknown & ~bit
                so_far = State(true, unknown, state.since, state.today)
        self._last = so_far
        return true & derived, unknown & derived

    def _to_derive(self, moved: int, *, same_time: bool) -> list[int]:
        """Return the definitions that read what has moved, in their order."""
        numbers = set() if same_time else set(self._timed)
        moved &= self.read_by_definitions
        while moved:
            bit = moved & -moved
            numbers.update(self._deriving.get(bit.bit_length() - 1, ()))
            moved ^= bit
        return sorted(numbers)

    def _watched(self, state: State) -> tuple[State, bool]:
        moved = False
        for atom, bit, test in self.watches:
            value = test(state)
            now = TRUE if state.true & bit else UNKNOWN if state.unknown & bit else FALSE
            if value == now:
                continue
            moved = True
            true = state.true | bit if value == TRUE else state.true & ~bit
            unknown = state.unknown | bit if value == UNKNOWN else state.unknown & ~bit
            state = State(
                true, unknown, self._since(state.since, atom, state.today if value == TRUE else 0), state.today
            )
        return state, moved

    def changed(self, state: State, changes: tuple["PackedChange", ...]) -> State:
        """Return the situation after the changes whose `when` is true now; not settled."""
        for change in [one for one in changes if one.when is None or one.when(state) == TRUE]:
            state = self._set(state, change.atom) if change.value else self._cleared(state, 1 << change.atom)
        return state

    def _set(self, state: State, atom: int) -> State:
        bit = 1 << atom
        if state.true & bit:
            return state
        others = self.groups.get(atom, 0) & ~bit
        if others:
            state = self._cleared(state, others)
        since = self._since(state.since, atom, state.today)
        return State(state.true | bit, state.unknown & ~bit, since, state.today)

    def _cleared(self, state: State, mask: int) -> State:
        if not (state.true | state.unknown) & mask:
            return state
        since = state.since
        running = state.true & mask & self.timed
        if running:
            days = list(since)
            while running:
                bit = running & -running
                days[self.slot[bit.bit_length() - 1]] = 0
                running ^= bit
            since = tuple(days)
        return State(state.true & ~mask, state.unknown & ~mask, since, state.today)

    def _since(self, since: tuple[int, ...], atom: int, day: int) -> tuple[int, ...]:
        if atom not in self.slot:
            return since
        place = self.slot[atom]
        return (*since[:place], day, *since[place + 1 :])

    def since(self, state: State, atom: int) -> int:
        return state.since[self.slot[atom]]

    # --- assuming ---

    def assumed(self, state: State, atom: int, value: str) -> State:
        """Return the situation with an unknown settled: `value` is false, true, long or today."""
        bit = 1 << atom
        if value == "false":
            return self.settle(State(state.true, state.unknown & ~bit, state.since, state.today))
        if value == "true":
            others = self.groups.get(atom, 0) & ~bit
            state = self._cleared(state, others) if others else state
            return self.settle(State(state.true | bit, state.unknown & ~bit, state.since, state.today))
        day = 1 if value == "long" else self.rules.today
        return self.settle(State(state.true, state.unknown, self._since(state.since, atom, day), state.today))

    def undecided(self, state: State, formula: Formula, wanted: bool | None) -> list[tuple[int, str]]:
        """Return the assumptions that could help to make an unknown formula `wanted` (None: settle it either way)."""
        found: dict[tuple[int, str], None] = {}
        self._collect(state, formula, wanted, found)
        return list(found)

    def first_undecided(self, state: State, formula: Formula, wanted: bool) -> list[tuple[int, str]]:
        """Return those of `undecided` one of which is needed: of parts that must all be so, only the first that is unknown is looked at."""
        match formula:
            case Not(operand):
                return self.first_undecided(state, operand, not wanted)
            case Is(atom) if atom in self.formulas:
                return self.first_undecided(state, self.formulas[atom], wanted)
            case All(operands) | Some(operands) if isinstance(formula, All) == wanted:
                first = next((one for one in operands if self.test(one)(state) == UNKNOWN), None)
                return [] if first is None else self.first_undecided(state, first, wanted)
            case _:
                return self.undecided(state, formula, wanted)

    def _collect(self, state: State, formula: Formula, wanted: bool | None, found: dict[tuple[int, str], None]) -> None:
        if type(formula) is Is:
            if state.unknown >> formula.atom & 1:
                self._collect_atom(state, formula.atom, wanted, found)
        elif type(formula) is All or type(formula) is Some:
            for operand in formula.operands:
                self._collect(state, operand, wanted, found)
        elif type(formula) is Not:
            self._collect(state, formula.operand, None if wanted is None else not wanted, found)
        elif type(formula) is Clock:
            atom = formula.atom
            if state.unknown >> atom & 1:
                self._collect_atom(state, atom, True if wanted else None, found)
            elif state.true >> atom & 1 and not self.since(state, atom):
                early = formula.comparison in (">=", ">")
                if wanted is None or wanted == early:
                    found[(atom, "long")] = None
                if wanted is None or wanted != early:
                    found[(atom, "today")] = None

    def _collect_atom(self, state: State, atom: int, wanted: bool | None, found: dict[tuple[int, str], None]) -> None:
        if atom in self.formulas:
            self._collect(state, self.formulas[atom], wanted, found)
            return
        if wanted is not False:
            found[(atom, "true")] = None
        if wanted is not True:
            found[(atom, "false")] = None

    # --- time ---

    def due(self, state: State, decision: int) -> int:
        """Return the day on which a pending decision falls due; 0 where it is pending since an unknown day."""
        rule = self.rules.decisions[decision]
        filed = self.since(state, rule.pending)
        period = rule.period or rule.expected
        return filed if period is None or not filed else last_day_of(filed, period)

    def due_decision(self, state: State) -> int | None:
        """Return the first decision that is due now."""
        for number in self._waited_for(state):
            if 0 < self.due(state, number) <= state.today:
                return number
        return None

    def _waited_for(self, state: State) -> list[int]:
        """Return the decisions that are pending, in the order of the rules."""
        pending, found = state.true & self.pending, []
        while pending:
            bit = pending & -pending
            found.append(self.waiting[bit.bit_length() - 1])
            pending ^= bit
        return sorted(found)

    def happening(self, state: State) -> Iterator[int]:
        """Yield the days on which pending applications fall due and timed consequences ripen; 0 for one that does not wait."""
        for number in self._waited_for(state):
            yield self.due(state, number)
        for one in self.ripening:
            yield one.ripens(state)

    def packed_changes(self, changes: tuple[Change, ...]) -> tuple["PackedChange", ...]:
        return tuple(
            PackedChange(one.atom, one.value, None if one.when is None else self.test(one.when)) for one in changes
        )


class _Tests(dict[int, tuple[Test, ...]]):
    """The tests of each rule, made when they are first asked for."""

    def __init__(self, make: Callable[[int], tuple[Test, ...]]) -> None:
        self._make = make

    def __missing__(self, number: int) -> tuple[Test, ...]:
        tests = self[number] = self._make(number)
        return tests


class PackedChange(NamedTuple):
    atom: int
    value: bool
    when: Test | None


class _Ripening:
    """A consequence made ready to run."""

    def __init__(self, packed: Packed, rule: Consequence) -> None:
        self.packed, self.rule = packed, rule
        self.when = packed.test(rule.when)
        self.changes = packed.packed_changes(rule.changes)
        self.needs, self.never = literals((rule.when,))  # what must be true, and must not, for the condition to be true
        self.sets = sum({1 << one.atom for one in rule.changes if one.value})
        self.clears = sum({1 << one.atom for one in rule.changes if not one.value})
        self.ripe_on = None if rule.after is None else Turning(">=", rule.after)

    def is_ripe(self, state: State) -> bool:
        if self.when(state) != TRUE or not self.changes_something(state):
            return False
        if self.ripe_on is None:
            return True
        assert self.rule.watch is not None
        since = self.packed.since(state, self.rule.watch) if state.true >> self.rule.watch & 1 else 0
        return since > 0 and state.today >= self.ripe_on(since)

    def is_undecided(self, state: State) -> bool:
        """Return whether nobody can say, for want of facts, if it happens."""
        true, possible = state.true, state.true | state.unknown
        if self.needs & ~possible or true & self.never or not (self.sets & ~true or self.clears & possible):
            return False
        truth = self.when(state)
        if truth == FALSE or not self.changes_something(state):
            return False
        if truth == UNKNOWN:
            return True
        if self.rule.watch is None:
            return False
        return bool(state.true >> self.rule.watch & 1) and not self.packed.since(state, self.rule.watch)

    def changes_something(self, state: State) -> bool:
        return any(
            (one.when is None or one.when(state) == TRUE)
            and (not state.true >> one.atom & 1 if one.value else (state.true | state.unknown) >> one.atom & 1)
            for one in self.changes
        )

    def ripens(self, state: State) -> int:
        """Return the day it ripens if its condition goes on holding, 0 if it does not wait."""
        if self.ripe_on is None or self.rule.watch is None or not state.true >> self.rule.watch & 1:
            return 0
        since = self.packed.since(state, self.rule.watch)
        return self.ripe_on(since) if since else 0


def literals(formulas: Iterable[Formula]) -> tuple[int, int]:
    """Return the masks of the atoms that must be true, and must be false, for all of the formulas to be true, as far as that is plain."""
    positive = negative = 0
    for formula in formulas:
        if type(formula) is Is:
            positive |= 1 << formula.atom
        elif type(formula) is Not:
            if type(formula.operand) is Is:
                negative |= 1 << formula.operand.atom
        elif type(formula) is All:
            more = literals(formula.operands)
            positive, negative = positive | more[0], negative | more[1]
    return positive, negative


# --- formulas as closures -------------------------------------------------------------------------------------------


def _all(positive: int, negative: int, rest: tuple[Test, ...]) -> Test:
    either = positive | negative

    def test(s: State) -> int:
        true, unknown = s.true, s.unknown
        if true & negative or positive & ~(true | unknown):
            return FALSE
        least = UNKNOWN if unknown & either else TRUE
        for one in rest:
            value = one(s)
            if value == FALSE:
                return FALSE
            if value < least:
                least = value
        return least

    return test


def _some(positive: int, negative: int, rest: tuple[Test, ...]) -> Test:
    either = positive | negative

    def test(s: State) -> int:
        true, unknown = s.true, s.unknown
        if true & positive or negative & ~(true | unknown):
            return TRUE
        greatest = UNKNOWN if unknown & either else FALSE
        for one in rest:
            value = one(s)
            if value == TRUE:
                return TRUE
            if value > greatest:
                greatest = value
        return greatest

    return test


def _calendar(comparison: str, day: int) -> Test:
    match comparison:
        case ">=":
            return lambda s: TRUE if s.today >= day else FALSE
        case "<":
            return lambda s: TRUE if s.today < day else FALSE
        case "<=":
            return lambda s: TRUE if s.today <= day else FALSE
        case _:
            return lambda s: TRUE if s.today > day else FALSE


def _clock(bit: int, place: int, comparison: str, period: Period) -> Test:
    turning = Turning(comparison, period)
    before, after = (FALSE, TRUE) if comparison in (">=", ">") else (TRUE, FALSE)

    def test(s: State) -> int:
        if not s.true & bit:
            return UNKNOWN if s.unknown & bit else FALSE
        since = s.since[place]
        if not since:
            return UNKNOWN
        return after if s.today >= turning(since) else before

    return test


class Turning:
    """The day on which a clock turns, by the day on which it began, both as ordinals; of a symbolic day a symbolic one.

    >=, <: the first day on which the whole period has passed; <=, >: the day after the last
    """

    def __init__(self, comparison: str, period: Period) -> None:
        self.whole, self.period = comparison in (">=", "<"), period
        self.known: dict[int, int] = {}

    def __call__(self, since: int) -> int:
        day = self.known.get(since) if type(since) is int else None
        if day is None:
            day = day_after_of(since, self.period) if self.whole else last_day_of(since, self.period) + 1
            if type(since) is int:
                self.known[since] = day
        return day


_LAST: dict[tuple[int, Period], int] = {}  # pure functions remembered
_AFTER: dict[tuple[int, Period], int] = {}


def last_day_of(since: int, period: Period) -> int:
    """Return the last day of a period, both as ordinals; of a symbolic day a symbolic one."""
    symbolic = find_symbolic(since)
    if symbolic is not None:
        return symbolic.counted(period, whole=False)
    key = (since, period)
    if key not in _LAST:
        _LAST[key] = last_day(date.fromordinal(since), period).toordinal()
    return _LAST[key]


def day_after_of(since: int, period: Period) -> int:
    """Return the first day on which the whole period has passed, both as ordinals; of a symbolic day a symbolic one."""
    symbolic = find_symbolic(since)
    if symbolic is not None:
        return symbolic.counted(period, whole=True)
    key = (since, period)
    if key not in _AFTER:
        _AFTER[key] = day_after(date.fromordinal(since), period).toordinal()
    return _AFTER[key]


def is_over(clock: Clock, since: int, today: int) -> bool:
    """Return whether the period of a clock that began on the day `since` is over, so that it stays as it is now."""
    if clock.comparison in (">=", "<"):
        return today >= day_after_of(since, clock.period)
    return today > last_day_of(since, clock.period)


def _leaves(rules: Rules) -> tuple[frozenset[int], list[Clock | Calendar]]:
    """Return the atoms that any formula reads, and every part of one that reads time."""
    atoms: set[int] = set()
    times: list[Clock | Calendar] = []
    waiting = list({id(one): one for one in formulas_of(rules)}.values())  # remedies share their lines
    for formula in waiting:  # which grows meanwhile
        if type(formula) is Is:
            atoms.add(formula.atom)
        elif type(formula) is All or type(formula) is Some:
            waiting.extend(formula.operands)
        elif type(formula) is Not:
            waiting.append(formula.operand)
        elif type(formula) is Clock:
            atoms.add(formula.atom)
            times.append(formula)
        elif type(formula) is Calendar:
            times.append(formula)
    return frozenset(atoms), times


def _clocked(rules: Rules, times: list[Clock | Calendar]) -> tuple[int, ...]:
    """Return the atoms whose since matters: those of clocks, of pending applications and of timed consequences."""
    atoms = {decision.pending for decision in rules.decisions}
    atoms |= {one.watch for one in rules.consequences if one.watch is not None}
    atoms |= {leaf.atom for leaf in times if isinstance(leaf, Clock)}
    return tuple(sorted(atoms))


def formulas_of(rules: Rules) -> list[Formula]:
    """Return every formula of the rules; what several rules share stands there as often."""
    found = [rules.goal]
    found += [one.formula for one in rules.definitions]
    found += [one.formula for one in rules.watches]
    found += [one.formula for one in rules.exclusions if one.formula is not None]
    changes: list[Change] = []
    for operator in rules.operators:
        found += [line.formula for line in operator.lines]
        found += [ban.when for ban in operator.bans]
        found += [risk.when for risk in operator.risks if risk.when is not None]
        changes += operator.changes
    for decision in rules.decisions:
        found += [line.formula for line in decision.keep]
        changes += decision.on_grant
        changes += decision.on_refusal
        changes += decision.on_silence
    for consequence in rules.consequences:
        found.append(consequence.when)
        changes += consequence.changes
    return found + [change.when for change in changes if change.when is not None]


def times_of(formula: Formula) -> Iterator[Clock | Calendar]:
    """Yield the parts of a formula that read time."""
    return (leaf for leaf in leaves_of(formula) if not isinstance(leaf, Is))
