"""The chance of a way: told where every decision that may fall badly was counted, and nowhere else."""

import pytest

from answers.surveys import DAY, PERMIT, Isle, with_counts
from safeconduct.answers.chances import chance_of
from safeconduct.answers.model import Chance
from safeconduct.answers.setting import setting_of
from safeconduct.routes.model import Cost, Route

AUDIENCE, REGISTRATION = "isle.audience", "isle.registration(ZT)"
COUNTED = {PERMIT: (12, 10), AUDIENCE: (4, 3)}


def chance(isle: Isle, counts: dict[str, tuple[int, int | None]], *granted: str, source: str = "s") -> Chance | None:
    law = with_counts(isle.law, counts, source)
    route = Route(tuple(isle.step(0, "granted", name) for name in granted), DAY, Cost())
    return chance_of(route, isle.rules, setting_of(law, isle.person, isle.rules, isle.compiled.goals))


def test_ten_of_twelve_are_about_83_percent_between_51_and_98(isle):
    found = chance(isle, COUNTED, PERMIT)
    assert found is not None
    assert (found.about, found.at_least, found.at_most) == (0.8333, 0.5159, 0.9791)  # tables of Clopper and Pearson
    assert "about 83 %, between 51 and 98 %" in found.words.en


def test_two_decisions_must_both_fall_well(isle):
    found = chance(isle, COUNTED, AUDIENCE, PERMIT)
    assert found is not None
    assert found.about == pytest.approx(10 / 12 * 3 / 4)
    assert [(one.asked, one.granted) for one in found.counts] == [(4, 3), (12, 10)]


def test_the_bounds_of_two_counts_are_wider_than_their_own(isle):
    both, one, other = (chance(isle, COUNTED, *names) for names in ((PERMIT, AUDIENCE), (PERMIT,), (AUDIENCE,)))
    assert both.at_least < one.at_least * other.at_least
    assert both.at_most > one.at_most * other.at_most


def test_the_same_decision_twice_must_fall_well_twice(isle):
    found = chance(isle, COUNTED, PERMIT, PERMIT)
    assert found is not None
    assert found.about == pytest.approx((10 / 12) ** 2, abs=1e-4)
    assert len(found.counts) == 1


def test_one_decision_that_nobody_counted_leaves_the_chance_untold(isle):
    assert chance(isle, {PERMIT: (12, 10)}, PERMIT, AUDIENCE) is None


@pytest.mark.parametrize("counts", [(12, None), (0, 0), (3, 4), (10**12, 1)])
def test_counts_that_do_not_say_what_was_granted_give_no_chance(isle, counts):
    assert chance(isle, {PERMIT: counts}, PERMIT) is None


def test_counts_that_nobody_answers_for_give_no_chance(isle):
    assert chance(isle, COUNTED, PERMIT, source="") is None


def test_a_right_is_no_matter_of_chance(isle):
    assert chance(isle, {"isle.registration": (12, 10)}, REGISTRATION) is None


def test_a_right_beside_a_counted_decision_changes_no_chance(isle):
    assert chance(isle, COUNTED, REGISTRATION, PERMIT) == chance(isle, COUNTED, PERMIT)
