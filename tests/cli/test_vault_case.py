"""What is kept of a case in a vault, on the command line: contacts, letters, days; and nothing is put in that would shut the pages."""

import json
import re
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from cli.test_vault import AS_ME, folder, made, receipt_in, said, secret_in
from safeconduct.cli.main import cli
from safeconduct.kept.model import CASE, CONSENTS, CONTACTS, LETTER, Letter
from safeconduct.vault.model import Compartment
from vault.vaults import AT, closed, reopened
from web.lived import CASES, CONTACTS_TEXT, HOME, TEXT, VISIT, consents_of

__all__ = ["folder", "made"]  # fixtures

FILE = "K-07.scase"


def put(kind: str, text: str, *options: str, code: int = 0) -> str:
    return said("add", FILE, kind, *options, *AS_ME, code=code, typed=text.encode())


@pytest.fixture
def lived(made, folder):
    """A vault with case, contacts and consents."""
    put(CASE, TEXT)
    put(CONTACTS, CONTACTS_TEXT)
    put(CONSENTS, consents_of(HOME))
    return folder


def letters_in(folder: Path) -> list[Letter]:
    vault = reopened(folder / FILE, words=(folder / "words").read_text().strip())
    found = [msgspec.json.decode(one.content, type=Letter) for one in vault.entries(AT) if one.kind == LETTER]
    closed(vault)
    return found


# --- putting in -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (CASE, TEXT.replace("fact: male", "fact: mael"), "P021"),
        (CASE, "case: [", "L"),
        (CONTACTS, CONTACTS_TEXT.replace("with: exchange", "with: exchnge"), "P054"),
        (CONSENTS, consents_of("hoem(KR)"), "P021"),
        (CONSENTS, consents_of(HOME, to="kr.nobody"), "C003"),
    ],
)
def test_a_file_with_mistakes_is_refused_with_its_problems_and_not_kept(lived, kind, text, code):
    before = said("audit", FILE, *AS_ME).count(" added")
    printed = put(kind, text, code=2)
    assert f"[{code}" in printed and "the standard input:" in printed
    assert said("audit", FILE, *AS_ME).count(" added") == before


def test_the_name_of_the_file_stands_in_its_problems(made, folder):
    (folder / "mine.yaml").write_text(TEXT.replace("fact: male", "fact: mael"))
    assert "mine.yaml:" in said("add", FILE, CASE, "--from", "mine.yaml", *AS_ME, code=2)


@pytest.mark.parametrize(
    ("kind", "meant"),
    [("consent", CONSENTS), ("Case", CASE), ("contact", CONTACTS), ("document", None), ("note", None)],
)
def test_a_slip_in_the_kind_is_told_and_the_entry_kept_all_the_same(made, kind, meant):
    printed = put(kind, "words")
    assert receipt_in(printed)
    assert ("The program reads no entry of kind" in printed) == (meant is not None)
    assert meant is None or f"If '{meant}' was meant" in printed


@pytest.mark.parametrize("kind", [CONTACTS, CONSENTS])
def test_before_there_is_a_case_nothing_can_belong_to_it(made, kind):
    text = CONTACTS_TEXT if kind == CONTACTS else consents_of(HOME)
    assert "Put the case in first" in put(kind, text, code=2)


def test_contacts_of_another_case_are_refused(lived):
    assert "another case" in put(CONTACTS, CONTACTS_TEXT.replace("contacts of: former", "contacts of: other"), code=2)


def test_a_case_to_which_the_contacts_do_not_belong_is_refused(lived):
    assert "another case" in put(CASE, TEXT.replace("case: former-official-today", "case: another"), code=2)


def test_what_is_shared_with_interpreters_is_no_case(lived):
    assert "--shared" in put(CASE, TEXT, "--shared", code=2)
    vault = reopened(lived / FILE, words=(lived / "words").read_text().strip())
    vault.add(CONSENTS, consents_of(HOME, matter="kr.passport").encode(), AT, compartment=Compartment.SHARED)
    closed(vault)
    assert "대한민국에 주소가 있다" in said("letter", FILE, "application", "--about", VISIT, *AS_ME)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"case: \xff"])
def test_what_is_no_text_is_refused(made, content):
    assert "UTF-8" in said("add", FILE, CASE, *AS_ME, code=2, typed=content)


def test_another_kind_is_put_in_as_it_is(made):
    assert receipt_in(said("add", FILE, "note", *AS_ME, typed=b"\xff anything: ["))


