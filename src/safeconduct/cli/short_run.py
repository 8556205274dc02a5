"""A short run: how a process begins and ends that answers one question and is gone."""

import gc
import os
import sys
from typing import NoReturn

MANY_OBJECTS = 500_000


def prepare() -> None:
    """Have the process do nothing that one short run has no use for."""
    gc.set_threshold(MANY_OBJECTS)  # it leaves next to nothing to collect: looking for it costs a tenth of the time
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy is asked for no products: threads would only be started


def leave_at_once() -> NoReturn:
    """End the process, all well, without taking apart what it holds: that takes as long as a tenth of the answer. Raises OSError."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
