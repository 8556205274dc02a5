"""The pages about contacts: noted, corrected, counted; with ways out that lead to drafts; every word as text."""

import re
from datetime import date, time
from html import unescape

import pytest

from casework.stories import law
from safeconduct.casework.model import ANSWERS, History
from safeconduct.kept.from_entries import history_in
from safeconduct.kept.model import CONTACTS
from safeconduct.letters import wording
from safeconduct.letters.model import Kind
from safeconduct.web.wording import PHRASES, phrases_in
from vault.vaults import AT, closed, reopened
from web.lived import CONTACTS_TEXT, NOTED, TEXT, entries, in_memory, opened, vault_with
from web.sites import Site
from web.test_pages import CANARY

pytestmark = pytest.mark.usefixtures("cheap")


def history_of(site: Site) -> History:
    found = history_in(site.desk.kept, site.desk.course.person, law())
    assert found is not None
    return found


def note(site: Site, **fields: object):
    """Send the form about a contact as it was shown; of a matter or an office that is known nothing is typed."""
    source = site.desk.kept.contacts
    form = {**NOTED, "stamp": "" if source is None else str(source.number), **fields}
    for name, typed in (("matter", ("matter_new", "kind")), ("unit", ("unit_new", "agency_new"))):
        if form[name] not in ("", "new"):
            form = {field: value for field, value in form.items() if field not in typed or field in fields}
    return site.post("/contact", **form)


@pytest.fixture
def lived(tmp_path):
    return opened(vault_with(tmp_path / "K-07.scase"))


def said_on(site: Site, place: str = "/contact") -> str:
    return unescape(site.get(place).text)


# --- noting -----------------------------------------------------------------------------------------------------------


def test_a_contact_is_noted_with_a_new_matter_and_a_new_office():
    site = in_memory()
    assert site.get("/contacts").status_code == 200
    answer = note(site, hour="14:10", filed="yes", receipt="2026-118", words="“ask \\ them”", officer='Kim "K"')
    assert answer.headers["location"] == "/contacts"
    (one,) = history_of(site).contacts
    assert (one.day, one.hour, one.means, one.filed, one.receipt) == (
        date(2026, 11, 20),
        time(14, 10),
        "letter",
        True,
        "2026-118",
    )
    assert one.words.en == "“ask \\ them”" and one.officer == 'Kim "K"'
    assert history_of(site).matters[one.matter].clock == "kr.question-on-practice"
    assert history_of(site).units[one.unit].agency == "ministry"
    page = said_on(site, "/contacts")
    assert "visiting the mother" in page and "Exchange Division" in page and PHRASES["how counted"][0] in page


def test_a_second_contact_goes_on_with_what_is_known():
    site = in_memory()
    note(site)
    one = history_of(site).contacts[0]
    note(site, matter=one.matter, unit=one.unit, day="2026-11-24", answer="disclaimer", to="new", to_new="Division B")
    history = history_of(site)
    assert len(history.contacts) == 2 and len(history.matters) == 1 and len(history.units) == 2
    assert history.units[history.contacts[1].to].words.en == "Division B"
    assert len({unit.agency for unit in history.units.values()}) == 1
    form = site.get("/contact").text
    assert '<select id="to_agency" name="to_agency"' in form and f'<option value="">{PHRASES["agency same"][0]}' in form


def test_a_hop_that_was_only_typed_is_noted_and_its_agency_said():
    site = in_memory()
    note(site, answer="disclaimer", to="", to_new="Division B")
    (one,) = history_of(site).contacts
    assert history_of(site).units[one.to].words.en == "Division B"
    page = said_on(site, "/contacts")
    assert phrases_in("en")("office taken", office="“Division B”", agency="“ministry”") in page
    assert "Division B" in page.split(PHRASES["all contacts"][0])[1]


def test_what_contradicts_is_said_and_stays_typed():
    site = in_memory()
    note(site)
    note(site, matter="matter-1", unit="office-1", answer="disclaimer", to="office-1", to_new="Division B")
    page = said_on(site)
    say = phrases_in("en")
    told = say("beside choice", where=say("sent to"), what=say("office name"), other=say("another office"))
    assert (
        told in page
        and 'name="to_new" type="text" autocomplete="off" spellcheck="false" maxlength="300" value="Division B"' in page
    )
    assert len(history_of(site).contacts) == 1


