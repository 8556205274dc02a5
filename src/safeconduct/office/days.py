"""Days as people who work with deadlines need them: the date, and how many open days are left or gone."""

from datetime import date, timedelta

from safeconduct.answers.periods import day_in_words
from safeconduct.law.model import Words
from safeconduct.office.wording import told
from safeconduct.terms.dates import is_open

FAR = 60  # calendar days from which on nobody counts working days


def day_from(today: date, day: date, calendar: str | None) -> Words:
    """Return a day with the working days to it, neither today nor closed days counted.

    >>> day_from(date(2026, 11, 13), date(2026, 11, 26), "KR").en
    'Thu 26 Nov 2026 (in 9 working days)'
    >>> day_from(date(2026, 11, 27), date(2026, 11, 26), "KR").en
    'Thu 26 Nov 2026 (yesterday)'
    """
    return told("day and distance", day=short(day), distance=distance(today, day, calendar))


def distance(today: date, day: date, calendar: str | None) -> Words:
    away = (day - today).days
    if abs(away) <= 1:
        return told(("yesterday", "today word", "tomorrow")[away + 1])
    if abs(away) > FAR:
        return told("days ahead" if away > 0 else "days ago", count=str(abs(away)))
    first, last = (today, day) if away > 0 else (day, today)
    working = sum(is_open(first + timedelta(days=one), calendar) for one in range(1, (last - first).days + 1))
    number = "one" if working == 1 else "many"
    return told(f"{number} working {'ahead' if away > 0 else 'ago'}", count=str(working))


def short(day: date) -> Words:
    """Return a date with its day of the week, the month cut to three letters in English."""
    long = day_in_words(day)
    weekday, number, month, year = long.en.split()
    return Words(f"{weekday} {number} {month[:3]} {year}", long.ko)
