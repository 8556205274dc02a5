"""Regions: the proof by values alone, in arrays."""

import pytest
from msgspec.structs import replace

from graph.test_harmless import with_documents
from safeconduct.referee.no_route import check
from safeconduct.routes.model import Region
from safeconduct.routes.whole import find_region


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
