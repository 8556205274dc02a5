"""The pages about letters and consents: nothing leaves without consent, and what left is on record (property 42 through the pages)."""

import io
import re
import zipfile
from datetime import date
from hashlib import sha256
from html import unescape

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.stories import law
from korean_font import needs_korean_font
from safeconduct.kept.from_entries import consents_in, draft_of
from safeconduct.kept.model import CONSENTS, CONTACTS, LETTER, Letter
from safeconduct.letters.model import Kind
from safeconduct.person.statements import bare, written
from safeconduct.web.keeping import Nowhere
from safeconduct.web.letters import Out
from safeconduct.web.visit import templates
from safeconduct.web.wording import PHRASES, phrases_in
from trying import examples
from vault.vaults import AT, closed, reopened
from web.lived import CASES, DAY, HOME, MINISTER, VISIT, consents_of, entries, in_memory, opened, vault_with
from web.sites import Site
from web.test_contacts import history_of, note

pytestmark = pytest.mark.usefixtures("cheap")

NORTH = "relative_in(mother,KP)"
FORMS = ("txt", "docx", "pdf")
SENTENCE = "대한민국에 주소가 있다"  # what HOME is in a letter


@pytest.fixture(scope="module")
def shared_site():
    """One site for tests that only look: working out what a letter can be about takes its time."""
    return in_memory()


def look_at(site: Site, kind: str = "application", about: str = VISIT, **fields: object):
    return site.post("/letter", kind=kind, about=about, **fields)


def give(site: Site, *facts: str, to: str = MINISTER, matter: str = VISIT, until: str = "2027-05-01"):
    return site.post("/consents", fact=list(facts), to=to, matter=matter, until=until)


def letters_in(site: Site) -> tuple[Letter, ...]:
    return site.desk.kept.letters


def text_in(content: bytes, form: str) -> str:
    if form == "txt":
        return content.decode()
    if form == "docx":
        return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    pypdf = pytest.importorskip("pypdf")
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


# --- choosing and looking ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_kind_of_letter_has_a_page_or_says_that_the_law_has_none(lang):
    site = in_memory(lang)
    column = ("en", "ko").index(lang)
    made = 0
    for kind in Kind:
        assert look_at(site, kind).headers["location"] == "/letter"
        answer = site.get("/letter")
        page = unescape(answer.text)
        assert "http" not in page and len(answer.content) <= 60_000
        if answer.status_code == 409:
            assert PHRASES["no letter"][column] in page
        else:
            made += 1
            assert PHRASES[f"kind {kind}"][column] in page and 'lang="ko"' in page
            assert ('class="said"' in page) == (lang == "en")
    assert made >= 6


@pytest.mark.parametrize("fields", [{"kind": "bogus"}, {"about": "bogus"}, {"about": ""}, {"kind": ""}])
def test_what_was_not_offered_is_asked_for_again(fields):
    site = in_memory()
    assert look_at(site, **fields).headers["location"] == "/letters"
    assert PHRASES["choose letter"][0] in site.get("/letters").text
    assert site.post("/download", form="txt").status_code == 303


def test_the_procedure_chosen_for_one_letter_does_not_stand_in_the_way_of_another():
    site = in_memory()
    look_at(site, by=VISIT)
    page = site.get("/letters").text
    was = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("by", "by_kind", "by_about")}
    assert was["by"] == VISIT
    look_at(site, kind="information-request", about="kr.information-request", **was)
    assert site.desk.letter.by is None
    look_at(site, **was)
    assert site.desk.letter.by == VISIT


def test_what_is_on_the_ways_is_offered_first():
    site = in_memory()
    assert PHRASES["on your ways"][0] not in site.get("/letters").text
    site.get("/ways")
    page = site.get("/letters").text
    assert 0 < page.index(PHRASES["on your ways"][0]) < page.index(PHRASES["everything else"][0])


def test_what_was_refused_is_offered_as_under_way():
    page = refused_site().get("/letters").text
    assert 0 < page.index('value="kr.contact-report(mother)"') < page.index(PHRASES["open today"][0])


def test_a_letter_that_cannot_be_read_is_told_and_the_pages_open(tmp_path):
    file = vault_with(tmp_path / "K-07.scase")
    vault = reopened(file)
    vault.add(LETTER, b"anything", AT)
    closed(vault)
    site = opened(file)
    for at in ("/letters", "/consents"):
        assert "cannot be read as letters" in site.get(at).text


