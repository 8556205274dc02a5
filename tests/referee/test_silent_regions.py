"""A region that is silent about what can happen by itself, or by assuming, proves nothing: the referee refuses it."""

import pytest
from msgspec.structs import replace

from routes.permits import APPLICATION, PERMITTED, permit_rules
from safeconduct.referee.region import check_region
from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import Region, Routes
from safeconduct.rules.model import Change, Is, Line, Operator, Rules
from safeconduct.terms.truth import Truth

PENDING, GRANTED, REFUSED, UNANSWERED = APPLICATION


def pending_rules(*, filed: int | None = 0) -> Rules:
    """The permit was applied for before the day of the question (`filed` days; None: nobody knows when) and cannot be applied for again."""
    rules = permit_rules()
    values, since = list(rules.values), list(rules.since)
    values[PENDING] = values[1] = Truth.TRUE
    since[PENDING] = 0 if filed is None else rules.today - filed
    return replace(rules, values=tuple(values), since=tuple(since))


@pytest.mark.parametrize("filed", [0, 5, 400, None])
def test_what_was_filed_before_is_decided_though_it_cannot_be_filed_again(filed):
    found = solve(pending_rules(filed=filed))
    assert isinstance(found, Routes)
    last = found.groups[0].policy.route.steps[-1]
    assert (last.kind, last.index) == ("granted", 0)


@pytest.mark.parametrize("atoms", [(), (PERMITTED,), (PERMITTED, GRANTED)])
def test_what_is_pending_already_must_be_listed(atoms):
    region = Region(atoms, 1, b"\0" * ((len(atoms) + 7) // 8))
    assert check_region(pending_rules(), region) == ["apply is pending already, but not listed"]


def test_what_is_pending_already_leads_out_of_a_region_that_lists_it():
    region = Region((PERMITTED, PENDING), 1, b"\2")
    assert any("lead" in problem for problem in check_region(pending_rules(), region))


def test_a_pending_application_that_is_left_open_may_be_decided_in_every_row():
    region = Region((PERMITTED, 1), 2, b"\0\2", either=(*APPLICATION, 6, 7, 8, 9))
    assert set(check_region(permit_rules(), region)) == {
        "apply can lead out of the region",
        "object can lead out of the region",
    }


def test_what_may_be_assumed_cannot_be_listed():
    act = Operator("go", "go", (), "act", (Line("go if", Is(1)),), (Change(0, True),))
    rules = replace(
        permit_rules(),
        atoms=("there", "known"),
        values=(Truth.FALSE, Truth.UNKNOWN),
        since=(0, 0),
        operators=(act,),
        decisions=(),
        goal=Is(0),
    )
    assert isinstance(solve(rules), Routes)
    (problem,) = check_region(rules, Region((0, 1), 1, b"\0"))
    assert problem.startswith("known is listed")
