"""Planners that are not ours, asked with what `safeconduct.export` writes. Each import fails where the extra `oracle` is not installed."""

import contextlib
import io
import re
import subprocess
import tempfile
import warnings
from pathlib import Path
from typing import Any, NamedTuple

from safeconduct.export.pddl import Pddl

NO_PLAN = (11, 12)  # what Fast Downward returns when there is none, by proof or after searching everything


class Plan(NamedTuple):
    """cost: the least there is, if `proved`; names: the actions in order, `wait` among them; cost None: there is no plan."""

    cost: int | None
    names: tuple[str, ...]
    proved: bool


def fast_downward(text: Pddl, seconds: int = 4) -> Plan | None:
    """Return the cheapest plan by Fast Downward, A* with the blind heuristic; None: out of time. Its translator runs in this process."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.joinpath("domain.pddl").write_text(text.domain)
        place.joinpath("problem.pddl").write_text(text.problem)
        translate(place)
        return searched(place, seconds)


def translate(place: Path) -> None:
    from fast_downward.translate import main, options

    options.set_options(
        [
            str(place / "domain.pddl"),
            str(place / "problem.pddl"),
            "--sas-file",
            str(place / "task.sas"),
            "--invariant-generation-max-time",
            "1",
        ]
    )
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves the files it read open
        main.main()


def searched(place: Path, seconds: int) -> Plan | None:
    import up_fast_downward

    binary = Path(up_fast_downward.__file__).parent / "downward/builds/release/bin/downward"
    command = [str(binary), "--search", "astar(blind())", "--internal-plan-file", str(place / "plan")]
    with place.joinpath("task.sas").open() as task:
        try:
            ran = subprocess.run(command, stdin=task, capture_output=True, text=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            return None
    if ran.returncode in NO_PLAN:
        return Plan(None, (), True)
    if ran.returncode != 0:
        raise RuntimeError(ran.stdout[-2000:] + ran.stderr)
    lines = place.joinpath("plan").read_text().splitlines()
    cost = int(re.search(r"cost = (\d+)", lines[-1])[1])  # type: ignore[index]
    return Plan(cost, tuple(line.strip("()").split()[0] for line in lines[:-1]), True)


def kairos(text: Pddl, seconds: float = 0.7, memory: int = 1500) -> Plan | None:
    """Return the best plan that Kairos finds, or that it says there is none; None: it ran out of time.

    Its "none" is documented as a proof and was wrong once (engine.md, 2.3): compare it, do not rely on it.
    """
    import kairos as planner

    problem = planner.parse_problem(text.problem, planner.parse_domain(text.domain))
    result = planner.Planner().solve(problem, timeout=seconds, threads=1, anytime=True, memory_limit_mb=memory)
    if result.status == planner.Status.UNSOLVABLE:
        return Plan(None, (), True)
    if result.plan is None:
        return None
    proved = result.stop_reason == planner.StopReason.PROVEN_OPTIMAL
    return Plan(round(result.plan.cost), tuple(step.name for step in result.plan.steps), proved)


def validated(text: Pddl, plan: tuple[str, ...]) -> float | None:
    """Return what a plan costs according to the validator of Kairos; None: it is no plan. A wait is written `wait DAY DAY`."""
    import kairos as planner

    problem = planner.parse_problem(text.problem, planner.parse_domain(text.domain))
    report = planner.validate(problem, planner.parse_plan("".join(f"({step})\n" for step in plan)))
    return report.metric if report.valid else None


def clingo(program: str, seconds: float = 5) -> Plan | None:
    """Return the cheapest plan within the steps that the program allows; None: out of time."""
    import clingo as solver

    control = solver.Control(["--warn=none", "--opt-mode=opt"])
    control.add("base", [], program)
    control.ground([("base", [])])
    best: list[tuple[int, tuple[solver.Symbol, ...]]] = []
    with control.solve(
        async_=True, on_model=lambda m: best.append((m.cost[0] if m.cost else 0, tuple(m.symbols(shown=True))))
    ) as handle:
        if not handle.wait(seconds):
            handle.cancel()
            return None
        handle.get()
    if not best:
        return Plan(None, (), True)
    cost, symbols = best[-1]
    return Plan(cost, in_order(symbols), True)


def in_order(symbols: tuple[Any, ...]) -> tuple[str, ...]:
    """Return the actions of an answer set in order, a wait until a day as `until DAY`."""
    steps = sorted((one.arguments[1].number, one) for one in symbols)
    return tuple(str(one.arguments[0]) if one.name == "occurs" else f"until {one.arguments[0]}" for _, one in steps)
