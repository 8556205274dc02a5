"""What is pending already will be decided: what it may grant need not be changed by anybody, and as a door it is filed, not in doubt."""

from msgspec.structs import replace

from routes.permits import APPLICATION, OBJECTION, PERMITTED, permit_rules
from safeconduct.routes.doors import doors_of
from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import NoRoute
from safeconduct.rules.model import Change, Is, Line, Operator
from safeconduct.terms.truth import Truth

CLOSED, THERE = 10, 11


def test_what_a_pending_remedy_may_grant_is_no_part_of_an_opening():
    """`go` needs the permit, which the pending objection may grant, and a fact that nothing brings about."""
    rules = permit_rules()
    apply, objection = rules.operators
    lines = (Line("go permitted", Is(PERMITTED)), Line("go closed", Is(CLOSED)))
    values, since = [*rules.values, Truth.FALSE, Truth.FALSE], [*rules.since, 0, 0]
    values[OBJECTION[0]], since[OBJECTION[0]] = Truth.TRUE, rules.today - 5
    shut = Line("apply never", Is(CLOSED), waivable=False)
    found = solve(
        replace(
            rules,
            atoms=(*rules.atoms, "closed", "there"),
            values=tuple(values),
            since=tuple(since),
            operators=(
                replace(apply, lines=(*apply.lines, shut)),
                replace(objection, kind="remedy", target="apply"),
                Operator("go", "go", (), "act", lines, (Change(THERE, True),)),
            ),
            goal=Is(THERE),
        )
    )
    assert isinstance(found, NoRoute)
    assert found.openings.complete
    assert [one.lines for one in found.openings.found] == [("go closed",)]


def test_the_door_of_what_was_filed_says_so():
    rules = permit_rules()
    values, since = list(rules.values), list(rules.since)
    values[APPLICATION[0]], since[APPLICATION[0]] = Truth.TRUE, rules.today - 5
    states = {door.procedure: door.state for door in doors_of(replace(rules, values=tuple(values), since=tuple(since)))}
    assert states["apply"] == "filed"
    assert {door.procedure: door.state for door in doors_of(rules)}["apply"] == "open"
