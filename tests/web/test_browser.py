"""The journey in a real browser: by keyboard, without script, in each language, on a narrow and a wide screen; and what it leaves behind."""

import http.server
import os
import signal
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from safeconduct.web.wording import TAGS, phrases_in
from web.browsers import CHROMIUM, FLAGS, files_with, must_be_here, processes_of, served

pytestmark = pytest.mark.xdist_group("browser")  # one browser at a time

MOST_TABS = 200
MOST_BYTES = 60_000
CANARY = "zqxcanaryjv"

CASE = f"""case: x
as of: 2024-05-03
people:
  mother: {{en: "{CANARY} mother", ko: "{CANARY} 어머니"}}
facts:
  - fact: national(KR)
    value: true
    source: {{kind: person, en: "{CANARY} said", ko: "{CANARY} 말함"}}
  - fact: home(KR)
    value: true
  - fact: "relative_in(mother, KP)"
    value: true
  - fact: parent(mother)
    value: true
wishes:
  - reach(mother)
  - live_in(KP)
"""


@pytest.fixture(scope="module")
def chromium():
    must_be_here()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """Where the programs of all tests keep the law they have read."""
    return tmp_path_factory.mktemp("cache")


class Reader:
    """Somebody with a keyboard. What is asked for over the network, and how long each page is, is noted."""

    def __init__(self, page, lang: str, script: bool) -> None:
        self.script = script
        self.page, self.say = page, phrases_in(lang)
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.sizes: dict[str, int] = {}
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: self.faults.append(dialog.message))

    def tab_to(self, *names: str) -> None:
        """Press Tab until something of one of these names is in focus."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate(
                "(() => { const e = document.activeElement;"
                " return [e.getAttribute('aria-label') || '', (e.labels && e.labels[0] || e).innerText || ''] })()"
            )
            if any(name in (one.strip() for one in focused) for name in names):
                return
        raise AssertionError(f"no {names} to be reached with Tab on {self.page.url}")

    def press(self, name: str, key: str = "Enter") -> None:
        self.tab_to(name)
        if key == "Enter":
            with self.page.expect_navigation():
                self.page.keyboard.press(key)
        else:
            self.page.keyboard.press(key)

    def look(self) -> None:
        """Note what is wrong with the page as it stands."""
        from axe_playwright_python.sync_playwright import Axe

        page = self.page
        self.sizes[page.url] = len(page.content().encode())
        if self.script:  # axe itself is one
            found = Axe().run(page)
            assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} has to be scrolled sideways by {wide}"
        assert self.page.title() in (self.say("window"), self.say("calendar"))


@pytest.mark.parametrize(
    ("width", "scheme", "script"), [(320, "light", True), (1280, "dark", True), (320, "light", False)]
)
@pytest.mark.parametrize("lang", TAGS)
def test_the_whole_journey(chromium, cache, lang, width, scheme, script):
    """From what is wanted over the questions to one way, and out, with nothing but the keyboard; `script`: whether the browser would run any."""
    with served(cache, "--lang", lang) as address:
        browser = chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, color_scheme=scheme
        )
        reader = Reader(context.new_page(), lang, script)
        page, say = reader.page, reader.say
        page.goto(address)
        reader.look()
        choose(reader, "see(*)")
        reader.press(say("continue"))
        reader.look()
        choose(reader, "mother")
        reader.press(say("continue"))
        reader.look()
        for _ in range(3):
            reader.press(say("unknown"))
        reader.look()
        reader.press(say("to facts"))
        reader.look()
        reader.press(say("to ways"))
        reader.look()
        first = page.locator("article a.button").first.get_attribute("aria-label")
        assert first is not None
        reader.press(first)
        reader.look()
        assert page.locator("svg").count() == 1
        reader.press(say("leave"))
        reader.look()
        assert page.url.endswith("/gone")
        page.go_back()
        assert page.inner_text("h1") == say("locked")
        reader.look()
        browser.close()
    origin = address.split("/enter/")[0]
    assert all(url.startswith(f"{origin}/") for url in reader.asked)
    assert reader.faults == []
    assert {url: size for url, size in reader.sizes.items() if size > MOST_BYTES} == {}


@pytest.mark.parametrize("case", ["former-official", "stateless-in-seoul"])
@pytest.mark.parametrize("lang", TAGS)
def test_the_longest_answers_are_as_good_to_read(chromium, cache, lang, case):
    """Many ways to many wishes, and a wish without a way: on a narrow screen, with colours of the system's own, and on paper."""
    file = Path(__file__).parents[2] / "cases" / f"{case}.yaml"
    with served(cache, str(file), "--lang", lang) as address:
        browser = chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        context = browser.new_context(viewport={"width": 320, "height": 800}, forced_colors="active")
        reader = Reader(context.new_page(), lang, True)
        page, origin = reader.page, address.split("/enter/")[0]
        page.goto(address)
        letters = page.locator("article a.button").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert letters
        for place in ("/ways", *letters[:2], "/facts", "/ask"):
            page.goto(origin + place)
            reader.look()
        page.goto(origin + letters[0])
        page.emulate_media(media="print")
        assert not page.get_by_role("button", name=reader.say("leave")).is_visible()
        assert page.locator("details").first.evaluate(
            "one => one.scrollHeight > one.querySelector('summary').scrollHeight + 10"
        )
        browser.close()
    assert all(url.startswith(f"{origin}/") for url in reader.asked)
    assert {url: size for url, size in reader.sizes.items() if size > MOST_BYTES} == {}


