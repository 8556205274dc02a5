"""The parts every form of a case file is made of: mappings with known keys, lists, words, dates, closed sets of words.

Each function returns the value, or None after adding a problem to `found`.
"""

import re
from datetime import date

from safeconduct.law.model import Words
from safeconduct.lawbook.model import Entry, Mapping, Node, Scalar, Sequence
from safeconduct.lawbook.problems import quoted
from safeconduct.person.problems import Findings, nearest

EXPRESSIONS = ("fact", "want", "that")  # keys whose value is an expression
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def kind_of(node: Node) -> str:
    """Return what a node is, for "found …, expected …"."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    if node.value is None:
        return "nothing"
    return "a text" if isinstance(node.value, str) else quoted(node.written)


def mapping_of(
    node: Node, found: Findings, of: str, keys: tuple[str, ...], required: tuple[str, ...] = ()
) -> Mapping | None:
    """Return `node` if it is a mapping; report keys outside `keys` and missing ones. `of` is the form's name."""
    if not isinstance(node, Mapping):
        found.add(node, "P004", f"{kind_of(node)} where a mapping belongs", has_keys(of, keys))
        return None
    for entry in node.entries:
        if entry.name not in keys and not is_rest_of_expression(entry, node):
            repair = nearest(entry.name, keys, "Delete it, or put it into a comment.")
            found.add(entry.key, "P002", f"unknown key {quoted(entry.name)}", has_keys(of, keys), repair)
    for name in required:
        if node.find(name) is None:
            found.add(node, "P003", f"{of} without {quoted(name)}", repair=f"Add '{name}: …'.")
    return node


def has_keys(of: str, keys: tuple[str, ...]) -> str:
    return f"{beginning(of)} has the keys {', '.join(keys)}."


def beginning(of: str) -> str:
    """Return the name of a form or value as a sentence begins with it."""
    return of[0].upper() + of[1:]


def is_rest_of_expression(rest: Entry, node: Mapping) -> bool:
    """Return whether a key is the end of an unquoted `{fact: relative_in(mother, KP)}`, which its reader will report."""
    first = next((node.find(name) for name in EXPRESSIONS if node.find(name) is not None), None)
    cut = isinstance(first, Scalar) and first.written.count("(") > first.written.count(")")
    return cut and isinstance(rest.value, Scalar) and rest.value.value is None and rest.value.written == ""


def items_of(node: Node | None, found: Findings, of: str) -> tuple[Node, ...]:
    """Return the items of a list; nothing at all has none."""
    if node is None or (isinstance(node, Scalar) and node.value is None):
        return ()
    if not isinstance(node, Sequence):
        found.add(
            node,
            "P004",
            f"{kind_of(node)} where a list belongs",
            f"{beginning(of)} is a list: […], or lines that begin with '- '.",
        )
        return ()
    return node.items


def text_of(node: Node, found: Findings, of: str) -> Scalar | None:
    """Return a scalar whose value is a text with something in it."""
    if isinstance(node, Scalar) and isinstance(node.value, str) and node.value.strip():
        return node
    found.add(
        node,
        "P004",
        f"{kind_of(node)} where a text belongs",
        f"{beginning(of)} is a text.",
        "Put it in quotes if it is meant as one.",
    )
    return None


def word_of(node: Node, found: Findings, of: str, words: tuple[str, ...]) -> str | None:
    """Return the one of `words` that the node says."""
    text = text_of(node, found, of)
    if text is None or text.written in words:
        return text.written if text else None
    expected = f"{beginning(of)} is one of {', '.join(words)}."
    found.add(node, "P005", f"{quoted(text.written)} is no value here", expected, nearest(text.written, words, ""))
    return None


def words_of(node: Mapping, found: Findings, of: str) -> Words | None:
    """Return the `en` and `ko` of a mapping; one given alone stands for both. None without a problem is not returned."""
    said = {language: node.find(language) for language in ("en", "ko")}
    texts = {
        language: text_of(value, found, f"{language!r} of {of}")
        for language, value in said.items()
        if value is not None
    }
    written = {language: str(text.value).strip() for language, text in texts.items() if text is not None}
    if not texts:
        found.add(node, "P011", f"{of} without words", "Words are written {en: …, ko: …}.", "Add 'en', 'ko' or both.")
    if not written:
        return None
    alone = next(iter(written.values()))
    return Words(en=written.get("en", alone), ko=written.get("ko", alone))


def has_words(node: Mapping) -> bool:
    return node.find("en") is not None or node.find("ko") is not None


def date_of(node: Node, found: Findings, of: str, as_of: date | None) -> date | None:
    """Return a date that exists and, if `as_of` is known, does not lie after it."""
    if not isinstance(node, Scalar) or not DATE.fullmatch(node.written):
        what = quoted(node.written) if isinstance(node, Scalar) else kind_of(node)
        found.add(
            node, "P006", f"{what} is not a date", f"{beginning(of)} is written year-month-day, as in 2013-06-01."
        )
        return None
    try:
        day = date.fromisoformat(node.written)
    except ValueError:
        found.add(
            node,
            "P006",
            f"there is no {node.written}",
            repair="Look the day up in the source: the calendar has none like it.",
        )
        return None
    if as_of is not None and day > as_of:
        found.add(
            node,
            "P007",
            f"{day} lies after the day of the question, {as_of}",
            "A case holds what had happened and was known on that day.",
            "Correct the date, leave the line out, or move 'as of'.",
        )
        return None
    return day


def date_or_unknown(node: Node | None, found: Findings, of: str, as_of: date | None) -> date | None:
    """Return the date, or None where it is `unknown` or left out."""
    if node is None or (isinstance(node, Scalar) and node.written == "unknown"):
        return None
    return date_of(node, found, of, as_of)
