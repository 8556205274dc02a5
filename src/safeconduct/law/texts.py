"""Texts of statutes: the words of one provision, as they stood on a day, in a folder of statutes.

One folder a statute; in it `law.md` is the newest text and `law@YYYY-MM-DD.md` an older one. The front matter gives
공포일자 (promulgated) and 시행일자 (in force); `##### 제N조의M (title)` opens an article, `**①**` a paragraph,
`  1의2\\.` an item, `    가\\.` a sub-item; from `## 부칙` on stand the addenda, which are never cited.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from safeconduct.terms.citation import SUBITEMS, Citation


class Version(NamedTuple):
    """One text of a statute; `text` is the whole file. `number` is that of the promulgation, 0 where the file states none."""

    promulgated: date
    in_force: date
    number: int
    file: Path
    text: str


def provision(texts: Path, source_path: str, citation: Citation, on: date | None) -> str | None:
    """Return the words of the cited provision, from its heading or number on; None when there is no such provision.

    texts:       folder of statutes
    source_path: path of the source in it, without `.md` and without date: `국적법/법률`
    on:          the day whose law is asked for, None for the newest text there is

    A citation of a whole source gives None: it names no provision. A deleted one gives its line of deletion.
    """
    version = find_version(texts, source_path, on)
    return None if version is None else provision_in(version.text, citation)


def citation_exists(texts: Path, source_path: str, citation: Citation, on: date | None) -> bool:
    """Return whether the law of the day has the cited provision, and has not deleted it.

    A citation of a whole source asks only whether the source has a text for the day.
    """
    version = find_version(texts, source_path, on)
    if version is None or citation.article is None:
        return version is not None
    found = provision_in(version.text, citation)
    return found is not None and not is_deleted(found)


def find_version(texts: Path, source_path: str, on: date | None) -> Version | None:
    """Return the text of the day: of those in force by then, the one promulgated last.

    Not the one that entered into force last: each text holds every amendment promulgated before it, so a text
    promulgated earlier lacks amendments even if its own entry into force was put off.
    """
    return newest(version for version in versions_of(texts, source_path) if on is None or version.in_force <= on)


def newest(versions: Iterable[Version]) -> Version | None:
    """Return the version promulgated last, or None of none."""
    return max(versions, key=lambda version: version[:3], default=None)


def versions_of(texts: Path, source_path: str) -> list[Version]:
    """Return every text of a source, oldest promulgation first; none when the path leads out of `texts`."""
    whole = texts / f"{source_path}.md"
    if not whole.resolve().is_relative_to(texts.resolve()) or not whole.parent.is_dir():
        return []
    dated = re.compile(rf"{re.escape(whole.stem)}(@\d{{4}}-\d\d-\d\d)?\.md")
    files = sorted(file for file in whole.parent.iterdir() if dated.fullmatch(file.name))
    read = (_read_version(file) for file in files if file.resolve().is_relative_to(texts.resolve()))
    return sorted(version for version in read if version is not None)


def provision_in(text: str, citation: Citation) -> str | None:
    """Return the words of the cited provision in the text of its statute, or None.

    A paragraph includes its items, an item its sub-items; an item cited without a paragraph is looked for only in
    what stands before the first paragraph.
    """
    if citation.article is None:
        return None
    lines = _articles(text).get((citation.article, citation.branch))
    if lines is not None and citation.paragraph is not None:
        lines = _marked(lines, _PARAGRAPH, _circled(citation.paragraph))
    elif lines is not None and citation.item is not None:
        lines = _before_paragraphs(lines)
    if lines is not None and citation.item is not None:
        lines = _marked(lines, _ITEM, _item_label(citation))
    if lines is not None and citation.subitem is not None:
        lines = _marked(lines, _SUBITEM, citation.subitem)
    return None if lines is None else "\n".join(lines).strip()


def provisions_in(text: str, short: str) -> Iterator[tuple[Citation, str]]:
    """Yield every provision of a statute as `short` cites it, with its words: articles, their paragraphs, items and sub-items, in order."""
    for (article, branch), lines in _articles(text).items():
        whole = Citation(short, article, branch)
        yield whole, "\n".join(lines).strip()
        yield from parts_of_provision(whole, "\n".join(lines), deep=True)


def parts_of_provision(citation: Citation, words: str, *, deep: bool = False) -> Iterator[tuple[Citation, str]]:
    """Yield the parts of a provision next below it, with their words; with `deep` theirs as well.

    An article with paragraphs has these, and the items that stand before them, as parts.
    """
    lines = tuple(words.splitlines())
    for part, own in _parts(citation, lines):
        found = "\n".join(own).strip()
        yield part, found
        if deep:
            yield from parts_of_provision(part, "\n".join(own), deep=True)


def is_deleted(provision: str) -> bool:
    r"""Return whether a provision says no more than that it was deleted.

    >>> is_deleted("**②** 삭제 <2010.5.4>"), is_deleted("##### 제18조\n\n삭제 <1999.2.5>"), is_deleted("1. 기록의 삭제")
    (True, True, False)
    """
    return _DELETED.fullmatch(provision) is not None


# --- versions -------------------------------------------------------------------------------------------------------

_PROMULGATED = re.compile(r"^공포일자: '?(\d{4}-\d\d-\d\d)'?$", re.MULTILINE)
_NUMBER = re.compile(r"^공포번호: '?(?:제)?(\d{1,9})호?'?$", re.MULTILINE)
_IN_FORCE = re.compile(r"^시행일자: '?(\d{4}-\d\d-\d\d)'?$", re.MULTILINE)


def _read_version(file: Path) -> Version | None:
    return version_from(file, file.read_text(encoding="utf-8", errors="replace"))


def version_from(file: Path, text: str) -> Version | None:
    """Return a text with what its front matter says of it; None when it does not state both dates, which makes it no statute."""
    front_matter = text.split("\n---\n", 1)[0]
    promulgated, in_force = _PROMULGATED.search(front_matter), _IN_FORCE.search(front_matter)
    number = _NUMBER.search(front_matter)
    if promulgated is None or in_force is None:
        return None
    days = date.fromisoformat(promulgated[1]), date.fromisoformat(in_force[1])
    return Version(*days, 0 if number is None else int(number[1]), file, text)


# --- parts of a text ------------------------------------------------------------------------------------------------

_ARTICLE = re.compile(r"##### 제(\d+)조(?:의(\d+))?(?=\s|\(|$)")
_PARAGRAPH = re.compile(r"\*\*([①-⑳㉑-㉟㊱-㊿])\*\*")
_ITEM = re.compile(r" {2}(\d+(?:의\d+)?)\\?\. ")
_SUBITEM = re.compile(r" {4}([가-힣])\\?\. ")
_DELETED = re.compile(r"(?:##### [^\n]*\n+|\*\*.\*\* |\d+(?:의\d+)?\\?\. |[가-힣]\\?\. )?삭제 *(?:<[^>\n]*>)?")

_SIGNS = "".join(
    chr(code) for run in ((0x2460, 20), (0x3251, 15), (0x32B1, 15)) for code in range(run[0], run[0] + run[1])
)

Lines = tuple[str, ...]


@lru_cache(maxsize=16)
def _articles(text: str) -> dict[tuple[int, int | None], Lines]:
    """Return the lines of each article, heading first, keyed by number and branch."""
    articles: dict[tuple[int, int | None], list[str]] = {}
    lines: list[str] = []
    for line in _body(text):
        if line.startswith("#"):
            lines = []
            heading = _ARTICLE.match(line)
            if heading is not None:
                articles[int(heading[1]), int(heading[2]) if heading[2] else None] = lines
        lines.append(line)
    return {place: tuple(found) for place, found in articles.items()}


def _body(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith("## 부칙"):
            return
        yield line


def _before_paragraphs(lines: Lines) -> Lines:
    return tuple(takewhile(lambda line: _PARAGRAPH.match(line) is None, lines))


def _marked(lines: Lines, mark: re.Pattern[str], label: str) -> Lines | None:
    """Return the lines from the mark with this label up to the next mark of its kind."""
    section: list[str] | None = None
    for line in lines:
        found = mark.match(line)
        if found is not None and section is not None:
            break
        if found is not None and found[1] == label:
            section = []
        if section is not None:
            section.append(line)
    return None if section is None else tuple(section)


def _parts(citation: Citation, lines: Lines) -> Iterator[tuple[Citation, Lines]]:
    if citation.subitem is not None:
        return
    if citation.item is not None:
        for label in _labels(lines, _SUBITEM):
            if label in SUBITEMS:
                yield structs.replace(citation, subitem=label), _marked(lines, _SUBITEM, label) or ()
        return
    if citation.paragraph is None:
        intro = _before_paragraphs(lines)
        yield from _items(citation, intro)
        for label in _labels(lines, _PARAGRAPH):
            yield structs.replace(citation, paragraph=_SIGNS.index(label) + 1), _marked(lines, _PARAGRAPH, label) or ()
        return
    yield from _items(citation, lines)


def _items(citation: Citation, lines: Lines) -> Iterator[tuple[Citation, Lines]]:
    for label in _labels(lines, _ITEM):
        number, _, branch = label.partition("의")
        part = structs.replace(citation, item=int(number), item_branch=int(branch) if branch else None)
        yield part, _marked(lines, _ITEM, label) or ()


def _labels(lines: Lines, mark: re.Pattern[str]) -> list[str]:
    """Return the labels of a kind of mark, each once, in order: a label that comes twice is the first one's."""
    return list(dict.fromkeys(found[1] for found in map(mark.match, lines) if found is not None))


def _circled(paragraph: int) -> str:
    """Return the sign of a paragraph: ① for 1; "" from 51 on, where there are no signs."""
    return _SIGNS[paragraph - 1 : paragraph]


def _item_label(citation: Citation) -> str:
    return f"{citation.item}" if citation.item_branch is None else f"{citation.item}의{citation.item_branch}"
