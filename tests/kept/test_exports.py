"""What is kept of a letter that leaves: its facts, its bytes as a hash, and the consents under which they went."""

from datetime import date
from hashlib import sha256

from msgspec.structs import replace

from safeconduct.kept.exports import drafted, gone_under, sent
from safeconduct.letters.consent import Consent
from safeconduct.letters.model import Kind, Letter

DAY = date(2026, 11, 26)
CONSENT = Consent(("a", "b"), "kr.x", "kr.m", date(2026, 1, 1), date(2027, 1, 1))
DRAFT = Letter(Kind.APPLICATION, "kr.m", "kr.m", ("kr.x",), (), ("a",))
OTHERS = (
    replace(CONSENT, to="kr.y"),
    replace(CONSENT, matter="kr.n"),
    replace(CONSENT, facts=("c",)),
    replace(CONSENT, until=date(2026, 11, 25)),
    replace(CONSENT, withdrawn=DAY),
)


def test_a_draft_is_kept_with_the_consents_under_which_its_facts_go():
    kept = drafted(DRAFT, "txt", b"bytes", (*OTHERS, CONSENT), DAY)
    assert kept.consents == (CONSENT,)
    assert kept.export.facts == ("a",)
    assert kept.export.fingerprint == sha256(b"bytes").hexdigest()


def test_a_letter_without_facts_goes_under_no_consent():
    assert drafted(replace(DRAFT, facts=()), "txt", b"", (CONSENT,), DAY).consents == ()


def test_what_was_sent_is_what_was_drafted_on_its_own_day():
    kept = drafted(DRAFT, "txt", b"bytes", (CONSENT,), DAY)
    later = sent(kept, date(2026, 12, 1))
    assert (later.state, later.export.day) == ("sent", date(2026, 12, 1))
    assert later.export.fingerprint == kept.export.fingerprint and later.consents == kept.consents


def test_what_went_under_a_consent_is_found_also_when_it_was_withdrawn_that_day():
    letters = (drafted(DRAFT, "txt", b"", (CONSENT,), DAY), drafted(DRAFT, "txt", b"", OTHERS, DAY))
    assert gone_under(replace(CONSENT, withdrawn=DAY), letters) == [0]
    assert gone_under(replace(CONSENT, to="kr.y"), letters) == []
