"""Nothing of the person stands in a letter but what a consent of that day, to that authority, in that matter covers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from letters.drafts import (
    FIRST,
    LAST,
    MATTER,
    MINISTER,
    MOTHER,
    TODAY,
    consent,
    days_told,
    fact_names,
    setting,
)
from safeconduct.law.model import Words
from safeconduct.letters.consent import Consent, Export, NoConsentError, agreed, covered, exports_under, released
from safeconduct.letters.from_case import NotToldError, letter_of
from safeconduct.letters.model import Kind
from safeconduct.letters.text import text_of
from safeconduct.person.statements import bare, written

FACTS = ("born", "male", "home(KR)", "parent(mother)")
AUTHORITIES = ("kr.a", "kr.b")
MATTERS = ("kr.x", "kr.y(mother)")
DAYS = st.integers(0, 20).map(lambda days: FIRST + timedelta(days=days))


def some(values):
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


CONSENTS = st.lists(
    st.builds(
        Consent, some(FACTS), st.sampled_from(AUTHORITIES), st.sampled_from(MATTERS), DAYS, DAYS, st.none() | DAYS
    )
)


def may_go(fact, recipients, matter, on, consents):
    """The definition in full: each recipient has a consent of their own that counts."""
    return recipients != () and all(
        any(
            fact in one.facts
            and one.to == to
            and one.matter == matter
            and one.given <= on <= one.until
            and not (one.withdrawn is not None and one.withdrawn <= on)
            for one in consents
        )
        for to in recipients
    )


@given(some(FACTS), CONSENTS, some(AUTHORITIES), st.sampled_from(MATTERS), DAYS)
def test_a_fact_outside_every_consent_raises_and_any_other_is_released(wanted, consents, recipients, matter, on):
    outside = tuple(fact for fact in wanted if not may_go(fact, recipients, matter, on, consents))
    if outside:
        with pytest.raises(NoConsentError) as refused:
            released(wanted, consents, recipients, matter, on)
        assert refused.value.facts == outside
    else:
        assert released(wanted, consents, recipients, matter, on) == wanted


@given(CONSENTS, some(AUTHORITIES), st.sampled_from(MATTERS), DAYS)
def test_what_is_covered_is_what_the_definition_lets_go(consents, recipients, matter, on):
    assert set(covered(consents, recipients, matter, on)) == {
        fact for fact in FACTS if may_go(fact, recipients, matter, on, consents)
    }


@given(st.data())
def test_a_letter_holds_the_facts_under_consent_and_no_trace_of_another(data):
    names = fact_names()
    consents = data.draw(
        st.lists(
            st.builds(
                Consent,
                some(names),
                st.sampled_from((MINISTER, "kr.minister-of-justice")),
                st.sampled_from((MATTER, "kr.passport")),
                st.just(FIRST),
                st.sampled_from((LAST, TODAY - timedelta(days=1))),
                st.sampled_from((None, TODAY, LAST)),
            ),
            max_size=3,
        ).map(tuple)
    )
    letter = letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), consents, TODAY)
    text = text_of(letter, "en", 1_000)
    allowed = {name for name in names if may_go(name, (MINISTER,), MATTER, TODAY, consents)}
    assert set(letter.facts) <= allowed
    assert days_told(text, "ko") == set(letter.facts) == days_told(text, "en")


def test_a_relative_is_named_only_where_a_consent_speaks_of_them():
    without = text_of(letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (), TODAY), "en")
    agreed = text_of(letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (consent(),), TODAY), "en")
    assert MOTHER.ko not in without and MOTHER.en not in without and "가족 접촉" in without
    assert MOTHER.ko in agreed


def test_a_consent_withdrawn_stops_the_next_letter_and_lists_those_before():
    given, taken_back = consent("male"), consent("male", withdrawn=TODAY)
    before = TODAY - timedelta(days=1)
    assert letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (taken_back,), before).facts == ("male",)
    with pytest.raises(NoConsentError):
        letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (taken_back,), TODAY, facts=("male",))
    sent = Export(before, "receipt-demand", MATTER, (MINISTER,), ("male",), "0" * 64)
    elsewhere = Export(before, "receipt-demand", MATTER, ("kr.minister-of-justice",), ("male",), "0" * 64)
    assert exports_under(taken_back, (sent, elsewhere)) == exports_under(given, (sent,)) == (sent,)


def test_a_fact_that_the_case_does_not_know_is_not_told():
    unknown = next(one for one in setting().person.statements if one.value is None)
    name = unknown.fact.name + (f"({','.join(unknown.fact.arguments)})" if unknown.fact.arguments else "")
    assert letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (consent(name),), TODAY).facts == ()
    with pytest.raises(NotToldError):
        letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (consent(name),), TODAY, facts=(name,))


def test_a_consent_that_has_ended_covers_nothing():
    assert covered((consent("male"),), (MINISTER,), MATTER, date(2027, 1, 1)) == ()


@given(st.data())
def test_whatever_else_the_case_says_the_letter_is_the_same(data):
    """Two people who differ in everything that no consent covers get the same bytes, where the procedure is named."""
    shared = tuple(data.draw(st.lists(st.sampled_from(fact_names()), unique=True)))
    one = setting()
    kept = tuple(fact for fact in one.person.statements if bare(written(fact.fact)) in shared)
    names = {bare(written(fact.fact)) for fact in kept}
    relatives = (
        {name: Words("another", "다른이름") for name in one.person.relatives} if not names else one.person.relatives
    )
    other = one._replace(person=replace(one.person, statements=kept, label="other", wishes=(), nevers=()))
    other = other._replace(naming=one.naming._replace(relatives=relatives))
    consents = (consent(*shared),) if shared else ()
    for kind, by in ((Kind.TRANSFER_DEMAND, "kr.transfer-of-petition"), (Kind.OBJECTION, "kr.general-objection")):
        first, second = (letter_of(kind, MATTER, who, consents, TODAY, by=by) for who in (one, other))
        assert text_of(first, "en") == text_of(second, "en")
        assert (first.rows, first.facts) == (second.rows, second.facts)


def test_a_fact_that_is_only_likely_is_named_before_signing():
    likely = next(one for one in setting().person.statements if one.confidence == "likely" and one.value is not None)
    name = bare(written(likely.fact))
    letter = letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (consent(name),), TODAY)
    assert letter.facts == (name,)
    assert any(one.en.startswith("The case has this as likely, not as sure: ") for one in letter.before)


def test_a_relative_is_named_only_if_all_who_read_of_them_may_know():
    assert not agreed((consent(),), (MINISTER, "kr.minister-of-justice"), MATTER, TODAY)
    assert not agreed((consent(),), (), MATTER, TODAY)
    assert agreed(
        (consent(), consent(to="kr.minister-of-justice")), (MINISTER, "kr.minister-of-justice"), MATTER, TODAY
    )


def test_a_relative_is_mine_in_a_letter_as_they_are_yours_elsewhere():
    text = text_of(letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (consent("parent(mother)"),), TODAY), "en", 1_000)
    assert "is my parent" in text and "본인의 부모이다" in text and "your" not in text.partition("The facts")[2]
