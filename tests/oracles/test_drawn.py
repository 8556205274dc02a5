"""Drawn cases, in portions: our answer, other people's planners, trying everything and the referee agree on each of them.

SAFECONDUCT_CASES says how many cases are drawn (20; 1,000 in `.ci/run`). A difference is kept in `found/` and tried again from then on.
"""

import os

import pytest

from oracles import found
from oracles.checks import BY_PLANNERS, BY_TRYING, CHECKS, Check
from oracles.compared import Case
from oracles.drawn import drawn_rules
from oracles.found import Found
from safeconduct.routes.model import Routes

CASES = int(os.environ.get("SAFECONDUCT_CASES", "20"))
PORTION = 20
PORTIONS = range(0, CASES, PORTION)
LOOKED_AT = 200  # for how many have a way: as many as are solved in a quarter of a minute


def differences(first: int, checks: dict[str, Check]) -> list[str]:
    """Return every difference in one portion of cases, each kept as a file."""
    seen = []
    for number in range(first, first + PORTION):
        case = Case(drawn_rules(number))
        for name, check in checks.items():
            says = check.differences(case, number) if number % check.every == check.first else []
            if says:
                seen += [f"{found.keep(Found(name, number, tuple(says), case.rules)).name}: {one}" for one in says]
    return seen


@pytest.mark.parametrize("first", PORTIONS)
def test_other_planners_agree(first: int, planners: None) -> None:
    assert differences(first, BY_PLANNERS) == []


@pytest.mark.parametrize("first", PORTIONS)
def test_trying_everything_agrees(first: int) -> None:
    assert differences(first, BY_TRYING) == []


def test_at_least_half_of_the_first_cases_have_a_way() -> None:
    solutions = [Case(drawn_rules(number)).solution for number in range(min(CASES, LOOKED_AT))]
    assert 2 * sum(isinstance(one, Routes) for one in solutions) >= len(solutions)


def test_what_once_differed_agrees(planners: None) -> None:
    kept = [found.read(place) for place in found.kept()]
    assert [says for one in kept for says in CHECKS[one.check].differences(Case(one.rules), one.number)] == []