def test_without_a_chosen_letter_there_is_none(shared_site):
    assert shared_site.get("/letter").headers["location"] == "/letters"
    assert shared_site.post("/download", form="txt").headers["location"] == "/letters"


# --- the gate ---------------------------------------------------------------------------------------------------------


def test_nothing_stands_in_a_letter_until_it_is_agreed():
    site = in_memory()
    look_at(site)
    page = unescape(site.get("/letter").text)
    assert PHRASES["facts in none"][0] in page
    assert SENTENCE not in page
    assert give(site, HOME).headers["location"] == "/letter"
    page = unescape(site.get("/letter").text)
    assert SENTENCE in page
    assert PHRASES["facts in none"][0] not in page and "1 May 2027" in page


def test_a_fact_without_consent_is_refused_by_name_and_leads_to_the_consents():
    site = in_memory()
    give(site, HOME)
    look_at(site, how="facts", fact=[HOME, NORTH])
    answer = site.get("/letter")
    assert answer.status_code == 409
    assert 'name="fact" value="relative_in(mother,KP)"' in answer.text and f'value="{HOME}"' not in answer.text
    assert SENTENCE not in answer.text
    assert site.post("/download", form="txt").headers["location"] == "/letter" and not letters_in(site)
    site.post("/consents", how="look", fact=[NORTH], to=MINISTER, matter=VISIT)
    page = site.get("/consents").text
    assert f'value="{NORTH}" checked' in page
    assert f'value="{MINISTER}" selected' in page and f'value="{VISIT}" selected' in page


def test_facts_can_be_left_out_although_they_are_agreed():
    site = in_memory()
    give(site, HOME, NORTH)
    look_at(site, how="facts", fact=[NORTH])
    assert SENTENCE not in site.get("/letter").text
    look_at(site, how="facts")
    assert PHRASES["facts in none"][0] in unescape(site.get("/letter").text)


def facts_of(site: Site) -> list[str]:
    return [bare(written(one.fact)) for one in site.desk.course.person.statements]


KNOWN = st.lists(st.sampled_from(facts_of(in_memory())), max_size=4, unique=True)


@given(under=KNOWN, wanted=KNOWN, form=st.sampled_from(("txt", "docx")))
@settings(max_examples=examples(25), deadline=None)
def test_no_bytes_leave_with_a_fact_that_is_not_agreed(under, wanted, form):
    site = in_memory()
    give(site, *under)
    look_at(site, how="facts", fact=wanted)
    answer = site.post("/download", form=form)
    if answer.status_code == 200:
        assert set(wanted) <= set(under)
        assert letters_in(site)[-1].export.facts == tuple(wanted)
        assert letters_in(site)[-1].export.fingerprint == sha256(answer.content).hexdigest()
    else:
        assert not letters_in(site)


@pytest.mark.parametrize(
    ("to", "matter", "until"),
    [
        ("kr.minister-of-justice", VISIT, "2027-05-01"),
        (MINISTER, "kr.information-request", "2027-05-01"),
        (MINISTER, VISIT, "2026-11-25"),
        (MINISTER, VISIT, "someday"),
        ("bogus", VISIT, "2027-05-01"),
        (MINISTER, "bogus", "2027-05-01"),
    ],
)
def test_a_consent_opens_this_letter_only_if_it_is_for_it(to, matter, until):
    site = in_memory()
    give(site, HOME, to=to, matter=matter, until=until)
    look_at(site)
    assert SENTENCE not in site.get("/letter").text


# --- out of the case --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [*FORMS[:-1], pytest.param(FORMS[-1], marks=needs_korean_font)])
def test_a_draft_is_given_out_under_a_neutral_name_and_put_on_record(tmp_path, form):
    file = vault_with(tmp_path / "K-07.scase", consents=consents_of(HOME))
    site = opened(file)
    look_at(site)
    answer = site.post("/download", form=form)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="letter.{form}"'
    assert answer.headers["cache-control"] == "no-store"
    assert "방문승인" in text_in(answer.content, form).replace(" ", "")
    site.post("/lock")
    (kept,) = (msgspec.json.decode(one, type=Letter) for one in entries(file, LETTER))
    assert (kept.state, kept.form, kept.export.day, kept.export.facts) == ("drafted", form, DAY, (HOME,))
    assert kept.export.fingerprint == sha256(answer.content).hexdigest()
    assert [one.facts for one in kept.consents] == [(HOME,)]
    assert opened(file).desk.kept.letters == (kept,)