def test_an_agency_is_listed_by_the_name_that_was_told_with_its_offices():
    site = in_memory()
    first = site.get("/contact").text
    assert PHRASES["agency itself"][0] in first and PHRASES["agency hint"][0] in unescape(first)
    note(site, agency_new="Ministry of Unification")
    page = site.get("/contact").text
    assert '<option value="Ministry of Unification">Ministry of Unification (Exchange Division)</option>' in page
    assert f'<option value="">{PHRASES["choose"][0]}</option>' in page.split('id="agency"')[1]
    note(site, unit_new="Division B", agency_new="")
    assert phrases_in("en")("no agency", office="“Division B”") in said_on(site)


def test_an_application_starts_the_clock_of_its_procedure_with_the_time_that_the_office_publishes():
    site = in_memory()
    assert note(site, kind="procedure:kr.north-visit-approval", filed="yes").headers["location"] == "/contact"
    assert PHRASES["no published days"][0] in said_on(site)
    note(site, kind="procedure:kr.north-visit-approval", filed="yes", days="7")
    (matter,) = history_of(site).matters.values()
    assert (matter.procedure, matter.published.count, matter.published.unit) == (
        "kr.north-visit-approval",
        7,
        "working_days",
    )
    note(site, matter="new", kind="procedure:kr.north-visit-approval", filed="yes", days="3")
    assert {(one.published.count, one.published.unit) for one in history_of(site).matters.values()} == {
        (7, "working_days"),
        (24, "working_hours"),
    }


def test_what_is_missing_is_said_and_what_was_typed_is_there_again():
    site = in_memory()
    assert note(site, officer="typed before", matter="", matter_new="", by="").headers["location"] == "/contact"
    page = said_on(site)
    assert PHRASES["no matter"][0] in page and PHRASES["no means"][0] in page
    assert 'value="typed before"' in page
    assert site.desk.kept.contacts is None
    assert "typed before" not in said_on(site), "it is shown again once"


def test_what_is_not_understood_is_repeated_as_text():
    site = in_memory()
    note(site, day="'\"><b>", answer="refused-intake", said="no-law")
    page = site.get("/contact").text
    assert "<b>" not in page
    assert phrases_in("en")("not one day", typed="“'\"><b>”") in unescape(page)
    assert site.desk.kept.contacts is None


def test_what_does_not_go_with_the_answer_is_told():
    site = in_memory()
    note(site, answer="refused-intake", said="no-law")
    assert phrases_in("en")("only with", what=PHRASES["said"][0]) in said_on(site)


def test_every_answer_can_be_noted_and_stands_on_the_page():
    site = in_memory("ko")
    for number, answer in enumerate(ANSWERS):
        matter = "matter-1" if number else "new"
        assert note(site, matter=matter, answer=answer, filed="yes").headers["location"] == "/contacts"
    assert {one.answer for one in history_of(site).contacts} == set(ANSWERS)
    assert site.get("/contacts").status_code == 200


# --- correcting -------------------------------------------------------------------------------------------------------


def test_a_contact_is_told_anew_and_the_old_one_stays_in_the_log(tmp_path):
    file = vault_with(tmp_path / "K-07.scase")
    site = opened(file)
    before = history_of(site).contacts
    assert site.post("/correct", number="2").headers["location"] == "/contact"
    page = site.get("/contact").text
    assert 'value="2026-7741"' in page and 'value="10:20"' in page and PHRASES["tell anew"][0] in page
    note(site, number="2", matter="who-decides", unit="families", day="2026-11-25", by="call")
    site.post("/lock")
    kept = entries(file, CONTACTS)
    assert kept[0] == CONTACTS_TEXT.encode()
    again = history_of(opened(file)).contacts
    assert len(again) == len(before)
    assert next(one for one in again if one not in before).means == "call"
    assert before[2].receipt not in {one.receipt for one in again}


def test_what_a_form_is_filled_in_with_says_the_same_when_it_is_sent_back(lived):
    """So that a correction changes only what was changed. Days to come are asked for when they have come."""
    before = history_of(lived)
    lived.today = before.as_of
    for number in range(len(before.contacts)):
        lived.post("/correct", number=str(number))
        fields = {name: values[0] for name, values in lived.desk.typed.items()}
        source = lived.desk.kept.contacts
        lived.post("/contact", **fields, stamp=str(source.number))
        after = history_of(lived)
        assert {str(one.day) + str(one.means) for one in after.contacts} == {
            str(one.day) + str(one.means) for one in before.contacts
        }
        changed = [
            name
            for one, other in zip(before.contacts, after.contacts, strict=True)
            for name in one.__struct_fields__
            if getattr(one, name) != getattr(other, name) and name != "place"
        ]
        assert changed == []


