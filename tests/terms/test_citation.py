"""Citations are read and written in one form only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.terms.citation import SUBITEMS, Citation, in_words, parse_citation

SHORTS = st.sampled_from(["국적법", "이탈주민법", "north-practice", "96누1221", "병역법(2013)"])
NUMBERS = st.integers(1, 999)


@st.composite
def citations(draw):
    if draw(st.booleans()):
        return Citation(draw(SHORTS))
    item = draw(st.none() | NUMBERS)
    return Citation(
        draw(SHORTS),
        draw(NUMBERS),
        draw(st.none() | NUMBERS),
        draw(st.none() | NUMBERS),
        item,
        None if item is None else draw(st.none() | NUMBERS),
        None if item is None else draw(st.none() | st.sampled_from(SUBITEMS)),
    )


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("국적법 14(1)", Citation("국적법", 14, None, 1)),
        ("국적법 14의2(1)2", Citation("국적법", 14, 2, 1, 2)),
        ("국적령 16의2", Citation("국적령", 16, 2)),
        ("여권령 16.1", Citation("여권령", 16, None, None, 1)),
        ("여권법 12(1)4가", Citation("여권법", 12, None, 1, 4, None, "가")),
        ("출관규칙 6의2(1)13", Citation("출관규칙", 6, 2, 1, 13)),
        ("국적법 5.1의2", Citation("국적법", 5, None, None, 1, 2)),
        ("동포법 5(2)1의3다", Citation("동포법", 5, None, 2, 1, 3, "다")),
        ("96누1221", Citation("96누1221")),
        ("north-practice", Citation("north-practice")),
    ],
)
def test_a_citation_is_read_as_written(text, citation):
    assert parse_citation(text) == citation
    assert str(citation) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "국적법 제14조",
        "국적법 14 (1)",
        "국적법  14",
        "국적법 14(1) ",
        " 국적법 14",
        "국적법 14(0)",
        "국적법 014",
        "국적법 14()",
        "국적법 14.(1)",
        "국적법 14(1).2",
        "국적법 14의",
        "국적법 14(1)가",
        "국적법 14가",
        "국적법 14(1)2뭐",
        "국적법 14(1), 국적령 18",
        "국적법 14(1)2가나",
        "국적법 99999",
        "국적법 １４",
        "[국적법 14]",
        "국적법 14\n",
    ],
)
def test_any_other_text_is_no_citation(text):
    assert parse_citation(text) is None


@given(citations())
def test_what_is_written_reads_back(citation):
    assert parse_citation(str(citation)) == citation


@given(st.text())
def test_what_reads_is_written_back_letter_by_letter(text):
    citation = parse_citation(text)
    assert citation is None or str(citation) == text


@pytest.mark.parametrize(
    ("text", "en", "ko"),
    [
        ("국적법 14의2(1)2", "Act, art. 14-2(1) item 2", "법률 제14조의2제1항제2호"),
        ("국적법 14", "Act, art. 14", "법률 제14조"),
        ("국적법 5.1의2", "Act, art. 5 item 1-2", "법률 제5조제1호의2"),
        ("여권법 12(1)4가", "Act, art. 12(1) item 4 (a)", "법률 제12조제1항제4호가목"),
        ("여권법 12(1)4허", "Act, art. 12(1) item 4 (허)", "법률 제12조제1항제4호허목"),
        ("96누1221", "Act", "법률"),
    ],
)
def test_a_citation_is_said_in_words(text, en, ko):
    citation = parse_citation(text)
    assert (in_words(citation, "Act", "en"), in_words(citation, "법률", "ko")) == (en, ko)
