"""The same vaults in PostgreSQL: a real server, made in a folder of its own, killed with -9 while it writes."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psycopg
import pytest

from safeconduct.vault.chain import receipt_from
from safeconduct.vault.files import import_files
from safeconduct.vault.forward import find_unproved
from safeconduct.vault.keyfile import read_keys
from safeconduct.vault.membership import admit, rotate
from safeconduct.vault.model import Role
from safeconduct.vault.parcel import copy_of, export, put_copy, read_parcel
from safeconduct.vault.places import key_file_of
from safeconduct.vault.postgres_store import PostgresStore, create_postgres, erase_postgres
from safeconduct.vault.refusals import (
    BusyError,
    DamagedError,
    LockedError,
    NotUnlockedError,
    ThereAlreadyError,
    UnwritableError,
)
from safeconduct.vault.unlocking import create_vault, unlock
from vault import server
from vault.keep import DOCUMENT, ENTRIES, KEPT
from vault.vaults import AT, REQUIRED, WORDS, closed, reopened

PROGRAMS = server.programs()
KEY = bytes(range(32))
KILLS = int(os.environ.get("SAFECONDUCT_KILLS", "20")) // 20
pytestmark = [
    pytest.mark.skipif(PROGRAMS is None and not REQUIRED, reason="there is no PostgreSQL on this machine"),
    pytest.mark.xdist_group("postgres"),
]


@pytest.fixture(scope="module")
def database():
    """A server for the tests of this module."""
    with server.running() as started:
        yield started


@pytest.fixture
def name(request):
    return request.node.name[:60]


@pytest.fixture
def stored(database, name):
    vault = create_vault(create_postgres(database.url, name), KEY, "me", Role.PERSON, WORDS, AT)
    yield vault
    vault.store.close()


def opened(database, name, member="me", key=KEY, words=WORDS):
    store = PostgresStore(database.url, name)
    try:
        return unlock(store, (key,), member, words, AT)
    except BaseException:
        store.close()
        raise


def contents_of(vault):
    return [entry.content for entry in vault.entries(AT) if entry.kind != "member"]


def test_what_is_written_is_there(database, stored, name):
    receipt = stored.add("note", "어머니".encode(), AT)
    stored.add("document", DOCUMENT, AT)
    closed(stored)
    vault = opened(database, name)
    assert contents_of(vault) == ["어머니".encode(), DOCUMENT]
    assert vault.bears_out(receipt)
    closed(vault)


def test_only_sealed_bytes_reach_the_server(database, stored, name):
    for number in range(20):
        stored.add("canary-kind", f"canary-content {number}".encode() * 30, AT)
    dump = subprocess.run([str(PROGRAMS / "pg_dump"), "-d", database.url], capture_output=True, check=True).stdout
    assert name.encode() in dump
    for text in (b"canary", b"note", WORDS.encode()):
        assert text not in dump
        assert text.hex().encode() not in dump
    with psycopg.connect(database.url) as base:
        lengths = base.execute("SELECT DISTINCT length(sealed) FROM slot").fetchall()
        count = base.execute("SELECT count(*) FROM slot WHERE vault = %s", (name,)).fetchone()
    assert (lengths, count) == ([(1560,)], (64,))


def test_two_programs_write_one_chain(database, stored, name):
    other = opened(database, name)
    vaults = (stored, other)

    def write(who: int) -> None:
        for number in range(20):
            vaults[who].add("note", f"{who} {number}".encode(), AT)

    threads = [threading.Thread(target=write, args=(who,)) for who in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    third = opened(database, name)
    contents = contents_of(third)
    assert sorted(contents) == sorted(f"{who} {number}".encode() for who in range(2) for number in range(20))
    for who in range(2):
        assert [content for content in contents if content.startswith(b"%d" % who)] == [
            f"{who} {number}".encode() for number in range(20)
        ]
    assert find_unproved(stored.audit_key, third.case, third.chain.links, third.proofs()) is None
    closed(other)
    closed(third)


def test_a_rotation_by_one_ends_the_session_of_the_other(database, stored, name):
    other = opened(database, name)
    kept = []
    rotate(stored, AT, (), kept.append)
    overwritten = []
    with pytest.raises(LockedError):
        rotate(other, AT, (), overwritten.append)
    assert overwritten == []  # else the key of the first rotation would be gone for good
    with pytest.raises(LockedError):
        other.add("note", b"x", AT)
    other.store.close()
    with pytest.raises(NotUnlockedError):
        opened(database, name)
    closed(opened(database, name, key=kept[-1][0]))


def test_who_waits_too_long_is_refused(database, stored, name, monkeypatch):
    other = opened(database, name)
    monkeypatch.setattr("safeconduct.vault.postgres_store.LOCK_PATIENCE", "50ms")
    with stored.store.transaction(), pytest.raises(BusyError):
        other.add("note", b"x", AT)
    assert other.add("note", b"y", AT)
    closed(other)


def test_members_are_let_in_as_elsewhere(database, stored, name):
    admit(stored, "worker", Role.CASEWORKER, "words", AT)
    closed(opened(database, name, "worker", words="words"))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE slot SET sealed = sealed || 'x' WHERE number = 3 AND vault = %s",
        "DELETE FROM slot WHERE number = 2 AND vault = %s",
        "UPDATE slot SET sealed = decode(repeat('00', 1560), 'hex') WHERE vault = %s",
    ],
    ids=["longer", "removed", "zeroed"],
)
def test_changes_by_who_runs_the_server_are_found(database, stored, name, change):
    stored.add("note", b"x", AT)
    closed(stored)
    with psycopg.connect(database.url) as base:
        base.execute(change, (name,))
    try:
        vault = opened(database, name)
    except DamagedError:
        return
    assert contents_of(vault) == [None]
    closed(vault)


def test_a_vault_moves_to_the_server_and_back(database, name, tmp_path):
    for path in KEPT.glob("format-2-full*"):
        shutil.copy(path, tmp_path)
    vault = reopened(tmp_path / "format-2-full.scase")
    receipt = vault.receipt()
    export(vault, tmp_path / "there.parcel", WORDS, AT)
    closed(vault)
    copy = read_parcel(tmp_path / "there.parcel", WORDS)
    store = create_postgres(database.url, name)
    put_copy(store, copy)
    store.close()
    vault = opened(database, name, key=copy.outer)
    assert contents_of(vault) == [*ENTRIES, DOCUMENT]
    assert vault.bears_out(receipt)
    assert copy_of(vault).slots != copy.slots
    export(vault, tmp_path / "back.parcel", WORDS, AT)
    closed(vault)
    import_files(tmp_path / "back.parcel", tmp_path / "back.scase", key_file_of(tmp_path / "back.scase"), WORDS)
    closed(reopened(tmp_path / "back.scase"))
    assert read_keys(key_file_of(tmp_path / "back.scase")) == (copy.outer,)


def test_format_1_is_migrated_on_the_server(database, name, tmp_path):
    from safeconduct.vault.parcel import AREAS, Copy
    from safeconduct.vault.sqlite_store import SqliteStore

    for path in KEPT.glob("format-1-full*"):
        shutil.copy(path, tmp_path)
    old = SqliteStore(tmp_path / "format-1-full.scase")
    key = read_keys(tmp_path / "format-1-full.skey")[0]
    slots = [old.slot(number) for number in range(1, old.count() + 1)]
    store = create_postgres(database.url, name)
    put_copy(store, Copy(old.version(), key, {area: old.area(area) for area in AREAS}, slots))
    old.close()
    store.close()
    vault = opened(database, name, key=key)
    assert contents_of(vault) == [*ENTRIES, DOCUMENT]
    closed(vault)


def test_a_vault_is_made_once_and_erased_once(database, stored, name):
    with pytest.raises(ThereAlreadyError):
        create_postgres(database.url, name)
    closed(stored)
    erase_postgres(database.url, name)
    with pytest.raises(DamagedError):
        erase_postgres(database.url, name)
    with pytest.raises(NotUnlockedError):
        opened(database, name)


def test_a_server_that_is_not_there_is_told_without_its_address():
    with pytest.raises(UnwritableError, match="cannot be reached") as refusal:
        PostgresStore("postgresql://somebody:secret@127.0.0.1:1/cases", "K-07")
    assert "secret" not in str(refusal.value)


WRITER = """
import sys
from vault.vaults import AT, WORDS, make_cheap
from safeconduct.vault.membership import rotate
from safeconduct.vault.postgres_store import PostgresStore
from safeconduct.vault.refusals import RefusalError
from safeconduct.vault.unlocking import unlock

