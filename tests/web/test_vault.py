"""A case in a vault: opened by its passphrase, kept as it grows, and there for other programs when it is locked."""

from html import unescape

import pytest

from kept.test_from_entries import CASE_TEXT
from safeconduct.interview.draft import case_text
from safeconduct.interview.model import TRUTH
from safeconduct.kept.from_entries import UnreadInterviewError, kept_in, person_in
from safeconduct.kept.model import CASE, INTERVIEW
from safeconduct.vault.keyfile import read_keys
from safeconduct.vault.model import Compartment
from safeconduct.vault.places import key_file_of
from safeconduct.vault.refusals import LockedError
from safeconduct.vault.unlocking import unlock as unlock_vault
from safeconduct.vault.vault import Vault
from safeconduct.web.keeping import InVault
from safeconduct.web.wording import PHRASES
from vault.vaults import AT, WORDS, closed, new_vault, reopened
from web.sites import TODAY, Site, in_vault, isle

pytestmark = pytest.mark.usefixtures("cheap")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "K-07.scase"
    closed(new_vault(path))
    return path


@pytest.fixture
def site(file):
    """A visitor who came in and has not unlocked."""
    return Site(in_vault(file)).enter()


def unlock(site: Site, words: str = WORDS):
    return site.post("/unlock", name="me", passphrase=words)


def entries(file) -> list[tuple[str, bytes]]:
    vault = reopened(file)
    found = [(one.kind, one.content) for one in vault.entries(AT)]
    closed(vault)
    return [one for one in found if one[0] in (CASE, INTERVIEW)]


def test_a_vault_is_locked_until_its_passphrase_is_given(site):
    assert site.get("/ways").status_code == 423
    assert PHRASES["name hint"][0] in unescape(site.get("/ways").text)
    old = site.session.token
    assert unlock(site).status_code == 303
    assert site.session.token != old
    assert site.get("/wishes").status_code == 200


def test_it_is_opened_again_only_after_it_was_open(site):
    assert PHRASES["vault to open"][0] in site.get("/ways").text
    assert PHRASES["vault to open"][0] in unlock(site, "not these words").text
    unlock(site)
    site.post("/lock")
    assert PHRASES["locked vault"][0] in site.get("/ways").text


def test_a_wrong_passphrase_and_a_wrong_name_are_told_alike(site):
    wrong = unlock(site, "not these words")
    other = site.post("/unlock", name="nobody", passphrase=WORDS)
    assert wrong.status_code == other.status_code == 423
    assert wrong.text == other.text
    assert site.desk.is_locked


def test_after_some_wrong_passphrases_even_the_right_one_has_to_wait(site):
    for _ in range(3):
        unlock(site, "not these words")
    assert unlock(site).status_code == 423
    site.clock.now += 60
    assert unlock(site).status_code == 303


def test_every_reply_is_in_the_vault_at_once_and_the_case_file_when_it_is_locked(site, file):
    unlock(site)
    site.wish("leave")
    assert [one.kind for one in site.desk.keeping.vault.entries(AT)][-1] == INTERVIEW
    text = case_text(site.desk.course.draft, site.desk.course.law)
    site.post("/lock")
    assert entries(file)[-1] == (CASE, text.encode())


def test_what_was_said_is_there_again_and_can_be_told_anew(site, file):
    unlock(site)
    site.wish("leave", "see(*)", never=("unlawful",))
    while (question := site.desk.question()) is not None and question.kind != TRUTH:
        site.post("/ask", key=question.key, how="unknown")
    assert question is not None
    site.post("/ask", key=question.key, choice="yes")
    draft = site.desk.course.draft
    site.post("/lock")

    again = Site(in_vault(file)).enter()
    unlock(again)
    assert again.desk.course.draft == draft
    assert again.desk.course.question_about(question.facts[0]).key == question.key


def test_a_case_file_put_in_later_is_what_counts(site, file):
    unlock(site)
    site.wish("leave")
    site.post("/lock")
    vault = reopened(file)
    text = "case: another\nas of: 2024-05-03\nfacts:\n  - fact: home(KR)\n    value: true\nwishes:\n  - leave\n"
    vault.add(CASE, text.encode(), AT)
    closed(vault)
    again = Site(in_vault(file)).enter()
    assert unlock(again).status_code == 303
    assert again.desk.course.draft.base == text


