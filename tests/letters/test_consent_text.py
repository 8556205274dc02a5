"""Consents written and read back are the same consents."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from letters.drafts import FIRST, LAST, MATTER, MINISTER, fact_names, setting
from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.letters.consent import Consent
from safeconduct.letters.consent_text import consents_text
from safeconduct.letters.from_yaml import consents_from_text

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
@settings(max_examples=60, deadline=None)
def test_consents_are_the_same_when_they_are_written_and_read(consents):
    person = setting().person
    text = consents_text(person.label, consents)
    read = consents_from_text(text_from_bytes(text.encode(), "x"), person, setting().law)
    assert read == consents
