"""Regions: whoever is put into one has the answer that the search gives for them alone, with their own days."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.population.asked import CONSTANT
from safeconduct.population.best import REACHABLE, Best, best_of, best_way
from safeconduct.population.cores import Core
from safeconduct.population.regions import Kind, Region, regions_of, rules_of
from safeconduct.routes.task import Task
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import Packed
from strategies import TODAY, some_rules

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


@settings(max_examples=30, deadline=None)
@given(some_rules(), days_of_people)
def test_each_member_of_a_region_has_the_answer_given_alone(rules, days):
    kind = kind_of(rules, 2)
    answers = together(regions_of(rules, dated_atoms(rules), kind, np.array(days), answer))
    assert [answers[row] for row in range(PEOPLE)] == [alone(rules, kind, own) for own in days]


@settings(max_examples=30, deadline=None)
@given(some_rules(), days_of_people)
def test_a_start_in_a_core_has_the_answer_of_a_task_of_its_own(rules, days):
    core, atoms, kind = Core(rules), dated_atoms(rules), kind_of(rules, 2)
    starts = [rules_of(rules, atoms, kind, own) for own in days]
    assert [best_way(core.task_of(one), ()) for one in starts] == [best_way(Task(one), ()) for one in starts]
