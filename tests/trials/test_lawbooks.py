"""The tests beside the lawbooks can be read: no fact, procedure or article they name has been renamed. `lawbook test` runs them."""

from pathlib import Path

import pytest

from safeconduct.cli.folders import used_folders
from safeconduct.law.cache import load_law
from safeconduct.lawbook.problems import Problem
from safeconduct.trials.from_yaml import read_trials

PROJECT = Path(__file__).parents[2]
FILES = sorted((PROJECT / "lawbooks").glob("*/tests/*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PROJECT / "lawbooks").as_posix())
def test_a_file_of_tests_can_be_read(file):
    book = file.parent.parent
    trials = read_trials(file, load_law([book, *used_folders([book])]))
    assert [problem for problem in trials if isinstance(problem, Problem)] == []
    assert trials


def test_the_korean_lawbook_has_tests():
    assert len(FILES) >= 3
