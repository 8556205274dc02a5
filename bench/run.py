"""How long the installed command takes, as a whole process, and how much memory: tables, and which budgets are met.

    python bench/run.py [--runs N] [--only cases|worlds|none|growth] [--sizes N,N] [--solvers NAME,NAME] [--limit SECONDS] [--out FILE]

Every kind of run is done N times, the kinds in turn, so that a machine that grows slower meanwhile is slower for all. `cold` means without
the kept law: the lawbooks are read and checked again. Never fails for a budget missed: the numbers depend on the machine.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from shutil import rmtree
from statistics import median
from typing import NamedTuple

import beside
import growth
from process import Run, run_of

BENCH = Path(__file__).resolve().parent
CASES = BENCH.parent / "cases"
COMMAND = Path(sys.executable).with_name("safeconduct")
PYTHON = "python -c pass"
PARTS = ["cases", "worlds", "none", "growth"]


class Kind(NamedTuple):
    name: str
    command: tuple[str, ...]
    cold: bool = False


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
    asked = arguments()
    parts: list[str] = heading(asked.runs)
    found: dict[str, dict[str, float]] = {"seconds": {}, "megabytes": {}, "times faster": {}}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if "cases" in asked.only:
            runs = measured(kinds(), asked.runs, folder / "cache")
            parts += [*rows(runs), ""]
            note(found, runs)
        wanted = tuple(case for case, part in (("case", "worlds"), ("none", "none")) if part in asked.only)
        if wanted:
            side = beside.measured(folder, asked.sizes, asked.solvers, asked.runs, asked.limit, wanted)
            parts += [*beside.table(side), ""]
            note_beside(found, side)
        if "growth" in asked.only:
            parts += [*growth.table(growth.measured(folder, asked.sizes, asked.runs, asked.limit)), ""]
    budgets = tomllib.loads((BENCH / "budgets.toml").read_text(encoding="utf-8"))
    table = (
        "\n".join(
            [*parts, *verdicts(found, budgets, whole=asked.only == PARTS), f"load at the end: {os.getloadavg()[0]:.1f}"]
        )
        + "\n"
    )
    print(table, end="")
    if asked.out is not None:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(table, encoding="utf-8")


def arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--only", choices=PARTS, action="append", help="a part of the measurements; may be repeated")
    options.add_argument("--sizes", type=numbers, default=[5, 20, 50, 200], help="numbers of countries")
    options.add_argument("--solvers", type=words, default=beside.solvers_here(), help="those to set side by side")
    options.add_argument("--limit", type=float, default=120, help="seconds after which one run is stopped")
    options.add_argument("--out", type=Path, help="file that gets the tables as well")
    asked = options.parse_args()
    asked.runs, asked.only = max(1, asked.runs), asked.only or PARTS
    return asked


def numbers(text: str) -> list[int]:
    return [int(one) for one in text.split(",")]


def words(text: str) -> list[str]:
    return text.split(",")


def note(found: dict[str, dict[str, float]], runs: dict[str, list[Run]]) -> None:
    """Note what budgets are compared with of each kind that ended well."""
    for name, of in runs.items():
        if all(run.code == 0 for run in of):
            found["seconds"][name] = median(run.seconds for run in of)
            found["megabytes"][name] = max(run.megabytes for run in of)


def note_beside(found: dict[str, dict[str, float]], side: list[beside.Row]) -> None:
    """Note our runs with the right answer, and how many times faster we were than each solver that had it too, by the clock.

    A solver that was stopped for being too slow took at least so long, so its figure is a least one.
    """
    right = [row for row in side if row.answers == (row.instance.expected,)]
    ours = {row.instance: row for row in right if row.solver == beside.OURS}
    note(found, {instance.name: list(row.runs) for instance, row in ours.items()})
    for row in side:
        if row.solver != beside.OURS and row.instance in ours and (row in right or row.answers == (beside.LATE,)):
            theirs = median(run.seconds for run in row.runs)
            found["times faster"][f"{row.instance.name}, {row.solver}"] = theirs / found["seconds"][row.instance.name]


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


def heading(runs: int) -> list[str]:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = f"{platform.machine()}, {os.cpu_count()} processors"
    return [
        f"safeconduct, whole processes, {python}, {machine}, {time.strftime('%Y-%m-%d')}",
        f"runs of each kind: {runs}",
        "",
    ]


def rows(runs: dict[str, list[Run]]) -> list[str]:
    """Return one line of each kind; the ratio is that of the medians to `python -c pass`."""
    bare = median(run.seconds for run in runs[PYTHON])
    head = f"{'':<26}{'median s':>10}{'best s':>10}{'cpu s':>9}{'peak MB':>10}{'ratio':>9}"
    return [head, *(row(name, of, bare) for name, of in runs.items())]


def row(name: str, runs: list[Run], bare: float) -> str:
    middle = median(run.seconds for run in runs)
    best, peak = min(run.seconds for run in runs), max(run.megabytes for run in runs)
    cpu = median(run.cpu for run in runs)
    failed = "  did not end with 0" if any(run.code for run in runs) else ""
    return f"{name:<26}{middle:>10.3f}{best:>10.3f}{cpu:>9.2f}{peak:>10.1f}{middle / bare:>9.1f}{failed}"


def verdicts(found: dict[str, dict[str, float]], budgets: dict[str, dict[str, float]], *, whole: bool) -> list[str]:
    """Return one line for each budget: met or missed, and by how much. `whole`: also for those of which nothing was measured."""
    return [
        verdict(name, unit, found[unit].get(name), limit)
        for unit, limits in budgets.items()
        for name, limit in limits.items()
        if whole or name in found[unit]
    ]


def verdict(name: str, unit: str, value: float | None, limit: float) -> str:
    if value is None:
        return f"NOT MEASURED  {name}: no run that ended well with the right answer ({limit:g} {unit})"
    within = value >= limit if unit == "times faster" else value <= limit
    return f"{'met   ' if within else 'MISSED'}  {name}: {value:.3g} of {limit:g} {unit}"


if __name__ == "__main__":
    main()
