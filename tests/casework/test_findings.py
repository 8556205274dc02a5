"""The detector finds what the definitions find, on histories drawn at random; and what each pattern is, by example."""

from collections import Counter
from datetime import date, time, timedelta
from random import Random

import pytest

from casework import by_definition
from casework.stories import history, law
from safeconduct.casework.findings import findings_of
from safeconduct.casework.model import Contact, History, Matter, Unit
from safeconduct.law.model import Words

ON = date(2026, 11, 26)
WORDS = Words("x", "x")
UNITS = {
    "a": Unit("a", WORDS, "ministry"),
    "b": Unit("b", WORDS, "ministry"),
    "c": Unit("c", WORDS, "ministry"),
    "desk": Unit("desk", WORDS, "ministry", desk=True),
    "far": Unit("far", WORDS, "ministry", desk=True, far=True),
    "other": Unit("other", WORDS, "other-ministry"),
}
ANSWERS = (
    *("transfer",) * 5,
    *("disclaimer",) * 5,
    "decision",
    "documents",
    "extension",
    "notice",
    "non-answer",
    "non-answer",
    "silence",
    "refused-intake",
    "no-such-unit",
    None,
)


def drawn(seed: int) -> History:
    """Return a history of at most nine contacts in the weeks around Chuseok 2026, most of them hops, some to where they were sent."""
    chance = Random(seed)
    contacts: list[Contact] = []
    day = date(2026, 9, 14)
    for _ in range(chance.randint(1, 9)):
        day += timedelta(days=chance.choice([0, 1, 1, 2, 3, 4]))
        contacts.append(contact(chance, day, contacts[-1].to if contacts else None))
    contacts.sort(key=lambda one: (one.day, one.hour or time(0)))
    return History("drawn", ON, UNITS, {"m": Matter("m", WORDS)}, tuple(contacts))


def contact(chance: Random, day: date, sent_to: str | None) -> Contact:
    unit = sent_to if sent_to and chance.random() < 0.5 else chance.choice(list(UNITS))
    answer = chance.choice(ANSWERS)
    names = answer in ("transfer", "disclaimer", "non-answer", "no-such-unit") and chance.random() < 0.9
    return Contact(
        matter="m",
        unit=unit,
        day=day,
        means="letter",
        hour=chance.choice([None, time(chance.randrange(24), chance.randrange(60))]),
        filed=chance.random() < 0.4,
        answer=answer,
        answered=None if answer in (None, "silence") else day + timedelta(days=chance.choice([0, 0, 1, 2, 5])),
        answered_hour=chance.choice([None, time(chance.randrange(24), chance.randrange(60))]),
        in_writing=chance.random() < 0.5,
        to=chance.choice([one for one in UNITS if one != unit]) if names else None,
        said=chance.choice([None, "no-precedent", "no-law", "under-review"]),
        granted=chance.choice([None, True, False]),
        until=chance.choice([None, day + timedelta(days=20)]),
    )


def found_by_program(drawn: History) -> set[tuple[str, tuple[int, ...], bool]]:
    found = findings_of(drawn, law(), ON)
    return {(one.pattern, one.contacts, one.inside) for one in found if one.pattern in by_definition.PATTERNS}


@pytest.mark.parametrize("block", range(10))
def test_the_detector_equals_the_definitions(block):
    for seed in range(100 * block, 100 * block + 100):
        one = drawn(seed)
        assert found_by_program(one) == by_definition.found(one), seed


def test_the_drawn_histories_hold_every_pattern_often():
    counts = Counter(pattern for seed in range(300) for pattern, _, _ in by_definition.found(drawn(seed)))
    assert set(counts) == set(by_definition.PATTERNS)
    assert min(counts.values()) >= 30, counts


def patterns(matter: str, *contacts: str, on: date = ON) -> list[str]:
    return [one.pattern for one in findings_of(history(matter, *contacts), law(), on)]


QUESTION = "clock: question-on-practice"


def test_three_divisions_in_a_circle():
    found = findings_of(
        history(
            QUESTION,
            "with: a, on: 2026-09-01, by: call, answer: disclaimer, to: b",
            "with: b, on: 2026-09-02, by: call, answer: disclaimer, to: c",
            "with: c, on: 2026-09-03, by: visit, answer: disclaimer, to: a",
        ),
        law(),
        ON,
    )
    circle, chain = found[0], found[1]
    assert (circle.pattern, circle.contacts, circle.inside) == ("cycle", (0, 1, 2), True)
    assert (chain.pattern, chain.contacts) == ("chain", (0, 1, 2))


