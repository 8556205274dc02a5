"""YAML text → tree: strict, bounded, without recursion, all problems collected.

The reader walks the events of the parser with a stack of its own. It builds nothing that the text does not spell out:
no aliases, anchors, tags or merge keys, so that a short text cannot become a large value.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from safeconduct.lawbook.model import Entry, Mapping, Node, Place, Scalar, Sequence
from safeconduct.lawbook.problems import FORBIDDEN, MOST_PROBLEMS, Problem, expectation, in_order, problem_at, quoted

MOST_BYTES = 2_000_000
MOST_DEPTH = 40
MOST_VALUES = 200_000

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})", re.ASCII)
CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}


class Text(NamedTuple):
    """A file as read: its tree (None when there is none), its problems in order, its lines for messages."""

    file: str
    root: Node | None
    problems: list[Problem]
    lines: list[str]

    def line(self, number: int) -> str | None:
        """Return a line by its number, counted from 1, or None."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else None


def text_from_file(path: Path, name: str | None = None) -> Text:
    """Read a file; one that cannot be read is a problem, not an exception. `name` is what messages call it."""
    name = name or path.as_posix()
    try:
        with path.open("rb") as stream:
            source = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        return refused(name, "L001", f"the file cannot be read: {reason}", "Check its name and who may read it.")
    return text_from_bytes(source, name)


def text_from_bytes(source: bytes, file: str) -> Text:
    """Return the tree of a YAML text. `file` is the name that places and messages carry."""
    if len(source) > MOST_BYTES:
        return refused(file, "L002", f"the file is larger than {MOST_BYTES:,} bytes", "Spread it over several files.")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        found = f"the file is not UTF-8 text: byte {error.start + 1}"
        return refused(file, "L001", found, "Save the file as UTF-8.", line)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    problems = list(forbidden_characters(lines, file))
    if problems:
        return Text(file, None, problems, lines)
    reader = Reader(file, lines)
    reader.read(text)
    return Text(file, reader.root, in_order(reader.problems), lines)


def refused(file: str, code: str, found: str, repair: str, line: int = 1) -> Text:
    return Text(file, None, [Problem(file, line, 1, 1, code, found, expectation(code), repair)], [])


def forbidden_characters(lines: list[str], file: str) -> Iterator[Problem]:
    count = 0
    for number, line in enumerate(lines, 1):
        for match in FORBIDDEN.finditer(line):
            place = Place(file, number, match.start() + 1)
            yield problem_at(
                place, "L011", f"forbidden character U+{ord(match[0]):04X}", expectation("L011"), "Delete it."
            )
            count += 1
            if count == MOST_PROBLEMS:
                return


class Open:
    """A list or mapping whose end has not been met."""

    __slots__ = ("is_mapping", "items", "key", "keys", "place")

    def __init__(self, place: Place, is_mapping: bool) -> None:
        self.place = place
        self.is_mapping = is_mapping
        self.items: list[Any] = []
        self.key: Scalar | None = None  # the key whose value comes next
        self.keys: dict[str, Scalar] = {}


class StopError(Exception):
    """The rest of the file cannot be read."""


# What stands for a key that was refused, so that its value is still read and checked.
NO_KEY = Scalar(Place("", 0, 0), "", "")


