"""The agenda: the cards of a caseload as the lists of one page, and as days for a calendar."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from safeconduct.casework.ways import cited
from safeconduct.law.model import Law
from safeconduct.letters.agenda import Reminder, Sort
from safeconduct.office.cards import Told
from safeconduct.office.model import Circle, Moved, Row, RuleTold

WEEK = timedelta(days=7)


class Line(NamedTuple):
    """One row with the case it is about."""

    number: str
    row: Row


class Agenda(NamedTuple):
    owed: tuple[Line, ...]
    ours: tuple[Line, ...]
    circles: tuple[tuple[str, Circle], ...]
    moved: tuple[tuple[Moved, tuple[str, ...]], ...]

    @property
    def late(self) -> int:
        return sum(line.row.late for line in self.owed)

    def within_week(self, today: date) -> int:
        days = [line.row.day for line in (*self.owed, *self.ours) if line.row.day is not None]
        return sum(today <= day <= today + WEEK for day in days)


def agenda_of(told: Mapping[str, Told]) -> Agenda:
    """Return what all cases have to say, the most urgent first; what has no day comes last."""
    cards = {number: one.card for number, one in told.items()}
    moved: dict[Moved, list[str]] = {}
    for number, card in cards.items():
        for rule in card.moved:
            moved.setdefault(rule, []).append(number)
    return Agenda(
        owed=by_day(Line(number, row) for number, card in cards.items() for row in card.owed),
        ours=by_day(Line(number, row) for number, card in cards.items() for row in card.ours),
        circles=tuple((number, circle) for number, card in cards.items() for circle in card.circles),
        moved=tuple((rule, tuple(moved[rule])) for rule in sorted(moved, key=lambda one: (one.since, one.rule))),
    )


def by_day(lines: Iterator[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: (line.row.day or date.max, line.number)))


def reminders_in(agenda: Agenda) -> Iterator[Reminder]:
    """Yield the days of a calendar, under titles that betray nobody."""
    for sort, lines in ((Sort.REPLY, agenda.owed), (Sort.LAST_DAY, agenda.ours)):
        for line in lines:
            if line.row.day is not None:
                yield Reminder(line.number, sort, line.row.day)


def rule_told(rule: str, law: Law) -> RuleTold:
    """Return what a rule on clocks, extensions or stops is called, with its provisions."""
    found = law.owed.clocks.get(rule) or law.owed.extensions.get(rule) or law.owed.stops[rule]
    return RuleTold(found.words, cited(found.cite, law))
