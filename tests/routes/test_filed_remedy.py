"""A remedy that is pending already will be decided: what it may grant need not be changed by anybody."""

from msgspec.structs import replace

from routes.permits import OBJECTION, PERMITTED, permit_rules
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
