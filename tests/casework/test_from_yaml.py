"""A file of contacts is read strictly: every mistake is named with its line."""

import re
from datetime import date
from pathlib import Path

import pytest

from casework.stories import law
from safeconduct.casework.findings import findings_of
from safeconduct.casework.from_yaml import history_from_text
from safeconduct.casework.model import History, known_on
from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.person.problems import CODES

GOOD = """contacts of: somebody
as of: 2026-11-26
units:
  a: {en: A, ko: 가, agency: ministry}
  b: {en: B, ko: 나, agency: ministry}
matters:
  q:
    {en: a question, ko: 질의, clock: question-on-practice}
  v:
    {en: a visit, ko: 방문, procedure: kr.north-visit-approval, published: working_days(7), stops: [{for: hearing, from: 2026-10-12, to: 2026-10-14}]}
contacts:
  - {matter: q, with: b, on: 2026-09-22, by: call, answer: silence}
  - {matter: q, with: a, on: 2026-09-21, at: "14:10", by: letter, filed: true, receipt: 118, answer: disclaimer, answered: 2026-09-29, to: b}
"""


def read(text: str):
    return history_from_text(text_from_bytes(text.encode(), "contacts.yaml"), law())


def test_contacts_stand_in_order_of_day_whatever_the_order_of_the_lines():
    history = read(GOOD)
    assert isinstance(history, History)
    assert [one.unit for one in history.contacts] == ["a", "b"]
    assert history.contacts[0].receipt == "118"
    assert history.matters["v"].clock == "kr.statutory-application"
    assert history.matters["v"].statutory
    assert not history.matters["q"].statutory


def test_what_came_later_was_not_known():
    history = read(GOOD)
    before = known_on(history, date(2026, 9, 28))
    assert [one.answer for one in before.contacts] == [None, "silence"]
    assert [one.answer for one in known_on(history, date(2026, 9, 29)).contacts] == ["disclaimer", "silence"]
    assert before.matters["v"].pauses == ()
    assert known_on(history, date(2026, 10, 13)).matters["v"].pauses[0].end is None


BAD = {
    "P050 2 a file without 'contacts of'": ("contacts of: somebody\n", "\n"),
    "P002 13 unknown key 'reciept'": ("receipt", "reciept"),
    "P003 10 a matter without 'published'": (" published: working_days(7),", ""),
    "P005 12 'mail' is no value here": ("by: call", "by: mail"),
    "P006 13 not an hour": ('"14:10"', "1410"),
    "P006 12 there is no 2026-09-31": ("2026-09-22", "2026-09-31"),
    "P007 13 2026-11-30 lies after the day of the question, 2026-11-26": (
        "answered: 2026-09-29",
        "answered: 2026-11-30",
    ),
    "P027 10 unknown procedure 'kr.north-visit'": ("kr.north-visit-approval", "kr.north-visit"),
    "P051 8 unknown clock 'question'": ("question-on-practice", "question"),
    "P051 10 unknown stop 'hering'": ("hearing", "hering"),
    "P051 10 'kr.inspection' does not stop 'kr.statutory-application'": ("hearing", "inspection"),
    "P052 10 'working_days' is no period": ("working_days(7)", "working_days"),
    "P053 10 2026-10-14 lies before 2026-10-15": ("2026-10-12", "2026-10-15"),
    "P053 13 2026-09-20 lies before the contact, 2026-09-21": ("2026-09-29", "2026-09-20"),
    "P053 12 1926-09-22 lies more than fifty years before 2026-11-26": ("2026-09-22", "1926-09-22"),
    "P054 13 unknown unit 'c'": ("to: b", "to: c"),
    "P054 12 unknown matter 'w'": ("matter: q, with: b", "matter: w, with: b"),
    "P055 12 'to' beside the answer 'silence'": ("answer: silence", "answer: silence, to: a"),
    "P055 12 'told' beside a contact without an answer": ("answer: silence", "told: true"),
    "P055 13 'receipt' of nothing filed": (" filed: true,", ""),
}


@pytest.mark.parametrize("said", BAD)
def test_a_mistake_is_said_with_its_line(said):
    problems = read(GOOD.replace(*BAD[said]))
    assert isinstance(problems, list)
    assert said in [f"{one.code} {one.line} {one.found}" for one in problems]


def test_every_code_of_contacts_has_an_example():
    assert {code for code in CODES if code.startswith("P05")} <= {said[:4] for said in BAD}


def test_a_long_file_is_answered_within_bounded_work():
    """A thousand contacts, each received, half of them with papers awaited for years."""
    line = (
        "  - {{matter: q, with: {unit}, on: {year}-01-0{day}, by: letter, filed: true, answer: {answer}, to: {to}}}\n"
    )
    hops = [
        line.format(unit="ab"[n % 2], to="ba"[n % 2], year=1980 + n % 40, day=1 + n % 9, answer="disclaimer")
        for n in range(500)
    ]
    papers = [
        hop.replace("answer: disclaimer, to: a", "answer: documents").replace(
            "answer: disclaimer, to: b", "answer: documents"
        )
        for hop in hops
    ]
    head = GOOD[: GOOD.index("  - {matter: q")]
    history = read(head + "".join(hops + papers))
    assert isinstance(history, History)
    assert len(findings_of(history, law(), history.as_of)) > 1_000
    assert [one.code for one in read(head + "".join(hops + papers + hops[:1]))] == ["P033"]


def test_all_mistakes_are_said_together():
    problems = read(GOOD.replace("by: call", "by: mail").replace("to: b", "to: c"))
    assert [one.code for one in problems] == ["P005", "P054"]


def test_the_example_of_the_format_is_a_history():
    page = (Path(__file__).parents[2] / "docs/reference/contacts-format.md").read_text(encoding="utf-8")
    (example, *_) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert isinstance(read(example), History)
