"""Case file → person: every line checked against the law, every problem reported at once."""

import re
from pathlib import Path

from safeconduct.law.model import Law, Words
from safeconduct.lawbook.from_text import Text, text_from_file
from safeconduct.lawbook.model import Entry, Mapping, Node, Scalar, Sequence
from safeconduct.lawbook.problems import Problem, quoted
from safeconduct.person.expressions import countries_in
from safeconduct.person.fields import date_of, items_of, kind_of, mapping_of, text_of, word_of, words_of
from safeconduct.person.known import Known, country_named
from safeconduct.person.model import ALWAYS_THERE, CRITERIA, Never, NeverHolds, Person, Statement, Wish
from safeconduct.person.problems import Findings, TooManyError
from safeconduct.person.statements import statements_of
from safeconduct.person.wishes import nevers_of, wishes_of

KEYS = ("case", "as of", "countries", "people", "facts", "wishes", "never", "prefer")
REQUIRED = ("case", "as of", "facts", "wishes")
LABEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
RELATIVE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
MOST = {"people": 24, "facts": 2_000, "wishes": 30, "never": 60, "countries": 40}  # P033
RESERVED = (
    "self",
    "family",
    "countries",
    "relatives",
    "true",
    "false",
    "unknown",
    "and",
    "or",
    "not",
    "in",
    "for",
    "if",
)


def read_person(path: Path, law: Law, name: str | None = None) -> Person | list[Problem]:
    """Return the person of a case file, or everything that is wrong with it, in order.

    law:  the lawbooks that declare the facts, definitions and goals the file names
    name: what messages call the file (the path if left out)
    """
    return person_from_text(text_from_file(path, name), law)


def person_from_text(text: Text, law: Law) -> Person | list[Problem]:
    """Return the person of a text already read, or everything that is wrong with it, in order."""
    if text.problems or text.root is None:
        return text.problems or [Problem(text.file, 1, 1, 1, "P001", "an empty file", NO_CASE, "Begin with 'case: …'.")]
    found = Findings()
    try:
        person = person_of(text.root, law, found)
    except TooManyError:
        person = None
    return found.all() or person or []


NO_CASE = "A case file is a mapping whose first key is 'case'."


def person_of(root: Node, law: Law, found: Findings) -> Person | None:
    """Return the person; None, or an incomplete one, after adding a problem."""
    if not isinstance(root, Mapping) or root.find("case") is None:
        what = "a file without 'case'" if isinstance(root, Mapping) else f"{kind_of(root)} in the place of a case"
        found.add(root, "P001", what, NO_CASE, "Begin with 'case: …'.")
        return None
    mapping_of(root, found, "a case", KEYS, REQUIRED)
    if is_too_long(root, found):
        return None
    label, day, people = root.find("case"), root.find("as of"), root.find("people")
    as_of = date_of(day, found, "'as of'", None) if day else None
    known = Known(law, relatives_of(people, law, found) if people else {}, as_of)
    listed = countries_of(items_of(root.find("countries"), found, "'countries'"), law, found)
    facts, wishes = root.find("facts"), root.find("wishes")
    statements = statements_of(some_of(facts, found, "facts", "P012"), known, found)
    hoped = wishes_of(some_of(wishes, found, "wishes", "P013"), known, found)
    nevers = nevers_of(items_of(root.find("never"), found, "'never'"), known, found)
    prefer = criteria_of(items_of(root.find("prefer"), found, "'prefer'"), found)
    called = label_of(label, found) if label else None
    if called is None or as_of is None:
        return None
    countries = tuple(dict.fromkeys((*listed, *countries_met(statements, hoped, nevers, law))))
    return Person(called, as_of, countries, known.relatives, statements, hoped, nevers, prefer)


