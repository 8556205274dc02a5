"""The guard before every page: who may ask, how much may be sent, and the headers that every answer carries, also one that reports a fault."""

import asyncio
import sys
import traceback
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 1_000_000  # of a request's body
FORM = "application/x-www-form-urlencoded"  # no page sends another, and what parses others prints what it was sent
PATIENCE = 10.0  # seconds in which a body must have arrived

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Guard:
    """Wraps an application that is reached as `origin` ("http://127.0.0.1:PORT", "https://cases.example.org") and by no other name."""

    def __init__(self, app: ASGIApp, origin: str) -> None:
        self.app, self.origin = app, origin
        self.host = origin.partition("://")[2]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        guarded = with_headers(send)
        refusal = self.refusal_of(scope)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        body = await body_of(receive)
        if isinstance(body, Response):
            await body(scope, receive, guarded)
            return
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await guarded(message)

        try:
            await self.app(scope, replayed(body, receive), noted)
        except Exception as fault:
            report(fault)
            if not begun:
                await plain(500)(scope, receive, guarded)

    def refusal_of(self, scope: Scope) -> Response | None:
        """Return the answer to a request that is not ours to answer: by another name, or sent by another site."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self.host]:
            return plain(421)
        if scope["method"] not in ("GET", "POST"):  # a HEAD would use up the one-time address
            return plain(405)
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site not in (None, "same-origin", "none"):
            return plain(403)
        if headers.get("sec-purpose") or headers.get(
            "purpose"
        ):  # a browser that looks ahead would use up the one-time address
            return plain(403)
        if scope["method"] == "GET" and origin in (None, self.origin):
            return None
        form = headers.get("content-type", FORM).partition(";")[0].strip().lower()
        # under `no-referrer` a browser says "null" of its own form; then only Sec-Fetch-Site tells it from another site's
        own = origin == self.origin or (origin in (None, "null") and site == "same-origin")
        if not own:
            return plain(403)
        return None if scope["method"] == "GET" or form == FORM else plain(415)


def plain(status: int) -> Response:
    """Return an answer that says nothing but its number."""
    return PlainTextResponse(f"{status}\n", status)


def with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sending


async def body_of(receive: Receive) -> bytes | Response:
    """Return the whole body of a request, or the answer to one that is too long or too slow."""
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await receive()
                body += message.get("body", b"")
                if len(body) > MOST_BYTES:
                    return plain(413)
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError:
        return plain(408)


def replayed(body: bytes, receive: Receive) -> Receive:
    """Return a channel that gives the body once, then whatever comes."""
    left = [body]

    async def receiving() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return receiving


def report(fault: BaseException) -> None:
    """Name a fault of the program on the terminal: what and where, never a word of the case."""
    frame = traceback.extract_tb(fault.__traceback__)[-1]
    print(
        f"safeconduct: a fault of the program: {type(fault).__name__} at {Path(frame.filename).name}:{frame.lineno}.",
        file=sys.stderr,
    )
