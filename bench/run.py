"""How long the installed command takes, as a whole process, and how much memory: a table, and which budgets are met.

    python bench/run.py [--runs N] [--out FILE]

Every kind of run is done N times, the kinds in turn, so that a machine that grows slower meanwhile is slower for all. `cold` means without
the kept law: the lawbooks are read and checked again. Never fails for a budget missed: the numbers depend on the machine.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from shutil import rmtree
from statistics import median
from typing import NamedTuple

BENCH = Path(__file__).resolve().parent
CASES = BENCH.parent / "cases"
COMMAND = Path(sys.executable).with_name("safeconduct")
PYTHON = "python -c pass"


class Kind(NamedTuple):
    name: str
    command: tuple[str, ...]
    cold: bool = False


class Run(NamedTuple):
    seconds: float
    megabytes: float
    code: int


def kinds() -> list[Kind]:
    """Return what is measured; the first is what every Python program takes on this machine."""
    routes = (str(COMMAND), "routes")
    then, now = str(CASES / "former-official.yaml"), str(CASES / "former-official-today.yaml")
    return [
        Kind(PYTHON, (sys.executable, "-c", "pass")),
        Kind("help", (str(COMMAND), "--help")),
        Kind("2013 en, cold", (*routes, then, "--lang", "en"), cold=True),
        Kind("2013 en, warm", (*routes, then, "--lang", "en")),
        Kind("2013 ko, warm", (*routes, then, "--lang", "ko")),
        Kind("2013 en, warm, --json", (*routes, then, "--lang", "en", "--json")),
        Kind("2013 en, warm, --verify", (*routes, then, "--lang", "en", "--verify")),
        Kind("today en, warm", (*routes, now, "--lang", "en")),
        Kind("today ko, warm", (*routes, now, "--lang", "ko")),
    ]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--out", type=Path, help="file that gets the table as well")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        runs = measured(kinds(), max(1, asked.runs), Path(cache))
    budgets = tomllib.loads((BENCH / "budgets.toml").read_text(encoding="utf-8"))
    table = "\n".join([*heading(asked.runs), *rows(runs), "", *verdicts(runs, budgets)]) + "\n"
    print(table, end="")
    if asked.out is not None:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(table, encoding="utf-8")


def measured(asked: list[Kind], times: int, cache: Path) -> dict[str, list[Run]]:
    """Return the runs of each kind; the first round, which fills the cache of the law and of the disk, is not counted."""
    runs: dict[str, list[Run]] = {kind.name: [] for kind in asked}
    for round_ in range(times + 1):
        for kind in asked:
            folder = cache / ("cold" if kind.cold else "warm")
            if kind.cold:
                rmtree(folder, ignore_errors=True)
            run = run_of(kind.command, folder)
            if round_:
                runs[kind.name].append(run)
    return runs


def run_of(command: tuple[str, ...], cache: Path) -> Run:
    """Run a command as its own process and return what it took (`resource` usage of that child alone, through wait4)."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONHASHSEED": "0"}
    begun = time.perf_counter()
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024  # bytes of one unit of ru_maxrss
    return Run(seconds, usage.ru_maxrss * unit / 1e6, child.returncode)


def heading(runs: int) -> list[str]:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = f"{platform.machine()}, {os.cpu_count()} processors"
    return [
        f"safeconduct, whole processes, {python}, {machine}, {time.strftime('%Y-%m-%d')}",
        f"runs of each kind: {runs}; load at the end: {os.getloadavg()[0]:.1f}",
        "",
        f"{'':<26}{'median s':>10}{'best s':>10}{'ratio':>9}{'peak MB':>10}",
    ]


def rows(runs: dict[str, list[Run]]) -> list[str]:
    """Return one line of each kind; the ratio is that of the medians to `python -c pass`."""
    bare = median(run.seconds for run in runs[PYTHON])
    return [row(name, of, bare) for name, of in runs.items()]


def row(name: str, runs: list[Run], bare: float) -> str:
    middle = median(run.seconds for run in runs)
    best, peak = min(run.seconds for run in runs), max(run.megabytes for run in runs)
    failed = "  did not end with 0" if any(run.code for run in runs) else ""
    return f"{name:<26}{middle:>10.3f}{best:>10.3f}{middle / bare:>9.1f}{peak:>10.1f}{failed}"


def verdicts(runs: dict[str, list[Run]], budgets: dict[str, dict[str, float]]) -> list[str]:
    """Return one line for each budget: met or missed, and by how much."""
    found = {
        "seconds": {name: median(run.seconds for run in of) for name, of in runs.items()},
        "megabytes": {name: max(run.megabytes for run in of) for name, of in runs.items()},
    }
    return [
        verdict(name, unit, found[unit][name], most, all(run.code == 0 for run in runs[name]))
        for unit, limits in budgets.items()
        for name, most in limits.items()
    ]


def verdict(name: str, unit: str, took: float, most: float, ended_well: bool) -> str:
    if not ended_well:
        return f"NOT MEASURED  {name}: the command did not end with 0"
    word = "met   " if took <= most else "MISSED"
    return f"{word}  {name}: {took:.3g} of {most:g} {unit}"


if __name__ == "__main__":
    main()