def is_too_long(root: Mapping, found: Findings) -> bool:
    """Report each list with more lines than a case may have."""
    long = {name: len(lines_of(root.find(name))) for name in MOST}
    for name, most in MOST.items():
        if long[name] > most:
            at = root.find(name) or root
            said = f"{long[name]:,} lines under {quoted(name)}, of which there may be {most:,}"
            found.add(at, "P033", said, repair="Keep those that matter for the question, or make two cases of it.")
    return any(long[name] > most for name, most in MOST.items())


def lines_of(node: Node | None) -> tuple[Node, ...] | tuple[Entry, ...]:
    if isinstance(node, Mapping):
        return node.entries
    return node.items if isinstance(node, Sequence) else ()


def label_of(node: Node, found: Findings) -> str | None:
    label = node.written if isinstance(node, Scalar) else ""
    if LABEL.fullmatch(label):
        return label
    what = f"{quoted(label)} is not a label" if label else f"{kind_of(node)} where a label belongs"
    expected = "The label of a case is made of lower-case letters, digits and '-'. It is a handle, never a name."
    found.add(node, "P008", what, expected, "Write something like 'former-official' or 'case-17'.")
    return None


def relatives_of(node: Node, law: Law, found: Findings) -> dict[str, Words]:
    """Return each relative's name in conditions with what the person calls them.

    A relative whose words cannot be read is kept, so that the facts about them are still checked.
    """
    if not isinstance(node, Mapping):
        expected = "Relatives are written 'mother: {en: your mother, ko: 어머니}'."
        found.add(node, "P004", f"{kind_of(node)} where a mapping belongs", expected)
        return {}
    relatives: dict[str, Words] = {}
    for entry in node.entries:
        if not RELATIVE.fullmatch(entry.name) or entry.name in RESERVED:
            expected = "Relatives are called by lower-case words joined by '_': mother, elder_sister. A real name is not needed."
            found.add(entry.key, "P010", f"{quoted(entry.name)} is not a name for a relative", expected)
        form = mapping_of(entry.value, found, "a relative", ("en", "ko"))
        words = words_of(form, found, "a relative") if form else None
        relatives[entry.name] = words or Words(entry.name, entry.name)
    return relatives


def countries_of(items: tuple[Node, ...], law: Law, found: Findings) -> tuple[str, ...]:
    """Return KR, KP and the countries listed, each once."""
    texts = [text for item in items if (text := text_of(item, found, "a country"))]
    named = [code for text in texts if (code := country_named(text.written, text.place, law, found))]
    return tuple(dict.fromkeys((*ALWAYS_THERE, *named)))


def countries_met(
    statements: tuple[Statement, ...], wishes: tuple[Wish, ...], nevers: tuple[Never, ...], law: Law
) -> list[str]:
    """Return the countries that facts, wishes and exclusions name, so that none of these is about a country nobody considers."""
    said = [
        *(statement.fact for statement in statements),
        *(wish.that for wish in wishes),
        *(never.that for never in nevers if isinstance(never, NeverHolds)),
    ]
    return [code for expr in said for code in countries_in(expr, law)]


def some_of(node: Node | None, found: Findings, name: str, code: str) -> tuple[Node, ...]:
    """Return the items of a list that must not be empty; a missing one has been reported."""
    items = items_of(node, found, f"'{name}'") if node else ()
    if node is not None and not items and not isinstance(node, Mapping) and not getattr(node, "value", None):
        found.add(node, code, f"a case without {name}", repair=f"Write at least one under '{name}'.")
    return items


def criteria_of(items: tuple[Node, ...], found: Findings) -> tuple[str, ...]:
    """Return every criterion: those named first, in their order, then the others in the default order."""
    named: list[str] = []
    for item in items:
        word = word_of(item, found, "a criterion", CRITERIA)
        if word in named:
            found.add(item, "P032", f"criterion {quoted(word)} named twice", repair="Delete one of them.")
        elif word:
            named.append(word)
    return tuple(dict.fromkeys((*named, *CRITERIA)))
