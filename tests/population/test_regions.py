"""Regions: whoever is put into one has the answer that the search gives for them alone, with their own days."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from safeconduct.population.asked import CONSTANT
from safeconduct.population.best import REACHABLE, Best, best_of, best_way
from safeconduct.population.cores import Core
from safeconduct.population.regions import Kind, Region, regions_of, rules_of
from safeconduct.routes.task import Task
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import Packed
from safeconduct.terms.truth import Truth
from strategies import TODAY, some_rules
from trying import examples

PEOPLE = 12
DAYS_AGO = 70  # about as far back as the periods of these rules reach


def dated_atoms(rules: Rules) -> tuple[int, ...]:
    """Return the atoms whose day is known at the start."""
    return tuple(atom for atom in Packed(rules).clocked if rules.since[atom])


def kind_of(rules: Rules, columns: int) -> Kind:
    """Return a kind of people whose known days come from columns, in turn."""
    atoms = dated_atoms(rules)
    return Kind(
        tuple(int(rules.values[atom]) for atom in atoms),
        tuple(rules.since[atom] for atom in atoms),
        tuple(place % columns if columns else CONSTANT for place in range(len(atoms))),
    )


def answer(rules: Rules) -> Best:
    return best_of(rules, ())


def alone(rules: Rules, kind: Kind, days: list[int]) -> tuple[object, int]:
    best = answer(rules_of(rules, dated_atoms(rules), kind, days))
    return best._replace(end=0), best.end if best.answer == REACHABLE else 0


def together(regions: list[Region]) -> dict[int, tuple[object, int]]:
    return {
        member: (region.best, end)
        for region in regions
        for member, end in zip(region.members.tolist(), region.ends.tolist(), strict=True)
    }


days_of_people = st.lists(
    st.lists(st.integers(TODAY - DAYS_AGO, TODAY), min_size=2, max_size=2), min_size=PEOPLE, max_size=PEOPLE
)


@settings(max_examples=examples(10), deadline=None)
@given(some_rules(), days_of_people)
def test_each_member_of_a_region_has_the_answer_given_alone(rules, days):
    kind = kind_of(rules, 2)
    answers = together(regions_of(rules, dated_atoms(rules), kind, np.array(days), answer))
    assert [answers[row] for row in range(PEOPLE)] == [alone(rules, kind, own) for own in days]


def turned(rules: Rules, atoms: list[int], day: int) -> Rules:
    """Return the rules as they are for somebody of whom some facts are the other way round, true since `day`."""
    values, since = list(rules.values), list(rules.since)
    for atom in set(atoms) & set(range(len(rules.atoms))) - set(rules.mirrored()) - set(rules.dates):
        values[atom] = Truth.FALSE if values[atom] is Truth.TRUE else Truth.TRUE
        since[atom] = day if values[atom] is Truth.TRUE else 0
    return replace(rules, values=tuple(values), since=tuple(since))


somebody = st.tuples(st.lists(st.integers(0, 12)), st.integers(TODAY - DAYS_AGO, TODAY))


@settings(max_examples=examples(20), deadline=None)
@given(some_rules(), st.lists(somebody, min_size=4, max_size=4))
def test_a_start_in_a_core_has_the_answer_of_a_task_of_its_own(rules, people):
    core, starts = Core(rules), [turned(rules, *one) for one in people]
    assert [best_way(core.task_of(one), ()) for one in starts] == [best_way(Task(one), ()) for one in starts]