def test_a_contact_that_did_not_happen_is_taken_out(lived):
    count = len(history_of(lived).contacts)
    note(lived, number="0", how="gone")
    assert len(history_of(lived).contacts) == count - 1


def test_a_form_that_is_too_old_changes_nothing(lived):
    kept = lived.desk.kept
    assert note(lived, stamp="1", number="0", how="gone").headers["location"] == "/contacts"
    assert lived.desk.kept is kept
    assert PHRASES["window closed"][0] in said_on(lived, "/contacts")


@pytest.mark.parametrize("number", ["", "-1", "99", "x", "²"])
def test_a_number_that_is_not_there_corrects_nothing(lived, number):
    assert lived.post("/correct", number=number).headers["location"] == "/contacts"


# --- what they say ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_report_stands_on_the_page_with_articles_and_every_date_opens(tmp_path, lang):
    site = opened(vault_with(tmp_path / "K-07.scase"), lang)
    page = said_on(site, "/contacts")
    report = site.desk.papers().now.report
    tongue = {"en": lambda words: words.en, "ko": lambda words: words.ko}[lang]
    assert report.stalls and report.clocks
    for stall in report.stalls:
        assert tongue(stall.words) in page
        for way in stall.ways[:4]:
            assert tongue(way.title) in page
        for warning in stall.warns:
            assert tongue(warning.words)[1:] in page
    for clock in report.clocks:
        assert tongue(clock.state_words) in page and tongue(clock.counted) in page
    assert page.count("<summary>") >= 2 * len(report.clocks)


@pytest.mark.parametrize("place", ["/contacts", "/plan", "/letters"])
def test_contacts_of_a_day_to_come_say_that_it_has_not_come(lived, place):
    """What is late on a day to come may not be late today; asking the case as of today does not change the day of the contacts."""
    lived.post("/today")
    page = said_on(lived, place)
    assert "20 January 2027, which has not come yet" in page
    assert PHRASES["day of contacts"][0] in page and 'action="/today"' not in page
    assert PHRASES["day of contacts later"][0] in page, "two of them lie after today"
    before = lived.desk.kept.contacts
    assert lived.post("/today", of="contacts").headers["location"] == "/contacts"
    assert lived.desk.kept.contacts is before
    lived.today = history_of(lived).as_of
    assert PHRASES["day ahead note"][0] not in said_on(lived, "/contacts")


def test_contacts_of_a_day_to_come_are_counted_as_of_today_when_asked(lived):
    """What would be late by the day of the file is not late today, on any page."""
    lived.today = date(2027, 1, 10)
    page = said_on(lived, "/contacts")
    assert "20 January 2027, which has not come yet" in page and "ran out on Tue 12 January 2027" in page
    assert 'name="of" value="contacts"' in page and PHRASES["day of contacts later"][0] not in page
    assert lived.post("/today", of="contacts").headers["location"] == "/contacts"
    page = said_on(lived, "/contacts")
    assert history_of(lived).as_of == lived.today == lived.desk.papers().now.on
    assert "which has not come yet" not in page and "ran out on Tue 12 January 2027" not in page
    assert len(history_of(lived).contacts) == CONTACTS_TEXT.count("{matter: ")
    for place in ("/plan", "/letters"):
        assert "20 January 2027" not in said_on(lived, place)


def test_of_a_circle_the_return_to_where_it_began_is_shown(lived):
    stall = next(one for one in lived.desk.papers().now.report.stalls if one.pattern == "cycle")
    first, last = stall.occasions[0][0], stall.occasions[0][-1]
    unit = lived.desk.papers().now.report.contacts[first - 1].unit.en
    assert re.search(rf"→ {last} [^<→]* → {first} {unit}</p>", said_on(lived, "/contacts"))


def test_a_way_out_leads_to_a_draft_made_by_it(lived):
    page = lived.get("/contacts").text
    assert 'value="kr.transfer-inside-agency"' in page
    answer = lived.post(
        "/letter", kind="transfer-demand", about="kr.north-visit-approval", by="kr.transfer-inside-agency"
    )
    assert answer.headers["location"] == "/letter"
    assert lived.get("/letter").status_code == 200
    assert lived.desk.letter.kind == Kind.TRANSFER_DEMAND


def test_where_a_question_has_no_procedure_it_is_asked_what_the_letter_is_about(lived):
    assert lived.post("/letter", kind="transfer-demand", about="", by="").headers["location"] == "/letters"
    assert 'value="transfer-demand" checked' in lived.get("/letters").text


