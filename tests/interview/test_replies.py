"""What a typed word names, and what it must never be taken for: somebody's life may hang on it."""

import pytest

from safeconduct.interview.model import Option
from safeconduct.interview.replies import fits
from safeconduct.law.model import Words

NORTH = Option("KP", Words("in the North (DPRK)", "북한에 있음"))
ELSEWHERE = Option("XX", Words("somewhere else, not yet named", "그 밖의 곳"))


@pytest.mark.parametrize("said", ["no", "No", "yes", "not", "아니오", "n", "in", "the", "ort", "here"])
def test_a_bare_no_names_no_country_and_no_place(said):
    assert not fits(said, NORTH)
    assert not fits(said, ELSEWHERE)


@pytest.mark.parametrize("said", ["KP", "north", "the North", "North (DPRK)", "북한"])
def test_a_word_of_it_does(said):
    assert fits(said, NORTH)
