"""A calendar shows days and nothing of whom or what they are about."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from safeconduct.answers.model import Counted, Duty, Route, Step, Wait, Window
from safeconduct.law.model import Words
from safeconduct.letters.agenda import Reminder, Sort, closing_days, reminders_of
from safeconduct.letters.ics import ics_of
from stories.answered import answer

MONDAY = date(2026, 12, 14)
SECRET = Words("canary", "카나리아")
REMINDERS = st.lists(
    st.builds(
        Reminder, st.sampled_from(("K-07", "K-11")), st.sampled_from(Sort), st.dates(date(2020, 1, 1), date(2040, 1, 1))
    )
)


def test_a_day_is_titled_by_the_number_of_the_case_and_what_is_due():
    text = ics_of([Reminder("K-07", Sort.REPLY, MONDAY)], "en").decode()
    assert "SUMMARY:K-07: reply due\r\n" in text and "DTSTART;VALUE=DATE:20261214\r\n" in text
    assert "K-07: 회신 기한" in ics_of([Reminder("K-07", Sort.REPLY, MONDAY)], "ko").decode()


def test_a_day_has_the_words_that_were_chosen():
    days = [Reminder("K-07", sort, MONDAY) for sort in Sort]
    text = ics_of(days, "en", 1, "Garden").decode()
    assert text.count("SUMMARY:Garden\r\n") == text.count("DESCRIPTION:Garden\r\n") == len(days)
    assert "K-07" not in text and "due" not in text
    assert text.count("UID:") == len(set(text.split("UID:")[1:]))


@pytest.mark.parametrize("name", ["Kim", "KR-7", "K-07\r\nATTENDEE:x", "k-7", "K-", "former-official", ""])
def test_a_case_is_never_called_by_a_name_or_a_country(name):
    with pytest.raises(ValueError, match="one capital letter and digits"):
        Reminder(name, Sort.REPLY, MONDAY)


def route(*steps: Step) -> Route:
    return Route(SECRET, None, (), steps, MONDAY, 1, "stated", (), (), None, None, SECRET, False, None, (), (), (), ())


def step(kind: str, dated: str = "stated", **more) -> Step:
    return Step(1, kind, MONDAY, SECRET, dated, procedure="kr.canary(mother)", does=SECRET, **more)


def days_after(days: int) -> date:
    return MONDAY + timedelta(days=days)


def test_every_kind_of_day_that_is_known_becomes_an_entry():
    counted = Counted(SECRET, MONDAY, MONDAY, MONDAY, MONDAY)
    act = step(
        "act",
        wait=Wait(days_after(7), SECRET, SECRET, None),
        window=Window(days_after(60), counted),
        duties=(Duty(SECRET, (), days_after(10), None, None), Duty(SECRET, (), None, None, None)),
    )
    assert reminders_of(route(act, step("decision")), "K-07") == (
        Reminder("K-07", Sort.DUTY, days_after(10)),
        Reminder("K-07", Sort.LAST_DAY, days_after(60)),
        Reminder("K-07", Sort.REPLY, days_after(7)),
        Reminder("K-07", Sort.ACT, MONDAY),
    )


def test_an_answer_that_is_due_to_an_application_made_before_is_a_reminder():
    decided = step("decision", wait=Wait(days_after(3), SECRET, SECRET, None))
    assert reminders_of(route(decided), "K-07") == (Reminder("K-07", Sort.REPLY, days_after(3)),)


@pytest.mark.xdist_group("housing-lock")  # with the story, which is answered once
def test_what_is_open_for_a_time_only_is_a_reminder():
    also_open = answer("housing-lock").also_open
    (closing,) = [door for door in also_open if door.window]
    assert closing.procedure == "kr.permission-to-transfer-dwelling"
    assert closing_days(also_open, "K-07") == (Reminder("K-07", Sort.LAST_DAY, closing.window.last_day),)


def test_a_day_that_nobody_can_promise_is_left_out():
    wait = Wait(MONDAY, SECRET, SECRET, None)
    assert reminders_of(route(step("act", "reckoned", wait=wait), step("act", "unknown", wait=wait)), "K-07") == ()


@pytest.mark.xdist_group("contact-refused")
def test_no_word_of_the_case_is_in_the_calendar():
    routes = [one for wish in answer("contact-refused").wishes for one in wish.routes]
    reminders = [one for found in routes for one in reminders_of(found, "K-07")]
    assert reminders
    lines = ics_of(reminders, "en", alarm=1).decode().split("\r\n")
    told = {line.partition(":")[0].partition(";")[0] for line in lines if line}
    assert told == set(
        "BEGIN END VERSION PRODID UID DTSTAMP DTSTART DTEND SUMMARY CLASS TRANSP ACTION DESCRIPTION TRIGGER".split()
    )
    titles = {line.partition(":")[2] for line in lines if line.startswith(("SUMMARY", "DESCRIPTION"))}
    assert titles <= {"K-07: next step", "K-07: reply due", "K-07: last day", "K-07: to be done by today"}


@given(REMINDERS, st.randoms())
def test_the_order_in_which_entries_come_changes_no_byte(reminders, random):
    shuffled = list(reminders)
    random.shuffle(shuffled)
    assert ics_of(shuffled, "en") == ics_of(reminders, "en")


@given(REMINDERS)
def test_every_entry_is_read_back_once_and_known_by_a_name_of_its_own(reminders):
    read = Calendar.from_ical(ics_of(reminders, "en")).walk("VEVENT")
    assert {(str(one["summary"]).partition(":")[0], one["dtstart"].dt) for one in read} == {
        (one.case, one.day) for one in reminders
    }
    assert len(read) == len(set(reminders)) == len({str(one["uid"]) for one in read})


def test_a_day_counted_anew_moves_the_entry():
    (before,) = Calendar.from_ical(ics_of([Reminder("K-07", Sort.REPLY, MONDAY)], "en")).walk("VEVENT")
    (after,) = Calendar.from_ical(ics_of([Reminder("K-07", Sort.REPLY, days_after(1))], "en")).walk("VEVENT")
    assert before["uid"] == after["uid"] and before["dtstart"].dt != after["dtstart"].dt


def test_an_alarm_is_there_only_where_it_is_asked_for():
    assert b"VALARM" not in ics_of([Reminder("K-07", Sort.REPLY, MONDAY)], "en")
    assert b"TRIGGER:-P3D\r\n" in ics_of([Reminder("K-07", Sort.REPLY, MONDAY)], "en", alarm=3)


def test_the_bytes_do_not_hang_on_the_hash_seed():
    program = (
        "import sys; from datetime import date; from safeconduct.letters.agenda import Reminder, Sort; "
        "from safeconduct.letters.ics import ics_of; "
        "sys.stdout.buffer.write(ics_of({Reminder(f'K-{n}', s, date(2026, 1, 1 + n)) for n in range(9) for s in Sort}, 'ko', 1))"
    )
    written = [
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "4242")
    ]
    assert written[0] == written[1] != b""
