"""`safeconduct vault` as somebody uses it who never saw the program: what is printed, asked for and refused."""

import re
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from safeconduct.cli.main import cli
from safeconduct.vault import passphrases
from safeconduct.vault.passphrases import Cost


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty folder to work in, and passphrases that are cheap to try."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(passphrases, "DEFAULT", Cost(8, 1, 1))
    monkeypatch.setattr(passphrases, "FLOOR", Cost(8, 1, 1))
    monkeypatch.setattr("safeconduct.cli.vault.keep_in", lambda: None)
    return tmp_path


def said(*command: str, code: int = 0, typed: bytes | str | None = None) -> str:
    result = CliRunner().invoke(cli, ["vault", *command], input=typed)
    assert result.exit_code == code, result.output
    return result.output


def secret_in(printed: str, about: str) -> str:
    """Return the first secret that was shown after a line that begins so."""
    found = re.search(rf"^{about}.*\n    (.+)$", printed, re.MULTILINE)
    assert found, printed
    return found[1]


def receipt_in(printed: str) -> str:
    return re.findall(r"^Receipt: (\S+)$", printed, re.MULTILINE)[-1]


@pytest.fixture
def made(folder):
    """What `new` printed; the passphrase lies in the file `words`."""
    printed = said("new", "K-07.scase", "--shares", "2/3")
    (folder / "words").write_text(secret_in(printed, "Your passphrase") + "\n")
    return printed


AS_ME = ("--passphrase", "words")


def test_a_new_vault_shows_once_what_has_to_be_written_down(made, folder):
    assert sorted(path.name for path in folder.iterdir()) == ["K-07.scase", "K-07.skey", "words"]
    assert len(secret_in(made, "Your passphrase").split()) == 8
    assert "your name in it: me." in made
    assert re.fullmatch(r"(\w{4}-){5}\w{4}", secret_in(made, "The audit key"))
    assert len(re.findall(r"^    (?:\w+ ){19}\w+$", made, re.MULTILINE)) == 3
    assert made.count("shown this once") == 3
    assert receipt_in(made).startswith("2-")
    assert made.rstrip().endswith("whether anything written up to now was changed or taken out.")


def test_what_is_added_is_shown_with_who_wrote_it(made):
    said("add", "K-07.scase", "note", *AS_ME, typed="어머니는 살아 계시다\nsecond line\n")
    printed = said("show", "K-07.scase", *AS_ME)
    assert re.search(
        r"^    4  \d{4}-\d\d-\d\d \d\d:\d\d [+-]\d\d:\d\d  person me  note\n        어머니는 살아 계시다\n        second line$",
        printed,
        re.MULTILINE,
    )


def test_terminal_codes_in_an_entry_do_nothing(made):
    said("add", "K-07.scase", "no\x1bte", *AS_ME, typed="\x1b]0;title\x07 \u202e hidden")
    printed = said("show", "K-07.scase", *AS_ME)
    assert "<U+001B>]0;title<U+0007> <U+202E> hidden" in printed
    assert "\x1b" not in printed


def test_a_document_is_put_in_and_taken_out(made, folder):
    (folder / "scan.pdf").write_bytes(bytes(range(256)) * 20)
    said("add", "K-07.scase", "document", "--from", "scan.pdf", *AS_ME)
    assert "(5,120 bytes that are no text: --number 4 --into FILE)" in said("show", "K-07.scase", *AS_ME)
    said("show", "K-07.scase", "--number", "4", "--into", "copy.pdf", *AS_ME)
    assert (folder / "copy.pdf").read_bytes() == (folder / "scan.pdf").read_bytes()
    assert "is there already" in said("show", "K-07.scase", "--number", "4", "--into", "copy.pdf", *AS_ME, code=2)
    assert "--into needs --number" in said("show", "K-07.scase", "--into", "copy.pdf", *AS_ME, code=2)
    assert "no entry 3 that you may read" in said("show", "K-07.scase", "--number", "3", *AS_ME, code=2)


@pytest.mark.parametrize(
    "command",
    [
        ("show", "K-07.scase", "--as", "you"),
        ("audit", "K-07.scase", "--key", "words"),
        ("rotate", "words", "--key", "K-07.skey"),
    ],
)
def test_whatever_is_wrong_one_sentence_is_said(made, command):
    sentence = "it does not open: the name, the passphrase or the key file is not right, or the file is damaged."
    assert said(*command, *AS_ME, code=2).strip() == f"safeconduct: {command[1]}: {sentence}"


def test_a_passphrase_that_cannot_be_typed_unseen_is_not_read(made, monkeypatch):
    import getpass
    import warnings

    monkeypatch.setattr(getpass, "getpass", lambda prompt: warnings.warn("echo", getpass.GetPassWarning, stacklevel=2))
    assert "--passphrase FILE" in said("show", "K-07.scase", code=2, typed="x\n")


