"""A form that came from a page of before: which one it was is said, nothing of it is taken in or shown, and the page leads back to it."""

from html import unescape

import pytest

from safeconduct.web.app import PATHS, Needs
from safeconduct.web.stale import STANDS_ON
from safeconduct.web.wording import TAGS, phrases_in
from vault.vaults import WORDS
from web.lived import NOTED, in_memory, opened, vault_with


def test_every_form_of_a_case_has_a_page_on_which_it_stands():
    forms = {one.path for one in PATHS if one.method == "POST" and one.needs is Needs.CASE}
    pages = {one.path for one in PATHS if one.method == "GET"}
    assert set(STANDS_ON) == forms
    assert {place for place, _ in STANDS_ON.values()} <= pages


@pytest.mark.parametrize("lang", TAGS)
def test_the_form_is_named_and_led_back_to(lang):
    site, say = in_memory(lang), phrases_in(lang)
    answer = site.post("/contact", **{**NOTED, "officer": "CANARY", "token": "of yesterday"})
    page = unescape(answer.text)
    assert answer.status_code == 403
    assert say("stale form which", form=say("add contact")) in page and 'href="/contact"' in page
    assert "CANARY" not in page and site.desk.kept.contacts is None


@pytest.mark.usefixtures("cheap")
def test_a_form_of_before_the_unlocking_leads_back_to_it(tmp_path):
    site = opened(vault_with(tmp_path / "K-07.scase"))
    old = site.session.token
    site.post("/lock")
    site.post("/unlock", name="me", passphrase=WORDS)
    page = unescape(site.post("/withdraw", token=old).text)
    assert "What you sent from “Consents” was not taken in" in page and 'href="/consents"' in page


def test_what_is_no_form_of_a_case_leads_on_as_before():
    page = in_memory().post("/language", token="of yesterday").text
    assert "Nothing was changed." in page and 'href="/"' in page
