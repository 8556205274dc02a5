"""Interviews as values: what is asked changes something, whatever is replied reads back, and going back loses nothing."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.answers.from_routes import answer_of
from safeconduct.interview.course import Course, course_of
from safeconduct.interview.draft import Draft, can_be_continued, case_text, find_without, read
from safeconduct.interview.model import DAY, PLACE, Chosen, Question, Reply, Silent, Span
from safeconduct.interview.replies import reply_of
from safeconduct.interview.summary import summary_of
from safeconduct.law.from_lawbook import law_from_folders
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law, Ref
from safeconduct.navigator import navigate
from safeconduct.person.facts import value_of
from safeconduct.person.from_yaml import person_from_text
from safeconduct.person.model import Person
from trying import examples

ISLE = Path(__file__).parents[1] / "answers" / "isle"
TODAY = date(2024, 5, 3)
OPENING = {"wishes": Chosen(("see(*)", "leave")), "whom": Chosen(("somebody",)), "nevers": Chosen(())}


@cache
def isle() -> Law:
    law = law_from_folders([ISLE]).law
    assert law is not None
    return law


def begun() -> Course:
    course = course_of(isle(), Draft(TODAY))
    while (question := course.next().question) is not None and question.key in OPENING:
        course = course.replied(question, OPENING[question.key])
    return course


def replies_to(question: Question) -> tuple[Reply, ...]:
    """Every reply that means something of its own."""
    if question.kind == DAY:
        return (Span(date(1900, 1, 1), date(1900, 1, 1)), Span(TODAY, TODAY), Span(date(1950, 1, 1), TODAY))
    return tuple(Chosen((option.name,) if option.name else ()) for option in question.options)


def answer_to(person: Person) -> object:
    """The answer without what is asked in it, as far as the case leaves it to the law."""
    answer = answer_of(navigate(in_force(isle(), person.as_of), person))
    doors = [
        (door.procedure, door.state, [(line.stands, line.can_be_met) for line in door.lines]) for door in answer.doors
    ]
    routes = [
        (wish.verdict, [(route.title, route.steps, route.assumes) for route in wish.routes]) for wish in answer.wishes
    ]
    return routes, doors, [door.procedure for door in answer.also_open]


def test_the_course_ends():
    course, asked = begun(), []
    while (question := course.next().question) is not None:
        asked.append(question.key)
        course = course.replied(question, Silent(declined=False))
    assert len(asked) == len(set(asked))
    assert asked


def test_every_question_can_change_the_answer():
    course = begun()
    while (question := course.next().question) is not None:
        answers = [answer_to(course.replied(question, reply).person) for reply in replies_to(question)]
        assert any(one != answers[0] for one in answers), question.key
        course = course.replied(question, Silent(declined=True))


def test_every_question_says_what_it_decides_about():
    course = begun()
    while (question := course.next().question) is not None:
        assert question.reasons, question.key
        assert question.weight > 0
        course = course.replied(question, Silent(declined=False))


@settings(max_examples=examples(40))
@given(st.lists(st.one_of(
    st.sampled_from(["1", "2", "3", "1, 2", "y", "n", "d", "r", "", "2002", "spring 1950", "China", "Atlantis", "0", "99", "예", "중국", "2, 1", "1990-02-30"]),
    st.text(max_size=12),
), max_size=24))  # fmt: skip
def test_whatever_is_typed_the_case_reads_back(typed):
    course = begun()
    for line in typed:
        question = course.next().question
        if question is None:
            break
        reply = reply_of(line, question, TODAY)
        if isinstance(reply, Chosen | Span | Silent):
            course = course.replied(question, reply)
    text = case_text(course.draft, isle())
    person = person_from_text(read(text), isle())
    assert isinstance(person, Person)
    assert person == course.person
    assert answer_to(person) == answer_to(course.person)


@settings(max_examples=examples(20))
@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_going_back_leads_to_where_one_was(turns):
    course = begun()
    for turn in turns:
        question = course.next().question
        if question is None:
            break
        after = course.replied(question, replies_to(question)[0 if turn else -1])
        assert after.back().draft == course.draft
        assert after.back().said_before(question) == replies_to(question)[0 if turn else -1]
        course = after


def test_the_first_question_about_facts_is_where_somebody_is():
    question = begun().next().question
    assert question is not None
    assert question.key in ("fact home()", "fact present()", "fact national()")


@cache
def quay() -> Law:
    law = law_from_folders([Path(__file__).parent / "quay"]).law
    assert law is not None
    return law


def on_the_quay(*replies: tuple[str, Reply]) -> Course:
    """The course of an interview about a pension after these replies, each to the question of its key; the rest are passed over."""
    course = course_of(quay(), Draft(TODAY))
    for key, reply in (("wishes", Chosen(("pension",))), ("nevers", Chosen(())), *replies):
        course = told(course, key, reply)
    return course


def told(course: Course, key: str, reply: Reply) -> Course:
    """The course after a reply to the question of this key; to all before it nothing is said."""
    while (question := course.next().question) is not None:
        if question.key == key:
            return course.replied(question, reply)
        course = course.replied(question, Silent(declined=False))
    pytest.fail(f"{key} is never asked")


def test_a_country_that_was_not_listed_is_taken_in():
    course = told(begun(), "fact home()", Chosen(("CN",)))
    assert "CN" in course.person.countries
    assert [str(one.fact.arguments) for one in course.person.statements if one.value] == ["('CN',)"]


def test_what_was_said_has_the_person_and_the_day_as_its_source():
    statement = told(begun(), "fact home()", Chosen(("ZI",))).person.statements[-1]
    assert statement.source is not None
    assert (statement.source.kind, statement.learned, statement.confidence) == ("person", TODAY, "sure")


def test_a_country_of_several_leaves_the_others_out():
    course = on_the_quay(("fact national()", Chosen(("ZI",))))
    stated = {one.fact.arguments[0]: one.value for one in course.person.statements if one.fact.name == "national"}
    assert stated["ZI"] is True
    assert list(stated.values()).count(True) == 1
    assert False in stated.values()


@pytest.mark.parametrize(("span", "day", "confidence"), [
    (Span(date(1950, 3, 2), date(1950, 3, 2)), date(1950, 3, 2), "sure"),
    (Span(date(1950, 1, 1), date(1950, 12, 31)), date(1950, 12, 31), "likely"),  # the younger, the less is sure
    (Span(date(1964, 1, 1), date(1964, 12, 31)), None, "sure"),  # sixty on 3 May 2024 or not
])  # fmt: skip
def test_a_year_is_reckoned_from_the_day_that_favours_the_person_least(span, day, confidence):
    statement = on_the_quay(("day born", span)).person.statements[-1]
    assert (statement.on, statement.confidence) == (day, confidence)


def test_since_when_is_asked_only_of_what_is_so_and_has_a_clock():
    yes = on_the_quay(("fact national()", Chosen(("ZI",))), ("fact moored", Chosen(("yes",))))
    keys = []
    while (question := yes.next().question) is not None:
        keys.append(question.key)
        yes = yes.replied(question, Silent(declined=False))
    assert "day moored" in keys
    assert "day national(ZI)" not in keys
    no = on_the_quay(("fact moored", Chosen(("no",))))
    assert "day moored" not in [step.question.key for step in no.steps]
    assert no.next().question is None or no.next().question.key != "day moored"


def test_since_when_says_which_day_matters():
    course = on_the_quay(("fact moored", Chosen(("yes",))))
    while (question := course.next().question) is not None and question.key != "day moored":
        course = course.replied(question, Silent(declined=False))
    assert question is not None
    assert question.note is not None
    assert "2019" in question.note.en


def test_what_nothing_reads_is_never_asked():
    course = course_of(quay(), Draft(TODAY))
    course = told(course, "wishes", Chosen(("pension",)))
    while (question := course.next().question) is not None:
        assert question.key != "fact idle"
        course = course.replied(question, Chosen(()) if question.key == "nevers" else Silent(declined=False))


def test_an_unsure_fact_on_file_is_asked_about():
    text = (
        "case: x\nas of: 2024-05-03\npeople:\n  mother: {en: your mother, ko: 어머니}\nfacts:\n"
        "  - {fact: home(ZI), value: true}\n  - {fact: alive(mother), value: true, confidence: unsure}\nwishes: [see(mother)]\n"
    )
    course = course_of(isle(), Draft(TODAY, base=text))
    keys = []
    while (question := course.next().question) is not None:
        keys.append(question.key)
        course = course.replied(question, Silent(declined=False))
    assert "fact alive(mother)" in keys
    assert "fact home()" not in keys


def test_what_two_sources_tell_differently_is_left_to_people():
    text = (
        "case: x\nas of: 2024-05-03\npeople:\n  mother: {en: your mother, ko: 어머니}\nfacts:\n"
        "  - {fact: alive(mother), value: false}\n  - {fact: alive(mother), value: true}\nwishes: [see(mother)]\n"
    )
    course = course_of(isle(), Draft(TODAY, base=text))
    while (question := course.next().question) is not None:
        assert question.key != "fact alive(mother)"
        course = course.replied(question, Silent(declined=False))
    assert value_of(course.person, course.person.statements[0].fact, isle()).contradictory


# --- telling a fact anew ----------------------------------------------------------------------------------------------


def answered(course: Course, count: int) -> Course:
    """Return the course after the next `count` questions about facts, each with the first thing that can be replied."""
    for _ in range(count):
        question = course.next().question
        if question is None:
            return course
        known = Silent(declined=False) if question.kind == DAY else Chosen((question.options[0].name,))
        course = course.replied(question, known)
    return course


def test_a_fact_told_anew_takes_the_place_of_what_was_said_and_of_nothing_else():
    course = answered(begun(), 4)
    fact = course.draft.lines[-1].fact
    question = course.question_about(fact)
    changed = course.changed(question, Silent(declined=True))
    others = [line for line in course.draft.lines if line.fact not in question.facts]
    assert [line for line in changed.draft.lines if line.fact not in question.facts] == others
    assert all(line.value is None for line in changed.draft.lines if line.fact in question.facts)


def test_a_place_told_anew_is_not_in_two_countries():
    course = begun()
    while (question := course.next().question) is not None and question.kind != PLACE:
        course = course.replied(question, Silent(declined=False))
    assert question is not None
    one = course.replied(question, Chosen(("MN",)))
    other = one.changed(one.question_about(one.draft.lines[-1].fact), Chosen((question.options[0].name,)))
    assert [line.fact for line in other.draft.lines if line.value] == [question.facts[0]]


def test_a_fact_that_no_question_of_this_course_asked_for_is_asked_as_its_lawbook_asks():
    told = answered(begun(), 3)
    reopened = course_of(isle(), told.draft)
    for line in told.draft.lines:
        question = reopened.question_about(line.fact)
        assert question.facts == (line.fact,)
        assert question.words.en.endswith("?")


def test_the_summary_tells_every_statement_with_its_source():
    course = answered(begun(), 4)
    summary = summary_of(course)
    assert [one.fact for one in summary.told] == [line.fact for line in course.draft.lines]
    assert {one.source for one in summary.told} <= {line.words for line in course.draft.lines}
    assert len(summary.wishes) == 2
    assert not any(one.on_file for one in summary.told)


FILED = """case: x
as of: 2024-05-03
people:
  mother: {en: your mother, ko: 어머니}
facts:
  # where they are
  - fact: present(KR)
    value: true  # seen there
    source: {kind: person, en: told, ko: 말함}

  - fact: born
    on: 1976-01-02
  - fact: present(KR)
    value: true
wishes:
  - see(mother)
"""


def test_a_fact_on_file_is_told_anew_and_every_other_line_stays():
    assert can_be_continued(FILED, isle())
    course = course_of(isle(), Draft(TODAY, base=FILED))
    fact = course.person.statements[0].fact
    told = course.changed(course.question_about(fact), Chosen(("no",)))
    assert [(one.fact, one.value) for one in told.person.statements] == [(Ref("born", ()), True), (fact, False)]
    text = case_text(told.draft, isle())
    assert "# where they are" in text
    assert text.splitlines()[:6] == FILED.splitlines()[:6]
    assert text.endswith("wishes:\n  - see(mother)\n")


def test_a_fact_in_a_list_in_brackets_is_left_to_the_file():
    filed = FILED.split("facts:")[0] + "facts: [{fact: present(KR), value: true}]\nwishes: [see(mother)]\n"
    course = course_of(isle(), Draft(TODAY, base=filed))
    assert find_without(filed, course.person.statements[0].fact, isle()) is None
    assert summary_of(course).told[0].on_file