def test_the_same_letter_has_the_same_bytes(tmp_path):
    site = in_memory()
    look_at(site)
    for form in FORMS:
        assert site.post("/download", form=form).content == site.post("/download", form=form).content


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_korean_alone_is_given_out_to_be_handed_in(lang):
    site, korean = in_memory(lang), in_memory("ko")
    look_at(site)
    look_at(korean)
    page = site.get("/letter").text
    assert page.count('name="alone" value="yes"') == 1 and page.count('action="/download"') == 2
    assert korean.get("/letter").text.count('action="/download"') == 1, "there the one is the other"
    alone = korean.post("/download", form="txt").content
    assert site.post("/download", form="txt", alone="yes").content == alone
    assert site.post("/download", form="txt").content != alone


@pytest.mark.parametrize("form", ["", "exe", "../x"])
def test_another_form_gives_nothing_out(form):
    site = in_memory()
    look_at(site)
    assert site.post("/download", form=form).headers["location"] == "/letters"
    assert letters_in(site) == ()


def test_marking_as_sent_is_put_on_record_and_offers_the_contact():
    site = in_memory()
    look_at(site)
    site.post("/download", form="txt")
    assert PHRASES["mark sent"][0] in site.get("/letters").text
    assert site.post("/sent", number="0").headers["location"] == "/contact"
    page = unescape(site.get("/contact").text)
    assert PHRASES["note sending"][0] in page and PHRASES["problem"][0] not in page and 'role="status"' in page
    assert 'name="unit_new"' in page and 'value="The Minister of Unification"' in page
    assert f'value="procedure:{VISIT}" selected' in page and f'value="{DAY}"' in page
    assert [one.state for one in letters_in(site)] == ["drafted", "sent"]
    assert PHRASES["mark sent"][0] not in site.get("/letters").text
    note(site, kind=f"procedure:{VISIT}", matter_new="x", filed="yes", days="7", day=str(DAY))
    assert next(iter(history_of(site).matters.values())).procedure == VISIT
    assert site.post("/sent", number="1").headers["location"] == "/letters"


@pytest.mark.parametrize("number", ["", "0", "9999", "x"])
def test_what_never_left_cannot_be_sent(shared_site, number):
    assert shared_site.post("/sent", number=number).headers["location"] == "/letters"
    assert letters_in(shared_site) == ()


# --- consents ---------------------------------------------------------------------------------------------------------


def test_withdrawing_stops_the_next_letter_and_lists_the_past_ones(tmp_path):
    file = vault_with(tmp_path / "K-07.scase", consents=consents_of(HOME))
    site = opened(file)
    look_at(site)
    site.post("/download", form="txt")
    assert PHRASES["already out"][0] in site.get("/consents").text
    site.post("/withdraw", number="0")
    page = unescape(site.get("/consents").text)
    assert "withdrawn on" in page and PHRASES["already out"][0] in page and 'action="/withdraw"' not in page
    look_at(site, how="facts", fact=[HOME])
    assert site.get("/letter").status_code == 409
    site.post("/lock")
    again = opened(file)
    (consent,) = consents_in(again.desk.kept, again.desk.course.person, law())
    assert consent.withdrawn == DAY
    assert "withdrawn on" in again.get("/consents").text


@pytest.mark.parametrize("number", ["", "0", "x", "-1"])
def test_what_was_not_agreed_cannot_be_withdrawn(shared_site, number):
    assert shared_site.post("/withdraw", number=number).headers["location"] == "/consents"
    assert shared_site.desk.kept.consents is None


def addressees_on(page: str) -> list[list[str]]:
    """Return the authorities that a form offers, by group."""
    groups = page.partition('<select id="to"')[2].partition("</select>")[0].split("<optgroup")[1:]
    return [re.findall(r'<option value="([^"]*)"', group) for group in groups]


