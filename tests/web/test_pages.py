"""The pages: what is asked is taken, what was said is shown, what was found is told; in each language, with every word of the case as text."""

import re
from datetime import date, timedelta
from html import unescape
from itertools import product
from pathlib import Path

import pytest
from markupsafe import escape
from msgspec.structs import replace

from safeconduct.answers.model import Counted, OpenQuestion, Window
from safeconduct.answers.saying import Tongue
from safeconduct.answers.terminal import lettered
from safeconduct.answers.terminal_doors import doors_to_tell
from safeconduct.answers.wording import say
from safeconduct.casework.model import ANSWERS, MEANS
from safeconduct.cli.inquiry import law_of
from safeconduct.interview import course as interview
from safeconduct.interview.days import span_of
from safeconduct.interview.model import PLACE, TRUTH, WHOM, Chosen, Silent
from safeconduct.interview.opening import nevers_of
from safeconduct.kept.from_entries import draft_of
from safeconduct.kept.working import Here
from safeconduct.law.keys import GROUNDS, SAYINGS
from safeconduct.law.model import Ref, Words
from safeconduct.letters.forms import FORMS
from safeconduct.letters.model import Kind
from safeconduct.vault.model import Act, Role
from safeconduct.web.keeping import Nowhere
from safeconduct.web.lanes import lanes_of
from safeconduct.web.noting import NONE
from safeconduct.web.records import KINDS
from safeconduct.web.sorting import ORDERS, in_order
from safeconduct.web.wording import LANGUAGES, PHRASES, phrases_in
from web.sites import ISLE, ORIGIN, TODAY, Site, isle

CANARY = """"'><script>alert(1)</script>"""
ISLANDER = ISLE.parent / "islander.yaml"
BOTH = ("leave", "see(*)")
PLACES = ("/wishes", "/order", "/ask", "/facts", "/ways")


def asked_until(site: Site, kind: str):
    """Say yes, or the first that is offered, until a question of a kind is asked."""
    while (question := site.desk.question()) is not None and question.kind != kind:
        site.post(
            "/ask",
            key=question.key,
            **({"choice": question.options[0].name} if question.options else {"how": "unknown"}),
        )
    assert question is not None, f"the lawbook asks nothing of kind {kind}"
    return question


# --- what is wanted -------------------------------------------------------------------------------------------------


def test_a_new_case_begins_with_what_is_wanted(site):
    assert site.get("/").headers["location"] == "/wishes"
    assert site.get("/ask").headers["location"] == "/wishes"
    for place in ("/facts", "/ways", "/way/A"):
        assert site.get(place).headers["location"] == "/ask"
    assert site.post("/facts", number="0").headers["location"] == "/ask"


def test_a_wish_about_people_is_followed_by_whom_it_is_about(site):
    assert site.wish("see(*)").headers["location"] == "/ask"
    assert site.get("/ways").headers["location"] == "/ask"
    question = site.desk.question()
    assert question is not None and question.key == WHOM
    site.post("/ask", key=WHOM, choice="somebody")
    assert site.get("/ways").status_code == 200


def test_without_a_wish_it_is_asked_again_and_said_why(site):
    assert site.wish().headers["location"] == "/wishes"
    assert PHRASES["choose a wish"][0] in site.get("/wishes").text
    assert PHRASES["choose a wish"][0] not in site.get("/wishes").text


def test_wishes_and_exclusions_are_taken_in_one_go(site):
    site.wish("leave", "see(*)", never=("unlawful",))
    draft = site.desk.course.draft
    assert set(draft.hoped) == {"leave", "see(*)"}
    assert draft.nevers == ("unlawful",)


def test_what_was_not_offered_is_not_taken(site):
    site.wish("leave", "bogus\nfacts: x", never=("bogus",))
    assert site.desk.course.draft.hoped == ("leave",)
    assert site.desk.course.draft.nevers == ()


