"""The card of a case: what is owed, what we must do, what goes in circles and which law moved, without a word that a person said."""

from datetime import date

import msgspec
import pytest

from office.offices import CASE, CONTACTS, korea
from safeconduct.kept.model import Kept, Source
from safeconduct.law.in_force import in_force
from safeconduct.office.agenda import agenda_of, reminders_in
from safeconduct.office.cards import Told
from safeconduct.office.days import day_from
from safeconduct.office.from_case import card_of
from safeconduct.vault.refusals import RefusalError

ON = date(2027, 1, 20)


def card(contacts: str = CONTACTS, consents: str = "", on: date = ON, case: str = CASE):
    kept = Kept(
        case=Source(1, case) if case else None,
        contacts=Source(2, contacts) if contacts else None,
        consents=Source(3, consents) if consents else None,
    )
    return card_of(kept, korea(), in_force(korea(), on), on)


def history(*contacts: str, on: str = "2027-01-20") -> str:
    return f"""contacts of: former-official-today
as of: {on}
units:
  exchange: {{en: Exchange Division, ko: 교류협력과, agency: ministry}}
matters:
  visit: {{en: CANARY, ko: CANARY, procedure: kr.north-visit-approval, published: working_days(7)}}
  asked: {{en: CANARY, ko: CANARY, clock: question-on-practice}}
contacts:
""" + "".join(f"  - {{{one}}}\n" for one in contacts)


FILED = "matter: visit, with: exchange, on: 2026-12-01, by: letter, filed: true"


def test_what_an_agency_owes_stands_with_its_day_and_how_that_was_counted():
    (row,) = card(history(FILED, on="2026-12-03"), on=date(2026, 12, 3)).owed
    assert row.words.en == "Exchange Division: Ask for approval to visit the North"
    # Civil Petitions Act 19(2): seven working days, the first counted: 1, 2, 3, 4, 7, 8, 9 December
    assert (row.day, row.late) == (date(2026, 12, 9), False)
    assert "7 working days from 1 December 2026, that day counted" in row.counted[0].words.en


def test_a_clock_that_stands_still_has_no_day_and_says_since_when_it_stands():
    asked_back = f"{FILED}, answer: documents, answered: 2026-12-03"
    told = card(history(asked_back, on="2026-12-04"), on=date(2026, 12, 4))
    (row,) = told.owed
    # Enforcement Decree of the Civil Petitions Act 20(1), of the Administrative Procedures Act 11(1): completing papers is not counted
    assert row.day is None and not row.late
    assert row.words.en.endswith("the clock stands still, and there is no last day until it runs on")
    assert any("not counted since" in one.words.en for one in row.counted)
    assert not list(reminders_in(agenda_of({"K-07": Told(ON, b"", 1, told)})))


def test_a_day_that_is_over_is_late_and_comes_first():
    rows = card().owed
    assert [row.day for row in rows] == sorted(row.day for row in rows)
    assert all(row.late for row in rows)


def test_a_refusal_can_be_attacked_until_a_day():
    refused = f"{FILED}, answer: decision, answered: 2026-12-08, granted: false"
    ours = card(history(refused)).ours
    by_title = {row.words.en.partition(",")[0]: row.day for row in ours}
    # Administrative Appeals Act 27(1): 90 days, 18(2) of Administrative Litigation Act: 90 days; from 8 December 2026, not counted
    assert date(2027, 3, 8) in by_title.values()
    assert all(row.counted for row in ours)


REFUSED = f"{FILED}, answer: decision, answered: 2026-12-08, granted: false"
REMEDIES = """  appealed: {en: an appeal, ko: 심판, procedure: kr.administrative-appeal-cancel}
contacts:
"""


def last_days(contacts: str) -> dict[str, date | None]:
    return {row.words.en.partition(",")[0]: row.day for row in card(contacts).ours}


def test_filing_anew_leaves_every_remedy_against_the_refusal():
    before = last_days(history(REFUSED))
    again = "matter: visit, with: exchange, on: 2026-12-15, by: letter, filed: true, new: true"
    assert before and last_days(history(REFUSED, again)).items() >= before.items()


def test_only_the_remedy_that_was_filed_is_told_no_longer():
    filed = "matter: appealed, with: exchange, on: 2026-12-20, by: letter, filed: true"
    before, after = (
        last_days(history(*contacts).replace("contacts:\n", REMEDIES, 1)) for contacts in ((REFUSED,), (REFUSED, filed))
    )
    assert before.keys() - after.keys() == {"Administrative appeal to quash a refusal"}
    assert after


