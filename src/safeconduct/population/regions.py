"""Regions: of people who differ only in their days, those whose days answer every question of one search alike.

The search is run for one of them, with symbolic days (`terms.symbolic_days`). Whoever's days answer its questions alike has the same answer, with
the same days as terms over their own; the others wait for the next run. So each answer is that of the ordinary search with the person's real days.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from safeconduct.population.asked import CONSTANT, Ints
from safeconduct.population.best import REACHABLE, Best
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import day_after_of, last_day_of
from safeconduct.terms.dates import Period
from safeconduct.terms.symbolic_days import Named, Question, Term, Trace, find_symbolic
from safeconduct.terms.truth import Truth

LAST_DAY = 3_652_059  # the ordinal of 31 December 9999
NOT_COUNTED = 0  # no ordinal


class Kind(NamedTuple):
    """People who differ only in their days: value, constant since and source of each of some atoms."""

    values: tuple[int, ...]
    since: tuple[int, ...]
    source: tuple[int, ...]  # a column of days, or CONSTANT


class Region(NamedTuple):
    """`members` are rows of the days given; `ends` the day on which each reaches the goal, 0 if not reachable."""

    best: Best
    members: Ints
    ends: Ints


def rules_of(rules: Rules, atoms: tuple[int, ...], kind: Kind, days: list[int], trace: Trace | None = None) -> Rules:
    """Return the rules as they are for one of a kind with its own `days`; symbolic ones if they are traced."""
    values, since = list(rules.values), list(rules.since)
    for atom, value, constant, source in zip(atoms, *kind, strict=True):
        values[atom] = Truth(value)
        day = constant if source == CONSTANT else days[source]
        since[atom] = day if trace is None or not day or source == CONSTANT else trace.day(source, day)
    return replace(rules, values=tuple(values), since=tuple(since))


def regions_of(
    rules: Rules, atoms: tuple[int, ...], kind: Kind, days: Ints, answer: Callable[[Rules], Best]
) -> list[Region]:
    """Return the answers of people of one kind; each row of `days` (people x columns) is in one region.

    atoms: those of `rules` whose start the kind describes; answer: the search, a function of the rules alone
    """
    left = np.arange(len(days))
    regions: list[Region] = []
    while len(left):
        trace = Trace()
        best = answer(rules_of(rules, atoms, kind, days[left[0]].tolist(), trace))
        alike = answering_alike(trace, days[left])
        members = left[alike]
        end = ends_of(best, days[members]) if best.answer == REACHABLE else np.zeros(len(members), np.int64)
        regions.append(Region(best._replace(end=0), members, end))
        left = left[~alike]
    return regions


def answering_alike(trace: Trace, days: Ints) -> npt.NDArray[np.bool_]:
    """Return which rows answer every question noted as it was answered."""
    alike = np.ones(len(days), np.bool_)
    terms: dict[Term, Ints] = {}
    for question, answer in _telling(trace):
        left = _value(question.left, days, terms)
        right = question.offset if question.right is None else _value(question.right, days, terms) + question.offset
        alike &= ((left < right) if question.relation == "<" else (left == right)) == answer
    return alike


def _telling(trace: Trace) -> list[tuple[Question, bool]]:
    """Return the questions, of several about one pair of terms only those whose answers say most."""
    least: dict[tuple[Term, Term | None, bool], int] = {}
    others = []
    for question, answer in trace.answers.items():
        if question.relation == "<":
            key = question.left, question.right, answer
            known = least.get(key, question.offset)
            least[key] = min(known, question.offset) if answer else max(known, question.offset)
        else:
            others.append((question, answer))
    return [*((Question(left, "<", right, offset), answer) for (left, right, answer), offset in least.items()), *others]


def ends_of(best: Best, days: Ints) -> Ints:
    """Return the day each row reaches the goal."""
    end = find_symbolic(best.end)
    if end is None:
        return np.full(len(days), best.end, np.int64)
    return _value(end.term, days, {}) + end.offset


def _value(term: Term, days: Ints, known: dict[Term, Ints]) -> Ints:
    """Return what a term comes to in each row."""
    if term not in known:
        known[term] = (
            days[:, term.column]
            if isinstance(term, Named)
            else counted(_value(term.of, days, known) + term.offset, term.period, whole=term.whole)
        )
    return known[term]


_TABLES: dict[
    tuple[Period, bool], npt.NDArray[np.int32]
] = {}  # days counted so far; pages nobody writes take no memory


def counted(days: Ints, period: Period, *, whole: bool) -> Ints:
    """Return the last day of a period from each day, or (whole) the day after it; each different day is counted once."""
    if (period, whole) not in _TABLES:
        _TABLES[(period, whole)] = np.zeros(LAST_DAY + 1, np.int32)
    table = _TABLES[(period, whole)]
    found = table[days]
    if (found == NOT_COUNTED).any():
        new = np.unique(days[found == NOT_COUNTED])
        count = day_after_of if whole else last_day_of
        table[new] = [count(day, period) for day in new.tolist()]
        found = table[days]
    return found.astype(np.int64)
