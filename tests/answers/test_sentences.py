"""Conditions in words, in both languages, with the particles that fit."""

import pytest

from answers.spoken import HOME, SENTENCES, naming
from safeconduct.answers.sentences import condition_in_words, sentence
from safeconduct.law.model import Condition, Words


@pytest.mark.parametrize(("expr", "english", "korean"), SENTENCES, ids=[english for _, english, _ in SENTENCES])
def test_an_expression_is_said_in_both_languages(isle, expr, english, korean):
    assert sentence(expr, naming(isle)) == Words(english, korean)


def test_a_lines_own_words_come_first(isle):
    condition = Condition(HOME, (), Words("has a home abroad", "집이 외국에 있다"))
    assert condition_in_words(condition, naming(isle)) == Words("you have a home abroad", "집이 외국에 있다")