def test_with_two_refusals_nothing_says_which_a_remedy_was_filed_against():
    second = "matter: visit, with: exchange, on: 2026-12-10, by: letter, filed: true, answer: decision, answered: 2026-12-14, granted: false"
    filed = "matter: appealed, with: exchange, on: 2026-12-20, by: letter, filed: true"
    after = last_days(history(REFUSED, second, filed).replace("contacts:\n", REMEDIES, 1))
    assert "Administrative appeal to quash a refusal" in after


def test_after_a_remedy_window_is_over_it_is_not_told():
    refused = f"{FILED}, answer: decision, answered: 2026-12-08, granted: false"
    assert not card(history(refused, on="2028-12-01"), on=date(2028, 12, 1)).ours


def test_papers_that_were_demanded_are_ours_to_bring():
    rows = card(history(f"{FILED}, answer: documents, answered: 2026-12-03")).ours
    assert any("Ask for approval to visit the North" in row.words.en for row in rows)


def consent(until: str) -> str:
    return f"""consents of: former-official-today
consents:
  - {{facts: [present(KR)], to: kr.minister-of-unification, matter: kr.north-visit-approval, given: 2026-12-01, until: {until}}}
"""


@pytest.mark.parametrize(
    ("until", "told"), [("2027-01-22", 1), ("2027-02-03", 1), ("2027-02-04", 0), ("2027-01-19", 0)]
)
def test_a_consent_that_ends_within_two_weeks_is_told(until, told):
    assert len(card("", consent(until)).ours) == told


def test_circles_name_the_units_the_rule_broken_and_what_the_law_gives():
    circle = card().circles[0]
    assert [unit.en for unit in circle.trail] == [
        "Self-Support Division",
        "Humanitarian Aid Division",
        "Separated Families Division",
        "Exchange Division",
        "Self-Support Division",
    ]
    assert circle.stall.breaks and circle.ways and circle.place == 1
    assert circle.first == date(2026, 11, 23)


def test_a_rule_that_came_into_force_while_a_matter_was_open_is_told():
    asked = "matter: asked, with: exchange, on: 2026-05-04, by: letter, filed: true"
    before = card(history(asked, on="2026-05-05"), on=date(2026, 5, 5)).moved
    after = card(history(asked, on="2026-05-06"), on=date(2026, 5, 6)).moved
    # Enforcement Decree of the Civil Petitions Act, art. 21, as amended on 6 May 2026
    assert before == ()
    assert {one.since for one in after} == {date(2026, 5, 6)}


def test_no_word_that_somebody_typed_is_on_a_card():
    contacts = history(
        f"{FILED}, receipt: CANARY-1, officer: CANARY, en: CANARY, ko: CANARY, answer: disclaimer",
        "matter: asked, with: exchange, on: 2026-12-10, by: call, answer: non-answer, said: no-precedent, en: CANARY, ko: CANARY",
    )
    told = card(contacts)
    assert told.circles and told.owed
    assert b"CANARY" not in msgspec.json.encode(told)
    assert b"former-official" not in msgspec.json.encode(told)


def test_a_case_without_contacts_has_nothing_to_say():
    assert card("") == card("", case="")


def test_what_cannot_be_read_is_refused():
    with pytest.raises(RefusalError):
        card("contacts of: somebody-else\nas of: 2027-01-20\nunits: {}\nmatters: {}\ncontacts: []\n")


@pytest.mark.parametrize(
    ("today", "day", "said"),
    [
        (date(2026, 9, 23), date(2026, 9, 29), "Tue 29 Sep 2026 (in 2 working days)"),  # Chuseok 24 to 26 September
        (date(2026, 11, 26), date(2026, 11, 26), "Thu 26 Nov 2026 (today)"),
        (date(2026, 11, 30), date(2026, 11, 26), "Thu 26 Nov 2026 (2 working days ago)"),
        (date(2026, 11, 26), date(2026, 11, 28), "Sat 28 Nov 2026 (in 1 working day)"),
        (date(2026, 1, 1), date(2026, 11, 26), "Thu 26 Nov 2026 (in 329 days)"),
    ],
)
def test_a_day_says_how_many_open_days_are_between(today, day, said):
    assert day_from(today, day, "KR").en == said


def test_the_calendar_has_every_day_under_a_number_alone():
    refused = f"{FILED}, answer: decision, answered: 2026-12-08, granted: false"
    told = {"K-07": Told(ON, b"", 1, card()), "K-08": Told(ON, b"", 1, card(history(refused)))}
    reminders = list(reminders_in(agenda_of(told)))
    assert {one.case for one in reminders} == {"K-07", "K-08"}
    assert len(reminders) == sum(
        row.day is not None for one in told.values() for row in (*one.card.owed, *one.card.ours)
    )
