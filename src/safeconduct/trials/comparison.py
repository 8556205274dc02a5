"""Answers under two laws compared: ways gained and lost, days moved, doors that stand otherwise."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct, structs

from safeconduct.answers.model import Route
from safeconduct.law.model import Law
from safeconduct.lawbook.problems import Problem
from safeconduct.person.model import Person
from safeconduct.trials.model import Outcome, Way
from safeconduct.trials.outcome import outcomes_of
from safeconduct.trials.rules_changed import RuleChange, rules_behind

SCHEMA = "safeconduct-lawbook-diff/1"


class WayTold(Struct, frozen=True):
    acts: tuple[str, ...]
    reached: date
    dated: str


class Moved(Struct, frozen=True):
    """A day of a way with the same acts. `what`: "reached", or the procedure and which of its days; None: there is none."""

    acts: tuple[str, ...]
    what: str
    old: date | None
    new: date | None


class DoorMoved(Struct, frozen=True):
    """How a procedure stands, and the articles of the lines that do not hold; None: there is no such procedure."""

    procedure: str
    old: str | None
    new: str | None
    old_cite: tuple[str, ...] = ()
    new_cite: tuple[str, ...] = ()


class AnswerChange(Struct, frozen=True):
    """What differs for one wish of one case on one day. `rules`: the rules that differ and on which what differs rests."""

    case: str
    as_of: date
    wish: str
    answer: tuple[str, str]  # old, new
    gained: tuple[WayTold, ...]
    lost: tuple[WayTold, ...]
    moved: tuple[Moved, ...]
    doors: tuple[DoorMoved, ...]
    rules: tuple[str, ...] = ()


class NotAsked(Struct, frozen=True):
    """A case that cannot be asked under one of the laws, with its first problem."""

    case: str
    law: str  # old or new
    problem: str


class Comparison(Struct, frozen=True):
    """Everything that differs between two laws. `asked`: wishes asked under both, each on its day."""

    schema: str
    old: str  # fingerprints of the lawbooks
    new: str
    rules: tuple[RuleChange, ...]
    asked: int
    answers: tuple[AnswerChange, ...]
    not_asked: tuple[NotAsked, ...]


Reading = Person | list[Problem]


def compared(old: Law, new: Law, changed: list[RuleChange], cases: list[tuple[str, Reading, Reading]]) -> Comparison:
    """Return what differs for cases, each read under the old and under the new law."""
    answers: list[AnswerChange] = []
    not_asked: list[NotAsked] = []
    asked = 0
    for name, before, after in cases:
        broken = [(law, one) for law, one in (("old", before), ("new", after)) if isinstance(one, list) and one]
        not_asked += [NotAsked(name, law, f"[{one[0].code}] {one[0].found}") for law, one in broken]
        if isinstance(before, Person) and isinstance(after, Person):
            asked += len(after.wishes)
            if changed:
                found = zip(after.wishes, outcomes_of(old, before), outcomes_of(new, after), strict=True)
                for number, (wish, one, other) in enumerate(found):
                    change = answer_change(name, after, wish.source, one, other, with_doors=number == 0)
                    if change is not None:
                        answers.append(with_rules(change, changed, (old, new)))
    return Comparison(SCHEMA, old.fingerprint, new.fingerprint, tuple(changed), asked, tuple(answers), tuple(not_asked))


def answer_change(
    name: str, person: Person, wish: str, old: Outcome, new: Outcome, *, with_doors: bool
) -> AnswerChange | None:
    """Return what differs for one wish, or None. Doors are those of the case, not of a wish: told with its first."""
    before, after = by_acts(old), by_acts(new)
    doors = tuple(doors_moved(old, new)) if with_doors else ()
    gained = tuple(told(way) for acts, way in after.items() if acts not in before)
    lost = tuple(told(way) for acts, way in before.items() if acts not in after)
    moved = tuple(one for acts, way in before.items() if acts in after for one in days_moved(way, after[acts]))
    verdicts = (old.wish.verdict, new.wish.verdict)
    if verdicts[0] == verdicts[1] and not (gained or lost or moved or doors):
        return None
    return AnswerChange(name, person.as_of, wish, verdicts, gained, lost, moved, doors)


def by_acts(outcome: Outcome) -> dict[tuple[str, ...], Way]:
    """Return the ways by what is done on them; of several alike the first."""
    ways: dict[tuple[str, ...], Way] = {}
    for way in outcome.ways:
        ways.setdefault(way.acts, way)
    return ways


def told(way: Way) -> WayTold:
    return WayTold(way.acts, way.reached, way.dated)


def days_moved(old: Way, new: Way) -> Iterator[Moved]:
    if old.reached != new.reached:
        yield Moved(old.acts, "reached", old.reached, new.reached)
    if old.route is None or new.route is None:
        return
    before, after = last_days(old.route), last_days(new.route)
    for what in {**before, **after}:
        if before.get(what) != after.get(what):
            yield Moved(old.acts, what, before.get(what), after.get(what))


def last_days(route: Route) -> dict[str, date | None]:
    """Return every last day a way names: of decisions, duties and remedies."""
    days: dict[str, date | None] = {}
    for step in route.steps:
        if step.wait is not None:
            days[f"decision on {step.procedure}"] = step.wait.last_day
        for number, duty in enumerate(step.duties, 1):
            days[f"duty {number} of {step.procedure}"] = duty.last_day
        for remedy in step.remedies:
            days[f"{remedy.procedure.partition('(')[0]} against {step.procedure}"] = remedy.last_day
    return days


def doors_moved(old: Outcome, new: Outcome) -> Iterator[DoorMoved]:
    """Yield the procedures that stand otherwise, or are closed by other articles."""
    for name in {**old.doors, **new.doors}:
        before, after = old.doors.get(name), new.doors.get(name)
        states = [None if door is None else door.state for door in (before, after)]
        cites = [
            () if door is None else tuple(dict.fromkeys(cite.short for line in door.lines for cite in line.cite))
            for door in (before, after)
        ]
        if states[0] != states[1] or cites[0] != cites[1]:
            yield DoorMoved(name, states[0], states[1], cites[0], cites[1])


def with_rules(change: AnswerChange, changed: list[RuleChange], laws: tuple[Law, Law]) -> AnswerChange:
    """Return a change with the rules that differ and on which its ways, days and doors rest."""
    ways = [way.acts for way in (*change.gained, *change.lost)] + [one.acts for one in change.moved]
    acts = [act for way in ways for act in way]
    remedies = [one.what.partition(" against ")[0] for one in change.moved if " against " in one.what]
    named = {one.partition("(")[0] for one in (*acts, *remedies, *(door.procedure for door in change.doors))}
    behind = rules_behind(named, laws)
    rules = tuple(one.name for one in changed if one.name in behind)
    return structs.replace(change, rules=rules)
