"""A mapping file is read as strictly as a case; what is wrong with it is said with its line."""

import pytest

from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.lawbook.problems import Problem
from safeconduct.population.from_yaml import population_from_text
from safeconduct.population.model import Column, Population

GOOD = """\
population: shore
id: [file, number]
as of: 2026-11-22
facts:
  - {fact: born, on: {column: born}}
  - {fact: home(ZI), value: {column: lives, is: ZI}, since: {column: came}}
  - {fact: islander, value: true}
"""


def read(law, text: str, goal: str = "belong") -> Population | list[Problem]:
    return population_from_text(text_from_bytes(text.encode(), "map.yaml"), law, goal)


def test_columns_stand_where_a_case_has_values(shore):
    population = read(shore, GOOD)
    assert population.values() == (Column("lives", "ZI"),)
    assert population.days() == (Column("born"), Column("came"))


BAD = {
    "P001 1 a file without 'population'": ("population: shore\n", ""),
    "P041 2 no column that tells people apart": ("[file, number]", "[]"),
    "P002 6 unknown key 'of'": ("is: ZI", "of: ZI"),
    "P040 6 nothing where a code belongs": ("is: ZI", "is: "),
    "P003 5 a column for 'on' without 'column'": ("{column: born}", "{}"),
    "P021 7 unknown fact 'islnder'": ("islander", "islnder"),
    "P026 7 'on' for 'islander', which is not a date": ("value: true", "on: {column: x}"),
    "P006 3 there is no 2026-11-31": ("2026-11-22", "2026-11-31"),
}


@pytest.mark.parametrize("said", BAD)
def test_a_mistake_is_said_with_its_line(shore, said):
    problems = read(shore, GOOD.replace(*BAD[said]))
    assert isinstance(problems, list)
    assert said in [f"{one.code} {one.line} {one.found}" for one in problems]


def test_a_goal_nobody_declares_is_a_problem_of_the_option(shore):
    problems = read(shore, GOOD, "belng")
    assert [(one.file, one.code) for one in problems] == [("--goal", "P030")]
