"""One goal asked of everybody: rules compiled and sliced once, which columns they read, and what each column makes of them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from safeconduct.answers.names import ref_of
from safeconduct.law.model import Law, Ref
from safeconduct.person.facts import ON_FILE, holder_of
from safeconduct.person.model import Person
from safeconduct.population.base import base_of, refusable_of
from safeconduct.population.model import Column, Line, Population
from safeconduct.population.rows import Row, statement_of, with_statements
from safeconduct.rules.from_law import compile_rules, initial_of
from safeconduct.rules.grounding import DECISION_FACTS
from safeconduct.rules.model import Clock, Rules
from safeconduct.rules.packed import Packed, day_after_of, last_day_of
from safeconduct.rules.relevance import for_goal
from safeconduct.terms.dates import Period

Ints = npt.NDArray[np.int64]
FALSE, UNKNOWN, TRUE = 0, 1, 2  # what a value column holds, as a number
CONSTANT = -1  # the day of an atom comes from no column
FIRST = date(1, 1, 2)  # stand-ins for the days of columns; nobody's own


class Asked(NamedTuple):
    """The rules sliced for the goal, as the template has them; `values` and `days` are the columns they read.

    base, refusable: parts of the rules in which all that can be met on anybody's route, and any outcome that can help, is found (`population.base`)
    fed:     for each atom that columns feed, the lines it depends on
    exact:   places in `days` of columns whose day itself decides a value (two sources that may name the same day)
    cutoffs: for each of `days`, rising, the last days on which something that started then is over by the day of the question
    """

    law: Law
    population: Population
    rules: Rules
    base: Rules
    refusable: Rules
    values: tuple[Column, ...]
    days: tuple[Column, ...]
    fed: dict[int, tuple[Line, ...]]
    exact: frozenset[int]
    cutoffs: tuple[tuple[int, ...], ...]

    def earliest_that_matters(self, column: int) -> int:
        """Return the day before which all days of a column come to the same: whatever they started is over (0: none is).

        A comparison with such a day happens only to find that its period is over, and to find it older than all that begins later.
        """
        cutoffs = self.cutoffs[column]
        return 0 if column in self.exact else min(cutoffs[0], self.rules.today - 1)


def asked_of(law: Law, population: Population) -> Asked:
    """Return the goal of a population made ready; `law` is in force on the day of the question."""
    compiled = compile_rules(law, population.template)
    rules = for_goal(compiled.rules, compiled.goals[0])
    fed = {
        atom: lines
        for atom, name in enumerate(rules.atoms)
        if atom not in rules.mirrored() and (lines := tuple(_feeding(ref_of(name), population, law)))
    }
    clocks = over_of(rules)
    values = tuple(dict.fromkeys(line.value for lines in fed.values() for line in lines if line.value))
    timed = {atom: lines for atom, lines in fed.items() if atom in clocks}
    both = {line.day for lines in fed.values() for line in lines if line.day and _is_shared(line, lines)}
    days = tuple(dict.fromkeys(line.day for lines in timed.values() for line in lines if line.day))
    on_file = [lines for atom, lines in fed.items() if atom not in clocks]
    known = tuple(dict.fromkeys(line.on for lines in on_file for line in lines if line.on and line.on not in days))
    cutoffs = tuple(
        cutoffs_of(
            [clock for atom, lines in timed.items() if _reads(lines, day) for clock in clocks[atom]], rules.today
        )
        for day in (*days, *known)
    )
    exact = frozenset(place for place, day in enumerate((*days, *known)) if day in both)
    base, refusable = base_of(rules, fed), refusable_of(rules, fed)
    return Asked(law, population, rules, base, refusable, values, (*days, *known), fed, exact, cutoffs)


def _feeding(ref: Ref, population: Population, law: Law) -> Iterator[Line]:
    """Yield the lines with columns that can decide a ground fact, and the constant ones beside them; nothing if no column can."""
    fact = law.facts.get(ref.name)
    name = ref.name.removesuffix(ON_FILE) if fact is None or ref.name.endswith(ON_FILE) else ref.name
    lines = [line for line in population.lines if line.statement.fact.name in (ref.name, name)]
    if fact is not None and fact.one_of is not None:
        lines = [line for line in lines if holder_of(line.statement.fact, fact) == holder_of(ref, fact)]
    elif ref.name not in DECISION_FACTS:
        lines = [line for line in lines if line.statement.fact.arguments == ref.arguments]
    if any(line.value or line.day for line in lines):
        yield from lines


def _is_shared(line: Line, lines: tuple[Line, ...]) -> bool:
    """Return whether another source speaks of the same fact, so that it matters if both name the same day."""
    return sum(one.statement.fact == line.statement.fact for one in lines) > 1


def _reads(lines: tuple[Line, ...], day: Column) -> bool:
    return any(line.day == day for line in lines)


# --- clocks -----------------------------------------------------------------------------------------------------------

Over = Callable[[int, int], bool]  # day on which something started, day of the question → whether it is over


def over_of(rules: Rules) -> dict[int, list[Over]]:
    """Return, for each atom whose day rules read, the tests by which each period that it starts is over."""
    packed = Packed(rules)
    found: dict[int, list[Over]] = {atom: [] for atom in packed.clocked}
    for clock in packed.clocks:
        found[clock.atom].append(_clock_over(clock))
    for decision in rules.decisions:
        found[decision.pending].append(_due(decision.period or decision.expected))
    for consequence in rules.consequences:
        if consequence.watch is not None and consequence.after is not None:
            found[consequence.watch].append(_whole(consequence.after))
    return found


def _clock_over(clock: Clock) -> Over:
    if clock.comparison in (">=", "<"):
        return _whole(clock.period)
    return lambda day, today: last_day_of(day, clock.period) < today


def _whole(period: Period) -> Over:
    return lambda day, today: day_after_of(day, period) <= today


def _due(period: Period | None) -> Over:
    return lambda day, today: period is None or last_day_of(day, period) <= today


def cutoffs_of(clocks: list[Over], today: int) -> tuple[int, ...]:
    """Return, rising, the last day up to `today` on which each clock must have started to be over; 0 if on none."""
    return tuple(sorted({_last_over(clock, today) for clock in clocks})) or (0,)


def _last_over(over: Over, today: int) -> int:
    """Return the last day whose period is over; periods end the later the later they begin (tests/terms)."""
    low, high = 0, today
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if over(middle, today) else (low, middle - 1)
    return low


# --- what rows make of the rules --------------------------------------------------------------------------------------


class Starts(NamedTuple):
    """How people stand at the start, one column of each array a kind of people; rows are the atoms of `asked.fed`, in order.

    source: the place in `asked.days` that an atom's day comes from, or CONSTANT: then it is `since`
    """

    values: Ints
    since: Ints
    source: Ints

    def some(self, kinds: "Ints | npt.NDArray[np.bool_]") -> "Starts":
        """Return the starts of some of the kinds."""
        return Starts(self.values[:, kinds], self.since[:, kinds], self.source[:, kinds])


def starts_of(asked: Asked, values: Ints, days: Ints) -> Starts:
    """Return the starts of kinds of people, one a row of `values` (what each value column holds) and of `days` (ordinals, 0 unknown)."""
    shape = len(asked.fed), len(values)
    starts = Starts(*(np.zeros(shape, np.int64) for _ in Starts._fields))
    stands = np.array([FIRST.toordinal() + place for place in range(len(asked.days))], np.int64)
    exact = np.isin(np.arange(len(asked.days)), sorted(asked.exact))
    stood = np.where((days > 0) & ~exact, stands, days)  # a day that is not exact matters only by being known
    for row, (atom, lines) in enumerate(asked.fed.items()):
        told = [place for place, one in enumerate(asked.values) if any(line.value == one for line in lines)]
        dated = [place for place, one in enumerate(asked.days) if _reads(lines, one)]
        kinds, which = np.unique(np.hstack((values[:, told], stood[:, dated])), axis=0, return_inverse=True)
        found = np.array([_initial(asked, atom, told, dated, kind.tolist()) for kind in kinds], np.int64)
        starts.values[row], starts.since[row] = found[which.ravel()].T
    place = starts.since - FIRST.toordinal()
    starts.source[:] = np.where((place >= 0) & (place < len(asked.days)), place, CONSTANT)
    return starts


def _initial(asked: Asked, atom: int, told: list[int], dated: list[int], kind: list[int]) -> tuple[int, int]:
    """Return value and since of an atom for people whose columns `told` and `dated` hold `kind`."""
    held: dict[Column, object] = {
        asked.values[place]: (False, None, True)[value] for place, value in zip(told, kind, strict=False)
    }
    days = zip(dated, kind[len(told) :], strict=True)
    held.update({asked.days[place]: date.fromordinal(day) if day else None for place, day in days})
    truth, since = initial_of(asked.law, _person(asked, held))(ref_of(asked.rules.atoms[atom]))
    return int(truth), since


def _person(asked: Asked, held: dict[Column, object]) -> Person:
    """Return the template with what some columns hold; the others stay unknown."""
    statements = []
    for line in asked.population.lines:
        row: Row = {column.name: held.get(column) for column in (line.value, line.since, line.on) if column}
        plain = line if line.value is None else replace(line, value=Column(line.value.name))  # its code is read already
        statements.append(statement_of(plain, row))
    return with_statements(asked.population, statements)
