"""Running the tests of lawbooks: which files there are, one trial after the other, within a budget of time."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from safeconduct.law.model import Law
from safeconduct.lawbook.problems import Problem
from safeconduct.trials.checking import failures
from safeconduct.trials.from_yaml import read_trials
from safeconduct.trials.model import Trial
from safeconduct.trials.outcome import outcome_of

FOLDER = "tests"  # beside the files of a lawbook, which are those directly in its folder


class Result(NamedTuple):
    """A trial that was run, with what failed; `ran` is False when the budget was spent before its turn."""

    trial: Trial
    failures: list[Problem]
    ran: bool = True


def files_of_tests(folder: Path) -> list[Path]:
    """Return the files of tests of a lawbook, by name."""
    return sorted((folder / FOLDER).glob("*.yaml"))


def run(file: Path, law: Law, left: Callable[[], float], only: str = "") -> Iterator[Result | Problem]:
    """Yield the result of each trial of a file whose name has `only` in it, or every problem of the file.

    left: returns how many seconds are left; a trial begins only while some are
    """
    for trial in read_trials(file, law):
        if isinstance(trial, Problem):
            yield trial
        elif only in trial.name:
            ran = left() > 0
            yield Result(trial, failures(trial, outcome_of(law, trial.person)) if ran else [], ran)
