"""Lawbooks as written → the checked law, or every problem of all their files at once.

In two passes: first what every file declares (`names`), then what each form says, with every name found.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from safeconduct.law.checks import check
from safeconduct.law.forms import NAME, Desk, Form, TooManyError
from safeconduct.law.in_force import meet
from safeconduct.law.keys import FORMS
from safeconduct.law.model import Definition, Holiday, Law, Owed, Unstated
from safeconduct.law.names import KINDS, Declared, Names
from safeconduct.law.read_conditions import place_of
from safeconduct.law.read_consequences import consequence_of
from safeconduct.law.read_facts import Head, definitions_of, fact_of, goal_of, head_of, head_problem
from safeconduct.law.read_owed import clock_of, extension_of, holidays_of, hop_of, sign_of, stop_of
from safeconduct.law.read_procedures import procedure_of, remedy_of
from safeconduct.law.read_register import (
    authority_of,
    book_of,
    counting_of,
    country_of,
    question_of,
    source_of,
    unstated_of,
)
from safeconduct.law.sources import MAIN, Source, fingerprint_of, sources_in
from safeconduct.lawbook.from_text import Text, text_from_bytes
from safeconduct.lawbook.model import Entry, Mapping, Node, Place, Scalar
from safeconduct.lawbook.problems import Problem, expectation, has_errors, in_order, problem_at, quoted

SECTIONS = FORMS["sections"]
OWED = ("clocks", "extensions", "stops", "hops", "signs")


class Checked(NamedTuple):
    """What came of reading: the law (None when there are errors), all problems in order, the texts for messages."""

    law: Law | None
    problems: list[Problem]
    texts: dict[str, Text]


def law_from_folders(folders: Iterable[Path]) -> Checked:
    """Read and check lawbooks: one folder each, in the order in which the law lists their rules."""
    return law_from_sources(*sources_in(folders))


def law_from_sources(sources: list[Source], unread: Iterable[Problem] = ()) -> Checked:
    """Check lawbooks as read; `unread` says what could not be read."""
    texts = {source.file: text_from_bytes(source.content, source.file) for source in sources}
    problems = [*unread, *(problem for text in texts.values() for problem in text.problems)]
    files = list(files_of(sources, texts, problems))
    try:
        reading = Reading(files, problems)
        law = reading.law(fingerprint_of(sources))
    except TooManyError:
        return Checked(None, in_order(problems), texts)
    if not has_errors(problems):
        problems += check(law, reading.places)
    problems = in_order(problems)
    return Checked(None if has_errors(problems) else law, problems, texts)


class File(NamedTuple):
    """A file that says to which book it belongs."""

    book: str
    is_main: bool
    root: Mapping

    def section(self, name: str) -> Node | None:
        node = self.root.find(name)
        return None if isinstance(node, Scalar) and node.value is None else node


def files_of(sources: list[Source], texts: dict[str, Text], problems: list[Problem]) -> Iterator[File]:
    """Yield the files that can be read; add a problem for each that is no part of a lawbook."""
    books: dict[str, str] = {}  # folder → its book
    mains: dict[str, str] = {}  # book → the file that is it
    for source in sources:
        root = texts[source.file].root
        if root is None:
            if not texts[source.file].problems:
                problems.append(
                    Problem(
                        source.file,
                        1,
                        1,
                        1,
                        "L111",
                        "an empty file",
                        expectation("L111"),
                        "Delete it, or begin it with `part of:`.",
                    )
                )
            continue
        first = root.entries[0] if isinstance(root, Mapping) and root.entries else None
        if not isinstance(root, Mapping) or first is None or first.name not in ("lawbook", "part of"):
            problems.append(
                problem_at(
                    root.place,
                    "L111",
                    "the file does not say to which lawbook it belongs",
                    expectation("L111"),
                    "Begin it with `lawbook: NAME` (in lawbook.yaml) or `part of: NAME`.",
                )
            )
            continue
        named = first.value.written if isinstance(first.value, Scalar) else ""
        is_main = source.name == MAIN
        if not NAME.fullmatch(named):
            problems.append(
                problem_at(
                    first.value.place,
                    "L108",
                    f"{quoted(named)} is no name of a lawbook",
                    expectation("L108"),
                    "Use lower-case words joined by '-'.",
                )
            )
        if is_main != (first.name == "lawbook"):
            wanted = "lawbook" if is_main else "part of"
            problems.append(
                problem_at(
                    first.key.place,
                    "L111",
                    f"{source.name} begins with {quoted(first.name)}",
                    expectation("L111"),
                    f"Begin it with `{wanted}: NAME`.",
                )
            )
        if is_main:
            books[source.folder] = named
            if named in mains:
                problems.append(
                    problem_at(
                        first.value.place,
                        "L308",
                        f"lawbook {quoted(named)} is declared twice",
                        expectation("L308"),
                        f"The other is {mains[named]}.",
                    )
                )
            mains.setdefault(named, source.file)
        elif source.folder in books and named != books[source.folder]:
            problems.append(
                problem_at(
                    first.value.place,
                    "L307",
                    f"{quoted(named)} is not the lawbook of this folder",
                    expectation("L307"),
                    f"Write {books[source.folder]}.",
                )
            )
        yield File(named, is_main, root)


class Reading:
    """All files of all books on the way to one law."""

    def __init__(self, files: list[File], problems: list[Problem]) -> None:
        self.files = files
        self.problems = problems
        self.places: dict[str, Place] = {}  # "section name" → where it is declared, for checks of the whole law
        self.heads: dict[int, Head] = {}  # id of a key → what it declares
        self.homes: dict[str, str] = {}  # book → its country
        self.names = self.declared()

    # --- first pass: names ------------------------------------------------------------------------------------------

    def declared(self) -> Names:
        names = Names({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, frozenset(), {section: {} for section in OWED})
        for file in self.files:
            if file.is_main:
                uses = file.root.find("uses")
                used = [
                    n.written for n in getattr(uses, "items", (uses,)) if isinstance(n, Scalar) and n.value is not None
                ]
                names.books[file.book] = (file.book, *used)
                country = file.root.find("country")
                self.homes[file.book] = country.written if isinstance(country, Scalar) else "XX"
            names.books.setdefault(file.book, (file.book,))
        countries = frozenset(entry.name for file in self.files for entry in self.entries(file, "countries"))
        names = names._replace(countries=countries)
        for file in self.files:
            desk = Desk(file.book, names, self.problems)
            self.declare_heads(file, desk, names)
            for section, table in (
                ("authorities", names.authorities),
                ("procedures", names.procedures),
                ("remedies", names.remedies),
                ("open questions", names.questions),
                *((section, names.owed[section]) for section in OWED),
            ):
                for entry in self.entries(file, section):
                    self.declare(
                        desk, section, entry, f"{file.book}.{entry.name}", table, self.about(section, entry, file)
                    )
            for entry in self.entries(file, "consequences"):
                self.declare(desk, "consequences", entry, f"{file.book}.{entry.name}", {}, Declared(file.book))
            for entry in self.entries(file, "statutes"):
                self.declare(
                    desk, "statutes", entry, entry.name, names.sources, Declared(file.book, place_of(entry.key.place))
                )
        for file in self.files:
            self.declare_countings(file, Desk(file.book, names, self.problems))
        return names

    def declare_heads(self, file: File, desk: Desk, names: Names) -> None:
        """Declare facts, definitions and goals, which share one name space over all books."""
        for section, table in (("facts", names.facts), ("definitions", names.definitions), ("goals", names.goals)):
            for entry in self.entries(file, section):
                head = head_of(entry.key)
                if head is None:
                    head_problem(desk, entry.key, section[:-1])
                    continue
                self.heads[id(entry.key)] = head
                about = Declared(file.book, place_of(entry.key.place), head.kinds, note_of(entry.value))
                again = section == "definitions" and head.name in table and table[head.name].kinds == head.kinds
                for other in (names.facts, names.definitions, names.goals):
                    if head.name in other and not again:
                        found = f"{quoted(head.name)} is declared twice"
                        desk.add(
                            entry.key.place,
                            "L308",
                            found,
                            f"It is first declared in {other[head.name].place}. Rename one, or delete it.",
                        )
                        break
                else:
                    self.places[f"{section} {head.name}"] = entry.key.place
                    table.setdefault(head.name, about)

    def about(self, section: str, entry: Entry, file: File) -> Declared:
        place = place_of(entry.key.place)
        if section == "remedies":
            return Declared(file.book, place, ("procedure",), "remedy")
        if section == "procedures":
            parameters = entry.value.find("parameters") if isinstance(entry.value, Mapping) else None
            entries = parameters.entries if isinstance(parameters, Mapping) else ()
            written = [e.value.written if isinstance(e.value, Scalar) else "" for e in entries]
            kinds = tuple(
                kind if kind in KINDS else "country" for kind in written
            )  # a kind that is none is reported later
            kind = entry.value.find("kind") if isinstance(entry.value, Mapping) else None
            return Declared(file.book, place, kinds, kind.written if isinstance(kind, Scalar) else "application")
        return Declared(file.book, place)

    def declare(
        self, desk: Desk, section: str, entry: Entry, full: str, table: dict[str, Declared], about: Declared
    ) -> None:
        place = f"{section} {full}" if section != "statutes" else f"{section} {about.book} {full}"
        what = FORM_OF[section]
        if section != "statutes" and not NAME.fullmatch(entry.name):
            desk.add(
                entry.key.place,
                "L108",
                f"{quoted(entry.name)} is no name of {what}",
                "Use lower-case words joined by '-'.",
            )
        twin = {"procedures": f"remedies {full}", "remedies": f"procedures {full}"}.get(section, "")
        first = self.places.get(place) or self.places.get(twin)
        if first is not None:
            desk.add(
                entry.key.place,
                "L308",
                f"{quoted(entry.name)} is declared twice",
                f"It is first declared in {place_of(first)}. Rename one, or delete it.",
            )
            return
        self.places[place] = entry.key.place
        table.setdefault(full, about)

    def declare_countings(self, file: File, desk: Desk) -> None:
        names, default = desk.names, None
        for entry in self.entries(file, "counting"):
            if entry.name == "default":
                default = entry.value
                continue
            counting = counting_of(desk, entry)
            if counting.name in names.countings:
                desk.add(
                    entry.key.place, "L308", f"{quoted(entry.name)} is declared twice", "Rename one, or delete it."
                )
            names.countings[counting.name] = counting
        if default is not None:
            name = default.written if isinstance(default, Scalar) else ""
            full = names.full(names.countings, name, file.book)
            if full is None:
                desk.add(
                    default.place,
                    "L305",
                    f"unknown counting rule {quoted(name)}",
                    names.near(names.countings, name, file.book) or "Declare it under `counting`.",
                )
            else:
                names.defaults[file.book] = names.countings[full]

    def entries(self, file: File, section: str) -> tuple[Entry, ...]:
        node = file.section(section)
        return node.entries if isinstance(node, Mapping) else ()

    # --- second pass: forms -----------------------------------------------------------------------------------------

    def law(self, fingerprint: str) -> Law:
        law = Law({}, {}, self.names.countings, {}, {}, {}, {}, {}, {}, {}, {}, (), {}, {}, fingerprint)
        law = structs.replace(law, owed=Owed({}, {}, {}, {}, {}))
        unstated: list[Unstated] = []
        holidays: list[Holiday] = []
        for file in self.files:
            desk = Desk(file.book, self.names, self.problems)
            self.check_sections(file, desk)
            self.subject(file, desk, law)
            if file.is_main:
                law.books[file.book] = book_of(desk, file.root, tuple(SECTIONS))
            self.register(file, desk, law)
            self.vocabulary(file, desk, law)
            self.rules(file, desk, law)
            holidays += self.owed(file, desk, law)
            node = file.section("not in rules")
            unstated += unstated_of(desk, node) if node is not None else ()
        owed = structs.replace(law.owed, holidays=tuple(holidays))
        return structs.replace(law, not_in_rules=tuple(unstated), owed=owed)

    def register(self, file: File, desk: Desk, law: Law) -> None:
        for entry in self.entries(file, "statutes"):
            source = source_of(desk, entry)
            first = law.sources.setdefault(entry.name, source)
            if first.book != source.book and (first.words, first.texts, first.kind) != (
                source.words,
                source.texts,
                source.kind,
            ):
                repair = f"Declare it as the book {quoted(first.book)} does, or give it another short name."
                desk.add(entry.key.place, "L308", f"{quoted(entry.name)} is declared in two ways", repair)
        for entry in self.entries(file, "authorities"):
            law.authorities.setdefault(desk.full(entry.name), authority_of(desk, entry))
        for entry in self.entries(file, "open questions"):
            law.open_questions.setdefault(desk.full(entry.name), question_of(desk, entry))
        for entry in self.entries(file, "countries"):
            law.countries.setdefault(entry.name, country_of(desk, entry))

    def vocabulary(self, file: File, desk: Desk, law: Law) -> None:
        for entry, head in self.headed(file, "facts"):
            law.facts.setdefault(head.name, fact_of(desk, entry, head))
        for entry, head in self.headed(file, "goals"):
            law.goals.setdefault(head.name, goal_of(desk, entry, head))
        for entry, head in self.headed(file, "definitions"):
            versions = definitions_of(desk, entry, head)
            before = law.definitions.get(head.name, ())
            if any(meet(one.in_force, other.in_force) for one, other in pairs(before, versions)):
                repair = "Give the versions dates in force that do not meet, or rename one."
                desk.add(entry.key.place, "L308", f"{quoted(head.name)} is defined twice for the same days", repair)
            law.definitions[head.name] = (*before, *versions)

    def rules(self, file: File, desk: Desk, law: Law) -> None:
        home = self.homes.get(file.book, "XX")
        for entry in self.entries(file, "procedures"):
            law.procedures.setdefault(desk.full(entry.name), procedure_of(desk, entry, home))
        for entry in self.entries(file, "remedies"):
            law.remedies.setdefault(desk.full(entry.name), remedy_of(desk, entry, home))
        for entry in self.entries(file, "consequences"):
            law.consequences.setdefault(desk.full(entry.name), consequence_of(desk, entry))

    def owed(self, file: File, desk: Desk, law: Law) -> tuple[Holiday, ...]:
        """Keep what a file says of clocks and signs, and return the holidays it declares."""
        for entry in self.entries(file, "clocks"):
            law.owed.clocks.setdefault(desk.full(entry.name), clock_of(desk, entry))
        for entry in self.entries(file, "extensions"):
            law.owed.extensions.setdefault(desk.full(entry.name), extension_of(desk, entry))
        for entry in self.entries(file, "stops"):
            law.owed.stops.setdefault(desk.full(entry.name), stop_of(desk, entry))
        for entry in self.entries(file, "hops"):
            law.owed.hops.setdefault(desk.full(entry.name), hop_of(desk, entry))
        for entry in self.entries(file, "signs"):
            law.owed.signs.setdefault(desk.full(entry.name), sign_of(desk, entry))
        node = file.section("holidays")
        return holidays_of(desk, node) if node is not None else ()

    def headed(self, file: File, section: str) -> Iterator[tuple[Entry, Head]]:
        for entry in self.entries(file, section):
            head = self.heads.get(id(entry.key))
            if head is not None:
                yield entry, head

    def subject(self, file: File, desk: Desk, law: Law) -> None:
        """Check the keys of a file that is part of a book, and keep what it says it is about."""
        if not file.is_main:
            words = Form(desk, file.root, "part", f"lawbook {file.book}", unchecked=SECTIONS).words("subject")
            if words is not None:
                law.subjects[place_of(file.root.place).partition(":")[0]] = words

    def check_sections(self, file: File, desk: Desk) -> None:
        """Check that every section is a mapping of names."""
        for entry in file.root.entries:
            kind = SECTIONS.get(entry.name, "")
            empty = isinstance(entry.value, Scalar) and entry.value.value is None
            if kind.startswith(("table:", "counting")) and not empty and not isinstance(entry.value, Mapping):
                desk.add(
                    entry.value.place,
                    "L101",
                    f"{quoted(entry.name)} is no mapping of names",
                    "Write each name as a key, with its form below it.",
                )


FORM_OF = {
    "statutes": "a statute",
    "authorities": "an authority",
    "procedures": "a procedure",
    "remedies": "a remedy",
    "open questions": "an open question",
    "consequences": "a consequence",
    "clocks": "a clock",
    "extensions": "an extension",
    "stops": "a stop",
    "hops": "a hop",
    "signs": "a sign",
}


def note_of(node: Node) -> str:
    """Return what matters of a fact to whoever names it: date, given or status."""
    if not isinstance(node, Mapping):
        return "status"
    kind, given = node.find("kind"), node.find("given")
    if isinstance(kind, Scalar) and kind.written == "date":
        return "date"
    return "given" if isinstance(given, Scalar) and given.value is True else "status"


def pairs(before: tuple[Definition, ...], versions: tuple[Definition, ...]) -> Iterator[tuple[Definition, Definition]]:
    """Yield every two versions of which one is new."""
    yield from product(before, versions)
    yield from combinations(versions, 2)
