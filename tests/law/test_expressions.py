from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.law.expressions import AGE, Scope, resolve, unparse
from safeconduct.law.model import And, Each, Held, Known, Member, Not, Or, Ref, Same, Today
from safeconduct.law.names import Declared, Names
from safeconduct.lawbook.expressions import parse_expression
from safeconduct.terms.dates import UNITS, Counting, Period

CIVIL = Counting("kr.civil", "out", "next", "last", "KR")
NAMES = Names(
    owed={},
    books={"kr": ("kr", "common"), "common": ("common",)},
    facts={
        "born": Declared("common", note="date"),
        "born_of": Declared("common", kinds=("relative",), note="date"),
        "national": Declared("common", kinds=("country",)),
        "near": Declared("kr", kinds=("relative", "country")),
        "free": Declared("kr"),
        "objected": Declared("kr", kinds=("procedure",)),
    },
    definitions={"stateless": Declared("kr")},
    goals={},
    sources={},
    authorities={},
    procedures={
        "kr.visit": Declared("kr", note="application"),
        "kr.become": Declared("kr", kinds=("country",), note="application"),
    },
    remedies={"kr.suit": Declared("kr", kinds=("procedure",))},
    questions={},
    countings={"kr.civil": CIVIL},
    defaults={"kr": CIVIL},
    countries=frozenset(),
)
SCOPE = Scope(NAMES, "kr", {"c": "country", "p": "relative", "target": "procedure"}, remedy=True)


def expr_of(text: str, scope: Scope = SCOPE):
    tree = parse_expression(text)
    assert not isinstance(tree, list), tree
    expr, mistakes = resolve(tree, scope)
    assert mistakes == []
    return expr


@pytest.mark.parametrize(
    ("text", "expr"),
    [
        ("national(NO) or national(IN)", Or((Ref("national", ("NO",)), Ref("national", ("IN",))))),
        ("not national(c)", Not(Ref("national", ("$c",)))),
        ("c != KR", Not(Same("$c", "KR"))),
        ("c not in [KR, KP]", Not(Member("$c", ("KR", "KP")))),
        ("held(free) <= days(90)", Held(Ref("free"), "<=", Period(90, "days", CIVIL))),
        ("age >= 19", Held(Ref("born"), ">=", Period(19, "years", AGE))),
        ("age > 19", Held(Ref("born"), ">=", Period(20, "years", AGE))),
        ("age(mother) <= 70", Held(Ref("born_of", ("mother",)), "<", Period(71, "years", AGE))),
        ("today < date(2013, 7, 1)", Today("<", date(2013, 7, 1))),
        ('granted("visit")', Ref("granted", ("kr.visit",))),
        ('refused("kr.become", c)', Ref("refused", ("kr.become", "$c"))),
        ('pending("suit")', Ref("pending", ("kr.suit", "$target"))),
        ("refused(target)", Ref("refused", ("$target",))),
        ('objected("visit")', Ref("objected", ("kr.visit",))),
        (
            "any(national(d) and free for d in countries if d != KR)",
            Each("any", "d", "country", And((Ref("national", ("$d",)), Ref("free"))), Not(Same("$d", "KR"))),
        ),
    ],
)
def test_an_expression_means(text, expr):
    assert expr_of(text) == expr


def test_a_mistake_has_its_column_also_after_korean_text():
    tree = parse_expression("near(어머니, KR) and  fre")
    _, mistakes = resolve(tree, SCOPE)
    assert [(m.column, m.length, m.code) for m in mistakes] == [(19, 3, "L301")]


def test_all_mistakes_of_an_expression_are_collected():
    _, mistakes = resolve(parse_expression('fre or national(mother) or granted("visitt")'), SCOPE)
    assert [m.code for m in mistakes] == ["L301", "L314", "L303"]


