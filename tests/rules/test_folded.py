"""What folding may not do: take what nobody knows for known."""

import pytest

from safeconduct.rules.folded import UnfitError, folded
from safeconduct.rules.model import All, Formula, Is, Not, Rules, Some
from safeconduct.terms.truth import Truth
from strategies import TODAY

UNKNOWN, TRUE = Is(0), Is(1)


def facts_only(goal: Formula) -> Rules:
    values = (Truth.UNKNOWN, Truth.TRUE)
    return Rules(("unknown", "true"), values, (0, TODAY), TODAY, (), (), (), (), (), (), (), (), goal)


@pytest.mark.parametrize(
    "goal", [UNKNOWN, Not(UNKNOWN), Not(Not(UNKNOWN)), All((TRUE, Not(UNKNOWN))), Not(Some((Not(TRUE), UNKNOWN)))]
)
def test_a_goal_that_hangs_on_an_unknown_fact_is_not_folded(goal: Formula) -> None:
    with pytest.raises(UnfitError):
        folded(facts_only(goal))
