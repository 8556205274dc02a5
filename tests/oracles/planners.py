"""Planners that are not ours, asked with what `safeconduct.export` writes. Each import fails where the extra `oracle` is not installed."""

import contextlib
import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from safeconduct.export.pddl import Pddl


class Plan(NamedTuple):
    """cost: the least there is, if `proved`; names: the actions in order, `wait` among them; cost None: there is no plan."""

    cost: int | None
    names: tuple[str, ...]
    proved: bool


def fast_downward(text: Pddl, seconds: int = 60) -> Plan:
    """Return the cheapest plan by Fast Downward, A* with the blind heuristic; its translator runs in this process."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.joinpath("domain.pddl").write_text(text.domain)
        place.joinpath("problem.pddl").write_text(text.problem)
        translate(place)
        return searched(place, seconds)


def translate(place: Path) -> None:
    from fast_downward.translate import main, options

    options.set_options([str(place / "domain.pddl"), str(place / "problem.pddl"), "--sas-file", str(place / "task.sas")])
    with contextlib.redirect_stdout(io.StringIO()):
        main.main()


def searched(place: Path, seconds: int) -> Plan:
    import up_fast_downward

    binary = Path(up_fast_downward.__file__).parent / "downward/builds/release/bin/downward"
    command = [str(binary), "--search", "astar(blind())", "--internal-plan-file", str(place / "plan")]
    with place.joinpath("task.sas").open() as task:
        ran = subprocess.run(command, stdin=task, capture_output=True, text=True, timeout=seconds, check=False)
    if ran.returncode == 12 or ran.returncode == 11:  # searched to the end: no plan
        return Plan(None, (), True)
    if ran.returncode != 0:
        raise RuntimeError(ran.stdout[-2000:] + ran.stderr)
    lines = place.joinpath("plan").read_text().splitlines()
    cost = int(re.search(r"cost = (\d+)", lines[-1])[1])  # type: ignore[index]
    return Plan(cost, tuple(line.strip("()").split()[0] for line in lines[:-1]), True)


def kairos(text: Pddl, seconds: float = 5, memory: int = 1500) -> Plan | None:
    """Return the best plan that Kairos found; None: it gave none, which proves nothing (engine.md, 2.3)."""
    import kairos as planner

    domain = planner.parse_domain(text.domain)
    result = planner.Planner().solve(planner.parse_problem(text.problem, domain), timeout=seconds, threads=1, anytime=True, memory_limit_mb=memory)
    return result
