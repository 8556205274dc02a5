"""Today, as a page: lists of all cases by number alone, kept until something is added, and the calendar of it."""

import re
from datetime import date
from html import unescape

import pytest

from office.offices import CASE, CONTACTS, NOW, WORDS
from safeconduct.interview.opening import wishes_of
from safeconduct.office import cards
from safeconduct.vault.files import rotate_files
from safeconduct.vault.membership import find_member
from safeconduct.vault.model import Act, Role
from web.sites import isle

pytestmark = pytest.mark.xdist_group("postgres")


@pytest.fixture
def browser(full):
    one = full.browser()
    one.sign_in()
    return one


def test_today_shows_numbers_days_and_law_and_no_name(browser):
    text = browser.get("/today").text
    for there in (
        "They owe us an answer",
        "Tue 12 Jan 2027 (6 working days ago)",
        "Exchange Division",
        "K-07",
        "Cases: 1.",
    ):
        assert there in text
    for absent in ("former-official", "mother", "nobody has ever been let do this", "2026-8230"):
        assert absent not in text


def test_today_is_the_same_in_korean(browser):
    browser.post("/language", lang="ko", place="/today")
    text = browser.get("/today").text
    assert "답을 받아야 할 것" in text and "2027년 1월 12일(화) (근무일로 6일 전)" in text
    assert "They owe" not in text


def test_each_day_opens_into_how_it_was_counted(browser):
    assert 'href="/card/K-07#days"' in browser.get("/today").text
    assert "7 working days from 23 December 2026, that day counted" in browser.get("/card/K-07").text


def test_a_card_is_worked_out_once_until_something_is_added(browser, full, monkeypatch):
    worked_out = []
    real = cards.card_of
    monkeypatch.setattr(cards, "card_of", lambda *given: worked_out.append(1) or real(*given))
    browser.get("/today")
    browser.get("/today")
    assert len(worked_out) == 1
    vault = full.organisation.case("K-07", "me", WORDS, NOW)
    vault.entries(NOW)
    browser.get("/today")
    assert len(worked_out) == 1, "others who look at a case are no reason to read it again"
    vault.add("contacts", CONTACTS.replace("on: 2027-01-04", "on: 2027-01-05").encode(), NOW)
    assert "Mon 18 Jan 2027" in browser.get("/today").text
    assert len(worked_out) == 2


def test_that_a_case_was_read_for_its_card_is_on_record_there_once(browser, full):
    before = len(full.organisation.case("K-07", "me", WORDS, NOW).records())
    browser.get("/today")
    browser.get("/today")
    records = full.organisation.case("K-07", "me", WORDS, NOW).records()[before:]
    assert [one.act for one in records] == [Act.VIEWED, Act.OPENED]


def test_the_next_day_everything_is_counted_anew(browser, full):
    browser.get("/today")
    full.time = NOW.replace(day=21)
    assert "Tue 12 Jan 2027 (7 working days ago)" in browser.get("/today").text


def test_a_case_is_found_by_its_number_and_no_address_says_so(browser, full):
    full.case("K-18")
    full.hold("C-1", "K-18")
    again = full.browser()
    again.sign_in()
    assert again.post("/find", search="k-1").headers["location"] == "/today"
    text = again.get("/today").text
    assert "K-18" in text and "K-07" not in text
    assert "Only cases with “K-1” in their number are shown: 1 of 2." in text
    assert '<a href="/today">Show all cases</a>' in text


def test_a_search_holds_for_one_page_and_never_hides_what_is_due(browser):
    browser.post("/find", search="zzz")
    text = browser.get("/today").text
    assert "are shown: 0 of 1." in text and re.search("Answers late: [1-9]", text)
    assert "Nothing today." not in text and "Nothing in the cases that are shown." in text
    text = browser.get("/today").text
    assert "K-07" in text and "Exchange Division" in text


def test_a_case_that_opens_no_more_is_told_on_top_of_the_page(full):
    full.case("K-18")
    full.member("K-18", "k", Role.CASEWORKER)
    full.hold("C-1", "K-18", "k")
    browser = full.browser()
    browser.sign_in()
    assert "could not be read" not in browser.get("/today").text
    rotate_files(full.vaults["K-18"], full.keys / "K-18.skey", NOW, (find_member(full.vaults["K-18"], "k"),))
    text = browser.get("/today").text
    on_top = text.partition('<h2 id="we-must">')[0]
    assert "Cases that could not be read: 1." in on_top and 'href="/card/K-18"' in on_top


