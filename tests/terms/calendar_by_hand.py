"""A second calculation of last days, written from the articles alone: it walks the calendar day by day and shares no code with the program.

민법 155-161, 민원법 19, 행정기본법 6. The holidays are those of the library `holidays`, not the days pinned in the program.
"""

from datetime import date, timedelta
from functools import cache

import holidays

ONE = timedelta(days=1)


@cache
def red_days(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("KR", years=year, categories="public"))


def rests(day: date) -> bool:
    """Saturday, Sunday or public holiday."""
    return day.isoweekday() in (6, 7) or day in red_days(day.year)


def civil_days(event: date, count: int) -> date:
    """민법 157: the first day is left out; 159: it ends with the last day; 161: a Saturday or holiday gives way to the next day."""
    day, counted = event, 0
    while counted < count:
        day += ONE
        counted += 1
    return until_open(day)


def civil_months(event: date, count: int) -> date:
    """민법 160: by the calendar, to the day before the one that corresponds to the first; a month without it ends on its last day."""
    return until_open(end_of_months(event + ONE, count))


def limited_months(event: date, count: int) -> date:
    """행정기본법 6(2): the first day counts, and the end stays where it falls."""
    return end_of_months(event, count)


def limited_days(event: date, count: int) -> date:
    day, counted = event, 1
    while counted < count:
        day += ONE
        counted += 1
    return day


def petition_days(received: date, count: int) -> date:
    """민원법 19(2): days, the first counted, holidays and Saturdays not."""
    day, counted = received, 0
    while True:
        if not rests(day):
            counted += 1
            if counted == count:
                return day
        day += ONE


def petition_months(received: date, count: int) -> date:
    """민원법 19(3): weeks, months and years with the first day counted, then 민법 159-161."""
    return until_open(end_of_months(received, count))


def end_of_months(first: date, count: int) -> date:
    """Walk from the first day until `count` months have gone by and the corresponding day, or the end of its month, is met."""
    months, day = 0, first
    while months < count:
        day += ONE
        if day.day == 1:
            months += 1
    if first.day == 1:
        return day - ONE
    while day.day != first.day:
        if (day + ONE).day == 1:
            return day  # 민법 160(3): the month has no such day
        day += ONE
    return day - ONE


def until_open(day: date) -> date:
    while rests(day):
        day += ONE
    return day


def petition_hours(received: date, minute: int, hours: int) -> tuple[date, int]:
    """민원법 19(1): working minutes one by one from the minute of receipt; 9 to 12 and 13 to 18 are worked. Returns day and minute."""
    day, left = received, hours * 60
    while True:
        while minute < 18 * 60:
            if not rests(day) and (9 * 60 <= minute < 12 * 60 or minute >= 13 * 60):
                left -= 1
                if left == 0:
                    return day, minute + 1
            minute += 1
        day, minute = day + ONE, 0
