"""Searched without idle remedies: the answer is that of all rules, and the referee, who has all of them, takes it."""

from collections import Counter

import pytest
from msgspec.structs import replace

from oracles.brute import brute_routes
from oracles.drawn_remedies import drawn
from safeconduct.navigator import Quest
from safeconduct.referee.left_out import check_left_out
from safeconduct.referee.no_route import check
from safeconduct.referee.replay import replay_policy
from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import NoRoute, Routes, SearchStopped
from safeconduct.rules.from_law import compile_rules
from safeconduct.rules.relevance import for_goal

ANSWERED = 3
FEW = range(200)
DAYS, STEPS = 45, 4
DRAWN = range(60, 100)  # with ways after a refusal, without any, and with something pending that only remedies read


@pytest.mark.parametrize("number", DRAWN)
def test_the_answer_is_that_of_all_rules(number, tmp_path):
    law, person = drawn(number, tmp_path)
    quest = Quest(law, person)
    whole, goal = quest.ground.whole.rules, quest.ground.whole.goals[0]
    here, there = quest.answered(0, ANSWERED).solution, solve(for_goal(whole, goal), answered=ANSWERED)
    if not isinstance(there, SearchStopped):
        assert type(here) is type(there)
    if isinstance(here, Routes) and isinstance(there, Routes):
        assert costs(here) == costs(there)


# The last ones are proved impossible by rows that leave open what is pending.
@pytest.mark.parametrize("number", [*DRAWN, 7, 35, 55, 109, 111])
def test_the_referee_takes_every_way_and_every_proof(number, tmp_path):
    law, person = drawn(number, tmp_path)
    quest = Quest(law, person)
    found, whole = quest.answered(0, ANSWERED), quest.ground.whole
    ways = isinstance(found.solution, Routes)
    assert check_left_out(whole.rules, whole.goals[0], found.rules, but_idle=ways) == []
    for group in found.solution.groups if ways else ():
        assert replay_policy(found.rules, group.policy) == []
    if isinstance(found.solution, NoRoute):
        assert check(found.rules, found.solution.certificate) == []


@pytest.mark.parametrize("number", FEW)
def test_what_is_said_to_be_out_of_reach_cannot_be_reached(number, tmp_path):
    """Everything is tried over all rules, of which nothing was left out."""
    law, person = drawn(number, tmp_path, few=True)
    found, whole = Quest(law, person).answered(0, ANSWERED), compile_rules(law, person)
    if isinstance(found.solution, NoRoute):
        assert brute_routes(replace(whole.rules, goal=whole.goals[0]), DAYS, STEPS) == []


def test_few_are_enough_to_be_out_of_reach_and_not(tmp_path):
    kinds = Counter()
    for number in FEW:
        folder = tmp_path / str(number)
        folder.mkdir()
        found = Quest(*drawn(number, folder, few=True)).answered(0, ANSWERED)
        opened = any(
            change.value and change.atom == one.pending
            for one in found.rules.decisions
            for other in found.rules.decisions
            for change in other.on_grant
        )
        kinds[type(found.solution).__name__, opened] += 1
    assert min(kinds["NoRoute", False], kinds["Routes", True], kinds["Routes", False]) >= 5


def test_draws_differ(tmp_path):
    kinds = []
    for number in DRAWN:
        folder = tmp_path / str(number)
        folder.mkdir()
        found = Quest(*drawn(number, folder)).answered(0, ANSWERED)
        ways = found.solution.groups if isinstance(found.solution, Routes) else ()
        kinds.append(
            (type(found.solution).__name__, any(group.policy.branches for group in ways), bool(found.rules.filed()))
        )
    assert {"Routes", "NoRoute"} <= {kind for kind, _, _ in kinds}
    assert any(answered for _, answered, _ in kinds)
    assert any(filed for _, _, filed in kinds)


def costs(found: Routes) -> list[tuple[int, ...]]:
    """Return the costs of the routes, each once; consents of what is decided though it does not matter are not counted alike."""
    return sorted(
        {
            (group.policy.route.cost.days, group.policy.route.cost.exposure, group.policy.route.cost.money)
            for group in found.groups
        }
    )