def test_wishes_can_be_put_in_order(site):
    site.wish("leave", "see(*)")
    first, second = site.desk.course.draft.hoped
    site.post("/order", up="1")
    assert site.desk.course.draft.hoped == (second, first)
    site.post("/order", up="0")
    site.post("/order", up="9999")
    assert site.desk.course.draft.hoped == (second, first)


def test_other_wishes_erase_nothing_that_was_said(site):
    site.wish(*BOTH)
    question = asked_until(site, TRUTH)
    site.post("/ask", key=question.key, choice="yes")
    lines = site.desk.course.draft.lines
    site.wish("see(*)")
    assert site.desk.course.draft.lines == lines


# --- questions ------------------------------------------------------------------------------------------------------


def test_a_reply_is_taken_and_the_next_question_asked(site):
    site.wish(*BOTH)
    question = asked_until(site, TRUTH)
    assert site.post("/ask", key=question.key, choice="no").status_code == 303
    assert site.desk.course.given[-1] == (question.key, Chosen(("no",)))
    assert site.desk.question() != question


@pytest.mark.parametrize(("how", "declined"), [("unknown", False), ("declined", True)])
def test_every_question_can_be_passed_over(site, how, declined):
    site.wish(*BOTH)
    question = site.desk.question()
    site.post("/ask", key=question.key, how=how)
    assert site.desk.course.given[-1] == (question.key, Silent(declined))


def test_a_reply_to_a_question_of_before_changes_nothing(site):
    site.wish("leave")
    course = site.desk.course
    site.post("/ask", key="another", choice="yes")
    assert site.desk.course is course


def test_a_reply_to_a_question_answered_in_another_window_is_said_not_to_be_taken(site):
    site.wish(*BOTH)
    question = asked_until(site, TRUTH)
    site.post("/ask", key=question.key, choice="yes")
    course = site.desk.course
    assert site.post("/ask", key=question.key, choice="no").headers["location"] == "/facts"
    page = unescape(site.get("/facts").text)
    assert "This reply was not taken" in page and question.words.en in page
    assert site.desk.course is course
    assert site.post("/ask", key="another", choice="no").headers["location"] == "/ask"
    assert PHRASES["not asked now"][0] in unescape(site.get("/ask").text)


def test_how_many_questions_are_left_is_not_said_before_it_is_known(site):
    site.wish("see(*)")
    assert not site.desk.course.has_wishes
    assert 'class="progress"' not in site.get("/ask").text
    asked_until(site, TRUTH)
    assert 'class="progress"' in site.get("/ask").text


def test_a_form_that_comes_after_the_lock_is_said_to_be_lost(site):
    site.wish("leave")
    site.desk.lock()
    lost = PHRASES["locked lost"][0]
    assert lost in unescape(site.post("/contact", words="long").text)
    assert lost not in unescape(site.get("/contact").text)


def test_a_day_that_is_not_understood_is_shown_again_as_typed(site):
    site.wish(*BOTH)
    born = next(name for name, fact in isle().facts.items() if fact.kind == "date" and not fact.parameters)
    question = site.desk.course.question_about(Ref(born, ()))
    site.desk.changing = question
    site.post("/ask", key=question.key, typed="when I was <small>")
    text = site.get("/ask").text
    assert PHRASES["not a day"][0] in text
    assert "when I was &lt;small&gt;" in text
    site.post("/ask", key=question.key, typed="2002")
    assert site.desk.course.given[-1][0] == question.key


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_what_must_never_happen_comes_back_in_the_words_in_which_it_was_chosen(lang):
    """What it means in law stands behind them."""
    site = Site(lang=lang).enter()
    nevers = nevers_of(isle())
    site.wish(BOTH[0], never=tuple(one.name for one in nevers))
    page = unescape(site.get("/ways").text)
    assert len(nevers) > 4
    for one in nevers:
        assert getattr(one.words, lang) in page, one.name
    assert say("never exposed", level=say("loss family")).en in page or lang == "ko"


def test_a_country_that_is_typed_beside_another_answer_is_told_and_not_passed_over(site):
    site.wish(*BOTH)
    question = asked_until(site, PLACE)
    chosen = next(one.name for one in question.options if one.name)
    site.post("/ask", key=question.key, choice=chosen, typed="Mongolia")
    page = site.get("/ask").text
    assert PHRASES["two answers"][0] in page and 'value="Mongolia"' in page
    assert site.desk.question() == question


