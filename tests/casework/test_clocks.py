"""Clocks against tables made by hand: with a calendar on the table, from the articles named."""

from datetime import date, time

import pytest

from casework.stories import history, law, law_with
from safeconduct.casework.clocks import Clock, clocks_of

SEVEN, FOURTEEN = "clock: question-on-practice", "clock: question-on-law"


def clock(matter: str, *contacts: str, on: date, under=None) -> Clock:
    return clocks_of(history(matter, *contacts, under=under), under or law(), on)[0]


def filed(day: str, more: str = "") -> str:
    return f"with: a, on: {day}, by: letter, filed: true{more}"


@pytest.mark.parametrize(
    ("matter", "received", "due"),
    [
        (SEVEN, "2026-09-21", date(2026, 10, 1)),  # Chuseok 24, 25 and the substitute: 21 22 23 28 29 30 1
        (
            FOURTEEN,
            "2026-09-21",
            date(2026, 10, 14),
        ),  # 2 6 7 8 12 13 14: 5 October is the substitute of the 3rd, 9 Hangeul
        (SEVEN, "2026-11-02", date(2026, 11, 10)),
        (SEVEN, "2026-11-07", date(2026, 11, 17)),  # a Saturday: the first day that counts is Monday the 9th
        ("clock: grievance", "2025-05-01", date(2025, 5, 13)),  # 1 2 7 8 9 12 13: 5 and 6 May are closed
        ("clock: information-request", "2026-10-20", date(2026, 11, 2)),
        ("clock: petition-to-state", "2026-03-02", date(2026, 6, 1)),  # 90 days end on Sunday 31 May
        ("clock: ombudsman-complaint", "2026-07-01", date(2026, 8, 31)),  # 60 days end on Sunday 30 August
    ],
)
def test_a_clock_runs_out_on_the_day_counted_by_hand(matter, received, due):
    assert clock(matter, filed(received), on=date(2026, 11, 26)).due == due


@pytest.mark.parametrize(
    ("at", "due", "hour"),
    [
        (
            "09:30",
            date(2026, 11, 20),
            time(13, 30),
        ),  # 민원령 19: three working hours, 민원법 19(1): from the hour of receipt
        ("16:00", date(2026, 11, 23), time(10)),  # Friday afternoon → Monday morning
    ],
)
def test_a_simple_request_is_counted_in_hours(at, due, hour):
    one = clock("clock: other-petition", filed("2026-11-20", f', at: "{at}"'), on=date(2026, 11, 20))
    assert (one.due, one.due_hour) == (due, hour)


def test_a_published_period_is_counted_as_the_agency_publishes_it():
    matter = 'procedure: kr.north-visit-approval, published: "working_days(7)"'
    assert clock(matter, filed("2026-09-21"), on=date(2026, 9, 22)).due == date(2026, 10, 1)


def test_a_clock_runs_is_late_and_is_answered():
    asked, answered = filed("2026-11-02"), filed("2026-11-02", ", answer: decision, answered: 2026-11-12")
    assert clock(SEVEN, asked, on=date(2026, 11, 10)).state == "running"
    assert clock(SEVEN, asked, on=date(2026, 11, 11)).state == "overdue"
    assert clock(SEVEN, answered, on=date(2026, 11, 11)).state == "overdue"  # nobody knew of the answer on that day
    assert clock(SEVEN, answered, on=date(2026, 11, 26)).state == "answered-late"


def test_nothing_runs_from_what_was_not_taken():
    assert clocks_of(history(SEVEN, filed("2026-11-02", ", answer: refused-intake")), law(), date(2026, 11, 26)) == ()
    assert clocks_of(history(SEVEN, "with: a, on: 2026-11-02, by: call"), law(), date(2026, 11, 26)) == ()


# --- what stops it: 절차령 11 item 1, the day the demand is sent and the day the papers arrive are both included ----------


def test_completing_papers_stops_the_clock_on_both_days_and_between():
    demand = filed("2026-11-02", ", answer: documents, answered: 2026-11-04, back: 2026-11-06")
    one = clock(SEVEN, demand, on=date(2026, 11, 26))
    assert one.due == date(2026, 11, 13)  # 2 3 | 4 5 6 stand still | 9 10 11 12 13
    assert [(pause.begin.day, pause.end.day) for pause in one.paused] == [(4, 6)]