def test_a_member_is_let_in_takes_a_new_passphrase_and_is_left_out(made, folder):
    first = secret_in(said("share", "K-07.scase", "worker", "--role", "caseworker", *AS_ME), "The passphrase of worker")
    (folder / "theirs").write_text(first)
    printed = said("passphrase", "K-07.scase", "--as", "worker", "--passphrase", "theirs")
    (folder / "theirs").write_text(secret_in(printed, "Your new passphrase"))
    said("add", "K-07.scase", "note", "--as", "worker", "--passphrase", "theirs", typed="by the worker")
    assert "caseworker worker  note" in said("show", "K-07.scase", *AS_ME)
    assert "may not change the keys" in said("rotate", "K-07.scase", "--as", "worker", "--passphrase", "theirs", code=2)
    assert "no member of that name" in said("rotate", "K-07.scase", "--without", "nobody", *AS_ME, code=2)
    rotated = said("rotate", "K-07.scase", "--without", "worker", *AS_ME)
    assert "worker is out" in rotated and "Back up the key file anew, apart from the vault: K-07.skey." in rotated
    assert "it does not open" in said("show", "K-07.scase", "--as", "worker", "--passphrase", "theirs", code=2)


def test_a_parcel_moves_a_vault(made, folder):
    (folder / "parcel words").write_text(
        secret_in(said("export", "K-07.scase", "out.parcel", *AS_ME), "The passphrase of the parcel")
    )
    said("import", "out.parcel", "there.scase", "--passphrase", "parcel words")
    assert "member" in said("show", "there.scase", *AS_ME)
    assert "is there already" in said("import", "out.parcel", "there.scase", "--passphrase", "parcel words", code=2)


def test_shares_recover_a_vault(made, folder):
    shares = re.findall(r"^    ((?:\w+ ){19}\w+)$", made, re.MULTILINE)
    (folder / "K-07.skey").unlink()
    (folder / "shares").write_text("\n\n".join(shares[1:]))
    printed = said("recover", "K-07.scase", "--as", "again", "--shares", "shares")
    (folder / "words").write_text(secret_in(printed, "Your passphrase"))
    assert "person again" in said("show", "K-07.scase", "--as", "again", *AS_ME)
    (folder / "shares").write_text(shares[0])
    assert "do not go together" in said("recover", "K-07.scase", "--shares", "shares", code=2)


def test_the_audit_tells_who_did_what_and_checks_what_it_is_given(made, folder):
    receipt = receipt_in(said("add", "K-07.scase", "note", *AS_ME, typed="x" * 3000))
    (folder / "audit").write_text(secret_in(made, "The audit key"))
    printed = said(
        "audit", "K-07.scase", "--receipt", receipt, "--receipt", receipt_in(made), "--audit-key", "audit", *AS_ME
    )
    assert re.search(r"^    1  .* (\w{8}) \(person\)  created \1 \(person\) \w{8} \(recovery\)$", printed, re.MULTILINE)
    assert printed.count("(continued)") == 2
    assert "Receipts borne out: 2. Proofs checked: 7." in printed


def test_the_audit_ends_with_code_2_if_a_receipt_is_not_borne_out(made, folder):
    old = (folder / "K-07.scase").read_bytes()
    receipt = receipt_in(said("add", "K-07.scase", "note", *AS_ME, typed="today"))
    (folder / "K-07.scase").write_bytes(old)
    (folder / "audit").write_text("AAAA-" * 5 + "AAAA")
    assert f"does not bear out the receipt {receipt}" in said(
        "audit", "K-07.scase", "--receipt", receipt, *AS_ME, code=2
    )
    assert "the proof of record 1 is not" in said("audit", "K-07.scase", "--audit-key", "audit", *AS_ME, code=2)
    assert "is no receipt" in said("audit", "K-07.scase", "--receipt", "4-AAAA", *AS_ME, code=2)


def test_a_damaged_vault_shows_what_can_still_be_read(made, folder):
    said("add", "K-07.scase", "note", *AS_ME, typed="still there")
    base = sqlite3.connect("K-07.scase")
    base.execute("UPDATE slot SET sealed = randomblob(1560) WHERE number = 3")
    base.commit()
    base.close()
    assert "record 3 is damaged" in said("show", "K-07.scase", *AS_ME, code=2)
    printed = said("show", "K-07.scase", "--damaged", *AS_ME)
    assert "        still there\n" in printed
    assert "2 entries can be read. That there were no others, and who wrote them, is not proved." in printed
    assert "it does not open" in said("show", "K-07.scase", "--damaged", "--as", "you", *AS_ME, code=2)


