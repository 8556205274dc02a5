"""Regions: the proof by values alone, in arrays."""

import pytest
from msgspec.structs import replace

from graph.test_harmless import with_documents
from oracles.brute import brute_front
from referee.drawn_regions import drawn_rules
from safeconduct.graph.flat import flat
from safeconduct.graph.waves import waves_of
from safeconduct.referee.no_route import check
from safeconduct.referee.replay import replay
from safeconduct.routes.model import Region
from safeconduct.routes.task import Task
from safeconduct.routes.whole import find_region, routes_of
from safeconduct.rules.folded import folded

WITHOUT_A_WAY = [37, 46, 65, 67, 78, 90, 119, 148, 159, 167, 180, 182]  # seeds; no box proves that there is none
WITH_A_WAY = [3, 4, 5, 11, 12, 18, 29, 38, 43, 44, 47, 49, 56, 61]


def region_of(documents: int) -> Region:
    region = find_region(with_documents(documents, fee=1, possible=False))
    assert region is not None
    return region


@pytest.mark.parametrize("documents", [2, 3, 4])
def test_a_region_passes_the_referee(documents: int) -> None:
    region = region_of(documents)
    assert region.count > documents
    assert check(with_documents(documents, fee=1, possible=False), region) == []


@pytest.mark.parametrize("lacking", range(9))
def test_a_region_that_lacks_a_row_is_refused(lacking: int) -> None:
    region = region_of(2)
    width = (len(region.atoms) + 7) // 8
    rows = region.rows[: lacking * width] + region.rows[(lacking + 1) * width :]
    assert check(with_documents(2, fee=1, possible=False), replace(region, count=region.count - 1, rows=rows))


def test_a_region_proves_nothing_of_rules_that_have_a_way() -> None:
    assert check(with_documents(2, fee=1), region_of(2))


def test_a_region_of_another_length_is_refused() -> None:
    assert check(with_documents(2, fee=1, possible=False), replace(region_of(2), count=3))


@pytest.mark.parametrize("seed", WITHOUT_A_WAY)
def test_a_region_proves_what_no_box_does(seed: int) -> None:
    rules = drawn_rules(seed)
    region = find_region(rules)
    assert Task(rules).possible.goal_is_possible()
    assert region is not None
    assert check(rules, region) == []


@pytest.mark.parametrize("seed", WITHOUT_A_WAY)
def test_trying_everything_finds_no_way_where_a_region_says_none(seed: int) -> None:
    assert brute_front(drawn_rules(seed), horizon_days=60, max_steps=4) == []


@pytest.mark.parametrize("seed", WITHOUT_A_WAY)
def test_every_row_of_a_region_is_needed(seed: int) -> None:
    rules = drawn_rules(seed)
    region = find_region(rules)
    assert region is not None
    width = (len(region.atoms) + 7) // 8
    for lacking in range(0, region.count, max(1, region.count // 20)):
        rows = region.rows[: lacking * width] + region.rows[(lacking + 1) * width :]
        assert check(rules, replace(region, count=region.count - 1, rows=rows)), lacking


@pytest.mark.parametrize("seed", WITH_A_WAY)
def test_ways_found_in_rows_are_ways(seed: int) -> None:
    rules = drawn_rules(seed)
    rows = flat(folded(rules))
    routes = routes_of(Task(rules), rows, waves_of(rows).ways)
    assert routes
    assert [fault for route in routes for fault in replay(rules, route)] == []


@pytest.mark.parametrize("seed", WITH_A_WAY)
def test_where_there_is_a_way_there_is_no_region(seed: int) -> None:
    assert find_region(drawn_rules(seed)) is None
