"""The application for caseworkers: which path leads where, and what it needs. The pages of one case are those of `web`, as they stand there."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from enum import Enum
from functools import partial
from typing import NamedTuple, TypeVar

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from safeconduct.office import door, today
from safeconduct.office.gate import CrowdedError, Gate
from safeconduct.office.sitting import Sitting
from safeconduct.office.stale import stale
from safeconduct.office.tries import key_of
from safeconduct.office.visit import COOKIE, Office, Visit, page
from safeconduct.office.wording import phrases_in
from safeconduct.vault.refusals import LockedError, NotUnlockedError, RefusalError
from safeconduct.web import app as one_case
from safeconduct.web import visit as case_visit
from safeconduct.web.app import LOOKS, MOST_FIELDS, STYLE
from safeconduct.web.guard import Guard
from safeconduct.web.refused import said_of
from safeconduct.web.visit import onward

PAGES = (
    16  # of cases at the same time: most of them wait for a worker, and the today screen of others needs threads too
)
WAITING_IN_ONE = 8  # requests of one sitting; of more it is said that they are too many

Handler = Callable[..., Response]  # of a visit; `today.take` of an open case as well
Found = TypeVar("Found")


class Needs(Enum):
    """What a path needs before it answers. `TRYING`: nothing, but it tries a passphrase."""

    NOTHING = "nothing"
    TRYING = "trying"
    SITTING = "sitting"
    TRYING_IN_SITTING = "trying in a sitting"


class Turn(Enum):
    """What a path waits for, of its own sitting alone: without a thread, of which there are few for all."""

    NOTHING = "nothing"
    CARDS = "cards"
    DESK = "desk"


class Place(NamedTuple):
    method: str
    path: str
    handler: Handler
    needs: Needs = Needs.SITTING
    turn: Turn = Turn.NOTHING


def style(visit: Visit) -> Response:
    """The style sheet: the same for everybody."""
    return Response(STYLE.read_bytes(), media_type="text/css")


PATHS = (
    Place("GET", "/style.css", style, Needs.NOTHING),
    Place("GET", "/gone", door.gone, Needs.NOTHING),
    Place("GET", "/sign-in", door.ask_in, Needs.NOTHING),
    Place("GET", "/sign-in/{named}", door.ask_in, Needs.NOTHING),
    Place("POST", "/sign-in", door.sign_in, Needs.TRYING),
    Place("GET", "/idle", door.idle),
    Place("POST", "/lock", door.lock),
    Place("POST", "/leave", door.leave),
    Place("POST", "/language", door.language),
    Place("GET", "/today", today.today, turn=Turn.CARDS),
    Place("POST", "/find", today.find),
    Place("GET", "/days.ics", today.days, turn=Turn.CARDS),
    Place("GET", "/card/{named}", today.case, turn=Turn.CARDS),
    Place("POST", "/open", today.open_case, turn=Turn.DESK),
    Place("POST", "/take", today.take, Needs.TRYING_IN_SITTING, Turn.CARDS),
    Place("GET", "/put-away/{named}", today.ask_away),
    Place("POST", "/put-away", today.put_away, turn=Turn.DESK),
)
OF_ONE_LAUNCH = (one_case.Needs.NOTHING, one_case.Needs.SESSION)  # what the pages of one visitor need of their own
CASE_PATHS = tuple(one for one in one_case.PATHS if one.needs not in OF_ONE_LAUNCH)


def app_of(office: Office, origin: str) -> ASGIApp:
    """Return the application behind its guard, to be reached as `origin` through a proxy that speaks TLS."""
    gate, pages = Gate(), asyncio.Semaphore(PAGES)
    routes = [Route(one.path, endpoint_of(one, office, gate), methods=[one.method]) for one in PATHS]
    routes += [Route(one.path, case_endpoint_of(one, office, pages), methods=[one.method]) for one in CASE_PATHS]

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        watch = asyncio.create_task(end_when_over(office))
        yield
        watch.cancel()
        office.sittings.end_all()

    nowhere = {404: not_there(office), 405: not_there(office)}
    app = Starlette(routes=routes, lifespan=life, exception_handlers=nowhere)
    app.router.redirect_slashes = False  # it would lead to where the proxy asks, and not to the origin
    return Guard(app, origin)


async def end_when_over(office: Office) -> None:
    while True:
        await asyncio.sleep(LOOKS)
        await run_in_threadpool(office.sittings.end_those_over)


# --- the pages for caseworkers -----------------------------------------------------------------------------------------


def endpoint_of(path: Place, office: Office, gate: Gate) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        visit = await visit_of(request, office)
        if path.needs is Needs.TRYING:
            return await sign_in(visit, path, gate)
        if visit.sitting is None or path.turn is Turn.NOTHING:
            return await run_in_threadpool(answer_to, visit, path, path.handler)
        if visit.sitting.waiting >= WAITING_IN_ONE:
            return too_many(visit)
        with waiting_in(visit.sitting):
            if path.needs is Needs.TRYING_IN_SITTING:
                return await take(visit, path, gate)
            async with visit.sitting.reading if path.turn is Turn.CARDS else visit.sitting.turn:
                return await run_in_threadpool(answer_to, visit, path, path.handler)

    return endpoint


@contextmanager
def waiting_in(sitting: Sitting) -> Iterator[None]:
    sitting.waiting += 1
    try:
        yield
    finally:
        sitting.waiting -= 1


def too_many(visit: Visit) -> Response:
    """Answer one request too many of a sitting, so that nobody takes the connections of all."""
    return page(visit, "refusal", 429, title="refused", text=phrases_in(visit.lang)("too many asked"))


async def visit_of(request: Request, office: Office) -> Visit:
    fields: dict[str, list[str]] = {}
    if request.method == "POST":
        form = await request.form(max_files=0, max_fields=MOST_FIELDS)
        for name, value in form.multi_items():
            fields.setdefault(name, []).append(value if isinstance(value, str) else "")
    place = request.url.path if request.method == "GET" else "/today"
    sitting = office.sittings.find(request.cookies.get(COOKIE, ""))
    return Visit(office, place, fields, str(request.path_params.get("named", "")), sitting)


async def sign_in(visit: Visit, path: Place, gate: Gate) -> Response:
    """Try a passphrase once it is its turn. A wrong one is answered later the more there were of late; a right one never is."""
    before, visit, name = visit.sitting, visit._replace(place="/sign-in", sitting=None), visit.field("name")
    waiting = door.must_wait(visit)
    if waiting is not None:
        return waiting
    try:
        async with gate.passed(key_of(name).hex(), visit.office.tries.count_of(name)):
            answer = await run_in_threadpool(path.handler, visit)
    except CrowdedError:
        return door.crowded(visit)
    except NotUnlockedError:
        await asyncio.sleep(visit.office.tries.failed(name))
        return door.does_not_open(visit)
    visit.office.tries.succeeded(name)
    if before is not None and answer.status_code == 303:
        await run_in_threadpool(visit.office.sittings.end, before)
    return answer


async def take(visit: Visit, path: Place, gate: Gate) -> Response:
    """Open a case with its passphrase, then take it in its turn: until then the cards do not wait for it."""
    try:
        async with gate.passed(visit.at.name, visit.at.session.wrong):
            case = await run_in_threadpool(answer_to, visit, path._replace(turn=Turn.NOTHING), today.opened)
    except CrowdedError:
        return page(visit, "refusal", 503, title="refused", text=phrases_in(visit.lang)("too many"))
    if isinstance(case, Response):
        return case
    try:
        async with visit.at.reading:
            return await run_in_threadpool(answer_to, visit, path, partial(path.handler, case=case))
    finally:
        case.lock()


def answer_to(visit: Visit, path: Place, handler: Callable[[Visit], Found]) -> Found | Response:
    """Return the answer of a path to whoever has this sitting, or none."""
    sitting = visit.sitting
    if path.needs is Needs.NOTHING:
        return handler(visit._replace(sitting=None) if path.path == "/gone" else visit)
    if sitting is None:
        return door.closed(visit)
    if path.method == "POST" and not sitting.session.accepts(visit.field("token")):
        return stale(visit, path.path)
    if path.path != "/idle":
        sitting.session.touch()
    try:
        if path.turn is not Turn.NOTHING:
            sitting.look()
        return handler(visit)
    except RefusalError as refusal:
        return refused(visit, refusal)


def refused(visit: Visit, refusal: RefusalError) -> Response:
    """End a sitting whose caseload is locked or good no longer; say any other refusal."""
    if isinstance(refusal, LockedError):
        visit.office.sittings.end(visit.at)
        return door.closed(visit._replace(sitting=None))
    return page(visit, "refusal", 503, title="refused", text=said_of(refusal, visit.lang))


# --- the pages of one case ---------------------------------------------------------------------------------------------


def case_endpoint_of(
    path: one_case.Place, office: Office, pages: asyncio.Semaphore
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        visit = await visit_of(request, office)
        if visit.sitting is None:
            return answer_to_nobody(visit, path)
        if visit.sitting.waiting >= WAITING_IN_ONE:
            return too_many(visit)
        with waiting_in(visit.sitting):
            async with visit.sitting.turn, pages:  # one at a time for each sitting, so that nobody takes all turns
                return await run_in_threadpool(answer_in_case, visit, path, request.cookies.get(COOKIE, ""))

    return endpoint


def answer_to_nobody(visit: Visit, path: one_case.Place) -> Response:
    return onward("/sign-in") if path.path == "/" else door.closed(visit)


def answer_in_case(visit: Visit, path: one_case.Place, shown: str) -> Response:
    """Return the answer of a page of the case that lies on the desk; without one, lead to where it is chosen."""
    sitting = visit.at
    try:
        sitting.look()
    except RefusalError as refusal:
        return refused(visit, refusal)
    desk = sitting.desk
    if desk is None:
        sitting.session.touch()
        return onward("/today")
    place = "/" if path.method == "POST" else visit.place
    visit_there = case_visit.Visit(
        desk, sitting.session, place, visit.fields, visit.named, inside=True, number=sitting.number
    )
    answer = one_case.answer_to(visit_there, path, shown)
    if not desk.is_locked:
        return answer
    if sitting.desk is desk:
        sitting.notice = "case closed"
    sitting.put_back(desk)
    return onward("/today")


def not_there(office: Office) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Return what answers a path that does not exist: the same as for a case that is not there."""

    async def answer(request: Request, _: Exception) -> Response:
        visit = Visit(office, "/today", {}, sitting=office.sittings.find(request.cookies.get(COOKIE, "")))
        return today.no_such_case(visit) if visit.sitting else door.closed(visit)

    return answer
