"""kill -9 within writing, migration, export and rotation: what was acknowledged is there afterwards, and nothing is half done.

    PYTHONPATH=src:tests python tests/vault/kills.py COUNT     so many kills, a quarter of them in each

Each kill is of a process of its own, forked when the vault is ready and killed at a random moment of what it does.
"""

import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from safeconduct.vault.chain import receipt_from
from safeconduct.vault.files import import_files, open_files, rotate_files
from safeconduct.vault.keyfile import read_keys
from safeconduct.vault.parcel import export
from safeconduct.vault.places import key_file_of
from safeconduct.vault.refusals import NotUnlockedError
from safeconduct.vault.vault import Vault
from vault.keep import DOCUMENT, ENTRIES, KEPT
from vault.vaults import AT, WORDS, closed, make_cheap, new_vault, reopened

Acknowledge = Callable[[str], None]


class Kind(NamedTuple):
    """One thing to be killed in.

    prepare: makes a vault
    work:    does it in the child, and tells the parent what can be relied on from then on
    check:   opens what is left and raises AssertionError if something is lost; gets what was acknowledged
    """

    prepare: Callable[[Path], None]
    work: Callable[[Path, Acknowledge], None]
    check: Callable[[Path, list[str]], None]


def make_full(file: Path) -> None:
    vault = new_vault(file)
    for entry in ENTRIES[:20]:
        vault.add("statement", entry, AT)
    vault.add("document", DOCUMENT, AT)
    closed(vault)


def copy_old(file: Path) -> None:
    for ending in ("scase", "skey"):
        shutil.copy(KEPT / f"format-1-full.{ending}", file.with_suffix(f".{ending}"))


# --- writing ---


def write(file: Path, acknowledge: Acknowledge) -> None:
    vault = reopened(file)
    for number in range(30):
        receipt = vault.add("note", f"{number}".encode() * (1 + number % 3 * 700), AT)
        acknowledge(str(receipt))


def check_written(file: Path, acknowledged: list[str]) -> None:
    vault = reopened(file)
    for receipt in acknowledged:
        assert vault.bears_out(receipt_from(receipt)), f"{receipt} is lost"
    notes = [entry.content for entry in vault.entries(AT) if entry.kind == "note"]
    assert None not in notes
    assert len(notes) >= len(acknowledged)
    closed(vault)


# --- migration ---


def migrate(file: Path, acknowledge: Acknowledge) -> None:
    reopened(file)
    acknowledge("migrated")


def check_migrated(file: Path, acknowledged: list[str]) -> None:
    vault = reopened(file)
    assert contents_of(vault) == [*ENTRIES, DOCUMENT]
    assert vault.store.version() == 2
    assert len(set(vault.proofs())) == len(vault.records())
    closed(vault)


# --- export ---


def write_parcel(file: Path, acknowledge: Acknowledge) -> None:
    vault = reopened(file)
    for number in range(2):
        export(vault, file.with_name(f"{number}.parcel"), WORDS, AT)
        acknowledge(str(number))


def check_exported(file: Path, acknowledged: list[str]) -> None:
    vault = reopened(file)
    assert contents_of(vault) == [*ENTRIES[:20], DOCUMENT]
    closed(vault)
    parcels = sorted(file.parent.glob("[0-9]*.parcel"))
    assert {f"{number}.parcel" for number in acknowledged} <= {parcel.name for parcel in parcels}
    for parcel in parcels[-2:]:  # the last may have been written though nobody was told
        there = file.with_name(f"from-{parcel.stem}.scase")
        import_files(parcel, there, key_file_of(there), WORDS)
        vault = reopened(there)
        assert contents_of(vault) == [*ENTRIES[:20], DOCUMENT]
        closed(vault)


# --- rotation ---


def rotate(file: Path, acknowledge: Acknowledge) -> None:
    vault = reopened(file)
    for number in range(2):
        shutil.copy(file, file.with_name(f"before-{number}.scase"))
        rotate_files(vault, key_file_of(file), AT)
        acknowledge(str(number))


def check_rotated(file: Path, acknowledged: list[str]) -> None:
    vault = reopened(file)
    assert contents_of(vault) == [*ENTRIES[:20], DOCUMENT]
    assert len(read_keys(key_file_of(file))) == 1
    closed(vault)
    for number in acknowledged[-2:]:
        try:
            open_files(file.with_name(f"before-{number}.scase"), key_file_of(file), "me", WORDS, AT)
        except NotUnlockedError:
            continue
        raise AssertionError("an older copy still opens")


def contents_of(vault: Vault) -> list[bytes | None]:
    return [entry.content for entry in vault.entries(AT) if entry.kind != "member"]


FOR_EVER = 3600.0  # seconds: nobody is killed

KINDS = {
    "write": Kind(make_full, write, check_written),
    "migration": Kind(copy_old, migrate, check_migrated),
    "export": Kind(make_full, write_parcel, check_exported),
    "rotation": Kind(make_full, rotate, check_rotated),
}


def killed(kind: Kind, folder: Path, delay: float) -> tuple[list[str], bool, float]:
    """Return what a child acknowledged before it was killed after `delay` seconds, whether it was still at it, and how long it was at it."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(receiving)
            kind.work(folder / "K-07.scase", lambda text: os.write(sending, f"{text}\n".encode()) and None)
        except BaseException:
            os._exit(1)
        os._exit(0)
    os.close(sending)
    begun, heard, killing = time.monotonic(), b"", False
    while True:
        left = begun + delay - time.monotonic()
        if not killing and not select.select([receiving], [], [], max(0.0, left))[0]:
            os.kill(child, signal.SIGKILL)
            killing = True
        if not (more := os.read(receiving, 4096)):  # the child is gone
            break
        heard += more
    took = time.monotonic() - begun
    os.close(receiving)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the child failed by itself"
    return heard.decode().split("\n")[:-1], os.WIFSIGNALED(status), took


def kill_within(name: str, count: int, chance: random.Random) -> Counter[str]:
    """Kill so many times, and return how often the child was within its work, and how much it had acknowledged."""
    kind, seen = KINDS[name], Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        prepared = Path(place) / "prepared"
        prepared.mkdir()
        kind.prepare(prepared / "K-07.scase")
        whole = FOR_EVER  # seconds that the work took when nobody was killed: the first time round, and whenever it ended sooner
        for number in range(1 + count):
            folder = Path(place) / str(number)
            shutil.copytree(prepared, folder)
            acknowledged, within, took = killed(kind, folder, chance.uniform(0, whole) if number else whole)
            whole = whole if within else took
            kind.check(folder / "K-07.scase", acknowledged)
            seen.update(kills=number > 0, within=within, acknowledged=len(acknowledged))
            shutil.rmtree(folder)
    return seen


def main(count: int) -> None:
    make_cheap()
    chance = random.Random(13)
    for name in KINDS:
        seen = kill_within(name, count // len(KINDS), chance)
        print(
            f"{name}: {seen['kills']} kills, {seen['within']} within, {seen['acknowledged']} acknowledged, 0 lost",
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
