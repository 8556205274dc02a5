"""What the tests have workers do: functions of a module, as a worker takes them."""

import ctypes
import gc
import os
import time
from pathlib import Path

from safeconduct.casework.model import Contact, History
from safeconduct.law.model import Law
from safeconduct.person.model import Person, Statement

PR_GET_DUMPABLE = 3


def fingerprint(law: Law, more: str) -> str:
    return law.fingerprint + more


def pid(law: Law) -> int:
    return os.getpid()


def wait_for(law: Law, begun: Path, let: Path) -> str:
    """Say that it has begun, and go on once it is let."""
    begun.touch()
    while not let.exists():
        time.sleep(0.01)
    return "done"


def wait_at_length(law: Law, begun: Path, let: Path) -> str:
    return wait_for(law, begun, let)


def die(law: Law) -> None:
    os._exit(1)


def fail(law: Law) -> None:
    raise ValueError("CANARY")


def dumps_cores(law: Law) -> bool:
    import resource

    limit = resource.getrlimit(resource.RLIMIT_CORE)
    return limit != (0, 0) or ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0


def left_of_a_case(law: Law) -> int:
    return sum(isinstance(one, Person | Statement | History | Contact) for one in gc.get_objects())


def die_of_it(law: Law, *of: object) -> None:
    os._exit(1)


def find_what_cannot_be_sent(law: Law) -> object:
    return lambda: "CANARY"


def leave(law: Law) -> None:
    raise SystemExit("CANARY")
