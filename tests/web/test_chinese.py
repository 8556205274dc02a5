"""Pages in Chinese: every phrase of their own is there, what the law says is marked as English, and who did not ask for it is not offered it."""

import re
from html import unescape

import pytest
from click.testing import CliRunner

from safeconduct.answers.terminal import lettered
from safeconduct.cli.language import OF_PAGES
from safeconduct.cli.main import cli
from safeconduct.letters.model import Kind
from safeconduct.office import wording as office
from safeconduct.terms.particles import slots_of
from safeconduct.web import wording as web
from web.lived import HOME, MINISTER, NOTED, VISIT, consents_of, in_memory, opened, vault_with
from web.sites import CASE_PATHS, Site
from web.test_pages import answered

NOTE = web.TEXTS["zh"]["law not in it"]
CHINESE = re.compile("[\u4e00-\u9fff]")
WITHOUT_WORDS = {"as pdf", "as docx", "owed", "day and distance", "on day"}  # names of forms, and slots alone


@pytest.mark.parametrize("of", [web, office], ids=["web", "office"])
def test_every_phrase_is_there_in_chinese_with_the_same_slots(of):
    english, chinese = of.TEXTS["en"], of.TEXTS["zh"]
    assert list(chinese) == list(english)
    for key, phrase in chinese.items():
        assert sorted(slot for slot, _ in slots_of(phrase)) == sorted(slot for slot, _ in slots_of(english[key])), key
        assert all(pair is None for _, pair in slots_of(phrase)), key
        assert CHINESE.search(phrase) or key in WITHOUT_WORDS, key


def test_a_week_has_seven_days_in_chinese():
    assert len(web.phrases_in("zh")("weekdays").split()) == 7


def is_chinese(page: str) -> None:
    """Check a page of an open case: in Chinese, and once said that the law is not."""
    assert '<html lang="zh">' in page
    assert page.count(NOTE) == 1
    assert page.count(web.TEXTS["en"]["law not in it"]) == 1
    assert "None" not in page


def test_the_ways_and_all_that_leads_to_them_are_shown_in_chinese():
    site = answered("zh")
    way = next(iter(lettered(site.desk.answer())))
    for place in ("/facts", "/ways", f"/way/{way}", "/ask"):
        page = site.get(place)
        assert page.status_code == 200
        is_chinese(unescape(page.text))
    assert ' lang="en">' in site.get("/ways").text.split("<main")[1].split(NOTE)[1]


def test_two_ways_are_compared_in_chinese():
    site = answered("zh")
    site.post("/compare", way=list(lettered(site.desk.answer()))[:2])
    page = site.get("/compare").text
    is_chinese(unescape(page))
    assert web.TEXTS["zh"]["what differs"] in page


def test_an_interview_is_held_in_chinese():
    site = Site(lang="zh").enter()
    is_chinese(site.get("/wishes").text)
    site.wish()
    assert web.TEXTS["zh"]["choose a wish"] in site.get("/wishes").text
    site.wish("leave", "see(*)")
    is_chinese(site.get("/order").text)
    question = site.desk.question()
    assert question is not None
    site.post("/ask", key=question.key)
    page = site.get("/ask").text
    is_chinese(page)
    assert web.TEXTS["zh"]["nothing chosen"] in page
    assert f'<h1 lang="en">{question.words.en}' in unescape(page)


def test_every_part_of_a_case_that_is_lived_through_is_shown_in_chinese(tmp_path, cheap):
    site = opened(vault_with(tmp_path / "case.scase", consents=consents_of(HOME)), "zh")
    site.post("/letter", kind=Kind.APPLICATION, about=VISIT)
    shown = set()
    for method, place in CASE_PATHS:
        if method == "GET" and place not in ("/ways", "/way/A", "/plan", "/compare"):
            page = site.get(place)
            assert page.status_code in (200, 303, 404), place
            if page.status_code == 200 and place not in ("/gone", "/style.css"):
                is_chinese(unescape(page.text))
                shown.add(place)
    assert {"/facts", "/contacts", "/contact", "/letters", "/letter", "/consents", "/log"} <= shown


def test_a_letter_is_taken_out_with_english_beside():
    site = in_memory("zh")
    site.post("/letter", kind=Kind.APPLICATION, about=VISIT)
    taken = site.post("/download", form="txt")
    assert taken.status_code == 200
    in_english = in_memory("en")
    in_english.post("/letter", kind=Kind.APPLICATION, about=VISIT)
    assert taken.content == in_english.post("/download", form="txt").content


def test_a_calendar_is_taken_out_with_english_titles(tmp_path, cheap):
    site = opened(vault_with(tmp_path / "case.scase"), "zh")
    taken = site.post("/calendar", case="K-7")
    assert taken.status_code == 200 and "SUMMARY:K-7: " in taken.text


def test_what_was_not_understood_of_a_contact_is_said_in_chinese():
    site = in_memory("zh")
    site.post("/contact", **{**NOTED, "day": "soon", "unit": ""})
    page = site.get("/contact").text
    assert web.phrases_in("zh")("not one day", typed="“soon”") in page
    is_chinese(unescape(page))


def test_a_consent_without_a_day_is_refused_in_chinese():
    site = in_memory("zh")
    site.post("/consents", fact=HOME, to=MINISTER, matter=VISIT)
    assert web.TEXTS["zh"]["not agreed"] in site.get("/consents").text


@pytest.mark.parametrize("lang", web.OF_LAW)
def test_it_is_not_offered_to_who_did_not_begin_in_it(lang):
    page = answered(lang).get("/facts").text
    assert 'value="zh"' not in page
    assert NOTE not in page and web.TEXTS[lang]["law not in it"] not in page
    assert ' lang="' not in page.split("<main")[1]


def test_who_began_in_it_stays_in_it_and_finds_back():
    site = answered("zh")
    assert site.get("/facts").text.count('<html lang="zh">') == 1
    site.post("/language", lang="ko", place="/facts")
    page = site.get("/facts").text
    assert '<html lang="ko">' in page and 'value="zh"' in page
    site.post("/language", lang="zh", place="/facts")
    is_chinese(unescape(site.get("/facts").text))


def test_a_stranger_is_not_told_what_the_pages_are_about():
    site = answered("zh")
    site.post("/lock")
    for place in ("/facts", "/gone"):
        page = site.get(place).text
        assert '<html lang="zh">' in page and NOTE not in page


def test_serve_can_be_told_every_language_of_the_pages():
    assert tuple(OF_PAGES.choices) == web.TAGS
    told = CliRunner().invoke(cli, ["serve", "--lang", "zh", "no-such-case.yaml"])
    assert "there is no such file" in told.output
    refused = CliRunner().invoke(cli, ["routes", "--lang", "zh", "no-such-case.yaml"])
    assert "'zh' is not one of" in refused.output
