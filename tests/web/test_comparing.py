"""Two ways side by side: nothing of either is lost, what differs stands first, and letters that are no ways lead back."""

from functools import cache
from html import unescape

import pytest

from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.model import Answer
from safeconduct.answers.saying import Tongue
from safeconduct.answers.terminal import lettered
from safeconduct.answers.ways_told import glance_lines
from safeconduct.cli.inquiry import inquiry_of, law_of
from safeconduct.kept.from_entries import draft_of
from safeconduct.law.model import Law
from safeconduct.navigator import navigate
from safeconduct.web.comparing import legs, legs_of, rows_of
from safeconduct.web.desk import EVERY_ROUTE
from safeconduct.web.keeping import Nowhere
from safeconduct.web.wording import phrases_in
from web.sites import ISLE, Site

CASE = ISLE.parents[2] / "cases/contact-refused.yaml"


def with_ways(lang: str = "en") -> Site:
    """Return a site with a case that has several ways under the law of the program, looked for once for all tests."""
    law = whole_law()
    site = Site(Nowhere(law, draft_of(CASE.read_text(encoding="utf-8"), law)), lang).enter()
    site.desk.kept_answer = answer_to_the_case()
    return site


@cache
def whole_law() -> Law:
    return law_of(None)


@cache
def answer_to_the_case() -> Answer:
    inquiry = inquiry_of(CASE, None, None)
    return answer_of(navigate(inquiry.law, inquiry.person, answered=EVERY_ROUTE))


def compared(site: Site, *letters: str) -> str:
    assert site.post("/compare", way=list(letters)).headers["location"] == "/compare"
    answer = site.get("/compare")
    assert answer.status_code == 200
    return unescape(answer.text)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_all_that_is_compared_at_a_glance_stands_there_and_what_differs_comes_first(lang):
    site, tongue, say = with_ways(lang), Tongue(lang), phrases_in(lang)
    ways = lettered(site.desk.answer())
    first, second = list(ways)[:2]
    text = compared(site, first, second)
    for letter in (first, second):
        for label, texts, _ in glance_lines(ways[letter], tongue):
            assert label == "until" or all(one in text for one in texts)
    rows = rows_of(ways[first], ways[second], tongue)
    assert {row.differs for row in rows} == {True, False}
    differing, same = (text.index(f">{say(key)}</h2>") for key in ("what differs", "the same on both"))
    assert differing < text.index(f">{say('leg by leg')}</h2>") < same
    for row in rows:
        assert (differing < text.index(f">{row.label}</") < same) == row.differs


def test_every_leg_of_both_ways_stands_there_once_and_the_same_act_beside_itself():
    site, tongue = with_ways(), Tongue("en")
    answer = site.desk.answer()
    ways = list(lettered(answer).values())
    for one in ways:
        for other in ways:
            found = legs_of(one, other, answer, tongue)
            for number, route in enumerate((one, other)):
                told = [leg.sides[number].title for leg in found if leg.sides[number] is not None]
                assert told == [tongue.capital(step.title) for step in legs(route)]
            assert one is not other or all(leg.is_shared for leg in found)
            assert all(left.title == right.title for left, right in (leg.sides for leg in found if leg.is_shared))


def test_what_is_ticked_stays_ticked_on_the_list():
    site = with_ways()
    first, second = list(lettered(site.desk.answer()))[:2]
    compared(site, second, first)
    page = site.get("/ways").text
    assert page.count(" checked") == 2
    assert f'value="{first}" form="compare" checked' in page


@pytest.mark.parametrize("ticked", [(), ("A",), ("A", "A"), ("A", "nowhere"), ("1A", "1B", "1C")])
def test_other_than_two_ways_are_asked_for_again(ticked):
    site = with_ways()
    assert site.post("/compare", way=list(ticked)).headers["location"] == "/ways"
    assert phrases_in("en")("choose two") in site.get("/ways").text
    assert site.get("/compare").headers["location"] == "/ways"


def test_nothing_to_compare_is_offered_where_there_is_one_way_or_none():
    site = Site().enter()
    site.wish("leave")
    assert sum(len(wish.routes) for wish in site.desk.answer().wishes) < 2
    assert 'action="/compare"' not in site.get("/ways").text
    assert site.get("/compare").headers["location"] == "/ways"


def test_locked_the_letters_are_forgotten():
    site = with_ways()
    compared(site, *list(lettered(site.desk.answer()))[:2])
    site.post("/lock")
    assert site.desk.compared == ()
