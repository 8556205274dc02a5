"""Tests of the Island: what is met passes, and what is not is said with what was found instead."""

import pytest

from safeconduct.lawbook.problems import Problem
from safeconduct.trials.checking import failures
from safeconduct.trials.from_yaml import read_trials
from safeconduct.trials.outcome import outcome_of
from trials.conftest import ISLANDER as ISLANDER_CASE

ISLANDER = """
tests of: isle
tests:
  one:
    case:
      people: {mother: {en: your mother, ko: 어머니}}
      facts:
        - {fact: national(ZI), value: true, since: 1980-01-01}
        - {fact: home(ZI), value: true, since: 2010-01-01}
        - {fact: present(ZI), value: true, since: 2010-01-01}
        - {fact: alive(mother), value: true}
        - {fact: born, on: 1950-01-01}
    as of: %s
    wish: %s
    %s
"""


def found(tmp_path, isle, expect, wish="see(mother)", day="2024-05-03"):
    """Return the problems of the file, or what fails when it is run."""
    file = tmp_path / "tests.yaml"
    file.write_text(ISLANDER % (day, wish, expect), encoding="utf-8")
    read = read_trials(file, isle)
    if read and isinstance(read[0], Problem):
        return read
    return [problem for trial in read for problem in failures(trial, outcome_of(isle, trial.person))]


MET = [
    "expect: {answer: ways}",
    "expect: {ways: [[notice, cross, meet]]}",
    "expect: {ways: [{acts in any order: [meet, cross, notice]}]}",
    "expect: {ways: {through: [cross, meet(mother)], without: [visit-permit]}}",
    # two days on the ferry, the longest, counted from the day after the departure
    "expect: {ways: {acts: [notice, cross, meet], reached: 2024-05-05, reached by: 2024-05-05, assured: true}}",
    "expect: {ways: {acts: [notice, cross, meet], risks: [{order: ZO, to: self, level: life}], no risks: {order: ZI}}}",
    "expect: {ways: {steps: [{act: notice, day: 2024-05-03, decision: automatic, cite: 방문법 22}]}}",
    "expect: {no ways: [[sneak], {through: [swim]}]}",
    "expect: {doors: {swim: closed, sneak: unlawful, notice: {is: open}}}",
    "expect: {doors: {bridge: {is: closed, cite: 방문법 25}, sneak: {cite: 방문법 10}}}",
    "expect: {asks: [invited], does not ask: [born]}",
    "expect: {cites: [방문법 25], does not cite: [방문법 30]}",
    "expect on: {2024-05-03: {answer: ways}}",
]


@pytest.mark.parametrize("expect", MET)
def test_what_is_met_passes(tmp_path, isle, expect):
    assert found(tmp_path, isle, expect) == []


NOT_MET = {
    "expect: {answer: none}": ("T101", "the answer is 'ways', not 'none'", "A notice → cross → meet(mother)"),
    "expect: {ways: [[swim]]}": ("T102", "no way found is like this", "Found: A notice → cross"),
    "expect: {ways: {acts: [notice, cross, meet], reached: 2024-05-04}}": (
        "T102",
        "no way found is like this",
        "reached on 2024-05-05, not on 2024-05-04",
    ),
    "expect: {ways: {steps: [{act: cross, duties: [2024-05-13]}]}}": (
        "T102",
        "no way found is like this",
        "duties of cross: no day, not 2024-05-13",
    ),
    "expect: {no ways: {through: [cross]}}": ("T103", "a way like this was found", "Found: A notice"),
    "expect: {doors: {swim: open}}": ("T104", "swim is not open", "Found: swim is closed"),
    "expect: {doors: {swim: {is: closed, cite: 방문법 10}}}": (
        "T104",
        "swim is not closed under 방문법 10",
        "under 방문법 24",
    ),
    "expect: {openings: {cite: 방문법 24}}": (
        "T105",
        "no opening found is like this",
        "No opening was found; the answer is 'ways'",
    ),
    "expect: {asks: [born]}": ("T106", "born is not asked", "Asked: "),
    "expect: {cites: [방문법 30]}": ("T107", "방문법 30 is not cited", "Of this source: 방문법 10"),
}


