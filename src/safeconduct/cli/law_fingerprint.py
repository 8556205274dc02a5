"""`safeconduct law fingerprint`: write down which words of the statutes the rules rest on, or check what is written down."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from safeconduct.answers.columns import clean
from safeconduct.cli.folders import folders_of
from safeconduct.cli.inquiry import law_of, stop
from safeconduct.law.bases import Basis, bases_of
from safeconduct.law.fingerprint_file import (
    COMPARED,
    FINGERPRINTS,
    RENAMED,
    Kept,
    books_of,
    read_compared,
    read_kept,
    read_renamed,
    render,
)
from safeconduct.law.fingerprints import Marks, TextName, read_fingerprints
from safeconduct.law.git_texts import NoHistoryError
from safeconduct.law.library import Library, library_of
from safeconduct.law.model import Law
from safeconduct.law.places import placed
from safeconduct.law.shelf import lawbook_folder
from safeconduct.terms.citation import Citation

STALE = 1


class Shelved(NamedTuple):
    """The lawbooks with what is kept beside them: the law, its citations, the folder of each book, fingerprints, what lawyers noted."""

    law: Law
    bases: list[Basis]
    books: dict[str, Path]
    kept: dict[str, Kept]
    renamed: dict[str, str]
    compared: set[tuple[Citation, int, int]]

    def marks(self) -> Marks:
        return {name: marks for kept in self.kept.values() for name, marks in kept.marks.items()}

    def days(self) -> list[date]:
        """Return the days for which any of the books was read, oldest first."""
        return sorted({day for kept in self.kept.values() for day in kept.days})


def shelved(lawbooks: Path | None) -> Shelved:
    """Return the lawbooks of a folder with what is kept beside them; a file that is not understood ends the program."""
    law = law_of(lawbooks)
    books = books_of(folders_of(lawbook_folder() if lawbooks is None else lawbooks))
    try:
        kept = {book: read_kept(folder / FINGERPRINTS) for book, folder in books.items()}
        renamed = {name: new for folder in books.values() for name, new in read_renamed(folder / RENAMED).items()}
        compared = {one for folder in books.values() for one in read_compared(folder / COMPARED)}
    except (ValueError, OSError) as error:
        stop(f"{error}")
    return Shelved(law, placed(bases_of(law), books), books, kept, renamed, compared)


def open_library(texts: Path, law: Law) -> Library:
    try:
        return library_of(texts, [source.texts for source in law.sources.values() if source.texts is not None])
    except NoHistoryError as error:
        stop(f"{texts.as_posix()}: {error}.")


def fingerprint(texts: Path, days: list[date], lawbooks: Path | None, check: bool) -> int:
    """Write the fingerprints of every lawbook (or with `check` only compare) and show what changed; return the exit code.

    days: those for which the lawbooks were read; none: those that the files name, and without files only today cannot be guessed
    """
    shelf = shelved(lawbooks)
    asked = sorted(set(days)) or shelf.days()
    if not asked:
        stop(
            "no fingerprints yet: name the days for which the lawbooks were read, for example --day 2013-06-01 --day 2026-11-22."
        )
    reading = read_fingerprints(shelf.law, shelf.bases, open_library(texts, shelf.law), asked, shelf.renamed)
    if reading.unresolved:
        for basis in reading.unresolved:
            click.echo(
                clean(
                    f"{place_of(basis)}: {basis.rule} cites {basis.citation}, which no text has {while_in_force(basis)}."
                ),
                err=True,
            )
        stop(
            f"{counted(len(reading.unresolved), 'citation')} lead nowhere; nothing was written. Repair them, or the dates of their rules."
        )
    fresh = {
        book: kept
        for book, kept in _by_book(reading.marks, asked, shelf).items()
        if kept.marks or shelf.kept[book].marks
    }
    stale = any(_differs(shelf.books[book] / FINGERPRINTS, kept) for book, kept in fresh.items())
    if not check:
        _write(fresh, shelf)
    for book, kept in fresh.items():
        old = shelf.kept[book].marks
        click.echo(f"{book}/{FINGERPRINTS}: {_summary(old, kept.marks)}")
        for line in _changed(old, kept.marks) if old else ():
            click.echo(clean(f"  {line}"))
    _show_without_text(reading.no_text)
    if check and stale:
        click.echo("The fingerprints are stale: run `safeconduct law fingerprint` and read the difference.", err=True)
        return STALE
    return 0


def _by_book(marks: Marks, days: list[date], shelf: Shelved) -> dict[str, Kept]:
    """Return the fingerprints of each book: those of the sources that it declares."""
    owner = {short: source.book for short, source in shelf.law.sources.items()}
    return {
        book: Kept(tuple(days), {name: own for name, own in marks.items() if owner[name.short] == book})
        for book in shelf.books
    }


def _write(fresh: dict[str, Kept], shelf: Shelved) -> None:
    for book, kept in fresh.items():
        try:
            (shelf.books[book] / FINGERPRINTS).write_text(render(kept), encoding="utf-8")
        except OSError as error:
            stop(
                f"{book}/{FINGERPRINTS} cannot be written: {error.strerror}. Name a folder of your own with --lawbooks."
            )


def _differs(file: Path, fresh: Kept) -> bool:
    return not file.is_file() or file.read_text(encoding="utf-8") != render(fresh)


def _summary(old: Marks, new: Marks) -> str:
    provisions = len({citation for marks in new.values() for citation in marks})
    changed = len(_changed(old, new))
    said = f"{counted(provisions, 'provision')} in {counted(len(new), 'text')}"
    return f"{said}, unchanged" if not changed else f"{said}, {counted(changed, 'line')} changed"


def _changed(old: Marks, new: Marks) -> list[str]:
    """Return one line for each fingerprint that is new, gone or another."""
    lines = []
    for name in sorted({*old, *new}):
        before, after = old.get(name, {}), new.get(name, {})
        for citation in dict.fromkeys((*before, *after)):
            if citation not in before:
                lines.append(f"+ {citation}, {text_in_words(name)}")
            elif citation not in after:
                lines.append(f"- {citation}, {text_in_words(name)}: no rule rests on it any more")
            elif before[citation].whole != after[citation].whole:
                lines.append(
                    f"! {citation}, {text_in_words(name)}: other words, the text of this promulgation was corrected"
                )
            elif before[citation] != after[citation]:
                lines.append(f"~ {citation}, {text_in_words(name)}: the same words, other names in {RENAMED}")
    return lines


def _show_without_text(bases: Iterable[Basis]) -> None:
    bases = list(bases)
    if bases:
        click.echo(f"Not read, for these texts are not here ({counted(len(bases), 'citation')}):")
    for basis in bases:
        click.echo(clean(f"  {place_of(basis)}: {basis.rule}, {basis.citation}, {while_in_force(basis)}"))


def text_in_words(name: TextName) -> str:
    return f"no. {name.number} of {name.promulgated}, in force {name.in_force}"


def while_in_force(basis: Basis) -> str:
    if basis.start is None and basis.end is None:
        return "on the days for which the lawbook was read"
    return f"while the rule is in force ({basis.start or '…'} to {basis.end or '…'})"


def place_of(basis: Basis) -> str:
    """Return where a rule stands; of an entry that keeps no place, what kind of entry it is."""
    return basis.place or f"({basis.kind})"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
