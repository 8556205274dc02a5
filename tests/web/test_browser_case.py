"""The journey to its end in a real browser: from what is wanted to a bounced contact and a drafted letter, by keyboard; and what it leaves behind."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from safeconduct.web.wording import TAGS, phrases_in
from vault.vaults import WORDS
from web.browsers import CHROMIUM, FLAGS, files_with, processes_of, served
from web.lived import CONTACTS_TEXT, VISIT, consents_of, vault_with
from web.test_browser import CANARY, MOST_BYTES, MOST_TABS, Reader, cache, choose, chromium

__all__ = ["cache", "chromium"]  # fixtures

pytestmark = pytest.mark.xdist_group("browser")  # one browser at a time

PATIENCE = 180_000  # milliseconds for the searches of a long case, on a machine that others use as well


class Writer(Reader):
    """A reader who also fills in forms, with the keyboard."""

    def write(self, name: str, text: str) -> None:
        self.tab_to(name)
        self.page.keyboard.type(text)

    def radio(self, group: str, value: str) -> None:
        """Go to a group of choices and down to one of them."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement.name") == group:
                break
        self.page.keyboard.press("Space")
        for _ in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no {value} among {group}")

    def select(self, name: str, value: str) -> None:
        self.tab_to(name)
        for key in ("ArrowUp", "ArrowDown"):
            for _ in range(500):
                before = self.page.evaluate("document.activeElement.value")
                if before == value:
                    return
                self.page.keyboard.press(key)
                if self.page.evaluate("document.activeElement.value") == before:
                    break
        raise AssertionError(f"no {value} in {name}")


@pytest.mark.parametrize(
    ("width", "scheme", "script"), [(320, "light", True), (1280, "dark", True), (320, "light", False)]
)
@pytest.mark.parametrize("lang", TAGS)
def test_the_journey_to_a_bounced_contact_and_a_letter(chromium, cache, lang, width, scheme, script):
    with served(cache, "--lang", lang) as address:
        browser = chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, color_scheme=scheme
        )
        context.set_default_timeout(PATIENCE)
        reader = Writer(context.new_page(), lang, script)
        page, say = reader.page, reader.say
        page.goto(address)
        choose(reader, "see(*)")
        reader.press(say("continue"))
        choose(reader, "mother")
        reader.press(say("continue"))
        for _ in range(3):
            page.keyboard.press("Tab")
            first = page.locator("main input[name=choice]").first
            choose(reader, first.get_attribute("value"))
            reader.press(say("continue"))
        reader.press(say("to ways"))
        bounced_contact(reader)
        stalled = page.locator("article details[open] button").first.get_attribute("aria-label")
        assert stalled is not None
        reader.press(stalled)
        assert say("about open note") in page.inner_text("main"), (
            "the draft comes at once, with a bracket for its matter"
        )
        reader.look()
        reader.press(say("choose about"))
        reader.look()
        reader.select(say("about which"), VISIT)
        reader.press(say("show draft"))
        reader.look()
        consented_letter(reader)
        reader.press(say("leave"))
        assert page.url.endswith("/gone")
        page.go_back()
        assert page.inner_text("h1") == say("locked")
        browser.close()
    origin = address.split("/enter/")[0]
    assert all(url.startswith(f"{origin}/") for url in reader.asked)
    assert reader.faults == []
    assert {url: size for url, size in reader.sizes.items() if size > MOST_BYTES} == {}


def bounced_contact(reader: Writer) -> None:
    """Note that one office was called and said "not ours", and look at what is made of it."""
    page, say = reader.page, reader.say
    reader.press(say("to contacts"))
    reader.look()
    reader.press(say("add contact"))
    reader.look()
    reader.write(say("what you asked"), "the visit")
    reader.write(say("office name"), "Division A")
    reader.write(say("agency name"), "the ministry")
    reader.write(say("day"), page.evaluate("new Date(Date.now() - 864e5 * 40).toISOString().slice(0, 10)"))
    reader.radio("by", "call")
    reader.radio("answer", "disclaimer")
    reader.press(say("note it"))
    assert page.url.endswith("/contacts")
    assert "Division A" in page.inner_text("main")
    reader.look()


