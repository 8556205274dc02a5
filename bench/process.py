"""One run of a command or of a function as a process of its own: how long, how much processor, how much memory, what it said."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Timer
from typing import Any, NamedTuple


class Run(NamedTuple):
    """seconds by the clock, `cpu` seconds of all processors, peak megabytes; `late`: stopped because it took too long."""

    seconds: float
    cpu: float
    megabytes: float
    code: int
    output: str = ""
    late: bool = False


def run_of(command: tuple[str, ...], cache: Path, limit: float = 600) -> Run:
    """Run a command and return what it and its children took (`resource` usage of that child alone, through wait4).

    cache: folder for what the program keeps between runs
    limit: seconds after which the command and all its children are stopped
    """
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program does not compile its modules in every run
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        stopping = Timer(limit, os.killpg, (child.pid, signal.SIGKILL))
        stopping.start()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
        late = not stopping.is_alive()
        stopping.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        output = said.read().decode("utf-8", "replace")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes of one unit of ru_maxrss
    cpu = usage.ru_utime + usage.ru_stime
    return Run(seconds, cpu, usage.ru_maxrss * unit / 1e6, child.returncode, output, late)


def elsewhere(work: Callable[..., Any], *how: object) -> Any:
    """Return the result of `work` done in a process of its own: a run counts the memory of the process that started it in its own peak."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *how).result()
