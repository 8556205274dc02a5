"""Row → person: what one row of the table says, as the case of that person."""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from safeconduct.person.model import Person, Statement
from safeconduct.population.model import Column, Line, Population

Row = Mapping[str, object]


def person_of_row(population: Population, row: Row) -> Person:
    """Return the person of a row: booleans, dates, codes and None by the name of the column."""
    return with_statements(population, [statement_of(line, row) for line in population.lines])


def with_statements(population: Population, statements: list[Statement]) -> Person:
    return replace(population.template, statements=tuple(statements))


def statement_of(line: Line, row: Row) -> Statement:
    """Return the statement of a line with what the columns of the row hold."""
    value = truth_in(line.value, row) if line.value else line.statement.value
    since = day_in(line.since, row) if line.since else line.statement.since
    on = day_in(line.on, row) if line.on else line.statement.on
    return replace(line.statement, value=(on is not None or None) if line.on else value, since=since, on=on)


def truth_in(column: Column, row: Row) -> bool | None:
    held = row[column.name]
    if held is None or column.equals is None:
        assert held is None or isinstance(held, bool)
        return held
    return str(held) == column.equals


def day_in(column: Column, row: Row) -> date | None:
    held = row[column.name]
    assert held is None or isinstance(held, date)
    return held
