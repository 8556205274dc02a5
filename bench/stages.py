"""Where the processor time of one answer goes, stage by stage: medians over whole processes, the lawbook kept from a run before.

    python bench/stages.py [CASE] [--runs N] [--out FILE]

`start` is the interpreter with all imports, `ends` what is left once the page is printed. Processor seconds (user and system), for the clock
says more about what else the machine does. The stages are those of `navigator.navigate`, taken apart; a wish is a stage of its own.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

CASE = Path(__file__).resolve().parents[1] / "cases" / "former-official.yaml"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("case", type=Path, nargs="?", default=CASE)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--out", type=Path, help="file that gets the table as well")
    options.add_argument("--one", action="store_true", help="measure this very process and print it as JSON")
    asked = options.parse_args()
    if asked.one:
        print(json.dumps(stages_of(asked.case)))
        return
    runs = [one_run(asked.case) for _ in range(asked.runs + 1)][1:]  # the first fills the cache of the law
    rows = {name: sorted(run[name] for run in runs) for name in runs[0]}
    lines = [f"{'processor seconds':<24}{'median':>9}{'best':>9}"]
    lines += [f"{name:<24}{median(of):>9.3f}{of[0]:>9.3f}" for name, of in rows.items()]
    table = "\n".join(lines) + "\n"
    print(table, end="")
    if asked.out is not None:
        asked.out.write_text(table, encoding="utf-8")


def one_run(case: Path) -> dict[str, float]:
    """Return the seconds of each stage of a fresh process, and of the whole of it."""
    child = subprocess.Popen([sys.executable, __file__, str(case), "--one"], stdout=subprocess.PIPE)
    assert child.stdout is not None
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    stages: dict[str, float] = json.loads(said)
    whole = usage.ru_utime + usage.ru_stime
    return {**stages, "ends": whole - sum(stages.values()), "whole process": whole}


def stages_of(case: Path) -> dict[str, float]:
    """Return the processor seconds of each stage of one answer in this process."""
    import gc

    from safeconduct.cli.short_run import prepare

    prepare()
    from safeconduct.answers.from_routes import answer_of
    from safeconduct.answers.terminal import page_of
    from safeconduct.cli.inquiry import inquiry_of
    from safeconduct.cli.routes import FRONT_ROW
    from safeconduct.navigator import Answered, Survey
    from safeconduct.routes.doors import doors_of
    from safeconduct.routes.from_graph import solve_task
    from safeconduct.routes.task import Task
    from safeconduct.rules.from_law import compile_rules
    from safeconduct.rules.packed import Packed
    from safeconduct.rules.relevance import for_goals

    taken: dict[str, float] = {}
    last = 0.0

    def done(stage: str) -> None:
        nonlocal last
        now = time.process_time()
        taken[stage], last = now - last, now

    import safeconduct.cli.main  # noqa: F401  what the command loads

    done("start")
    law, person = inquiry_of(case, None, None)
    done("read")
    compiled = compile_rules(law, person)
    done("ground")
    slices = for_goals(compiled.rules, compiled.goals)
    done("slice")
    answered: list[Answered] = []
    tasks: list[Task] = []
    for number, (wish, rules) in enumerate(zip(person.wishes, slices, strict=True), 1):
        alike = next((one for one in tasks if one.rules.operators is rules.operators), None)
        tasks.append(Task(rules, alike=alike))
        answered.append(Answered(wish, rules, solve_task(tasks[-1], person.prefer, answered=FRONT_ROW)))
        done(f"wish {number}")
    packed = Packed(compiled.rules)
    doors = doors_of(compiled.rules, packed)
    done("doors")
    survey = Survey(law, person, tuple(answered), doors, compiled.rules, compiled.goals, packed)
    answer = answer_of(survey)
    done("explain")
    page_of(answer, "en", 80, False)
    done("print")
    gc.freeze()
    return taken


if __name__ == "__main__":
    main()
