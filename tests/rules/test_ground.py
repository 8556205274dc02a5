"""Rules with remedies only where they are asked for are the rules with all remedies, as far as they go; and an outline tells what can ever be by all."""

from pathlib import Path
from random import Random

import pytest

from oracles.drawn import HEAD, TITLED, law_and_person
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


# --- drawn lawbooks -------------------------------------------------------------------------------------------------


def drawn(number: int, folder: Path) -> tuple[Law, Person]:
    """Return a lawbook full of remedies and a person. The same number gives the same."""
    return law_and_person(*texts(Random(number)), folder)


def texts(random: Random) -> tuple[str, str]:
    """Return the lawbook and the case."""
    plain = [f"plain_{n}" for n in range(4)]
    about = ("lost", "heard")  # facts about the decision that is attacked
    facts = [f"  {one}: {{en: {one}, ko: {one}, absent: false}}\n" for one in plain]
    facts += [
        f"  {one}(procedure): {{en: '{one} {{procedure}}', ko: '{one} {{procedure}}', absent: false}}\n"
        for one in about
    ]
    applications = [f"ask-{n}" for n in range(random.randint(4, 8))]
    procedures = [application(random, name, plain) for name in applications]
    procedures += [
        f"  do-{one}: {{{TITLED}, kind: act, effects: {{{one}: true}}}}\n" for one in plain if random.random() < 0.3
    ]
    remedies = [f"attack-{n}" for n in range(random.randint(2, 5))]
    attacks = [remedy(random, name, remedies, applications, plain, about) for name in remedies]
    defined = "  doomed(procedure): {that: 'lost(procedure) or heard(procedure)', cite: 섬법, en: doomed, ko: 끝, not: {en: not doomed, ko: 아님}}\n"
    book = f"{HEAD}facts:\n{''.join(facts)}definitions:\n{defined}procedures:\n{''.join(procedures)}remedies:\n{''.join(attacks)}"
    return book, stated(random, plain, about, applications, remedies)


def application(random: Random, name: str, plain: list[str]) -> str:
    lines = [f"'{random.choice(['', 'not '])}{random.choice(plain)}'" for _ in range(random.choice([0, 1, 1, 2]))]
    if random.random() < 0.1:
        lines.append("'not lost(\"ask-0\")'")
    if random.random() < 0.15:
        lines.append('\'not pending("attack-0", "ask-1")\'')
    keep = ", keep: true" if random.random() < 0.15 else ""
    conditions = ", ".join(f"{{that: {line}{keep}}}" for line in lines)
    decision = random.choice(["entitlement", "discretion", "discretion", "automatic"])
    on_refusal = f", on refusal: {{{random.choice(plain)}: true}}" if random.random() < 0.3 else ""
    return (
        f"  {name}: {{{TITLED}, conditions: [{conditions}], decision: {decision}, receives: office, decides: office, "
        f"within: {{period: days(9), cite: 섬법}}, effects: {{{random.choice(plain)}: {random.choice(['true', 'false'])}}}{on_refusal}}}\n"
    )


def remedy(
    random: Random, name: str, remedies: list[str], applications: list[str], plain: list[str], about: tuple[str, ...]
) -> str:
    lines = []
    if random.random() < 0.6:
        lines.append(f"'{random.choice(['', 'not '])}{random.choice([*about, 'doomed'])}(target)'")
    if random.random() < 0.3:
        lines.append("held(refused(target)) <= days(40)")
    if random.random() < 0.3:
        lines.append(f"'{random.choice(plain)}'")
    lying = "" if random.random() < 0.5 else f", procedures: [{', '.join(sorted(random.sample(applications, 2)))}]"
    kind = "statutory" if random.random() < 0.7 else "any"
    effects = f", effects: {{{random.choice(plain)}: true}}" if random.random() < 0.4 else ""
    filing = f", on filing: {{{random.choice(plain)}: true}}" if random.random() < 0.4 else ""
    failing = f", on refusal: {{{random.choice(about)}(target): true}}" if random.random() < 0.6 else ""
    return (
        f"  {name}: {{{TITLED}, against: {random.choice(['[refusal]', '[silence]', '[refusal, silence]'])}, applies to: {{kind: {kind}{lying}}}, "
        f"window: {{period: days(30), cite: 섬법}}, conditions: [{', '.join(lines)}], receives: office, decides: office, decision: discretion, "
        f"within: {{period: days(5), cite: 섬법}}, upheld: {random.choice(['grants', 'anew', 'recommends'])}{effects}{filing}{failing}}}\n"
    )


def stated(
    random: Random, plain: list[str], about: tuple[str, ...], applications: list[str], remedies: list[str]
) -> str:
    source = "source: {kind: person, en: himself, ko: 본인}"
    known = [
        f"  - {{fact: {one}, value: {random.choice(['true', 'false', 'unknown'])}, {source}}}\n" for one in plain[:2]
    ]
    if random.random() < 0.3:
        known.append(f"  - {{fact: 'refused(\"isle.{applications[0]}\")', value: true, since: 2024-04-20, {source}}}\n")
    if random.random() < 0.2:
        known.append(f"  - {{fact: 'pending(\"isle.{applications[1]}\")', value: true, since: 2024-04-20, {source}}}\n")
    if random.random() < 0.2:
        known.append(
            f"  - {{fact: '{about[0]}(\"isle.{applications[-1]}\")', value: true, since: 2024-03-01, {source}}}\n"
        )
    wish = f"  - {{want: {random.choice(plain)}, en: that, ko: 그것}}\n"
    return f"case: drawn\nas of: 2024-05-03\nfacts:\n{''.join(known)}\nwishes:\n{wish}"
