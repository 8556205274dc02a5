"""Loss of power: what a program wrote and synced is recorded with strace, and every moment at which the power may fail is played.

kill -9 does not lose what the system has taken but not yet put on the disk; a loss of power does. At each moment, of the writes that were
not synced, none, all, or any may have reached the disk, and the last one perhaps only half. Names (made, moved, removed) are kept in the
order in which they happened, as journalling file systems do, but may be lost from any point on that no sync came after.
"""

import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from safeconduct.vault.chain import receipt_from
from safeconduct.vault.files import rotate_files
from safeconduct.vault.places import key_file_of
from safeconduct.vault.refusals import RefusalError
from safeconduct.vault.sqlite_store import SqliteStore
from vault.vaults import AT, closed, make_cheap, new_vault, reopened

CALLS = "openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,link,linkat,lseek,close"
CALL = re.compile(r"^\d+ +(\w+)\((.*)\) = (\S+)")
SECTOR = 512
FOLDER = "."
NAMING = ("make", "remove", "rename", "link")


class Change(NamedTuple):
    """One thing done to a file (`write`, `cut`) or to a name (`make`, `remove`, `rename`, `link`), or a `sync`, or `told`."""

    what: str
    name: str
    at: int = 0
    content: bytes = b""
    other: str = ""


def work(folder: Path, synced: bool) -> None:
    """Write into a vault, rotate its keys, write again, and say after each what may be relied on."""
    make_cheap()
    file = folder / "K-07.scase"
    vault = reopened(file)
    if not synced and isinstance(vault.store, SqliteStore):
        vault.store.base.execute("PRAGMA synchronous = OFF")
    for number in range(3):
        tell(vault.add("note", b"x" * (1 + 1200 * number), AT))
    tell(rotate_files(vault, key_file_of(file), AT))
    tell(vault.add("note", b"after", AT))


def tell(receipt: object) -> None:
    sys.stderr.write(f"told {receipt}\n")
    sys.stderr.flush()


