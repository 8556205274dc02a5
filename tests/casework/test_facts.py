"""The facts as they are now: what contacts show, in the place of what the case said."""

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from casework.stories import history, law
from safeconduct.answers.from_routes import answer_of
from safeconduct.casework.facts import person_now
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Ref
from safeconduct.navigator import navigate
from safeconduct.person.facts import value_of
from safeconduct.person.from_yaml import read_person

CASES = Path(__file__).parents[2] / "cases"
INFORMATION, VISIT = (
    "procedure: kr.information-request",
    'procedure: kr.north-visit-approval, published: "working_days(7)"',
)
UNANSWERED = Ref("unanswered", ("kr.information-request",))


def now(matter: str, *contacts: str, on: date, case: str = "former-official-today"):
    return person_now(read_person(CASES / f"{case}.yaml", law()), history(matter, *contacts), law(), on)


def value(person, fact: str, *arguments: str):
    stated = value_of(person, Ref(fact, arguments), law())
    return stated.value, stated.since


def test_an_application_is_pending_until_its_time_is_over():
    """정보법 11: twenty working days with the extension; from 20 October 2026 they end on 16 November."""
    asked = "with: a, on: 2026-10-20, by: letter, filed: true"
    before = now(INFORMATION, asked, on=date(2026, 11, 16))
    after = now(INFORMATION, asked, on=date(2026, 11, 17))
    assert value(before, "pending", "kr.information-request") == (True, date(2026, 10, 20))
    assert value(after, "unanswered", "kr.information-request") == (True, date(2026, 11, 16))
    assert value(after, "pending", "kr.information-request")[0] is False


def test_in_2013_silence_was_a_refusal():
    """정보법 (2013) 11(5)."""
    asked = "with: a, on: 2013-05-03, by: letter, filed: true"
    person = now(INFORMATION, asked, on=date(2013, 6, 1), case="former-official")
    assert value(person, "refused", "kr.information-request") == (True, date(2013, 5, 23))


@pytest.mark.parametrize(("granted", "fact"), [("true", "granted"), ("false", "refused")])
def test_a_decision_is_a_fact_from_its_day_on(granted, fact):
    decided = f"with: a, on: 2026-11-02, by: letter, filed: true, answer: decision, answered: 2026-11-09, in writing: true, granted: {granted}"
    person = now(VISIT, decided, on=date(2026, 11, 26))
    assert value(person, fact, "kr.north-visit-approval") == (True, date(2026, 11, 9))
    assert value(person, "has_decision") == (True, date(2026, 11, 9))
    assert value(person, "only_asked")[0] is False


def test_what_was_granted_brings_what_the_procedure_brings():
    granted = "with: a, on: 2026-10-20, by: letter, filed: true, answer: decision, answered: 2026-10-30, granted: true"
    person = now(INFORMATION, granted, on=date(2026, 11, 26))
    assert value(person, "knows_precedents") == (True, date(2026, 10, 30))


def test_contacts_take_the_place_of_what_the_case_said():
    asked = "with: a, on: 2026-11-23, by: call, answer: disclaimer, to: b"
    before = read_person(CASES / "former-official-today.yaml", law())
    assert value(before, "sent_around") != (True, date(2026, 11, 23))
    person = now("clock: question-on-practice", asked, on=date(2026, 11, 26))
    assert value(person, "sent_around") == (True, date(2026, 11, 23))
    assert len([one for one in person.statements if one.fact == Ref("sent_around")]) == 1


def test_the_engine_answers_from_contacts_as_from_the_same_fact_stated_in_the_case():
    """cases/information-unanswered-today.yaml states the silence; here it follows from one contact."""
    day = date(2026, 11, 22)
    stated = read_person(CASES / "information-unanswered-today.yaml", law())
    bare = structs.replace(stated, statements=tuple(one for one in stated.statements if one.fact != UNANSWERED))
    told = history(INFORMATION, "with: a, on: 2026-10-20, by: letter, filed: true, receipt: 5")
    today = in_force(law(), day)
    one = answer_of(navigate(today, stated))
    other = answer_of(navigate(today, person_now(bare, told, law(), day)))
    ways = [
        [(route.title, route.reached, [step.procedure for step in route.steps]) for route in answer.wishes[0].routes]
        for answer in (one, other)
    ]
    assert ways[0] == ways[1]
    assert "kr.information-objection" in str(ways[0])
