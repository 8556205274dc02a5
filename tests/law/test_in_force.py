from datetime import date

import pytest

from lawbook import cases
from safeconduct.law.in_force import dates_left, in_force, is_seen, meet
from safeconduct.law.model import InForce

ASKED = date(2013, 6, 1)


@pytest.mark.parametrize(
    ("dates", "seen"),
    [
        (InForce(), True),
        (InForce(start=date(2013, 6, 1)), True),  # the first day is included
        (InForce(end=date(2013, 6, 1)), True),  # and the last
        (InForce(end=date(2013, 5, 31)), False),
        (InForce(start=date(2013, 6, 2)), False),  # a change is not seen before it is in force
        (InForce(start=date(2014, 1, 1), known=date(2013, 6, 1)), True),  # unless it is promulgated
        (InForce(start=date(2014, 1, 1), known=date(2013, 6, 2)), False),
        (InForce(start=date(2012, 1, 1), end=date(2013, 1, 1), known=date(2010, 1, 1)), False),
    ],
)
def test_a_rule_is_seen(dates, seen):
    assert is_seen(dates, ASKED) is seen


@pytest.mark.parametrize(
    ("dates", "left"),
    [
        (InForce(start=date(2011, 1, 1)), InForce()),
        (InForce(start=date(2014, 1, 1), known=date(2013, 1, 1)), InForce(start=date(2014, 1, 1))),
        (InForce(end=date(2020, 12, 31)), InForce()),  # nobody knew in 2013 that it would end
        (InForce(end=date(2013, 12, 31), known=date(2013, 5, 1)), InForce(end=date(2013, 12, 31))),
        (
            InForce(date(2012, 1, 1), date(2013, 12, 31), known=date(2011, 5, 1)),
            InForce(),
        ),  # known of the beginning only
        (InForce(date(2012, 1, 1), date(2013, 12, 31), end_known=date(2011, 5, 1)), InForce(end=date(2013, 12, 31))),
    ],
)
def test_only_dates_that_matter_later_are_left(dates, left):
    assert dates_left(dates, ASKED) == left


def test_rules_meet_on_a_common_day():
    assert meet(InForce(end=date(2013, 1, 1)), InForce(start=date(2013, 1, 1)))
    assert not meet(InForce(end=date(2013, 1, 1)), InForce(start=date(2013, 1, 2)))


@pytest.fixture(scope="module")
def law():
    return cases.law_from_sources(cases.sample()).law


def test_a_list_keeps_the_entries_of_the_day(law):
    before, between, after = (
        in_force(law, date(year, 6, 1)).procedures["sample.permit"] for year in (2013, 2017, 2026)
    )
    assert [within.period is None for within in before.within] == [False]
    assert [(within.period is None, within.in_force.start) for within in between.within] == [
        (False, None),
        (True, date(2018, 1, 1)),
    ]
    assert [within.period is None for within in after.within] == [True]
    assert len(before.receives) == 1 and len(after.receives) == 2


def test_an_exception_is_seen_from_its_day_on(law):
    line = lambda year: in_force(law, date(year, 1, 1)).procedures["sample.permit"].conditions[1]  # noqa: E731
    assert (len(line(2014).unless), len(line(2015).unless)) == (0, 1)


def test_a_definition_has_the_version_of_the_day_and_one_known_to_come(law):
    versions = lambda day: [v.in_force.start for v in in_force(law, day).definitions["family_near"]]  # noqa: E731
    assert versions(date(2019, 1, 1)) == [None]
    assert versions(date(2019, 7, 1)) == [None, date(2020, 1, 1)]
    assert versions(date(2020, 1, 1)) == [None]


def test_asking_twice_for_one_day_changes_nothing(law):
    day = date(2017, 6, 1)
    assert in_force(in_force(law, day), day).procedures.keys() == in_force(law, day).procedures.keys()
