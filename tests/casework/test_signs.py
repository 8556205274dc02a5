"""What the Korean lawbook makes of findings: facts, rules broken, and ways out that the ordinary rules open."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from msgspec import structs

from casework.stories import history, law
from safeconduct.casework.facts import statement
from safeconduct.casework.findings import findings_of
from safeconduct.casework.signs import meanings_of
from safeconduct.casework.ways import Standings
from safeconduct.law.in_force import in_force
from safeconduct.law.keys import PATTERNS
from safeconduct.law.model import Ref, Words
from safeconduct.person.from_yaml import read_person
from safeconduct.person.model import Person
from safeconduct.routes.doors import doors_of
from safeconduct.rules.from_law import compile_rules

CASES = Path(__file__).parents[2] / "cases"
ON = date(2026, 11, 26)
QUESTION = "clock: question-on-practice"
SIGNS = [name for name, sign in law().owed.signs.items() if sign.in_force.end is None]


def signs(matter: str, *contacts: str, on: date = ON) -> list[str]:
    found = findings_of(history(matter, *contacts), law(), on)
    return [one.sign.name.removeprefix("kr.") for one in meanings_of(found, law(), on)]


def test_every_pattern_has_a_sign():
    assert {sign.pattern for sign in law().owed.signs.values()} == set(PATTERNS)


@pytest.mark.parametrize("name", [name for name in SIGNS if law().owed.signs[name].ways])
def test_a_way_out_is_open_once_the_facts_of_the_sign_hold(name):
    """The engine decides: the case of the motivating person, with the facts that the sign shows and no other change."""
    sign = law().owed.signs[name]
    ways = standings(sign.shows).ways_of(sign)
    assert ways[0].state in ("open", "remedy"), [(one.procedure, one.state) for one in ways]
    assert any(one.state == "open" for one in ways) or all(one.state == "remedy" for one in ways)


@cache
def standings(shows: tuple[tuple[str, object], ...]) -> Standings:
    """Return how procedures stand where these facts hold; many signs show the same."""
    person = read_person(CASES / "former-official-today.yaml", law())
    assert isinstance(person, Person)
    shown = tuple(statement(Ref(fact), value, person.as_of, Words("x", "x")) for fact, value in shows)
    kept = tuple(one for one in person.statements if one.fact not in {new.fact for new in shown})
    now = structs.replace(person, statements=(*kept, *shown))
    today = in_force(law(), person.as_of)
    return Standings(today, doors_of(compile_rules(today, now).rules))


def test_divisions_of_one_ministry_are_no_separate_agencies():
    circle = [
        "with: a, on: 2026-09-01, by: call, answer: disclaimer, to: b",
        "with: b, on: 2026-09-02, by: call, answer: disclaimer, to: a",
    ]
    assert "circle-in-one-agency" in signs(QUESTION, *circle)
    abroad = [
        "with: a, on: 2026-09-01, by: call, answer: disclaimer, to: other",
        "with: other, on: 2026-09-02, by: call, answer: disclaimer, to: a",
    ]
    assert "circle-between-agencies" in signs(QUESTION, *abroad)
    assert "circle-in-one-agency" not in signs(QUESTION, *abroad)


def test_one_agency_that_is_not_competent_is_not_several():
    """절차법 6(1) binds the one that received it; 6(2) takes two that disagree."""
    first = "with: a, on: 2026-09-01, by: call, answer: disclaimer, to: other"
    inside = "with: b, on: 2026-09-02, by: call, answer: disclaimer, to: c"
    again = "with: c, on: 2026-09-03, by: call, answer: disclaimer"
    second = "with: other, on: 2026-09-04, by: call, answer: disclaimer"
    for contacts in ((first,), (first, inside), (first, inside, again)):
        assert "not-ours-between-agencies" in signs(QUESTION, *contacts)
        assert "not-ours-by-several-agencies" not in signs(QUESTION, *contacts)
    assert "not-ours-by-several-agencies" in signs(QUESTION, first, second)
    one, several = (law().owed.signs[f"kr.not-ours-{name}"] for name in ("between-agencies", "by-several-agencies"))
    assert dict(one.shows) == {"told_another_agency_competent": True}
    assert dict(several.shows) == {"sent_between_agencies": True}


def test_a_chain_is_of_several_agencies_only_where_several_sent_on_to_another():
    """Two divisions of one ministry, and another agency that was told of and gave no answer: 절차법 6(2) takes two that disagree."""
    inside = "with: a, on: 2026-09-01, by: call, answer: disclaimer, to: b"
    onward = "with: b, on: 2026-09-02, by: call, answer: disclaimer, to: other"
    failed = "with: other, on: 2026-09-03, by: call, answer: non-answer, said: under-review"
    on_again = "with: other, on: 2026-09-03, by: call, answer: disclaimer, to: desk"
    one, several = "chain-between-agencies", "chain-by-several-agencies"
    assert one in signs(QUESTION, inside, onward, failed)
    assert several not in signs(QUESTION, inside, onward, failed)
    assert {one, several} <= set(signs(QUESTION, inside, onward, on_again))
    shown = {name: dict(law().owed.signs[f"kr.{name}"].shows) for name in (one, several)}
    assert shown == {one: {"told_another_agency_competent": True}, several: {"sent_between_agencies": True}}


def test_agencies_that_sent_on_off_the_chain_do_not_count_for_it():
    before = "with: other, on: 2026-08-03, by: call, answer: disclaimer, to: desk"
    chain = (
        "with: a, on: 2026-09-01, by: call, answer: disclaimer, to: b",
        "with: b, on: 2026-09-02, by: call, answer: disclaimer, to: other",
        "with: other, on: 2026-09-03, by: call, answer: non-answer, said: under-review",
    )
    assert "chain-by-several-agencies" not in signs(QUESTION, before, *chain)


def test_before_the_petitions_law_of_2016_a_circle_in_one_agency_breaks_no_rule_read():
    circle = [
        "with: a, on: 2013-06-03, by: call, answer: disclaimer, to: b",
        "with: b, on: 2013-06-04, by: call, answer: disclaimer, to: a",
    ]
    assert "circle-in-one-agency-2013" in signs(QUESTION, *circle, on=date(2013, 8, 1))
    assert "circle-in-one-agency" not in signs(QUESTION, *circle, on=date(2013, 8, 1))


def test_the_words_no_precedent_open_more_in_writing_than_in_speech():
    spoken = "with: a, on: 2026-09-01, by: call, answer: non-answer, said: no-precedent"
    assert [one for one in signs(QUESTION, spoken) if "precedent" in one] == ["no-precedent"]
    written = f"{spoken}, in writing: true"
    assert [one for one in signs(QUESTION, written) if "precedent" in one] == [
        "no-precedent",
        "no-precedent-in-writing",
    ]


def test_thirty_days_without_news_are_over_on_the_thirty_first():
    """민원령 23(1): 30 days from 2 November, that day not counted, end on 2 December."""
    asked = "with: a, on: 2026-11-02, by: letter, filed: true"
    news = "with: a, on: 2026-11-20, by: letter, answer: notice, in writing: true"
    assert "no-news-for-thirty-days" not in signs(QUESTION, asked, on=date(2026, 12, 2))
    assert "no-news-for-thirty-days" in signs(QUESTION, asked, on=date(2026, 12, 3))
    assert "no-news-for-thirty-days" not in signs(QUESTION, asked, news, on=date(2026, 12, 3))


def test_an_application_that_a_law_provides_for_may_be_repeated():
    """민원법 23(1) leaves statutory petitions out."""
    twice = [f"with: a, on: 2026-11-0{day}, by: letter, filed: true" for day in (2, 3)]
    assert "asked-before" in signs(QUESTION, *twice)
    assert "asked-before" not in signs('procedure: kr.north-visit-approval, published: "working_days(7)"', *twice)


def test_a_late_answer_to_a_request_for_information_is_no_matter_for_the_petitions_decree():
    """민원령 18(1)3 speaks of the periods of 민원법 17 and 18."""
    asked = "with: a, on: 2026-10-01, by: letter, filed: true"
    assert "time-is-over-for-information" in signs("clock: information-request", asked)
    assert "time-is-over" not in signs("clock: information-request", asked)


def test_a_way_that_is_under_way_is_not_offered_as_new():
    person = read_person(CASES / "former-official-today.yaml", law())
    today = in_force(law(), person.as_of)
    doors = doors_of(compile_rules(today, person).rules)
    ways = Standings(today, doors, {"kr.information-request"}).ways_of(law().owed.signs["kr.counted-anew"])
    assert {one.procedure: one.state for one in ways}["kr.information-request"] == "filed"


def test_a_remedy_says_against_what_no_time_limit_runs():
    """행정심판법 27(7): none against an omission; 행정기본법 36(1): 30 days, against a decision only."""
    ways = Standings(in_force(law(), ON), ())
    assert ways.way("kr.administrative-appeal-oblige").standing == "remedy silence"
    assert ways.way("kr.administrative-appeal-void").standing == "remedy all"
    assert ways.way("kr.general-objection").standing == "remedy none"