def consented_letter(reader: Writer) -> None:
    """Agree to one fact for the letter that is shown, take it out, and mark it as sent."""
    page, say = reader.page, reader.say
    closed = page.locator("details", has=page.locator('form[action="/consents"]')).locator("summary")
    name = closed.inner_text().strip()
    reader.tab_to(name)
    page.keyboard.press("Enter")
    fact = page.locator('form[action="/consents"] input[type=checkbox]').first
    choose(reader, fact.get_attribute("value"))
    reader.press(say("agree"))
    reader.look()
    reader.press(say("agree now"))
    assert page.url.endswith("/letter")
    assert say("facts in none") not in page.inner_text("main")
    reader.look()
    reader.tab_to(say("as docx"))
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert got.value.suggested_filename == "letter.docx"
    assert Path(got.value.path()).read_bytes()[:2] == b"PK"
    reader.press(say("to letters"))
    reader.look()
    sent = page.locator('form[action="/sent"] button').first.get_attribute("aria-label")
    assert sent is not None
    reader.press(sent)
    assert say("note sending") in page.inner_text("main")
    reader.look()
    reader.press(say("to consents"))
    reader.look()
    reader.press(say("to log"))
    reader.look()


@pytest.mark.parametrize("lang", TAGS)
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_a_case_with_a_long_story(chromium, cache, tmp_path, lang, width):
    """Circles, clocks and a plan; with colours of the system's own, and on paper."""
    file = vault_with(tmp_path / "K-07.scase", consents=consents_of("home(KR)"))
    with served(cache, "--vault", str(file), "--lang", lang) as address:
        browser = chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        context = browser.new_context(viewport={"width": width, "height": 800}, forced_colors="active")
        context.set_default_timeout(PATIENCE)
        reader = Writer(context.new_page(), lang, True)
        page, say, origin = reader.page, reader.say, address.split("/enter/")[0]
        page.goto(address)
        unlock(reader)
        for place in (
            "/contacts",
            "/contact",
            "/matter/2",
            "/plan",
            "/letters",
            "/consents",
            "/log",
            "/receipt",
            "/shared",
        ):
            page.goto(origin + place)
            assert page.locator("h1").count() == 1
            reader.look()
        page.goto(origin + "/letters")
        page.locator("input[value=application]").check()
        page.select_option("#about", VISIT)
        page.get_by_role("button", name=say("show draft")).click()
        reader.look()
        page.goto(origin + "/contacts")
        page.locator("form[action='/correct'] button").first.click()
        reader.look()
        page.goto(origin + "/receipt")
        page.emulate_media(media="print")
        assert page.locator(".receipt").is_visible()
        assert not page.get_by_role("button", name=say("leave")).is_visible()
        browser.close()
    assert all(url.startswith(f"{origin}/") for url in reader.asked)
    assert {url: size for url, size in reader.sizes.items() if size > MOST_BYTES} == {}


def unlock(reader: Writer) -> None:
    reader.page.fill("#name", "me")
    reader.page.fill("#passphrase", WORDS)
    reader.page.get_by_role("button", name=reader.say("unlock")).click()


@pytest.mark.parametrize("end", ["closed", "killed"])
def test_of_all_that_was_typed_and_taken_out_only_the_file_itself_is_left(chromium, cache, tmp_path, end):
    """Property 36 for the forms of a case: the profile holds no word, and outside of it lies the letter that was asked for."""
    contacts = CONTACTS_TEXT.replace("어머니 방문 승인", f"{CANARY}승인").replace(
        "leave to visit", f"{CANARY} leave to visit"
    )
    file = vault_with(tmp_path / "K-07.scase", contacts=contacts, consents=consents_of("home(KR)"))
    profile, downloads = tmp_path / "profile", tmp_path / "downloads"
    say = phrases_in("en")
    with served(cache, "--vault", str(file), "--lang", "en") as address:
        context = chromium.launch_persistent_context(
            str(profile), executable_path=CHROMIUM, headless=True, args=FLAGS, downloads_path=str(downloads)
        )
        context.set_default_timeout(PATIENCE)
        page, origin = context.new_page(), address.split("/enter/")[0]
        page.goto(address)
        unlock(Writer(page, "en", True))
        page.goto(origin + "/contacts")
        assert CANARY in page.content()
        page.goto(origin + "/contact")
        page.fill("#matter_new", CANARY)
        page.fill("#officer", CANARY)
        page.get_by_role("button", name=say("note it")).click()
        assert page.input_value("#officer") == CANARY
        page.goto(origin + "/letters")
        page.locator("input[value=application]").check()
        page.select_option("#about", VISIT)
        page.get_by_role("button", name=say("show draft")).click()
        with page.expect_download() as got:
            page.get_by_role("button", name=say("as txt")).first.click()
        taken = Path(got.value.path()).read_bytes()
        page.wait_for_timeout(500)
        if end == "killed":
            end_at_once(profile)
        with suppress(Exception):
            context.close()
    assert "대한민국에 주소가 있다" in taken.decode()
    for word in (CANARY, "대한민국에 주소가 있다", "north-visit", "K-07"):
        assert files_with(profile, word) == [], word


def end_at_once(profile: Path) -> None:
    for process in processes_of(profile):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
