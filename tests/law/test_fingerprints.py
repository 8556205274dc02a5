"""Fingerprints: on which texts a rule rests, and the file they are kept in."""

from datetime import date
from pathlib import Path

import pytest

from law.papers import NEW_BOATS, OLD_BOATS, THE_LAMPS, THE_WELLS, statute, write
from safeconduct.law.bases import Basis, bases_of
from safeconduct.law.cache import load_law
from safeconduct.law.fingerprint_file import Kept, read_compared, read_kept, read_renamed, render
from safeconduct.law.fingerprints import ABSENT, read_fingerprints, texts_of
from safeconduct.law.library import library_of, names_of
from safeconduct.terms.citation import parse_citation

ISLAND = Path(__file__).parent / "island"
THEN, NOW = date(2013, 6, 1), date(2024, 1, 1)


@pytest.fixture
def texts(tmp_path):
    return write(
        tmp_path / "texts",
        배법__법률=NEW_BOATS,
        배법__법률__2013_06_01=OLD_BOATS,
        등불법__법률=THE_LAMPS,
        우물법__법률=THE_WELLS,
    )


def read(texts: Path, *days: date):
    law = load_law([ISLAND])
    return read_fingerprints(law, bases_of(law), library_of(texts, ["배법/법률"]), days, {"해양교통부": "해양부"})


def basis(cited: str, start: date | None = None, end: date | None = None) -> Basis:
    return Basis("island.boat", "procedure", "rule", "", parse_citation(cited), start, end)


def numbers(texts: Path, one: Basis, *days: date) -> list[int]:
    return [version.number for version in texts_of(one, library_of(texts, [])("배법/법률"), list(days))]


@pytest.mark.parametrize(
    ("start", "end", "numbers_of_texts"),
    [
        (None, None, [11, 22]),  # in force on both days: on both texts
        (None, date(2019, 12, 31), [11]),
        (date(2020, 1, 1), None, [22]),
        (date(2014, 1, 1), date(2018, 1, 1), []),  # in force between the days, and no text began in that time
        (date(2014, 1, 1), date(2022, 1, 1), [22]),
        (date(2030, 1, 1), None, [22]),
    ],
)
def test_a_rule_rests_on_the_texts_of_the_days_on_which_it_is_in_force(texts, start, end, numbers_of_texts):
    assert numbers(texts, basis("배법 4", start, end), THEN, NOW) == numbers_of_texts


def test_a_rule_that_ends_rests_on_the_text_that_still_had_its_provision(tmp_path):
    struck = statute("배법", 12, "2012-06-01", "2012-06-01", "##### 제7조\n\n삭제 <2012.6.1>\n")
    texts = write(tmp_path, 배법__법률=NEW_BOATS, 배법__법률__2013_06_01=struck, 배법__법률__2012_05_01=OLD_BOATS)
    assert numbers(texts, basis("배법 7", None, date(2013, 6, 30)), THEN, NOW) == [11]
    assert numbers(texts, basis("배법 7"), THEN, NOW) == [12, 22]


def test_every_citation_is_read_in_each_of_its_texts(texts):
    reading = read(texts, THEN, NOW)
    marks = {
        (name.short, name.number): {str(c): mark for c, mark in own.items()} for name, own in reading.marks.items()
    }
    assert list(marks) == [("등불법", 12), ("배법", 11), ("배법", 22)]
    assert list(marks["배법", 11]) == [f"배법 {p}" for p in ("2", "3(1)", "3(2)1", "4", "5", "6", "7", "8")]
    assert marks["배법", 22]["배법 5"] == ABSENT
    assert "배법 7" not in marks["배법", 22]  # its rule ended before
    assert marks["배법", 11]["배법 3(1)"] == marks["배법", 22]["배법 3(1)"]
    assert marks["배법", 11]["배법 2"].whole != marks["배법", 22]["배법 2"].whole
    assert marks["배법", 11]["배법 2"].plain == marks["배법", 22]["배법 2"].plain
    assert (reading.unresolved, reading.no_text) == ([], [])


def test_a_citation_that_no_text_has_leads_nowhere(texts):
    (texts / "배법" / "법률@2013-06-01.md").write_text(NEW_BOATS, encoding="utf-8")
    assert [str(one.citation) for one in read(texts, NOW).unresolved] == ["배법 5", "배법 8"]


