"""The made-up population has the published figures, and the report made from it is of today's wishes and lawbooks."""

import csv
import os
import runpy
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

np = pytest.importorskip("numpy")
pq = pytest.importorskip("pyarrow.parquet")

from safeconduct.cli.inquiry import law_of  # noqa: E402
from safeconduct.law.in_force import in_force  # noqa: E402
from safeconduct.population.closings import article_of  # noqa: E402
from safeconduct.population.crowd import question_of  # noqa: E402
from safeconduct.population.from_yaml import read_population  # noqa: E402
from safeconduct.population.standing import standings  # noqa: E402
from safeconduct.population.wishes import read_wishes  # noqa: E402
from safeconduct.routes.model import Opening  # noqa: E402
from safeconduct.routes.openings import with_changes  # noqa: E402

PROJECT = Path(__file__).parents[2]
EXAMPLE, REPORT = PROJECT / "examples" / "people", PROJECT / "docs" / "examples" / "people"
SERIES = PROJECT.parent / "shared" / "data" / "world" / "korea-unification" / "series.csv"
FIGURES = runpy.run_path(str(EXAMPLE / "figures.py"))


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    return made_at(tmp_path_factory.mktemp("people") / "people.parquet", "34537")


def made_at(out: Path, people: str) -> Path:
    subprocess.run([sys.executable, EXAMPLE / "make_people.py", "--people", people, "--out", out], check=True)
    return out


def test_arrivals_are_those_of_the_series():
    if not SERIES.is_file():
        if os.environ.get("SAFECONDUCT_REQUIRE_SHARED") == "1":
            pytest.fail("the series in ../shared/data/world/korea-unification is not here")
        pytest.skip("the series in ../shared/data/world/korea-unification is not here")
    with SERIES.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["series"] == "arrivals"]
    counted = {(int(row["period"]), row["sex"]): int(row["value"]) for row in rows}
    carried = {(year, sex): n for year, pair in FIGURES["ARRIVALS"].items() for sex, n in zip("mf", pair, strict=True)}
    assert carried == counted


def test_every_stratum_has_as_many_people_as_arrived(made):
    table = pq.read_table(made, columns=["male", "arrived"]).to_pylist()
    of_2019 = [row["male"] for row in table if row["arrived"].year == 2019]
    assert (sum(of_2019), len(of_2019) - sum(of_2019)) == FIGURES["ARRIVALS"][2019]


def test_schooling_has_the_published_shares(made):
    degrees = sum(pq.read_table(made, columns=["degree"])["degree"].drop_null().to_pylist())
    published = FIGURES["SCHOOLING"]["university"] / sum(FIGURES["SCHOOLING"].values())
    assert degrees / 34_537 == pytest.approx(published, abs=0.01)


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    first, again = (made_at(tmp_path / name, "500").read_bytes() for name in ("a.parquet", "b.parquet"))
    assert first == again


def test_nobody_is_born_after_arriving(made):
    table = pq.read_table(made, columns=["born", "arrived"]).to_pylist()
    assert all(row["born"] < row["arrived"] for row in table)


def rows_of_the_report():
    with (REPORT / "reform.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_report_is_on_the_wishes_of_the_example():
    wishes = read_wishes(EXAMPLE / "wishes.yaml")
    assert list(dict.fromkeys(row["wish"] for row in rows_of_the_report())) == [wish.want for wish in wishes]


def test_the_articles_of_the_report_are_those_its_lines_still_cite():
    law = in_force(law_of(None), date(2026, 11, 22))
    freed = [row for row in rows_of_the_report() if row["articles"]]
    cited = [" + ".join(sorted({article_of(key, law) for key in row["lines"].split()})) for row in freed]
    assert cited == [row["articles"] for row in freed]


def test_in_a_sample_too_the_article_of_the_report_frees_all_whom_it_keeps_from_recognition(tmp_path):
    table, wish = pq.read_table(made_at(tmp_path / "people.parquet", "400")), "recognised_qualification"
    law = in_force(law_of(None), date(2026, 11, 22))
    population = read_population(EXAMPLE / "mapping.yaml", law, wish)
    rules, crowd = question_of(law, population, table.filter(table["qualified"]))
    everybody = np.arange(len(crowd.people))
    closed = [one.group for one in standings(rules, crowd, everybody, {}) if one.answer == "none"]
    waived = with_changes(rules, Opening(lines=("kr.qualification-recognition#0",)))
    assert closed
    assert {one.answer for one in standings(waived, crowd, np.concatenate(closed), {})} == {"reachable"}
