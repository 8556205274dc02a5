"""The mapping of a population: what is the same for everybody, and which columns hold the rest (docs/reference/population-format.md)."""

from msgspec import Struct

from safeconduct.person.model import Person, Statement


class Column(Struct, frozen=True):
    """A column of the table of people; with `equals`, whether it holds this code."""

    name: str
    equals: str | None = None


class Line(Struct, frozen=True):
    """One statement about everybody. What a column holds stands in it as unknown."""

    statement: Statement
    value: Column | None = None
    since: Column | None = None
    on: Column | None = None

    @property
    def day(self) -> Column | None:
        """The column of the fact's day, be it since when or, of a date, the day itself."""
        return self.since or self.on


class Population(Struct, frozen=True):
    """`template` is the person that everybody is, but for the columns; its one wish is the goal. `lines` has one line for each of its statements."""

    label: str
    ids: tuple[str, ...]
    template: Person
    lines: tuple[Line, ...]

    def values(self) -> tuple[Column, ...]:
        """Return what holds the value of some fact, each once."""
        return tuple(dict.fromkeys(line.value for line in self.lines if line.value is not None))

    def days(self) -> tuple[Column, ...]:
        """Return the columns that hold days, each once."""
        return tuple(dict.fromkeys(line.day for line in self.lines if line.day is not None))
