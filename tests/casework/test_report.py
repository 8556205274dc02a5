"""The report as it is printed, letter by letter, in both languages; and what must hold of every report.

`pytest tests/casework --rewrite-stories` writes the pages anew; read the difference.
"""

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from casework.stories import history, law
from safeconduct.answers.columns import width_of
from safeconduct.answers.page import Page, plain_text
from safeconduct.casework import wording
from safeconduct.casework.from_yaml import read_history
from safeconduct.casework.planning import difference_of
from safeconduct.casework.report import Report, report_of
from safeconduct.casework.terminal import write_report
from safeconduct.person.from_yaml import read_person

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).parent / "expected"
PERSON = read_person(ROOT / "cases/former-official-today.yaml", law())
HISTORY = read_history(ROOT / "cases/contacts/former-official-today.yaml", law())


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(PERSON, HISTORY, law(), HISTORY.as_of)


@pytest.fixture(scope="module")
def planned(report) -> Report:
    return structs.replace(report, plan=difference_of(PERSON, HISTORY, law(), HISTORY.as_of))


def printed(report: Report, lang: str, width: int = 80) -> str:
    page = Page(width)
    write_report(report, page, lang)
    return plain_text(page)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_report_on_the_motivating_case_is_exactly_this(planned, lang, request):
    file = EXPECTED / f"former-official-today.{lang}.txt"
    if request.config.getoption("--rewrite-stories"):
        file.write_text(printed(planned, lang), encoding="utf-8")
    assert printed(planned, lang) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_terminal(planned, width, lang):
    assert max(width_of(line) for line in printed(planned, lang, width).splitlines()) <= width


def test_the_circle_is_told_once_with_its_way_out(report):
    circle = next(one for one in report.stalls if one.pattern == "cycle")
    assert circle.occasions == ((1, 2, 3, 4),)
    assert [one.short for one in circle.breaks] == ["민원령 13(2)"]
    assert (circle.ways[0].procedure, circle.ways[0].state) == ("kr.settle-competence-inside-agency", "open")
    assert "chain" not in [one.pattern for one in report.stalls]


def test_the_longest_overdue_comes_first(report):
    days = [one.day for one in report.due if one.whose == "agency"]
    assert days == sorted(days)
    assert days[0] == date(2026, 12, 8)


def test_answers_owed_on_one_matter_are_told_apart(report):
    owed = [one for one in report.due if one.matter == "who-decides"]
    assert [(one.unit.en, one.received, one.contact) for one in owed] == [
        ("Separated Families Division", date(2026, 11, 30), 3),
        ("Exchange Division", date(2026, 12, 7), 4),
    ]
    assert all(
        part in one.words.en
        for one, received in zip(owed, ("30 November 2026", "7 December 2026"), strict=True)
        for part in (f"from {one.unit.en}", f"received {received}", f"contact {one.contact}")
    )


def test_time_has_run_out_since_the_day_after_the_last_one(report):
    """Facts keep the last day, from which 정보법 18(1) counts; what is told is since when it is so."""
    since = {one.fact: (one.since, one.stated) for one in report.shown}
    assert since["period_passed"] == (date(2026, 12, 9), date(2026, 12, 9))
    assert since['unanswered("kr.north-visit-approval")'] == (date(2027, 1, 13), date(2027, 1, 12))


def test_every_last_day_says_how_it_was_counted(report):
    for clock in report.clocks:
        assert clock.counted.en.startswith(("7 working days from", "10 working days from"))
        assert clock.cite
    visit = next(one for one in report.clocks if one.matter == "visit")
    notes = " ".join(note.words.en for note in visit.notes)
    assert "not counted, 28 December 2026 to 5 January 2027" in notes
    assert "does not count: this is no ground for it" in notes


def told_of(matter: str, *contacts: str, on: date) -> str:
    return printed(report_of(structs.replace(PERSON, as_of=on), history(matter, *contacts), law(), on), "en")


QUESTION = "clock: question-on-practice"


def test_a_holiday_declared_later_an_order_and_papers_awaited_are_told():
    asked = "with: a, on: 2025-01-13, by: letter, filed: true"
    page = told_of("clock: question-on-law", asked, on=date(2025, 1, 20))
    assert "27 January 2025 was declared a holiday on 14 January 2025" in flat(page)
    assert "before that the last day was Tue 4 February 2025" in flat(page).lower().replace(
        "tue 4 february", "Tue 4 February"
    )
    order = "orders: [{en: the commission, ko: 위원회, on: 2026-11-05, due: 2026-11-06}]"
    page = told_of(f"{QUESTION}, {order}", "with: a, on: 2026-11-02, by: letter, filed: true", on=date(2026, 11, 5))
    assert "comes before the statute (10 November 2026)" in flat(page)
    awaited = "with: a, on: 2026-11-02, by: letter, filed: true, answer: documents, answered: 2026-11-04"
    page = flat(told_of(QUESTION, awaited, on=date(2026, 11, 6)))
    assert "papers are asked for since 4 November 2026" in page
    owed = page.partition("They owe an answer")[2].partition("You must act")[0]
    assert "the clock stands still, and there is no last day until it runs on" in owed