def test_to_whom_the_letters_of_the_noted_matters_go_comes_first_and_none_that_is_over(tmp_path):
    near, others = addressees_on(opened(vault_with(tmp_path / "K-07.scase")).get("/consents").text)
    assert MINISTER in near and len(near) < 8 < len(others)
    assert not set(near) & set(others) and "kr.human-rights-commission" in others
    assert "kr.mou-unification-policy-office" not in (*near, *others), "it received until it was abolished"
    assert "kr.mou-unification-policy-office" in law().authorities


def test_to_whom_the_letter_that_is_looked_at_goes_comes_first():
    site = in_memory()
    assert len(addressees_on(site.get("/consents").text)) == 1
    site.post("/letter", kind="application", about=VISIT)
    near, _ = addressees_on(site.get("/consents").text)
    assert MINISTER in near
    site.post("/consents", how="look", fact=[HOME], to="kr.human-rights-commission", matter=VISIT)
    page = site.get("/consents").text
    assert (
        "kr.human-rights-commission" in addressees_on(page)[0]
        and '<option value="kr.human-rights-commission" selected' in page
    )


def test_a_consent_without_facts_or_with_a_day_that_is_over_is_not_taken():
    site = in_memory()
    for fields in ({"fact": []}, {"fact": ["bogus"]}, {"until": "2026-11-25"}, {"until": "2026"}):
        site.post("/consents", **{"fact": [HOME], "to": MINISTER, "matter": VISIT, "until": "2027-05-01", **fields})
        assert PHRASES["not agreed"][0] in site.get("/consents").text
    assert site.desk.kept.consents is None


def test_consents_that_cannot_be_used_count_as_none(tmp_path):
    text = consents_of(HOME).replace(MINISTER, "kr.minster")
    site = opened(vault_with(tmp_path / "K-07.scase", consents=text))
    page = unescape(site.get("/consents").text)
    assert PHRASES["unusable"][0] in page and "'kr.minster'" in page
    look_at(site)
    assert SENTENCE not in site.get("/letter").text
    kept = site.desk.kept
    give(site, HOME)
    assert site.desk.kept is kept


def refused_site() -> Site:
    site = Site(Nowhere(law(), draft_of((CASES / "contact-refused.yaml").read_text(), law()))).enter()
    site.today = DAY
    return site


def test_a_consent_to_tell_what_was_refused_is_kept_read_and_used():
    site, report = refused_site(), "kr.contact-report(mother)"
    assert 'value="refused(kr.contact-report,mother)"' in site.get("/consents").text
    give(site, "refused(kr.contact-report,mother)", matter=report)
    assert not site.desk.papers().unusable
    assert "with your consent: the Minister of Unification" in unescape(site.get("/facts").text)
    look_at(site, about=report)
    page = unescape(site.get("/letter").text)
    assert PHRASES["facts in none"][0] not in page
    site.post("/download", form="txt")
    assert letters_in(site)[-1].export.facts == ("refused(kr.contact-report,mother)",)


@pytest.mark.parametrize("readable", [True, False])
def test_consents_that_cannot_be_read_are_put_right_and_nothing_is_erased(tmp_path, readable):
    bad = consents_of(HOME).replace(MINISTER, "kr.minster")
    file = vault_with(tmp_path / "K-07.scase", consents=consents_of(NORTH) if readable else "")
    vault = reopened(file)
    vault.add(CONSENTS, bad.encode(), AT)
    closed(vault)
    site = opened(file)
    assert 'action="/restore"' in site.get("/consents").text
    assert site.post("/restore", kind="consents").headers["location"] == "/consents"
    page = unescape(site.get("/consents").text)
    assert "Nothing was erased." in page and PHRASES["unusable"][0] not in page and 'role="status"' in page
    assert [one.facts for one in site.desk.papers().consents] == ([(NORTH,)] if readable else [])
    give(site, HOME)
    assert site.desk.papers().consents[-1].facts == (HOME,)
    site.post("/lock")
    assert bad.encode() in entries(file, CONSENTS)


def test_contacts_that_cannot_be_read_are_put_right(tmp_path):
    file = vault_with(tmp_path / "K-07.scase")
    vault = reopened(file)
    vault.add(CONTACTS, b"contacts of: somebody", AT)
    closed(vault)
    site = opened(file)
    assert PHRASES["unusable"][0] in site.get("/contacts").text
    site.post("/restore", kind="contacts")
    assert len(history_of(site).contacts) > 1 and not site.desk.papers().unusable


