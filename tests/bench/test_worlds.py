"""Invented worlds are lawbooks like any other, and their best ways are known."""

import pytest
from msgspec.structs import replace

from oracles.worlds import fewest_days, situations
from safeconduct.cli.inquiry import inquiry_of
from safeconduct.lawbook.from_text import text_from_file
from safeconduct.routes.from_graph import solve
from safeconduct.rules.from_law import compile_rules
from safeconduct.rules.packed import formulas_of
from safeconduct.rules.relevance import atoms_of, for_goal
from safeconduct.terms.truth import Truth
from worlds import drawn_world, write_world

SEEDS = range(1, 5)


def compiled(world, folder, **how):
    write_world(world, folder, **how)
    inquiry = inquiry_of(folder / "case.yaml", folder / "lawbooks", None)
    whole = compile_rules(inquiry.law, inquiry.person)
    return for_goal(whole.rules, whole.goals[0])


def without_memory(rules):
    """The rules with one atom `decided` for every grant that nothing reads: what was asked for before makes no difference."""
    read = {atom for formula in formulas_of(rules) for atom in atoms_of(formula)}
    spare = len(rules.atoms)
    return replace(
        rules,
        atoms=(*rules.atoms, "decided"),
        values=(*rules.values, Truth.FALSE),
        since=(*rules.since, 0),
        decisions=tuple(replace(one, granted=one.granted if one.granted in read else spare) for one in rules.decisions),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_search_takes_as_many_days_as_a_plain_shortest_path_through_what_was_drawn(seed, tmp_path):
    world = drawn_world(3, seed)
    solution = solve(without_memory(compiled(world, tmp_path)), thorough=True)
    assert [group.policy.route.cost.days for group in solution.groups] == [fewest_days(world)]


@pytest.mark.parametrize(("flavour", "flags", "operators"), [("plain", 0, 35), ("timed", 7, 38)])
@pytest.mark.parametrize("spelled", [False, True])
def test_a_world_is_a_lawbook_without_mistakes(flavour, flags, operators, spelled, tmp_path):
    world = drawn_world(5, 1, flavour, flags)
    assert len(compiled(world, tmp_path, spelled=spelled).operators) == operators


def test_procedures_spelled_out_for_each_country_are_the_same_operators(tmp_path):
    world = drawn_world(5)
    together, spelled = compiled(world, tmp_path / "a"), compiled(world, tmp_path / "b", spelled=True)
    assert lines_of(together) == lines_of(spelled)


def lines_of(rules):
    names = rules.atoms
    return sorted(
        str([[names[atom] for atom in atoms_of(line.formula)] for line in one.lines]) for one in rules.operators
    )


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_world(drawn_world(20, 3), tmp_path / name)
    first = {path.name: path.read_bytes() for path in (tmp_path / "a").rglob("*.yaml")}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "b").rglob("*.yaml")}


def test_a_world_of_fifty_countries_has_as_many_situations_as_it_had():
    assert situations(drawn_world(50)) == 25_851


def test_a_world_of_two_hundred_countries_fits_into_the_files_of_a_lawbook(tmp_path):
    write_world(drawn_world(200), tmp_path, spelled=True)
    assert not [p for path in sorted(tmp_path.rglob("world/*.yaml")) for p in text_from_file(path).problems]
