"""Days as people know them: "2002", "spring 2002", "June 2002", "2002년 6월 1일", "11 years ago" → the first and the last day it can have been."""

import re
from calendar import monthrange
from datetime import date

from safeconduct.interview.model import Span

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SEASONS = {  # first month; each has three
    "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12,
    "봄": 3, "여름": 6, "가을": 9, "겨울": 12,
}  # fmt: skip
EARLIEST = 1850

_DAY = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[일.]?")
_MONTH = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[월.]?")
_YEAR = re.compile(r"(\d{4})\s*년?")
_AGO = re.compile(r"(\d{1,3})\s*(?:years?\s*ago|년\s*전)")
_NAMED = re.compile(r"(?:(\d{1,2})\s+)?([a-z]+|봄|여름|가을|겨울)\s+(?:(\d{1,2}),?\s+)?(\d{4})")
_NAMED_LATER = re.compile(r"(\d{4})\s*년?\s*([a-z]+|봄|여름|가을|겨울)")


def span_of(text: str, today: date) -> Span | None:
    """Return the span of days a text means, cut at `today`; None for no such day, or one after today.

    >>> span_of("spring 2002", date(2013, 6, 1))
    Span(first=datetime.date(2002, 3, 1), last=datetime.date(2002, 5, 31))
    """
    span = _read(" ".join(text.lower().split()), today)
    if span is None or span.first > today or span.first.year < EARLIEST:
        return None
    return Span(span.first, min(span.last, today))


def _read(text: str, today: date) -> Span | None:
    if found := _DAY.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH.fullmatch(text):
        return _months(int(found[1]), int(found[2]), 1)
    if found := _YEAR.fullmatch(text):
        return _months(int(found[1]), 1, 12)
    if found := _AGO.fullmatch(text):
        return _months(today.year - int(found[1]), 1, 12)
    if found := _NAMED.fullmatch(text):
        return _named(found[2], int(found[4]), found[1] or found[3])
    if found := _NAMED_LATER.fullmatch(text):
        return _named(found[2], int(found[1]), None)
    return None


def _named(name: str, year: int, day: str | None) -> Span | None:
    month = next((number for number, full in enumerate(MONTHS, 1) if len(name) >= 3 and full.startswith(name)), None)
    if month is not None:
        return _months(year, month, 1) if day is None else _day(year, month, int(day))
    return None if day is not None or name not in SEASONS else _months(year, SEASONS[name], 3)


def _day(year: int, month: int, day: int) -> Span | None:
    try:
        one = date(year, month, day)
    except ValueError:
        return None
    return Span(one, one)


def _months(year: int, month: int, count: int) -> Span | None:
    """Return the span of `count` months from the first of one, at most into the next year."""
    if not 1 <= month <= 12 or not 1 <= year <= 9000:
        return None
    later, last = divmod(month + count - 2, 12)
    return Span(date(year, month, 1), date(year + later, last + 1, monthrange(year + later, last + 1)[1]))