def choose(reader: Reader, name: str) -> None:
    """Tick the box of this name with the keyboard."""
    for _ in range(MOST_TABS):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("document.activeElement.value") == name:
            reader.page.keyboard.press("Space")
            return
    raise AssertionError(f"no box {name}")


@pytest.mark.parametrize(("lang", "width"), [("en", 320), ("ko", 320), ("en", 1280)])
def test_two_ways_are_compared_with_the_keyboard_on_a_phone_and_in_print(chromium, cache, lang, width):
    case = Path(__file__).parents[2] / "cases/contact-refused.yaml"
    with served(cache, str(case), "--lang", lang) as address:
        browser = chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        reader = Reader(browser.new_context(viewport={"width": width, "height": 800}).new_page(), lang, script=True)
        page, say = reader.page, reader.say
        page.goto(address)
        page.goto(address.split("/enter/")[0] + "/ways")
        reader.look()
        for letter in ("1A", "1B"):
            choose(reader, letter)
        reader.press(say("compare two"))
        assert page.url.endswith("/compare")
        assert page.inner_text("h1") == say("side by side", one="1A", other="1B")
        assert page.locator("table.compare").count() == 2
        reader.look()
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 720, "height": 1000})  # a sheet of A4
        assert page.locator("header").is_hidden() and page.locator("table.compare").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 720
        browser.close()
    assert reader.faults == []
    assert {url: size for url, size in reader.sizes.items() if size > MOST_BYTES} == {}


@pytest.mark.parametrize("lang", TAGS)
def test_the_language_is_chosen_at_the_same_place(chromium, cache, tmp_path, lang):
    other = next(one for one in TAGS if one != lang)
    case = tmp_path / "case.yaml"
    case.write_text(CASE)
    with served(cache, str(case), "--lang", lang) as address:
        browser = chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(address)
        page.goto(address.split("/enter/")[0] + "/facts")
        page.locator(f'button[lang="{other}"]').click()
        assert page.url.endswith("/facts")
        assert page.locator("html").get_attribute("lang") == other
        browser.close()


@pytest.mark.parametrize("end", ["closed", "killed"])
def test_nothing_of_the_case_is_in_the_browsers_profile(chromium, cache, tmp_path, end):
    case = tmp_path / "case.yaml"
    case.write_text(CASE)
    profile = tmp_path / "profile"
    with served(cache, str(case), "--lang", "en") as address:
        context = chromium.launch_persistent_context(str(profile), executable_path=CHROMIUM, headless=True, args=FLAGS)
        page = context.new_page()
        page.goto(address)
        origin = address.split("/enter/")[0]
        for place in ("/facts", "/ways", "/ask"):
            page.goto(origin + place)
            if place == "/facts":
                assert CANARY in page.content()
        page.locator("input[type=text], input[type=radio], input[type=checkbox]").first.wait_for()
        typed = page.locator("#typed")
        if typed.count():
            typed.fill(CANARY)
            page.get_by_role("button", name="Continue").click()
        page.wait_for_timeout(500)
        if end == "killed":
            for process in processes_of(profile):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        with suppress(Exception):
            context.close()
    assert files_with(profile, CANARY) == []
    assert list(profile.rglob("*")), "there was a profile to look into"


def test_a_page_that_does_not_take_care_is_found_in_the_profile(chromium, tmp_path):
    """So the test before can fail: a page with a word in its title, which the browser may keep."""

    class Careless(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(f"<title>{CANARY}</title>".encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Careless)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    profile = tmp_path / "profile"
    context = chromium.launch_persistent_context(str(profile), executable_path=CHROMIUM, headless=True, args=FLAGS)
    context.new_page().goto(f"http://127.0.0.1:{server.server_port}/")
    context.close()
    server.shutdown()
    server.server_close()
    assert files_with(profile, CANARY)


def test_another_site_in_the_same_browser_can_do_nothing(chromium, cache, tmp_path):
    """A hostile page under a foreign name, and our own page under a foreign name that leads to this machine."""
    case = tmp_path / "case.yaml"
    case.write_text(CASE)
    with served(cache, str(case), "--lang", "en") as address:
        origin = address.split("/enter/")[0]
        port = origin.rsplit(":", 1)[1]
        rules = "--host-resolver-rules=MAP evil.test 127.0.0.1, MAP rebind.test 127.0.0.1"
        browser = chromium.launch(executable_path=CHROMIUM, headless=True, args=[*FLAGS, rules])
        context = browser.new_context()
        ours = context.new_page()
        ours.goto(address)
        rebound = context.new_page().goto(f"http://rebind.test:{port}/ways")
        assert rebound is not None and rebound.status == 421

        hostile = context.new_page()
        answers: list[int] = []
        hostile.on("response", lambda response: answers.append(response.status))
        hostile.route(
            "http://evil.test/",
            lambda route: route.fulfill(body=HOSTILE.format(origin=origin), content_type="text/html"),
        )
        hostile.goto("http://evil.test/")
        with suppress(Exception), hostile.expect_navigation(timeout=5_000):
            hostile.locator("button").click()
        assert 403 in answers and 303 not in answers
        assert ours.goto(f"{origin}/facts").status == 200, "it was not locked from outside"
        browser.close()


HOSTILE = '<form method="post" action="{origin}/lock"><input name="token" value="x"><button>go</button></form><img src="{origin}/ways">'