def test_a_country_can_be_named_that_is_not_listed(site):
    site.wish(*BOTH)
    question = asked_until(site, PLACE)
    site.post("/ask", key=question.key, typed="no such land")
    assert PHRASES["not a country"][0] in site.get("/ask").text
    site.post("/ask", key=question.key, typed="Mongolia")
    assert site.desk.course.given[-1][1] == Chosen(("MN",))


def test_going_back_shows_what_was_said(site):
    site.wish(*BOTH)
    question = asked_until(site, TRUTH)
    site.post("/ask", key=question.key, choice="yes")
    site.post("/back")
    assert site.desk.question() == question
    assert 'value="yes" checked' in site.get("/ask").text


def test_a_fact_is_changed_on_its_own(site):
    site.wish(*BOTH)
    question = asked_until(site, TRUTH)
    site.post("/ask", key=question.key, choice="yes")
    told = site.desk.summary().told
    number = next(at for at, one in enumerate(told) if one.fact == question.facts[0])
    assert site.post("/facts", number=str(number)).headers["location"] == "/ask"
    assert 'value="yes" checked' in site.get("/ask").text
    assert site.post("/ask", key=question.key, choice="no").headers["location"] == "/facts"
    now = {line.fact: line.value for line in site.desk.course.draft.lines}
    assert now[question.facts[0]] is False
    assert set(now) == {one.fact for one in told}


def test_a_case_is_asked_again_as_of_today_and_what_was_said_keeps_its_day(site):
    site.wish(*BOTH)
    question = asked_until(site, TRUTH)
    site.post("/ask", key=question.key, choice="yes")
    assert PHRASES["ask today"][0] not in site.get("/facts").text
    site.today = date(2024, 9, 1)
    assert PHRASES["ask today"][0] in site.get("/facts").text
    site.post("/today")
    course = site.desk.course
    assert course.person.as_of == date(2024, 9, 1)
    assert {one.learned for one in course.person.statements} == {TODAY}


@pytest.mark.parametrize("at", ["/ways", "/way/", "/letters", "/facts"])
def test_a_case_of_an_earlier_day_says_so_and_can_be_asked_as_of_today(at):
    site = answered()
    before = site.desk.course
    if at == "/way/":
        at += next(iter(lettered(site.desk.answer())))
    assert PHRASES["old day note"][0] not in unescape(site.get(at).text)
    site.today = before.person.as_of + timedelta(days=200)
    page = unescape(site.get(at).text)
    assert PHRASES["old day note"][0] in page and 'action="/today"' in page
    site.post("/today")
    now = site.desk.course
    assert now.person.as_of == site.today and len(now.person.statements) == len(before.person.statements)
    assert PHRASES["old day note"][0] not in unescape(site.get("/facts").text)


@pytest.mark.parametrize("at", ["/ways", "/facts"])
def test_a_case_of_a_day_to_come_says_so_and_can_be_asked_as_of_today(at):
    site = answered()
    site.today = site.desk.course.person.as_of - timedelta(days=3)
    page = unescape(site.get(at).text)
    assert PHRASES["day ahead note"][0] in page and 'action="/today"' in page
    site.post("/today")
    assert site.desk.course.person.as_of == site.today
    assert PHRASES["day ahead note"][0] not in unescape(site.get(at).text)


def test_a_case_file_whose_day_is_not_found_says_how_it_is_asked_as_of_today():
    site = answered()
    base = site.desk.course.draft.base.replace("as of:", "as of :")
    site.desk.open_course = replace(site.desk.course, draft=replace(site.desk.course.draft, base=base))
    site.today = date(2025, 1, 1)
    page = unescape(site.get("/facts").text)
    assert PHRASES["old day how"][0] in page and 'action="/today"' not in page


