"""A letter as PDF: set by Typst in memory, with nothing about itself but a title, the same bytes for the same letter and font."""

from functools import cache
from pathlib import Path

import msgspec
import typst

from safeconduct.answers.columns import clean
from safeconduct.letters.model import FONTS, Letter, NoKoreanFontError

PAGE = Path(__file__).with_name("page.typ")


def pdf_of(letter: Letter, lang: str) -> bytes:
    """Return the letter as a PDF file. `lang`: the person's language beside the Korean; "ko": Korean alone.

    Raises NoKoreanFontError.
    """
    rows = [{"role": row.role, "ko": clean(row.words.ko), "en": clean(row.words.en)} for row in letter.rows]
    content = msgspec.json.encode({"font": korean_font(), "lang": lang, "rows": rows}).decode()
    written = typst.compile(PAGE.read_bytes(), format="pdf", sys_inputs={"letter": content}, font_paths=fonts())
    assert isinstance(written, bytes)
    return written


def korean_font() -> str:
    """Return the first font with Korean letters that this machine has."""
    there = set(fonts().families())
    found = next((font for font in FONTS if font in there), None)
    if found is None:
        raise NoKoreanFontError
    return found


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts()
