"""Random cases for solvers to agree on: small lawbooks as text, compiled, and rules drawn directly. The same seed gives the same case.

A lawbook is a ladder: each procedure gives a fact that the next one asks for, by ways that differ in time, money, risk and who decides.
Around it stand definitions with exceptions, consequences, clocks, windows, losses and things the person never accepts.
"""

import tempfile
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings

from safeconduct.law.from_lawbook import law_from_sources
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law
from safeconduct.law.sources import sources_in
from safeconduct.person.from_yaml import read_person
from safeconduct.person.model import Person
from safeconduct.rules.from_law import compile_rules
from safeconduct.rules.model import Rules
from safeconduct.rules.relevance import for_goal
from strategies import chained_rules

HEAD = """\
lawbook: isle
title: {en: an invented isle, ko: 지어낸 섬}
country: XX
version: "1"
covers: {en: invented law, ko: 지어낸 법}
omits: {en: all real law, ko: 실제의 모든 법}
countries: {XX: {en: the isle, ko: 섬}, XY: {en: the reef, ko: 암초}}
authorities: {office: {en: the office, ko: 관청}}
statutes: {섬법: {en: Isle Act, ko: 섬법, texts: none, kind: practice}}
counting:
  default: plain
  plain: {first day: out, closed days: stay, month end: last, cite: 섬법, en: plain, ko: 보통}
  open: {first day: in, closed days: next, calendar: KR, month end: last, cite: 섬법, en: open days, ko: 여는 날}
"""
SAID = "{en: so, ko: 그러함}"
TITLED = "title: {en: thing, ko: 것}, says: {en: Thing., ko: 것.}, cite: 섬법"


def drawn_rules(number: int) -> Rules:
    """Return the rules of case `number`: five in six begin as a lawbook in YAML."""
    random = Random(number)
    if number % 6 == 5:
        return chained(number)
    with tempfile.TemporaryDirectory() as folder:
        return compiled(*Lawbook(random, waits=number % 6 == 4).texts(), Path(folder))


