"""Provisions found in a folder of statutes: one of our own words, and the real ones where they are present."""

from datetime import date
from pathlib import Path

import pytest

from safeconduct.law.texts import citation_exists, find_version, is_deleted, provision, provision_in, versions_of
from safeconduct.terms.citation import Citation, parse_citation

TEXTS = Path(__file__).parent / "texts"
UMBRELLAS = "우산대여법/법률"


def cited(text: str) -> Citation:
    citation = parse_citation(text)
    assert citation is not None
    return citation


def words_of(text: str, on: date | None = None) -> str | None:
    return provision(TEXTS, UMBRELLAS, cited(text), on)


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        ("우산법 1", "##### 제1조 ((목적))\n\n이 법은 비 오는 날에 우산을 빌리는 일을 정한다."),
        ("우산법 3의2", "##### 제3조의2 (늦은 반납)\n\n늦게 돌려준 사람은 한 번 더 인사한다."),
        ("우산법 3(1)", "**①** 누구나 우산을 두 개까지 빌릴 수 있다."),
        ("우산법 3(2)2", "2\\. 새 우산을 산 때"),
        ("우산법 2.1", '1\\. "우산"이란 비를 가리는 물건을 말한다.'),
        ("우산법 2.1의2", '1의2\\. "양산"이란 볕을 가리는 물건을 말한다.'),
        ("우산법 2.2가", "가\\. 소나기"),
        ("우산법 2.2나", "나\\. 가랑비\n     1) 아침의 가랑비"),
        ("우산법 3(3)", "**③** 삭제 <2012.3.4>"),
    ],
)
def test_a_citation_finds_the_words_of_its_provision(citation, words):
    assert words_of(citation) == words


def test_a_paragraph_includes_its_items():
    assert words_of("우산법 3(2)").endswith("1\\. 비가 그친 때\n  2\\. 새 우산을 산 때")


@pytest.mark.parametrize(
    "citation",
    ["우산법 8", "우산법 1의2", "우산법 3(4)", "우산법 3(51)", "우산법 3(2)3", "우산법 2.2다", "우산법 1(1)"],
)
def test_a_provision_the_statute_does_not_have_is_not_found(citation):
    assert words_of(citation) is None


def test_an_item_of_a_paragraph_is_not_found_without_its_paragraph():
    assert words_of("우산법 3.1") is None


@pytest.mark.parametrize("citation", ["우산법 5", "우산법 9"])
def test_what_stands_in_the_addenda_is_not_cited(citation):
    assert words_of(citation) is None


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (None, "**①** 누구나 우산을 두 개까지 빌릴 수 있다."),
        (date(2024, 7, 1), "**①** 누구나 우산을 두 개까지 빌릴 수 있다."),
        (date(2024, 6, 30), "**①** 누구나 우산을 하나 빌릴 수 있다."),  # promulgated, not yet in force
        (date(2013, 6, 1), "**①** 누구나 우산을 하나 빌릴 수 있다."),  # promulgated last, though in force first
        (date(2010, 11, 15), "**①** 누구나 우산을 하나 빌릴 수 있다."),
        (date(2010, 11, 14), None),
    ],
)
def test_the_text_of_a_day_is_the_one_promulgated_last_among_those_in_force(on, words):
    assert words_of("우산법 3(1)", on) == words


def test_a_file_without_dates_is_no_version():
    assert [version.promulgated.year for version in versions_of(TEXTS, UMBRELLAS)] == [2009, 2010, 2024]


@pytest.mark.parametrize(
    "path", ["없는법/법률", "우산대여법/시행령", "../texts/우산대여법/../../../x", "../../conftest", "/etc/passwd", ""]
)
def test_a_source_that_is_not_in_the_folder_has_no_text(path):
    assert find_version(TEXTS, path, None) is None


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "법률.md").symlink_to(TEXTS / "우산대여법" / "법률.md")
    assert versions_of(tmp_path / "inside", "법률") == []


@pytest.mark.parametrize("citation", ["우산법 4", "우산법 3(3)", "우산법 2.3", "우산법 8"])
def test_a_deleted_or_missing_provision_does_not_exist(citation):
    assert not citation_exists(TEXTS, UMBRELLAS, cited(citation), None)


@pytest.mark.parametrize("citation", ["우산법 3", "우산법 3(2)1", "우산법 2.2나", "우산법"])
def test_a_provision_with_words_exists(citation):
    assert citation_exists(TEXTS, UMBRELLAS, cited(citation), None)


def test_a_source_cited_as_a_whole_names_no_provision():
    assert words_of("우산법") is None
    assert not citation_exists(TEXTS, UMBRELLAS, cited("우산법"), date(2000, 1, 1))


# --- the real statutes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "citation"),
    [
        ("국적법/법률", "국적법 14(1)"),
        ("국적법/법률", "국적법 14의2(1)2"),
        ("국적법/법률", "국적법 5.1의2"),
        ("여권법/법률", "여권법 12(1)4가"),
        ("여권법/시행령", "여권령 16.1"),
        ("출입국관리법/시행규칙", "출관규칙 6의2(1)13"),
        ("남북교류협력에관한법률/법률", "교류법 9(8)"),
    ],
)
def test_the_citations_of_the_design_are_in_the_statutes(statutes, source, citation):
    assert citation_exists(statutes, source, cited(citation), date(2026, 6, 5))


def test_the_exchange_act_of_june_2013_is_law_10282(statutes):
    version = find_version(statutes, "남북교류협력에관한법률/법률", date(2013, 6, 1))
    assert (version.promulgated, version.in_force) == (date(2010, 5, 14), date(2010, 11, 15))


def test_the_passport_act_is_read_as_in_force_not_as_promulgated(statutes):
    before = find_version(statutes, "여권법/법률", date(2026, 6, 5))
    after = find_version(statutes, "여권법/법률", date(2026, 8, 28))
    assert (before.file.name, after.file.name) == ("법률@2026-06-05.md", "법률.md")


def test_naturalisation_of_2013_asked_for_no_permanent_residence(statutes):
    assert provision(statutes, "국적법/법률", cited("국적법 5.1의2"), date(2013, 6, 1)) is None


def test_every_article_heading_is_found_once(statutes):
    for file in sorted(statutes.rglob("*.md")):
        body = file.read_text(encoding="utf-8").split("\n## 부칙")[0]
        headings = [line for line in body.splitlines() if line.startswith("##### 제")]
        found = [
            provision_in(body, cited("법 " + heading[7:].split("조")[0] + _branch(heading))) for heading in headings
        ]
        assert [words.splitlines()[0] if words else None for words in found] == [line.strip() for line in headings]


def _branch(heading: str) -> str:
    rest = heading.split("조", 1)[1]
    return rest.split(" ")[0].split("(")[0]


def test_article_22_of_the_nationality_decree_is_deleted(statutes):
    assert is_deleted(provision(statutes, "국적법/시행령", cited("국적령 22"), None))