countries = st.sampled_from(["KR", "KP", "NO", "IN", "$c"])
relatives = st.sampled_from(["mother", "$p"])
periods = st.builds(Period, st.integers(0, 999), st.sampled_from(UNITS), st.just(CIVIL))
comparisons = st.sampled_from([">=", "<", "<=", ">"])
refs = st.one_of(
    st.just(Ref("free")),
    st.just(Ref("stateless")),
    st.builds(lambda c: Ref("national", (c,)), countries),
    st.builds(lambda r, c: Ref("near", (r, c)), relatives, countries),
    st.sampled_from(
        [Ref("granted", ("kr.visit",)), Ref("pending", ("$target",)), Ref("refused", ("kr.suit", "kr.visit"))]
    ),
)
clocks = st.one_of(
    st.builds(Held, refs.filter(lambda r: r.name != "stateless"), comparisons, periods),
    st.builds(
        lambda op, n: Held(Ref("born"), op, Period(n, "years", AGE)), st.sampled_from([">=", "<"]), st.integers(0, 120)
    ),
    st.builds(
        lambda r, op: Held(Ref("born_of", (r,)), op, Period(5, "years", AGE)), relatives, st.sampled_from([">=", "<"])
    ),
    st.builds(Today, comparisons, st.dates()),
)
tests = st.recursive(
    st.one_of(
        st.builds(Same, countries, countries),
        st.builds(Same, relatives, relatives),
        st.builds(lambda a, m: Member(a, tuple(m)), countries, st.lists(countries, min_size=1, max_size=3)),
        st.builds(Known, st.booleans()),
    ),
    lambda e: st.one_of(
        st.builds(Not, e),
        st.builds(lambda es: And(tuple(es)), st.lists(e, min_size=2, max_size=3)),
        st.builds(lambda es: Or(tuple(es)), st.lists(e, min_size=2, max_size=3)),
    ),
    max_leaves=4,
)
expressions = st.recursive(
    st.one_of(refs, clocks, tests),
    lambda e: st.one_of(
        st.builds(Not, e),
        st.builds(lambda es: And(tuple(es)), st.lists(e, min_size=2, max_size=3)),
        st.builds(lambda es: Or(tuple(es)), st.lists(e, min_size=2, max_size=3)),
        st.builds(lambda q, e, t: Each(q, "d", "country", e, t), st.sampled_from(["any", "all"]), e, tests),
    ),
    max_leaves=8,
)


def has_nested_each(expr, inside=False) -> bool:
    if isinstance(expr, Each):
        return inside or has_nested_each(expr.body, True)
    parts = getattr(expr, "operands", None) or ([expr.operand] if hasattr(expr, "operand") else [])
    return any(has_nested_each(part, inside) for part in parts)


@given(expressions.filter(lambda e: not has_nested_each(e)))
def test_what_is_written_back_is_read_as_the_same(expr):
    text = unparse(expr)
    if len(text) < 2000:
        assert expr_of(text) == expr


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_gives_a_tree_or_mistakes(text):
    tree = parse_expression(text)
    if isinstance(tree, list):
        assert tree and all(m.code.startswith(("L1", "L2")) and 0 <= m.column <= len(text) for m in tree)


@given(
    st.lists(
        st.sampled_from(
            [
                "not",
                "and",
                "or",
                "(",
                ")",
                "any",
                "for",
                "c",
                "in",
                "countries",
                "if",
                "held",
                ">=",
                "years",
                "(5)",
                "[",
                "]",
                ",",
                "free",
                "lambda",
                "await",
                "1",
                "'x'",
                "==",
            ]
        ),
        max_size=25,
    )
)
def test_any_words_give_a_tree_or_mistakes(words):
    tree = parse_expression(" ".join(words))
    if not isinstance(tree, list):
        resolve(tree, SCOPE)


@pytest.mark.parametrize(
    "text",
    [
        "not " * 490 + "free",
        "(" * 1000,
        "[" * 1000,
        "free" + "(free" * 300,
        "-" * 1999,
        "free or " * 240 + "free",
        "9" * 1999,
        "x" * 1999,
        "any(" * 400,
    ],
)
def test_deep_and_long_expressions_are_refused_or_read(text):
    tree = parse_expression(text)
    assert isinstance(tree, list) or text.startswith(("free or", "x"))
