"""Another program's solver on a problem that `safeconduct export` wrote, as a process of its own; prints `cost N`, `none` or `open`.

    python bench/solver.py fd-blind|fd-hmax|clingo|kairos FOLDER

`open`: a plan, if any, that nobody proved to be the cheapest. Needs the extra `oracle`.
"""

import contextlib
import os
import re
import sys
from pathlib import Path

KAIROS_SECONDS, KAIROS_MEGABYTES = 600, 3_000
NO_PLAN = (11, 12)  # what Fast Downward returns when there is none, by proof or after searching everything


def fast_downward(folder: Path, heuristic: str) -> str:
    import subprocess
    from importlib.util import find_spec

    from fast_downward.translate import main, options

    os.chdir(folder)
    options.set_options(["domain.pddl", "problem.pddl", "--sas-file", f"{heuristic}.sas"])
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        main.main()
    package = find_spec("up_fast_downward")  # found, not imported: that would take longer than most searches
    assert package is not None and package.origin is not None
    binary = Path(package.origin).parent / "downward/builds/release/bin/downward"
    search = [str(binary), "--search", f"astar({heuristic}())", "--internal-plan-file", f"{heuristic}.plan"]
    with open(f"{heuristic}.sas") as task:
        ran = subprocess.run(search, stdin=task, capture_output=True, text=True, check=False)
    if ran.returncode in NO_PLAN:
        return "none"
    cost = re.search(r"Plan cost: (\d+)", ran.stdout)
    return f"cost {cost[1]}" if cost else f"failed {ran.returncode}"


def kairos(folder: Path) -> str:
    import kairos as planner

    domain = planner.parse_domain((folder / "domain.pddl").read_text())
    problem = planner.parse_problem((folder / "problem.pddl").read_text(), domain)
    result = planner.Planner().solve(
        problem, timeout=KAIROS_SECONDS, threads=1, anytime=True, memory_limit_mb=KAIROS_MEGABYTES
    )
    if result.status == planner.Status.UNSOLVABLE:
        return "none"
    if result.plan is None:
        return "open"
    proved = result.stop_reason == planner.StopReason.PROVEN_OPTIMAL
    return f"{'cost' if proved else 'open'} {round(result.plan.cost)}"


def clingo(folder: Path) -> str:
    """Solve within the steps that the program was written for: what takes more is not found."""
    import clingo as solver

    control = solver.Control(["--warn=none", "--opt-mode=opt"])
    control.add("base", [], (folder / "problem.lp").read_text())
    control.ground([("base", [])])
    costs: list[int] = []
    control.solve(on_model=lambda model: costs.append(model.cost[0] if model.cost else 0))
    return f"cost {costs[-1]}" if costs else "none"


def main() -> None:
    name, folder = sys.argv[1], Path(sys.argv[2])
    match name:
        case "fd-blind" | "fd-hmax":
            print(fast_downward(folder, name.removeprefix("fd-")))
        case "kairos":
            print(kairos(folder))
        case "clingo":
            print(clingo(folder))
        case _:
            sys.exit(f"{name}: no such solver")


if __name__ == "__main__":
    main()
