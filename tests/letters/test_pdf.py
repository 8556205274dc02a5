"""A PDF holds the letter and nothing else: no withheld fact, no metadata but a neutral title, and always the same bytes."""

import re
import subprocess
import sys
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from korean_font import needs_korean_font
from letters.drafts import MATTER, MOTHER, TODAY, consent, days_told, fact_names, setting
from safeconduct.law.model import Words
from safeconduct.letters import pdf
from safeconduct.letters.from_case import letter_of
from safeconduct.letters.model import Kind, Letter, Role, Row
from safeconduct.letters.pdf import NoKoreanFontError, pdf_of
from trying import examples


def letter(*facts: str, agreed: bool = True):
    return letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (consent(*facts),) if agreed else (), TODAY)


def text_in(content: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


@needs_korean_font
@given(st.lists(st.sampled_from(fact_names()), unique=True))
@settings(max_examples=examples(15))
def test_a_withheld_fact_is_not_in_the_file(facts):
    draft = letter(*facts)
    text = text_in(pdf_of(draft, "en"))
    assert days_told(text, "ko") == days_told(text, "en") == set(draft.facts) <= set(facts)


@needs_korean_font
def test_a_relative_nobody_agreed_to_name_is_not_in_the_file():
    assert MOTHER.ko not in text_in(pdf_of(letter(agreed=False), "en"))
    assert MOTHER.ko in text_in(pdf_of(letter(), "en"))


@needs_korean_font
def test_the_file_tells_nothing_but_a_neutral_title_and_what_set_it():
    read = PdfReader(BytesIO(pdf_of(letter("male"), "en")))
    assert set(read.metadata or {}) == {"/Title", "/Creator"}
    assert read.metadata["/Title"] == "Letter" and read.metadata["/Creator"].startswith("Typst")
    assert not re.search(rb"CreationDate|ModDate|CreateDate|ModifyDate|20[0-9]{6}", read.stream.getvalue())
    assert read.attachments == {}


@needs_korean_font
@pytest.mark.parametrize("kind", Kind)
def test_every_korean_word_can_be_read_back(kind):
    draft = letter_of(kind, MATTER, setting(), (consent("male"),), TODAY)
    text = text_in(pdf_of(draft, "ko"))
    for row in draft.rows:
        assert "".join(row.words.ko.split()) in text


@needs_korean_font
def test_what_looks_like_markup_is_set_as_text():
    hostile = '#read("/etc/passwd") #import "@preview/x:1.0.0" *굵게* $x$ \\u{41} ]'
    draft = Letter(Kind.APPLICATION, "", "", (), (Row(Role.PARAGRAPH, Words("a", hostile)),), ())
    assert "".join(hostile.split()) in text_in(pdf_of(draft, "ko"))


@needs_korean_font
def test_the_same_letter_is_the_same_bytes_in_another_program():
    program = (
        "import sys; from safeconduct.law.model import Words; from safeconduct.letters.model import Kind, Letter, Role, Row; "
        "from safeconduct.letters.pdf import pdf_of; from safeconduct.letters.word import word_of; "
        "draft = Letter(Kind.APPLICATION, '', '', (), (Row(Role.ITEM, Words('one', '하나')),), ()); "
        "sys.stdout.buffer.write(pdf_of(draft, 'en') + word_of(draft, 'en'))"
    )
    written = [
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "4242")
    ]
    assert written[0] == written[1] != b""


def test_without_a_korean_font_there_is_no_pdf(monkeypatch):
    monkeypatch.setattr(pdf, "FONTS", ("A font that nobody has",))
    with pytest.raises(NoKoreanFontError):
        pdf_of(letter(), "en")
