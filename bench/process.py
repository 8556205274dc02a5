"""One run of a command or of a function as a process of its own: how long, how much processor, how much memory, what it said."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

LAUNCH = Path(__file__).resolve().with_name("launch.py")


class Run(NamedTuple):
    """seconds by the clock, `cpu` seconds of all processors, peak megabytes; `late`: stopped because it took too long."""

    seconds: float
    cpu: float
    megabytes: float
    code: int
    output: str = ""
    late: bool = False


def run_of(command: tuple[str, ...], cache: Path, limit: float = 600) -> Run:
    """Run a command and return what it and its children took (`resource` usage of that child alone).

    cache: folder for what the program keeps between runs
    limit: seconds after which the command and all its children are stopped
    """
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program does not compile its modules in every run
    launched = (sys.executable, "-I", "-S", str(LAUNCH), str(limit), *command)
    with tempfile.TemporaryFile() as said:
        launch = subprocess.run(
            launched, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.PIPE, env=environment, check=True
        )
        said.seek(0)
        output = said.read().decode("utf-8", "replace")
    seconds, cpu, peak, code, late = launch.stderr.split()
    unit = 1 if sys.platform == "darwin" else 1024  # bytes of one unit of ru_maxrss
    return Run(float(seconds), float(cpu), int(peak) * unit / 1e6, int(code), output, late == b"1")


def elsewhere(work: Callable[..., Any], *how: object) -> Any:
    """Return the result of `work` done in a process of its own: a run counts the memory of the process that started it in its own peak."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *how).result()
