"""Where a citation is written: the line of a lawbook file, found in its text, for parts of the law that keep no line of their own."""

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import structs

from safeconduct.law.bases import Basis
from safeconduct.law.sources import files_of


def placed(bases: Iterable[Basis], books: dict[str, Path]) -> list[Basis]:
    """Return the citations with the line that writes each, as far as it is found; else that of the rule, or none.

    books: the folder of each lawbook, by the book's name
    """
    lines = {
        f"{folder.name}/{file.name}": file.read_text(encoding="utf-8").splitlines()
        for folder in books.values()
        for file in files_of(folder)
    }
    return [structs.replace(basis, place=_place_of(basis, lines)) for basis in bases]


def _place_of(basis: Basis, files: dict[str, list[str]]) -> str:
    start = basis.place or _entry(basis, files)
    file, _, number = start.rpartition(":")
    if not file or file not in files:
        return start
    lines, first = files[file], int(number) - 1
    cited = re.compile(rf"(?<![\w(.]){re.escape(str(basis.citation))}(?![\w(.])")
    for at in range(first, len(lines)):
        if (
            at > first
            and lines[at].strip()
            and not lines[at].lstrip().startswith("#")
            and _indent(lines[at]) <= _indent(lines[first])
        ):
            break
        if cited.search(lines[at]):
            return f"{file}:{at + 1}"
    return start


def _entry(basis: Basis, files: dict[str, list[str]]) -> str:
    """Return the line of an entry of the register: that of its name, or of its first words."""
    book, _, name = basis.rule.partition(".")
    named = basis.kind != "not in rules"
    begins = re.compile(rf"^ *{re.escape(name)}:" if named else re.escape(basis.rule.removesuffix(" …")))
    for file, lines in files.items():
        if named and not file.startswith(f"{book}/"):
            continue
        for at, line in enumerate(lines):
            if begins.search(line):
                return f"{file}:{_item_begin(lines, at) + 1}"
    return ""


def _item_begin(lines: list[str], at: int) -> int:
    """Return the line on which the list entry begins that a line is part of; the line itself outside of lists."""
    for above in range(at, max(-1, at - 5), -1):
        if lines[above].lstrip().startswith("- "):
            return above
    return at


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