@pytest.mark.parametrize("kind", ["letter", "interview"])
def test_what_the_program_writes_itself_is_put_in_by_nobody_else(made, kind):
    assert "document" in said("add", FILE, kind, *AS_ME, code=2, typed=b"anything")


def test_a_case_is_put_in_without_what_letters_and_calendars_need(made, monkeypatch):
    for name in [one for one in sys.modules if one.startswith(("icalendar", "docx", "safeconduct.cli."))]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("icalendar", "docx"):
        monkeypatch.setitem(sys.modules, name, None)
    assert receipt_in(put(CASE, TEXT))


# --- contacts ---------------------------------------------------------------------------------------------------------


def test_the_contacts_are_told_as_from_files(lived):
    case, contacts = CASES / "former-official-today.yaml", CASES / "contacts/former-official-today.yaml"
    plain = CliRunner().invoke(cli, ["contacts", str(case), str(contacts), "--lang", "en"]).output
    assert said("contacts", FILE, "--as-of", "2027-01-20", *AS_ME) == plain
    told = json.loads(said("contacts", FILE, "--as-of", "2026-12-20", "--json", *AS_ME))
    assert told["as_of"] == "2026-12-20" and len(told["contacts"]) == 5
    assert sorted(path.name for path in lived.iterdir()) == ["K-07.scase", "K-07.skey", "words"]


def test_without_contacts_it_is_said_how_to_put_them_in(made):
    assert "no case yet" in said("contacts", FILE, *AS_ME, code=2)
    put(CASE, TEXT)
    assert "no contacts are kept" in said("contacts", FILE, *AS_ME, code=2)


# --- letters ----------------------------------------------------------------------------------------------------------


def test_a_letter_is_written_and_what_left_is_on_record(lived):
    printed = said("letter", FILE, "application", "--about", VISIT, "--out", "letter.txt", *AS_ME)
    assert "written: letter.txt" in printed and HOME in printed
    (kept,) = letters_in(lived)
    assert (kept.state, kept.form, kept.export.facts, kept.export.matter) == ("drafted", "txt", (HOME,), VISIT)
    assert kept.consents[0].facts == (HOME,)
    assert "대한민국에 주소가 있다" in (lived / "letter.txt").read_text()


def test_what_is_printed_has_left_too(lived):
    assert "대한민국에 주소가 있다" in said("letter", FILE, "application", "--about", VISIT, "--lang", "ko", *AS_ME)
    assert [one.form for one in letters_in(lived)] == ["txt"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--fact", HOME, "--fact", "male"), "no consent covers this today"),
        (("--out", "words"), "a letter is written as"),
        (("--out", "letter.exe"), "a letter is written as"),
        (("--out", "there.txt"), "is there already"),
    ],
)
def test_what_cannot_be_written_leaves_no_record(lived, options, sentence):
    (lived / "there.txt").write_text("x")
    assert sentence in said("letter", FILE, "application", "--about", VISIT, *options, *AS_ME, code=2)
    assert letters_in(lived) == []
    assert (lived / "there.txt").read_text() == "x"


def test_who_may_not_read_the_case_gets_none_of_it(lived):
    printed = said("share", FILE, "Lee", "--role", "interpreter", *AS_ME)
    (lived / "theirs").write_text(secret_in(printed, "The passphrase of Lee") + "\n")
    theirs = ("--as", "Lee", "--passphrase", "theirs")
    for command in (("contacts",), ("letter", "application", "--about", VISIT), ("calendar", "--number", "K-7")):
        refused = said(command[0], FILE, *command[1:], *theirs, code=2)
        assert "the role 'interpreter' cannot read the case" in refused
    assert "cannot read the case" in said("add", FILE, CASE, *theirs, code=2, typed=TEXT.encode())


# --- days -------------------------------------------------------------------------------------------------------------


def test_the_days_of_the_contacts_are_written_under_neutral_titles(lived):
    text = said("calendar", FILE, "--number", "K-7", *AS_ME)
    assert set(re.findall(r"SUMMARY:(.*?)\r?\n", text)) <= {
        "K-7: reply due",
        "K-7: last day",
        "K-7: to be done by today",
    }
    assert "BEGIN:VEVENT" in text
    assert "one capital letter" in said("calendar", FILE, "--number", "mother", *AS_ME, code=2)


def test_a_way_has_its_own_days(lived):
    text = said("calendar", FILE, "--number", "K-7", "--way", "1A", "--out", "days.ics", *AS_ME)
    assert "written: days.ics" in text and b"K-7: " in (lived / "days.ics").read_bytes()
    assert "there is no such way" in said("calendar", FILE, "--number", "K-7", "--way", "9Z", *AS_ME, code=2)
