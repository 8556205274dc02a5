"""The printed answer: exact text for surveys made by hand, in both languages, and what holds of every page."""

import re
from pathlib import Path

import pytest
from msgspec import structs

from safeconduct.answers.columns import width_of
from safeconduct.answers.page import Page, coloured_text, plain_text
from safeconduct.answers.terminal import lettered, page_of, page_of_way

EXPECTED = Path(__file__).parent / "expected"
PAGES = sorted(file.name for file in EXPECTED.glob("*.txt"))


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_exactly_this(answers, name, request):
    survey, lang, _ = name.split(".")
    page = page_of(answers["ways"], lang, everything=True) if survey == "all" else page_of(answers[survey], lang)
    if request.config.getoption("--rewrite-stories"):
        (EXPECTED / name).write_text(plain_text(page), encoding="utf-8")
    assert plain_text(page) == (EXPECTED / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("survey", ["ways", "none", "little", "fulfilled"])
def test_no_line_is_wider_than_the_terminal(answers, survey, width, lang):
    page = page_of(answers[survey], lang, width, everything=True)
    assert max(width_of(line) for line in plain_text(page).splitlines()) <= width


def test_one_way_is_shown_alone_by_its_letter(answers):
    page = page_of_way(answers["ways"], "1b", "en")
    assert page is not None
    assert "Registration of a third home" in plain_text(page)
    assert "Cross to the Other Shore" not in plain_text(page)


def test_ways_of_several_wishes_have_the_number_of_the_wish_in_their_letter(answers):
    assert list(lettered(answers["ways"])) == ["1A", "1B", "2A"]
    assert page_of_way(answers["ways"], "9Z", "en") is None


def test_control_characters_of_a_case_never_reach_the_terminal(answers):
    answer = structs.replace(answers["little"], case="a\x1b[31mb\u202ec\x07")
    text = plain_text(page_of(answer, "en"))
    assert "case a[31mbc" in text
    assert not any(letter in text for letter in "\x1b\u202e\x07")


def test_a_page_in_colour_says_the_same(answers):
    page = page_of(answers["ways"], "ko")
    bare = re.sub(r"\x1b\[[0-9;]+m", "", coloured_text(page))
    assert "\x1b[1;36m" in coloured_text(page)
    assert [line.rstrip() for line in bare.splitlines()] == plain_text(page).splitlines()


def test_a_word_wider_than_the_page_is_cut_not_lost():
    page = Page(10)
    page.text("대한민국국적포기신고서양식", 0)
    assert "".join(plain_text(page).split()) == "대한민국국적포기신고서양식"
