"""What the entries of a vault say of the case: the newest of each kind, and refusals that repeat nothing of it."""

from datetime import date

import msgspec
import pytest

from safeconduct.interview.draft import Draft, case_text
from safeconduct.kept.from_entries import (
    MistakesError,
    consents_in,
    course_in,
    history_in,
    kept_in,
    must_read_facts,
    person_in,
)
from safeconduct.kept.model import CASE, CONSENTS, CONTACTS, INTERVIEW, LETTER, Interview, Kept, Letter
from safeconduct.letters.consent import Export
from safeconduct.vault.model import Compartment, Entry, Role
from safeconduct.vault.refusals import DamagedError, ForbiddenError, RefusalError
from vault.vaults import AT, closed, new_vault
from web.sites import TODAY, isle

CASE_TEXT = """case: k-07
as of: 2024-05-03
people:
  mother: {en: canary, ko: 카나리아}
facts:
  - fact: home(KR)
    value: true
wishes:
  - leave
"""
CONTACTS_TEXT = """contacts of: k-07
as of: 2024-05-04
units:
  a: {en: Division A, ko: 가과, agency: ministry}
matters:
  m: {en: a matter, ko: 사안}
contacts:
  - {matter: m, with: a, on: 2024-05-04, by: call}
"""
CONSENTS_TEXT = "consents of: k-07\nconsents: []\n"
SENT = Letter("sent", "pdf", Export(TODAY, "application", "isle.a", ("isle.office",), (), "0" * 64))


def entries(*kinds: tuple[str, str | bytes | None]) -> list[Entry]:
    contents = [(kind, text.encode() if isinstance(text, str) else text) for kind, text in kinds]
    return [
        Entry(number, "2024-05-03T12:00:00+09:00", b"abcd", Compartment.FACTS, kind, content)
        for number, (kind, content) in enumerate(contents, 1)
    ]


def all_read(kept: Kept):
    person = person_in(kept, isle(), TODAY)
    assert person is not None
    return person, history_in(kept, person, isle()), consents_in(kept, person, isle())


def test_of_each_file_the_newest_counts_and_of_letters_each():
    letter = msgspec.json.encode(SENT)
    found = kept_in(entries((CONTACTS, "old"), (LETTER, letter), (CONTACTS, "new"), ("note", "x"), (LETTER, letter)))
    assert (found.contacts.number, found.contacts.text) == (3, "new")
    assert found.letters == (SENT, SENT)
    assert found.case is None and found.consents is None


def test_the_files_of_a_case_are_read_together():
    kept = kept_in(entries((CASE, CASE_TEXT), (CONTACTS, CONTACTS_TEXT), (CONSENTS, CONSENTS_TEXT)))
    person, history, consents = all_read(kept)
    assert person.label == "k-07"
    assert history is not None and len(history.contacts) == 1
    assert consents == ()


def test_nothing_kept_is_nothing_said():
    kept = kept_in(())
    assert person_in(kept, isle(), TODAY) is None
    assert course_in(kept, isle(), TODAY).draft == Draft(TODAY)


def test_what_was_said_after_the_case_file_counts():
    draft = Draft(TODAY, label="k-07", hoped=("leave",))
    told = msgspec.json.encode(Interview(draft))
    kept = kept_in(entries((CASE, CASE_TEXT), (INTERVIEW, told)))
    assert course_in(kept, isle(), TODAY).draft == draft
    kept = kept_in(entries((INTERVIEW, told), (CASE, CASE_TEXT)))
    assert course_in(kept, isle(), TODAY).draft.base == CASE_TEXT
    kept = kept_in(entries((INTERVIEW, told), (CASE, case_text(draft, isle()))))
    assert course_in(kept, isle(), TODAY).draft == draft


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (CASE, CASE_TEXT.replace("home(KR)", "canary(KR)")),
        (CONTACTS, CONTACTS_TEXT.replace("with: a", "with: canary")),
        (CONTACTS, CONTACTS_TEXT.replace("contacts of: k-07", "contacts of: canary")),
        (CONSENTS, CONSENTS_TEXT.replace("[]", "[canary]")),
        (CONSENTS, CONSENTS_TEXT.replace("k-07", "canary")),
    ],
)
def test_a_file_with_mistakes_is_refused_without_a_word_of_it(kind, text):
    kept = kept_in(entries((CASE, CASE_TEXT), (kind, text)))
    with pytest.raises(RefusalError) as refused:
        all_read(kept)
    assert "canary" not in str(refused.value)
    if isinstance(refused.value, MistakesError):
        assert refused.value.problems and "canary" in refused.value.problems[0].found + refused.value.text.line(
            refused.value.problems[0].line
        )


@pytest.mark.parametrize("content", [b"x", b"{}", msgspec.json.encode(SENT).replace(b'"format":1', b'"format":9')])
def test_a_letter_that_cannot_be_read_is_named_and_shuts_nothing_else(content):
    kept = kept_in(entries((LETTER, content), (LETTER, msgspec.json.encode(SENT))))
    assert len(kept.unread_letters) == 1 and kept.letters == (SENT,)


def test_a_letter_that_is_damaged_is_refused():
    with pytest.raises(RefusalError):
        kept_in(entries((LETTER, None)))


def test_what_was_damaged_may_have_been_newer_until_each_kind_is_there_anew():
    anew = [(CASE, CASE_TEXT), (CONTACTS, "a"), (CONSENTS, "b")]
    for kept in ([], anew, anew[:2]):
        with pytest.raises(DamagedError):
            kept_in(entries(*kept, ("", None), *anew[: len(anew) - 1]))
    assert kept_in(entries(*anew, ("", None), *anew)).case is not None


@pytest.mark.usefixtures("cheap")
def test_one_bit_of_the_newest_consents_brings_no_older_ones_back(tmp_path):
    """Whoever holds the file without any key could undo a withdrawal, if the damaged entry were passed over."""
    vault = new_vault(tmp_path / "K-07.scase")
    for text in (b"consents: agreed", b"consents: withdrawn"):
        vault.add(CONSENTS, text, AT)
    last = vault.records()[-1].number
    slot = bytearray(vault.store.slot(last))
    slot[-1] ^= 1
    with vault.store.transaction():
        vault.store.put_slot(last, bytes(slot))
    with pytest.raises(DamagedError):
        kept_in(vault.entries(AT))
    closed(vault)


@pytest.mark.parametrize("role", list(Role))
def test_only_who_reads_the_facts_reads_the_case(role):
    if role in (Role.AUDITOR, Role.INTERPRETER):
        with pytest.raises(ForbiddenError):
            must_read_facts(role)
    else:
        must_read_facts(role)


def test_today_is_the_day_of_a_case_that_begins():
    assert course_in(kept_in(()), isle(), date(2030, 1, 1)).draft.as_of == date(2030, 1, 1)


def test_what_was_said_and_reads_as_no_case_any_more_is_refused():
    said = msgspec.json.encode(Interview(Draft(TODAY, hoped=("a-wish-of-another-lawbook",)), ()))
    kept = kept_in(entries((INTERVIEW, said)))
    for read in (person_in, course_in):
        with pytest.raises(RefusalError) as refused:
            read(kept, isle(), TODAY)
        assert "a-wish" not in str(refused.value)
