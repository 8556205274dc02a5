"""A small lawbook of our own, an islander who wants to see his mother, and surveys made by hand, so that these tests read no search."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from safeconduct.law.from_lawbook import law_from_folders
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law, Precedents, Words
from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.person.from_yaml import person_from_text
from safeconduct.person.model import Person, Wish
from safeconduct.routes.doors import Door, doors_of
from safeconduct.routes.model import (
    Box,
    Branch,
    Cost,
    Cover,
    DutyStep,
    FactsMissing,
    Group,
    Held,
    NoRoute,
    Opening,
    Openings,
    Policy,
    Route,
    Routes,
    SearchStopped,
    Solution,
    Step,
)
from safeconduct.rules.from_law import Compiled, compile_rules
from safeconduct.rules.model import Formula, Rules
from safeconduct.rules.packed import Packed

HERE = Path(__file__).parent
DAY = date(2024, 5, 3).toordinal()

PERMIT, CROSS, MEET = "isle.visit-permit", "isle.cross", "isle.meet(mother)"
OBJECTION, SUIT = "isle.objection(isle.visit-permit)", "isle.suit(isle.visit-permit)"


class Found(NamedTuple):
    wish: Wish
    rules: Rules
    solution: Solution


class Survey(NamedTuple):
    law: Law
    person: Person
    answered: tuple[Found, ...]
    doors: tuple[Door, ...]
    rules: Rules
    goals: tuple[Formula, ...]
    packed: Packed


class Isle(NamedTuple):
    law: Law
    person: Person
    compiled: Compiled

    @property
    def rules(self) -> Rules:
        return self.compiled.rules

    def step(self, days: int, kind: str, name: str, value: str = "") -> Step:
        """Return a step by the names of things, `days` after the day of the question."""
        names = {
            "act": [one.name for one in self.rules.operators],
            "assume": list(self.rules.atoms),
        }.get(kind, [one.name for one in self.rules.decisions])
        return Step(DAY + days, kind, names.index(name), value)

    def survey(self, *solutions: Solution) -> Survey:
        found = tuple(Found(wish, self.rules, one) for wish, one in zip(self.person.wishes, solutions, strict=False))
        packed = Packed(self.rules)
        return Survey(
            self.law, self.person, found, doors_of(self.rules, packed), self.rules, self.compiled.goals, packed
        )


def isle_of(case: str) -> Isle:
    law = law_from_folders([HERE / "isle"]).law
    assert law is not None
    person = person_from_text(text_from_bytes(case.encode(), "islander.yaml"), law)
    assert isinstance(person, Person), person
    law = in_force(law, person.as_of)
    return Isle(law, person, compile_rules(law, person))


# --- surveys by hand ------------------------------------------------------------------------------------------------


def visit(isle: Isle) -> Policy:
    """The permit, the ferry, the meeting; a refusal is answered by an objection and then by a suit."""
    steps = (
        isle.step(0, "act", PERMIT),
        isle.step(61, "granted", PERMIT),
        isle.step(61, "act", CROSS),
        isle.step(63, "granted", CROSS),
        isle.step(63, "assume", "alive(mother)", "true"),
        isle.step(63, "act", MEET),
    )
    duties = (DutyStep(step=2, duty=0, last_day=DAY + 70, done_in=None),)
    cost = Cost(days=63, money=5000, decisions=1, exposure=5, facts=1, unstated=1)
    return Policy(
        Route(steps, DAY + 63, cost, duties),
        (Branch(1, "refused", objection(isle)), Branch(1, "silence", None)),
    )


def objection(isle: Isle) -> Policy:
    steps = (
        isle.step(61, "act", OBJECTION),
        isle.step(71, "granted", OBJECTION),
        isle.step(71, "act", CROSS),
        isle.step(73, "granted", CROSS),
        isle.step(73, "act", MEET),
    )
    return Policy(Route(steps, DAY + 73, Cost(days=73, decisions=1)), (Branch(1, "refused", suit(isle)),))


def suit(isle: Isle) -> Policy:
    steps = (
        isle.step(71, "act", SUIT),
        isle.step(71, "granted", SUIT),
        isle.step(132, "granted", PERMIT),
        isle.step(132, "act", CROSS),
        isle.step(134, "granted", CROSS),
        isle.step(134, "act", MEET),
    )
    return Policy(Route(steps, DAY + 134, Cost(days=134, decisions=2, unstated=2)), (Branch(1, "refused", None),))


def registration(isle: Isle) -> Group:
    """A right with a stated period, that no decision can stop; its copy is for another land; the report discharges no duty."""
    name = "isle.registration({})"
    steps = tuple(
        Route(
            (
                isle.step(0, "assume", "born", "long" if land == "ZT" else "today"),
                isle.step(0, "act", name.format(land)),
                isle.step(days, "granted", name.format(land)),
                isle.step(days, "act", "isle.report-return"),
            ),
            DAY + days,
            Cost(days=days),
        )
        for land, days in (("ZT", 92), ("ZO", 95))
    )
    remedy = "isle.objection(isle.registration(ZT))"
    objected = Route((isle.step(92, "act", remedy), isle.step(102, "granted", remedy)), DAY + 102, Cost(days=102))
    return Group(
        Policy(steps[0], (Branch(2, "silence", None), Branch(2, "refused", Policy(objected))), assured=True), steps[1:]
    )


def found_ways(isle: Isle) -> Survey:
    wait = Policy(Route((isle.step(0, "act", "isle.report-return"),), DAY, Cost()))
    return isle.survey(Routes((Group(visit(isle)), registration(isle))), Routes((Group(wait),)))


def found_none(isle: Isle) -> Survey:
    openings = Openings(
        (
            Opening(
                lines=("isle.give-up-nationality#0",),
                route=Route((isle.step(0, "act", PERMIT),), DAY + 61, Cost(days=61)),
            ),
            Opening(exclusions=("unlawful: [ZI]",), facts=((isle.rules.atoms.index("invited"), True),)),
            Opening(
                lines=("isle.visit-permit#0", "isle.appeal#0"),
                facts=((isle.rules.atoms.index("alive(mother)"), False),),
            ),
        ),
        most=2,
        complete=True,
    )
    situation = Held(isle.rules.values, isle.rules.since, isle.rules.today)
    nothing = Openings((), most=1, complete=False)
    audience = Route((isle.step(0, "granted", "isle.audience"),), DAY, Cost())
    reckoned = Route((isle.step(0, "granted", PERMIT),), DAY, Cost())
    some = (Opening(lines=("isle.meet#0",), route=audience), Opening(lines=("isle.meet#1",), route=reckoned))
    openings = Openings(openings.found + some, openings.most, openings.complete)
    return isle.survey(NoRoute(Box(()), openings), NoRoute(Cover((situation,) * 1200), nothing))


def found_little(isle: Isle) -> Survey:
    missing = FactsMissing((isle.rules.atoms.index("alive(mother)"), isle.rules.atoms.index("born")))
    return isle.survey(SearchStopped("labels", 20000), missing)


def found_nothing_to_change(isle: Isle) -> Survey:
    return isle.survey(NoRoute(Box(()), Openings((), most=3, complete=True)))


def fulfilled(isle: Isle) -> Survey:
    return isle.survey(Routes((Group(Policy(Route((), DAY, Cost()))),)), SearchStopped("horizon", 80))


def long_way(isle: Isle) -> Survey:
    """Two discretionary decisions without a stated time, a silence that a suit answers, a duty done on the way, a loss by law at the end."""
    audience, notice = "isle.audience", "isle.notice"
    steps = (
        isle.step(0, "assume", "supported", "today"),
        isle.step(0, "assume", "invited", "long"),
        isle.step(0, "act", notice),
        isle.step(0, "granted", notice),
        isle.step(30, "act", audience),
        isle.step(30, "granted", audience),
        isle.step(30, "act", PERMIT),
        isle.step(91, "granted", PERMIT),
        isle.step(91, "act", CROSS),
        isle.step(93, "granted", CROSS),
        isle.step(93, "act", "isle.report-return"),
    )
    after_silence = Policy(
        Route(
            (isle.step(30, "act", OBJECTION), isle.step(40, "granted", OBJECTION), isle.step(40, "act", CROSS)),
            DAY + 42,
            Cost(days=42),
        )
    )
    last = Policy(Route((isle.step(91, "act", "isle.report-return"),), DAY + 91, Cost(days=91)))
    branches = (Branch(5, "silence", after_silence), Branch(7, "refused", last))
    duties = (DutyStep(step=8, duty=0, last_day=DAY + 104, done_in=10),)
    way = Policy(Route(steps, DAY + 96, Cost(days=96, decisions=2, unstated=3), duties), branches)
    still = Policy(Route((), DAY + 800, Cost(days=800)))
    return isle.survey(Routes((Group(way),)), Routes((Group(still),)))


def near_copies(isle: Isle) -> Survey:
    """A way with two authorities of each sort, and its near-copies: one act more, one less, one other; the search did not end."""
    audience, notice, third = "isle.audience", "isle.notice", "isle.registration(ZT)"
    steps = (
        isle.step(0, "act", audience),
        isle.step(0, "granted", audience),
        isle.step(0, "act", PERMIT),
        isle.step(61, "granted", PERMIT),
    )
    more = (isle.step(0, "act", notice), *steps)
    longer = (*steps, isle.step(61, "act", third), isle.step(153, "granted", third))
    copies = tuple(
        Route(one, DAY + 61, Cost(days=61))
        for one in (more, steps[2:], (isle.step(0, "act", notice), *steps[2:]), steps)
    )
    group = Group(Policy(Route(steps, DAY + 61, Cost(days=61))), copies)
    return isle.survey(Routes((group, Group(Policy(Route(longer, DAY + 153, Cost(days=153))))), stopped="labels"))


def counted(isle: Isle) -> Survey:
    """Two ways whose decisions the harbour office counted: one on which one official decides, one on which two do."""
    audience = (isle.step(0, "act", "isle.audience"), isle.step(0, "granted", "isle.audience"))
    permit = (isle.step(0, "act", PERMIT), isle.step(61, "granted", PERMIT))
    routes = (Route(permit, DAY + 61, Cost(days=61)), Route((*audience, *permit), DAY + 61, Cost(days=61)))
    law = with_counts(isle.law, {PERMIT: (12, 10), "isle.audience": (4, 3)})
    return isle.survey(Routes(tuple(Group(Policy(one)) for one in routes)))._replace(law=law)


def with_counts(law: Law, counts: dict[str, tuple[int, int | None]], source: str = "shore-practice") -> Law:
    """Return the law with how many asked and how many were granted it, for some procedures."""
    procedures = dict(law.procedures)
    for name, (asked, granted) in counts.items():
        words = Words("Counted by the harbour office.", "항만사무소 집계입니다.")
        precedents = Precedents("counts", words, source, asked, granted)
        procedures[name] = structs.replace(procedures[name], precedents=precedents)
    return structs.replace(law, procedures=procedures)


SURVEYS: dict[str, Callable[[Isle], Survey]] = {
    "ways": found_ways,
    "none": found_none,
    "little": found_little,
    "nothing": found_nothing_to_change,
    "fulfilled": fulfilled,
    "long": long_way,
    "near": near_copies,
    "counted": counted,
}