def test_while_papers_are_awaited_the_clock_stands():
    one = clock(SEVEN, filed("2026-11-02", ", answer: documents, answered: 2026-11-04"), on=date(2026, 11, 20))
    assert (one.state, one.due) == ("paused", date(2026, 11, 27))


def test_papers_that_no_law_lists_stop_nothing():
    beyond = filed("2026-11-02", ", answer: documents, answered: 2026-11-04, beyond the law: true")
    assert clock(SEVEN, beyond, on=date(2026, 11, 26)).due == date(2026, 11, 10)


def test_a_period_of_the_calendar_grows_by_the_days_that_do_not_count():
    added = """
part of: kr
clocks:
  slow:
    en: slow
    ko: 느림
    cite: 민원법 19(3)
    period: {period: "days(30, civil)"}
    stopped by: [hearing]
"""
    one = clock(
        "clock: slow, stops: [{for: hearing, from: 2026-06-10, to: 2026-06-14}]",
        filed("2026-06-01"),
        on=date(2026, 11, 26),
        under=law_with(added),
    )
    assert one.due == date(2026, 7, 6)  # 1 July and five days more


# --- extensions: 민원령 21 ------------------------------------------------------------------------------------------------


def extended(day: str, until: str, more: str = "") -> str:
    return f"with: a, on: {day}, by: letter, answer: extension, in writing: true, until: {until}{more}"


def test_one_extension_by_at_most_the_period_counts():
    one = clock(SEVEN, filed("2026-11-02"), extended("2026-11-09", "2026-11-19"), on=date(2026, 11, 26))
    assert (one.due, one.unextended) == (date(2026, 11, 19), date(2026, 11, 10))  # 11 12 13 16 17 18 19


def test_an_extension_counts_only_as_far_as_the_law_goes():
    one = clock(SEVEN, filed("2026-11-02"), extended("2026-11-09", "2026-12-31"), on=date(2026, 11, 26))
    assert (one.due, one.named, one.extensions[0].flaws) == (date(2026, 11, 19), date(2026, 12, 31), ("too-long",))


@pytest.mark.parametrize(
    ("more", "flaw"),
    [
        (", ground: workload", "ground"),  # 21(2)
        (", ground: absence", "ground"),
    ],
)
def test_workload_is_no_ground_for_what_was_received_since_6_may_2026(more, flaw):
    new = clock(SEVEN, filed("2026-05-06"), extended("2026-05-12", "2026-05-25", more), on=date(2026, 11, 26))
    assert (new.due, new.extensions[0].flaws) == (date(2026, 5, 14), (flaw,))
    old = clock(SEVEN, filed("2026-05-04"), extended("2026-05-12", "2026-05-22", more), on=date(2026, 11, 26))
    assert old.extensions[0].flaws == ()  # addenda of 2026-05-06, art. 4: received before
    assert old.due == date(2026, 5, 22)


def test_a_second_extension_needs_consent_and_a_third_is_never_allowed():
    asked, once = filed("2026-11-02"), extended("2026-11-09", "2026-11-19")
    alone, agreed = extended("2026-11-18", "2026-11-30"), extended("2026-11-18", "2026-11-30", ", consented: true")
    assert clock(SEVEN, asked, once, alone, on=date(2026, 12, 20)).extensions[1].flaws == ("no-consent",)
    assert clock(SEVEN, asked, once, agreed, on=date(2026, 12, 20)).due == date(2026, 11, 30)
    third = extended("2026-11-30", "2026-12-09", ", consented: true")
    assert clock(SEVEN, asked, once, agreed, third, on=date(2026, 12, 20)).extensions[2].flaws == ("too-often",)


def test_what_was_only_said_or_came_too_late_does_not_extend():
    spoken = "with: a, on: 2026-11-09, by: call, answer: extension, until: 2026-11-19"
    assert clock(SEVEN, filed("2026-11-02"), spoken, on=date(2026, 11, 26)).extensions[0].flaws == ("not-in-writing",)
    late = extended("2026-11-12", "2026-11-19")
    assert clock(SEVEN, filed("2026-11-02"), late, on=date(2026, 11, 26)).extensions[0].flaws == ("too-late",)


