"""The days of a case for a calendar: one entry for each day and meaning, wherever it was told."""

from datetime import date

from safeconduct.casework.planning import Difference, OwnDay
from safeconduct.casework.report import Due, Report
from safeconduct.kept.reminders import last_days_in, reminders_in
from safeconduct.law.model import Words
from safeconduct.letters.agenda import Reminder, Sort
from safeconduct.letters.ics import ics_of

WORDS = Words("x", "x")
DAY, LATER = date(2026, 12, 14), date(2027, 3, 1)
OBJECTION = "kr.petition-objection"


def report_with(*due: Due) -> Report:
    return Report("", "", "a-case", date(2026, 11, 26), "", (), (), (), due, ())


def plan_with(*own: OwnDay) -> Difference:
    return Difference(date(2026, 11, 1), date(2026, 11, 26), (), (), (), own)


def test_the_last_day_of_an_objection_is_one_entry_though_contacts_and_plan_both_have_it():
    report = report_with(Due("person", "m", DAY, False, WORDS, procedure=OBJECTION))
    plan = plan_with(OwnDay(OBJECTION, WORDS, DAY, WORDS))
    days = [*reminders_in(report, "K-07"), *last_days_in(plan, "K-07")]
    assert set(days) == {Reminder("K-07", Sort.LAST_DAY, DAY)}
    assert ics_of(days, "en").decode().count("BEGIN:VEVENT") == 1


def test_what_means_another_thing_or_lies_on_another_day_stays():
    report = report_with(
        Due("agency", "m", DAY, False, WORDS),
        Due("person", "m", DAY, False, WORDS),  # papers that were asked for
        Due("person", "m", LATER, False, WORDS, procedure=OBJECTION),
        Due("person", "m", None, False, WORDS),
    )
    plan = plan_with(OwnDay(OBJECTION, WORDS, DAY, WORDS))
    days = {*reminders_in(report, "K-07"), *last_days_in(plan, "K-07")}
    sorts = {(one.sort, one.day) for one in days}
    assert sorts == {(Sort.REPLY, DAY), (Sort.DUTY, DAY), (Sort.LAST_DAY, DAY), (Sort.LAST_DAY, LATER)}
