"""Texts of statutes in the history of a git checkout: one commit a promulgation, as legalize-kr keeps them.

Dates are those of the front matter, never of commits: a history may be rewritten. Nothing of the checkout is run: no hook, filter, pager,
signature check or monitor; blobs that are not there are not fetched.
"""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from safeconduct.law.texts import Version, version_from

MOST_COMMITS = 500_000
SECONDS = 600


class NoHistoryError(Exception):
    """git is not there, or cannot read the checkout; the message says which."""


def is_checkout(folder: Path) -> bool:
    """Return whether a folder is the top of a git checkout, or a bare repository."""
    return (folder / ".git").exists() or ((folder / "HEAD").is_file() and (folder / "objects").is_dir())


def history_of(checkout: Path, paths: Iterable[str]) -> dict[str, list[Version]]:
    """Return every text that ever stood at each path, oldest promulgation first; paths that never were are left out.

    Where two commits hold the same promulgation, the later commit counts: it is the corrected text.
    """
    wanted = set(paths)
    walked = _git(  # every change, ours picked below: a walk limited to a hundred paths takes git a hundred times as long
        checkout, "log", "-m", "--topo-order", "--no-renames", "--raw", "--no-abbrev", "-z",
        f"--max-count={MOST_COMMITS}", "--format=", "HEAD", "--",
    )  # fmt: skip
    blobs = _blobs(walked, wanted)
    texts = _contents(checkout, list(dict.fromkeys(blob for _, blob in blobs)))
    found: dict[str, dict[tuple[object, int], Version]] = {}
    for path, blob in blobs:  # newest commit first
        version = version_from(Path(path), texts[blob]) if blob in texts else None
        if version is not None:
            found.setdefault(path, {}).setdefault((version.promulgated, version.number), version)
    return {path: sorted(versions.values()) for path, versions in found.items()}


def _blobs(walked: bytes, wanted: set[str]) -> list[tuple[str, str]]:
    """Return path and blob of every change that left a file, newest commit first, from `git log --raw -z`."""
    blobs = []
    fields = iter(walked.decode("utf-8", "replace").split("\0"))
    for field in fields:
        if field.lstrip("\n").startswith(":"):
            path, blob = next(fields, ""), field.split()[3]
            if path in wanted and blob.strip("0"):
                blobs.append((path, blob))
    return blobs


def _contents(checkout: Path, blobs: list[str]) -> dict[str, str]:
    """Return the text of each blob that is here, in one call of `git cat-file --batch`."""
    if not blobs:
        return {}
    answer = _git(checkout, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
    texts, at = {}, 0
    for blob in blobs:
        head, at = answer[at : answer.index(b"\n", at)].split(), answer.index(b"\n", at) + 1
        if head[1] == b"blob":
            texts[blob] = answer[at : at + int(head[2])].decode("utf-8", "replace").replace("\r\n", "\n")
            at += int(head[2]) + 1
    return texts


def _git(checkout: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = [
        "git", "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false",
        "-c", "core.quotePath=false", "-c", "protocol.allow=never", "-C", str(checkout), "--literal-pathspecs", *arguments,
    ]  # fmt: skip
    quiet = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C.UTF-8"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=SECONDS, env=kept | quiet, check=False)
    except FileNotFoundError:
        raise NoHistoryError("git is not installed, so that the history of a checkout cannot be read") from None
    except subprocess.TimeoutExpired:
        raise NoHistoryError(f"git took more than {SECONDS} seconds to walk the history") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoHistoryError(f"git cannot read the history: {said[0] if said else 'it does not say why'}")
    return done.stdout