make_cheap()
url, name, keys = sys.argv[1:]
vault = unlock(PostgresStore(url, name), tuple(bytes.fromhex(key) for key in keys.split()), "me", WORDS, AT)
print("ready", flush=True)
try:
    for number in range(100_000):
        if number % 10 == 9:
            rotate(vault, AT, (), lambda keys: print("keys", *(key.hex() for key in keys), flush=True))
        print("told", vault.add("note", b"x" * (1 + number % 3 * 800), AT), flush=True)
except RefusalError as refusal:
    print("refused", refusal, flush=True)
"""


@pytest.fixture
def own_server():
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        assert PROGRAMS is not None
        running = server.Server(PROGRAMS, Path(folder))
        yield running
        running.stop()


def test_property_13_a_killed_server_loses_nothing_acknowledged(own_server):
    """The server is killed, with all its processes, while a program adds and rotates; then while it has just been started again."""
    chance, keys, told = random.Random(13), [KEY], []
    create_vault(create_postgres(own_server.url, "K-07"), KEY, "me", Role.PERSON, WORDS, AT).store.close()
    source = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(source / "src"), str(source / "tests")])}
    for _ in range(KILLS):
        command = [sys.executable, "-c", WRITER, own_server.url, "K-07", " ".join(key.hex() for key in keys)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0, 0.4))
            own_server.kill()
            lines = writer.stdout.read().splitlines()
        assert lines[-1].startswith("refused the database does not answer")
        own_server.start()
        told += [line.split()[1] for line in lines if line.startswith("told")]
        for line in lines:
            if line.startswith("keys"):
                keys = [bytes.fromhex(key) for key in line.split()[1:]]
        vault = unlock(PostgresStore(own_server.url, "K-07"), tuple(keys), "me", WORDS, AT)
        assert [receipt for receipt in told if not vault.bears_out(receipt_from(receipt))] == []
        assert None not in contents_of(vault)
        closed(vault)
    assert len(told) > KILLS
