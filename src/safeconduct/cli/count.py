"""`safeconduct law count`: a period counted line by line, as one would with a finger on the calendar."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time

import click

from safeconduct.answers.columns import clean, width_of
from safeconduct.answers.counting import closed_in_words
from safeconduct.answers.names import citation_in_words
from safeconduct.answers.periods import counted_in_words, day_in_words, period_in_words
from safeconduct.cli.inquiry import stop
from safeconduct.law.model import Law, Words
from safeconduct.terms.dates import DAY, UNITS, Counting, Period, is_open
from safeconduct.terms.hours import end_of_hours
from safeconduct.terms.particles import fill
from safeconduct.terms.reckoning import WORKING, Reckoning, reckoning_of

CALL = re.compile(rf"\s*(?P<unit>{'|'.join(UNITS)})\(\s*(?P<count>\d{{1,4}})\s*(?:,\s*(?P<counting>[\w.-]+)\s*)?\)\s*")
SPOKEN = re.compile(r"\s*(?P<count>\d{1,4})\s*(?P<unit>[a-z]+(?:[ _][a-z]+)?)\s*")
Told = Callable[..., str]  # a phrase of SAYS by its key, its slots filled
MOST_LINES = 45  # of days told one by one
LAST_DAY = date(9700, 1, 1)  # no period that can be written goes from here beyond the calendar, but one of years
WIDTH_OF_DAY = 26

SAYS = {
    "event": Words("the event; this day is not counted", "사건이 있은 날. 세지 않습니다"),
    "event hours": Words("received; the hours run from the hour of receipt", "접수한 날. 접수한 시각부터 셉니다"),
    "day": Words("day {number}", "{number}일째"),
    "left out": Words("{kind}, left out", "{kind}, 빼고 셈"),
    "after event": Words("{kind}, before the first day that counts", "{kind}, 첫날 전"),
    "between": Words("… and so on to day {number}", "… {number}일째까지"),
    "first": Words("the first day of the period", "기간의 첫날"),
    "months end": Words(
        "the day before the one that corresponds to the first, {period} later",
        "{period} 뒤에 첫날에 해당하는 날의 전날",
    ),
    "corresponding": Words(
        "the day that corresponds to the event, {period} later", "{period} 뒤에 사건일에 해당하는 날"
    ),
    "short month": Words(
        "that month has no day that corresponds, so its last day", "해당하는 날이 없는 달이므로 그 달의 말일"
    ),
    "first of next": Words(
        "the month before has no day that corresponds, so the first of this",
        "앞 달에 해당하는 날이 없으므로 이 달의 첫날",
    ),
    "no move": Words("{kind}; this rule does not move the last day", "{kind}. 이 규정에서는 말일이 옮겨지지 않습니다"),
    "moved": Words("{kind}, so the last day moves on", "{kind}이므로 말일이 다음 날로 넘어갑니다"),
    "last": Words("the last day: the period ends at midnight", "마지막 날. 이날 자정에 기간이 끝납니다"),
    "last hours": Words(
        "the latest day, as the hour of receipt is not given (--hours)",
        "접수한 시각을 주지 않았으므로 (--hours) 가장 늦은 날",
    ),
    "moment": Words("the hours have passed at {hour}", "{hour}에 근무시간이 모두 지납니다"),
    "office hours": Words(
        "office hours taken: 9 to 12 and 13 to 18; the agency's own may differ",
        "근무시간은 9~12시와 13~18시로 보았습니다. 기관마다 다를 수 있습니다",
    ),
    "working_hours": Words(
        "hours of work from the hour of receipt, 8 a day, closed days left out",
        "접수한 시각부터 하루 8시간의 근무시간으로 세며, 쉬는 날은 빼고 셉니다",
    ),
    "working_days in": Words("the first open day counted, closed days left out", "첫날을 세고, 쉬는 날은 빼고 셉니다"),
    "working_days out": Words(
        "the day of the event not counted, closed days left out", "첫날은 세지 않고, 쉬는 날은 빼고 셉니다"
    ),
    "rule": Words("{period}, counted by {name}: {how}", "{period}, 계산 규칙 {name}: {how}"),
    "cited": Words("law: {cite}", "근거: {cite}"),
}


def show_counting(written: str, event: date, named: str | None, hour: time | None, law: Law, lang: str) -> None:
    """Print how a period is counted from a day, one line a day; periods joined by + follow upon each other.

    named: counting rule for periods that name none: a full name (kr.petition) or one of which only one ends so (petition)
    hour:  hour of receipt, for a period of working hours
    """
    for number, part in enumerate(written.split("+")):
        period = period_of(part, named, law)
        if hour is not None and period.unit != "working_hours":
            stop("--hours is the hour from which working_hours(…) run; this period has none.")
        if event > LAST_DAY:
            stop("the calendar ends in the year 9999.")
        if number:
            click.echo("")
        for line in lines_of(event, period, hour, law, lang):
            click.echo(clean(line))
        event = reckoning_of(event, period).last


def period_of(written: str, named: str | None, law: Law) -> Period:
    """Return the period that `90 days`, `days(90)` or `working_days(14, petition)` writes; anything else ends the program."""
    found = CALL.fullmatch(written)
    if found is None:
        found = SPOKEN.fullmatch(written)
    unit = "" if found is None else found["unit"].replace(" ", "_")
    unit = unit if unit.endswith("s") else f"{unit}s"
    if found is None or unit not in UNITS:
        stop(f"'{written.strip()}' is no period. Write one like 90 days or days(90); the units are {', '.join(UNITS)}.")
    if int(found["count"]) == 0:
        stop("a period has at least one day or hour.")
    own = found.groupdict().get("counting")
    return Period(int(found["count"]), unit, counting_named(own or named or default_for(unit), law))


def default_for(unit: str) -> str:
    return "petition" if unit in WORKING else "civil"


def counting_named(name: str, law: Law) -> Counting:
    """Return the counting rule of a name, or the only one whose name ends so; none ends the program."""
    fitting = [one for full, one in law.countings.items() if full == name or full.partition(".")[2] == name]
    if len(fitting) != 1:
        stop(f"no counting rule '{name}' alone. The lawbooks declare {', '.join(law.countings)}.")
    return fitting[0]


# --- line by line ---------------------------------------------------------------------------------------------------


def lines_of(event: date, period: Period, hour: time | None, law: Law, lang: str) -> Iterator[str]:
    """Yield the rule, then each day that matters with what it is, the last day last."""

    def told(key: str, **slots: Words | str) -> str:
        names = {slot: value if isinstance(value, str) else getattr(value, lang) for slot, value in slots.items()}
        return fill(getattr(SAYS[key], lang), names)

    counting = period.counting
    how = counted_in_words(counting)
    if period.unit in WORKING:
        how = SAYS.get(period.unit) or SAYS.get(f"{period.unit} {counting.first_day}", how)
    yield told("rule", period=period_in_words(period), name=counting.name, how=how)
    if counting.cite:
        cites = "; ".join(getattr(citation_in_words(one, law), lang) for one in counting.cite)
        yield told("cited", cite=cites)
    reckoning = reckoning_of(event, period)
    if period.unit == "working_hours":
        yield from _hours(reckoning, hour, told, lang)
        return
    if counting.first_day == "out":
        yield _line(event, told("event"), lang)
    yield from _days(reckoning, told, lang)
    yield from _end(reckoning, told, lang)


def _days(reckoning: Reckoning, told: Told, lang: str) -> Iterator[str]:
    """Yield the days of the period one by one, the middle of a long one left out."""
    period = reckoning.period
    if period.unit in ("months", "years"):
        yield _line(reckoning.first, told("first"), lang)
        return
    number, lines = 0, []
    day = reckoning.event if period.counting.first_day == "in" else reckoning.event + DAY
    while day <= reckoning.expiry:
        if period.unit == "working_days" and not is_open(day, period.counting.calendar):
            key = "left out" if number else "after event"
            lines.append(_line(day, told(key, kind=closed_in_words(day)), lang))
        else:
            number += 1
            lines.append(_line(day, told("day", number=str(number)), lang))
        day += DAY
    if len(lines) > MOST_LINES:
        lines = [*lines[:3], f"  {told('between', number=str(number))}", lines[-1]]
    yield from lines


def _end(reckoning: Reckoning, told: Told, lang: str) -> Iterator[str]:
    """Yield how the period ends: in a month, over closed days, on its last day."""
    period = reckoning.period
    if period.unit in ("months", "years"):
        if period.counting.month_end == "next":
            key = "first of next" if reckoning.no_such_day else "corresponding"
        else:
            key = "short month" if reckoning.no_such_day else "months end"
        yield _line(reckoning.expiry, told(key, period=period_in_words(period)), lang)
    for day in reckoning.moved_over:
        yield _line(day, told("moved", kind=closed_in_words(day)), lang)
    if period.counting.closed_days == "stay" and not is_open(reckoning.last, "KR"):
        yield _line(reckoning.last, told("no move", kind=closed_in_words(reckoning.last)), lang)
    yield _line(reckoning.last, told("last"), lang)


def _hours(reckoning: Reckoning, hour: time | None, told: Told, lang: str) -> Iterator[str]:
    yield _line(reckoning.event, told("event hours"), lang)
    for day in reckoning.left_out:
        yield _line(day, told("left out", kind=closed_in_words(day)), lang)
    if hour is None:
        yield _line(reckoning.last, told("last hours"), lang)
        return
    received = datetime.combine(reckoning.event, hour)
    end = end_of_hours(received, reckoning.period.count, reckoning.period.counting)
    yield _line(end.date(), told("moment", hour=f"{end:%H:%M}"), lang)
    yield f"  {told('office hours')}"


def _line(day: date, text: str, lang: str) -> str:
    written: str = getattr(day_in_words(day), lang)
    return f"  {written}{' ' * max(WIDTH_OF_DAY - width_of(written), 1)}{text}"
