"""Serving the pages on this machine alone: a port nobody can foresee, a secret that works once, no log."""

import socket
from collections.abc import Callable

import uvicorn

from safeconduct.web.app import app_of
from safeconduct.web.desk import Desk
from safeconduct.web.session import Session

HERE = "127.0.0.1"
CONNECTIONS = 64  # at once; more are told to come back
HEADERS = 16_384  # bytes of the head of a request


def serve(desk: Desk, tell: Callable[[str], None]) -> None:
    """Serve until the program is ended. `tell` is given the address to open."""
    session = Session()
    with socket.create_server((HERE, 0)) as listening:
        origin = f"http://{HERE}:{listening.getsockname()[1]}"
        server = uvicorn.Server(config_of(desk, session, origin))
        tell(f"{origin}/enter/{session.fresh_secret()}")
        server.run(sockets=[listening])


def config_of(desk: Desk, session: Session, origin: str) -> uvicorn.Config:
    return uvicorn.Config(
        app_of(desk, session, origin),
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http="h11",
        ws="none",
        h11_max_incomplete_event_size=HEADERS,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=2,
    )