def test_a_last_day_that_is_past_is_said_to_be_over():
    window = Window(date(2024, 5, 3), Counted(Words("counted", "셈"), *[date(2024, 5, 3)] * 4))
    for today, over in ((None, False), (date(2024, 5, 3), False), (date(2024, 5, 4), True)):
        assert ("over since Fri 3 May 2024" in Tongue("en", today).window(window)) == over


def test_a_fact_of_a_case_file_is_changed_in_memory_and_the_file_stays():
    site = answered()
    before = ISLANDER.read_text()
    told = site.desk.summary().told
    number = next(at for at, one in enumerate(told) if not one.on_file)
    site.post("/facts", number=str(number))
    question = site.desk.question()
    assert question is not None
    assert site.post("/ask", key=question.key, how="declined").headers["location"] == "/facts"
    now = {one.fact: one.value for one in site.desk.course.person.statements}
    assert now[told[number].fact] is None
    assert set(now) == {one.fact for one in told}
    assert ISLANDER.read_text() == before


def test_a_case_that_is_told_by_a_file_shows_there_what_is_wanted():
    site = answered()
    assert site.get("/wishes").headers["location"] == "/facts#wanted"
    assert 'id="wanted"' in site.get("/facts").text


class Elsewhere(Here):
    """As a worker does it: what is done within `at_work` is done there."""

    at_work = False

    def __call__(self, function, *given, **named):
        self.at_work = True
        try:
            return super().__call__(function, *given, **named)
        finally:
            self.at_work = False


@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("typed", ["2002", "2002-05-03"])
def test_which_day_of_a_span_is_reckoned_with_is_worked_out_by_a_worker(monkeypatch, anew, typed):
    site, born = answered(), Ref("born", ())
    desk, course = site.desk, site.desk.course
    question = course.question_about(born)
    if anew:
        desk.changing = question
    else:
        desk.kept_next = desk.next()._replace(question=question)
    before = course.forgetting(question) if anew else course
    after = before.replied(question, span_of(typed, course.draft.as_of))
    elsewhere = desk.elsewhere = Elsewhere(isle())
    real, here = interview.ways_of, []
    monkeypatch.setattr(interview, "ways_of", lambda *of: here.append(not elsewhere.at_work) or real(*of))
    site.post("/ask", key=question.key, typed=typed)
    assert here == ([False] if typed == "2002" else [])
    assert desk.course.draft == after.draft and desk.course.steps == after.steps


def test_a_day_that_nobody_knows_is_not_told_as_a_doubt_whether_it_was():
    site = answered()
    course = site.desk.course
    born = next(fact for fact in isle().facts.values() if fact.kind == "date" and not fact.parameters)
    site.desk.put(course.changed(course.question_about(Ref(born.name, ())), Silent(False)))
    text = site.get("/facts").text
    assert "Not known on which day you were born" in text and "Not known whether you were born" not in text


def test_how_a_decision_fell_is_shown_and_changed_in_the_case_file_only():
    law = law_of(None)
    text = (ISLE.parents[2] / "cases/contact-refused.yaml").read_text()
    site = Site(Nowhere(law, draft_of(text, law))).enter()
    assert site.get("/facts").status_code == 200
    fell = [one for one in site.desk.summary().told if one.fact.name == "refused"]
    assert fell and all(one.on_file for one in fell)


# --- answers --------------------------------------------------------------------------------------------------------


def answered(lang: str = "en") -> Site:
    """Return a site with a case that has ways and closed doors."""
    return Site(Nowhere(isle(), draft_of(ISLANDER.read_text(), isle())), lang).enter()


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_way_is_listed_with_its_comparison_and_opens(lang):
    site = answered(lang)
    text = site.get("/ways").text
    ways = lettered(site.desk.answer())
    assert ways
    for letter, route in ways.items():
        assert f'href="/way/{letter}"' in text
        one_way = site.get(f"/way/{letter}")
        assert one_way.status_code == 200
        happening = [step for step in route.steps if step.kind != "assume"]
        ids = [f'id="step{number}"' for number in range(1, len(happening) + 1)]
        assert re.findall(r'id="step\d+"', one_way.text) == ids
        for step in route.steps:
            for one in step.cite[:1]:
                assert str(escape(Tongue(lang).of(one.words))) in one_way.text