def test_the_letter_of_a_way_out_is_about_what_the_clock_of_the_matter_runs_for(lived):
    """Every button leads to a draft, though a question was noted without a procedure."""
    page = lived.get("/contacts").text
    forms = re.findall(
        r'name="kind" value="([^"]*)"><input type="hidden" name="about" value="([^"]*)">(?:<[^>]*name="by" value="([^"]*)">)?',
        page,
    )
    assert ("transfer-demand", "kr.question-on-practice", "kr.transfer-inside-agency") in forms
    for kind, about, by in dict.fromkeys(forms):
        assert lived.post("/letter", kind=kind, about=about, by=by).headers["location"] == "/letter"
        assert lived.get("/letter").status_code == 200, (kind, about, by)


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize(
    ("kind", "by"), [("transfer-demand", "transfer-inside-agency"), ("competence", "settle-competence-inside-agency")]
)
def test_a_letter_is_drafted_though_nothing_says_what_the_matter_is_about(kind, by, lang):
    """A bracket stands for it, the letter says so, and the list fills it."""
    site = in_memory(lang)
    note(site, kind="", answer="disclaimer", to="new", to_new="Division B")
    assert f'value="kr.{by}"' in site.get("/contacts").text
    assert site.post("/letter", kind=kind, about="", by=f"kr.{by}", how="ask").headers["location"] == "/letter"
    page, say = said_on(site, "/letter"), phrases_in(lang)
    assert say("about open note") in page and getattr(wording.say("before no matter"), lang) in page
    assert wording.say("no matter").ko in page and say("facts in none") in page
    site.post("/download", form="txt")
    assert say("about open") in said_on(site, "/letters")
    assert site.post("/sent", number="0").headers["location"] == "/contact"
    assert site.get("/contact").status_code == 200
    chosen = {"kind": kind, "about": "kr.question-on-practice", "by": f"kr.{by}", "by_kind": kind, "by_about": ""}
    assert site.post("/letter", **chosen).headers["location"] == "/letter"
    assert site.desk.letter.by == f"kr.{by}", "it is the same letter, with its matter"
    assert wording.say("no matter").ko not in said_on(site, "/letter")


def test_where_nothing_says_what_a_matter_is_about_a_remedy_is_asked_for_it_without_a_scolding(tmp_path):
    text = CONTACTS_TEXT.replace("    clock: question-on-practice\n", "")
    site = opened(vault_with(tmp_path / "K-07.scase", text))
    assert 'name="how" value="ask"' in site.get("/contacts").text
    site.post("/letter", kind="objection", about="", by="kr.information-objection", how="ask")
    page = said_on(site, "/letters")
    assert PHRASES["say about what"][0] in page and PHRASES["problem"][0] not in page
    assert 'value="objection" checked' in page


def test_what_was_handed_in_of_no_sort_leads_to_where_its_sort_is_chosen():
    site = in_memory()
    note(site, kind="", filed="yes")
    page = said_on(site, "/contacts")
    assert "under which law" in page and "only asked" not in page
    assert f'<a href="/matter/1">{PHRASES["choose sort"][0]}</a>' in page
    stamp = str(site.desk.kept.contacts.number)
    names = {"name_en": "a visit", "name_ko": "방문", "matter": "1", "stamp": stamp}
    assert (
        site.post("/matter", **names, kind="clock:kr.question-on-practice", days="").headers["location"] == "/contacts"
    )
    page = said_on(site, "/contacts")
    assert history_of(site).matters["matter-1"].clock == "kr.question-on-practice"
    assert "under which law" not in page and "an answer" in page
    assert 'value="clock:kr.question-on-practice" selected' in site.get("/matter/1").text


def test_a_duty_towards_what_was_handed_in_is_not_said_to_be_broken_where_nothing_was():
    site = in_memory()
    note(site, kind="", by="call", answer="disclaimer", to="new", to_new="Division B")
    page = said_on(site, "/contacts")
    assert PHRASES["breaks"][0] not in page and "nothing was handed in by then" in page.lower()
    assert f"<strong>{PHRASES['holds'][0]}:</strong>" in page
    note(site, number="0", kind="", by="letter", filed="yes", answer="disclaimer", to="new", to_new="Division B")
    page = said_on(site, "/contacts")
    assert f"<strong>{PHRASES['breaks'][0]}:</strong>" in page and "nothing was handed in by then" not in page.lower()


def test_the_plan_can_be_looked_at_before_there_is_a_contact():
    assert 'href="/plan"' in in_memory().get("/contacts").text