def lose_power(folder: Path, environment: dict[str, str], *, synced: bool = True) -> Counter[str]:
    """Play every moment; return how many states were looked at. Raises AssertionError at the first in which something is lost."""
    file, trace = folder / "K-07.scase", folder / "trace"
    closed(new_vault(file))
    before = {path.name: path.read_bytes() for path in (file, key_file_of(file))}
    command = [sys.executable, str(Path(__file__)), str(folder), "synced" if synced else ""]
    strace = ["strace", "-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(trace)]
    subprocess.run([*strace, *command], check=True, env=environment, capture_output=True)
    changes = changes_in(trace, folder)
    seen, chance = Counter[str](), random.Random(14)
    seen["syncs"] = sum(change.what == "sync" for change in changes)
    seen["acknowledged"] = sum(change.what == "told" for change in changes)
    (folder / "played").mkdir()
    for moment in range(len(changes) + 1):
        done = changes[:moment]
        for way in ("none", "all", "any"):
            check(folder / "played", state_after(before, done, way, chance), done)
            seen["states"] += 1
    return seen


def check(folder: Path, files: dict[str, bytes], done: list[Change]) -> None:
    for path in folder.iterdir():
        path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    told = [change.content.decode() for change in done if change.what == "told"]
    try:
        vault = reopened(folder / "K-07.scase")
    except RefusalError as refusal:
        raise AssertionError(f"the vault does not open: {refusal}") from None
    for receipt in told:
        assert vault.bears_out(receipt_from(receipt)), f"{receipt} is lost"
    closed(vault)


def state_after(before: dict[str, bytes], done: list[Change], way: str, chance: random.Random) -> dict[str, bytes]:
    """Return what may be on the disk after these changes.

    way: "none" of what was not synced, "all" of it, or "any" part of it
    """
    live = {name: File(bytearray(content)) for name, content in before.items()}
    durable, pending = dict(live), []  # names on the disk, and what was done to names since the folder was synced
    for change in done:
        if change.what == "sync" and change.name == FOLDER:
            durable, pending = dict(live), []
        elif change.what == "sync" and change.name in live:
            live[change.name].sync()
        elif change.what in ("write", "cut") and change.name in live:
            live[change.name].pending.append(change)
        elif change.what in NAMING:
            made = File(bytearray())
            pending.append((change, made))
            rename(live, change, made)
    kept = {"none": 0, "all": len(pending), "any": chance.randrange(len(pending) + 1)}[way]
    for change, made in pending[:kept]:
        rename(durable, change, made)
    return {name: bytes(one.after(way, chance)) for name, one in durable.items()}


def rename(names: dict[str, "File"], change: Change, made: "File") -> None:
    """Do to names what a change does."""
    if change.what == "make":
        names.setdefault(change.name, made)
    elif change.what == "remove":
        names.pop(change.name, None)
    elif change.name in names:
        names[change.other] = names.pop(change.name) if change.what == "rename" else names[change.name]


class File:
    """The bytes of a file that are on the disk, and what was written since the last sync."""

    def __init__(self, durable: bytearray) -> None:
        self.durable = durable
        self.pending: list[Change] = []

    def sync(self) -> None:
        self.durable = self.after("all", random.Random(0))
        self.pending = []

    def after(self, way: str, chance: random.Random) -> bytearray:
        content = bytearray(self.durable)
        for change in self.pending:
            if way == "all":
                put(content, change, len(change.content))
            elif way == "any" and chance.random() < 0.5:
                whole = chance.random() < 0.7
                put(
                    content,
                    change,
                    len(change.content) if whole else chance.randrange(0, len(change.content) + 1, SECTOR),
                )
        return content


def put(content: bytearray, change: Change, length: int) -> None:
    if change.what == "cut":
        content[change.at :] = bytes(max(0, change.at - len(content)))
        return
    if len(content) < change.at:
        content.extend(bytes(change.at - len(content)))
    content[change.at : change.at + length] = change.content[:length]


def changes_in(trace: Path, folder: Path) -> list[Change]:
    """Read what strace wrote: the changes to files in one folder, in order, and what was told."""
    changes: list[Change] = []
    places: dict[str, int] = {}  # by descriptor, where a plain `write` goes
    for line in trace.read_text().splitlines():
        call = CALL.match(line)
        if call is None or call[3].startswith("-1"):
            continue
        name, given = call[1], call[2]
        text = [unescaped(one) for one in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', given)]
        descriptor = re.match(
            r"(\d+)<((?:\\x[0-9a-f]{2})*)>(?!\(deleted\))", given
        )  # what has no name any more is lost anyway
        path = Path(unescaped(descriptor[2]).decode()) if descriptor else None
        here = path.name if path is not None and path.parent == folder else FOLDER if path == folder else ""
        if name == "write" and descriptor and descriptor[1] == "2" and text[0].startswith(b"told "):
            changes.append(Change("told", "", content=text[0].split()[1]))
        elif name == "openat" and text and Path(text[0].decode()).parent == folder:
            places[call[3].split("<")[0]] = 0
            if "O_CREAT" in given:
                changes.append(Change("make", Path(text[0].decode()).name))
        elif name in ("fsync", "fdatasync") and here:
            changes.append(Change("sync", here))
        elif name == "pwrite64" and here:
            changes.append(Change("write", here, int(given.rsplit(",", 1)[1]), text[0]))
        elif name == "write" and here and descriptor:
            changes.append(Change("write", here, places.get(descriptor[1], 0), text[0]))
            places[descriptor[1]] = places.get(descriptor[1], 0) + len(text[0])
        elif name == "lseek" and here and descriptor:
            places[descriptor[1]] = int(call[3])
        elif name == "ftruncate" and here:
            changes.append(Change("cut", here, int(given.rsplit(",", 1)[1])))
        elif name in ("unlink", "unlinkat") and text and Path(text[0].decode()).parent == folder:
            changes.append(Change("remove", Path(text[0].decode()).name))
        elif name in ("rename", "link", "linkat") and len(text) == 2 and Path(text[0].decode()).parent == folder:
            changes.append(
                Change(
                    "link" if name != "rename" else name, Path(text[0].decode()).name, other=Path(text[1].decode()).name
                )
            )
    return changes


def unescaped(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2] == "synced")