def test_erasing_asks_first(made, folder):
    assert "nothing was erased" in said("erase", "K-07.scase", code=2, typed="n\n")
    assert (folder / "K-07.scase").exists()
    said("erase", "K-07.scase", typed="y\n")
    assert [path.name for path in folder.iterdir()] == ["words"]
    assert "no such file" in said("erase", "K-07.scase", "--yes", code=2)


def test_erasing_without_the_key_file_says_that_copies_still_open(made, folder):
    (folder / "K-07.skey").rename(folder / "elsewhere")
    assert "copies of the vault still open" in said("erase", "K-07.scase", "--yes", code=2)
    assert not (folder / "K-07.scase").exists()


def test_the_newest_case_is_answered_without_touching_the_disk(made, folder):
    assert "no entry of kind 'case'" in said("routes", "K-07.scase", *AS_ME, code=2)
    case = Path(__file__).parents[2] / "cases" / "former-official.yaml"
    said("add", "K-07.scase", "case", "--from", str(case), *AS_ME)
    assert "Lawful ways – case former-official" in said("routes", "K-07.scase", *AS_ME)
    assert sorted(path.name for path in folder.iterdir()) == ["K-07.scase", "K-07.skey", "words"]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (("new", "K-07.scase"), "is there already. Nothing was changed."),
        (("new", "other.scase", "--shares", "3"), "write how many are needed and how many are made, as in 2/3"),
        (("new", "other.scase", "--shares", "1/3"), "shares are at least 2"),
        (("new", "no/K-07.scase"), "cannot be written"),
        (("show", "K-07.scase", "--passphrase", "nowhere"), "nowhere cannot be read"),
        (("recover", "K-07.scase", "--shares", "nowhere"), "nowhere cannot be read"),
        (("add", "K-07.scase", "note", "--from", "nowhere", *AS_ME), "nowhere cannot be read"),
        (("add", "K-07.scase", "note", *AS_ME), "there is nothing to add"),
        (("import", "words", "other.scase", *AS_ME), "is no parcel"),
        (("share", "K-07.scase", "ME", "--role", "auditor", *AS_ME), "a member of that name is there already"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(made, command, sentence):
    printed = said(*command, code=2, typed=b"")
    assert sentence in printed
    assert "Traceback" not in printed


def test_who_may_not_read_the_case_is_told_so_and_not_that_there_is_none(made, folder):
    printed = said("share", "K-07.scase", "Lee", "--role", "interpreter", *AS_ME)
    (folder / "theirs").write_text(secret_in(printed, "The passphrase of Lee") + "\n")
    refused = said("routes", "K-07.scase", "--as", "Lee", "--passphrase", "theirs", code=2)
    assert "the role 'interpreter' may not read the case" in refused


@pytest.mark.parametrize("command", [("show",), ("show", "--damaged"), ("passphrase",), ("audit",), ("add", "note")])
def test_a_file_that_is_not_there_is_said_not_to_be_there(made, command):
    verb, *rest = command
    assert "K-08.scase: there is no such file." in said(verb, "K-08.scase", *rest, *AS_ME, code=2, typed="x")


@pytest.mark.parametrize("command", [("show",), ("show", "--damaged"), ("passphrase",), ("audit",), ("rotate",)])
def test_a_key_file_that_is_not_there_is_said_not_to_be_there(made, folder, command):
    (folder / "K-07.skey").rename(folder / "elsewhere")
    verb, *rest = command
    missing = said(verb, "K-07.scase", *rest, code=2)  # before any passphrase is asked for
    assert "K-07.scase: there is no key file K-07.skey, without which no passphrase opens it." in missing
    assert "member" in said("show", "K-07.scase", "--key", "elsewhere", *AS_ME)


def test_whose_passphrase_is_asked_for_is_said(made, monkeypatch):
    asked = []
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or "wrong")
    for command in (("share", "worker", "--role", "caseworker"), ("rotate",), ("passphrase",), ("show", "--damaged")):
        said(command[0], "K-07.scase", *command[1:], "--as", "me", code=2)
    assert asked == ["Passphrase of me in K-07.scase: "] * 4


def test_a_file_that_is_there_and_no_vault_fails_as_a_wrong_passphrase_does(made, folder):
    (folder / "K-08.scase").write_bytes(b"anything")
    (folder / "wrong").write_text("not these words")
    (folder / "K-08.skey").write_bytes((folder / "K-07.skey").read_bytes())
    no_vault = said("show", "K-08.scase", *AS_ME, code=2)
    assert no_vault == said("show", "K-07.scase", "--passphrase", "wrong", code=2).replace("K-07", "K-08")
