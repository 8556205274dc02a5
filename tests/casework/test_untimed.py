"""What waits for an answer without a clock is not passed over: what the law says of its time is said."""

from datetime import date

import pytest

from casework.stories import law
from safeconduct.casework.model import Contact, History, Matter, Unit
from safeconduct.casework.untimed import untimed_in
from safeconduct.law.model import Words

FILED, ON = date(2026, 11, 2), date(2026, 11, 26)
OFFICE = {"office": Unit("office", Words("an office", "부서"), "agency")}


def told(procedure: str | None, clock: str | None = None, **answer: object) -> list[str]:
    matter = Matter("asked", Words("what was asked", "요청"), clock=clock, procedure=procedure)
    contact = Contact("asked", "office", FILED, "letter", filed=True, **answer)
    history = History("a-case", ON, OFFICE, {"asked": matter}, (contact,))
    return [f"{one.words.en} {[cite.short for cite in one.cite]}" for one in untimed_in(history, law(), ON)]


@pytest.mark.parametrize(
    ("procedure", "said"),
    [
        ("kr.request-status-report", "no time for an answer; expect 1 day to 30 days"),  # 민원령 23(1): unstated
        ("kr.object-to-passport-order", "the law gives them 14 days"),
        # 민원법 17(1): the office sets and publishes the time of every application that a law provides for
        ("kr.passport-issue", "the law states no number of days, but the office has to publish one"),
        (None, "what sort of request it is was not noted"),
    ],
)
def test_what_the_law_says_of_the_time_is_said(procedure, said):
    (line,) = told(procedure)
    assert line.startswith("what was asked, handed in on 2 November 2026: ") and said in line


def test_the_provision_is_named():
    (line,) = told("kr.request-status-report")
    assert "민원령 23(1)" in line


def test_what_has_a_clock_or_a_decision_or_was_not_taken_is_not_said():
    assert told(None, clock="kr.question-on-practice") == []
    assert told("kr.request-status-report", answer="decision", answered=ON) == []
    assert told("kr.request-status-report", answer="refused-intake", answered=FILED) == []


def test_a_published_time_is_under_the_rule_that_has_it_published_and_says_what_to_expect_meanwhile():
    (line,) = told("kr.passport-issue")
    assert "민원법 17(1)" in line and "민원법 19" in line
    assert "petition room" in line and "until it is known, expect" in line


def test_a_clock_whose_published_time_was_not_noted_is_published_all_the_same():
    (line,) = told(None, clock="kr.statutory-application")
    assert "the office has to publish one" in line and "민원법 17(1)" in line


def test_before_the_petitions_law_of_2016_nobody_is_said_to_publish():
    matter = Matter("asked", Words("what was asked", "요청"), clock="kr.statutory-application")
    contact = Contact("asked", "office", date(2013, 6, 3), "letter", filed=True)
    history = History("a-case", date(2013, 6, 10), OFFICE, {"asked": matter}, (contact,))
    (said,) = untimed_in(history, law(), date(2013, 6, 10))
    assert "the law states no time" in said.words.en and said.cite == ()
