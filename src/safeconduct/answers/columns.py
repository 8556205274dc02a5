"""Columns: how wide a text stands on a terminal, and lines that fit a width in either language."""

import re
from functools import cache
from unicodedata import category, combining, east_asian_width

HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")
_PIECES = re.compile(r"\S+|\s+")


def clean(text: str) -> str:
    """Return the text without control characters, direction marks and the like; a line break becomes a space.

    >>> clean("visit\\x1b[31m approval\\u202e")
    'visit[31m approval'
    """
    spaced = re.sub(r"[\t\r\n\v\f\x85\u2028\u2029]+", " ", text)
    return spaced if spaced.isprintable() else "".join(letter for letter in spaced if category(letter) not in HIDDEN)


def width_of(text: str) -> int:
    """Return how many columns a text fills: two for Korean and Chinese characters, none for combining marks.

    >>> width_of("국적법 14(1)")
    12
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def wrapped(text: str, width: int) -> list[str]:
    """Return the text as lines of at most `width` columns, broken at spaces where that is possible; at least one line.

    >>> wrapped("give up the nationality", 12)
    ['give up the', 'nationality']
    >>> wrapped("대한민국국적포기신고", 8)
    ['대한민국', '국적포기', '신고']
    """
    lines, filled = [""], 0
    for piece in _PIECES.findall(text):
        columns = width_of(piece)
        if filled + columns <= width:
            lines[-1] += piece
            filled += columns
        elif not piece.isspace():
            lines[-1:] = [lines[-1].rstrip(), *_cut(piece, width)] if lines[-1].strip() else _cut(piece, width)
            filled = width_of(lines[-1])
    return [line.rstrip() for line in lines]


def padded(text: str, width: int) -> str:
    """Return the text filled with spaces up to `width` columns."""
    return text + " " * max(0, width - width_of(text))


@cache
def _width(letter: str) -> int:
    if combining(letter):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


def _cut(piece: str, width: int) -> list[str]:
    """Return a word without spaces in parts of at most `width` columns; no part is empty."""
    if width_of(piece) <= width:
        return [piece]
    parts = [""]
    for letter in piece:
        if parts[-1] and width_of(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts
