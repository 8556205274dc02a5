"""The offices that sent somebody on stand in the letter that asks who is in charge."""

from datetime import date

import pytest
from msgspec import structs

from letters.drafts import MATTER, TODAY, consent, setting
from safeconduct.casework.model import Contact, History, Matter, Unit
from safeconduct.kept.offices import agreed_to, details_known, matters_sent_on, units_asked
from safeconduct.law.model import Words
from safeconduct.letters.from_case import AGENCY, letter_of
from safeconduct.letters.model import Kind, Role
from safeconduct.letters.template import template_of

HISTORY = History(
    "K",
    TODAY,
    {name: Unit(name, Words(f"Desk {name}", f"{name}과"), "ministry") for name in "AB"},
    {"m": Matter("m", Words("m", "m"), procedure="kr.contact-report")},
    (
        Contact("m", "A", date(2026, 11, 2), "visit", answer="disclaimer", answered=date(2026, 11, 3)),
        Contact("m", "B", date(2026, 11, 9), "call", answer="transfer", answered=date(2026, 11, 10)),
        Contact("m", "B", date(2026, 11, 12), "call", answer="notice", answered=date(2026, 11, 12)),
    ),
)

LAW = setting().law


def test_each_office_that_sent_on_is_named_with_its_day():
    draft = letter_of(Kind.COMPETENCE, MATTER, setting(), (consent("male"),), TODAY)
    assert units_asked(draft, HISTORY, LAW) == Words(
        "Desk A (on 3 November 2026), Desk B (on 10 November 2026)", "A과 (2026년 11월 3일), B과 (2026년 11월 10일)"
    )
    assert agreed_to(draft, (consent("male"),), TODAY) and not agreed_to(draft, (), TODAY)


def test_where_two_relatives_may_be_meant_the_slot_is_left():
    two = structs.replace(HISTORY, matters={**HISTORY.matters, "n": structs.replace(HISTORY.matters["m"], name="n")})
    draft = letter_of(Kind.COMPETENCE, MATTER, setting(), (), TODAY)
    assert units_asked(draft, two, LAW) is None
    other = letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (), TODAY)
    assert units_asked(other, HISTORY, LAW) is None


def test_the_offices_of_every_matter_of_a_procedure_about_nobody_else_are_named():
    visit = structs.replace(HISTORY.matters["m"], procedure="kr.north-visit-approval")
    again = structs.replace(visit, name="n")
    contacts = (*HISTORY.contacts, structs.replace(HISTORY.contacts[0], matter="n", answered=date(2026, 11, 20)))
    two = structs.replace(HISTORY, matters={"m": visit, "n": again}, contacts=contacts)
    draft = letter_of(Kind.COMPETENCE, "kr.north-visit-approval", setting(), (), TODAY)
    told = units_asked(draft, two, LAW)
    assert told is not None
    assert told.en == "Desk A (on 3 November 2026), Desk B (on 10 November 2026), Desk A (on 20 November 2026)"


def test_a_matter_that_has_only_a_clock_is_of_the_procedure_for_which_that_runs():
    asked = Matter("m", Words("m", "m"), clock="kr.question-on-practice")
    history = structs.replace(HISTORY, matters={"m": asked})
    draft = letter_of(Kind.COMPETENCE, "kr.question-on-practice", setting(), (), TODAY)
    told = units_asked(draft, history, LAW)
    assert told is not None and told.ko == "A과 (2026년 11월 3일), B과 (2026년 11월 10일)"
    assert matters_sent_on(history, LAW) == {"m": "kr.question-on-practice"}
    visit = letter_of(Kind.COMPETENCE, "kr.north-visit-approval", setting(), (), TODAY)
    assert units_asked(visit, history, LAW) is None


FILED = structs.replace(
    HISTORY,
    units={name: structs.replace(unit, agency="통일부") for name, unit in HISTORY.units.items()},
    contacts=(
        Contact("m", "A", date(2026, 11, 1), "letter", filed=True, receipt="2026-7"),
        HISTORY.contacts[0],
        Contact("m", "B", date(2026, 11, 5), "visit", filed=True, answer="disclaimer", answered=date(2026, 11, 6)),
    ),
)
DAYS = {"filed": "5 November 2026", "requested": "5 November 2026", "answered": "6 November 2026", "unit": "Desk B"}
LAST = {**DAYS, "number": "2026-7", "units": "Desk A (on 3 November 2026), Desk B (on 6 November 2026)"}


@pytest.mark.parametrize("kind", Kind)
def test_what_the_contacts_know_of_the_blanks_stands_in_the_letter(kind):
    draft = letter_of(kind, MATTER, setting(), (consent("male"),), TODAY)
    known = details_known(draft, FILED, LAW)
    expected = {**LAST, "filed": "1 November 2026"} if kind is Kind.COMPETENCE else LAST
    assert {name: words.en for name, words in known.items() if name != AGENCY} == {
        name: words for name, words in expected.items() if name in template_of(kind).blanks
    }
    text = " ".join(row.words.en for row in letter_of(kind, MATTER, setting(), (), TODAY, details=known).rows)
    assert all(words.en in text for name, words in known.items() if name not in (AGENCY, "requested"))


def test_an_agency_that_the_law_does_not_name_is_a_blank_or_called_as_the_contacts_call_it():
    def addressee(**known: Words) -> str:
        letter = letter_of(
            Kind.COMPETENCE,
            "kr.question-on-practice",
            setting(),
            (),
            TODAY,
            by="kr.settle-competence-inside-agency",
            details=known,
        )
        return next(row.words.ko for row in letter.rows if row.role is Role.ADDRESSEE)

    asked = structs.replace(FILED.matters["m"], procedure="kr.question-on-practice")
    history = structs.replace(FILED, matters={"m": asked})
    draft = letter_of(Kind.COMPETENCE, "kr.question-on-practice", setting(), (), TODAY)
    assert addressee() == "[해당 행정기관] 귀중"
    assert addressee(agency=details_known(draft, history, LAW)[AGENCY]) == "통일부 귀중"
    by_key = structs.replace(history, units=HISTORY.units)
    assert AGENCY not in details_known(draft, by_key, LAW)
