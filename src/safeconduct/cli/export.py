"""`safeconduct export`: one wish of a case, written for other people's planners."""

from pathlib import Path

import click

from safeconduct.cli.inquiry import Inquiry, stop
from safeconduct.export.asp import asp_of
from safeconduct.export.from_rules import task_of
from safeconduct.export.model import Task, UnsayableError
from safeconduct.export.pddl import pddl_of
from safeconduct.export.up import up_of
from safeconduct.rules.from_law import compile_rules
from safeconduct.rules.relevance import for_goal


def export(inquiry: Inquiry, form: str, wish: int, objective: str, horizon: int, steps: int, into: Path | None) -> None:
    """Write the files of one form into a folder, or print them; what the form cannot say ends the program."""
    wishes = inquiry.person.wishes
    if not 1 <= wish <= len(wishes):
        stop(
            f"--wish {wish}: the case has {len(wishes)} wish{'es' if len(wishes) > 1 else ''}. Name one by its number."
        )
    compiled = compile_rules(inquiry.law, inquiry.person)
    try:
        task = task_of(for_goal(compiled.rules, compiled.goals[wish - 1]), objective, horizon)
    except UnsayableError as reason:
        stop(f"the rules cannot be written so: {reason}")
    files = files_of(task, form, steps)
    if into is None:
        click.echo("".join(files.values()), nl=False)
        return
    try:
        into.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            into.joinpath(name).write_text(text, encoding="utf-8")
    except OSError as error:
        stop(f"--into {into.as_posix()}: cannot be written: {error.strerror}.")
    for name in files:
        click.echo(into.joinpath(name).as_posix())


def files_of(task: Task, form: str, steps: int) -> dict[str, str]:
    """Return the files of a form by name, in the order in which they are printed."""
    if form == "pddl":
        written = pddl_of(task)
        return {"domain.pddl": written.domain, "problem.pddl": written.problem}
    return {"problem.lp": asp_of(task, steps)} if form == "asp" else {"problem.py": up_of(task)}
