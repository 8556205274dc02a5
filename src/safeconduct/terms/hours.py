"""Working hours: at what hour a period of hours ends that began at a known hour."""

from datetime import date, datetime, time, timedelta

from safeconduct.terms.dates import DAY, Counting, is_open_by

SESSIONS = ((time(9), time(12)), (time(13), time(18)))  # eight hours a day; an agency may open at other hours


def end_of_hours(received: datetime, hours: int, counting: Counting) -> datetime:
    """Return the moment at which `hours` working hours from a moment have passed. Raises OverflowError after the year 9999.

    received: local time; from a closed day, or outside the hours of a day, it runs from the next opening

    >>> end_of_hours(datetime(2026, 11, 20, 14, 30), 8, Counting("petition", calendar="KR"))  # a Friday
    datetime.datetime(2026, 11, 23, 14, 30)

    Source: Civil Petitions Act (KR) art. 19(1): hours from the hour of receipt, 8 a day, closed days left out.
    """
    left, day, start = timedelta(hours=hours), received.date(), received.time()
    while True:
        for opens, closes in sessions_on(day, counting):
            begins, ends = datetime.combine(day, max(opens, start)), datetime.combine(day, closes)
            if begins < ends:
                if left <= ends - begins:
                    return begins + left
                left -= ends - begins
        day, start = day + DAY, time(0)


def sessions_on(day: date, counting: Counting) -> tuple[tuple[time, time], ...]:
    """Return the hours between opening and closing on a day; none on a closed day."""
    return SESSIONS if is_open_by(counting, day) else ()
