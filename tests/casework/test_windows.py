"""The time for an objection against silence, counted by hand from the statute."""

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from casework.stories import history, law
from safeconduct.casework.report import Report, report_of
from safeconduct.casework.windows import windows_on
from safeconduct.person.from_yaml import read_person

PERSON = read_person(Path(__file__).parents[2] / "cases/former-official-today.yaml", law())
INFORMATION, PETITION = "procedure: kr.information-request", "procedure: kr.petition-to-state"
ASKED = "with: a, on: 2027-01-04, by: electronic, filed: true"


def days(matter: str, *contacts: str, on: date) -> list[tuple[date, date]]:
    return [(one.opens, one.last_day) for one in windows_on(history(matter, *contacts), law(), on)]


def reported(*contacts: str, on: date) -> Report:
    return report_of(PERSON, history(f"{INFORMATION}, clock: information-request", *contacts), law(), on)


def own(report: Report) -> list[tuple[date | None, str]]:
    return [(one.day, one.words.en) for one in report.due if one.whose == "person"]


def way(report: Report) -> str:
    stall = next(one for one in report.stalls if one.sign == "kr.time-is-over-for-information")
    return next(one.standing_words.en for one in stall.ways if one.procedure == "kr.information-objection")


def test_thirty_days_run_from_the_twentieth_working_day():
    """정보법 18(1), 29(2)2: 8, 15, 22 and 29 January are the 5th to 20th working day; thirty days end on Sunday 28 February, 1 March is a holiday."""
    for on in (date(2027, 1, 20), date(2027, 2, 20), date(2027, 3, 5)):
        assert days(INFORMATION, ASKED, on=on) == [(date(2027, 1, 30), date(2027, 3, 2))]


def test_a_petition_to_the_state_has_its_own_days():
    """청원법 21(2), 22(1): ninety days from 2 November 2026 end on Sunday 31 January, so on 1 February; thirty more on 3 March 2027."""
    filed = "with: a, on: 2026-11-02, by: letter, filed: true"
    assert days(PETITION, filed, on=date(2027, 2, 10)) == [(date(2027, 2, 2), date(2027, 3, 3))]


def test_an_order_for_one_matter_does_not_move_the_days_of_the_statute():
    order = "orders: [{en: the commission, ko: 위원회, on: 2027-01-06, due: 2027-03-31}]"
    matter = f"{INFORMATION}, clock: information-request, {order}"
    assert days(matter, ASKED, on=date(2027, 2, 10)) == [(date(2027, 1, 30), date(2027, 3, 2))]


@pytest.mark.parametrize("granted", ["true", "false"])
def test_a_decision_ends_it(granted):
    decided = f"with: a, on: 2027-02-10, by: letter, answer: decision, in writing: true, granted: {granted}"
    assert days(INFORMATION, ASKED, decided, on=date(2027, 2, 11)) == []
    assert len(days(INFORMATION, ASKED, decided, on=date(2027, 2, 9))) == 1


def test_the_day_is_told_before_it_opens_while_it_runs_and_no_more_when_it_is_over():
    in_time, ahead, runs, last, over = (
        reported(ASKED, on=day)
        for day in (date(2027, 1, 15), date(2027, 1, 18), date(2027, 2, 20), date(2027, 3, 2), date(2027, 3, 3))
    )
    assert own(in_time) == own(over) == []  # an answer may still come in time; nothing is left to do
    for report in (ahead, runs, last):
        ((day, words),) = own(report)
        assert day == date(2027, 3, 2)
        assert "30 days from 29 January 2027, that day not counted" in words
    assert "from Sat 30 January 2027 until Tue 2 March 2027" in way(ahead)
    assert "against silence open until Tue 2 March 2027" in way(runs)
    assert "it was open until Tue 2 March 2027" in way(over)
    assert all("which may be over" not in way(one) for one in (ahead, runs, over))


def test_who_has_objected_has_no_day_left():
    text = history(INFORMATION, ASKED)
    objected = history("procedure: kr.information-objection", "with: a, on: 2027-02-05, by: letter, filed: true")
    moved = tuple(structs.replace(one, matter="objection") for one in objected.contacts)
    matters = {**text.matters, "objection": structs.replace(objected.matters["m"], name="objection")}
    both = structs.replace(text, matters=matters, contacts=(*text.contacts, *moved))
    assert windows_on(both, law(), date(2027, 2, 10)) == ()
