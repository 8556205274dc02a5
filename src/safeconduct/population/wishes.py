"""Wishes file → wishes: what is asked of a population, and of whom of it."""

from pathlib import Path

from msgspec import Struct

from safeconduct.law.model import Words
from safeconduct.lawbook.from_text import text_from_file
from safeconduct.lawbook.model import Mapping, Node
from safeconduct.lawbook.problems import Problem
from safeconduct.person.fields import items_of, kind_of, mapping_of, text_of, words_of
from safeconduct.person.problems import Findings
from safeconduct.population.model import Column

FORM = "A wishes file is 'wishes:' with lines {want: GOAL, of: {column: NAME, is: TEXT}, en: …, ko: …}; 'of' may be left out."


class Asking(Struct, frozen=True):
    """`of`: the wish is asked of those for whom the column is true, or holds the code; None: of everybody."""

    want: str
    words: Words
    of: Column | None


def read_wishes(path: Path) -> tuple[Asking, ...] | list[Problem]:
    """Return the wishes of a file, or everything that is wrong with it; whether the goals exist is not looked at."""
    text = text_from_file(path)
    if text.problems or text.root is None:
        return text.problems or [Problem(text.file, 1, 1, 1, "P001", "an empty file", FORM)]
    found = Findings()
    root = text.root
    if not isinstance(root, Mapping):
        found.add(root, "P001", f"{kind_of(root)} in the place of a wishes file", FORM)
        return found.all()
    mapping_of(root, found, "a wishes file", ("wishes",), ("wishes",))
    items = items_of(root.find("wishes"), found, "'wishes'")
    wishes = tuple(wish for item in items if (wish := _wish(item, found)))
    if not items and not found.problems:
        found.add(root, "P013", "a file without wishes", FORM)
    return found.all() or wishes


def _wish(node: Node, found: Findings) -> Asking | None:
    form = mapping_of(node, found, "a wish", ("want", "of", "en", "ko"), ("want", "en", "ko"))
    written, of = (form.find("want"), form.find("of")) if form else (None, None)
    want = text_of(written, found, "'want'") if written else None
    words = words_of(form, found, "a wish") if form else None
    column = _column(of, found) if of else None
    if want is None or words is None or (of and column is None):
        return None
    return Asking(want.written, words, column)


def _column(node: Node, found: Findings) -> Column | None:
    form = mapping_of(node, found, "'of'", ("column", "is"), ("column",))
    name, code = (form.find("column"), form.find("is")) if form else (None, None)
    named = text_of(name, found, "'column'") if name else None
    equal = text_of(code, found, "'is'") if code else None
    return Column(named.written, equal.written if equal else None) if named else None