class Reader:
    """The events of one file, made into a tree."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file = file
        self.lines = lines
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.stack: list[Open] = []
        self.values = 0
        self.documents = 0

    def read(self, text: str) -> None:
        try:
            for event in yaml.parse(text, Loader=LOADER):
                self.take(event)
        except StopError:
            self.root = None
        except yaml.YAMLError as error:
            self.root = None
            self.problems.append(self.not_yaml(error))
        except RecursionError:  # only the fallback parser, written in Python, can meet it
            self.root = None
            self.stop(Place(self.file, 1, 1), "L003", "lists or mappings nested too deep")

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self.check(event)
            self.put(self.scalar(event))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self.check(event)
            self.stack.append(Open(self.place(event), kind is yaml.MappingStartEvent))
            if len(self.stack) > MOST_DEPTH:
                self.refuse_and_stop(event, "L003", f"nested more than {MOST_DEPTH} deep")
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            ended = self.stack.pop()
            self.put((Mapping if ended.is_mapping else Sequence)(ended.place, tuple(ended.items)))
        elif kind is yaml.AliasEvent:
            self.count(event)
            self.refuse(event, "L006", f"alias {quoted('*' + event.anchor)}", "Write the value out, or quote the text.")
            self.put(Scalar(self.place(event), None, ""))
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self.refuse_and_stop(event, "L012", "a second document begins here", "Make it a file of its own.")

    def check(self, event: Any) -> None:
        self.count(event)
        if event.anchor is not None:
            found = f"anchor {quoted('&' + event.anchor)}"
            self.refuse(event, "L006", found, "Write the value out where it is used, or quote the text.")
        if event.tag is not None:
            found = f"tag {quoted(event.tag)}"
            self.refuse(event, "L007", found, "Delete the tag, or quote the text.")

    def count(self, event: Any) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            self.refuse_and_stop(event, "L004", f"more than {MOST_VALUES:,} values", "Spread it over several files.")

    def scalar(self, event: Any) -> Scalar:
        written: str = event.value
        place = self.place(event)
        if not event.style:  # plain
            if written in CONSTANTS:
                return Scalar(place, CONSTANTS[written], written)
            if NUMBER.fullmatch(written):
                return Scalar(place, int(written), written)
        match = FORBIDDEN.search(written)
        if match:  # written as an escape, e.g. "\0"
            self.refuse(event, "L011", f"forbidden character U+{ord(match[0]):04X}", "Delete it.")
        start, end = event.start_mark, event.end_mark
        marks = 1 if event.style else 0
        one_line = start.line == end.line and end.column - start.column == len(written) + 2 * marks
        return Scalar(place, written, written, marks if one_line else None)

    def put(self, node: Node) -> None:
        """Add a finished value to the list or mapping that is open, or make it the root."""
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key is None:
            top.key = self.key(node, top)
        else:
            if top.key is not NO_KEY:
                top.items.append(Entry(top.key, node))
            top.key = None

    def key(self, node: Node, top: Open) -> Scalar:
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            found = (
                f"key {quoted(node.written)} is no text" if isinstance(node, Scalar) else "a list or mapping as a key"
            )
            self.problem(node.place, "L010", found, "Put it in quotes, if it is meant as a text.")
            return NO_KEY
        if node.written == "<<" and node.offset == 0:
            self.problem(node.place, "L008", "merge key '<<'", "Write the keys out.")
            return NO_KEY
        first = top.keys.setdefault(node.written, node)
        if first is not node:
            found = f"key {quoted(node.written)} written twice"
            self.problem(
                node.place, "L009", found, f"It is first written in line {first.place.line}. Delete one, or rename it."
            )
            return NO_KEY
        return node

    def place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        if start.line == end.line:
            return Place(self.file, start.line + 1, start.column + 1, max(1, end.column - start.column))
        if type(event) is yaml.ScalarEvent and start.line < len(self.lines):
            rest = len(self.lines[start.line].rstrip()) - start.column
            return Place(self.file, start.line + 1, start.column + 1, max(1, rest))
        return Place(self.file, start.line + 1, start.column + 1)

    def refuse(self, event: Any, code: str, found: str, repair: str = "") -> None:
        self.problem(self.place(event), code, found, repair)

    def refuse_and_stop(self, event: Any, code: str, found: str, repair: str = "") -> None:
        self.stop(self.place(event), code, found, repair)
        raise StopError

    def stop(self, place: Place, code: str, found: str, repair: str = "") -> None:
        self.problems.append(problem_at(place, code, found, expectation(code), repair))

    def problem(self, place: Place, code: str, found: str, repair: str = "") -> None:
        self.problems.append(problem_at(place, code, found, expectation(code), repair))
        if len(self.problems) >= MOST_PROBLEMS:
            raise StopError

    def not_yaml(self, error: yaml.YAMLError) -> Problem:
        mark = getattr(error, "problem_mark", None)
        said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        written = len("\n".join(self.lines).rstrip().split("\n"))  # the number of the last line that is not empty
        if line > written:
            line, column = written, max(1, len(self.lines[written - 1]))
        found, repair = REPAIRS.get(said, (said, "Look for an open bracket or quote and for uneven indentation above."))
        opened = getattr(error, "context_mark", None)
        if "is not closed" in found and opened is not None and opened.line + 1 != line:
            repair += f" It is opened in line {opened.line + 1}."
        return problem_at(Place(self.file, line, column), "L005", f"this is not YAML: {found}", repair=repair)


# What the parser says → what was found and how to repair it, for the mistakes that authors make most.
REPAIRS = {
    "mapping values are not allowed in this context": (
        "a second ': ' in one line",
        "Put the text in quotes if it contains ': ', or begin the key on a line of its own.",
    ),
    "could not find expected ':'": (
        "a key without ':'",
        "Write 'key: value', or indent the line so that it belongs to the text above.",
    ),
    "did not find expected ',' or '}'": (
        "'{' is not closed, or a ',' is missing",
        "Put a text with ',', '{', '}', '[', ']' or ': ' inside {…} in quotes, and close the brace.",
    ),
    "did not find expected ',' or ']'": (
        "'[' is not closed, or a ',' is missing",
        "Put a text with ',', '{', '}', '[', ']' or ': ' inside […] in quotes, and close the bracket.",
    ),
    "did not find expected key": (
        "no key where one belongs",
        "Indent the keys of one mapping alike; a quoted text ends with its quote.",
    ),
    "did not find expected '-' indicator": (
        "no '-' where an item of the list belongs",
        "Indent the items of one list alike.",
    ),
    "found character that cannot start any token": (
        "a text begins with a character that has a meaning in YAML",
        "Put the text in quotes; indent with spaces, not with tabs.",
    ),
    "found unexpected end of stream": (
        "a quote is not closed",
        "Close the quote.",
    ),
    "block sequence entries are not allowed in this context": (
        "'- ' in the same line as a key",
        "Begin the list on a line of its own.",
    ),
    "found undefined tag handle": ("a tag", "Delete the tag, or quote the text."),
}
