"""The days of a case that is lived through, for a calendar."""

from collections.abc import Iterator

from safeconduct.casework.planning import Difference
from safeconduct.casework.report import Report
from safeconduct.letters.agenda import Reminder, Sort


def reminders_in(report: Report, case: str) -> Iterator[Reminder]:
    """Yield the days on which an answer is due, and those by which the person has to do something. `case`: as of a reminder."""
    for due in report.due:
        if due.day is not None:
            yield Reminder(case, Sort.REPLY if due.whose == "agency" else Sort.DUTY, due.day)


def last_days_in(difference: Difference, case: str) -> Iterator[Reminder]:
    """Yield the last days of what is open to the person for a time only."""
    return (Reminder(case, Sort.LAST_DAY, own.last_day) for own in difference.own_days)