def test_the_count_of_the_questions_goes_on_after_the_case_was_locked(site):
    unlock(site)
    site.wish("leave", "see(*)")
    for number in range(1, 4):
        question = site.desk.question()
        assert question is not None and f"Question {number}" in site.get("/ask").text
        site.post("/ask", key=question.key, how="unknown")
        site.post("/lock")
        unlock(site)


def test_when_the_keys_are_changed_meanwhile_the_desk_is_locked(site, monkeypatch):
    unlock(site)

    def changed(*_):
        raise LockedError

    monkeypatch.setattr(site.desk.keeping, "keep", changed)
    assert site.wish("leave").status_code == 423
    assert site.desk.is_locked


def test_no_word_of_a_case_is_in_any_file_beside_the_vault(site, file):
    unlock(site)
    site.wish("leave")
    site.post("/lock")
    for path in file.parent.rglob("*"):
        assert b"leave" not in path.read_bytes()


def test_what_somebody_else_added_meanwhile_is_not_written_over(site, file):
    unlock(site)
    site.wish("leave")
    other = unlocked_beside(site, file)
    told = entries_beside(other)[-1]
    other.add(*told, AT)
    refused = site.wish("see(*)")
    assert refused.status_code == 409
    assert "somebody else added" in refused.text
    assert entries_beside(other)[-1] == told


def test_what_somebody_else_added_is_read_before_it_is_done_again(site, file):
    unlock(site)
    site.wish("leave")
    other = unlocked_beside(site, file)
    other.add("contacts", CONTACTS.encode(), AT)
    assert site.wish("see(*)").status_code == 409
    assert site.desk.kept.contacts is not None and site.desk.kept.contacts.text == CONTACTS
    assert site.wish("see(*)").status_code == 303


def test_looking_and_letting_in_are_no_changes_of_the_case(site, file):
    unlock(site)
    site.wish("leave")
    other = unlocked_beside(site, file)
    other.entries(AT)
    other.add("note", b"for the interpreter", AT, compartment=Compartment.SHARED)
    assert site.wish("see(*)").status_code == 303


CONTACTS = "contacts: 1\n"


def unlocked_beside(site: Site, file) -> Vault:
    """Return the vault as another program has it that writes between."""
    keeping = site.desk.keeping
    assert isinstance(keeping, InVault) and keeping.vault is not None
    return unlock_vault(keeping.vault.store, read_keys(key_file_of(file)), "me", WORDS, AT)


def entries_beside(vault: Vault) -> list[tuple[str, bytes]]:
    return [(one.kind, one.content) for one in vault.entries(AT) if one.content is not None]


@pytest.mark.parametrize("bad", [b"{}", b"\x00", b'{"draft": 3}'])
def test_what_was_said_and_cannot_be_read_shuts_no_pages(tmp_path, bad):
    vault = new_vault(tmp_path / "K-07.scase")
    vault.add(CASE, CASE_TEXT.encode(), AT)
    vault.add(INTERVIEW, bad, AT)
    closed(vault)
    site = Site(in_vault(tmp_path / "K-07.scase")).enter()
    assert site.post("/unlock", name="me", passphrase=WORDS).status_code == 303
    page = site.get(site.get("/").headers["location"])
    assert page.status_code == 200 and "cannot be read by this version" in page.text
    assert "cannot be read by this version" not in site.get("/facts").text, "it is said once"
    assert site.desk.course.draft.base == CASE_TEXT


def test_a_command_that_cannot_read_what_was_said_answers_from_nothing_older(tmp_path):
    vault = new_vault(tmp_path / "K-07.scase")
    vault.add(CASE, CASE_TEXT.encode(), AT)
    vault.add(INTERVIEW, b"{}", AT)
    kept = kept_in(vault.entries(AT))
    closed(vault)
    with pytest.raises(UnreadInterviewError):
        person_in(kept, isle(), TODAY)
