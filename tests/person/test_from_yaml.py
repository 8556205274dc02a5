"""Case files: what is read, and the exact message for each mistake."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from safeconduct.law.model import Held, Law, Not, Ref, Words
from safeconduct.lawbook.from_text import text_from_bytes, text_from_file
from safeconduct.lawbook.problems import render
from safeconduct.person.from_yaml import person_from_text, read_person
from safeconduct.person.model import NeverExposed, NeverHolds, Person, Source, Unlawful
from safeconduct.person.problems import CODES
from safeconduct.terms.dates import Counting

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))

CASE = """
case: former-official
as of: 2013-06-01
countries: [XX]
people:
  mother: {en: your mother, ko: 어머니}
facts:
  - fact: national(KR)
    value: true
    since: 2002-06-01
    source: {kind: report, en: news report of 2013, ko: 2013년 보도, place: line 3}
    learned: 2013-06-01
    confidence: likely
  - {fact: born, on: 1966-01-01}
  - {fact: passport, value: unknown}
  - {fact: "relative_in(mother, KP)", value: true, since: unknown}
  - {fact: national(CN), value: false}
  - {fact: 'pending("kr.visit", JP)', value: true, since: 2013-05-01}
wishes:
  - see(mother)
  - {want: home(KP), en: go back}
never:
  - unlawful
  - unlawful: [KR]
  - stateless
  - {exposure: life, to: family}
