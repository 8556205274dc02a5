"""An opening is taken only where its changes, and nothing else, make the way it names a way."""

import pytest
from msgspec.structs import replace

from safeconduct.referee.opening import check_opening
from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import NoRoute, Opening
from safeconduct.rules.model import Ban, Change, Exclusion, Group, Is, Line, Operator
from small_rules import small_rules

THERE, ALLOWED, PAID, OWED, HURT = range(5)
RULES = small_rules(
    ("there", "allowed", "paid", "owed", "hurt"),
    Is(THERE),
    today=738_010,
    held={OWED: 738_000},
    groups=(Group((PAID, OWED)),),
    operators=(
        Operator(
            "go",
            "go",
            (),
            "act",
            (Line("go allowed", Is(ALLOWED)), Line("go paid", Is(PAID), waivable=False)),
            (Change(THERE, True),),
            bans=(Ban(0, Is(OWED)),),
        ),
        Operator("flee", "flee", (), "offence", (Line("flee paid", Is(PAID)),), (Change(HURT, True),)),
    ),
    exclusions=(Exclusion("owing", None), Exclusion("hurt", Is(HURT))),
    given=(PAID,),
)


def the_opening() -> Opening:
    solution = solve(RULES)
    assert isinstance(solution, NoRoute)
    (opening,) = solution.openings.found
    return opening


def test_the_way_that_an_opening_opens_is_shown_and_taken():
    opening = the_opening()
    assert (opening.lines, opening.exclusions, opening.facts) == (("go allowed",), (), ((PAID, True),))
    assert opening.route is not None
    assert [step.index for step in opening.route.steps] == [0]
    assert check_opening(RULES, opening) == []


WRONG = {
    "no way": {"route": None},
    "too few changes": {"lines": ()},
    "a fact too few": {"facts": ()},
    "a fact that nobody gives": {"facts": ((PAID, True), (ALLOWED, True)), "lines": ()},
    "a fact that is so": {"facts": ((PAID, False),)},
    "a line that cannot be waived": {"lines": ("go allowed", "go paid"), "facts": ()},
    "a line of an offence": {"lines": ("go allowed", "flee paid")},
    "a line that is not there": {"lines": ("go allowed", "go nowhere")},
    "an exclusion that is not there": {"exclusions": ("never",)},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_what_does_not_open_is_refused(changes):
    assert check_opening(RULES, replace(the_opening(), **changes))


def test_an_exclusion_that_was_dropped_forbids_nothing():
    """With the line and the fact waived by hand, only what the person never accepts stands in the way."""
    (go, flee) = RULES.operators
    open_but_excluded = replace(RULES, operators=(replace(go, lines=()), flee))
    way = the_opening().route
    assert check_opening(open_but_excluded, Opening(exclusions=("owing",), route=way)) == []
    assert check_opening(open_but_excluded, Opening(exclusions=("hurt",), route=way))
