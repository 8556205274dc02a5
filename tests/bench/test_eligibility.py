"""The rule that is asked of OpenFisca and of us beside each other: both say of the same people, worked out by hand, what the law says."""

from datetime import date
from importlib import import_module

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from eligibility import compared, draw
from permit import AS_OF
from permit_safeconduct import answered

YES, NO = True, False
# born, came, resident, married, tested, banned, eligible
PEOPLE = [
    (date(1980, 1, 31), date(2000, 1, 1), YES, NO, YES, NO, YES),
    (date(2008, 11, 22), date(2008, 11, 22), YES, NO, YES, NO, YES),  # 18 today
    (date(2008, 11, 23), date(2008, 11, 23), YES, NO, YES, NO, NO),  # 18 tomorrow
    (date(1980, 1, 31), date(2021, 11, 22), YES, NO, YES, NO, YES),  # five years today
    (date(1980, 1, 31), date(2021, 11, 23), YES, NO, YES, NO, NO),  # five years tomorrow
    (date(1980, 1, 31), date(2024, 11, 22), YES, YES, YES, NO, YES),  # two years today, married
    (date(1980, 1, 31), date(2024, 11, 23), YES, YES, YES, NO, NO),  # two years tomorrow, married
    (date(2004, 2, 29), date(2020, 2, 29), YES, NO, YES, NO, YES),
    (date(1980, 1, 31), date(2000, 1, 1), NO, NO, YES, NO, NO),  # lives elsewhere
    (date(1980, 1, 31), date(2000, 1, 1), YES, YES, NO, NO, NO),  # not tested
    (date(1980, 1, 31), date(2000, 1, 1), YES, YES, YES, YES, NO),  # banned
]
NAMES = ("born", "came", "resident", "married", "tested", "banned")
ELIGIBLE = [person[-1] for person in PEOPLE]


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    folder = tmp_path_factory.mktemp("permit")
    columns = {name: [person[place] for person in PEOPLE] for place, name in enumerate(NAMES)}
    pa.parquet.write_table(pa.table({"person": range(len(PEOPLE)), **columns}), folder / "people.parquet")
    answered(folder / "people.parquet", folder / "ours.parquet", folder, 1)
    return folder / "ours.parquet"


def openfisca():
    pytest.importorskip("openfisca_core", reason="pip install 'safeconduct[bench]'")
    return import_module("permit_openfisca")


def test_our_rule_says_who_is_eligible_on_the_day(ours):
    rows = sorted(pa.parquet.read_table(ours).to_pylist(), key=lambda row: row["person"])
    assert [row["earliest"] == AS_OF for row in rows] == ELIGIBLE


def test_openfisca_says_who_is_eligible_on_the_day():
    theirs = openfisca()
    columns = {name: np.array([person[place] for person in PEOPLE]) for place, name in enumerate(NAMES)}
    dates = {name: columns[name].astype("datetime64[D]") for name in ("born", "came")}
    assert theirs.decisions(theirs.system(), {**columns, **dates}).tolist() == ELIGIBLE


def test_an_answer_that_differs_is_counted(ours, tmp_path):
    theirs = pa.table({"person": range(len(PEOPLE)), "eligible": [not ELIGIBLE[0], *ELIGIBLE[1:]]})
    pa.parquet.write_table(theirs, tmp_path / "theirs.parquet")
    assert compared(ours, tmp_path / "theirs.parquet") == (1, sum(ELIGIBLE) - 1)


def test_many_drawn_people_have_the_day_on_which_the_answer_turns(tmp_path):
    draw(1000, tmp_path / "people.parquet")
    born = pa.parquet.read_table(tmp_path / "people.parquet")["born"].to_pylist()
    assert born.count(date(2008, 11, 22)) > 10
