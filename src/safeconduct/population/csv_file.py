"""CSV files: what their header names, and what is wrong with which line.

Nothing is guessed: a column holds what the mapping reads from it, and every other one, ids among them, text as it is written.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from safeconduct.population.tables import BadTableError, Holds, refuse_ambiguous

DELIMITERS = (",", ";", "\t", "|")
TRUE, FALSE = ("true", "t", "yes", "y", "1"), ("false", "f", "no", "n", "0")  # in capitals or not
QUOTES = "A value with quotes has them around the whole of it. Correct that line."
NOT_UTF_8 = "there is a byte that is not UTF-8. Save the file as UTF-8."
DAY = r"\d{4}-\d{2}-\d{2}"

csv.field_size_limit(1 << 24)  # as much as an engine takes, and more


class CsvFile(NamedTuple):
    """`names` has one name for each column, all different: those in the header, but for columns that are not read and that it does not tell apart."""

    path: Path
    delimiter: str
    names: tuple[str, ...]
    holds: Mapping[str, Holds]

    def find_fault(self) -> str | None:
        """Return the first line that cannot be read, what is wrong with it, and how to repair it.

        Takes as long as reading all of it in Python: for files of which an engine has said that they have a fault.
        """
        lines = islice(_lines(self.path, self.delimiter), 1, None)  # after the header
        try:
            return next((f"{self.path}:{line}: {said}" for line, row in lines if (said := self._wrong(row))), None)
        except OSError:
            return None

    def _wrong(self, row: list[str] | csv.Error) -> str:
        if isinstance(row, csv.Error):
            return f"{row}. {QUOTES}"
        if not row:
            return ""
        if len(row) != len(self.names) and (len(row), row[-1]) != (len(self.names) + 1, ""):
            return f"{len(row)} values where the header names {len(self.names)} columns. Correct that line."
        for name, value in zip(self.names, row, strict=False):
            said = _unfit(name, value, self.holds[name]) if name in self.holds else ""
            if said:
                return said
        return ""


def csv_file_of(path: Path, holds: Mapping[str, Holds]) -> CsvFile:
    """Return how a CSV file is read. Raises BadTableError for a header that is no line of CSV, not UTF-8, or names a column that is read twice.

    The delimiter is the one by which the header has most of the columns that are read.
    """
    headers = {one: next((row for _, row in _lines(path, one)), []) for one in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda one: _number_of(headers[one], holds))
    header = headers[delimiter]
    if isinstance(header, csv.Error):
        raise BadTableError(f"{path}:1: {header}. {QUOTES}")
    if any(map(_has_other_bytes, header)):
        raise BadTableError(f"{path}:1: {NOT_UTF_8}")
    if not header:
        raise BadTableError(f"{path}:1: the line is empty where the names of the columns belong. Remove it.")
    refuse_ambiguous(str(path), header, holds)
    return CsvFile(path, delimiter, told_apart(header), holds)


def told_apart(header: list[str]) -> tuple[str, ...]:
    """Return names of which no two are alike, in capitals or not: an empty one, and the second of two, with its number.

    >>> told_apart(["id", "", "note", "Note"])
    ('id', 'column 2', 'note', 'Note 4')
    """
    taken = {name.lower() for name in header}
    seen: set[str] = set()
    names = []
    for number, name in enumerate(header, 1):
        own = name
        while not own or (own != name and own.lower() in taken) or own.lower() in seen:
            own = f"{own or 'column'} {number}"
        seen.add(own.lower())
        names.append(own)
    return tuple(names)


def _number_of(header: list[str] | csv.Error, holds: Mapping[str, Holds]) -> int:
    """Return how many of the columns that are read a header has, if it is one by this delimiter."""
    return -1 if isinstance(header, csv.Error) else len(set(header) & set(holds))


def _lines(path: Path, delimiter: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Yield each row with the number of the line on which it begins; the last one may be an error."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        rows = csv.reader(file, delimiter=delimiter, strict=True)
        begins = 1
        while True:
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield begins, error
                return
            if row is None:
                return
            yield begins, row
            begins = rows.line_num + 1


def _unfit(name: str, value: str, holds: Holds) -> str:
    if not value.isascii() and _has_other_bytes(value):
        return NOT_UTF_8
    if holds is Holds.TRUTH and value and value.lower() not in TRUE + FALSE:
        return f"column {name!r} holds {value!r} where true or false belongs. Correct that line."
    if holds is Holds.DAY and value and not _is_day(value):
        return f"column {name!r} holds {value!r} where a day belongs, as 2013-06-01. Correct that line."
    return ""


def _has_other_bytes(text: str) -> bool:
    """Return whether bytes that are not UTF-8 were read."""
    return any("\udc80" <= one <= "\udcff" for one in text)


@lru_cache(1 << 15)
def _is_day(value: str) -> bool:
    try:
        return re.fullmatch(DAY, value, re.ASCII) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False