def test_the_plan_is_made_anew_from_what_happened(lived):
    page = said_on(lived, "/plan")
    difference = lived.desk.papers().now.difference
    assert difference.done and difference.doors
    for one in difference.done:
        assert one.title.en in page
    for wish in difference.wishes:
        assert wish.wish.en[1:] in page


def test_the_days_that_went_by_are_said_once_where_a_way_takes_as_long_as_before(lived):
    lived.today = date(2027, 1, 20)
    difference = lived.desk.papers().now.difference
    passed = (difference.now - difference.planned_on).days
    assert any(one.days == passed for wish in difference.wishes for one in wish.moved)
    page = said_on(lived, "/plan")
    assert page.count(phrases_in("en")("plan passed", days=str(passed))) == 1
    as_long = [sum(one.days == passed for one in wish.moved) for wish in difference.wishes]
    assert page.count(f"so {passed} days later than was planned: {sum(as_long)} ways in all") == 1
    wishes = sum(one > 0 for one in as_long)
    assert wishes > 1 and page.count("no longer than before, so ") == 1 + wishes  # once for all, and once for each wish


# --- what cannot be used ----------------------------------------------------------------------------------------------


def test_contacts_that_cannot_be_used_are_named_with_their_mistakes_and_nothing_is_lost(tmp_path):
    site = opened(vault_with(tmp_path / "K-07.scase", CONTACTS_TEXT.replace("with: exchange", "with: exchnge")))
    page = said_on(site, "/contacts")
    assert PHRASES["unusable"][0] in page and "'exchnge'" in page
    kept = site.desk.kept
    assert site.get("/contact").headers["location"] == "/contacts"
    note(site)
    assert site.desk.kept is kept
    assert site.get("/facts").status_code == 200


# --- every word as text -----------------------------------------------------------------------------------------------


def test_every_field_is_shown_as_text(tmp_path):
    """Property 28, for what is typed, and for what stands in the files."""
    site = in_memory()
    fields = dict.fromkeys(("matter_new", "unit_new", "agency_new", "to_new", "receipt", "words", "officer"), CANARY)
    assert note(site, filed="yes", answer="disclaimer", to="new", **fields).headers["location"] == "/contacts"
    note(site, day=CANARY, hour=CANARY, until=CANARY, **fields)
    shown = site.get("/contact").text
    site.post("/correct", number="0")
    for page in (shown, site.get("/contact").text, site.get("/contacts").text, site.get("/letters").text):
        assert "<script" not in page
        assert "&lt;script&gt;" in page or page == site.get("/letters").text
    bad = CONTACTS_TEXT.replace("with: exchange", f"with: {CANARY!r}" if "'" not in CANARY else 'with: "<script>"')
    page = opened(vault_with(tmp_path / "K-07.scase", bad)).get("/contacts").text
    assert "<script" not in page and "&lt;script&gt;" in page


def test_the_contacts_of_an_interview_are_noted_too():
    """A case without a file of its own has a label as well."""
    site = Site().enter()
    site.wish("leave")
    assert site.get("/contact").status_code == 200
    assert (
        site.post("/contact", **{**NOTED, "kind": "", "day": "2024-05-01", "stamp": ""}).headers["location"]
        == "/contacts"
    )
    assert site.get("/contacts").status_code == 200


def test_a_session_beside_it_is_not_overwritten(tmp_path):
    """What another window changed meanwhile is not lost."""
    site = opened(vault_with(tmp_path / "K-07.scase"))
    kept = site.desk.kept
    note(site)
    with pytest.raises(Exception, match="another window"):
        site.desk.put_file(CONTACTS, TEXT, kept)


def test_the_vault_holds_the_contacts_at_once(tmp_path):
    file = vault_with(tmp_path / "K-07.scase", contacts="")
    site = opened(file)
    note(site)
    assert [one.kind for one in site.desk.keeping.vault.entries(AT)][-1] == CONTACTS
    site.post("/lock")
    vault = reopened(file)
    kept = [one for one in vault.entries(AT) if one.kind == CONTACTS]
    closed(vault)
    assert len(kept) == 1
    assert opened(file).desk.kept.contacts.number == kept[0].number


def test_where_no_time_is_counted_that_is_said_and_what_can_be_done():
    site = in_memory()
    note(site, kind="procedure:kr.request-status-report", filed="yes")
    page = said_on(site, "/contacts")
    assert "the law states no time for an answer" in page and "ask in writing by when they will answer" in page
    assert "Nothing that is counted here" not in page