def chained(number: int) -> Rules:
    """Return rules of `strategies.chained_rules`, one for each number."""
    found: list[Rules] = []

    @seed(number)
    @settings(
        max_examples=3, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(chained_rules())
    def draw(rules: Rules) -> None:
        found.append(rules)

    draw()
    return for_goal(found[-1], found[-1].goal, unasked=True)


def compiled(book: str, case: str, folder: Path) -> Rules:
    """Return what a lawbook and a case come to, sliced for the first wish."""
    whole = compile_rules(*law_and_person(book, case, folder))
    return for_goal(whole.rules, whole.goals[0])


def law_and_person(book: str, case: str, folder: Path) -> tuple[Law, Person]:
    """Return a lawbook as in force on the day of a case, and the case."""
    place = folder / "isle"
    place.mkdir()
    place.joinpath("lawbook.yaml").write_text(book, encoding="utf-8")
    folder.joinpath("case.yaml").write_text(case, encoding="utf-8")
    sources, problems = sources_in([place])
    checked = law_from_sources(sources)
    assert checked.law is not None, (problems, [str(one) for one in checked.problems], book)
    person = read_person(folder / "case.yaml", checked.law)
    assert not isinstance(person, list), (person, case)
    return in_force(checked.law, person.as_of), person


class Lawbook:
    """One lawbook and one case in the making. `waits`: without clocks, and nothing can be done while something is pending."""

    def __init__(self, random: Random, *, waits: bool = False) -> None:
        self.random, self.waits = random, waits
        self.rungs = random.randint(2, 4)
        self.ladder = [f"rung_{n}" for n in range(self.rungs + 1)]
        self.others = [f"other_{n}" for n in range(random.randint(2, 3))]
        self.unknown = {name for name in self.others if random.random() < 0.25}
        self.definitions: dict[str, str] = {}

    def texts(self) -> tuple[str, str]:
        """Return the lawbook and the case."""
        facts = [
            f"  {name}: {{en: {name}, ko: {name}, absent: {'unknown' if name in self.unknown else 'false'}}}\n"
            for name in (*self.ladder, *self.others)
        ]
        facts.append("  at(country): {one of: country, en: 'is at {country}', ko: '{country}에 있다', absent: false}\n")
        facts.append("  waiting: {en: waiting, ko: 기다림, absent: false}\n")
        facts.append("  born: {kind: date, en: born, ko: 난 날, absent: unknown}\n")
        defined = "".join(self.definition(n) for n in range(self.random.randint(1, 2)))
        procedures = "".join(self.procedures())
        consequences = "".join(self.consequence(n) for n in range(self.random.choice([0, 1, 1, 2])))
        book = f"{HEAD}facts:\n{''.join(facts)}definitions:\n{defined}procedures:\n{procedures}"
        return book + (f"consequences:\n{consequences}" if consequences else ""), self.case()

    # --- the law ---

    def definition(self, number: int) -> str:
        name = f"defined_{number}"
        formula = f"{self.plain()} {self.random.choice(['and', 'or'])} {self.plain()}"
        excepted = (
            f", unless: [{{that: '{self.plain()}', cite: 섬법, en: save, ko: 다만}}]"
            if self.random.random() < 0.5
            else ""
        )
        self.definitions[name] = formula
        return f"  {name}: {{that: '{formula}', cite: 섬법, en: so, ko: 그러함, not: {{en: not so, ko: 아님}}{excepted}}}\n"

    def procedures(self) -> list[str]:
        found = []
        for rung in range(self.rungs):
            for way in range(self.random.choice([1, 1, 2, 2, 3])):
                found.append(
                    self.procedure(f"climb-{rung}-{way}", self.ladder[rung], {self.ladder[rung + 1]: "true"}, way)
                )
        found += [
            self.procedure(f"gain-{name}", None, {name: "true"}, 0)
            for name in self.others
            if self.random.random() < 0.6
        ]
        found += [
            self.procedure(f"go-{code.lower()}", None, {f"at({code})": "true"}, 0)
            for code in ("XX", "XY")
            if self.random.random() < 0.6
        ]
        return found

    def procedure(self, name: str, asks: str | None, gives: dict[str, str], way: int) -> str:
        random = self.random
        lines = [f"{{that: '{asks}', keep: {'true' if random.random() < 0.3 else 'false'}}}"] if asks else []
        for _ in range(random.choice([0, 0, 1]) if asks else random.choice([0, 0, 0, 1])):
            lines.append(self.line(asks))
        lines += ["not waiting"] * self.waits
        effects = dict(gives)
        if random.random() < 0.2:
            effects[random.choice(self.others)] = random.choice(["true", "false"])
        parts = [f"conditions: [{', '.join(lines)}]"] if lines else []
        free, dear, risky = (way == 0, way == 1, way == 2) if asks else (False, False, False)
        decided = random.random() < (0.8 if free else 0.5)
        if decided:
            parts.append(f"decision: {random.choice(['entitlement', 'automatic', 'discretion', 'discretion'])}")
            parts += ["receives: office", "decides: office", f"within: {self.within()}"]
            filed = {"waiting": "true"} if self.waits else {}
            if random.random() < 0.2:
                filed[random.choice(self.others)] = random.choice(["true", "false"])
            parts += [f"on filing: {mapping(filed)}"] * bool(filed)
        else:
            parts.append(f"kind: {random.choice(['act', 'report'])}")
        parts.append(f"effects: {mapping({'waiting': 'false', **effects} if decided and self.waits else effects)}")
        if random.random() < (0.1 if free else 0.9 if dear else 0.4):
            parts.append(f"fee: {{amount: {random.choice([5, 10, 30])}, currency: KRW, cite: 섬법}}")
        if random.random() < (0.9 if risky else 0.2):
            parts.append(f"exposure: [{self.risk()}]")
        return f"  {name}: {{{TITLED}, {', '.join(parts)}}}\n"

    def within(self) -> str:
        if self.random.random() < 0.2:
            return "{unstated: true, cite: 섬법, expect: {from: days(1), to: days(6), source: {en: a guess, ko: 짐작}}}"
        return f"{{period: '{self.period()}', cite: 섬법}}"

    def risk(self) -> str:
        level = self.random.choice(["administrative-fine", "criminal-fine", "prison", "life"])
        to = self.random.choice(["self", "family"])
        when = f", when: '{self.plain()}'" if self.random.random() < 0.4 else ""
        return f"{{order: XX, to: {to}, level: {level}, cite: 섬법, en: risk, ko: 위험{when}}}"

    def consequence(self, number: int) -> str:
        random = self.random
        fact = self.others[number % len(self.others)]
        after = (
            f"after: {{period: '{self.period()}', cite: 섬법}}, " if random.random() < 0.6 and not self.waits else ""
        )
        excepted = (
            f"unless: [{{that: '{self.plain()}', cite: 섬법, en: save, ko: 다만}}], " if random.random() < 0.4 else ""
        )
        value = "true" if number % 2 else "false"
        return (
            f"  law-{number}: {{title: {{en: law, ko: 법}}, cite: 섬법, when: ['{self.plain(fact)}'], {after}{excepted}"
            f"effects: {{{fact}: {value}}}}}\n"
        )

    # --- conditions ---

    def plain(self, but: str | None = None) -> str:
        """Return a fact or its contrary."""
        random = self.random
        names = [*self.ladder[:2], *self.others, *self.definitions, "at(XX)", "at(XY)"]
        name = random.choice([one for one in names if one != but])
        return f"not {name}" if random.random() < 0.4 else name

    def line(self, asks: str | None) -> str:
        random = self.random
        kind = random.randrange(4, 6) if self.waits else random.randrange(6)
        if kind == 0 and asks:
            return f"'held({asks}) >= {self.period()}'"
        if kind == 1 and asks:
            return f"'held({asks}) <= {self.period()}'"
        if kind == 2:
            return f"'held({random.choice([*self.others, 'at(XX)'])}) {random.choice(['>=', '<=', '<', '>'])} {self.period()}'"
        if kind == 3:
            return f"'today {random.choice(['>=', '>=', '<', '<='])} date(2024, 1, {random.randint(14, 31)})'"
        if kind == 4:
            excepted = f"unless: [{{that: '{self.plain()}', cite: 섬법, en: save, ko: 다만}}]"
            return f"{{that: '{self.plain()}', cite: 섬법, en: so, ko: 그러함, {excepted}}}"
        return f"'{self.plain()}'"

    def period(self) -> str:
        random = self.random
        if self.waits:
            return f"{random.choice(['days', 'weeks'])}({random.randint(1, 3)})"
        return random.choice(
            [
                f"days({random.randint(1, 12)})",
                f"days({random.randint(1, 9)}, open)",
                f"working_days({random.randint(1, 5)})",
                f"weeks({random.randint(1, 2)})",
            ]
        )

    # --- the person ---

    def case(self) -> str:
        random = self.random
        stated = [self.ladder[0], *(name for name in self.others if random.random() < 0.4)]
        facts = [f"  - {{fact: {name}, value: true{self.since()}}}\n" for name in stated]
        if random.random() < 0.5:
            facts.append(f"  - {{fact: at(XX), value: true{self.since()}}}\n")
        never = f"never: ['{self.plain()} and {self.plain()}']\n" if random.random() < 0.35 else ""
        if not never and random.random() < 0.15:
            never = f"never: [{{exposure: {random.choice(['prison', 'life'])}}}]\n"
        wish = self.ladder[-1] + (f" and {self.plain()}" if random.random() < 0.3 else "")
        return f"case: islander\nas of: 2024-01-15\nfacts:\n{''.join(facts)}wishes: ['{wish}']\n{never}"

    def since(self) -> str:
        return f", since: 2024-01-{self.random.randint(1, 15):02}" if self.random.random() < 0.8 else ""


def mapping(values: dict[str, str]) -> str:
    return f"{{{', '.join(f'{name}: {value}' for name, value in values.items())}}}"
