"""A client that asks an application in its own thread: Starlette's starts a thread for each request and hands every message over to it."""

import asyncio

import httpx2
from starlette.types import ASGIApp


class Visitor(httpx2.Client):
    """Keeps its cookies, follows no redirect, and raises what the application does."""

    def __init__(self, app: ASGIApp, origin: str) -> None:
        super().__init__(transport=Here(app), base_url=origin, follow_redirects=False)


class Here(httpx2.BaseTransport):
    def __init__(self, app: ASGIApp) -> None:
        self.application = httpx2.ASGITransport(app)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        return asyncio.run(self.answer(request))

    async def answer(self, request: httpx2.Request) -> httpx2.Response:
        answer = await self.application.handle_async_request(request)
        body = b"".join([part async for part in answer.stream])
        return httpx2.Response(answer.status_code, headers=answer.headers, stream=httpx2.ByteStream(body))
