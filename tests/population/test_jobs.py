"""Jobs have the same regions wherever they are worked out."""

from unittest.mock import patch

from islanders import some_people, table_of
from safeconduct.population import jobs, tables
from safeconduct.population.asked import asked_of
from safeconduct.population.solve import solve


def test_keys_have_the_same_answers_in_one_process_and_in_two(shore, islanders, tmp_path):
    people = str(table_of(some_people(250), tmp_path / "people.parquet"))
    asked = asked_of(shore, islanders)
    keys = tables.keys_of(
        tables.coded(tables.opened(tables.connected("duckdb"), people, islanders), asked), people, asked
    )
    here = solve(asked, keys.values, keys.days)
    with patch.object(jobs, "PATIENCE", 0.0):
        there = solve(asked, keys.values, keys.days, workers=2)
    assert (here.answers, here.number.tolist(), here.ends.tolist()) == (
        there.answers,
        there.number.tolist(),
        there.ends.tolist(),
    )