def test_what_a_way_takes_to_be_so_stands_before_all_that_hangs_on_it():
    """A way that is closed in truth reads as open to whoever skipped the questions and sees the condition last."""
    site = answered()
    text, say = site.get("/ways").text, Tongue("en").say
    cards = [one for one in text.split("<article>")[1:] if f"<dt>{say('label if')}</dt>" in one]
    assert cards
    for card in cards:
        assert re.findall(r"<dt>([^<]*)</dt>", card)[0] == say("label if")


def test_in_the_picture_of_a_way_every_mark_has_a_line_of_its_own_and_the_count_of_steps_is_said():
    site = answered()
    site.get("/ways")
    for letter, route in lettered(site.desk.answer()).items():
        page = site.get(f"/way/{letter}").text
        picture = lanes_of(route, Tongue("en"), site.desk.answer().as_of)
        shown = [
            re.findall(r"<tspan[^>]*>([^<]*)<", one) for one in re.findall(r'<text class="when"(.*?)</text>', page)
        ]
        assert shown == [list(box.marks) for box in picture.boxes]
        wide = phrases_in("en")("lanes wide", count=str(len(shown)))
        assert (wide in page) == (len(shown) > 1)


def test_on_a_way_the_open_questions_it_rests_on_are_numbered_from_one():
    site = answered()
    answer = site.desk.answer()
    letter, route = next(iter(lettered(answer).items()))
    register = tuple(
        OpenQuestion(name, Words(f"is it {name}?", f"{name}?"), (), (), None) for name in ("other", "that", "this")
    )
    steps = (replace(route.steps[0], open_questions=("this", "that")), *route.steps[1:])
    rests = replace(route, steps=steps)
    wishes = tuple(
        replace(wish, routes=tuple(rests if one is route else one for one in wish.routes)) for wish in answer.wishes
    )
    site.desk.kept_answer = replace(answer, wishes=wishes, open_questions=register)
    page = site.get(f"/way/{letter}").text
    assert "1, 2" in page and "2, 3" not in page
    assert page.index("is it that?") < page.index("is it this?") and "is it other?" not in page


def test_where_there_is_no_way_the_page_says_why_and_what_would_open_one():
    law = law_of(None)
    text = (ISLE.parents[2] / "cases/stateless-in-seoul.yaml").read_text()
    site = Site(Nowhere(law, draft_of(text, law))).enter()
    page = unescape(site.get("/ways").text)
    tongue = Tongue("en")
    none = [wish for wish in site.desk.answer().wishes if wish.verdict == "none"]
    assert none
    for wish in none:
        assert wish.proof is not None and wish.openings
        assert tongue.of(wish.says) in page and tongue.of(wish.proof) in page
        for change in (change for opening in wish.openings for change in opening.changes):
            assert tongue.cited(change.cite) in page
            assert tongue.of(change.by) in page
    in_the_way = [door for door in doors_to_tell(site.desk.answer()) if door.thought_of == 2]
    assert in_the_way
    assert all(tongue.cited(door.lines[0].cite[:1]) in page for door in in_the_way)


def test_a_way_that_is_not_there_is_not_found():
    site = answered()
    assert site.get("/way/ZZ").status_code == 404


def test_each_order_shows_the_same_ways():
    site = answered()
    named = list(lettered(site.desk.answer()).items())
    for order in ORDERS:
        assert sorted(letter for letter, _ in in_order(named, order)) == sorted(letter for letter, _ in named)
        assert site.post("/ways", sort=order).headers["location"] == "/ways"
        assert site.desk.sort == order
    site.post("/ways", sort="bogus")
    assert site.desk.sort == ""


# --- every page -----------------------------------------------------------------------------------------------------


