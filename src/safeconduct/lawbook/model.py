"""The text as written: a tree in which every key and value knows where it stands."""

from msgspec import Struct


class Place(Struct, frozen=True):
    """Where something is written. Lines and columns count from 1, in characters; `length` is at least 1."""

    file: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Scalar(Struct, frozen=True):
    """A text, a whole number, true, false or nothing (`None`).

    written: the value as it stands in the file, without quotes
    offset:  how many characters of the file precede the first character of the text (0 plain, 1 quoted), or None when
             the text is spread over lines or has escapes, so that its characters have no place of their own
    """

    place: Place
    value: str | int | bool | None
    written: str
    offset: int | None = 0

    def place_of(self, column: int, length: int = 1) -> Place:
        """Return the place of the characters from `column` (0 is the first of the text)."""
        if self.offset is None:
            return self.place
        return Place(self.place.file, self.place.line, self.place.column + self.offset + column, max(1, length))


class Sequence(Struct, frozen=True):
    place: Place
    items: tuple["Node", ...]


class Entry(Struct, frozen=True):
    key: Scalar  # its value is a text
    value: "Node"

    @property
    def name(self) -> str:
        return self.key.written


class Mapping(Struct, frozen=True):
    """Keys are texts, each once, in the order written."""

    place: Place
    entries: tuple[Entry, ...]

    def find(self, name: str) -> "Node | None":
        for entry in self.entries:
            if entry.key.written == name:
                return entry.value
        return None

    def names(self) -> tuple[str, ...]:
        return tuple(entry.key.written for entry in self.entries)


Node = Scalar | Sequence | Mapping
