"""The log, the receipt and what is shared; and what each role gets of every page (property 33)."""

import re
from html import unescape

import pytest

from safeconduct.vault.chain import receipt_from
from safeconduct.vault.membership import admit
from safeconduct.vault.model import Act, Compartment, Role
from safeconduct.web.app import PATHS, Needs
from safeconduct.web.wording import PHRASES
from vault.vaults import AT, closed, reopened
from web.lived import CONTACTS_TEXT, READERS, TEXT, VISIT, in_memory, opened, vault_with
from web.sites import OWN, Site, named
from web.test_pages import CANARY

pytestmark = pytest.mark.usefixtures("cheap")

WORDS = "other words altogether"
NOTE = f"a note for the interpreter {CANARY}"


@pytest.fixture
def file(tmp_path):
    """A vault with a case, a shared note, and a member of every role."""
    path = vault_with(tmp_path / "K-07.scase")
    vault = reopened(path)
    vault.add("note", NOTE.encode(), AT, compartment=Compartment.SHARED)
    for role in Role:
        if role not in (Role.RECOVERY, Role.PERSON):
            admit(vault, str(role), role, WORDS, AT)
    closed(vault)
    return path


def as_role(file, role: Role) -> Site:
    return opened(file) if role == Role.PERSON else opened(file, name=str(role), words=WORDS)


def expected(role: Role, needs: Needs, path: str) -> set[int]:
    """Return what a path may answer to a role: a page, a way on, or that this role does not read it."""
    if needs is Needs.CASE and role not in READERS:
        return {403}
    if path == "/shared" and role == Role.AUDITOR:
        return {403}
    return {200, 303, 404}


NAMES = ("1A", "A", "1", "99")  # one of each kind that pages have, and one that none has
ROLES = (Role.PERSON, Role.CASEWORKER, Role.SUPERVISOR, Role.INTERPRETER, Role.AUDITOR)


@pytest.mark.parametrize("role", ROLES)
def test_every_path_answers_a_role_with_what_its_keys_read(file, role):
    """Whatever is asked for, and whether it is there or not."""
    site = as_role(file, role)
    assert site.desk.role == role
    canaries = [line for line in (*TEXT.splitlines(), *CONTACTS_TEXT.splitlines()) if "en:" in line]
    told = {found for line in canaries for found in re.findall(r"en: ([^,}]{12,})", line)}
    assert told
    for path in PATHS:
        if path.needs not in (Needs.VAULT, Needs.CASE):
            continue
        for name in NAMES if role == Role.CASEWORKER else NAMES[:1]:
            place = path.path.replace("{named}", name)
            data = {"data": {"token": site.session.token}} if path.method == "POST" else {}
            answer = site.visitor.request(path.method, place, headers=OWN, **data)
            assert answer.status_code in expected(role, path.needs, path.path), place
            if role not in READERS:
                page = unescape(answer.text)
                assert not [one for one in told if one in page], place
            if "{named}" not in path.path:
                break


@pytest.mark.parametrize("role", [Role.INTERPRETER, Role.AUDITOR])
def test_who_does_not_read_the_case_is_led_to_the_log_and_told_so(file, role):
    site = as_role(file, role)
    assert site.get("/").headers["location"] == "/log"
    page = unescape(site.get("/log").text)
    assert PHRASES["reads shared" if role == Role.INTERPRETER else "reads log"][0] in page
    assert 'href="/facts"' not in page
    refused = site.get("/facts")
    assert refused.status_code == 403 and PHRASES["not yours"][0] in refused.text
    before = len(site.desk.log().records)
    site.post("/contact", day="2026-11-20")
    assert len(site.desk.log().records) == before, "what is refused leaves nothing behind"
    assert site.post("/lock").status_code == 303


def test_the_interpreter_reads_what_is_shared_as_text_and_that_is_on_record(file):
    site = as_role(file, Role.INTERPRETER)
    before = len(site.desk.log().records)
    page = site.get("/shared").text
    assert NOTE in unescape(page) and "<script" not in page
    assert len(site.desk.log().records) == before + 1
    assert as_role_after(site, file, Role.AUDITOR).get("/shared").status_code == 403


