"""What statements are worth together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.law.model import Law, Ref
from safeconduct.person.facts import agreement, value_of
from safeconduct.person.model import Person, Statement
from safeconduct.person.questions import open_questions

HOME_KR, HOME_CN, PASSPORT, BORN = Ref("home", ("KR",)), Ref("home", ("CN",)), Ref("passport"), Ref("born")
EARLY, LATE = date(2002, 6, 1), date(2003, 1, 1)


def person_with(*statements: Statement) -> Person:
    return Person("case-1", date(2013, 6, 1), ("KR", "KP"), {}, statements, (), (), ())


def test_a_sure_statement_is_believed_with_its_day(law: Law) -> None:
    stated = value_of(person_with(Statement(HOME_KR, True, since=EARLY)), HOME_KR, law)
    assert (stated.value, stated.since, stated.contradictory, stated.from_absence) == (True, EARLY, False, False)


def test_contradictory_statements_make_a_fact_unknown_and_are_both_kept(law: Law) -> None:
    both = (Statement(PASSPORT, True), Statement(PASSPORT, False))
    stated = value_of(person_with(*both), PASSPORT, law)
    assert (stated.value, stated.contradictory, stated.statements) == (None, True, both)


def test_an_unsure_statement_counts_as_unknown_but_stays_on_file(law: Law) -> None:
    doubt = Statement(PASSPORT, True, confidence="unsure")
    stated = value_of(person_with(doubt), PASSPORT, law)
    assert (stated.value, stated.contradictory, stated.statements) == (None, False, (doubt,))


def test_an_unsure_statement_contradicts_a_sure_one(law: Law) -> None:
    both = (Statement(PASSPORT, True), Statement(PASSPORT, False, confidence="unsure"))
    assert value_of(person_with(*both), PASSPORT, law).contradictory


def test_not_knowing_contradicts_nobody(law: Law) -> None:
    both = (Statement(PASSPORT, None), Statement(PASSPORT, True, since=EARLY))
    stated = value_of(person_with(*both), PASSPORT, law)
    assert (stated.value, stated.since, stated.contradictory) == (True, EARLY, False)


def test_sources_that_differ_only_on_since_leave_the_day_unknown(law: Law) -> None:
    both = (Statement(HOME_KR, True, since=EARLY), Statement(HOME_KR, True, since=LATE))
    stated = value_of(person_with(*both), HOME_KR, law)
    assert (stated.value, stated.since, stated.contradictory) == (True, None, False)


def test_two_days_of_birth_contradict_each_other(law: Law) -> None:
    both = (Statement(BORN, True, on=EARLY), Statement(BORN, True, on=LATE))
    stated = value_of(person_with(*both), BORN, law)
    assert (stated.value, stated.since, stated.contradictory) == (None, None, True)


def test_a_home_in_one_country_is_none_in_another(law: Law) -> None:
    here = Statement(HOME_KR, True)
    stated = value_of(person_with(here), HOME_CN, law)
    assert (stated.value, stated.statements, stated.from_absence) == (False, (here,), False)


@pytest.mark.parametrize(
    ("ref", "value"),
    [
        (HOME_KR, False),
        (PASSPORT, None),
        (Ref("left_north"), True),
        (BORN, None),
        (Ref("pending", ("kr.passport",)), False),
    ],
)
def test_a_fact_nobody_speaks_of_has_the_value_of_absence(ref: Ref, value: bool | None, law: Law) -> None:
    stated = value_of(person_with(), ref, law)
    assert (stated.value, stated.from_absence) == (value, True)


def test_questions_are_asked_of_what_is_unknown_once_each(law: Law) -> None:
    refs = [PASSPORT, HOME_KR, Ref("stateless"), PASSPORT, BORN, Ref("pending", ("kr.passport",))]
    questions = open_questions(person_with(Statement(HOME_KR, True)), refs, law)
    assert [(question.fact, question.ask.en) for question in questions] == [(PASSPORT, "passport?"), (BORN, "born")]


statements = st.builds(
    Statement,
    st.just(HOME_KR),
    st.sampled_from([True, False, None]),
    since=st.sampled_from([None, EARLY, LATE]),
    confidence=st.sampled_from(["sure", "likely", "unsure"]),
)


@given(
    st.lists(statements, min_size=1, max_size=5).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some)))
)
def test_the_order_of_sources_does_not_matter(pair: tuple[list[Statement], list[Statement]]) -> None:
    one, other = (agreement(tuple(some)) for some in pair)
    assert (one.value, one.since, one.contradictory) == (other.value, other.since, other.contradictory)


@given(st.lists(statements, min_size=1, max_size=5))
def test_no_value_without_a_source_that_says_so_and_none_that_denies_it(some: list[Statement]) -> None:
    value = agreement(tuple(some)).value
    says = any(s.value is value and s.confidence != "unsure" for s in some)
    assert value is None or (says and not any(s.value is (not value) for s in some))
