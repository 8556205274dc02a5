"""The days of a case that belong into a calendar, under titles that tell a stranger nothing."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import chain

from msgspec import Struct

from safeconduct.answers.model import Door, Route, Step

OPAQUE = re.compile(r"[A-Z]-[0-9]{1,9}", re.ASCII)


class Sort(StrEnum):
    """What a day is, said so that no stranger learns of what."""

    ACT = "step"  # from this day on the next step can be taken
    REPLY = "reply due"
    LAST_DAY = "last day"  # after it something can be done no longer
    DUTY = "duty due"


class Reminder(Struct, frozen=True, order=True):
    """One day of one case. `case`: a letter and digits, such as K-07, never a name; anything else raises ValueError.

    >>> Reminder("K-07", Sort.REPLY, date(2026, 12, 14)).sort.value
    'reply due'
    """

    case: str
    sort: Sort
    day: date

    def __post_init__(self) -> None:
        if not OPAQUE.fullmatch(self.case):
            raise ValueError("a case is called by one capital letter and digits in a calendar, such as K-07")


def reminders_of(route: Route, case: str) -> tuple[Reminder, ...]:
    """Return the days of a way that law or the person sets, each once and in order; days that nobody can give are left out."""
    return tuple(sorted(set(chain.from_iterable(reminders_of_step(step, case) for step in route.steps))))


def closing_days(doors: Iterable[Door], case: str) -> tuple[Reminder, ...]:
    """Return the last days of what is open today: after them a right is gone."""
    return tuple(sorted({Reminder(case, Sort.LAST_DAY, door.window.last_day) for door in doors if door.window}))


def reminders_of_step(step: Step, case: str) -> list[Reminder]:
    if step.dated != "stated":
        return []
    found = [Reminder(case, Sort.ACT, step.day)] if step.kind == "act" else []
    if step.wait is not None and step.wait.last_day is not None:
        found.append(Reminder(case, Sort.REPLY, step.wait.last_day))
    if step.window is not None:
        found.append(Reminder(case, Sort.LAST_DAY, step.window.last_day))
    found += [Reminder(case, Sort.DUTY, duty.last_day) for duty in step.duties if duty.last_day is not None]
    return found