def test_choosing_a_language_keeps_the_place(site):
    site.wish("leave")
    assert site.post("/language", lang="ko", place="/facts").headers["location"] == "/facts"
    assert '<html lang="ko">' in site.get("/facts").text
    for place in ("//evil.test", "http://evil.test", "/facts?x", "/ways/../x", "\\\\evil", "/a\nb"):
        assert site.post("/language", lang="en", place=place).headers["location"] == "/"


@pytest.mark.parametrize("lang", [language.tag for language in LANGUAGES])
def test_every_page_has_the_ways_out_and_a_neutral_title(lang):
    site = answered(lang)
    for place in (*PLACES, "/way/" + next(iter(lettered(site.desk.answer())))):
        answer = site.get(place)
        if answer.status_code == 200:
            assert 'action="/leave"' in answer.text
            assert 'action="/lock"' in answer.text
            assert f"<title>{PHRASES['window'][0 if lang == 'en' else 1]}</title>" in answer.text
            assert "<script" not in answer.text
            assert "style=" not in answer.text
            assert "http" not in answer.text.replace(ORIGIN, "").replace("http-equiv", "")
            assert len(answer.content) <= 60_000
            assert answer.headers["refresh"].endswith("url=/idle")


def test_a_window_has_the_words_that_were_chosen():
    site = answered()
    site.desk.cover = "Tea & <b>"
    for place in (*PLACES, "/way/ZZ"):
        answer = site.get(place)
        assert "<title>Tea &amp; &lt;b&gt;</title>" in answer.text or answer.status_code == 303
    site.post("/lock")
    assert "<title>Tea &amp; &lt;b&gt;</title>" in site.get("/ways").text
    assert "<title>Calendar</title>" in site.get("/gone").text


def test_every_form_and_field_asks_the_browser_to_remember_nothing():
    for template in Path(__file__).parents[2].joinpath("src/safeconduct/web/templates").glob("*.html"):
        for form in template.read_text().split("<form")[1:]:
            head, body = form.split(">", 1)[0], form.split("</form>", 1)[0]
            if 'type="text"' in body or 'type="password"' in body or 'type="checkbox"' in body:
                assert 'autocomplete="off"' in head, template.name


def test_every_phrase_is_there_in_every_language():
    for (key, phrases), language in product(PHRASES.items(), LANGUAGES):
        assert len(phrases) == len(LANGUAGES), key
        assert phrases[LANGUAGES.index(language)], key


def test_every_phrase_is_used():
    web = Path(__file__).parents[2] / "src/safeconduct/web"
    text = "".join(
        path.read_text()
        for path in (*web.glob("templates/*.html"), *web.glob("*.py"))
        if not path.stem.startswith("wording")
    )
    named = {key for key in PHRASES if f'"{key}"' in text or f"'{key}'" in text}
    named |= {f"by {order}" for order in ORDERS} | {"likely", "unsure"}  # put together by a page
    named |= {f"by {one}" for one in MEANS} | {f"answer {one}" for one in (NONE, *ANSWERS)}
    named |= {f"said {one}" for one in SAYINGS} | {f"ground {one}" for one in GROUNDS}
    named |= {f"as {form}" for form in FORMS} | {f"kind {kind}" for kind in Kind} | {"granted yes", "granted no"}
    named |= {f"act {act}" for act in Act} | {f"role {role}" for role in Role}
    named |= {f"entry {kind}" for kind in KINDS}
    assert set(PHRASES) - named == set()


def test_what_a_case_file_says_is_shown_as_text():
    text = f"""case: x
as of: 2024-05-03
people:
  mother: {{en: {CANARY!r}, ko: {CANARY!r}}}
facts:
  - fact: home(KR)
    value: true
    source: {{kind: person, en: {CANARY!r}, ko: {CANARY!r}}}
wishes:
  - see(mother)
"""
    text = text.replace(repr(CANARY), '"' + CANARY.replace('"', '\\"') + '"')
    site = Site(Nowhere(isle(), draft_of(text, isle()))).enter()
    for place in ("/ask", "/facts", "/ways"):
        page = site.get(place).text
        assert "<script" not in page
    assert "&lt;script&gt;" in site.get("/facts").text
    assert "&lt;script&gt;" in site.get("/ways").text
