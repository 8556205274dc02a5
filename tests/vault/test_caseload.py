"""A caseload: forty cases under one passphrase, tried once, and never one that its holder is no member of any more."""

import re
import subprocess
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from safeconduct.cli.main import cli
from safeconduct.vault import locks
from safeconduct.vault.caseload import caseload_called, holdings_in, put_away, take
from safeconduct.vault.files import create_files
from safeconduct.vault.keyfile import destroy_key_file, read_keys
from safeconduct.vault.membership import admit, change_passphrase, rotate
from safeconduct.vault.model import Act, Role
from safeconduct.vault.organisation import Organisation
from safeconduct.vault.places import InDatabase, key_file_of
from safeconduct.vault.refusals import (
    DamagedError,
    ForbiddenError,
    NotUnlockedError,
    RefusalError,
    StaleKeysError,
    ThereAlreadyError,
    UnwritableError,
)
from safeconduct.vault.unlocking import private_of
from vault import server
from vault.vaults import AT, REQUIRED, WORDS, closed

pytestmark = [
    pytest.mark.skipif(server.programs() is None and not REQUIRED, reason="there is no PostgreSQL on this machine"),
    pytest.mark.xdist_group("postgres"),
]
NUMBERS = count()
OTHER, THIRD = "other words altogether", "a third passphrase of words"


@pytest.fixture(scope="module")
def database():
    with server.running() as started:
        yield started


@pytest.fixture
def url(database):
    """A database of the test's own."""
    name = f"office{next(NUMBERS)}"
    program = Path(database.programs, "createdb")
    subprocess.run([str(program), "-h", str(database.folder), "-U", server.USER, name], check=True, capture_output=True)
    return database.url.replace("///postgres", f"///{name}")


@pytest.fixture
def office(url, tmp_path):
    """A database with the case K-07, of which somebody called c is a caseworker, and the caseload C-2 that holds it."""
    case = made(url, tmp_path, "K-07", "me")
    admit(case, "c", Role.CASEWORKER, OTHER, AT)
    made(url, tmp_path, caseload_called("C-2"), "C-2").store.close()
    found = Organisation(url, tmp_path)
    caseload = found.caseload("C-2", WORDS, AT)
    take(caseload, "K-07", private_of(found.case("K-07", "c", OTHER, AT)), AT)
    caseload.lock()
    yield found
    case.store.close()
    found.close()


def made(url, keys, name, member):
    place = InDatabase(url, name, keys)
    return create_files(place, key_file_of(place), member, Role.PERSON, WORDS, AT)


def held(office):
    return holdings_in(office.caseload("C-2", WORDS, AT), AT)


def supervised(office):
    return office.case("K-07", "me", WORDS, AT)


def test_a_case_opens_by_what_is_held_without_trying_a_passphrase(office, monkeypatch):
    private = held(office)["K-07"]
    monkeypatch.setattr(locks, "key_from", None)
    vault = office.entered("K-07", private)
    assert vault.role == Role.CASEWORKER
    receipt = vault.add("note", b"first", AT)
    assert [one.content for one in vault.entries(AT) if one.kind == "note"] == [b"first"]
    assert vault.bears_out(receipt)


def test_what_is_held_still_opens_a_case_whose_keys_were_rotated(office):
    case = supervised(office)
    keys = key_file_of(InDatabase(office.url, "K-07", office.keys))
    rotate(case, AT, (), lambda new: keys.write_bytes(b"safeconduct key 1\n" + new[0]))
    assert office.entered("K-07", held(office)["K-07"]).role == Role.CASEWORKER


def test_who_was_left_out_has_to_take_the_case_anew(office):
    case = supervised(office)
    leaving = next(one for one in case.members() if one.role == Role.CASEWORKER)
    keys = key_file_of(InDatabase(office.url, "K-07", office.keys))
    rotate(case, AT, (leaving,), lambda new: keys.write_bytes(b"safeconduct key 1\n" + new[0]))
    with pytest.raises(StaleKeysError, match="Take the case anew"):
        office.entered("K-07", held(office)["K-07"])


def test_after_a_new_passphrase_the_case_is_taken_anew(office):
    change_passphrase(office.case("K-07", "c", OTHER, AT), "c", OTHER, THIRD, AT)
    with pytest.raises(StaleKeysError):
        office.entered("K-07", held(office)["K-07"])
    take(office.caseload("C-2", WORDS, AT), "K-07", private_of(office.case("K-07", "c", THIRD, AT)), AT)
    assert office.entered("K-07", held(office)["K-07"]).role == Role.CASEWORKER


def test_an_erased_case_opens_by_nothing_that_is_held(office):
    private = held(office)["K-07"]
    destroy_key_file(key_file_of(InDatabase(office.url, "K-07", office.keys)))
    with pytest.raises(StaleKeysError):
        office.entered("K-07", private)


def test_a_role_is_not_more_by_being_held(office):
    with pytest.raises(ForbiddenError):
        office.entered("K-07", held(office)["K-07"]).note(Act.ADMITTED, AT)


def test_what_is_held_for_one_case_opens_no_other(office, url, tmp_path):
    made(url, tmp_path, "K-08", "me").store.close()
    with pytest.raises(StaleKeysError):
        office.entered("K-08", held(office)["K-07"])


