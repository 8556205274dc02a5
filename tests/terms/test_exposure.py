"""Levels of exposure rise in one order."""

import pytest

from safeconduct.terms.exposure import LEVELS, Level, level_of


def test_levels_rise_in_the_order_the_format_states():
    words = ["none", "loss", "administrative-fine", "criminal-fine", "prison", "life"]
    assert [level.word for level in sorted(Level)] == words == list(LEVELS)


@pytest.mark.parametrize("level", list(Level))
def test_the_word_of_a_level_names_it(level):
    assert level_of(level.word) is level


def test_another_word_is_refused_with_the_words_there_are():
    with pytest.raises(ValueError, match=r"administrative-fine.*not 'fine'"):
        level_of("fine")
