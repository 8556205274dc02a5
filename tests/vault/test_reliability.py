"""Properties 13 to 18: nothing acknowledged is lost, nothing is half done, and the same case gives the same bytes."""

import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from safeconduct.vault.places import key_file_of
from safeconduct.vault.refusals import BusyError, RefusalError
from safeconduct.vault.sqlite_store import SqliteStore
from safeconduct.vault.unlocking import unlock
from vault import power
from vault.vaults import AT, REQUIRED, WORDS, closed, new_vault, reopened

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
KILLS = int(os.environ.get("SAFECONDUCT_KILLS", "20"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT / "src"), str(PROJECT / "tests")])}


needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None and not REQUIRED, reason="needs strace, to see what is written and synced"
)


def program(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False, env=ENVIRONMENT)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes it has forked")
def test_property_13_killed_anywhere_nothing_acknowledged_is_lost():
    run = program(str(HERE / "kills.py"), str(KILLS))
    assert run.returncode == 0, run.stderr
    found = re.findall(r"^(\w+): (\d+) kills, (\d+) within, (\d+) acknowledged, 0 lost$", run.stdout, re.MULTILINE)
    assert [name for name, *_ in found] == ["write", "migration", "export", "rotation"]
    assert sum(int(count) for _, count, *_ in found) == KILLS // 4 * 4
    assert all(int(within) >= int(count) // 3 for _, count, within, _ in found)  # most were killed in the midst of it


CARELESS = """
import random
from vault import kills
from vault.vaults import AT, make_cheap, reopened

def write(file, acknowledge):
    vault = reopened(file)
    for number in range(30):
        acknowledge(str(vault.receipt().number + 1) + "-AAAABBBBCCCCDDDD")
        vault.add("note", b"x", AT)

make_cheap()
kills.KINDS["write"] = kills.KINDS["write"]._replace(work=write)
kills.kill_within("write", 8, random.Random(1))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes it has forked")
def test_property_13_the_loop_notices_what_is_lost():
    assert "is lost" in program("-c", CARELESS).stderr


@needs_strace
def test_property_14_after_a_loss_of_power_everything_acknowledged_is_there(tmp_path):
    seen = power.lose_power(tmp_path, ENVIRONMENT)
    assert seen["acknowledged"] >= 5
    assert seen["states"] > 200
    assert seen["syncs"] > 10


@needs_strace
def test_property_14_a_store_that_does_not_sync_is_noticed(tmp_path):
    with pytest.raises(AssertionError, match=r"is lost|does not open"):
        power.lose_power(tmp_path, ENVIRONMENT, synced=False)


FULL = """
import resource, signal, sys
from pathlib import Path
from vault.vaults import AT, make_cheap, reopened
from safeconduct.vault.files import rotate_files
from safeconduct.vault.places import key_file_of
from safeconduct.vault.membership import admit
from safeconduct.vault.model import Role
from safeconduct.vault.parcel import export
from safeconduct.vault.refusals import RefusalError, UnwritableError

make_cheap()
file = Path(sys.argv[1])
vault = reopened(file)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
tries = {
    "add": lambda: vault.add("note", b"x" * 3000, AT),
    "large": lambda: vault.add("note", b"x" * 200_000, AT),
    "admit": lambda: admit(vault, "guest", Role.AUDITOR, "words", AT),
    "rotate": lambda: rotate_files(vault, key_file_of(file), AT),
    "export": lambda: export(vault, file.with_suffix(".parcel"), "words", AT),
}
for limit in map(int, sys.argv[3:]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        tries[sys.argv[2]]()
        print("done")
    except UnwritableError as refusal:
        print("refused:", refusal)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
vault.add("note", b"there is room again", AT)
"""


@pytest.mark.parametrize("what", ["add", "large", "admit", "rotate", "export"])
def test_property_15_a_full_disk_is_told_and_does_no_damage(vault, file, what):
    pytest.importorskip("resource")
    receipt = vault.add("note", b"before", AT)
    closed(vault)
    limits = [10, 40, 600, 5_000, 9_000, 20_000, 100_000, 160_000]
    run = program("-c", FULL, str(file), what, *map(str, limits))
    assert run.returncode == 0, run.stderr
    said = run.stdout.splitlines()
    assert len(said) == len(limits)
    assert "refused" in said[0]
    assert all(line == "done" or "as it was" in line or "cannot be written" in line for line in said)
    vault = reopened(file)
    assert vault.bears_out(receipt)
    entries = vault.entries(AT)
    assert None not in [entry.content for entry in entries]
    assert entries[-1].content == b"there is room again"
    assert [path.name for path in file.parent.glob(".*")] == []
    closed(vault)


READ_ONLY = """
import os
import sys
from pathlib import Path
from vault.vaults import closed, make_cheap, reopened
from safeconduct.vault.refusals import UnwritableError

make_cheap()
closed(reopened(Path(sys.argv[2])))  # imports everything while it can be read
if os.geteuid() == 0:  # root may write everywhere
    os.setgid(65534)
    os.setuid(65534)
try:
    reopened(Path(sys.argv[1]))
except UnwritableError as refusal:
    print(refusal)
"""


def test_property_15_a_read_only_file_is_told(vault, file, tmp_path):
    closed(vault)
    closed(new_vault(tmp_path / "another.scase"))
    before = file.read_bytes()
    for path in (file, key_file_of(file)):
        path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    for folder in (tmp_path, *tmp_path.parents):  # which pytest lets nobody else enter
        if folder.is_relative_to(tempfile.gettempdir()) and folder != Path(tempfile.gettempdir()):
            folder.chmod(0o755)
    run = program("-c", READ_ONLY, str(file), str(tmp_path / "another.scase"))
    assert "cannot be written" in run.stdout, run.stderr
    assert file.read_bytes() == before


SECOND = """
import sys
from pathlib import Path
from vault.vaults import AT, make_cheap, reopened
from safeconduct.vault import sqlite_store
from safeconduct.vault.refusals import BusyError

make_cheap()
sqlite_store.SqliteStore.__init__.__defaults__ = (0.05,)
try:
    vault = reopened(Path(sys.argv[1]))
except BusyError as refusal:
    print(refusal)
else:
    vault.add("note", b"second", AT)
    print("added")
"""


def test_property_16_a_second_program_is_refused_and_the_chain_stays_one(vault, file):
    run = program("-c", SECOND, str(file))
    assert run.stdout == "the vault is open in another program. Close it there first; nothing was changed.\n", (
        run.stderr
    )
    vault.add("note", b"first", AT)
    closed(vault)
    assert program("-c", SECOND, str(file)).stdout == "added\n"
    vault = reopened(file)
    assert [entry.content for entry in vault.entries(AT)][1:] == [b"first", b"second"]
    closed(vault)


def test_property_16_a_store_opened_twice_is_refused(vault, file):
    with pytest.raises(BusyError):
        SqliteStore(file, patience=0)


def test_property_17_numbers_go_on_whatever_the_clock_says(vault):
    seoul = ZoneInfo("Asia/Seoul")
    moments = [
        datetime(2026, 11, 22, 10, 0, tzinfo=seoul),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2026, 11, 21, 23, 59, 59, tzinfo=seoul),
        datetime(2026, 11, 22, 0, 0, 0, tzinfo=seoul),
        datetime(1988, 5, 8, 2, 30, tzinfo=seoul),  # an hour that summer time left out that year
        datetime(2026, 11, 21, 15, 0, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=14))),
    ]
    for moment in moments:
        vault.add("note", b"x", moment)
    entries = vault.entries(AT)[1:]
    assert [entry.number for entry in entries] == list(range(3, 3 + len(moments)))
    assert [entry.day for entry in entries] == [moment.date() for moment in moments]
    assert [entry.at for entry in entries] == [moment.isoformat(timespec="seconds") for moment in moments]


def test_property_17_a_time_that_has_no_place_is_refused(vault):
    with pytest.raises(RefusalError, match="offset"):
        vault.add("note", b"x", datetime(2026, 11, 22))  # noqa: DTZ001
    assert len(vault.records()) == 2


def test_property_18_the_same_case_gives_the_same_answer_under_any_hash_seed(real_cost, tmp_path):
    case = PROJECT / "cases" / "former-official.yaml"
    vault = new_vault(tmp_path / "K-07.scase")
    vault.add("case", b"case: an-older-one", AT)
    vault.add("case", case.read_bytes(), AT)
    closed(vault)
    (tmp_path / "words").write_text(WORDS)
    start = "from safeconduct.cli.main import main; main()"
    kept = ("vault", "routes", str(tmp_path / "K-07.scase"), "--passphrase", str(tmp_path / "words"), "--lang", "en")
    answers = {
        subprocess.run(
            [sys.executable, "-c", start, *command],
            capture_output=True,
            check=True,
            env={**ENVIRONMENT, "PYTHONHASHSEED": seed},
        ).stdout
        for seed, command in (("4242", kept), ("7", ("routes", str(case), "--lang", "en")))
    }
    assert len(answers) == 1


def test_a_vault_is_unlocked_over_any_store(vault, file):
    closed(vault)
    store = SqliteStore(file)
    keys = key_file_of(file).read_bytes()[-32:]
    opened = unlock(store, (bytes(32), keys), "me", WORDS, AT)
    assert opened.add("note", b"x", AT).number == 4
    closed(opened)
