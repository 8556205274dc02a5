"""The vaults of an organisation from the command line: `safeconduct vault --store URL`, with backup and restore as PostgreSQL does them."""

import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from safeconduct.cli.main import cli
from vault import server
from vault.vaults import REQUIRED

pytestmark = [
    pytest.mark.skipif(server.programs() is None and not REQUIRED, reason="there is no PostgreSQL on this machine"),
    pytest.mark.xdist_group("postgres"),
]
AS_ME = ("--passphrase", "words")


@pytest.fixture(scope="module")
def database():
    with server.running() as started:
        yield started


@pytest.fixture
def url(database, request):
    """A database of the test's own."""
    name = re.sub(r"\W", "", request.node.name)[:40].lower()
    command(database, "createdb", name)
    return url_of(database, name)


def url_of(database, name: str) -> str:
    return database.url.replace("///postgres", f"///{name}")


def command(database, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs beside the server."""
    found = Path(database.programs, program)
    subprocess.run(
        [str(found), "-h", str(database.folder), "-U", server.USER, *arguments], check=True, capture_output=True
    )


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("safeconduct.cli.vault.keep_in", lambda: None)
    return tmp_path


def said(url: str, *words: str, code: int = 0, typed: str | None = None) -> str:
    result = CliRunner().invoke(cli, ["vault", *words], input=typed, env={"SAFECONDUCT_STORE": url})
    assert result.exit_code == code, result.output
    assert url not in result.output
    return result.output


@pytest.fixture
def made(url):
    """A vault K-07 with one entry; its passphrase lies in the file `words`, its key file beside that."""
    printed = said(url, "new", "K-07")
    keep_passphrase(printed, "Your passphrase")
    said(url, "add", "K-07", "note", *AS_ME, typed="first\n")
    return url


def test_the_name_of_a_vault_is_said_to_be_seen_by_whoever_runs_the_database(url):
    printed = said(url, "new", "K-07")
    assert "'K-07' is not encrypted: whoever runs the database reads it." in printed


def keep_passphrase(printed: str, about: str) -> None:
    found = re.search(rf"^{about}.*\n    (.+)$", printed, re.MULTILINE)
    assert found
    Path("words").write_text(found[1] + "\n")


def test_a_case_is_lived_through_in_a_database(made, folder):
    assert said(made, "list") == "K-07\n"
    assert sorted(path.name for path in folder.iterdir()) == ["K-07.skey", "words"]
    assert "first" in said(made, "show", "K-07", *AS_ME)
    said(made, "rotate", "K-07", *AS_ME)
    keep_passphrase(said(made, "passphrase", "K-07", *AS_ME), "Your new passphrase")
    assert "links and signatures are right" in said(made, "audit", "K-07", *AS_ME)
    assert "is there already" in said(made, "new", "K-07", "--key", "other.skey", code=2)
    said(made, "erase", "K-07", "--yes")
    assert said(made, "list") == ""
    assert sorted(path.name for path in folder.iterdir()) == ["words"]


def test_a_wrong_name_and_a_wrong_passphrase_are_one_refusal(made):
    Path("K-08.skey").write_bytes(Path("K-07.skey").read_bytes())
    missing = said(made, "show", "K-08", *AS_ME, code=2)
    Path("words").write_text("not these words\n")
    assert said(made, "show", "K-07", *AS_ME, code=2) == missing.replace("K-08", "K-07")


def test_a_case_moves_from_a_database_into_a_file_and_back(made, folder):
    printed = said(made, "export", "K-07", "parcel", *AS_ME)
    found = re.search(r"^The passphrase of the parcel.*\n    (.+)$", printed, re.MULTILINE)
    assert found
    Path("parcel-words").write_text(found[1] + "\n")
    in_file = CliRunner().invoke(
        cli, ["vault", "import", "parcel", "moved.scase", "--passphrase", "parcel-words"], env={"SAFECONDUCT_STORE": ""}
    )
    assert in_file.exit_code == 0, in_file.output
    shown = CliRunner().invoke(cli, ["vault", "show", "moved.scase", *AS_ME], env={"SAFECONDUCT_STORE": ""})
    assert "first" in shown.output
    said(made, "import", "parcel", "K-09", "--passphrase", "parcel-words")
    assert "first" in said(made, "show", "K-09", *AS_ME)
    assert said(made, "list") == "K-07\nK-09\n"


def test_a_backup_opens_again_and_after_erasing_does_not(made, database):
    command(database, "pg_dump", "-Fc", "-f", str(database.folder / "backup"), made_name(made))
    said(made, "add", "K-07", "note", *AS_ME, typed="after the backup\n")
    command(database, "createdb", "restored")
    command(database, "pg_restore", "-d", "restored", str(database.folder / "backup"))
    restored = url_of(database, "restored")
    shown = said(restored, "show", "K-07", *AS_ME)
    assert "first" in shown
    assert "after the backup" not in shown
    said(made, "erase", "K-07", "--yes")
    said(restored, "show", "K-07", *AS_ME, code=2)


def made_name(url: str) -> str:
    return url.split("///")[1].split("?")[0]


def test_what_is_wrong_with_the_store_is_said_without_its_address(folder):
    nowhere = f"postgresql:///none?host={folder}&user=somebody&password=secret"
    refused = said(nowhere, "list", code=2)
    assert "the database cannot be reached" in refused and "\n" not in refused.strip()
    assert not [word for word in ("secret", "somebody", "none", str(folder)) if word in refused]
    assert "name the database" in CliRunner().invoke(cli, ["vault", "list"], env={"SAFECONDUCT_STORE": ""}).output


def test_no_such_database_a_refused_password_and_an_unknown_user_are_told_apart(database):
    missing = url_of(database, "zanzibar")
    with psycopg.connect(database.url, autocommit=True) as base:
        base.execute("CREATE ROLE quill LOGIN PASSWORD 'right'")
        rules = Path(str(base.execute("SHOW hba_file").fetchone()[0]))
        before = rules.read_text()
        try:
            rules.write_text("local all quill scram-sha-256\n" + before)
            base.execute("SELECT pg_reload_conf()")
            eventually(lambda: "refused the password" in said(as_user(database, "quill:wrong"), "list", code=2))
            told = [
                said(missing, "list", code=2),
                said(as_user(database, "quill:wrong"), "list", code=2),
                said(as_user(database, "quill"), "list", code=2),
                said(as_user(database, "stranger"), "list", code=2),
                said("postgresql://[", "list", code=2),
            ]
        finally:
            rules.write_text(before)
    assert "has no database of the name" in told[0]
    assert "refused the password" in told[1] and "refused the password" in told[2]
    assert "lets this user not in" in told[3]
    assert "is written postgresql://USER@HOST/DATABASE" in told[4]
    assert not re.search(r"zanzibar|quill|wrong|stranger|pg[a-z0-9_]{6,}/", "".join(told))


def as_user(database: server.Server, user: str) -> str:
    name, _, password = user.partition(":")
    return f"postgresql:///postgres?host={database.folder}&user={name}" + (f"&password={password}" if password else "")


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until a server has read its settings anew."""
    assert any(holds() or time.sleep(0.05) for _ in range(200))
