"""Periods and days in words: "3 months", "Mon 3 June 2013", and how a last day was counted."""

from datetime import date

from safeconduct.answers.wording import say
from safeconduct.law.model import Words
from safeconduct.terms.dates import Counting, Period

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_DAYS_KO = "월화수목금토일"


def period_in_words(period: Period) -> Words:
    """Return the length of a period.

    >>> from safeconduct.terms.dates import Counting
    >>> period_in_words(Period(1, "years", Counting("civil")))
    Words(en='1 year', ko='1년')
    """
    number = "one" if period.count == 1 else "many"
    return say(f"{number} {period.unit}", count=str(period.count))


def counted_in_words(counting: Counting) -> Words:
    """Return how a last day was counted: whether the first day counts, and what a closed day does."""
    return say(f"counted {counting.first_day} {counting.closed_days}")


def day_in_words(day: date) -> Words:
    """Return a date with its day of the week.

    >>> day_in_words(date(2013, 6, 3))
    Words(en='Mon 3 June 2013', ko='2013년 6월 3일(월)')
    """
    return Words(
        f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}",
        f"{day.year}년 {day.month}월 {day.day}일({_DAYS_KO[day.weekday()]})",
    )


def short_day(day: date) -> Words:
    """Return a date without its day of the week.

    >>> short_day(date(2013, 6, 3))
    Words(en='3 June 2013', ko='2013년 6월 3일')
    """
    return Words(f"{day.day} {_MONTHS[day.month - 1]} {day.year}", f"{day.year}년 {day.month}월 {day.day}일")


def month_in_words(day: date) -> Words:
    """Return the month of a day.

    >>> month_in_words(date(2013, 6, 3))
    Words(en='June 2013', ko='2013년 6월')
    """
    return Words(f"{_MONTHS[day.month - 1]} {day.year}", f"{day.year}년 {day.month}월")


def length_in_words(days: int) -> Words:
    """Return a number of days as people say it, never shorter than it is: days, weeks, months, then years and halves.

    >>> [length_in_words(days).en for days in (0, 1, 20, 45, 200, 1100, 2000)]
    ['the same day', '1 day', '20 days', '7 weeks', '7 months', '3½ years', '5½ years']
    """
    if days == 0:
        return say("same day")
    if days <= 21:
        return say("one days" if days == 1 else "many days", count=str(days))
    if days < 92:
        return say("many weeks", count=str(-(-days // 7)))
    if days < 730:
        return say("many months", count=str(next(m for m in range(3, 25) if m * 306 // 10 + 1 >= days)))
    halves = -(-days * 2 // 366)
    return say("half years" if halves % 2 else "many years", count=str(halves // 2))
