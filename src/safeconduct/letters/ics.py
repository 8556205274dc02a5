"""Reminders as an iCalendar file (RFC 5545): neutral titles, the same bytes for the same reminders."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import groupby

from icalendar import Alarm, Calendar, Event

from safeconduct.letters.agenda import Reminder, Sort

PROGRAM = "-//Calendar//EN"  # every file must name one; which program made it is nobody's business
STAMP = datetime(2000, 1, 1, tzinfo=UTC)  # every reminder must have one; when it was made is nobody's business
TITLES = {
    "en": {
        Sort.ACT: "next step",
        Sort.REPLY: "reply due",
        Sort.LAST_DAY: "last day",
        Sort.DUTY: "to be done by today",
    },
    "ko": {
        Sort.ACT: "다음 단계",
        Sort.REPLY: "회신 기한",
        Sort.LAST_DAY: "마지막 날",
        Sort.DUTY: "오늘까지 할 일",
    },
}


def ics_of(reminders: Iterable[Reminder], lang: str, alarm: int | None = None, cover: str = "") -> bytes:
    """Return the reminders as a calendar of whole days, in the order of case, sort and day.

    alarm: days before each at which the calendar is to remind; None: never
    cover: what each is called instead of the number of its case and what is due

    A reminder is known by its case, its sort and its place among those: a day that is counted anew moves the reminder instead of adding one.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PROGRAM)
    for _, alike in groupby(sorted(set(reminders)), key=lambda one: (one.case, one.sort)):
        for place, one in enumerate(alike):
            calendar.add_component(event_of(one, place, cover or f"{one.case}: {TITLES[lang][one.sort]}", alarm))
    written: bytes = calendar.to_ical()
    return written


def event_of(one: Reminder, place: int, title: str, alarm: int | None) -> Event:
    event = Event()
    event.add("uid", sha256(f"{one.case}\n{one.sort}\n{place}".encode()).hexdigest()[:32])
    event.add("dtstamp", STAMP)
    event.add("dtstart", one.day)
    event.add("dtend", next_day(one.day))
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if alarm is not None:
        notice = Alarm()
        notice.add("action", "DISPLAY")
        notice.add("description", title)
        notice.add("trigger", timedelta(days=-alarm))
        event.add_component(notice)
    return event


def next_day(day: date) -> date:
    return day + timedelta(days=1)
