"""The offices that sent somebody on stand in the letter that asks who is in charge."""

from datetime import date

from msgspec import structs

from letters.drafts import MATTER, TODAY, consent, setting
from safeconduct.casework.model import Contact, History, Matter, Unit
from safeconduct.kept.drafts import agreed_to, units_asked
from safeconduct.law.model import Words
from safeconduct.letters.from_case import letter_of
from safeconduct.letters.model import Kind

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


def test_each_office_that_sent_on_is_named_with_its_day():
    draft = letter_of(Kind.COMPETENCE, MATTER, setting(), (consent("male"),), TODAY)
    assert units_asked(draft, HISTORY) == Words(
        "Desk A (on 3 November 2026), Desk B (on 10 November 2026)", "A과 (2026년 11월 3일), B과 (2026년 11월 10일)"
    )
    assert agreed_to(draft, (consent("male"),), TODAY) and not agreed_to(draft, (), TODAY)


def test_where_two_matters_may_be_meant_the_slot_is_left():
    two = structs.replace(HISTORY, matters={**HISTORY.matters, "n": structs.replace(HISTORY.matters["m"], name="n")})
    draft = letter_of(Kind.COMPETENCE, MATTER, setting(), (), TODAY)
    assert units_asked(draft, two) is None
    other = letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (), TODAY)
    assert units_asked(other, HISTORY) is None
