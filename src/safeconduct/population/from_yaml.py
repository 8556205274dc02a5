"""Mapping file → population: a case file in which columns may stand for values."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from safeconduct.law.model import Law
from safeconduct.lawbook.from_text import Text, text_from_file
from safeconduct.lawbook.model import Entry, Mapping, Node, Place, Scalar, Sequence
from safeconduct.lawbook.problems import Problem
from safeconduct.person.fields import items_of, kind_of, mapping_of, text_of
from safeconduct.person.from_yaml import person_of
from safeconduct.person.problems import Findings, TooManyError
from safeconduct.population.model import Column, Line, Population

KEYS = ("population", "id", "as of", "countries", "people", "facts", "never", "prefer")
REQUIRED = ("population", "id", "as of", "facts")
COLUMN = "A column is written {column: NAME}; for a code {column: NAME, is: TEXT}."
GOAL = "--goal"  # what messages call the place of the goal


def read_population(path: Path, law: Law, goal: str, as_of: date | None = None) -> Population | list[Problem]:
    """Return the population of a mapping file and the goal asked of it, or everything that is wrong with them, in order.

    as_of: the day of the question, in the place of the file's own
    """
    return population_from_text(text_from_file(path), law, goal, as_of)


def population_from_text(text: Text, law: Law, goal: str, as_of: date | None = None) -> Population | list[Problem]:
    """Return the population of a text already read, or everything that is wrong with it, in order."""
    if text.problems or text.root is None:
        return text.problems or [Problem(text.file, 1, 1, 1, "P001", "an empty file", NO_MAPPING)]
    found = Findings()
    try:
        population = population_of(text.root, law, goal, as_of, found)
    except TooManyError:
        population = None
    return found.all() or population or []


NO_MAPPING = "A mapping file is a mapping whose first key is 'population'."


def population_of(root: Node, law: Law, goal: str, as_of: date | None, found: Findings) -> Population | None:
    """Return the population; None, or an incomplete one, after adding a problem."""
    if not isinstance(root, Mapping) or root.find("population") is None:
        found.add(root, "P001", "a file without 'population'", NO_MAPPING, "Begin with 'population: …'.")
        return None
    mapping_of(root, found, "a mapping file", KEYS, REQUIRED)
    ids = ids_of(root.find("id"), found)
    items = items_of(root.find("facts"), found, "'facts'")
    columns = [columns_of(item, found) for item in items]
    person = person_of(as_case(root, items, goal, as_of), law, found)
    if person is None or found.problems:
        return None
    lines = (Line(statement, **of_line) for statement, of_line in zip(person.statements, columns, strict=True))
    return Population(person.label, ids, person, tuple(lines))


def ids_of(node: Node | None, found: Findings) -> tuple[str, ...]:
    """Return the columns that tell people apart; one may stand alone."""
    if node is None:
        return ()
    items = (node,) if isinstance(node, Scalar) and node.value is not None else items_of(node, found, "'id'")
    if not items:
        found.add(node, "P041", "no column that tells people apart", repair="Write 'id: person', or a list of columns.")
    texts = [text for item in items if (text := text_of(item, found, "an id column"))]
    return tuple(dict.fromkeys(text.written for text in texts))


def columns_of(item: Node, found: Findings) -> dict[str, Column]:
    """Return the columns that stand for `value`, `since` and `on` of a fact."""
    entries = item.entries if isinstance(item, Mapping) else ()
    read = {one.name: column_of(one, found) for one in entries if is_column(one)}
    return {name: column for name, column in read.items() if column is not None}


def is_column(entry: Entry) -> bool:
    return entry.name in ("value", "since", "on") and isinstance(entry.value, Mapping)


def column_of(entry: Entry, found: Findings) -> Column | None:
    keys = ("column", "is") if entry.name == "value" else ("column",)
    form = mapping_of(entry.value, found, f"a column for {entry.name!r}", keys, required=("column",))
    name = form.find("column") if form else None
    text = text_of(name, found, "'column'") if name else None
    code = form.find("is") if form else None
    if isinstance(code, Mapping | Sequence) or (isinstance(code, Scalar) and code.value is None):
        found.add(code, "P040", f"{kind_of(code)} where a code belongs", COLUMN)
    if text is None:
        return None
    return Column(text.written, code.written if isinstance(code, Scalar) else None)


# --- the same as a case ---------------------------------------------------------------------------------------------


def as_case(root: Mapping, items: tuple[Node, ...], goal: str, as_of: date | None) -> Mapping:
    """Return the form as that of a case: columns unknown, the goal its only wish."""
    named = {entry.name: entry for entry in root.entries if entry.name in KEYS and entry.name != "id"}
    if isinstance(named.get("facts"), Entry) and isinstance(named["facts"].value, Sequence):
        facts = Sequence(named["facts"].value.place, tuple(without_columns(item) for item in items))
        named["facts"] = Entry(named["facts"].key, facts)
    if as_of is not None and "as of" in named:
        day = scalar(named["as of"].value.place, as_of.isoformat())
        named["as of"] = Entry(named["as of"].key, day)
    label = named.pop("population")
    asked = Place(GOAL, 1, 1, max(1, len(goal)))
    case = Entry(replace(label.key, value="case", written="case"), label.value)
    wishes = Entry(scalar(asked, "wishes"), Sequence(asked, (scalar(asked, goal),)))
    return Mapping(root.place, (case, *named.values(), wishes))


def without_columns(item: Node) -> Node:
    if not isinstance(item, Mapping):
        return item
    entries = (Entry(one.key, scalar(one.value.place, "unknown")) if is_column(one) else one for one in item.entries)
    return Mapping(item.place, tuple(entries))


def scalar(place: Place, text: str) -> Scalar:
    return Scalar(place, text, text)
