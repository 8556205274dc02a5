"""Jobs have the same regions wherever they are worked out."""

from unittest.mock import patch

from islanders import some_people, table_of
from safeconduct.population import jobs
from safeconduct.population.asked import asked_of
from safeconduct.population.engines import Duck
from safeconduct.population.reading import read
from safeconduct.population.solve import solve
from safeconduct.population.tables import opened


def test_keys_have_the_same_answers_in_one_process_and_in_two(shore, islanders, tmp_path):
    people = str(table_of(some_people(250), tmp_path / "people.parquet"))
    asked = asked_of(shore, islanders)
    held = read(opened(Duck(), people, islanders), asked).held
    here = solve(asked, held)
    with patch.object(jobs, "PATIENCE", 0.0):
        there = solve(asked, held, workers=2)
    assert (here.answers, here.number.tolist(), here.ends.tolist()) == (
        there.answers,
        there.number.tolist(),
        there.ends.tolist(),
    )
