"""A crowd asked at once gets the answers that its kinds get one by one; reforms free whom waiving a line frees one by one."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.population.crowd import WAIVED, Crowd
from safeconduct.population.reforms import reforms_of
from safeconduct.population.scope import scope_of
from safeconduct.population.standing import REACHABLE, standings
from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import Opening, Routes
from safeconduct.routes.openings import with_changes
from safeconduct.rules.model import Rules
from strategies import TODAY, some_rules
from trying import examples

MANY = 6  # kinds of a crowd


@st.composite
def rules_and_crowds(draw: st.DrawFn) -> tuple[Rules, Crowd]:
    """Return rules, and people who differ in the value and the day of up to three facts of them."""
    rules = draw(some_rules())
    mirrored = rules.mirrored()
    taken = {one.pending for one in rules.decisions}
    grouped = {atom for group in rules.groups for atom in group.atoms}
    facts = [atom for atom in range(len(rules.atoms)) if atom not in mirrored and atom not in taken | grouped]
    varied = draw(st.lists(st.sampled_from(facts), max_size=3, unique=True)) if facts else []
    stands = [(2, TODAY - 40), (2, TODAY - 3)]
    of_each = [stands if atom in rules.dates else [(0, 0), (1, 0), *stands] for atom in varied]
    kinds = list(product(*of_each))[:MANY]
    values = np.array([[value for value, _ in kind] for kind in kinds], np.int64).T.reshape(len(varied), len(kinds))
    since = np.array([[day for _, day in kind] for kind in kinds], np.int64).T.reshape(len(varied), len(kinds))
    names = tuple(rules.atoms[atom] for atom in varied)
    return rules, Crowd(names, np.arange(1, len(kinds) + 1), values, since)


def is_open(rules: Rules) -> bool:
    return isinstance(solve(rules, most=0, answered=0), Routes)


def one_by_one(rules: Rules, crowd: Crowd) -> list[bool]:
    return [is_open(crowd.as_one(rules, np.array([kind]))) for kind in range(len(crowd.people))]


@settings(max_examples=examples(10))
@given(rules_and_crowds())
def test_a_crowd_has_the_answers_of_its_kinds(pair):
    rules, crowd = pair
    found = standings(rules, crowd, np.arange(len(crowd.people)), {})
    open_to = {kind for one in found if one.answer == REACHABLE for kind in one.group.tolist()}
    assert open_to == set(np.flatnonzero(one_by_one(rules, crowd)).tolist())


@settings(max_examples=examples(10))
@given(rules_and_crowds())
def test_every_kind_is_in_one_group(pair):
    rules, crowd = pair
    found = standings(rules, crowd, np.arange(len(crowd.people)), {})
    assert sorted(kind for one in found for kind in one.group.tolist()) == list(range(len(crowd.people)))


@settings(max_examples=examples(6))
@given(rules_and_crowds())
def test_a_scope_keeps_what_is_open_to_anybody_with_a_line_waived(pair):
    rules, crowd = pair
    lines = sorted({line.key for one in rules.operators for line in one.lines if line.waivable})[:3]
    scoped = scope_of(rules, set(crowd.names), WAIVED)
    for key in lines:
        opening = Opening(lines=(key,))
        assert one_by_one(with_changes(scoped, opening), crowd) == one_by_one(with_changes(rules, opening), crowd)


@settings(max_examples=examples(6))
@given(rules_and_crowds())
def test_a_line_alone_frees_whom_its_waiving_frees_one_by_one(pair):
    rules, crowd = pair
    reforms = reforms_of(rules, crowd)
    closed = reforms.standing("none")
    for key in sorted({line.key for one in rules.operators if one.kind != "offence" for line in one.lines})[:4]:
        opened = np.array(one_by_one(with_changes(rules, Opening(lines=(key,))), crowd)) & closed
        assert reforms.freed.get((key,), np.zeros(len(closed), bool)).tolist() == opened.tolist()
