"""Stops: the days on which a clock stood still, by what the lawbook lets stop it."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from safeconduct.casework.model import History, Matter
from safeconduct.law.model import Law
from safeconduct.terms.dates import DAY

CORRECTION = "correction"  # the stop that a demand for papers begins


class Paused(Struct, frozen=True):
    """Days on which a clock stood still, both included. `ongoing`: it still does, and `end` is the day of the question."""

    stop: str  # full name
    begin: date
    end: date
    ongoing: bool = False


def pauses_of(history: History, number: int, matter: Matter, law: Law, until: date) -> Iterator[Paused]:
    """Yield the days on which a clock stood still: by what the file says, and while papers were being completed.

    A demand for papers that no law lists stops nothing.
    """
    stops = stops_of(matter, law)
    received = history.contacts[number].day
    for one in matter.pauses:
        if one.stop in stops and one.begin <= until:
            yield Paused(one.stop, max(one.begin, received), one.end or until, one.end is None)
    correction = next((name for name in stops if name.partition(".")[2] == CORRECTION), None)
    for other in history.contacts[number:]:
        if other.matter == matter.name and other.answer == "documents" and correction and not other.beyond_law:
            sent = other.answered or other.day
            if received <= sent <= until:
                yield Paused(correction, sent, other.back or until, other.back is None)


def stops_of(matter: Matter, law: Law) -> tuple[str, ...]:
    return law.owed.clocks[matter.clock].stops if matter.clock else ()


def paused_days(paused: tuple[Paused, ...], law: Law) -> tuple[date, ...]:
    """Return the days, each once and in order, on which the law in force on them stops the clock."""
    days: list[date] = []
    for begin, end in sorted(span_of(one, law) for one in paused):
        day = max(begin, days[-1] + DAY) if days else begin
        while day <= end:
            days.append(day)
            day += DAY
    return tuple(days)


def span_of(paused: Paused, law: Law) -> tuple[date, date]:
    """Return the first and last day of a stop within the days on which its rule is in force; none if the last is the earlier."""
    dates = law.owed.stops[paused.stop].in_force
    return max(paused.begin, dates.start or date.min), min(paused.end, dates.end or date.max)
