"""Drawn lawbooks full of remedies, each with a person. The same number gives the same."""

from pathlib import Path
from random import Random

from oracles.drawn import HEAD, TITLED, law_and_person
from safeconduct.law.model import Law
from safeconduct.person.model import Person


def drawn(number: int, folder: Path, *, few: bool = False) -> tuple[Law, Person]:
    """Return a lawbook full of remedies and a person. The same number gives the same. few: so few applications and remedies that everything can be tried."""
    return law_and_person(*texts(Random(number), few=few), folder)


def texts(random: Random, *, few: bool = False) -> tuple[str, str]:
    """Return the lawbook and the case."""
    plain = [f"plain_{n}" for n in range(4)]
    about = ("lost", "heard")  # facts about the decision that is attacked
    facts = [f"  {one}: {{en: {one}, ko: {one}, absent: false}}\n" for one in plain]
    facts += [
        f"  {one}(procedure): {{en: '{one} {{procedure}}', ko: '{one} {{procedure}}', absent: false}}\n"
        for one in about
    ]
    applications = [f"ask-{n}" for n in range(random.randint(*((2, 3) if few else (4, 8))))]
    procedures = [application(random, name, plain) for name in applications]
    procedures += [
        f"  do-{one}: {{{TITLED}, kind: act, effects: {{{one}: true}}}}\n" for one in plain if random.random() < 0.3
    ]
    remedies = [f"attack-{n}" for n in range(random.randint(*((1, 2) if few else (2, 5))))]
    attacks = [remedy(random, name, remedies, applications, plain, about) for name in remedies]
    defined = "  doomed(procedure): {that: 'lost(procedure) or heard(procedure)', cite: 섬법, en: doomed, ko: 끝, not: {en: not doomed, ko: 아님}}\n"
    book = f"{HEAD}facts:\n{''.join(facts)}definitions:\n{defined}procedures:\n{''.join(procedures)}remedies:\n{''.join(attacks)}"
    case = stated(random, plain, about, applications, remedies)
    return book, refused_and_wanted(random, case) if few else case


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


def refused_and_wanted(random: Random, case: str) -> str:
    """Return a case in which the first application often stands refused or unanswered and is wanted: a remedy may open it again, though it could not be filed."""
    known, wishes = case.split("\nwishes:\n")
    end = random.choice(["refused", "unanswered"])
    if f"{end}(" not in known and random.random() < 0.6:
        known += f"  - {{fact: '{end}(\"isle.ask-0\")', value: true, since: 2024-04-28, source: {{kind: person, en: himself, ko: 본인}}}}\n"
    if random.random() < 0.5:
        wishes = "  - {want: 'granted(\"isle.ask-0\")', en: that, ko: 그것}\n"
    return f"{known}\nwishes:\n{wishes}"
