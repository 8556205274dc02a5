"""A caseworker's day in a real browser, over TLS: by keyboard, in each language, on a narrow and a wide screen."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from office.offices import ORIGIN, WORDS, Place
from safeconduct.office.app import app_of
from safeconduct.office.serving import CONNECTIONS, KEEP_ALIVE
from safeconduct.office.wording import phrases_in
from safeconduct.web.serving import HERE, config_of
from safeconduct.web.wording import OF_LAW, TAGS
from web.browsers import CHROMIUM, FLAGS
from web.test_browser import MOST_BYTES, chromium
from web.test_browser_case import PATIENCE, Writer

__all__ = ["chromium"]  # fixture

pytestmark = pytest.mark.xdist_group("browser")  # one browser at a time

HOST = ORIGIN.removeprefix("https://")
SCREENS = [(320, "light"), (1280, "dark")]


@contextmanager
def over_tls(place: Place, folder: Path, lang: str) -> Iterator[int]:
    """Serve the application as a proxy would show it, in an office of this language, and give the port."""
    config = config_of(app_of(place.office._replace(lang=lang), ORIGIN), CONNECTIONS, KEEP_ALIVE)
    config.ssl_keyfile, config.ssl_certfile = certified(folder)
    server = uvicorn.Server(config)
    with socket.create_server((HERE, 0)) as listening:
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        running.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            running.join()


def certified(folder: Path) -> tuple[Path, Path]:
    """Return the files of a key and of a certificate that it gives itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    key_file, certificate_file = folder / "cases.key", folder / "cases.crt"
    pem = serialization.Encoding.PEM
    key_file.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    certificate_file.write_bytes(certificate.public_bytes(pem))
    return key_file, certificate_file


@contextmanager
def caseworker(chromium, place: Place, folder: Path, lang: str, width: int, scheme: str) -> Iterator[Writer]:
    """Give somebody before the pages, and see afterwards that nothing was asked of others and no page was too long."""
    with over_tls(place, folder, lang) as port:
        led = f"--host-resolver-rules=MAP {HOST}:443 {HERE}:{port}"
        browser = chromium.launch(executable_path=CHROMIUM, headless=True, args=[*FLAGS, led])
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, ignore_https_errors=True
        )
        context.set_default_timeout(PATIENCE)
        reader = Writer(context.new_page(), lang, script=True)
        reader.say = phrases_in(lang)  # which has those of the pages of one case as well
        try:
            yield reader
        finally:
            browser.close()
    assert all(url.startswith(f"{ORIGIN}/") for url in reader.asked)
    assert reader.faults == []
    assert {url: size for url, size in reader.sizes.items() if size > MOST_BYTES} == {}


def sign_in(reader: Writer, words: str = WORDS) -> None:
    reader.write(reader.say("caseload"), "C-1")
    reader.write(reader.say("passphrase"), words)
    reader.press(reader.say("sign in"))


@pytest.mark.parametrize("lang", TAGS)
def test_leaving_is_at_the_same_place_on_every_page(chromium, full, tmp_path, lang):
    with caseworker(chromium, full, tmp_path, lang, 1280, "light") as reader:
        page, say = reader.page, reader.say
        page.goto(f"{ORIGIN}/")
        sign_in(reader)
        places = {}
        for width in (1280, 800, 600):
            page.set_viewport_size({"width": width, "height": 800})
            for path in ("/today", "/card/K-07"):
                page.goto(f"{ORIGIN}{path}")
                places[width, path] = page.get_by_role("button", name=say("leave")).bounding_box()
        page.get_by_role("button", name=say("open which", number="K-07")).click()
        for width in (1280, 800, 600):
            page.set_viewport_size({"width": width, "height": 800})
            for path in ("/contacts", "/contact", "/facts"):
                page.goto(f"{ORIGIN}{path}")
                assert page.get_by_role("button", name=say("leave")).bounding_box() == places[width, "/today"]
            assert places[width, "/card/K-07"] == places[width, "/today"]


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("lang", TAGS)
def test_a_day_of_a_caseworker(chromium, full, tmp_path, lang, width, scheme):
    """From the door over today and a card into a case, back, and out, with nothing but the keyboard."""
    with caseworker(chromium, full, tmp_path, lang, width, scheme) as reader:
        page, say = reader.page, reader.say
        page.goto(f"{ORIGIN}/")
        reader.look()
        sign_in(reader, "other words")
        assert say("does not open") in page.inner_text("main")
        reader.look()
        sign_in(reader)
        assert page.url == f"{ORIGIN}/today"
        reader.look()
        reader.write(say("find"), "k-0")
        reader.press(say("find button"))
        reader.look()
        reader.press("K-07")
        assert page.url.startswith(f"{ORIGIN}/card/K-07")
        reader.look()
        reader.press(say("open which", number="K-07"))
        assert page.url == f"{ORIGIN}/contacts"
        reader.look()
        reader.press(say("correct which", number="1"))
        reader.look()
        reader.press(say("to today"))
        assert say("lies open", number="K-07") in page.inner_text("main")
        reader.look()
        reader.press(say("leave"))
        assert page.url == f"{ORIGIN}/gone"
        assert page.title() == say("calendar")
        reader.look()
        page.go_back()
        assert page.inner_text("h1") == say("sign in")
        assert "K-07" not in page.content()
        reader.look()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("lang", OF_LAW)
def test_the_other_pages_of_an_office(chromium, full, tmp_path, lang, width, scheme):
    """Those of a case that lies open, what is refused, and the calendar that everybody is shown."""
    with caseworker(chromium, full, tmp_path, lang, width, scheme) as reader:
        page, say = reader.page, reader.say
        page.goto(f"{ORIGIN}/")
        sign_in(reader)
        reader.press("K-07")
        reader.press(say("open which", number="K-07"))
        for path in ("/facts", "/contact", "/matter/2", "/letters", "/consents", "/log", "/wishes"):
            assert page.goto(f"{ORIGIN}{path}").status == 200
            reader.look()
        for path, status in (("/card/K-99", 404), ("/no-such-page", 404), ("/letter/X", 404), ("/way/Z", 404)):
            assert page.goto(f"{ORIGIN}{path}").status == status, path
            reader.look()
        page.goto(f"{ORIGIN}/today")
        page.locator("details summary").last.click()
        page.fill("#number", "K-08")
        page.get_by_role("button", name=say("take"), exact=True).click()
        assert say("case does not open") in page.inner_text("main")
        reader.look()
        for form in ('[action="/find"]', '[action="/open"]'):
            page.goto(f"{ORIGIN}/today")
            page.evaluate("for (const one of document.getElementsByName('token')) one.value = 'of yesterday'")
            page.locator(f"form{form} button").first.click()
            assert page.inner_text("h1") == say("stale form")
            reader.look()
        page.goto(f"{ORIGIN}/today")
        reader.press(say("lock"))
        assert page.inner_text("h1") == say("sign in")
        page.goto(f"{ORIGIN}/gone")
        reader.look()