@pytest.mark.parametrize("expect", NOT_MET)
def test_what_is_not_met_is_said_with_what_was_found(tmp_path, isle, expect):
    code, said, instead = NOT_MET[expect]
    (problem,) = found(tmp_path, isle, expect)
    assert (problem.code, problem.found) == (code, said)
    assert instead in problem.repair
    assert problem.within == "test one, as of 2024-05-03"


MISTAKEN = {
    "expect: {ways: [[swimm]]}": ("T003", "unknown procedure 'swimm'"),
    "expect: {cites: [Magna Carta]}": ("T004", "'Magna Carta' cites nothing that is declared"),
    "says: nothing": ("T005", "test 'one' expects nothing"),
    "expect on: {2024-05-04: {answer: ways}}": ("T006", "2024-05-04 does not stand under 'as of'"),
    "expect: {answer: yes}": ("P005", "'yes' is no value here"),
    "expect: {way: []}": ("P002", "unknown key 'way'"),
    "expect: {asks: [ghost]}": ("P021", "unknown fact 'ghost'"),
}


@pytest.mark.parametrize("expect", MISTAKEN)
def test_a_mistake_of_the_file_is_a_problem(tmp_path, isle, expect):
    code, said = MISTAKEN[expect]
    problems = found(tmp_path, isle, expect)
    assert (code, said) in [(one.code, one.found) for one in problems]


def test_periods_and_remedies_are_counted_to_the_day(tmp_path, isle):
    # five days, the first counted, from Monday 3 June; then 30 and 90 days from the refusal
    step = "act: pension, day: 2024-06-03, decided: 2024-06-07, last day: 2024-06-07, decision: entitlement"
    remedies = "remedies: {objection: 2024-07-07, suit: 2024-09-05, ombudsman: none}"
    right = f"expect: {{ways: {{acts: [pension], steps: [{{{step}, {remedies}}}]}}}}"
    assert found(tmp_path, isle, right, "supported", "2024-06-03") == []
    wrong = right.replace("2024-09-05", "2024-09-06").replace("ombudsman: none", "ombudsman: 2024-06-08")
    (problem,) = found(tmp_path, isle, wrong, "supported", "2024-06-03")
    assert "last day of suit: 2024-09-05, not 2024-09-06" in problem.repair
    assert "last day of ombudsman: no day, not 2024-06-08" in problem.repair


def test_an_opening_is_told_by_its_article(tmp_path, isle):
    wish = "not national(ZI)"
    assert found(tmp_path, isle, "expect: {answer: none, openings: none}", wish) == []
    assert found(tmp_path, isle, "expect: {openings: {changes: 1}}", wish)[0].code == "T105"


def test_a_fact_stated_in_a_test_replaces_that_of_the_case(tmp_path, isle):
    changed = "facts: [{fact: alive(mother), value: false}]\n    expect: {no ways: {through: [meet]}}"
    assert found(tmp_path, isle, changed) == []


def test_a_case_by_path_is_asked_on_each_day(tmp_path, isle):
    file = tmp_path / "tests.yaml"
    file.write_text(
        f"tests of: isle\ncase: {ISLANDER_CASE.as_posix()}\nas of: [2024-05-03, 2024-06-03]\n"
        "tests:\n  pension: {wish: supported, expect on: {2024-06-03: {doors: {pension: unknown}}}}\n",
        encoding="utf-8",
    )
    trials = read_trials(file, isle)
    assert [str(trial.person.as_of) for trial in trials] == ["2024-05-03", "2024-06-03"]
    assert [len(trial.wanted) for trial in trials] == [0, 1]
    assert [trial.person.wishes[0].source for trial in trials] == ["supported", "supported"]
