"""Crowd: people counted by what the rules of one goal can tell apart on the day of the question."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from msgspec.structs import replace

from safeconduct.law.model import Law
from safeconduct.population.asked import Asked, Ints, asked_of, starts_of
from safeconduct.population.distinct import distinct
from safeconduct.population.held import stacked
from safeconduct.population.model import Column, Population
from safeconduct.population.reading import equal_to, ordinals_of, truths_of
from safeconduct.population.scope import scope_of
from safeconduct.rules.model import Rules
from safeconduct.terms.truth import Truth

WAIVED = 2  # lines of one act that a reform may waive at most

Mask = npt.NDArray[np.bool_]


class Crowd(NamedTuple):
    """Kinds of people, one column of each array a kind; rows of `values` and `since` are the facts `names`.

    people: how many are of the kind
    since:  of a day that a column holds, the latest of those since which the same periods have passed; 0: unknown
    """

    names: tuple[str, ...]
    people: Ints
    values: Ints
    since: Ints

    def differing(self, group: Ints) -> set[str]:
        """Return the facts in which the kinds of a group differ."""
        values, since = self.values[:, group], self.since[:, group]
        differ = ((values != values[:, :1]) | (since != since[:, :1])).any(axis=1)
        return {name for name, differs in zip(self.names, differ, strict=True) if differs}

    def as_one(self, rules: Rules, group: Ints) -> Rules:
        """Return the rules with the facts of the first kind of a group."""
        number = {name: atom for atom, name in enumerate(rules.atoms)}
        values, since = list(rules.values), list(rules.since)
        for row, name in enumerate(self.names):
            if name in number:
                values[number[name]] = Truth(int(self.values[row, group[0]]))
                since[number[name]] = int(self.since[row, group[0]])
        return replace(rules, values=tuple(values), since=tuple(since))

    def split(self, group: Ints, on: set[str]) -> list[Ints]:
        """Return a group in parts, by the fact among `on` in which it falls into fewest; it must differ in one."""
        parts = (self._parts(group, row) for row, name in enumerate(self.names) if name in on)
        return min((one for one in parts if len(one) > 1), key=len)

    def _parts(self, group: Ints, row: int) -> list[Ints]:
        stood = np.stack((self.values[row, group], self.since[row, group]), axis=1)
        which = np.unique(stood, axis=0, return_inverse=True)[1].ravel()
        return [group[which == part] for part in range(int(which.max()) + 1)]


class Question(NamedTuple):
    """One goal: the rules that can matter to anybody of the crowd, though some lines were waived."""

    rules: Rules
    crowd: Crowd


def question_of(law: Law, population: Population, table: pa.Table) -> Question:
    """Return the goal of a population as it stands for the rows of a table; `law` is in force on the day of the question."""
    asked = asked_of(law, population)
    scoped = scope_of(asked.rules, {asked.rules.atoms[atom] for atom in asked.fed}, WAIVED)
    return Question(scoped, crowd_of(narrowed(asked, scoped), table))


def narrowed(asked: Asked, rules: Rules) -> Asked:
    """Return what is asked over fewer of its rules, with the columns that these read."""
    number = {name: atom for atom, name in enumerate(rules.atoms)}
    names = {asked.rules.atoms[atom]: lines for atom, lines in asked.fed.items()}
    fed = {number[name]: lines for name, lines in names.items() if name in number}
    read = {column for lines in fed.values() for line in lines for column in (line.value, line.day)}
    kept = [place for place, day in enumerate(asked.days) if day in read]
    return asked._replace(
        rules=rules,
        fed=fed,
        values=tuple(one for one in asked.values if one in read),
        days=tuple(asked.days[place] for place in kept),
        cutoffs=tuple(asked.cutoffs[place] for place in kept),
        exact=frozenset(new for new, place in enumerate(kept) if place in asked.exact),
    )


def crowd_of(asked: Asked, table: pa.Table) -> Crowd:
    """Return the people of a table with the columns that `asked` reads.

    Two days of a column are the same here if every period that the rules count from it has passed, or has not, since both.
    """
    days = [ordinals(table, column) for column in asked.days]
    spans = [one if place in asked.exact else span_of(one, asked.cutoffs[place]) for place, one in enumerate(days)]
    told = [held(table, column) for column in asked.values]
    which, first = distinct([*told, *spans], table.num_rows)
    values = stacked([one[first] for one in told], len(first))
    latest = stacked([latest_in(one, span)[first] for one, span in zip(days, spans, strict=True)], len(first))
    starts = starts_of(asked, values, latest)
    since = starts.since
    for place in range(latest.shape[1]):
        since = np.where(starts.source == place, latest[:, place], since)
    return Crowd(tuple(asked.rules.atoms[atom] for atom in asked.fed), np.bincount(which), starts.values, since)


def held(table: pa.Table, column: Column) -> Ints:
    """Return what a column says of a fact: false, unknown or true as a number."""
    said = table[column.name].combine_chunks()
    found = truths_of(said) if column.equals is None else equal_to(said.dictionary_encode(), column.equals)
    return found.astype(np.int64)


def ordinals(table: pa.Table, column: Column) -> Ints:
    """Return the days of a column as ordinals, 0 where there is none."""
    return ordinals_of(table[column.name].combine_chunks(), 0).astype(np.int64)


def span_of(days: Ints, cutoffs: tuple[int, ...]) -> Ints:
    """Return for each day how many cutoffs it is after; -1 for an unknown day."""
    return np.where(days == 0, -1, np.searchsorted(np.array(cutoffs), days))


def latest_in(days: Ints, span: Ints) -> Ints:
    """Return for each day the latest of its span."""
    which = np.unique(span, return_inverse=True)[1].ravel()
    latest = np.zeros(int(which.max(initial=0)) + 1, np.int64)
    np.maximum.at(latest, which, days)
    return np.asarray(latest[which])