def test_somebody_who_takes_it_ends_the_chain():
    sent = [
        f"with: {one}, on: 2026-09-0{n}, by: call, answer: disclaimer, to: {to}"
        for n, one, to in ((1, "a", "b"), (2, "b", "c"), (3, "c", "d"))
    ]
    assert "chain" in patterns(QUESTION, *sent)
    assert "chain" not in patterns(QUESTION, *sent, "with: d, on: 2026-09-04, by: letter, answer: notice")


def test_not_ours_is_made_good_by_a_later_transfer():
    said = "with: a, on: 2026-09-01, by: letter, filed: true, answer: disclaimer, to: b"
    sent = "with: a, on: 2026-09-03, by: letter, answer: transfer, to: b"
    assert "disclaimer" in patterns(QUESTION, said)
    assert "disclaimer" not in patterns(QUESTION, said, sent)


def test_under_review_with_a_day_is_no_stall():
    assert "non-answer" in patterns(
        QUESTION, "with: a, on: 2026-09-01, by: call, answer: non-answer, said: under-review"
    )
    dated = "with: a, on: 2026-09-01, by: call, answer: non-answer, said: under-review, until: 2026-09-30"
    assert "non-answer" not in patterns(QUESTION, dated)


def test_what_a_transfer_brought_is_not_filed_again():
    first = "with: a, on: 2026-09-01, by: letter, filed: true, receipt: 1, answer: transfer, to: b"
    second = "with: b, on: 2026-09-02, by: letter, filed: true, receipt: 2"
    assert patterns(QUESTION, first, second).count("clock-theft") == 1
    assert "repeated" not in patterns(QUESTION, first, second)


def test_the_same_filed_again_is_counted_unless_something_is_new():
    once, again = "with: a, on: 2026-09-01, by: letter, filed: true", "with: a, on: 2026-09-20, by: letter, filed: true"
    assert "repeated" in patterns(QUESTION, once, again)
    assert "repeated" not in patterns(QUESTION, once, f"{again}, new: true")


def test_a_clock_that_ran_out_is_found_from_the_next_day_on():
    asked = "with: a, on: 2026-11-02, by: letter, filed: true"
    assert "overdue" not in patterns(QUESTION, asked, on=date(2026, 11, 10))
    assert "overdue" in patterns(QUESTION, asked, on=date(2026, 11, 11))


def test_an_extension_for_workload_is_found():
    asked = "with: a, on: 2026-11-02, by: letter, filed: true"
    longer = (
        "with: a, on: 2026-11-09, by: letter, answer: extension, in writing: true, until: 2026-11-19, ground: workload"
    )
    found = [one for one in findings_of(history(QUESTION, asked, longer), law(), ON) if one.flaws]
    assert [(one.pattern, one.contacts, one.flaws) for one in found] == [
        ("extension-refused-by-law", (0, 1), ("ground",))
    ]


def test_consent_given_is_not_asked_any_more():
    asked = "with: a, on: 2026-11-02, by: letter, filed: true"
    ask = "with: a, on: 2026-11-09, by: letter, answer: notice, consent asked: true"
    given = (
        "with: a, on: 2026-11-10, by: letter, answer: extension, consented: true, in writing: true, until: 2026-11-19"
    )
    assert "consent-asked" in patterns(QUESTION, asked, ask)
    assert "consent-asked" not in patterns(QUESTION, asked, ask, given)


def test_only_an_application_that_a_law_provides_for_is_more_than_asking():
    asked = "with: a, on: 2026-11-02, by: letter, filed: true"
    assert "only-asked" in patterns(QUESTION, asked)
    assert "only-asked" not in patterns('procedure: kr.north-visit-approval, published: "working_days(7)"', asked)


def test_what_was_handed_in_of_no_sort_is_neither_asking_nor_an_application():
    """Nobody may be told that they only asked who may well have applied."""
    asked = "with: a, on: 2026-11-02, by: letter, filed: true"
    assert {"unsorted", "only-asked"} & set(patterns("", asked)) == {"unsorted"}
    assert "unsorted" not in patterns(QUESTION, asked)
    decided = "with: a, on: 2026-11-09, by: letter, answer: decision, granted: true"
    assert {"unsorted", "only-asked"} & set(patterns("", asked, decided)) == set()
    assert {"unsorted", "only-asked"} & set(patterns("", "with: a, on: 2026-11-02, by: call")) == {"only-asked"}


def test_more_papers_and_a_decision_and_a_receipt_are_told():
    papers = "with: a, on: 2026-11-02, by: letter, filed: true, receipt: 7, answer: documents, beyond the law: true"
    refused = (
        "with: a, on: 2026-11-09, by: letter, answer: decision, in writing: true, granted: false, said: no-precedent"
    )
    found = patterns(QUESTION, papers, refused)
    assert {"more-papers", "receipt", "decided", "non-answer", "filed"} <= set(found)