def test_sixty_days_more_follow_on_the_last_day_of_a_petition_to_the_state():
    one = clock(
        "clock: petition-to-state", filed("2026-03-02"), extended("2026-05-20", "2026-12-31"), on=date(2026, 11, 26)
    )
    assert one.due == date(2026, 7, 31)  # 청원법 21(3): from Monday 1 June


# --- what changes while it runs -------------------------------------------------------------------------------------------


def test_a_holiday_declared_later_moves_the_last_day_from_the_day_it_is_known():
    asked = filed("2025-01-13")
    assert clock(FOURTEEN, asked, on=date(2025, 1, 13)).due == date(2025, 2, 4)
    declared = clock(FOURTEEN, asked, on=date(2025, 1, 14))
    assert (declared.due, declared.at_receipt) == (date(2025, 2, 5), date(2025, 2, 4))


def test_an_order_for_this_matter_comes_before_the_statute():
    order = "orders: [{en: the commission, ko: 위원회, on: 2026-11-05, due: 2026-11-06}]"
    before = clock(f"{SEVEN}, {order}", filed("2026-11-02"), on=date(2026, 11, 4))
    after = clock(f"{SEVEN}, {order}", filed("2026-11-02"), on=date(2026, 11, 5))
    assert (before.due, after.due, after.by_statute) == (date(2026, 11, 10), date(2026, 11, 6), date(2026, 11, 10))


AMENDED = """
part of: kr
clocks:
  amended:
    en: amended
    ko: 개정
    cite: 민원법 19(2)
    period:
      - {{period: "working_days(7, petition)", in force: {{to: 2026-11-04}}}}
      - {{period: "working_days(5, petition)", running: {running}, in force: {{from: 2026-11-05}}}}
"""


@pytest.mark.parametrize(("running", "due", "since"), [("false", 10, None), ("true", 6, date(2026, 11, 5))])
def test_a_law_amended_while_the_clock_runs_reaches_it_only_if_it_says_so(running, due, since):
    amended = law_with(AMENDED.format(running=running))
    one = clock("clock: amended", filed("2026-11-02"), on=date(2026, 11, 5), under=amended)
    assert (one.due, one.amended) == (date(2026, 11, due), since)
    assert clock("clock: amended", filed("2026-11-02"), on=date(2026, 11, 4), under=amended).due == date(2026, 11, 10)


def test_every_receipt_has_a_clock_of_its_own():
    first, second = filed("2026-11-02", ", receipt: 1"), "with: b, on: 2026-11-06, by: letter, filed: true, receipt: 2"
    found = clocks_of(history(SEVEN, first, second), law(), date(2026, 11, 26))
    assert [one.due for one in found] == [date(2026, 11, 10), date(2026, 11, 16)]


def test_a_holiday_that_the_pinned_calendar_does_not_know_counts_from_the_day_it_is_declared():
    declared = law_with("""
part of: kr
holidays:
  - {day: 2026-11-06, known: 2026-11-04, calendar: KR, en: a holiday declared, ko: 임시공휴일}
""")
    asked = filed("2026-11-02")
    assert clock(SEVEN, asked, on=date(2026, 11, 3), under=declared).due == date(2026, 11, 10)
    assert clock(SEVEN, asked, on=date(2026, 11, 4), under=declared).due == date(2026, 11, 11)


def test_an_order_of_the_day_of_receipt_counts_and_an_older_one_does_not():
    order = "orders: [{{en: the commission, ko: 위원회, on: {on}, due: 2026-11-06}}]"
    same, before = (f"{SEVEN}, {order.format(on=day)}" for day in ("2026-11-02", "2026-11-01"))
    assert clock(same, filed("2026-11-02"), on=date(2026, 11, 26)).due == date(2026, 11, 6)
    assert clock(before, filed("2026-11-02"), on=date(2026, 11, 26)).due == date(2026, 11, 10)


def test_a_law_amended_after_the_clock_ran_out_does_not_reach_it():
    amended = law_with(AMENDED.format(running="true"))
    one = clock("clock: amended", filed("2026-10-21"), on=date(2026, 11, 26), under=amended)
    assert (one.due, one.amended) == (date(2026, 10, 29), None)
