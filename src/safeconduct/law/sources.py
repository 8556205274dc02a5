"""The files of lawbooks as bytes: which there are, in which order, and their fingerprint."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from safeconduct.lawbook.problems import Problem, expectation

MAIN = "lawbook.yaml"
MOST_BYTES = 2_000_000  # of one file; one more byte is read, so that the reader sees that there are too many
MOST_FILES = 1_000  # of one folder


class Source(NamedTuple):
    """One file: where messages say it is, the folder of its lawbook, its name in it, its bytes."""

    file: str
    folder: str
    name: str
    content: bytes


def sources_in(folders: Iterable[Path]) -> tuple[list[Source], list[Problem]]:
    """Return the files of lawbook folders, `lawbook.yaml` of each first, and why a folder cannot be read."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for folder in folders:
        shown = folder.as_posix()
        try:
            found = [Source(p.as_posix(), shown, p.name, read(p)) for p in files_of(folder)]
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "no folder of this name"
            repair = "Check its name and who may read it."
            problems.append(
                Problem(shown, 1, 1, 1, "L001", f"the lawbook cannot be read: {reason}", expectation("L001"), repair)
            )
            continue
        if not found or found[0].name != MAIN:
            repair = f"A lawbook is a folder with a file {MAIN}."
            problems.append(Problem(shown, 1, 1, 1, "L111", f"no {MAIN} in this folder", expectation("L111"), repair))
        sources += found
    return sources, problems


def files_of(folder: Path) -> list[Path]:
    paths = [path for path in folder.iterdir() if path.suffix == ".yaml" and path.is_file()]
    return sorted(paths, key=lambda path: (path.name != MAIN, path.name))[:MOST_FILES]


def read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def fingerprint_of(sources: Iterable[Source]) -> str:
    """Return the SHA-256 of all files with their names: the same wherever the folders lie."""
    digest = sha256()
    for source in sources:
        for part in (source.folder.rsplit("/", 1)[-1].encode(), source.name.encode(), source.content):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()
