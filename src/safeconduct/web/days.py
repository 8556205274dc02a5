"""The calendar file of a case: when answers are due and when something is open for the last day, under neutral titles."""

import re
from collections.abc import Iterator

from starlette.responses import Response

from safeconduct.answers.model import Route
from safeconduct.answers.terminal import lettered
from safeconduct.kept.reminders import last_days_in, reminders_in
from safeconduct.letters.agenda import OPAQUE, Reminder, closing_days, reminders_of
from safeconduct.letters.forms import calendars_here
from safeconduct.web.desk import Notice
from safeconduct.web.forms import first
from safeconduct.web.letters import attachment
from safeconduct.web.noting import text_in
from safeconduct.web.visit import Visit, onward
from safeconduct.web.wording import language_of_law, phrases_in

SPACES = re.compile(r"\s+")


def calendar(visit: Visit) -> Response:
    """Give out the last days of the case as a calendar file."""
    desk, case = visit.desk, SPACES.sub("", text_in(visit.fields, "case")).upper()
    if not desk.course.has_wishes or not calendars_here():
        return onward("/contacts")
    reminders = sorted(set(reminders_for(visit, case))) if OPAQUE.fullmatch(case) else []
    if not reminders:
        desk.notice = Notice(phrases_in(desk.lang)("no days"))
        return onward(place_of(visit))
    from safeconduct.letters.ics import ics_of

    return attachment(ics_of(reminders, language_of_law(desk.lang)), "text/calendar; charset=utf-8", "calendar.ics")


def place_of(visit: Visit) -> str:
    """Return the page on which the file was asked for."""
    way = first(visit.fields, "way")
    return f"/way/{way}" if way in lettered_ways(visit) else "/contacts"


def lettered_ways(visit: Visit) -> dict[str, Route]:
    return lettered(visit.desk.answer()) if first(visit.fields, "way") else {}


def reminders_for(visit: Visit, case: str) -> Iterator[Reminder]:
    """Yield the days of a way, or those of the contacts, and with `plan` the person's own last days as well."""
    desk, route = visit.desk, lettered_ways(visit).get(first(visit.fields, "way"))
    if route is not None:
        yield from reminders_of(route, case)
        yield from closing_days(desk.answer().also_open, case)
        return
    yield from reminders_in(desk.papers().now.report, case)
    if first(visit.fields, "plan"):
        yield from last_days_in(desk.papers().now.difference, case)
