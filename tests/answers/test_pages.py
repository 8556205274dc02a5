"""What a person must be able to rely on when reading a page: penalties in sight, nothing dated that nobody can date, nothing said twice."""

from datetime import date

import pytest
from msgspec import structs

from safeconduct.answers.model import Cited, Counted, Duty, Fallback, Said, Step, Wait
from safeconduct.answers.page import plain_text
from safeconduct.answers.saying import Tongue
from safeconduct.answers.sources import with_sources_once
from safeconduct.answers.terminal import page_of
from safeconduct.answers.ways_told import duty_lines, fallback_line
from safeconduct.answers.wording import say
from safeconduct.law.model import Words

TITLE = Words("A title", "제목")
PRACTICE = Cited(
    "관행", Words("practice (not read)", "관행 (확인 못 함)"), Words("practice (not read)", "관행 (확인 못 함)")
)
ACT = Cited("법 3", Words("Act (old)", "법"), Words("Act (old), art. 3", "법 제3조"))
MAY, JUNE = date(2024, 5, 3), date(2024, 6, 3)
ENGLISH = Tongue("en")


def text_of(answer, everything=False):
    return " ".join(plain_text(page_of(answer, "en", everything=everything)).split())


@pytest.mark.parametrize("everything", [False, True])
def test_what_breaks_ones_own_line_shows_level_order_penalty_and_article(answers, everything):
    penalty = "Prison for you, under the Island. Up to ten years. [Visits Act, art. 10]"
    assert penalty in text_of(answers["ways"], everything)


def test_that_the_search_ended_early_is_said_once(answers):
    answer = answers["ways"]
    noted = tuple(structs.replace(wish, note=say("ways not all labels")) for wish in answer.wishes)
    assert text_of(structs.replace(answer, wishes=noted)).count("the search ended before") == 1


def test_it_is_said_of_which_wishes_the_search_ended_early(answers):
    answer = answers["ways"]
    first, *others = answer.wishes
    some = (structs.replace(first, note=say("ways not all labels")), *others)
    assert "Wish 1: There may be other ways: the search" in text_of(structs.replace(answer, wishes=some))


def test_a_long_source_is_named_once_on_a_way():
    steps = tuple(Step(number, "act", MAY, TITLE, cite=(PRACTICE,)) for number in (1, 2))
    assert [ENGLISH.cited(step.cite) for step in with_sources_once(steps, conditions=False)] == [
        "practice (not read)",
        "source as in step 1",
    ]


def test_within_one_step_it_is_the_same_source():
    step = Step(1, "act", MAY, TITLE, silence=Said(TITLE, (PRACTICE,)), cite=(PRACTICE,))
    assert ENGLISH.cited(with_sources_once((step,), conditions=False)[0].cite) == "the same source"


def test_an_article_is_named_every_time():
    steps = tuple(Step(number, "act", MAY, TITLE, cite=(ACT,)) for number in (1, 2))
    assert with_sources_once(steps, conditions=False) == steps


def test_what_is_not_printed_names_no_source():
    step = Step(1, "act", MAY, TITLE, conditions=(Said(TITLE, (PRACTICE,)),), cite=(PRACTICE,))
    assert with_sources_once((step,), conditions=False) == (step,)


@pytest.mark.parametrize(
    ("firm", "told"),
    [
        (True, "A title. By Mon 3 June 2024: 3 days from 31 May 2024, that day not counted."),
        (False, "A title. Around Mon 3 June 2024; it counts from the real day."),
    ],
)
def test_a_duty_is_dated_as_firmly_as_the_step_that_causes_it(firm, told):
    counting = Counted(say("counting out", period="3 days", event="31 May 2024"), MAY, MAY, JUNE, JUNE)
    assert duty_lines(Duty(TITLE, (), JUNE, None, None, counting), firm, ENGLISH) == [told]


def test_an_answer_to_what_is_filed_on_an_unknown_day_has_no_date():
    wait = Wait(None, TITLE, Words("first day out", "첫날 제외"), None)
    assert ENGLISH.wait(wait, journey=False, firm=False) == "A title from the day you file; first day out"


def test_what_has_just_failed_is_tried_again():
    fallback = Fallback("isle.visit-permit", TITLE, MAY, True, None, (Words("the Governor", "총독"),), "discretion", ())
    assert fallback_line(fallback, True, ENGLISH) == "Try again: A title (the Governor decides: may say no)"


def test_a_way_with_an_undatable_wait_shows_no_day_after_it(answers):
    steps = [step for step in answers["long"].wishes[0].routes[0].steps if step.dated == "unknown"]
    assert {ENGLISH.day_of(step, today=False) for step in steps} == {"nobody can say when"}
    assert not any(remedy.last_day for step in steps for remedy in step.remedies)


def test_an_assured_way_says_how_sure_it_is(answers):
    routes = [route for wish in answers["ways"].wishes for route in wish.routes]
    assert all((route.certainty is not None) <= route.assured for route in routes)
    assert say("assured") in [route.certainty for route in routes]
