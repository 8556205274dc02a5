"""`safeconduct lawbook test`: what must come out of a lawbook, tried."""

import time
from pathlib import Path

import click

from safeconduct.cli.folders import folders_of
from safeconduct.cli.inquiry import BAD_INPUT, law_of_folders, stop
from safeconduct.cli.lawbook import counted
from safeconduct.law.shelf import lawbook_folder
from safeconduct.lawbook.from_text import Text, text_from_file
from safeconduct.lawbook.problems import Problem, render, visible
from safeconduct.trials.running import FOLDER, Result, files_of_tests, run


def test_lawbooks(path: Path | None, only: str, budget: float) -> int:
    """Run the tests of a lawbook, of each lawbook in a folder, or of one file of tests; print what failed and how many there were.

    Returns 2 when a file cannot be read, a test failed or was not run, else 0.
    """
    end = time.monotonic() + budget
    tally = Tally()
    for folder, files in folders_with_tests(path if path is not None else lawbook_folder()):
        law = law_of_folders([folder])
        for file in files:
            for one in run(file, law, lambda: end - time.monotonic(), only):
                tally.add(one)
    if only and tally.passed + tally.failed + tally.late + tally.unread == 0:
        stop(f"--only {only}: no test has this in its name.")
    click.echo(tally.closing_line(budget))
    return BAD_INPUT if tally.has_failed() else 0


def folders_with_tests(path: Path) -> list[tuple[Path, list[Path]]]:
    """Return each lawbook folder with the files of tests to be run; ends the program where there is none."""
    if path.is_file() and path.name != "lawbook.yaml":
        return [(path.resolve().parent.parent, [path])]
    folders = [path.parent] if path.name == FOLDER and path.is_dir() else folders_of(path)
    found = [(folder, files) for folder in folders if (files := files_of_tests(folder))]
    if not found:
        stop(f"there are no tests at {path.as_posix()}. They stand in a folder `{FOLDER}` inside the lawbook's folder.")
    return found


class Tally:
    """Counts results and prints those that failed."""

    def __init__(self) -> None:
        self.passed = self.failed = self.late = self.unread = 0
        self.texts: dict[str, Text] = {}

    def add(self, one: Result | Problem) -> None:
        if isinstance(one, Problem):
            self.unread += 1
            self.show(one)
        elif not one.ran:
            self.late += 1
        elif one.failures:
            self.failed += 1
            for problem in one.failures:
                self.show(problem)
        else:
            self.passed += 1

    def show(self, problem: Problem) -> None:
        text = self.texts.setdefault(problem.file, text_from_file(Path(problem.file)))
        click.echo(render(problem, text.line(problem.line)))
        click.echo()

    def has_failed(self) -> bool:
        return bool(self.failed or self.late or self.unread)

    def closing_line(self, budget: float) -> str:
        said = f"{counted(self.passed, 'test')} passed"
        said += f", {self.failed} failed" if self.failed else ""
        said += f", {self.late} not run within {budget:g} seconds" if self.late else ""
        said += f"; {counted(self.unread, 'problem')} in the files of tests" if self.unread else ""
        return visible(said)
