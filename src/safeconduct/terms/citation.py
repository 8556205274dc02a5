"""Citations: one provision of a statute, written as in Korean practice, or a source cited as a whole."""

import re

from msgspec import Struct

SUBITEMS = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허"  # 목, in the order statutes use them


class Citation(Struct, frozen=True):
    """Where a rule stands, down to the sub-item; `None` for each part that is not named.

    short:       short name of the source, as the lawbook declares it
    article:     None for a judgment, practice or report, which is cited as a whole
    branch:      2 in article 14의2
    item:        may stand without a paragraph: 16.1
    item_branch: 2 in item 1의2
    subitem:     one of SUBITEMS
    """

    short: str
    article: int | None = None
    branch: int | None = None
    paragraph: int | None = None
    item: int | None = None
    item_branch: int | None = None
    subitem: str | None = None

    def __str__(self) -> str:
        if self.article is None:
            return self.short
        written = f"{self.short} {self.article}{_branch(self.branch)}"
        if self.paragraph is not None:
            written += f"({self.paragraph})"
        if self.item is not None:
            dot = "." if self.paragraph is None else ""
            written += f"{dot}{self.item}{_branch(self.item_branch)}{self.subitem or ''}"
        return written


_NUMBER = "[1-9][0-9]{0,3}"
_CITATION = re.compile(
    rf"(?P<short>[^\s,;\[\]{{}}]+)"
    rf"(?: (?P<article>{_NUMBER})(?:의(?P<branch>{_NUMBER}))?"
    rf"(?:\((?P<paragraph>{_NUMBER})\))?"
    rf"(?:(?(paragraph)|\.)(?P<item>{_NUMBER})(?:의(?P<item_branch>{_NUMBER}))?(?P<subitem>[{SUBITEMS}])?)?)?"
)


def parse_citation(text: str) -> Citation | None:
    """Return the citation that `text` writes, or None when it is none; `str` gives the same text back.

    >>> parse_citation("국적법 14의2(1)2")
    Citation(short='국적법', article=14, branch=2, paragraph=1, item=2, item_branch=None, subitem=None)
    >>> parse_citation("국적법 제14조") is None
    True

    Source: docs/reference/lawbook-format.md, section 2.
    """
    found = _CITATION.fullmatch(text)
    if found is None:
        return None
    numbers = ("article", "branch", "paragraph", "item", "item_branch")
    parts = {part: int(found[part]) for part in numbers if found[part] is not None}
    return Citation(found["short"], **parts, subitem=found["subitem"])


def in_words(citation: Citation, source_name: str, lang: str) -> str:
    """Return the citation as a reader of `lang` ("en" or "ko") writes it, with the full name of its source.

    Sub-items are counted in letters in English, as the official translations do.

    >>> in_words(Citation("여권법", 12, None, 1, 4, None, "가"), "Passport Act", "en")
    'Passport Act, art. 12(1) item 4 (a)'
    >>> in_words(Citation("국적법", 14, 2, 1, 2), "국적법", "ko")
    '국적법 제14조의2제1항제2호'
    """
    if citation.article is None:
        return source_name
    if lang == "ko":
        return f"{source_name} {_korean_provision(citation)}"
    return f"{source_name}, {_english_provision(citation)}"


def _korean_provision(citation: Citation) -> str:
    words = f"제{citation.article}조{_branch(citation.branch)}"
    if citation.paragraph is not None:
        words += f"제{citation.paragraph}항"
    if citation.item is not None:
        words += f"제{citation.item}호{_branch(citation.item_branch)}"
    if citation.subitem is not None:
        words += f"{citation.subitem}목"
    return words


def _english_provision(citation: Citation) -> str:
    words = f"art. {citation.article}{_hyphened(citation.branch)}"
    if citation.paragraph is not None:
        words += f"({citation.paragraph})"
    if citation.item is not None:
        words += f" item {citation.item}{_hyphened(citation.item_branch)}"
    if citation.subitem is not None:
        words += f" ({_letter(citation.subitem)})"
    return words


def _branch(number: int | None) -> str:
    return "" if number is None else f"의{number}"


def _hyphened(number: int | None) -> str:
    return "" if number is None else f"-{number}"


def _letter(subitem: str) -> str:
    """Return a for 가, b for 나 … z, then the Korean letter itself."""
    place = SUBITEMS.index(subitem)
    return chr(ord("a") + place) if place < 26 else subitem
