"""A page of text for a terminal: labelled, indented, wrapped rows, each with a style; printed plain or in colour."""

from collections.abc import Iterable
from typing import NamedTuple

from safeconduct.answers.columns import clean, padded, width_of, wrapped

NARROWEST = 30  # columns left for text whatever the indent

STYLES = {  # the codes of a style in colour (ECMA-48, select graphic rendition); without colour every style reads the same
    "plain": "",
    "title": "1",
    "heading": "1;36",
    "good": "1;32",
    "bad": "1;31",
    "warning": "33",
    "quiet": "2",
}
LABEL = "36"


class Row(NamedTuple):
    """One line as printed: a label and a text, both already fitted to the width."""

    before: str
    text: str
    style: str


class Page:
    """Rows in the order written. `width` in columns."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: list[Row] = []

    def blank(self) -> None:
        if self.rows and self.rows[-1].text + self.rows[-1].before:
            self.rows.append(Row("", "", "plain"))

    def heading(self, text: str) -> None:
        """Write a heading with a rule as long as itself."""
        self.blank()
        lines = wrapped(clean(text), self.width)
        self.rows += [Row("", line, "heading") for line in lines]
        self.rows.append(Row("", "─" * max(width_of(line) for line in lines), "quiet"))

    def text(self, text: str, indent: int = 0, style: str = "plain", mark: str = "") -> None:
        """Write a paragraph; `mark` stands before its first line, the others hang below the text."""
        self._write(" " * indent + mark, text, style)

    def labelled(self, label: str, texts: Iterable[str], indent: int, width: int, style: str = "plain") -> None:
        """Write texts below each other with a label before the first, all texts starting in one column."""
        before = " " * indent + padded(clean(label), width)
        for text in texts:
            self._write(before, text, style)
            before = " " * width_of(before)

    def _write(self, before: str, text: str, style: str) -> None:
        room = max(NARROWEST, self.width - width_of(before))
        for line in wrapped(clean(text), room):
            self.rows.append(Row(before, line, style))
            before = " " * width_of(before)


def plain_text(page: Page) -> str:
    """Return the page without colour; no line ends in a space, the last one ends in a line break."""
    return "".join((row.before + row.text).rstrip() + "\n" for row in page.rows)


def coloured_text(page: Page) -> str:
    """Return the page with the codes of its colours: labels quiet, texts in their style."""
    return "".join(
        coloured(row.before, "1" if row.style == "title" else LABEL) + coloured(row.text, STYLES[row.style]) + "\n"
        for row in page.rows
    )


def coloured(text: str, codes: str) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if codes and text.strip() else text
