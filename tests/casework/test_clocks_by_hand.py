"""Clocks of working days, stopped and extended at random, against a walk through the days that shares no line with the program."""

from datetime import date, timedelta
from random import Random

import pytest
from msgspec import structs

from casework.stories import history, law
from safeconduct.casework.clocks import clocks_of
from safeconduct.casework.model import Pause
from safeconduct.terms.dates import public_holidays

DECLARED = {  # holiday → the day it was declared
    date(2023, 10, 2): date(2023, 9, 5),
    date(2024, 10, 1): date(2024, 9, 3),
    date(2025, 1, 27): date(2025, 1, 14),
    date(2025, 6, 3): date(2025, 4, 8),
}
ONE = timedelta(days=1)


def works(day: date, on: date) -> bool:
    """Return whether somebody who counts on a day takes another for a working day."""
    if day.weekday() >= 5:
        return False
    if day in DECLARED:
        return DECLARED[day] > on
    return day not in public_holidays("KR", day.year)


def walked(received: date, count: int, paused: set[date], on: date) -> date:
    day = received - ONE
    while count:
        day += ONE
        count -= works(day, on) and day not in paused
    return day


@pytest.mark.parametrize("block", range(5))
def test_a_clock_that_was_stopped_and_extended_ends_where_the_walk_ends(block):
    plain = history("clock: question-on-practice", "with: a, on: 2024-01-02, by: letter, filed: true")
    for seed in range(block * 100, block * 100 + 100):
        chance = Random(seed)
        received = date(2023, 8, 1) + timedelta(days=chance.randrange(700))
        on = received + timedelta(days=chance.randrange(120))
        pauses = []
        for _ in range(chance.randrange(3)):
            begin = received + timedelta(days=chance.randrange(12))
            pauses.append(Pause("kr.hearing", begin, begin + timedelta(days=chance.randrange(6))))
        days = {
            one.begin + n * ONE
            for one in pauses
            if one.begin <= on
            for n in range((min(one.end, on) - one.begin).days + 1)
        }
        matter = structs.replace(plain.matters["m"], pauses=tuple(pauses))
        contacts = [structs.replace(plain.contacts[0], day=received)]
        due = walked(received, 7, days, on)
        told = due - timedelta(days=chance.randrange(4))
        if received < told <= on and chance.random() < 0.7:
            longest = walked(received, 14, days, on)
            until = told + timedelta(days=chance.randrange(1, 30))
            contacts.append(
                structs.replace(
                    contacts[0], filed=False, day=told, answer="extension", answered=told, in_writing=True, until=until
                )
            )
            due = max(due, min(until, longest))
        told_all = structs.replace(plain, matters={"m": matter}, contacts=tuple(contacts))
        assert clocks_of(told_all, law(), on)[0].due == due, seed