def test_a_source_without_a_text_is_no_text(tmp_path):
    assert {one.citation.short for one in read(write(tmp_path, 배법__법률=OLD_BOATS), THEN).no_text} == {"등불법"}


# --- the file -------------------------------------------------------------------------------------------------------


def test_a_file_can_be_read_back(texts, tmp_path):
    kept = Kept((THEN, NOW), read(texts, THEN, NOW).marks)
    file = tmp_path / "fingerprints.txt"
    file.write_text(render(kept), encoding="utf-8")
    assert read_kept(file) == kept
    assert render(read_kept(file)) == render(kept)


def test_a_file_holds_no_word_of_a_statute(texts):
    written = render(Kept((THEN,), read(texts, THEN).marks))
    korean = {
        word for line in written.splitlines() if not line.startswith("#") for word in line.split() if not word.isascii()
    }
    assert korean == {"등불법", "배법"}


def test_an_absent_provision_and_the_parts_of_a_cited_article_are_written(texts):
    one = basis("배법 3")
    marks = read_fingerprints(load_law([ISLAND]), [one, basis("배법 5")], library_of(texts, []), [THEN, NOW], {}).marks
    lines = [line.split()[:2] for line in render(Kept((), marks)).splitlines() if line and not line.startswith("#")]
    assert [line[0] if line[0] != "+" else "+ " + line[1] for line in lines if line[0] != "days"] == [
        *("text", "3", "+ 3(1)", "+ 3(2)", "5"),
        *("text", "3", "+ 3(1)", "+ 3(2)", "5"),
    ]
    assert ["5", "absent"] in lines


@pytest.mark.parametrize(
    "line", ["nonsense", "1 abc", "+ 1 " + "0" * 64, "text 배법 x 2010-01-04 2010-02-01", "days soon", "1조 absent"]
)
def test_a_line_that_is_not_understood_is_named(tmp_path, line):
    file = tmp_path / "fingerprints.txt"
    file.write_text(f"# head\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"fingerprints\.txt:2: not understood"):
        read_kept(file)


def test_without_a_file_nothing_is_kept(tmp_path):
    assert read_kept(tmp_path / "fingerprints.txt") == Kept((), {})
    assert read_renamed(tmp_path / "renamed.txt") == {}
    assert read_compared(tmp_path / "compared.txt") == set()


def test_every_former_name_leads_to_the_newest(tmp_path):
    file = tmp_path / "renamed.txt"
    file.write_text("# a comment\n\n안전행정부 > 행정자치부 > 행정안전부\n", encoding="utf-8")
    assert read_renamed(file) == {"안전행정부": "행정안전부", "행정자치부": "행정안전부"}


@pytest.mark.parametrize("line", ["행정안전부", "> 행정안전부", "안전행정부 >"])
def test_a_name_without_another_is_named(tmp_path, line):
    file = tmp_path / "renamed.txt"
    file.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"renamed\.txt:1: not of the form"):
        read_renamed(file)


def test_what_a_lawyer_has_compared_needs_a_reason(tmp_path):
    file = tmp_path / "compared.txt"
    file.write_text("배법 3(2)1 11 22 only the oar's maker\n", encoding="utf-8")
    assert read_compared(file) == {(parse_citation("배법 3(2)1"), 11, 22)}
    file.write_text("배법 3(2)1 11 22\n", encoding="utf-8")
    with pytest.raises(ValueError, match="reason"):
        read_compared(file)


# --- folders --------------------------------------------------------------------------------------------------------


def test_statutes_may_lie_below_kr(tmp_path):
    write(tmp_path / "kr", 배법__법률=OLD_BOATS)
    assert [version.number for version in library_of(tmp_path, [])("배법/법률")] == [11]


def test_a_living_statute_is_found_beside_a_dead_one_of_its_name(tmp_path):
    dead = statute("배법", 3, "1961-04-17", "1961-04-17", "##### 제1조\n\n옛 배.\n")
    write(tmp_path, 배법__법률=dead)
    (tmp_path / "배법" / "법률(법률).md").write_text(NEW_BOATS, encoding="utf-8")
    assert names_of("배법/법률")[1] == "배법/법률(법률)"
    assert [version.number for version in library_of(tmp_path, [])("배법/법률")] == [22]
