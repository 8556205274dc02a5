"""What each drawn case is checked against, and which of the cases are: the slower the oracle, the fewer."""

from collections.abc import Callable
from typing import NamedTuple

from oracles import by_trying, compared
from oracles.compared import Case
from oracles.scripts import as_script

Differences = Callable[[Case, int], list[str]]


class Check(NamedTuple):
    """differences: from a case and its number; every: one case in so many, the one numbered `first` the first."""

    differences: Differences
    every: int
    first: int = 0


def alone(check: Callable[[Case], list[str]]) -> Differences:
    return lambda case, _: check(case)


def for_days_and_another(check: Callable[[Case, str], list[str]]) -> Differences:
    """Return a check in two fields of the cost: days, and each other field in turn."""
    return lambda case, number: [fault for field in compared.objectives_of(number) for fault in check(case, field)]


def in_turn(check: Callable[[Case, str], list[str]], every: int) -> Differences:
    """Return a check in one field of the cost: days every other time, else each other field in turn."""
    return lambda case, number: check(case, compared.objectives_of(number)[number // every % 2])


BY_PLANNERS = {
    "kairos": Check(for_days_and_another(compared.with_kairos), 1),
    "fast-downward": Check(in_turn(compared.with_fast_downward, 10), 10),
    "clingo": Check(in_turn(compared.with_clingo, 10), 10, 1),
    "unified-planning": Check(alone(as_script), 20, 2),
    "untimed": Check(alone(compared.untimed_as_timed), 1),
}
BY_TRYING = {
    "referee": Check(alone(compared.own_faults), 1),
    "front": Check(alone(by_trying.front_on_event_days), 3),
    "every-day": Check(alone(by_trying.front_on_every_day), 6, 1),
    "openings": Check(alone(by_trying.openings), 2, 1),
    "policies": Check(alone(by_trying.policies), 4, 2),
}
CHECKS = BY_PLANNERS | BY_TRYING
