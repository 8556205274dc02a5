"""What a vault costs: unlocking, adding, opening; and whether the time of a refusal tells why.

    PYTHONPATH=bench .venv/bin/python bench/keeping.py

Everything is in processor seconds of this process, which other work on the machine does not change much. Adding is compared with the same
bytes put into plain SQLite, with as many syncs, in the same run.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import combinations
from math import erfc, sqrt
from pathlib import Path
from statistics import median

from safeconduct.vault.files import create_files, open_files
from safeconduct.vault.keyfile import keep_keys, read_keys
from safeconduct.vault.model import Role
from safeconduct.vault.passphrases import DEFAULT, key_from
from safeconduct.vault.places import key_file_of
from safeconduct.vault.refusals import NotUnlockedError
from safeconduct.vault.vault import Vault

AT = datetime(2026, 11, 22, tzinfo=UTC)
TRIALS = 50  # of each of four reasons: 200
EVENTS = 1_000
CONTENT = b"x" * 900


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "K-07.scase"
        vault = create_files(file, key_file_of(file), "me", Role.PERSON, "words", AT)
        print(f"one passphrase tried: {seconds(lambda: key_from('words', bytes(16), DEFAULT)):.2f} s")
        show_adding(vault, Path(folder) / "plain.db")
        vault.store.close()
        opening = seconds(lambda: opened(file).store.close()) - seconds(lambda: key_from("words", bytes(16), DEFAULT))
        print(f"opening {EVENTS:,} records, without the passphrase: {opening:.2f} s")
        show_refusals(file)


def show_adding(vault: Vault, plain: Path) -> None:
    ours = seconds(lambda: [vault.add("note", CONTENT, AT) for _ in range(EVENTS)])
    base = sqlite3.connect(plain, isolation_level=None)
    base.execute("PRAGMA synchronous = EXTRA")
    base.execute("PRAGMA locking_mode = EXCLUSIVE")
    base.execute("CREATE TABLE event (number INTEGER PRIMARY KEY, content BLOB)")
    theirs = seconds(
        lambda: [base.execute("INSERT INTO event (content) VALUES (?)", (CONTENT,)) for _ in range(EVENTS)]
    )
    base.close()
    print(f"{EVENTS:,} entries, each on the disk: {ours:.2f} s; plain SQLite {theirs:.2f} s; {ours / theirs:.1f} times")


def show_refusals(file: Path) -> None:
    """Print, for each two reasons to refuse, the probability that their times differ so much by chance (Mann-Whitney)."""
    keys, whole = read_keys(key_file_of(file)), file.read_bytes()
    reasons: dict[str, Callable[[], None]] = {
        "passphrase": lambda: refused(file, "me", "other words"),
        "member": lambda: refused(file, "you", "words"),
        "key file": lambda: (keep_keys(key_file_of(file), (bytes(32),)), refused(file, "me", "words"))[1],
        "header": lambda: (file.write_bytes(b"SQLite format 4" + whole[15:]), refused(file, "me", "words"))[1],
    }
    times: dict[str, list[float]] = {reason: [] for reason in reasons}
    for _ in range(TRIALS):
        for reason, attempt in reasons.items():
            times[reason].append(seconds(attempt))
            keep_keys(key_file_of(file), keys)
            if reason == "header":
                file.write_bytes(whole)
    for reason, taken in times.items():
        print(f"refused for the {reason}: {median(taken):.3f} s")
    for one, other in combinations(times, 2):
        print(f"{one} or {other}: p = {mann_whitney(times[one], times[other]):.2f}")


def refused(file: Path, name: str, words: str) -> None:
    try:
        open_files(file, key_file_of(file), name, words, AT)
    except NotUnlockedError:
        return
    raise AssertionError("it opened")


def opened(file: Path) -> Vault:
    return open_files(file, key_file_of(file), "me", "words", AT)


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def mann_whitney(ours: list[float], theirs: list[float]) -> float:
    """Return the two-sided probability under the normal approximation; ties are too rare to matter."""
    ranks = {value: rank for rank, value in enumerate(sorted([*ours, *theirs]), 1)}
    u = sum(ranks[value] for value in ours) - len(ours) * (len(ours) + 1) / 2
    n = len(ours) * len(theirs)
    spread = sqrt(n * (len(ours) + len(theirs) + 1) / 12)
    return erfc(abs(u - n / 2) / spread / sqrt(2))


if __name__ == "__main__":
    main()
