"""Serving an organisation behind a proxy that speaks TLS: on this machine's loopback alone, without a log."""

import gc
import socket
import sys
from collections.abc import Callable

import uvicorn

from safeconduct.office.app import app_of
from safeconduct.office.visit import Office
from safeconduct.web.serving import HERE, config_of

CONNECTIONS = 512
KEEP_ALIVE = 75  # longer than a proxy keeps an idle connection: it is the proxy that ends it
SWITCH = 0.001  # seconds after which a search lets other threads on: it would be five times as long


def serve(office: Office, origin: str, port: int, tell: Callable[[int], None]) -> None:
    """Serve until the program is ended. `tell` is given the port, which is a free one where 0 was asked for. Raises OSError."""
    sys.setswitchinterval(SWITCH)
    gc.collect()
    gc.freeze()  # the law stays as it is: to look through it again and again would hold everybody up
    with socket.create_server((HERE, port)) as listening:
        server = uvicorn.Server(config_of(app_of(office, origin), CONNECTIONS, KEEP_ALIVE))
        tell(listening.getsockname()[1])
        server.run(sockets=[listening])
