"""Side by side: our program and other people's solvers on the same invented worlds, each as a whole process.

Ours reads the lawbook as kept from a run before, and the case; the others read what `safeconduct export` wrote, and that writing is not counted.
clingo is told, as a favour, how many steps the best way has.
"""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

from process import Run, run_of
from worlds import drawn_world, write_world

BENCH = Path(__file__).resolve().parent
COMMAND = Path(sys.executable).with_name("safeconduct")
OURS = "safeconduct"
MODULES = {"fd-blind": "fast_downward", "fd-hmax": "fast_downward", "clingo": "clingo", "kairos": "kairos"}
LATE = "too slow"


class Instance(NamedTuple):
    """One world and what is asked of it; `best`: the days of the best way and the fewest steps of such a way, None: there is none.

    The values come from a plain shortest path over what was drawn (tests/oracles/worlds.py).
    """

    countries: int
    seed: int
    case: str
    best: tuple[int, int] | None
    leaves_out: tuple[str, ...] = ()  # solvers for which it is hopeless

    @property
    def name(self) -> str:
        return f"N={self.countries}" + (" none" if self.best is None else "")

    @property
    def expected(self) -> str:
        return "none" if self.best is None else f"cost {self.best[0]}"


# clingo has no horizon to be told where there is no way; Fast Downward's hmax was hours there (engine.md, 2.2).
INSTANCES = (
    Instance(5, 1, "case", (5597, 10)),
    Instance(20, 1, "case", (8762, 15)),
    Instance(50, 3, "case", (8230, 16)),
    Instance(200, 1, "case", (10881, 24)),
    Instance(20, 1, "none", None, ("clingo",)),
    Instance(50, 3, "none", None, ("clingo",)),
    Instance(200, 1, "none", None, ("clingo", "fd-hmax", "kairos")),
)


class Row(NamedTuple):
    """The runs of one solver on one instance and what it answered each time."""

    instance: Instance
    solver: str
    runs: tuple[Run, ...]
    answers: tuple[str, ...]


def solvers_here() -> list[str]:
    """Return our program and those of the others that are installed."""
    return [OURS, *(name for name, module in MODULES.items() if find_spec(module) is not None)]


def measured(
    folder: Path, sizes: list[int], solvers: list[str], times: int, limit: float, kinds: tuple[str, ...]
) -> list[Row]:
    """Return the rows of every instance of these sizes; the solvers take turns, and one that was too slow is not asked again."""
    rows = []
    for instance in (one for one in INSTANCES if one.countries in sizes and one.case in kinds):
        place = prepared(instance, folder)
        asked = [one for one in solvers if one not in instance.leaves_out]
        runs: dict[str, list[Run]] = {one: [] for one in asked}
        run_of(command(OURS, instance, place), folder / "cache", limit)  # fills the cache of the law
        for _ in range(times):
            for solver in asked:
                if not any(run.late for run in runs[solver]):
                    runs[solver].append(run_of(command(solver, instance, place), folder / "cache", limit))
        rows += [row_of(instance, solver, runs[solver]) for solver in asked]
    return rows


def prepared(instance: Instance, folder: Path) -> Path:
    """Return the folder of an instance with the world and what was written of it for the other solvers."""
    place = folder / f"{instance.countries}-{instance.seed}"
    write_world(drawn_world(instance.countries, instance.seed), place)
    for form in ("--pddl", "--asp") if instance.best is not None else ("--pddl",):
        written = (str(COMMAND), "export", str(place / f"{instance.case}.yaml"), "--lawbooks", str(place / "lawbooks"))
        steps = ("--steps", str(instance.best[1])) if instance.best is not None else ()
        into = ("--into", str(place / instance.case))
        subprocess.run((*written, form, *steps, *into), check=True, stdout=subprocess.DEVNULL)
    return place


def command(solver: str, instance: Instance, place: Path) -> tuple[str, ...]:
    if solver == OURS:
        case = str(place / f"{instance.case}.yaml")
        return (str(COMMAND), "reach", case, "--lawbooks", str(place / "lawbooks"))
    return (sys.executable, str(BENCH / "solver.py"), solver, str(place / instance.case))


def row_of(instance: Instance, solver: str, runs: list[Run]) -> Row:
    read = said_by_us if solver == OURS else str.strip
    answers = (LATE if run.late else read(run.output) if run.code == 0 else f"ended with {run.code}" for run in runs)
    return Row(instance, solver, tuple(runs), tuple(dict.fromkeys(answers)))


def said_by_us(output: str) -> str:
    """Return our answer to the first wish, a line of `safeconduct reach`, as the solvers give theirs."""
    days = re.search(r"([\d,]+) days", output)
    if days is not None:
        return f"cost {days[1].replace(',', '')}"
    return "none" if ": no way: proved" in output else output.strip()


def table(rows: list[Row]) -> list[str]:
    """Return one line a row; the ratios are to our program on the same instance in the same run, by the clock and by processor time."""
    ours = {row.instance: row for row in rows if row.solver == OURS}
    lines = [f"{'':<26}{'median s':>10}{'best s':>10}{'cpu s':>9}{'peak MB':>10}{'ratio':>9}{'by cpu':>9}  answer"]
    for row in rows:
        seconds, cpu = median(run.seconds for run in row.runs), median(run.cpu for run in row.runs)
        best, peak = min(run.seconds for run in row.runs), max(run.megabytes for run in row.runs)
        lines.append(
            f"{row.instance.name + ', ' + row.solver:<26}{seconds:>10.3f}{best:>10.3f}{cpu:>9.2f}{peak:>10.1f}"
            + ratios(seconds, cpu, ours.get(row.instance))
            + f"  {verdict(row)}"
        )
    return lines


def ratios(seconds: float, cpu: float, ours: Row | None) -> str:
    if ours is None:
        return f"{'':>9}{'':>9}"
    by_clock = seconds / median(run.seconds for run in ours.runs)
    by_cpu = cpu / max(1e-3, median(run.cpu for run in ours.runs))
    return f"{by_clock:>9.2f}{by_cpu:>9.2f}"


def verdict(row: Row) -> str:
    """Return what was answered, and whether that is so."""
    said = ", ".join(row.answers)
    return said if row.answers == (row.instance.expected,) else f"{said}: NOT {row.instance.expected}"
