"""Counting shown: each last day with the event, the rule and the closed days that lead to it."""

from datetime import date

from safeconduct.answers.model import Cited, Counted
from safeconduct.answers.names import citation_in_words, joined, source_in_words
from safeconduct.answers.periods import period_in_words, short_day
from safeconduct.answers.wording import say
from safeconduct.law.model import Law, Words
from safeconduct.terms.dates import Period
from safeconduct.terms.reckoning import WORKING, Reckoning, reckoning_of

DAYS_NAMED = 3  # closed days left out that are named one by one


def counted_from(event: date, period: Period, law: Law) -> Counted:
    """Return how the last day of a period that `event` starts is counted, in numbers and in words."""
    reckoning = reckoning_of(event, period)
    cited = tuple(
        Cited(str(one), source_in_words(one, law), citation_in_words(one, law)) for one in period.counting.cite
    )
    return Counted(
        words=counted_in_short(reckoning, cited),
        event=event,
        first=reckoning.first,
        expiry=reckoning.expiry,
        last_day=reckoning.last,
        left_out=reckoning.left_out,
        moved_over=reckoning.moved_over,
        cite=cited,
    )


def counted_in_short(reckoning: Reckoning, cited: tuple[Cited, ...]) -> Words:
    """Return the counting in one line: "90 days from 3 June 2013, that day not counted (Civil Act, art. 157)"."""
    period = reckoning.period
    hours = period.unit == "working_hours"
    start = say(
        "counting hours" if hours else f"counting {period.counting.first_day}",
        period=period_in_words(period),
        event=short_day(reckoning.event),
    )
    if cited:
        start = say("counting cited", counting=start, cite=cited[0].words)
    return joined([start, *_turns(reckoning)], "; ")


def _turns(reckoning: Reckoning) -> list[Words]:
    """Return what makes the last day another than plain counting would: closed days, a short month."""
    told = []
    if reckoning.left_out:
        told.append(_left_out(reckoning.left_out))
    elif reckoning.period.unit in WORKING:
        told.append(say("counting no closed day"))
    if reckoning.no_such_day:
        told.append(say("counting short month", day=short_day(reckoning.expiry)))
    if reckoning.moved_over:
        kind = closed_in_words(reckoning.expiry)
        told.append(say("counting moved", day=short_day(reckoning.expiry), kind=kind, last=short_day(reckoning.last)))
    return told


def _left_out(days: tuple[date, ...]) -> Words:
    holidays = [day for day in days if day.weekday() < 5]
    weekend = len(days) - len(holidays)
    if not holidays:
        return say("counting weekends out", count=str(weekend))
    if len(holidays) > DAYS_NAMED:
        return say("counting closed out", count=str(len(days)), holidays=str(len(holidays)))
    named = joined([short_day(day) for day in holidays], ", ")
    if not weekend:
        return say("counting holidays out", days=named)
    return say("counting weekends and holidays out", count=str(weekend), days=named)


def closed_in_words(day: date) -> Words:
    """Return what kind of closed day it is: "a Saturday", "a Sunday", "a holiday"."""
    return say({5: "a Saturday", 6: "a Sunday"}.get(day.weekday(), "a holiday"))
