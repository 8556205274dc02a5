"""Conditions in words, in both languages, with the particles that fit."""

import pytest

from answers.spoken import HOME, SENTENCES, naming
from safeconduct.answers.sentences import condition_in_words, end_in_words, sentence
from safeconduct.law.model import Condition, Ref, Words


@pytest.mark.parametrize(("expr", "english", "korean"), SENTENCES, ids=[english for _, english, _ in SENTENCES])
def test_an_expression_is_said_in_both_languages(isle, expr, english, korean):
    assert sentence(expr, naming(isle)) == Words(english, korean)


def test_a_lines_own_words_come_first(isle):
    condition = Condition(HOME, (), Words("has a home abroad", "집이 외국에 있다"))
    assert condition_in_words(condition, naming(isle)) == Words("you have a home abroad", "집이 외국에 있다")


@pytest.mark.parametrize(
    ("ref", "english", "korean"),
    [
        (Ref("national", ("ZI",)), "you cease to be a national of the Island", "섬나라 국적이 없게 됩니다"),
        (HOME, "you no longer have your home in the Island", "섬나라에 살지 않게 됩니다"),
        (Ref("alive", ("mother",)), "it is no longer so that your mother is alive", "어머니가 살아 있지 않게 됩니다"),
    ],
)
def test_the_end_of_a_fact_is_said(isle, ref, english, korean):
    assert end_in_words(ref, naming(isle)) == Words(english, korean)
