"""Serving the pages on this machine alone: a port nobody can foresee, a secret that works once, no log."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from safeconduct.web.app import app_of
from safeconduct.web.desk import Desk
from safeconduct.web.session import Session

HERE = "127.0.0.1"
CONNECTIONS = 64
KEEP_ALIVE = 5
HEADERS = 16_384  # bytes of the head of a request


def serve(desk: Desk, tell: Callable[[str], None]) -> None:
    """Serve until the program is ended. `tell` is given the address to open."""
    session = Session()
    with socket.create_server((HERE, 0)) as listening:
        origin = f"http://{HERE}:{listening.getsockname()[1]}"
        server = uvicorn.Server(config_of(app_of(desk, session, origin), CONNECTIONS, KEEP_ALIVE))
        tell(f"{origin}/enter/{session.fresh_secret()}")
        server.run(sockets=[listening])


def config_of(app: ASGIApp, connections: int, keep_alive: int) -> uvicorn.Config:
    """Return how an application is served: without a log. connections: at once, more are told to come back; keep_alive: seconds an idle one lives."""
    return uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http="h11",
        ws="none",
        h11_max_incomplete_event_size=HEADERS,
        limit_concurrency=connections,
        timeout_keep_alive=keep_alive,
        timeout_graceful_shutdown=2,
    )
