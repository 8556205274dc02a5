"""Rules with remedies only where they are asked for are the rules with all remedies, as far as they go; and an outline tells what can ever be by all."""

from pathlib import Path

import pytest

from oracles.drawn_remedies import drawn
from safeconduct.cli.inquiry import inquiry_of
from safeconduct.graph.bounds import Possible
from safeconduct.law.model import Law
from safeconduct.law.shelf import case_folder
from safeconduct.person.model import Person
from safeconduct.referee.left_out import check_left_out, idle_remedies
from safeconduct.routes.outline import outline_of
from safeconduct.rules.from_law import Ground, compile_rules
from safeconduct.rules.model import Rules
from safeconduct.rules.relevance import for_goal

# A wish without a refusal, one after a refusal, one with a suit begun, one after a time has run out.
CASES = ("former-official", "refused-protection", "passport-refused", "information-unanswered-today")
DRAWN = range(60)


def asked(case: str) -> tuple[Law, Person]:
    inquiry = inquiry_of(Path(case_folder()) / f"{case}.yaml", None, None)
    return inquiry.law, inquiry.person


@pytest.mark.parametrize("case", CASES)
def test_an_outline_tells_what_can_ever_be_under_all_rules(case):
    check_outline(*asked(case))


@pytest.mark.parametrize("case", CASES[1:2])
def test_with_every_remedy_asked_for_the_rules_are_the_whole_ones(case):
    check_whole(*asked(case))


def test_what_is_idle_is_left_out_and_nothing_else():
    law, person = asked("refused-protection")
    ground = Ground(law, person)
    whole = ground.whole.rules
    plain = {one.name for one in ground.plain.operators}
    left_out = {one.name for one in whole.operators} - plain
    assert left_out == {whole.operators[number].name for number in idle_remedies(whole)}
    assert "kr.protection-decision" in {one.target for one in ground.plain.operators}
    assert len(left_out) > len(plain)


@pytest.mark.parametrize("number", DRAWN)
def test_drawn_remedies(number, tmp_path):
    """Remedies that lie against some, ask for each other's fate, for facts about what they attack and for its refusal, and bring facts about."""
    law, person = drawn(number, tmp_path)
    check_outline(law, person)
    check_whole(law, person)


def test_drawn_remedies_differ(tmp_path):
    """The draws must have idle remedies and others, several kinds of targets, and outlines smaller than the whole."""
    sizes = []
    for number in DRAWN:
        folder = tmp_path / str(number)
        folder.mkdir()
        ground = Ground(*drawn(number, folder))
        whole, plain = len(ground.whole.rules.operators), len(ground.plain.operators)
        sizes.append((whole, len(outline_of(ground).rules.operators), plain, len(ground.alike())))
    assert sum(outline < whole for whole, outline, _, _ in sizes) > len(sizes) // 2
    assert any(plain < outline for _, outline, plain, _ in sizes)
    assert any(kinds > 1 for *_, kinds in sizes)
    assert any(outline == whole for whole, outline, _, _ in sizes)


def check_outline(law: Law, person: Person) -> None:
    """Each atom of the plain rules can be in the outline what it can be under all rules."""
    ground = Ground(law, person)
    outline, whole = outline_of(ground), ground.whole.rules
    can_be = dict(zip(whole.atoms, Possible(whole).bits, strict=True))
    told = dict(zip(ground.plain.atoms, outline.possible.bits, strict=False))
    assert outline.rules.atoms[: len(ground.plain.atoms)] == ground.plain.atoms
    assert {name: can_be[name] for name in told} == told


def check_whole(law: Law, person: Person) -> None:
    """With every target asked for, each rule is word for word one of the whole rules, in their order, and none is left out."""
    ground = Ground(law, person)
    rules: Rules = ground.against({one.name for group in ground.alike() for one in group})
    assert [one.name for one in rules.operators] == [one.name for one in ground.whole.rules.operators]
    assert check_left_out(ground.whole.rules, ground.whole.goals[0], for_goal(rules, ground.goals[0])) == []


def test_a_compiler_is_left_as_it_was_by_what_is_asked_of_it():
    ground = Ground(*asked("former-official"))
    target = ground.alike()[0][0].name
    before = ground.against([target])
    outline_of(ground)
    assert ground.against([target]) == before


def test_whoever_is_named_stands_alone():
    """A fact that the person states about one application makes it unlike the others."""
    law, person = asked("former-official")
    alone = [group for group in Ground(law, person).alike() if len(group) == 1]
    together = next(group for group in Ground(law, person).alike() if len(group) > 1)
    name = together[0].name
    stated = person.statements[0]
    fact = type(stated.fact)("objection_rejected", (name,))
    named = Ground(law, type(person)(**{**fields(person), "statements": (*person.statements, spoken(stated, fact))}))
    assert [name] in [[one.name for one in group] for group in named.alike()]
    assert len([group for group in named.alike() if len(group) == 1]) == len(alone) + 1


def test_a_remedy_of_whose_decision_somebody_speaks_is_never_idle(tmp_path):
    law, person = drawn(0, tmp_path)
    name = next(iter(law.remedies))
    target = Ground(law, person).alike()[0][0].name
    fact = type(person.statements[0].fact)("refused", (name, target))
    told = type(person)(**{**fields(person), "statements": (*person.statements, spoken(person.statements[0], fact))})
    plain = {one.name for one in Ground(law, told).plain.operators}
    everything = {one.name for one in compile_rules(law, told).rules.operators if one.procedure == name}
    assert everything and everything <= plain
    assert not everything <= {one.name for one in Ground(law, person).plain.operators}


def fields(of: object) -> dict[str, object]:
    return {name: getattr(of, name) for name in of.__struct_fields__}


def spoken(statement: object, fact: object) -> object:
    return type(statement)(**{**fields(statement), "fact": fact, "value": True})
