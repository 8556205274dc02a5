"""The motivating case told in an interview, on both days: at most eight questions before an answer with the ways it really has.

The transcripts are on file letter by letter, up to and with the first answer. `pytest tests/interview --rewrite-stories` writes them anew; then
read the difference: each changed line is something else said to a person.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from remembered import remembering
from safeconduct.cli import ask
from safeconduct.cli.ask import Talk
from safeconduct.cli.folders import folders_of
from safeconduct.cli.main import cli
from safeconduct.interview import course as courses
from safeconduct.interview.choosing import next_question
from safeconduct.interview.course import FIRST_ANSWER, Course, course_of, first_survey
from safeconduct.interview.draft import Draft
from safeconduct.interview.model import Question
from safeconduct.interview.replies import reply_of
from safeconduct.law.cache import load_law
from safeconduct.law.model import Law
from safeconduct.navigator import Survey
from safeconduct.routes.model import Routes
from safeconduct.rules.model import Rules
from stories.answered import survey_of

PROJECT = Path(__file__).parents[2]
TRANSCRIPTS = Path(__file__).parent / "transcripts"
CASES = {"2013-06-01": "former-official", "2026-11-22": "former-official-today"}
# In the process that answers the story of the case.
each_day = pytest.mark.parametrize(
    "day", [pytest.param(day, marks=pytest.mark.xdist_group(case)) for day, case in CASES.items()]
)
WISHES = ("see(*)", "reach(*)", "live_in(KP)", "binding_answer", "heard_about_treatment", "leave_nationality(KR)")
UNSETTLED: set[str] = set()
TYPED = {  # what a former official, eleven years in Seoul, would type; to anything else: d, I don't know
    "whom": "mother",
    "fact relative_in(mother)": "KP",
    "fact home()": "KR",
    "fact present()": "KR",
    "fact national()": "KR",
    "fact left_north": "y",
    "fact alive(mother)": "y",
    "fact northern_official": "y",
    "fact male": "y",
    "fact of_age": "y",
    "fact sent_around": "y",
}


@cache
def law() -> Law:
    found = load_law(folders_of(PROJECT / "lawbooks"))
    assert not isinstance(found, list)
    return found


def numbers_of(question: Question, names: tuple[str, ...]) -> str:
    listed = [option.name for option in question.options]
    return ", ".join(str(listed.index(name) + 1) for name in names)


def typed_at(question: Question) -> str:
    if question.key == "wishes":
        return numbers_of(question, WISHES)
    if question.key == "nevers":
        return numbers_of(question, ("unlawful: [KR]", "stateless"))
    return TYPED.get(question.key, "d")


@pytest.fixture(autouse=True)
def found_before(monkeypatch):
    """In both languages the same is asked of the same law."""
    monkeypatch.setattr(courses, "next_question", remembering(next_question))
    monkeypatch.setattr(ask, "first_survey", lambda course: first_answer_in(course.draft))


@cache
def first_answer_in(draft: Draft) -> Survey:
    return first_survey(course_of(law(), draft))


@cache
def interviewed(day: str) -> tuple[Course, tuple[str, ...]]:
    """The course after as many questions as come before the first answer, and what was typed at them."""
    course, typed = course_of(law(), Draft(date.fromisoformat(day))), []
    for _ in range(FIRST_ANSWER):
        question = course.next().question
        assert question is not None
        typed.append(typed_at(question))
        reply = reply_of(typed[-1], question, course.draft.as_of)
        course = course.replied(question, reply)
    return course, tuple(typed)


def ways_in(survey: Survey) -> dict[str, set[frozenset[str]]]:
    """For each wish the ways found, each as the procedures on it."""
    return {
        found.wish.source: {procedures_on(one.policy.route, found.rules) for one in found.solution.groups}
        if isinstance(found.solution, Routes)
        else set()
        for found in survey.answered
    }


def procedures_on(route, rules: Rules) -> frozenset[str]:
    return frozenset(rules.operators[step.index].procedure for step in route.steps if step.kind == "act")


def test_there_are_at_most_eight_questions_before_the_first_answer():
    assert FIRST_ANSWER <= 8


@each_day
def test_the_first_answer_has_the_ways_that_the_case_really_has(day):
    whole = ways_in(survey_of(CASES[day]))
    first = ways_in(first_answer_in(interviewed(day)[0].draft))
    missing = {wish for wish, ways in whole.items() if ways and not ways & first[wish]}
    assert missing <= UNSETTLED  # the search says that it stopped: not yet a way, and not a no


@cache
def transcript(day: str, lang: str) -> str:
    _, typed = interviewed(day)
    told = ["ask", "--as-of", day, "--lang", lang, "--lawbooks", str(PROJECT / "lawbooks")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Talk, "whole_answer", lambda *_: None)  # the stories pin it
        result = CliRunner().invoke(cli, told, input="\n".join([*typed, "s", "", ""]), catch_exceptions=False)
    assert result.exit_code == 0
    replies = iter([*typed, "s", ""])
    return re.sub(r"^> ", lambda _: f"> {next(replies, '')}\n", result.stdout, flags=re.MULTILINE)


@pytest.mark.parametrize("lang", ["en", "ko"])
@each_day
def test_the_interview_is_letter_by_letter_the_one_on_file(day, lang, request):
    file = TRANSCRIPTS / f"{day}.{lang}.txt"
    said = transcript(day, lang)
    if request.config.getoption("--rewrite-stories"):
        TRANSCRIPTS.mkdir(exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert file.is_file(), "never written: pytest tests/interview --rewrite-stories"
    assert said.splitlines() == file.read_text(encoding="utf-8").splitlines()