def test_a_case_put_away_is_held_no_longer(office):
    caseload = office.caseload("C-2", WORDS, AT)
    put_away(caseload, "k-07", AT)
    assert held(office) == {}
    with pytest.raises(RefusalError):
        put_away(caseload, "K-07", AT)


@pytest.mark.parametrize("number", ["Anna", "K-", "../K-07", "caseload-C-2", "K-07x", ""])
def test_a_case_is_called_by_a_letter_and_a_number(office, number):
    with pytest.raises(RefusalError):
        take(office.caseload("C-2", WORDS, AT), number, held(office)["K-07"], AT)


@pytest.mark.parametrize(("name", "words"), [("C-2", "wrong"), ("C-3", WORDS), ("", WORDS), ("../C-2", WORDS)])
def test_nobody_learns_which_caseloads_there_are(office, name, words, monkeypatch):
    tried = []
    real = locks.key_from
    monkeypatch.setattr(locks, "key_from", lambda *given: tried.append(given) or real(*given))
    with pytest.raises(NotUnlockedError):
        office.caseload(name, words, AT)
    assert len(tried) == 1


def test_heads_change_when_something_is_added_and_only_then(office):
    before = office.heads(["K-07", "K-99"])
    assert set(before) == {"K-07"}
    assert office.heads(["K-07"]) == before
    supervised(office)
    assert office.heads(["K-07"]) != before


def test_a_server_holds_no_more_connections_than_it_may(office):
    vaults = [office.entered("K-07", held(office)["K-07"]) for _ in range(20)]
    assert [vault.role for vault in vaults] == [Role.CASEWORKER] * 20
    assert office.pool.get_stats()["pool_size"] <= 8


# --- from the command line ---------------------------------------------------------------------------------------------


@pytest.fixture
def said(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for module in ("vault", "caseload"):
        monkeypatch.setattr(f"safeconduct.cli.{module}.keep_in", lambda: None)

    def say(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(cli, ["vault", "--store", url, "--keys", "keys", *words])
        assert result.exit_code == code, result.output
        return result.output

    Path("keys").mkdir()
    return say


def passphrase_in(printed: str) -> str:
    return re.search(r"passphrase.*\n    (.+)$", printed, re.MULTILINE)[1]


def test_a_caseload_is_lived_through_from_the_command_line(said, tmp_path):
    Path("case").write_text(passphrase_in(said("new", "K-07")))
    Path("own").write_text(passphrase_in(said("caseload", "new", "c-2")))
    assert sorted(path.name for path in Path("keys").iterdir()) == ["K-07.skey", "caseload-C-2.skey"]
    as_own = ("--passphrase", "own")
    said("caseload", "take", "C-2", "K-07", "--case-passphrase", "case", *as_own)
    assert said("caseload", "list", "C-2", *as_own) == "K-07  person\n"
    said("passphrase", "K-07", "--passphrase", "case")
    assert "Take the case anew" in said("caseload", "list", "C-2", *as_own)
    assert "K-07 is put away" in said("caseload", "put-away", "C-2", "K-07", *as_own)
    assert said("caseload", "list", "C-2", *as_own) == ""
    assert "never by a name" in said("caseload", "new", "Anna", code=2)
    Path("keys/K-07.skey").unlink()
    missing = said("caseload", "take", "C-2", "K-07", "--case-passphrase", "case", *as_own, code=2)
    assert "there is no key file keys/K-07.skey" in missing


def test_a_vault_called_by_a_name_is_refused_before_anything_is_made(said):
    assert "never by a name" in said("new", "Kim", code=2)
    assert "never by a name" in said("caseload", "new", "berta", code=2)
    assert "never by a name" in said("import", "parcel", "Kim", code=2)
    assert not list(Path("keys").iterdir()) and said("list") == ""
    said("new", "k-07")
    assert said("list") == "K-07\n"


def test_a_server_that_cannot_be_opened_is_told_as_such_and_nothing_is_in_doubt(url, tmp_path):
    for wrong, said_of in (
        (re.sub(r"///\w+", "///zanzibar", url), "has no database of the name"),
        (f"postgresql:///none?host={tmp_path}", "cannot be reached"),
    ):
        with pytest.raises(UnwritableError, match=said_of) as refusal:
            Organisation(wrong, tmp_path)
        assert "Nothing was changed." in str(refusal.value) and "zanzibar" not in str(refusal.value)


def test_no_second_caseload_of_a_name(url, tmp_path):
    made(url, tmp_path, caseload_called("C-2"), "C-2").store.close()
    with pytest.raises(ThereAlreadyError):
        made(url, tmp_path, caseload_called("c-2"), "C-2")


def test_a_damaged_holding_is_not_passed_over(office):
    caseload = office.caseload("C-2", WORDS, AT)
    caseload.add("holding", b"?", AT)
    with pytest.raises(DamagedError):
        holdings_in(caseload, AT)


def test_a_caseload_of_one_server_needs_its_key_file(office, tmp_path):
    assert read_keys(tmp_path / "caseload-C-2.skey")
    destroy_key_file(tmp_path / "caseload-C-2.skey")
    with pytest.raises(NotUnlockedError):
        office.caseload("C-2", WORDS, AT)


def test_closing_a_vault_wipes_the_keys_that_were_held_for_it(office):
    vault = office.entered("K-07", held(office)["K-07"])
    closed(vault)
    assert not any(vault.pair.opening) and not any(vault.pair.signing)