def as_role_after(site: Site, file, role: Role) -> Site:
    site.post("/lock")
    return as_role(file, role)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_log_says_who_did_what_and_nothing_of_the_case(file, lang):
    site = opened(file, lang)
    log = site.desk.log()
    page = unescape(site.get("/log").text)
    column = ("en", "ko").index(lang)
    assert f"{len(log.records)}" in page
    for role in ROLES:
        assert PHRASES[f"role {role}"][column] in page
    for record in log.records[-5:]:
        assert record.writer.hex() in page
    assert NOTE not in page and "former" not in page


def test_the_log_says_what_was_added_to_who_may_read_it_and_to_nobody_else(file):
    site = opened(file)
    site.post("/letter", kind="application", about=VISIT)
    site.post("/download", form="txt")
    page = unescape(site.get("/log").text)
    for kind in ("entry case", "entry contacts", "entry letter", "entry member"):
        assert f"({PHRASES[kind][0]})" in page
    assert "(note)" in page
    viewed = sum(one.act == Act.VIEWED for one in site.desk.log().records)
    site.get("/log")
    assert sum(one.act == Act.VIEWED for one in site.desk.log().records) == viewed, "nothing is read for it"
    for role in (Role.INTERPRETER, Role.AUDITOR):
        site = as_role_after(site, file, role)
        page = unescape(site.get("/log").text)
        assert PHRASES["act added"][0] in page and f"({PHRASES['entry contacts'][0]})" not in page
    site = as_role_after(site, file, Role.INTERPRETER)
    site.get("/shared")
    page = unescape(site.get("/log").text)
    assert "(note)" in page and f"({PHRASES['entry contacts'][0]})" not in page


def test_an_entry_of_several_records_is_one_line(file):
    site = opened(file)
    begun = sum(
        1
        for before, one in zip((None, *site.desk.log().records), site.desk.log().records, strict=False)
        if before is None or not before.further
    )
    page = site.get("/log").text
    assert page.count('<li value="') == begun < len(site.desk.log().records)


def test_a_long_log_is_read_page_by_page(file):
    vault = reopened(file)
    for _ in range(130):
        vault.add("note", b"x", AT)
    closed(vault)
    site = opened(file)
    newest, older = site.get("/log").text, site.get("/log/1").text
    assert PHRASES["older"][0] in newest and PHRASES["newer"][0] in older
    assert "made the vault" in unescape(older) and "made the vault" not in unescape(newest)
    assert len(newest.encode()) <= 60_000
    for odd in ("x", "999999", "99", "A"):
        assert site.get(f"/log/{odd}").status_code == 200


def test_the_receipt_is_borne_out_by_the_vault(file):
    site = opened(file)
    page = site.get("/receipt").text
    found = re.search(r'class="receipt">([^<]+)<', page)
    assert found
    site.post("/lock")
    vault = reopened(file)
    assert vault.bears_out(receipt_from(found[1]))
    closed(vault)


def test_in_memory_there_is_no_log_and_it_is_said():
    site = in_memory()
    assert PHRASES["log nowhere"][0] in unescape(site.get("/log").text)
    assert site.get("/receipt").headers["location"] == "/log"
    assert PHRASES["shared none"][0] in unescape(site.get("/shared").text)


def test_what_a_caseworker_writes_is_signed_by_them(file):
    site = as_role(file, Role.CASEWORKER)
    site.post("/wishes", wish="bogus")
    assert site.get("/contacts").status_code == 200
    site.post("/correct", number="0")
    fields = {name: values[0] for name, values in site.desk.typed.items()}
    site.post("/contact", **{**fields, "stamp": str(site.desk.kept.contacts.number), "officer": "somebody"})
    me = site.desk.log().me
    assert site.desk.log().records[-1].writer == me
    assert site.desk.keeping.role == Role.CASEWORKER


def test_every_path_of_a_vault_is_named_in_the_table():
    assert {named(one.path) for one in PATHS if one.needs is Needs.VAULT} == {
        "/",
        "/log",
        "/log/A",
        "/receipt",
        "/shared",
    }
