"""The files kept beside a lawbook: `fingerprints.txt`, which the program writes; `renamed.txt` and `compared.txt`, which a lawyer writes.

    days 2013-06-01 2026-11-22

    text 국적법 10275 2010-05-04 2011-01-01
    14(1) 5f0c… 88ab…
    + 14(1)1 09ce…
    14의2(1) absent

`days` are those for which the lawbook was read. `text` opens the fingerprints in one text: short name, number and day of the promulgation,
first day in force. Then one provision a line: its hash, and where it names renamed authorities the hash with their newest names; `+` is a
part of the provision above it; `absent` says that this text has no such provision, or has deleted it.

A line of `renamed.txt` gives the names of one authority, the newest last: `안전행정부 > 행정안전부`. A line of `compared.txt` says that somebody
has read a provision in two texts and why one rule serves for both: `국적법 14(1) 10275 18978 wording only`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from safeconduct.law.fingerprints import ABSENT, Mark, Marks, TextName
from safeconduct.law.normal import normal_form
from safeconduct.terms.citation import Citation, parse_citation

FINGERPRINTS = "fingerprints.txt"
RENAMED = "renamed.txt"
COMPARED = "compared.txt"

HEAD = """\
# Fingerprints of the provisions on which the rules of this lawbook rest. Written by `safeconduct law fingerprint`, not by hand;
# what the lines mean: docs/reference/fingerprints.md. No word of a statute can be read from them.
"""


class Kept(NamedTuple):
    """What a fingerprint file holds."""

    days: tuple[date, ...]
    marks: Marks


NOTHING_KEPT = Kept((), {})


def render(kept: Kept) -> str:
    """Return the text of a fingerprint file, the same for the same fingerprints."""
    lines = [HEAD, "days " + " ".join(str(day) for day in kept.days)]
    for name, marks in kept.marks.items():
        lines += ["", f"text {name.short} {name.number} {name.promulgated} {name.in_force}"]
        for citation, mark in marks.items():
            lines += _lines_of(_provision(str(citation)), mark)
    return "\n".join(lines) + "\n"


def _lines_of(provision: str, mark: Mark) -> Iterator[str]:
    if mark.whole is None:
        yield f"{provision} absent"
        return
    yield f"{provision} {mark.whole}" + ("" if mark.plain == mark.whole else f" {mark.plain}")
    for part, own in mark.parts:
        yield f"+ {_provision(str(part))} {own}"


def read_kept(file: Path) -> Kept:
    """Return what a fingerprint file holds; nothing where there is no file.

    Raises ValueError, with the line, where a line is not understood: such a file is to be written anew.
    """
    if not file.is_file():
        return NOTHING_KEPT
    days: tuple[date, ...] = ()
    marks: Marks = {}
    here: dict[Citation, Mark] = {}
    short = ""
    last = Citation("")
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split()
        try:
            match fields:
                case [] | ["#", *_]:
                    continue
                case ["days", *written]:
                    days = tuple(date.fromisoformat(day) for day in written)
                case ["text", short, promulgation, promulgated, in_force]:
                    name = TextName(
                        short, date.fromisoformat(promulgated), date.fromisoformat(in_force), int(promulgation)
                    )
                    here = marks.setdefault(name, {})
                case ["+", provision, own]:
                    part = _cited(short, provision)
                    here[last] = here[last]._replace(parts=(*here[last].parts, (part, _hash(own))))
                case [provision, "absent"]:
                    last = _cited(short, provision)
                    here[last] = ABSENT
                case [provision, whole, *plain] if len(plain) <= 1:
                    last = _cited(short, provision)
                    here[last] = Mark(_hash(whole), _hash(plain[0] if plain else whole))
                case _:
                    raise ValueError
        except (ValueError, KeyError):
            raise ValueError(f"{file.as_posix()}:{number}: not understood: {line[:60]}") from None
    return Kept(days, marks)


def read_renamed(file: Path) -> dict[str, str]:
    """Return the newest name of each former name of an authority, in normal form; nothing where there is no file.

    Raises ValueError where a line is not of the form `FORMER > … > NEWEST`.
    """
    if not file.is_file():
        return {}
    renamed: dict[str, str] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        *former, newest = [normal_form(f"x{name}")[1:] for name in line.split(">")]
        if not former or not newest or not all(former):
            raise ValueError(f"{file.as_posix()}:{number}: not of the form FORMER > NEWEST: {line[:60]}")
        renamed |= dict.fromkeys(former, newest)
    return renamed


def read_compared(file: Path) -> set[tuple[Citation, int, int]]:
    """Return which provisions somebody has compared in which two texts, by numbers of promulgation; nothing where there is no file.

    Raises ValueError where a line is not of the form `SHORT PROVISION OLDER NEWER reason`.
    """
    if not file.is_file():
        return set()
    compared = set()
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = re.fullmatch(r"(\S+ \S+) (\d+) (\d+) \S.*", line.strip())
        citation = None if found is None else parse_citation(unicodedata.normalize("NFC", found[1]))
        if found is None or citation is None:
            raise ValueError(f"{file.as_posix()}:{number}: not of the form CITATION OLDER NEWER reason: {line[:60]}")
        compared.add((citation, int(found[2]), int(found[3])))
    return compared


def books_of(folders: Iterable[Path]) -> dict[str, Path]:
    """Return the folder of each lawbook, by the book's name."""
    books = {}
    for folder in folders:
        found = re.search(r"^lawbook: *(\S+)", (folder / "lawbook.yaml").read_text(encoding="utf-8"), re.MULTILINE)
        if found is not None:
            books[found[1]] = folder
    return books


def _provision(citation: str) -> str:
    return citation.split(" ", 1)[1]


def _cited(short: str, provision: str) -> Citation:
    citation = parse_citation(f"{short} {unicodedata.normalize('NFC', provision)}")
    if citation is None:
        raise ValueError
    return citation


def _hash(written: str) -> str:
    if re.fullmatch("[0-9a-f]{64}", written) is None:
        raise ValueError
    return written
