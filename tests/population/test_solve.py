"""Everybody put together by kinds, cores and regions has the answer given alone, under random rules."""

from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from safeconduct.person.model import Person
from safeconduct.population import kinds
from safeconduct.population.alone import answer_to
from safeconduct.population.asked import CONSTANT, Asked, Ints, Starts, cutoffs_of, over_of
from safeconduct.population.base import base_of, refusable_of
from safeconduct.population.best import REACHABLE
from safeconduct.population.held import held_of
from safeconduct.population.model import Column, Population
from safeconduct.population.solve import solve
from safeconduct.rules.model import Rules
from safeconduct.rules.relevance import for_goal
from safeconduct.terms.truth import Truth
from strategies import TODAY, some_rules
from trying import examples

PEOPLE = 14
TRUE = 2


def asked_by(rules: Rules) -> Asked:
    """Return sliced rules as asked of people of whom a column tells the value, and one the day, of every fact."""
    clocks = over_of(rules)
    told = [atom for atom in range(len(rules.atoms)) if atom not in rules.mirrored()]
    dated = [atom for atom in told if atom in clocks]
    nobody = Population("x", (), Person("x", None, (), {}, (), (), (), ()), ())  # type: ignore[arg-type]
    return Asked(
        law=None,  # type: ignore[arg-type]
        population=nobody,
        rules=rules,
        base=base_of(rules, told),
        refusable=refusable_of(rules, told),
        values=tuple(Column(rules.atoms[atom]) for atom in told),
        days=tuple(Column(rules.atoms[atom]) for atom in dated),
        fed=dict.fromkeys(told, ()),
        exact=frozenset(),
        cutoffs=tuple(cutoffs_of(clocks[atom], rules.today) for atom in dated),
    )


def starts_as_told(asked: Asked, values: Ints, days: Ints) -> Starts:
    place = {column.name: number for number, column in enumerate(asked.days)}
    source = np.full((len(asked.fed), len(values)), CONSTANT)
    for row, atom in enumerate(asked.fed):
        number = place.get(asked.rules.atoms[atom])
        if number is not None:
            source[row] = np.where((values[:, row] == TRUE) & (days[:, number] > 0), number, CONSTANT)
    return Starts(values.T.copy(), np.zeros_like(source), source)


@st.composite
def askings(draw: st.DrawFn) -> tuple[Asked, Ints, Ints]:
    """Return rules and people: few different values, so that some people differ in days only."""
    drawn = draw(some_rules())
    rules = for_goal(drawn, drawn.goal)
    asked = asked_by(rules)
    varied = draw(st.sets(st.sampled_from(range(max(1, len(asked.fed)))), max_size=3))
    values, days = np.zeros((PEOPLE, len(asked.fed)), np.int64), np.zeros((PEOPLE, len(asked.days)), np.int64)
    for row, atom in enumerate(asked.fed):
        free = row in varied and atom not in rules.dates
        values[:, row] = [draw(st.integers(0, 2)) if free else int(rules.values[atom]) for _ in range(PEOPLE)]
    for row in range(len(asked.days)):
        known = [draw(st.integers(TODAY - 70, TODAY)) if draw(st.integers(0, 5)) else 0 for _ in range(PEOPLE)]
        days[:, row] = [max(day, asked.earliest_that_matters(row)) if day else 0 for day in known]
    return asked, values, days


@settings(max_examples=examples(12), deadline=None)
@given(askings())
def test_everybody_has_the_answer_given_alone(asking):
    asked, values, days = asking
    with patch.object(kinds, "starts_of", starts_as_told):
        solved = solve(asked, held_of(values, days))
    starts = starts_as_told(asked, values, days)
    for person in range(PEOPLE):
        own, since = list(asked.rules.values), list(asked.rules.since)
        for row, atom in enumerate(asked.fed):
            source = starts.source[row, person]
            own[atom] = Truth(int(values[person, row]))
            since[atom] = 0 if source == CONSTANT else int(days[person, source])
        best = answer_to(replace(asked.rules, values=tuple(own), since=tuple(since)), ())
        key = solved.key[person]
        found = solved.answers[solved.number[key]]
        assert (found, solved.ends[key]) == (best._replace(end=0), best.end if best.answer == REACHABLE else 0)