def test_an_extension_that_counts_one_too_long_and_consent_asked_are_told():
    asked = "with: a, on: 2026-11-02, by: letter, filed: true"
    good = "with: a, on: 2026-11-09, by: letter, answer: extension, in writing: true, until: 2026-11-18"
    assert "extended on 9 November 2026 until Wed 18 November 2026" in flat(
        told_of(QUESTION, asked, good, on=date(2026, 11, 12))
    ).lower().replace("november", "November").replace("wed", "Wed")
    long = "with: a, on: 2026-11-09, by: letter, answer: extension, in writing: true, until: 2026-12-18, consent asked: true"
    page = flat(told_of(QUESTION, asked, long, on=date(2026, 11, 12)))
    assert "counts only until Thu 19 November 2026, as far as the law goes" in page
    assert "say whether you agree to a longer time" in page


def test_nothing_at_all_is_told_as_nothing():
    page = told_of(
        QUESTION,
        "with: a, on: 2026-11-02, by: letter, filed: true, answer: decision, answered: 2026-11-05, granted: true",
        on=date(2026, 11, 26),
    )
    assert "Nothing runs out today or has run out." in page
    assert "answered on 5 November 2026, in time" in flat(page)


def flat(page: str) -> str:
    return " ".join(page.split())


def test_the_report_is_read_back_from_json(planned):
    text = msgspec.json.encode(planned)
    assert msgspec.json.decode(text, type=Report) == planned


@pytest.mark.parametrize("key", wording.PHRASES)
def test_both_languages_have_the_same_slots(key):
    english, korean = wording.PHRASES[key]
    slots = [set(re.findall(r"\{(\w+)", text)) for text in (english, korean)]
    assert slots[0] == slots[1]


def test_every_phrase_is_said_somewhere():
    source = "".join(
        file.read_text(encoding="utf-8")
        for file in (ROOT / "src/safeconduct").glob("*/*.py")
        if file != ROOT / "src/safeconduct/casework/wording.py"
    )
    built = ("window ", "by ", "answer ", "said ", "state ", "flaw ", "way ", "verdict ", "label ", "door ")
    assert [
        key
        for key in wording.PHRASES
        if f'"{key}"' not in source and f"'{key}'" not in source and not key.startswith(built)
    ] == []


# --- the plan ---------------------------------------------------------------------------------------------------------


def test_a_refusal_opens_the_remedies_with_their_last_days():
    on = date(2026, 11, 26)
    person = read_person(ROOT / "cases/information-unanswered-today.yaml", law())
    bare = structs.replace(
        person,
        as_of=date(2026, 11, 22),
        statements=tuple(one for one in person.statements if one.fact.name != "unanswered"),
    )
    refused = history(
        "procedure: kr.information-request",
        "with: a, on: 2026-11-23, by: letter, filed: true, answer: decision, answered: 2026-11-25, granted: false, in writing: true",
    )
    difference = difference_of(bare, refused, law(), on)
    (wish,) = difference.wishes
    now = {act for way in wish.new for act in way.acts}
    assert any("information-objection" in act for act in now)
    (objection,) = [one for one in difference.own_days if one.procedure.startswith("kr.information-objection")]
    assert objection.last_day == date(
        2026, 12, 28
    )  # 정보법 18(1): 30 days from 25 November end on the 25th, a holiday; then a weekend
    (done,) = difference.done
    assert (done.procedure, done.planned, done.done) == (
        "kr.information-request",
        date(2026, 11, 22),
        date(2026, 11, 23),
    )


def test_who_has_only_asked_cannot_have_a_refusal_put_in_writing():
    """절차법 24(2) gives the paper to whoever filed; the case had left open whether he did."""
    asked = history(QUESTION, "with: a, on: 2026-11-23, by: call, answer: disclaimer, to: b")
    closed = [way.acts for one in difference_of(PERSON, asked, law(), date(2026, 11, 24)).wishes for way in one.closed]
    assert ("kr.ask-for-refusal-in-writing",) in closed


def test_without_contacts_nothing_but_the_days_differs():
    on = date(2026, 11, 22)
    difference = difference_of(PERSON, structs.replace(HISTORY, contacts=()), law(), on)
    assert all((one.closed, one.new, one.moved) == ((), (), ()) for one in difference.wishes)
    assert difference.done == ()


def test_what_happened_is_shown_with_its_day_and_what_is_so_with_its_beginning():
    refused = "with: a, on: 2026-11-02, by: letter, filed: true, answer: decision, answered: 2026-11-05, granted: false"
    page = flat(told_of("procedure: kr.information-request", refused, on=date(2026, 11, 6)))
    assert "it was decided (on 5 November 2026)" in page
    waiting = "with: a, on: 2026-11-02, by: letter, filed: true"
    page = flat(told_of("procedure: kr.information-request", waiting, on=date(2026, 11, 6)))
    assert "nobody has decided (since 2 November 2026)" in page
