"""The page about one matter: stops and orders noted, corrected and taken out, and what they do to its last day."""

from datetime import date

import pytest

from safeconduct.casework.model import History, Matter, Pause
from safeconduct.web.matters import matter_called
from safeconduct.web.wording import PHRASES
from web.lived import CONTACTS_TEXT, opened, vault_with
from web.sites import Site
from web.test_contacts import history_of, said_on

pytestmark = pytest.mark.usefixtures("cheap")
VISIT, STOP = "2", "kr.examination"  # the matter and what may stop its clock
DAY = date(2027, 1, 20)


@pytest.fixture
def lived(tmp_path) -> Site:
    site = opened(vault_with(tmp_path / "K-07.scase"))
    site.today = DAY
    return site


def visit_of(site: Site) -> Matter:
    return history_of(site).matters["visit"]


def tell(site: Site, number: str = VISIT, **fields: object):
    stamp = str(site.desk.kept.contacts.number)
    names = {"name_en": "leave to visit the mother", "name_ko": "어머니 방문 승인"}
    return site.post("/matter", **{**names, "matter": number, "stamp": stamp, **fields})


def stopped(site: Site) -> None:
    answer = tell(site, stop_0=STOP, begin_0="2027-01-11", end_0="2027-01-13")
    assert answer.headers["location"] == "/contacts"


def test_the_list_of_contacts_leads_to_each_matter(lived):
    assert 'href="/matter/3"' in lived.get("/contacts").text
    assert "leave to visit the mother" in lived.get("/matter/2").text


def test_a_matter_that_is_not_there_leads_to_the_list_which_says_so(lived):
    for ask in (lambda: lived.get("/matter/4"), lambda: tell(lived, "4")):
        assert ask().headers["location"] == "/contacts"
        assert PHRASES["no such matter"][0] in said_on(lived, "/contacts")
    assert PHRASES["no such matter"][0] not in said_on(lived, "/contacts"), "once"


def test_a_stop_is_noted_and_moves_the_last_day(lived):
    before = said_on(lived, "/contacts")
    stopped(lived)
    after = said_on(lived, "/contacts")
    assert visit_of(lived).pauses == (Pause(STOP, date(2027, 1, 11), date(2027, 1, 13)),)
    assert "ran out on Tue 12 January 2027" in before
    assert "runs until Mon 18 January 2027" in after or "ran out on Fri 15 January 2027" in after
    assert "Not counted, 11 January 2027 to 13 January 2027: a test, an appraisal" in after


def test_an_answer_whose_clock_stands_still_is_still_owed_without_a_day(lived):
    tell(lived, stop_0=STOP, begin_0="2027-01-11", end_0="")
    owed = said_on(lived, "/contacts").partition("They owe you an answer")[2].partition("You must")[0]
    assert "the clock stands still, and there is no last day until it runs on" in owed
    assert "Not counted since 11 January 2027" in owed


def test_a_stop_is_corrected_and_taken_out(lived):
    stopped(lived)
    assert 'value="2027-01-11"' in lived.get("/matter/2").text
    tell(lived, stop_0=STOP, begin_0="2027-01-12", end_0="")
    assert visit_of(lived).pauses == (Pause(STOP, date(2027, 1, 12), None),)
    tell(lived, stop_0=STOP, begin_0="", end_0="")
    assert visit_of(lived).pauses == ()


def test_an_order_comes_before_the_statute(lived):
    tell(lived, by_0="the commission", on_0="2027-01-15", due_0="2027-02-01")
    (order,) = visit_of(lived).orders
    assert (order.by.ko, order.on, order.due) == ("the commission", date(2027, 1, 15), date(2027, 2, 1))
    assert "The commission ordered" in said_on(lived, "/contacts") and "1 February 2027" in said_on(lived, "/contacts")


def test_of_two_orders_of_one_day_it_is_asked_which_one_holds(lived):
    first = {"by_0": "the commission", "on_0": "2027-01-15", "due_0": "2027-02-01"}
    tell(lived, **first)
    answer = tell(lived, **first, by_1="the court", on_1="2027-01-15", due_1="2027-03-01")
    assert answer.headers["location"] == "/matter/2"
    assert "Two orders are of one day (2027-01-15)" in said_on(lived, "/matter/2")
    assert [one.due for one in visit_of(lived).orders] == [date(2027, 2, 1)]
    tell(lived, **first, by_1="the court", on_1="2027-01-16", due_1="2027-03-01")
    assert len(visit_of(lived).orders) == 2


