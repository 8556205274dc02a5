"""Consents written and read back are the same consents."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from letters.drafts import FIRST, LAST, MATTER, MINISTER, fact_names, setting
from safeconduct.law.model import Procedure, Ref
from safeconduct.law.names import FACTS_OF_PROCEDURES
from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.letters.consent import Consent
from safeconduct.letters.consent_text import consents_text
from safeconduct.letters.from_yaml import consents_from_text
from safeconduct.person.statements import bare, written
from trying import examples

DAYS = st.dates(FIRST, LAST)
CONSENTS = st.builds(
    lambda facts, to, matter, given, days, withdrawn: Consent(
        tuple(dict.fromkeys(facts)), to, matter, given, given + timedelta(days), withdrawn
    ),
    st.lists(st.sampled_from(fact_names()), max_size=5),
    st.sampled_from((MINISTER, "kr.minister-of-justice")),
    st.sampled_from((MATTER, "kr.information-request")),
    DAYS,
    st.integers(0, 400),
    st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)


@given(st.lists(CONSENTS, max_size=4))
@settings(max_examples=examples(60), deadline=None)
def test_consents_are_the_same_when_they_are_written_and_read(consents):
    person = setting().person
    text = consents_text(person.label, consents)
    read = consents_from_text(text_from_bytes(text.encode(), "x"), person, setting().law)
    assert read == consents


def facts_of_the_law() -> list[str]:
    """Return every fact that a case can state, of every application what became of it, as consents carry them."""
    law = setting().law
    of_kind = {"country": ("KR",), "relative": ("mother",), "procedure": tuple(map(ground, law.procedures.values()))}
    stated = [
        Ref(fact.name, arguments)
        for fact in law.facts.values()
        for arguments in product(*(of_kind[kind] for kind in fact.parameters))
    ]
    applications = [one for one in law.procedures.values() if one.kind == "application"]
    became = [Ref(name, (one.name, *arguments_of(one))) for name in FACTS_OF_PROCEDURES for one in applications]
    return [bare(written(ref)) for ref in (*stated, *became)]


def arguments_of(procedure: Procedure) -> tuple[str, ...]:
    return tuple({"country": "KR", "relative": "mother"}[kind.split(":")[-1].strip()] for kind in procedure.parameters)


def ground(procedure: Procedure) -> str:
    arguments = arguments_of(procedure)
    return f"{procedure.name}({', '.join(arguments)})" if arguments else procedure.name


def test_a_consent_can_be_about_every_fact_of_the_law():
    facts = facts_of_the_law()
    assert any(fact.startswith("refused(kr.contact-report,mother") for fact in facts) and len(facts) > 1_000
    consent = Consent(tuple(facts), MINISTER, MATTER, FIRST, LAST)
    person = setting().person
    text = consents_text(person.label, [consent])
    assert consents_from_text(text_from_bytes(text.encode(), "x"), person, setting().law) == [consent]