@pytest.mark.parametrize("kind", ["consents", "contacts", "case", ""])
def test_what_can_be_read_is_not_put_back(shared_site, kind):
    kept = shared_site.desk.kept
    assert shared_site.post("/restore", kind=kind).status_code == 303
    assert shared_site.desk.kept is kept


def test_the_day_of_a_consent_is_today_whatever_day_the_case_asks_about():
    site = in_memory()
    give(site, HOME, until="2026-12-01")
    look_at(site)
    assert SENTENCE in site.get("/letter").text
    site.today = date(2026, 12, 2)
    assert SENTENCE not in site.get("/letter").text


# --- the calendar -----------------------------------------------------------------------------------------------------


def test_the_calendar_says_nothing_but_days(tmp_path):
    site = opened(vault_with(tmp_path / "K-07.scase"))
    answer = site.post("/calendar", case="k-7")
    assert answer.headers["content-disposition"] == 'attachment; filename="calendar.ics"'
    text = answer.content.decode()
    summaries = [line.removeprefix("SUMMARY:") for line in text.splitlines() if line.startswith("SUMMARY")]
    assert summaries and set(summaries) <= {"K-7: reply due", "K-7: last day", "K-7: to be done by today"}
    assert "Unification" not in text and "mother" not in text
    due = {f"{one.day:%Y%m%d}" for one in site.desk.papers().now.report.due if one.day}
    assert due == {line[-8:] for line in text.splitlines() if line.startswith("DTSTART")}


@pytest.mark.parametrize("case", ["", "Mother", "K-", "KR-7", "K-7\nX:y"])
def test_a_case_is_called_by_a_letter_and_digits_or_there_is_no_calendar(tmp_path, case):
    site = opened(vault_with(tmp_path / "K-07.scase"))
    assert site.post("/calendar", case=case).headers["location"] == "/contacts"
    assert PHRASES["no days"][0] in unescape(site.get("/contacts").text)


def test_a_way_has_a_calendar_of_its_own():
    site = in_memory()
    page = site.get("/way/1A")
    assert page.status_code == 200 and 'action="/calendar"' in page.text
    answer = site.post("/calendar", case="K-7", way="1A")
    assert answer.status_code == 200 and b"SUMMARY:K-7: " in answer.content
    assert site.post("/calendar", case="mother", way="1A").headers["location"] == "/way/1A"


def test_each_fact_says_who_may_be_told_it_and_that_all_else_stays():
    site = in_memory()
    stays = PHRASES["not shared"][0]
    before = site.get("/facts").text
    assert give(site, HOME).status_code == 303
    after = unescape(site.get("/facts").text)
    assert before.count(stays) == after.count(stays) + 1
    assert "with your consent: the Minister of Unification" in after
    assert site.post("/withdraw", number="0").status_code == 303
    assert site.get("/facts").text.count(stays) == before.count(stays)


def test_what_a_letter_took_with_it_is_counted_in_words_that_fit_one():
    say, parts = phrases_in("en"), templates().get_template("parts.html").module
    macros = templates().get_template("papers.html").make_module({"case_number": "K-07"})

    def line(facts: int) -> str:
        return macros.out(Out(0, "Objection", "a visit", "the office", "today", facts, "txt", False), say, "", parts)

    assert "· 1 fact ·" in line(1) and "· 2 facts ·" in line(2)


@pytest.mark.parametrize("number", ["K-07", ""])
def test_the_calendar_calls_a_case_as_the_office_does(number):
    parts = templates().get_template("parts.html").module
    macros = templates().get_template("papers.html").make_module({"case_number": number})
    assert f'name="case" type="text" autocomplete="off" spellcheck="false" maxlength="300" value="{number}"' in str(
        macros.calendar(phrases_in("en"), "", parts, ())
    )


def test_what_stays_in_the_case_and_how_a_case_file_is_changed_is_said(tmp_path):
    page = unescape(opened(vault_with(tmp_path / "K-07.scase")).get("/facts").text)
    assert PHRASES["not shared note"][0] in page and PHRASES["on file how"][0] in page
    assert PHRASES["on file how"][0] not in unescape(in_memory().get("/facts").text)