prefer: [exposure, days]
"""


def person_of(case: str, law: Law) -> Person:
    person = person_from_text(text_from_bytes(case.encode(), "case.yaml"), law)
    assert isinstance(person, Person), person
    return person


def messages_of(file: Path, law: Law) -> str:
    text = text_from_file(file, file.name)
    problems = person_from_text(text, law)
    assert isinstance(problems, list)
    return "\n\n".join(render(problem, text.line(problem.line)) for problem in problems) + "\n"


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_bad_case_gets_exactly_these_messages(file: Path, law: Law) -> None:
    assert messages_of(file, law) == file.with_suffix(".txt").read_text(encoding="utf-8")


def test_every_code_of_a_case_has_a_bad_example() -> None:
    messages = "".join(file.with_suffix(".txt").read_text(encoding="utf-8") for file in BAD)
    of_others = (
        "P04",
        "P05",
    )  # of mapping files and files of contacts: tests/population and tests/casework, test_from_yaml.py
    assert [code for code in CODES if not code.startswith(of_others) and f"[{code}]" not in messages] == []


def test_every_code_is_in_the_reference(request: pytest.FixtureRequest) -> None:
    page = (request.config.rootpath / "docs/reference/case-format.md").read_text(encoding="utf-8")
    assert [
        code for code, about in CODES.items() if f"| {code} | {about.title} | {about.explanation} |" not in page
    ] == []


def test_a_fact_keeps_its_source_its_days_and_its_confidence(law: Law) -> None:
    statement = person_of(CASE, law).statements[0]
    assert statement.fact == Ref("national", ("KR",))
    assert (statement.value, statement.since, statement.learned) == (True, date(2002, 6, 1), date(2013, 6, 1))
    assert statement.source == Source("report", Words("news report of 2013", "2013년 보도"), "line 3")
    assert (statement.confidence, statement.place) == ("likely", "case.yaml:8")


def test_a_fact_without_since_is_true_since_nobody_knows_when(law: Law) -> None:
    assert [statement.since_known for statement in person_of(CASE, law).statements] == [
        True,
        False,
        False,
        False,
        False,
        True,
    ]


def test_a_date_has_its_day_and_counts_as_true(law: Law) -> None:
    statement = person_of(CASE, law).statements[1]
    assert (statement.value, statement.on, statement.source) == (True, date(1966, 1, 1), None)


def test_a_pending_application_is_stated_with_its_full_name_and_arguments(law: Law) -> None:
    assert person_of(CASE, law).statements[5].fact == Ref("pending", ("kr.visit", "JP"))


def test_countries_are_korea_twice_then_those_listed_then_those_named(law: Law) -> None:
    assert person_of(CASE, law).countries == ("KR", "KP", "XX", "CN", "JP")


def test_a_goal_is_wished_for_by_name_and_said_in_both_languages(law: Law) -> None:
    wish = person_of(CASE, law).wishes[0]
    assert (wish.that, wish.goal) == (Ref("met", ("mother",)), Ref("see", ("mother",)))
    assert wish.words == Words("see your mother in person", "어머니를 직접 만나기")


def test_a_wish_in_the_persons_own_words_keeps_them(law: Law) -> None:
    wish = person_of(CASE, law).wishes[1]
    assert (wish.that, wish.words, wish.goal) == (Ref("home", ("KP",)), Words("go back", "go back"), None)


def test_exclusions_are_read_in_order(law: Law) -> None:
    alone, ordered, holds, exposed = person_of(CASE, law).nevers
    assert isinstance(alone, Unlawful) and alone.orders == ()
    assert isinstance(ordered, Unlawful) and ordered.orders == ("KR",)
    assert isinstance(holds, NeverHolds) and holds.that == Ref("stateless")
    assert isinstance(exposed, NeverExposed) and (exposed.level, exposed.to) == ("life", "family")


def test_an_exposure_of_nobody_in_particular_is_one_of_self_and_one_of_family(law: Law) -> None:
    person = person_of(CASE.replace("{exposure: life, to: family}", "exposure: prison"), law)
    assert [never.to for never in person.nevers if isinstance(never, NeverExposed)] == ["self", "family"]


def test_an_exclusion_may_name_a_goal(law: Law) -> None:
    never = person_of(CASE.replace("- stateless", "- leave(KR)"), law).nevers[2]
    assert isinstance(never, NeverHolds) and never.that == Not(Ref("national", ("KR",)))


def test_criteria_left_out_follow_in_the_default_order(law: Law) -> None:
    assert person_of(CASE, law).prefer == ("exposure", "days", "decisions", "money", "facts")


def test_two_uncertain_homes_are_no_mistake(law: Law) -> None:
    lines = "facts:\n" + "".join(f"  - {{fact: home({c}), value: true, confidence: unsure}}\n" for c in ("KR", "CN"))
    assert len(person_of(CASE.replace("facts:\n", lines), law).statements) == 8


def test_a_case_file_that_is_not_there_is_a_problem(law: Law, tmp_path: Path) -> None:
    problems = read_person(tmp_path / "none.yaml", law, "none.yaml")
    assert isinstance(problems, list) and [(p.file, p.code) for p in problems] == [("none.yaml", "L001")]


def test_the_same_file_reads_as_the_same_person(law: Law) -> None:
    assert person_of(CASE, law) == person_of(CASE, law)


LINES = CASE.splitlines()
PIECES = [
    "",
    "[]",
    "{}",
    "- x",
    "  - {fact: home(",
    "facts: {}",
    "wishes: [[]]",
    "  - {en: }",
    "people: {KR: {en: 1}}",
    "prefer: [{}]",
]


@given(st.lists(st.tuples(st.integers(1, len(LINES) - 1), st.sampled_from([*PIECES, *LINES])), min_size=1, max_size=4))
def test_a_broken_case_is_a_person_or_problems_and_never_an_exception(law: Law, changes: list[tuple[int, str]]) -> None:
    lines = list(LINES)
    for number, line in changes:
        lines[number] = line
    read = person_from_text(text_from_bytes("\n".join(lines).encode(), "case.yaml"), law)
    assert isinstance(read, Person) or read != []


def test_a_clock_in_a_wish_names_its_counting_rule(law: Law) -> None:
    counted = structs.replace(law, countings={"kr.status": Counting("status", first_day="in")})
    wish = person_of(CASE.replace("see(mother)", 'held(home(KP)) >= years(1, "kr.status")'), counted).wishes[0]
    assert isinstance(wish.that, Held) and wish.that.period.counting.first_day == "in"
