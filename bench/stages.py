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
    from safeconduct.navigator import Answered, Quest, Survey

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
    quest = Quest(law, person)
    done("ground")
    answered: list[Answered] = []
    for number in range(len(person.wishes)):
        answered.append(quest.answered(number, FRONT_ROW))
        done(f"wish {number + 1}")
    doors = quest.doors
    done("doors")
    survey = Survey(law, person, tuple(answered), doors, quest.rules, quest.goals, quest.packed)
    answer = answer_of(survey)
    done("explain")
    page_of(answer, "en", 80, False)
    done("print")
    gc.freeze()
    return taken


if __name__ == "__main__":
    main()
