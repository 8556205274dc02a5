"""A DOCX holds the letter and nothing else: no withheld fact, no metadata, and always the same bytes."""

import re
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.drafts import MATTER, MOTHER, TODAY, consent, days_told, fact_names, setting
from safeconduct.law.model import Words
from safeconduct.letters.from_case import letter_of
from safeconduct.letters.model import Kind, Letter, Role, Row
from safeconduct.letters.word import word_of
from trying import examples


def letter(*facts: str, agreed: bool = True):
    return letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (consent(*facts),) if agreed else (), TODAY)


def xml_of(docx: bytes) -> str:
    """Return every part of the archive as text, unpacked."""
    with ZipFile(BytesIO(docx)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@given(st.lists(st.sampled_from(fact_names()), unique=True))
@settings(max_examples=examples(25))
def test_a_withheld_fact_is_in_no_part_of_the_archive(facts):
    draft = letter(*facts)
    content = xml_of(word_of(draft, "en"))
    assert days_told(content, "ko") == days_told(content, "en") == set(draft.facts) <= set(facts)


def test_a_relative_nobody_agreed_to_name_is_in_no_part_of_the_archive():
    assert MOTHER.ko not in xml_of(word_of(letter(agreed=False), "en"))
    assert MOTHER.ko in xml_of(word_of(letter(), "en"))


def test_the_archive_carries_no_properties_and_no_day():
    with ZipFile(BytesIO(word_of(letter("male"), "en"))) as archive:
        assert not [name for name in archive.namelist() if name.startswith(("docProps", "customXml"))]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not re.search(
            r"python|docx|creator|lastModified|20[0-9]{2}-[0-9]{2}", archive.read("_rels/.rels").decode()
        )
    content = xml_of(word_of(letter("male"), "en"))
    assert not re.search(r"creator|lastModifiedBy|python-docx|dcterms", content)


def test_the_same_letter_is_the_same_bytes():
    assert word_of(letter("male"), "en") == word_of(letter("male"), "en")


def test_what_is_read_back_is_the_letter():
    draft = letter("male")
    korean = [one.text for one in Document(BytesIO(word_of(draft, "ko"))).paragraphs]
    assert korean == [row.words.ko for row in draft.rows]
    (table,) = Document(BytesIO(word_of(draft, "en"))).tables
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [
        (row.words.ko, row.words.en) for row in draft.rows
    ]


def test_marks_that_would_hide_or_break_text_are_left_out():
    draft = Letter(Kind.APPLICATION, "", "", (), (Row(Role.ITEM, Words("a", "<w:p>\x00\x1b[2J\u202e다음")),), ())
    assert [one.text for one in Document(BytesIO(word_of(draft, "ko"))).paragraphs] == ["<w:p>[2J다음"]
