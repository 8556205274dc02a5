"""An organisation to put a load on: cases and caseloads in a real PostgreSQL, and the server over them as a process of its own.

The founder's lock of each case is closed by a random key instead of by one that Argon2 made of a passphrase: no passphrase opens it, and
everything else is as it always is. Each caseload has a passphrase of its own, tried at its real cost.
"""

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
import psycopg

from safeconduct.vault import locks
from safeconduct.vault.caseload import HOLDING, Holding, caseload_called
from safeconduct.vault.files import create_files
from safeconduct.vault.model import Role
from safeconduct.vault.places import InDatabase, key_file_of
from safeconduct.vault.unlocking import private_of
from vault.server import children_of

CASES = Path(__file__).parents[1] / "cases"
ORIGIN = "https://load.example.org"


class Worker(NamedTuple):
    name: str
    passphrase: str
    numbers: tuple[str, ...]


def make_office(url: str, keys: Path, workers: int, cases: int) -> list[Worker]:
    """Make so many cases, shared out among so many caseloads."""
    numbers = [f"K-{number:04d}" for number in range(1, cases + 1)]
    shares = {f"C-{worker + 1}": tuple(numbers[worker::workers]) for worker in range(workers)}
    made = []
    for name, share in shares.items():
        passphrase = secrets.token_urlsafe(12)
        place = InDatabase(url, caseload_called(name), keys)
        caseload = create_files(place, key_file_of(place), name, Role.PERSON, passphrase, now())
        for number in share:
            private = make_case(url, keys, number)
            caseload.add(HOLDING, msgspec.msgpack.encode(Holding(number, private)), now())
        caseload.lock()
        caseload.store.close()
        made.append(Worker(name, passphrase, share))
    return made


def make_case(url: str, keys: Path, number: str) -> locks.Private:
    """Make a case with what was told and what was noted; return the keys of its one member."""
    place = InDatabase(url, number, keys)
    with without_argon2():
        vault = create_files(place, key_file_of(place), "me", Role.SUPERVISOR, "", now())
    vault.add("case", (CASES / "former-official-today.yaml").read_bytes(), now())
    vault.add("contacts", contacts_of(int(number[2:]) % 7).encode(), now())
    private = private_of(vault)
    vault.lock()
    vault.store.close()
    return private


def contacts_of(left_out: int) -> str:
    """Return the contacts of the example, without the last so many."""
    lines = (CASES / "contacts" / "former-official-today.yaml").read_text().splitlines()
    return "\n".join(lines[: len(lines) - left_out]) + "\n"


@contextmanager
def without_argon2() -> Iterator[None]:
    real = locks.key_from
    locks.key_from = lambda *_: bytearray(os.urandom(32))
    try:
        yield
    finally:
        locks.key_from = real


def now() -> datetime:
    return datetime.now(UTC).astimezone()


class Served(NamedTuple):
    process: subprocess.Popen
    port: int

    @property
    def memory(self) -> float:
        """MB of memory in use by the process that answers."""
        return memory_of(self.process.pid)

    @property
    def memory_of_workers(self) -> float:
        """MB in use by all that it started."""
        return sum(map(memory_of, children_of(self.process.pid)))

    @property
    def seconds(self) -> float:
        """Processor seconds used so far by the process that answers."""
        return seconds_of(self.process.pid)

    @property
    def seconds_of_workers(self) -> float:
        """Processor seconds used so far by those it started that are still there."""
        return sum(map(seconds_of, children_of(self.process.pid)))


def memory_of(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def seconds_of(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(url: str, keys: Path) -> Iterator[Served]:
    """The server as it is started for an organisation, until the block ends."""
    command = ["serve", "--store", url, "--keys", str(keys), "--origin", ORIGIN, "--port", "0", "--lang", "en"]
    process = subprocess.Popen(
        [sys.executable, "-m", "safeconduct.cli.main", *command],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        told = process.stdout.readline()
        yield Served(process, int(re.search(r"127\.0\.0\.1:(\d+)", told)[1]))
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def settings_of(url: str) -> str:
    with psycopg.connect(url) as base:
        said = {
            name: base.execute(f"SHOW {name}").fetchone()[0]
            for name in ("server_version", "fsync", "synchronous_commit")
        }
    return ", ".join(f"{name} {value}" for name, value in said.items())
