"""A law small enough to see whole: what the case files of these tests may name."""

import pytest

from safeconduct.law.model import Book, Definition, Each, Fact, Goal, Known, Law, Not, Procedure, Ref, Words
from safeconduct.law.model import Condition as Line


def said(sentence: str) -> Words:
    return Words(sentence, sentence)


def fact(name: str, *parameters: str, absent: str = "false", **more: object) -> Fact:
    ask = said(f"{name}?") if name == "passport" else None
    return Fact(name, parameters, said(name), None, ask, absent, book="kr", **more)  # type: ignore[arg-type]


FACTS = (
    fact("born", kind="date", absent="unknown"),
    fact("born_of", "relative", kind="date", absent="unknown"),
    fact("national", "country"),
    fact("home", "country", one_of="country"),
    fact("passport", absent="unknown"),
    fact("left_north", absent="true"),
    fact("relative_in", "relative", "country", one_of="country"),
    fact("met", "relative"),
)
STATELESS = Definition(
    name="stateless",
    parameters=(),
    every=(Line(Not(Each("any", "c", "country", Ref("national", ("$c",)), Known(True))), (), None),),
    some=(),
    cite=(),
    words=said("holds no nationality"),
    not_words=None,
    book="kr",
)
GOALS = (
    Goal(
        name="see",
        parameters=("relative:relative",),
        that=Ref("met", ("$relative",)),
        words=Words("see {relative} in person", "{relative|을/를} 직접 만나기"),
        book="kr",
    ),
    Goal(
        "leave", ("country:country",), Not(Ref("national", ("$country",))), Words("leave {country}", "{country} 떠나기")
    ),
)
PROCEDURES = (
    Procedure("kr.passport", said("Passport"), said("…"), (), "application", decision="entitlement"),
    Procedure("kr.visit", said("Visit"), said("…"), (), "application", ("c:country",), decision="discretion"),
)


@pytest.fixture(scope="session")
def law() -> Law:
    return Law(
        books={"kr": Book("kr", said("Korea"), "KR", "1", (), said("…"), said("…"))},
        sources={},
        countings={},
        authorities={},
        facts={fact.name: fact for fact in FACTS},
        definitions={"stateless": (STATELESS,)},
        goals={goal.name: goal for goal in GOALS},
        procedures={procedure.name: procedure for procedure in PROCEDURES},
        remedies={},
        consequences={},
        open_questions={},
        not_in_rules=(),
        subjects={},
        countries={"XX": Words("a third country", "제3국")},
        fingerprint="",
    )