def test_a_case_is_put_away_after_a_question_and_that_it_was_is_said_once(browser):
    card = browser.get("/card/K-07").text
    assert 'href="/put-away/K-07"' in card and 'action="/put-away"' not in card
    asked = browser.get("/put-away/K-07").text
    assert "Put case K-07 away?" in asked and "the one on paper" in asked and 'action="/put-away"' in asked
    assert "K-07" in browser.sitting.holdings
    assert browser.get("/put-away/K-99").status_code == 404
    browser.post("/put-away", number="K-07")
    assert "Case K-07 was put away." in browser.get("/today").text
    assert "was put away" not in browser.get("/today").text


def test_the_calendar_has_neutral_titles(browser):
    answer = browser.get("/days.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    titles = {line for line in answer.text.splitlines() if line.startswith("SUMMARY")}
    assert titles == {"SUMMARY:K-07: reply due", "SUMMARY:K-07: last day"}
    assert "DESCRIPTION" not in answer.text


def test_one_case_that_cannot_be_used_stops_no_other(browser, full):
    full.case("K-18", contacts="contacts of: nobody\n")
    full.hold("C-1", "K-18")
    again = full.browser()
    again.sign_in()
    text = again.get("/today").text
    assert "cannot be used as it stands" in text and "K-07" in text


def test_a_fault_in_one_case_stops_no_other_and_tells_no_word(browser, full, monkeypatch, capsys):
    full.case("K-18", CASE, CONTACTS.replace("Exchange Division", "CANARY"))
    full.hold("C-1", "K-18")
    real = cards.card_of

    def card_of(kept, *more):
        if "CANARY" in kept.contacts.text:
            raise ValueError("CANARY")
        return real(kept, *more)

    monkeypatch.setattr(cards, "card_of", card_of)
    again = full.browser()
    again.sign_in()
    text = again.get("/today").text
    assert "cannot be used as it stands" in text and "Exchange Division" in text
    said = capsys.readouterr().err
    assert "ValueError" in said and "CANARY" not in said


def test_what_is_added_while_a_card_is_worked_out_is_on_the_next_page(browser, full, monkeypatch):
    real = cards.card_of

    def card_of(*given):
        monkeypatch.setattr(cards, "card_of", real)
        vault = full.organisation.case("K-07", "me", WORDS, NOW)
        vault.add("contacts", CONTACTS.replace("on: 2027-01-04", "on: 2027-01-05").encode(), NOW)
        return real(*given)

    monkeypatch.setattr(cards, "card_of", card_of)
    assert "Mon 18 Jan 2027" not in browser.get("/today").text
    assert "Mon 18 Jan 2027" in browser.get("/today").text


def test_who_may_not_read_a_case_sees_that_and_no_more(browser, full):
    full.member("K-07", "a", Role.AUDITOR)
    full.hold("C-1", "K-07", "a")
    again = full.browser()
    again.sign_in()
    text = again.get("/today").text
    assert "does not read the case" in text and "Exchange Division" not in text


def test_a_whole_day_of_forty_cases_is_a_small_page(place):
    for number in range(1, 41):
        place.case(f"K-{number}")
        place.hold("C-1", f"K-{number}")
    browser = place.browser()
    browser.sign_in()
    answer = browser.get("/today")
    assert answer.text.count("late</strong>") == 40
    assert "Find them by the number of their case" in answer.text
    assert len(answer.content) <= 60_000


def test_opening_leads_to_the_pages_of_the_case_and_back(browser):
    assert browser.post("/open", number="K-07").headers["location"] == "/contacts"
    page = browser.get("/facts").text
    assert 'href="/today"' in page and "This is case K-07" in page
    assert "Go on with case K-07" in browser.get("/today").text


def test_a_card_leads_to_the_drafts_against_what_stalls(browser):
    card = browser.get("/card/K-07").text
    assert 'href="/card/K-07#circle-1"' in browser.get("/today").text and 'id="circle-1"' in card
    assert 'name="at" value="ways-1"' in card
    assert browser.post("/open", number="K-07", at="ways-1").headers["location"] == "/contacts#ways-1"
    ways = browser.get("/contacts").text.split('id="ways-1"')[1].split("</ul>")[0]
    assert 'action="/letter"' in ways
    assert browser.post("/open", number="K-07", at="//elsewhere").headers["location"] == "/contacts"


def test_every_way_out_on_a_card_is_where_the_case_has_it(browser):
    """The card and the pages of the case count what stalls alike."""
    card = unescape(browser.get("/card/K-07").text)
    browser.post("/open", number="K-07")
    page = unescape(browser.get("/contacts").text)
    places = re.findall(r'id="circle-([0-9]+)"', card)
    assert len(places) > 2
    for place in places:
        words = re.search(rf'id="circle-{place}">\s*<h3>([^<]*)</h3>', card)[1]
        before = page.split(f'id="ways-{place}"')[0].rpartition("<summary>")[2]
        assert words.lower() in before.lower()


def test_the_question_of_a_case_is_asked_with_its_own_number(place):
    place.case("K-08", "", "")
    place.hold("C-1", "K-08")
    browser = place.browser()
    browser.sign_in()
    browser.post("/open", number="K-08")
    page = browser.get("/wishes").text  # a case that was laid open has a token of its own
    assert "Nothing leaves this computer" not in page, "it lies on the server of the organisation"
    wishes = wishes_of(browser.sitting.desk.course.in_force)
    wish = next(one.name for one in wishes if "*" not in one.name)  # nobody has to be named first
    answer = browser.post("/wishes", wish=[wish], never=[])
    assert answer.headers["location"] == "/ask", answer.text
    page = browser.get("/ask").text
    assert "Question 1" in page and "This is case K-08" in page


def test_today_and_a_card_are_shown_in_chinese_with_the_law_in_english(browser):
    assert 'value="zh"' not in browser.get("/today").text, "it is offered where the server was started in it"
    browser.post("/language", lang="zh", place="/today")
    for place in ("/today", "/card/K-07"):
        answer = browser.get(place)
        assert answer.status_code == 200
        assert '<html lang="zh">' in answer.text and "他们应当答复我们的" in answer.text
        assert answer.text.count("法律内容目前只有英文和韩文。") == 1
        assert "Exchange Division" in answer.text
    assert ' lang="en">7 working days from 23 December 2026' in browser.get("/card/K-07").text
    assert browser.get("/days.ics").status_code == 200
    browser.post("/open", number="K-07")
    assert "这是案件 K-07" in browser.get("/contacts").text
    assert browser.get("/no-such-page").status_code == 404


def test_signing_in_is_asked_in_chinese_at_its_own_address(full):
    browser = full.browser()
    assert "案件清单" in browser.get("/sign-in/zh").text
    assert "/sign-in/zh" not in browser.get("/sign-in").text


def test_of_a_long_day_each_list_is_one_step_away_and_our_own_days_come_first(place):
    for number in range(1, 4):
        place.case(f"K-{number}")
        place.hold("C-1", f"K-{number}")
    browser = place.browser()
    browser.sign_in()
    text = browser.get("/today").text
    assert text.index('<h2 id="we-must">') < text.index('<h2 id="owe-us">')
    for place_of in re.findall(r'<a href="#([a-z-]+)">', text.partition("<main")[2]):
        assert f'id="{place_of}"' in text
    circles = text.partition('<h2 id="in-circles">')[2].partition("</section>")[0]
    assert len(re.findall(r'href="/card/[A-Z0-9-]+"', circles)) == 3, (
        "each case is named once, with all that does not go on in it"
    )
    assert '<a href="#in-circles">Circles and stalls (15)</a>' in text


def test_cases_of_one_day_lie_open_over_one_law(full):
    full.case("K-08")
    full.hold("C-1", "K-08")
    courses = []
    for number in ("K-07", "K-08"):
        browser = full.browser()
        browser.sign_in()
        courses.append(browser.sitting.open(number).course)
    assert courses[0].draft.as_of == courses[1].draft.as_of
    assert courses[0].in_force is courses[1].in_force


def test_the_law_is_kept_as_of_a_few_days():
    law = cards.LawOfDay(isle())
    days = [date(2024, 5, day) for day in range(1, 20)]
    first = law.on(days[0])
    assert law.on(days[0]) is first
    for day in days:
        law.on(day)
    assert list(law.kept) == days[-cards.DAYS :] and law.on(days[0]) == first
