"""The application: which path leads to which page, and who may ask for it. A case that is locked answers nobody."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from safeconduct.vault.refusals import LockedError, RefusalError
from safeconduct.web import (
    answering,
    asking,
    comparing,
    consents,
    contacts,
    days,
    door,
    letters,
    matters,
    records,
    restoring,
)
from safeconduct.web.desk import Desk
from safeconduct.web.guard import Guard, plain
from safeconduct.web.refused import said_of
from safeconduct.web.session import Session
from safeconduct.web.stale import stale
from safeconduct.web.visit import COOKIE, Visit, onward, page

STYLE = Path(__file__).with_name("style.css")
MOST_FIELDS = 400
LOOKS = 5.0  # seconds between two looks whether it is time to lock

Handler = Callable[[Visit], Response]


class Needs(Enum):
    """What a path needs before it answers."""

    NOTHING = "nothing"
    SESSION = "session"
    VAULT = "vault"  # opened by anybody, also by those who do not read the case
    CASE = "case"


class Place(NamedTuple):
    method: str
    path: str
    handler: Handler
    needs: Needs = Needs.CASE


def style(visit: Visit) -> Response:
    """The style sheet: the same for everybody, and needed by the page that says that all is locked."""
    return Response(STYLE.read_bytes(), media_type="text/css")


def home(visit: Visit) -> Response:
    """Lead to where the case stands, or to the log for those who do not read the case."""
    return asking.home(visit) if visit.desk.reads_case else onward("/log")


PATHS = (
    Place("GET", "/style.css", style, Needs.NOTHING),
    Place("GET", "/enter/{named}", door.enter, Needs.NOTHING),
    Place("GET", "/gone", door.gone, Needs.SESSION),
    Place("GET", "/idle", door.idle, Needs.SESSION),
    Place("POST", "/unlock", door.unlock, Needs.SESSION),
    Place("POST", "/lock", door.lock, Needs.SESSION),
    Place("POST", "/leave", door.leave, Needs.SESSION),
    Place("POST", "/language", door.language, Needs.SESSION),
    Place("GET", "/", home, Needs.VAULT),
    Place("GET", "/wishes", asking.wishes),
    Place("POST", "/wishes", asking.take_wishes),
    Place("GET", "/order", asking.order),
    Place("POST", "/order", asking.take_order),
    Place("GET", "/ask", asking.ask),
    Place("POST", "/ask", asking.take_reply),
    Place("POST", "/back", asking.back),
    Place("GET", "/facts", asking.facts),
    Place("POST", "/facts", asking.change),
    Place("POST", "/today", asking.ask_today),
    Place("GET", "/ways", answering.ways),
    Place("POST", "/ways", answering.sort),
    Place("GET", "/way/{named}", answering.way),
    Place("GET", "/contacts", contacts.contacts),
    Place("GET", "/contact", contacts.contact),
    Place("POST", "/contact", contacts.take_contact),
    Place("POST", "/correct", contacts.correct),
    Place("GET", "/matter/{named}", matters.matter),
    Place("POST", "/matter", matters.take_matter),
    Place("GET", "/plan", contacts.plan),
    Place("GET", "/letters", letters.letters),
    Place("GET", "/letter", letters.letter),
    Place("POST", "/letter", letters.choose),
    Place("POST", "/download", letters.download),
    Place("POST", "/sent", letters.mark_sent),
    Place("POST", "/calendar", days.calendar),
    Place("GET", "/consents", consents.consents),
    Place("POST", "/consents", consents.give),
    Place("POST", "/withdraw", consents.withdraw),
    Place("POST", "/restore", restoring.restore),
    Place("GET", "/log", records.log, Needs.VAULT),
    Place("GET", "/log/{named}", records.log, Needs.VAULT),
    Place("GET", "/receipt", records.receipt, Needs.VAULT),
    Place("GET", "/shared", records.shared, Needs.VAULT),
    Place("POST", "/compare", comparing.choose),
    Place("GET", "/compare", comparing.compare),
)


def app_of(desk: Desk, session: Session, origin: str) -> ASGIApp:
    """Return the application behind its guard, to be reached as `origin`."""
    routes = [Route(one.path, endpoint_of(one, desk, session), methods=[one.method]) for one in PATHS]

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        watch = asyncio.create_task(lock_when_over(desk, session))
        yield
        watch.cancel()
        desk.lock()

    nowhere = {404: not_there(desk, session), 405: not_there(desk, session)}
    app = Starlette(routes=routes, lifespan=life, exception_handlers=nowhere)
    app.router.redirect_slashes = False  # it would lead to where the proxy asks, and not to the origin
    return Guard(app, origin)


async def lock_when_over(desk: Desk, session: Session) -> None:
    while True:
        await asyncio.sleep(LOOKS)
        if session.is_over and not desk.is_locked:
            await run_in_threadpool(desk.lock)


def endpoint_of(path: Place, desk: Desk, session: Session) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        fields: dict[str, list[str]] = {}
        if path.method == "POST":
            form = await request.form(max_files=0, max_fields=MOST_FIELDS)
            for name, value in form.multi_items():
                fields.setdefault(name, []).append(value if isinstance(value, str) else "")
        named = str(request.path_params.get("named", ""))
        inner = path.needs in (Needs.VAULT, Needs.CASE) and path.method == "GET"
        place = request.url.path if inner else "/"
        visit = Visit(desk, session, place, fields, named)
        return await run_in_threadpool(answer_to, visit, path, request.cookies.get(COOKIE, ""))

    return endpoint


def answer_to(visit: Visit, path: Place, shown: str) -> Response:
    """Return the answer of a path to whoever shows this session id."""
    desk, session = visit.desk, visit.session
    if session.is_over and not desk.is_locked:
        desk.lock()
    if session.is_of(shown):
        visit = visit._replace(inside=True)
    elif path.needs is not Needs.NOTHING:
        return door.closed(visit)
    if path.method == "POST" and not session.accepts("".join(visit.fields.get("token", ()))):
        return stale(visit, path.path)
    if path.needs in (Needs.VAULT, Needs.CASE):
        if desk.is_locked:
            return door.locked(visit, lost=path.method == "POST")
        session.touch()
    if path.needs is Needs.CASE and not desk.reads_case:
        return page(visit, "message", 403, title="not yours", text="not yours note", way_on=True)
    try:
        return path.handler(visit)
    except LockedError:
        return door.locked(visit, lost=path.method == "POST")
    except RefusalError as refusal:
        return page(visit, "message", 409, title="refused", said=said_of(refusal, visit.desk.lang), way_on=True)


def not_there(desk: Desk, session: Session) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Return what answers a path that does not exist: to the session that there is none, to others nothing."""

    async def answer(request: Request, _: Exception) -> Response:
        if not session.is_of(request.cookies.get(COOKIE, "")):
            return plain(404)
        visit = Visit(desk, session, "/", {}, inside=True)
        if desk.is_locked:
            return door.locked(visit)
        return page(visit, "message", 404, title="not there", text="stale form note", way_on=True)

    return answer
