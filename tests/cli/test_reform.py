"""`safeconduct reform`: a report whole or not at all, and what is said of files that cannot be used."""

import csv
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

from safeconduct.cli.main import cli  # noqa: E402

MAPPING = """
population: small
id: person
as of: 2026-11-22
facts:
  - {fact: national(KR), value: true, since: unknown}
  - {fact: home(KR), value: true, since: {column: arrived}}
  - {fact: left_north, value: true}
  - {fact: protected_defector, value: {column: protected}, since: unknown}
  - {fact: schooled_in_north, value: {column: schooled}}
never: [{unlawful: [KR]}]
"""
WISHES = """
wishes:
  - {want: recognised_schooling, en: have school years recognised, ko: 학력을 인정받기}
"""
PEOPLE = {
    "person": list(range(30)),
    "arrived": [date(2015, 3, 1)] * 30,
    "protected": [False] * 30,
    "schooled": [True] * 18 + [False] * 12,
}


@pytest.fixture
def files(tmp_path):
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "wishes.yaml").write_text(WISHES, encoding="utf-8")
    pq.write_table(pa.table(PEOPLE), tmp_path / "people.parquet")
    return tmp_path


def run(files: Path, *more: str, people: str = "people.parquet"):
    paths = ["--map", files / "map.yaml", "--wishes", files / "wishes.yaml", "--out", files / "report"]
    return CliRunner().invoke(cli, ["reform", str(files / people), *map(str, paths), "--lang", "en", *more])


def counts(files: Path) -> dict[tuple[str, str], str]:
    with (files / "report" / "reform.csv").open(encoding="utf-8") as file:
        return {(row["what"], row["articles"]): row["people"] for row in csv.DictReader(file)}


def test_who_never_went_to_school_is_freed_by_the_line_that_asks_for_it(files):
    assert run(files).exit_code == 0
    found = counts(files)
    assert (found["none", ""], found["freed alone", "초중등교육령 98의2(5)"]) == ("12", "12")


def test_small_numbers_are_not_shown(files):
    assert run(files, "--suppress", "15").exit_code == 0
    assert {people for people in counts(files).values() if people not in ("", "0")} == {"30"}


def test_the_same_people_give_the_same_bytes(files):
    run(files)
    first = [(files / "report" / name).read_bytes() for name in ("reform.html", "reform.csv", "reform.parquet")]
    run(files)
    assert first == [(files / "report" / name).read_bytes() for name in ("reform.html", "reform.csv", "reform.parquet")]


def test_another_folder_is_left_alone(files):
    (files / "report").mkdir()
    (files / "report" / "letter.txt").write_text("mine")
    assert run(files).exit_code == 2
    assert [one.name for one in (files / "report").iterdir()] == ["letter.txt"]


def broken(columns: dict[str, list[object]], files: Path) -> None:
    pq.write_table(pa.table({**PEOPLE, **columns}), files / "people.parquet")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"protected": ["no"] * 30}, "Column 'protected' holds string where true or false belongs"),
        ({"arrived": ["2015"] * 30}, "Column 'arrived' holds string where dates without hours belong"),
        ({"arrived": [date(2030, 1, 1)] * 30}, "30 days in 'arrived' lie after the day of the question, 2026-11-22"),
        ({"person": [None] * 30}, "30 rows have no 'person'"),
    ],
)
def test_a_column_that_cannot_be_used_is_named_and_nothing_written(files, columns, said):
    broken(columns, files)
    result = run(files)
    assert (result.exit_code, said in result.output, (files / "report").exists()) == (2, True, False)


def test_a_missing_column_is_named(files):
    pq.write_table(pa.table(PEOPLE).drop_columns("schooled"), files / "people.parquet")
    assert "no column 'schooled'" in run(files).output


def test_a_file_cut_off_is_said_to_be_unreadable(files):
    whole = (files / "people.parquet").read_bytes()
    (files / "people.parquet").write_bytes(whole[: len(whole) // 2])
    result = run(files)
    assert (result.exit_code, "cannot be read" in result.output) == (2, True)


def test_a_wish_that_no_lawbook_declares_is_shown(files):
    (files / "wishes.yaml").write_text(WISHES.replace("recognised_schooling", "recognised_scooling"), encoding="utf-8")
    result = run(files)
    assert (result.exit_code, "recognised_scooling" in result.output) == (2, True)


def test_a_wish_without_words_is_shown_with_its_line(files):
    (files / "wishes.yaml").write_text("wishes:\n  - {want: see(kin)}\n", encoding="utf-8")
    result = run(files)
    assert (result.exit_code, "wishes.yaml:2" in result.output) == (2, True)


def test_a_report_does_not_take_the_place_of_what_it_is_made_from(files):
    (files / "report").mkdir()
    (files / "people.parquet").rename(files / "report" / "reform.parquet")
    (files / "report" / "reform.html").write_text('<meta name="generator" content="safeconduct reform">')
    result = run(files, people="report/reform.parquet")
    assert (result.exit_code, "lies in this folder" in result.output) == (2, True)
    assert pq.read_table(files / "report" / "reform.parquet").num_rows == 30


def test_truth_values_of_csv_say_who_has_a_wish(files):
    rows = "".join(f"{n},2015-03-01,false,{str(n < 18).lower()},{n % 2}\n" for n in range(30))
    (files / "people.csv").write_text("person,arrived,protected,schooled,asks\n" + rows, encoding="utf-8")
    wishes = WISHES.replace("{want", "{of: {column: asks}, want")
    (files / "wishes.yaml").write_text(wishes, encoding="utf-8")
    assert run(files, people="people.csv").exit_code == 0
    assert counts(files)["asked", ""] == "15"