def test_a_stop_may_begin_on_the_day_of_the_filing_and_an_order_end_on_its_own_day(lived):
    tell(lived, stop_0=STOP, begin_0="2026-12-23", by_0="the commission", on_0="2027-01-15", due_0="2027-01-15")
    assert (len(visit_of(lived).pauses), len(visit_of(lived).orders)) == (1, 1)


def test_what_the_file_said_of_an_order_in_two_languages_stays(tmp_path):
    order = "    orders: [{en: the commission, ko: 위원회, on: 2026-12-28, due: 2027-01-29}]\n"
    text = CONTACTS_TEXT.replace("    published: working_days(7)\n", f"    published: working_days(7)\n{order}")
    site = opened(vault_with(tmp_path / "K-07.scase", contacts=text))
    site.today = DAY
    tell(site, by_0="the commission", on_0="2026-12-28", due_0="2027-01-30")
    (kept,) = visit_of(site).orders
    assert (kept.by.ko, kept.due) == ("위원회", date(2027, 1, 30))


def test_a_matter_has_a_name_in_each_language(lived):
    tell(lived, name_en="the visit", name_ko="방문")
    assert (visit_of(lived).words.en, visit_of(lived).words.ko) == ("the visit", "방문")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"stop_0": "", "begin_0": "2027-01-11"}, "A stop needs a reason"),
        ({"stop_0": STOP}, "A stop needs a reason"),
        ({"stop_0": "kr.bogus", "begin_0": "2027-01-11"}, "A stop needs a reason"),
        ({"stop_0": STOP, "begin_0": "2027-01-11", "end_0": "2027-01-10"}, "ends before it begins"),
        ({"stop_0": STOP, "begin_0": "2027-01-21"}, "“2027-01-21” is not one day that has been"),
        ({"by_0": "the commission", "on_0": "2027-01-11"}, "An order needs who gave it"),
        ({"by_0": "the commission", "on_0": "soon", "due_0": "2027-02-01"}, "“soon” is not one day"),
        ({"name_ko": ""}, "in both languages"),
        (
            {"by_0": "the commission", "on_0": "2027-01-15", "due_0": "2027-01-14"},
            "(2027-01-14) lies before the day of the order (2027-01-15)",
        ),
        ({"stop_0": STOP, "begin_0": "2026-12-22"}, "begins on 2026-12-22, before this matter was filed (2026-12-23)"),
    ],
)
def test_what_was_not_understood_is_said_and_shown_again(lived, fields, said):
    before = history_of(lived)
    answer = tell(lived, **fields)
    assert answer.headers["location"] == "/matter/2"
    page = said_on(lived, "/matter/2")
    assert said in page
    assert all(f'value="{typed}"' in page for typed in fields.values() if typed and typed != "kr.bogus")
    assert history_of(lived) == before


@pytest.mark.parametrize("number", ["0", "4", "A", "²"])
def test_a_matter_that_is_not_there_leads_to_the_contacts(lived, number):
    assert lived.get(f"/matter/{number}").headers["location"] == "/contacts"
    assert tell(lived, number).headers["location"] == "/contacts"


def test_a_form_about_contacts_that_changed_meanwhile_changes_nothing(lived):
    before = history_of(lived)
    tell(lived, stamp="0", by_0="x", on_0="2027-01-11", due_0="2027-01-12")
    assert history_of(lived) == before
    assert "changed meanwhile" in said_on(lived, "/contacts")


def test_where_no_time_is_counted_nothing_stops_it(tmp_path):
    text = CONTACTS_TEXT.replace("    clock: question-on-practice\n", "")
    site = opened(vault_with(tmp_path / "K-07.scase", contacts=text))
    page = site.get("/matter/1").text
    assert "No time is counted for this matter" in page and 'name="begin_0"' not in page


@pytest.mark.parametrize("number", ["", "0", "x", "²", "-1", "9" * 5_000])
def test_no_number_of_a_matter_is_a_fault_of_the_program(number):
    assert matter_called(number, History("a case", date(2026, 11, 26), {}, {}, ())) is None
