"""The days of a case that is lived through, for a calendar."""

from collections.abc import Iterator

from safeconduct.casework.planning import Difference
from safeconduct.casework.report import Due, Report
from safeconduct.letters.agenda import Reminder, Sort


def reminders_in(report: Report, case: str) -> Iterator[Reminder]:
    """Yield the days on which an answer is due, and those by which the person has to, or can, do something. `case`: as of a reminder."""
    for due in report.due:
        if due.day is not None:
            yield Reminder(case, sort_of(due), due.day)


def sort_of(due: Due) -> Sort:
    """Return what a day is: that of something open for a time only is a last day, wherever else it is told."""
    if due.whose == "agency":
        return Sort.REPLY
    return Sort.DUTY if due.procedure is None else Sort.LAST_DAY


def last_days_in(difference: Difference, case: str) -> Iterator[Reminder]:
    """Yield the last days of what is open to the person for a time only."""
    return (Reminder(case, Sort.LAST_DAY, own.last_day) for own in difference.own_days)
