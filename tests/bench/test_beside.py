"""What is set side by side: the best ways that are expected, and rows that say when an answer is wrong."""

import pytest

from beside import INSTANCES, OURS, Row, table
from oracles.worlds import fewest_days
from process import Run, run_of
from worlds import drawn_world


@pytest.mark.parametrize("instance", [one for one in INSTANCES if one.best and one.countries < 100], ids=str)
def test_the_expected_days_are_those_of_a_plain_shortest_path(instance):
    assert fewest_days(drawn_world(instance.countries, instance.seed)) == instance.best[0]


def test_a_wrong_answer_is_marked():
    run = Run(1.0, 0.5, 30.0, 0)
    assert table([Row(INSTANCES[0], OURS, (run,), ("cost 1",))])[1].endswith("cost 1: NOT cost 5597")


def test_a_run_that_takes_too_long_is_stopped(tmp_path):
    assert run_of(("sleep", "60"), tmp_path, limit=0.1).late


def test_what_a_run_prints_is_kept(tmp_path):
    assert run_of(("echo", "cost 7"), tmp_path).output == "cost 7\n"
