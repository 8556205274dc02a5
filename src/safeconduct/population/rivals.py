"""Rivals: facts that hold for one value at a time, and are true for two in some row (P025 in a case)."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from safeconduct.person.facts import holder_of
from safeconduct.person.statements import written
from safeconduct.population.asked import TRUE, Asked, Ints
from safeconduct.population.boxes import Flags
from safeconduct.population.model import Line


def check_rivals(asked: Asked, values: Ints, people: Ints) -> list[str]:
    """Return a sentence for each two facts that cannot both be true and are so for some of `people` (how many each row of `values` stands for)."""
    said = []
    for one, other in _rivals(asked):
        both = people[_true(asked, one, values) & _true(asked, other, values)].sum()
        if both:
            name, second = written(one.statement.fact), written(other.statement.fact)
            said.append(
                f"{name} and {second} are both true for {both:,} people, and cannot be. Correct the columns, or read both from one code column."
            )
    return said


def _rivals(asked: Asked) -> Iterator[tuple[Line, Line]]:
    for one, other in combinations(asked.population.lines, 2):
        fact = asked.law.facts.get(one.statement.fact.name)
        if fact is None or fact.one_of is None or one.statement.fact.name != other.statement.fact.name:
            continue
        if one.statement.fact != other.statement.fact and holder_of(one.statement.fact, fact) == holder_of(
            other.statement.fact, fact
        ):
            yield one, other


def _true(asked: Asked, line: Line, values: Ints) -> Flags:
    """Return in which rows a line is true; in none if its column is not read."""
    if line.value in asked.values:
        true: Flags = values[:, asked.values.index(line.value)] == TRUE
        return true
    return np.full(len(values), line.value is None and line.statement.value is True)
