"""Clauses said of a person, as they are said to the person."""

import pytest

from safeconduct.answers.address import to_you
from safeconduct.answers.endings import joined, negated


@pytest.mark.parametrize(("of", "to"), [
    ("is a national of China", "you are a national of China"),
    ("has their home in China", "you have your home in China"),
    ("does not hold a passport", "you do not hold a passport"),
    ("fled the North", "you fled the North"),
    ("acquired the nationality by choice", "you acquired the nationality by choice"),
    ("applies and is heard", "you apply and are heard"),
    ("is a national, or sets out from the South", "you are a national, or set out from the South"),
    ("wishes to go", "you wish to go"),
    ("passes the test", "you pass the test"),
    ("never received protection", "you never received protection"),
    ("your mother is alive", "your mother is alive"),
    ("parents are settled abroad", "parents are settled abroad"),
    ("there is no procedure", "there is no procedure"),
    ("at most 90 days have passed", "at most 90 days have passed"),
    ("the Minister agrees", "the Minister agrees"),
])  # fmt: skip
def test_a_clause_without_subject_speaks_to_the_person(of, to):
    assert to_you(of) == to


@pytest.mark.parametrize(("clause", "joined_clause", "contrary"), [
    ("국적이 있다", "국적이 있고", "국적이 없다"),
    ("살지 않는다", "살지 않고", "살지 않는 것은 아니다"),
    ("신청한다", "신청하고", "신청하지 않는다"),
    ("보호를 받는다", "보호를 받고", "보호를 받지 않는다"),
    ("부모가 아니다", "부모가 아니고", "부모이다"),
    ("길을 만든다", "길을 만들고", "길을 만들지 않는다"),
    ("국적 없음", "국적 없음, 그리고", "다음에 해당하지 않는다: 국적 없음"),
])  # fmt: skip
def test_a_korean_clause_is_joined_and_denied(clause, joined_clause, contrary):
    assert joined(clause, "고", ", 그리고") == joined_clause
    assert negated(clause) == contrary
