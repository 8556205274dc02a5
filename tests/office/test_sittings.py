"""Sittings: who is signed in has their own, ended when it is over, and nobody reaches that of another."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from anyio.to_thread import current_default_thread_limiter
from httpx2 import ASGITransport, AsyncClient

from office.offices import NOW, ORIGIN, OWN, WORDS
from safeconduct.interview.opening import wishes_of
from safeconduct.office.app import CASE_PATHS, PATHS, WAITING_IN_ONE
from safeconduct.office.sittings import MOST_OF_ONE
from safeconduct.office.tries import Tries
from safeconduct.office.visit import COOKIE
from safeconduct.vault.caseload import caseload_called
from safeconduct.vault.membership import change_passphrase
from safeconduct.vault.model import Role
from safeconduct.vault.postgres_store import erase_postgres
from safeconduct.vault.refusals import LockedError, RefusalError
from safeconduct.vault.vault import Vault
from safeconduct.web.app import PATHS as ONE_CASE
from safeconduct.web.desk import Desk
from safeconduct.web.guard import HEADERS
from safeconduct.web.session import ABSOLUTE, IDLE
from web.sites import Clock

pytestmark = pytest.mark.xdist_group("postgres")


def test_a_caseworker_signs_in_and_sees_today(full):
    browser = full.browser()
    answer = browser.sign_in()
    assert (answer.status_code, answer.headers["location"]) == (303, "/today")
    assert "K-07" in browser.get("/today").text


def test_the_cookie_is_for_this_host_over_tls_alone(place):
    cookie = place.browser().sign_in().headers["set-cookie"]
    assert cookie.startswith("__Host-")
    for part in ("; HttpOnly", "; Secure", "; SameSite=strict", "; Path=/"):
        assert part in cookie
    assert "expires" not in cookie.lower() and "max-age" not in cookie.lower() and "domain" not in cookie.lower()


@pytest.mark.parametrize(("name", "words"), [("C-1", "wrong"), ("C-2", WORDS), ("../C-1", WORDS), ("", "")])
def test_what_is_wrong_with_a_sign_in_is_told_to_nobody(place, name, words):
    wrong = place.browser().sign_in("C-1", "other words")
    answer = place.browser().sign_in(name, words)
    assert answer.status_code == wrong.status_code == 403
    typed, before = (f' value="{one}"' for one in (name, "C-1"))
    assert before in wrong.text
    # what was typed is there to be put right; nothing else differs
    assert answer.text == wrong.text.replace(before, typed)
    assert "set-cookie" not in answer.headers


def test_after_some_wrong_ones_a_name_has_to_wait_and_no_other(place):
    place.caseload("C-2")
    for _ in range(3):
        place.browser().sign_in("C-1", "wrong")
    assert place.browser().sign_in().status_code == 429
    assert place.browser().sign_in("C-2").status_code == 303
    place.clock.now += 60
    assert place.browser().sign_in().status_code == 303


def test_a_name_that_nobody_has_waits_like_one_that_somebody_has(place):
    for _ in range(3):
        place.browser().sign_in("C-1", "wrong")
        place.browser().sign_in("C-9", "wrong")
    there, not_there = place.browser().sign_in("C-1"), place.browser().sign_in("C-9")
    assert there.status_code == not_there.status_code
    assert there.text.replace(' value="C-1"', ' value="C-9"') == not_there.text


def test_wrong_ones_are_answered_the_later_the_more_there_are():
    clock = Clock()
    tries = Tries(clock)
    put_off = [tries.failed(f"C-{number}") for number in range(100)]
    assert put_off[0] == 0.0 and put_off[-1] == 5.0 and put_off == sorted(put_off)
    clock.now += 61
    assert tries.failed("C-1") == 0.0


def test_after_any_number_of_wrong_ones_a_name_waits_a_minute_and_no_longer():
    clock = Clock()
    tries = Tries(clock)
    for _ in range(1_100):
        tries.failed("C-1")
    assert tries.must_wait("C-1")
    clock.now += 61
    assert not tries.must_wait("C-1")


def test_names_are_kept_as_hashes_and_no_more_than_so_many(monkeypatch):
    monkeypatch.setattr("safeconduct.office.tries.REMEMBERED", 5)
    tries = Tries(Clock())
    for number in range(20):
        tries.failed(f"C-{number}")
    assert len(tries.wrong) == 5
    assert b"C-" not in b"".join(tries.wrong)


@pytest.mark.parametrize("path", ["/today/", "/sign-in/"])
def test_a_path_with_a_slash_too_many_leads_to_no_other_origin(place, path):
    assert "location" not in place.browser().get(path).headers


def test_no_more_sit_than_may(place):
    browsers = [place.browser() for _ in range(4)]
    assert [one.sign_in().status_code for one in browsers] == [303, 303, 303, 503]
    browsers[0].post("/lock")
    assert browsers[3].sign_in().status_code == 303


def test_ids_are_kept_as_hashes_only(place):
    browser = place.browser()
    browser.sign_in()
    shown = browser.client.cookies[COOKIE]
    assert len(shown) >= 43  # 256 bits in base64
    assert all(shown not in str(vars(one.session)) for one in place.office.sittings.by_id.values())


@pytest.mark.parametrize("way", ["/lock", "/leave", "idle", "old"])
def test_an_ended_sitting_leaves_nothing(full, way):
    browser = full.browser()
    browser.sign_in()
    browser.get("/today")
    browser.post("/open", number="K-07")
    sitting, cookie = browser.sitting, browser.client.cookies[COOKIE]
    desk, caseload = sitting.desk, sitting.caseload
    case = desk.keeping.vault
    if way.startswith("/"):
        browser.post(way)
    else:
        sitting.session.touched -= IDLE if way == "idle" else 0
        sitting.session.began -= ABSOLUTE if way == "old" else 0
    answer = browser.client.get("/today", headers={"cookie": f"{COOKIE}={cookie}"})
    assert answer.status_code == 403
    assert "K-07" not in answer.text
    assert desk.is_locked and desk.keeping.vault is None
    assert sitting.holdings == {} and sitting.cards.told == {}
    for vault in (case, caseload):
        assert not any(vault.pair.opening) and not any(vault.outer)


@pytest.mark.parametrize("way", ["/lock", "/leave"])
def test_ending_writes_nothing_for_which_it_would_have_to_wait(place, way, monkeypatch):
    place.case("K-08", "", "")
    place.hold("C-1", "K-08")
    browser = place.browser()
    browser.sign_in()
    browser.post("/open", number="K-08")
    desk = browser.sitting.desk
    own = next(one.name for one in wishes_of(desk.course.in_force) if "*" not in one.name)
    browser.post("/wishes", wish=[own], never=[])
    assert desk.course.has_wishes
    case, written = desk.keeping.vault, []
    monkeypatch.setattr(Vault, "add", lambda *given, **more: written.append(given))
    browser.post(way)
    assert not written and desk.is_locked and not any(case.outer)


def test_keys_are_overwritten_whoever_holds_what(full):
    browser = full.browser()
    browser.sign_in()
    browser.post("/open", number="K-07")
    sitting, desk = browser.sitting, browser.sitting.desk
    case = desk.keeping.vault
    with sitting.busy, desk.busy:
        ThreadPoolExecutor(1).submit(full.office.sittings.shut, sitting).result(20)
        assert not any(case.outer) and not any(case.pair.opening) and not any(sitting.caseload.outer)
        assert browser.sitting is None


def test_a_page_that_asks_whether_it_is_over_keeps_nothing_open(place):
    browser = place.browser()
    browser.sign_in()
    touched = browser.sitting.session.touched
    assert browser.get("/idle").status_code == 204
    assert browser.sitting.session.touched == touched


def test_what_one_has_on_the_desk_is_on_no_others(full):
    full.caseload("C-2")
    one, other = full.browser(), full.browser()
    one.sign_in()
    other.sign_in("C-2")
    one.post("/open", number="K-07")
    assert one.get("/facts").status_code == 200
    assert other.get("/facts").headers["location"] == "/today"
    assert "K-07" not in other.get("/today").text
    stolen = other.client.post("/find", data={"token": one.sitting.session.token, "search": "K"}, headers=OWN)
    assert stolen.status_code == 403


def test_a_form_of_the_case_that_lay_open_before_changes_nothing_in_the_next(full):
    full.case("K-08")
    full.hold("C-1", "K-08")
    browser = full.browser()
    browser.sign_in()
    browser.post("/open", number="K-07")
    old = browser.sitting.session.token
    browser.post("/open", number="K-08")
    answer = browser.client.post("/facts", data={"token": old, "number": "1"}, headers=OWN)
    assert answer.status_code == 403


def test_signing_in_again_ends_what_the_browser_had(full):
    browser = full.browser()
    browser.sign_in()
    before = browser.sitting
    before.open("K-07")
    assert browser.sign_in("C-1", "wrong").status_code == 403 and not before.ended
    assert browser.sign_in().status_code == 303
    assert before.ended and before.desk is None and browser.sitting is not before
    assert len(full.office.sittings.by_id) == 1


def test_of_one_caseload_no_more_sit_than_may_and_the_oldest_goes(place):
    place.office.sittings.most = 10
    place.caseload("C-2")
    other = place.browser()
    other.sign_in("C-2")
    browsers = [place.browser() for _ in range(MOST_OF_ONE + 1)]
    assert {one.sign_in().status_code for one in browsers} == {303}
    assert [one.sitting is None for one in browsers] == [True] + [False] * MOST_OF_ONE
    assert other.sitting is not None


def test_who_is_left_out_of_a_case_reads_nothing_further_of_it(full):
    full.member("K-07", "c", Role.CASEWORKER)
    full.hold("C-1", "K-07", "c")
    browser = full.browser()
    browser.sign_in()
    browser.post("/open", number="K-07")
    assert browser.get("/facts").status_code == 200
    desk, case = browser.sitting.desk, full.organisation.case("K-07", "c", WORDS, NOW)
    change_passphrase(case, "c", WORDS, "new words", NOW)
    assert browser.get("/facts").headers["location"] == "/today"
    assert desk.is_locked and browser.sitting is not None
    assert "The case was closed meanwhile" in browser.get("/today").text


@pytest.mark.parametrize("path", ["/facts", "/today"])
def test_an_erased_caseload_is_sat_on_no_longer(full, path):
    browser = full.browser()
    browser.sign_in()
    browser.post("/open", number="K-07")
    sitting, desk = browser.sitting, browser.sitting.desk
    erase_postgres(full.url, caseload_called("C-1"))
    assert browser.get(path).status_code == 403
    assert sitting.ended and desk.is_locked and full.office.sittings.by_id == {}


def test_what_others_only_look_at_closes_no_desk(full):
    browser = full.browser()
    browser.sign_in()
    browser.post("/open", number="K-07")
    full.organisation.case("K-07", "me", WORDS, NOW).entries(NOW)
    assert browser.get("/facts").status_code == 200


@pytest.fixture
def slow(full, monkeypatch):
    """K-08 as well, which opens only when it is let; K-07 was opened while it did not."""
    full.case("K-08")
    full.hold("C-1", "K-08")
    full.begun, full.let = threading.Event(), threading.Event()
    real = full.organisation.entered

    def entered(number, private):
        if number == "K-08":
            full.begun.set()
            assert full.let.wait(20)
        return real(number, private)

    browser = full.browser()
    browser.sign_in()
    monkeypatch.setattr(full.organisation, "entered", entered)
    opening = ThreadPoolExecutor(1).submit(browser.sitting.open, "K-08")
    assert full.begun.wait(20)
    yield full, browser, opening
    full.let.set()


def test_a_case_that_opens_late_takes_no_desk_on_which_another_lies(slow):
    place, browser, opening = slow
    desk = browser.sitting.open("K-07")
    token = browser.sitting.session.token
    place.let.set()
    assert isinstance(opening.exception(20), RefusalError)
    assert (browser.sitting.desk, browser.sitting.number, browser.sitting.session.token) == (desk, "K-07", token)
    browser.post("/lock")
    assert desk.is_locked


def test_a_case_that_opens_after_the_end_is_locked_again(slow, monkeypatch):
    place, browser, opening = slow
    made = []
    monkeypatch.setattr(Desk, "lock", lambda desk, real=Desk.lock: made.append(desk) or real(desk))
    browser.post("/lock")
    place.let.set()
    assert isinstance(opening.exception(20), LockedError)
    assert made and all(one.is_locked and one.keeping.vault is None for one in made)


def test_a_form_made_while_a_case_was_opening_is_worth_nothing_in_it(slow):
    place, browser, opening = slow
    meanwhile = browser.sitting.session.token
    place.let.set()
    assert opening.result(20) is browser.sitting.desk
    assert not browser.sitting.session.accepts(meanwhile)


def test_a_late_page_of_one_case_puts_no_other_back(full):
    full.case("K-08")
    full.hold("C-1", "K-08")
    browser = full.browser()
    browser.sign_in()
    late = browser.sitting.open("K-07")
    desk = browser.sitting.open("K-08")
    browser.sitting.put_back(late)
    assert browser.sitting.desk is desk and not desk.is_locked


def test_who_waits_for_their_own_cards_takes_no_thread_of_others(full):
    async def ask():
        limiter = current_default_thread_limiter()
        async with AsyncClient(transport=ASGITransport(full.app), base_url=ORIGIN) as client:
            signed = await client.post("/sign-in", data={"name": "C-1", "passphrase": WORDS}, headers=OWN)
            sitting = full.office.sittings.find(signed.cookies[COOKIE])
            cookie = {"cookie": f"{COOKIE}={signed.cookies[COOKIE]}"}
            with sitting.busy:
                asked = [asyncio.create_task(client.get("/today", headers=cookie)) for _ in range(5)]
                await asyncio.sleep(0.5)
                waiting = limiter.borrowed_tokens
            return waiting, [(await one).status_code for one in asked]

    assert asyncio.run(ask()) == (1, [200] * 5)


async def signed_in(client, place):
    """Return the cookie of a browser that signed in, and its sitting."""
    signed = await client.post("/sign-in", data={"name": "C-1", "passphrase": WORDS}, headers=OWN)
    cookie = signed.cookies[COOKIE]
    return {"cookie": f"{COOKIE}={cookie}"}, place.office.sittings.find(cookie)


def test_one_request_too_many_of_a_sitting_is_told_so_and_ending_it_is_none(full):
    async def ask():
        async with AsyncClient(transport=ASGITransport(full.app), base_url=ORIGIN) as client:
            cookie, sitting = await signed_in(client, full)
            async with sitting.reading, sitting.turn:
                half = WAITING_IN_ONE // 2
                paths = ["/today"] * half + ["/facts"] * (WAITING_IN_ONE - half)
                asked = [asyncio.create_task(client.get(path, headers=cookie)) for path in paths]
                while sitting.waiting < WAITING_IN_ONE:
                    await asyncio.sleep(0.01)
                more = [(await client.get(path, headers=cookie)).status_code for path in ("/today", "/facts", "/idle")]
                token = {"token": sitting.session.token}
                left = await client.post("/lock", data=token, headers={**OWN, **cookie})
            for one in asked:
                await one
            return more, left.status_code, sitting.ended, sitting.waiting

    assert asyncio.run(ask()) == ([429, 429, 204], 303, True, 0)


def test_a_passphrase_that_is_tried_for_a_case_holds_up_no_card(full, monkeypatch):
    full.case("K-08")
    begun, let = threading.Event(), threading.Event()
    real = full.organisation.case

    def slow(*given):
        begun.set()
        assert let.wait(20)
        return real(*given)

    monkeypatch.setattr(full.organisation, "case", slow)

    async def ask():
        async with AsyncClient(transport=ASGITransport(full.app), base_url=ORIGIN) as client:
            cookie, sitting = await signed_in(client, full)
            fields = {"token": sitting.session.token, "number": "K-08", "name": "me", "passphrase": WORDS}
            taking = asyncio.create_task(client.post("/take", data=fields, headers={**OWN, **cookie}))
            while not begun.is_set():
                await asyncio.sleep(0.01)
            meanwhile = await asyncio.wait_for(client.get("/today", headers=cookie), 15)
            let.set()
            return meanwhile.status_code, (await taking).status_code, set(sitting.holdings)

    try:
        assert asyncio.run(ask()) == (200, 303, {"K-07", "K-08"})
    finally:
        let.set()


def test_a_case_opened_to_be_taken_is_locked_whatever_becomes_of_it(full, monkeypatch):
    full.case("K-08")
    opened = []
    real = full.organisation.case
    monkeypatch.setattr(full.organisation, "case", lambda *given: opened.append(real(*given)) or opened[-1])
    browser = full.browser()
    browser.sign_in()
    sitting = browser.sitting
    monkeypatch.setattr(sitting, "take", lambda *_: (_ for _ in ()).throw(RefusalError("no")))
    assert browser.post("/take", number="K-08", name="me", passphrase=WORDS).status_code == 409
    assert opened and all(one.locked and not any(one.pair.opening) for one in opened)


def test_a_case_whose_keys_are_stale_says_so_and_can_be_taken_anew(full):
    full.member("K-07", "c", "caseworker")
    full.hold("C-1", "K-07", "c")
    case = full.organisation.case("K-07", "c", WORDS, NOW)
    change_passphrase(case, "c", WORDS, "new words", NOW)
    browser = full.browser()
    browser.sign_in()
    assert "Take it anew" in browser.get("/today").text
    assert browser.post("/open", number="K-07").headers["location"] == "/today"
    assert "does not open" in full_text(browser.post("/take", number="k-07", name="c", passphrase=WORDS), browser)
    assert "Take it anew" not in full_text(
        browser.post("/take", number="k-07", name="c", passphrase="new words"), browser
    )
    assert browser.post("/open", number="K-07").headers["location"] == "/contacts"


def full_text(answer, browser) -> str:
    assert answer.status_code == 303
    return browser.get(answer.headers["location"]).text


def test_taking_a_case_has_to_wait_after_some_wrong_ones(full):
    full.case("K-08")
    browser = full.browser()
    browser.sign_in()
    for _ in range(3):
        browser.post("/take", number="K-08", name="me", passphrase="wrong")
    browser.post("/take", number="K-08", name="me", passphrase=WORDS)
    assert browser.sitting.holdings.keys() == {"K-07"}


def test_after_locking_the_door_speaks_the_language_of_the_sitting(full):
    browser = full.browser()
    browser.sign_in()
    browser.post("/language", lang="ko", place="/today")
    locked = browser.post("/lock")
    assert '<html lang="ko">' in browser.get(locked.headers["location"]).text
    again = full.browser()
    again.sign_in()
    assert again.post("/lock").headers["location"] == "/sign-in"


def test_after_a_wrong_try_the_name_of_the_caseload_stays_in_the_form_and_in_no_address(full):
    browser = full.browser()
    answer = browser.sign_in("c-1", "wrong")
    assert 'value="c-1"' in answer.text and "wrong" not in answer.text and "location" not in answer.headers
    assert 'value="c-1"' not in browser.get("/sign-in").text


def test_a_case_put_away_is_gone_from_today(full):
    browser = full.browser()
    browser.sign_in()
    assert browser.post("/put-away", number="K-07").status_code == 303
    browser.get("/today")  # says once that it was put away
    assert "K-07" not in browser.get("/today").text
    again = full.browser()
    again.sign_in()
    assert "K-07" not in again.get("/today").text


# --- who may ask at all --------------------------------------------------------------------------------------------------

ALL = [(one.method, one.path.replace("{named}", "K-07")) for one in (*PATHS, *ONE_CASE)]


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8750", "cases.example.org:8750", "evil.test", "cases.example.org.evil.test"]
)
def test_by_another_name_this_is_no_site(place, host):
    browser = place.browser()
    for method, path in ALL:
        assert browser.client.request(method, path, headers={"host": host}).status_code == 421


def test_another_site_asks_in_vain_and_every_answer_carries_every_header(full):
    browser = full.browser()
    browser.sign_in()
    sitting = browser.sitting
    for method, path in ALL:
        answer = browser.client.request(
            method, path, headers={"sec-fetch-site": "cross-site", "origin": "https://evil.test"}
        )
        assert answer.status_code == 403
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert browser.sitting is sitting and sitting.desk is None


def test_a_form_without_its_token_does_nothing(full):
    browser = full.browser()
    browser.sign_in()
    for method, path in ALL:
        if method == "POST" and path not in ("/sign-in", "/unlock"):
            answer = browser.client.post(path, data={"token": "x", "number": "K-07"}, headers={"origin": ORIGIN})
            assert answer.status_code in (303, 403, 404)
    assert browser.sitting is not None and browser.sitting.desk is None and browser.sitting.holdings


def test_no_path_of_the_office_is_one_of_a_case():
    assert not {(one.method, one.path) for one in PATHS} & {(one.method, one.path) for one in CASE_PATHS}
