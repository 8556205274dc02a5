"""Who may ask (properties 29 to 35): by one name, from our own pages, in one session, and never of a case that is locked."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.responses import Response

from safeconduct.interview.choosing import Next
from safeconduct.web import desk, guard
from safeconduct.web.app import PATHS
from safeconduct.web.guard import HEADERS, MOST_BYTES
from safeconduct.web.session import ABSOLUTE, IDLE, Session
from trying import examples
from web.sites import ALL_PATHS, CASE_PATHS, ORIGIN, OWN, Site, token_in


def ask(browser, method: str, path: str, **more):
    return browser.request(method, path, **more)


# --- the session ----------------------------------------------------------------------------------------------------


def test_the_one_time_address_works_once_and_leads_to_one_without_the_secret():
    site = Site()
    secret = site.session.fresh_secret()
    first = site.browser().get(f"/enter/{secret}")
    assert (first.status_code, first.headers["location"]) == (303, "/")
    assert site.browser().get(f"/enter/{secret}").status_code == 403


def test_the_cookie_is_for_this_site_and_for_no_script():
    site = Site()
    cookie = site.browser().get(f"/enter/{site.session.fresh_secret()}").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "expires" not in cookie and "max-age" not in cookie


@pytest.mark.parametrize(("method", "path"), CASE_PATHS)
def test_nobody_outside_the_session_gets_a_page_of_the_case(site, method, path):
    answer = ask(site.browser(), method, path, headers=OWN)
    assert answer.status_code == 403
    assert site.session.token not in answer.text


def test_the_ids_are_kept_as_hashes_only():
    session = Session()
    new = session.entered_with(session.fresh_secret())
    assert new is not None and len(new) >= 43  # 256 bits in base64
    assert all(new not in str(value) for value in vars(session).values())


def test_a_look_ahead_does_not_use_up_the_address():
    site = Site()
    place = f"/enter/{site.session.fresh_secret()}"
    assert site.browser().get(place, headers={"sec-purpose": "prefetch;prerender"}).status_code == 403
    assert site.browser().head(place).status_code == 405
    assert site.browser().get(place).status_code == 303


# --- other sites, other names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("method", "path"), ALL_PATHS)
@pytest.mark.parametrize(
    "host", ["rebind.test:8123", "127.0.0.1", "127.0.0.1:80", "localhost:8123", "127.0.0.1:8123.evil.test"]
)
def test_a_site_of_another_name_is_not_this_one(site, method, path, host):
    assert ask(site.visitor, method, path, headers={"host": host}).status_code == 421


@pytest.mark.parametrize(("method", "path"), ALL_PATHS)
@pytest.mark.parametrize("place", ["cross-site", "same-site"])
def test_nothing_is_done_that_another_site_asks_for(site, method, path, place):
    before = (site.desk.open_course, site.desk.lang, site.session.id)
    fields = {"token": site.session.token, "wish": "leave", "lang": "ko"}
    headers = {"sec-fetch-site": place, "origin": "http://evil.test"}
    answer = ask(site.visitor, method, path, headers=headers, **({"data": fields} if method == "POST" else {}))
    assert answer.status_code == 403
    assert (site.desk.open_course, site.desk.lang, site.session.id) == before


POSTS = [path for method, path in ALL_PATHS if method == "POST"]


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.test"}, {"origin": "null"}, {}, {"origin": "http://127.0.0.1:9"}]
)
def test_a_form_must_come_from_a_page_of_ours(site, path, headers):
    assert site.visitor.post(path, data={"token": site.session.token}, headers=headers).status_code == 403


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("token", ["", "x", "ä"])
def test_a_form_without_our_token_changes_nothing(site, path, token):
    course = site.desk.open_course
    assert site.visitor.post(path, data={"token": token, "wish": "leave"}, headers=OWN).status_code == 403
    assert site.desk.open_course is course


def test_a_form_with_our_own_origin_is_taken(site):
    answer = site.visitor.post(
        "/wishes", data={"token": site.session.token, "wish": "leave"}, headers={"origin": ORIGIN}
    )
    assert answer.status_code == 303


# --- headers, size --------------------------------------------------------------------------------------------------


def answers_of_every_kind():
    for method, path in ALL_PATHS:
        site = Site().enter()
        site.wish("leave")
        yield site.browser().request(method, path)
        yield ask(site.visitor, method, path, headers={"host": "evil.test"})
        data = {"data": {"token": site.session.token}} if method == "POST" else {}
        yield ask(site.visitor, method, path, headers=OWN, **data)
        site.post("/lock")
        yield ask(site.visitor, method, path, headers=OWN)
    site = Site().enter()
    yield site.get("/no-such-page")
    yield site.browser().get("/no-such-page")
    yield site.visitor.post("/wishes", content=b"x" * (MOST_BYTES + 1), headers=OWN)


def test_every_answer_carries_every_header():
    seen = set()
    for answer in answers_of_every_kind():
        seen.add(answer.status_code)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert "server" not in answer.headers
    assert {200, 303, 403, 404, 413, 421, 423} <= seen


def test_a_fault_of_the_program_tells_neither_the_browser_nor_the_terminal_a_word(site, monkeypatch, capsys):
    def broken():
        raise ValueError("canary")

    monkeypatch.setattr(site.desk, "next", broken)
    site.wish("leave")
    answer = site.get("/ask")
    printed = capsys.readouterr()
    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "ValueError" in printed.err
    assert "canary" not in answer.text + printed.out + printed.err


def test_more_than_a_body_may_hold_is_refused(site):
    assert site.visitor.post("/wishes", content=b"x" * (MOST_BYTES + 1), headers=OWN).status_code == 413


KINDS = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "",
]


@given(body=st.binary(max_size=300), kind=st.sampled_from(KINDS), path=st.sampled_from(POSTS))
@settings(max_examples=examples(150))
def test_no_form_however_odd_is_a_fault_of_the_program(body, kind, path):
    site = Site().enter()
    site.wish("leave", "see(*)")
    course = site.desk.open_course
    answer = site.visitor.post(path, content=body, headers={**OWN, "content-type": kind})
    assert answer.status_code in (400, 403, 415)
    assert site.desk.open_course is course


@given(
    path=st.sampled_from(POSTS),
    fields=st.dictionaries(
        st.sampled_from(
            (
                "wish never up key choice typed how number sort lang place name passphrase "
                "fact to matter until kind about by form case stamp unit day answer matter_new unit_new"
            ).split()
        ),
        st.lists(
            st.text(max_size=40)
            | st.sampled_from(
                ["see(*)", "leave", "yes", "1", "0", "unknown", "new", "application", "isle.visit-permit", "txt"]
            ),
            max_size=4,
        ),
    ),
)
@settings(max_examples=examples(200))
def test_no_field_however_odd_is_a_fault_of_the_program(path, fields):
    site = Site().enter()
    site.wish("leave", "see(*)")
    fields = {name: [value.encode("utf-8", "replace").decode() for value in values] for name, values in fields.items()}
    assert site.post(path, **fields).status_code in (303, 423)
    assert site.desk.is_locked or site.get("/ask").status_code in (200, 303)


# --- locked ---------------------------------------------------------------------------------------------------------

LOCKED = [(method, path) for method, path in ALL_PATHS if not path.startswith(("/style.css", "/enter"))]


@pytest.mark.parametrize(("method", "path"), LOCKED)
@pytest.mark.parametrize("way", ["/lock", "/leave", "idle", "old"])
def test_what_is_locked_answers_nobody(site, method, path, way):
    """All but the style sheet and the used-up address, which need no session and know no case."""
    site.wish("leave")
    if way.startswith("/"):
        assert site.post(way).status_code == 303
    elif way == "idle":
        site.clock.now += IDLE
    else:
        while site.clock.now < 1000.0 + ABSOLUTE:
            site.clock.now += IDLE - 1
            site.get("/order")
    data = {"data": {"token": site.session.token}} if method == "POST" else {}
    locking = path in ("/lock", "/leave")
    assert ask(site.visitor, method, path, headers=OWN, **data).status_code == (303 if locking else 423)
    assert site.desk.is_locked


def test_a_page_that_only_asks_whether_it_is_locked_keeps_nothing_open(site):
    site.clock.now += IDLE - 1
    assert site.get("/idle").status_code == 204
    site.clock.now += 1
    assert site.get("/idle").status_code == 423


def test_locking_and_leaving_make_the_old_id_worthless(site):
    old = dict(site.visitor.cookies)
    site.post("/lock")
    assert dict(site.visitor.cookies) != old
    assert site.browser().get("/", cookies=None, headers={"cookie": f"s={old['s']}"}).status_code == 403


def test_what_was_in_memory_is_forgotten(site):
    site.wish("leave")
    site.post("/lock")
    assert site.post("/unlock", name="", passphrase="").status_code == 423
    assert site.desk.open_course is None
    assert site.desk.keeping.draft is None


def test_leaving_shows_a_calendar_and_nothing_else(site):
    place = site.post("/leave").headers["location"]
    answer = site.get(place)
    assert "<table" in answer.text
    assert "safeconduct" not in answer.text
    assert not token_in(answer.text)


def test_a_search_that_ends_after_locking_brings_nothing_back(site, monkeypatch):
    site.wish("leave")

    def late(*_):
        site.desk.lock()
        return Next(None, 0)

    monkeypatch.setattr(desk, "next_of", late)
    assert site.desk.next() is not None
    assert site.desk.is_locked
    assert site.desk.kept_next is None


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch):
    async def silent():
        await asyncio.sleep(3600)

    monkeypatch.setattr(guard, "PATIENCE", 0.0)
    answer = asyncio.run(guard.body_of(silent))
    assert isinstance(answer, Response) and answer.status_code == 408


def test_no_path_takes_more_than_the_letter_of_a_way_a_number_or_the_secret():
    """So nothing of a case can be in an address, and no page fetches anything for anybody."""
    assert {one.path for one in PATHS if "{" in one.path} == {
        "/enter/{named}",
        "/way/{named}",
        "/log/{named}",
        "/matter/{named}",
    }


def test_a_path_with_a_slash_too_many_leads_nowhere(site):
    answer = site.browser().get("/facts/")
    assert answer.status_code == 404 and "location" not in answer.headers


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "multipart/form-data", "application/json"])
def test_a_body_that_is_no_form_of_ours_is_not_looked_at(site, kind, capfd):
    answer = site.browser().post("/unlock", content=b"--y\r\nCANARY", headers={**OWN, "content-type": kind})
    assert answer.status_code == 415
    assert capfd.readouterr().err == ""
