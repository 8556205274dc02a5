"""File of tests → trials: every line checked against the law, every problem reported at once."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from safeconduct.law.model import Law
from safeconduct.law.shelf import case_folder
from safeconduct.lawbook.from_text import Text, text_from_file
from safeconduct.lawbook.model import Entry, Mapping, Node, Scalar, Sequence
from safeconduct.lawbook.problems import Problem, quoted
from safeconduct.person.fields import date_of, items_of, kind_of, mapping_of
from safeconduct.person.from_yaml import person_from_text
from safeconduct.person.model import Person
from safeconduct.person.problems import Findings, TooManyError
from safeconduct.trials.expectations import Expected
from safeconduct.trials.model import Trial, Wanted

FILE_KEYS = ("tests of", "case", "as of", "tests")
KEYS = ("says", "case", "as of", "facts", "wish", "never", "expect", "expect on")
CASE = "'case' is a mapping, a path from this file, or the name of a case that came with the program."


def read_trials(path: Path, law: Law) -> list[Trial] | list[Problem]:
    """Return the trials of a file of tests in its order, a test once for each of its days; or everything wrong with it, in order."""
    text = text_from_file(path)
    if text.problems or text.root is None:
        return text.problems or [Problem(text.file, 1, 1, 1, "T001", "an empty file", "", "Begin with 'tests of: …'.")]
    reader = Reader(path, law)
    trials: list[Trial] = []
    with suppress(TooManyError):
        trials = list(reader.trials(text.root))
    return reader.found.all() or trials


def read_people(path: Path, law: Law) -> list[tuple[str, Person]] | list[Problem]:
    """Return the people of a file of tests, each with the name of the test, once for each of its days; what is expected is not read."""
    text = text_from_file(path)
    if text.problems or text.root is None:
        return text.problems
    reader = Reader(path, law)
    people: list[tuple[str, Person]] = []
    with suppress(TooManyError):
        people = [(trial.name, trial.person) for trial in reader.trials(text.root, expecting=False)]
    return reader.found.all() or people


class Reader:
    """One file of tests on its way to trials."""

    def __init__(self, path: Path, law: Law) -> None:
        self.path, self.law, self.found = path, law, Findings()

    def trials(self, root: Node, *, expecting: bool = True) -> Iterator[Trial]:
        form = mapping_of(root, self.found, "a file of tests", FILE_KEYS, required=("tests of", "tests"))
        book = form.find("tests of") if form else None
        tests = form.find("tests") if form else None
        if form is None or not isinstance(book, Scalar) or not isinstance(tests, Mapping):
            self.found.add(root, "T001", "a file without tests", repair="Write 'tests of: BOOK', then 'tests:'.")
            return
        if book.written not in self.law.books:
            self.found.add(book, "T001", f"no lawbook {quoted(book.written)} is read with these tests")
            return
        expected = Expected(self.law, book.written, self.found) if expecting else None
        for entry in tests.entries:
            yield from self.trials_of(entry, form, expected)

    def trials_of(self, entry: Entry, file: Mapping, expected: Expected | None) -> Iterator[Trial]:
        test = mapping_of(entry.value, self.found, f"test {entry.name}", KEYS)
        if test is None:
            return
        case = self.case_of(test.find("case") or file.find("case"), entry)
        days = self.days_of(test.find("as of") or file.find("as of"))
        always, on = self.expectations_of(entry, test, expected) if expected else ([], [])
        if case is None:
            return
        for day in days or (None,):
            person = self.person_of(case, entry.name, test, day)
            if person is None:
                return
            wanted = (*always, *(one for when, one in on if when == person.as_of))
            yield Trial(entry.name, entry.key.place, person, wanted)
        for when, one in on:
            if days and when not in days:
                self.found.add(one.place, "T006", f"{when} does not stand under 'as of'")

    def case_of(self, node: Node | None, entry: Entry) -> Mapping | None:
        """Return the form of the case of a test."""
        if isinstance(node, Mapping):
            return node
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            self.found.add(node or entry.key, "T002", f"test {quoted(entry.name)} without a case", CASE)
            return None
        named = node.written
        path = self.path.parent / named if named.endswith(".yaml") else case_folder() / f"{named}.yaml"
        text = text_from_file(path)
        if isinstance(text.root, Mapping) and not text.problems:
            return text.root
        self.found.add(node, "T002", f"no case can be read at {quoted(named)}", CASE)
        return None

    def days_of(self, node: Node | None) -> tuple[date, ...]:
        items = node.items if isinstance(node, Sequence) else () if node is None else (node,)
        return tuple(day for item in items if (day := date_of(item, self.found, "'as of'", None)))

    def expectations_of(
        self, entry: Entry, test: Mapping, expected: Expected
    ) -> tuple[list[Wanted], list[tuple[date, Wanted]]]:
        """Return what is expected on every day of a test, and what on single days."""
        always: list[Wanted] = []
        on: list[tuple[date, Wanted]] = []
        if (node := test.find("expect")) is not None and (wanted := expected.wanted(node)):
            always.append(wanted)
        days = test.find("expect on")
        if isinstance(days, Mapping):
            for one in days.entries:
                day = date_of(one.key, self.found, "a day of 'expect on'", None)
                wanted = expected.wanted(one.value)
                if day and wanted:
                    on.append((day, wanted._replace(place=one.key.place)))
        elif days is not None:
            self.found.add(days, "P004", f"{kind_of(days)} where a mapping belongs", "'expect on' is {DAY: …}.")
        if not always and not on:
            self.found.add(entry.key, "T005", f"test {quoted(entry.name)} expects nothing", repair="Write 'expect:'.")
        return always, on

    def person_of(self, case: Mapping, name: str, test: Mapping, day: date | None) -> Person | None:
        """Return the person of a case as a test asks; problems of the case are added once."""
        entries = {entry.name: entry for entry in case.entries}
        for key, node in (
            ("case", Scalar(test.place, name, name)),
            ("as of", None if day is None else Scalar(test.place, str(day), str(day))),
            ("facts", facts_of(case, test, self.found)),
            ("wishes", one_wish(case, test)),
            ("never", test.find("never")),
        ):
            if node is not None:
                entries[key] = Entry(Scalar(node.place, key, key), node)
        text = Text(case.place.file, Mapping(case.place, tuple(entries.values())), [], [])
        person = person_from_text(text, self.law)
        if isinstance(person, Person):
            return person
        self.found.problems += person
        return None


def facts_of(case: Mapping, test: Mapping, found: Findings) -> Node | None:
    """Return the facts of a case, those that the test states anew replaced."""
    own, more = case.find("facts"), test.find("facts")
    if more is None:
        return own
    stated = items_of(more, found, "'facts'")
    anew = {named(line) for line in stated}
    kept = own.items if isinstance(own, Sequence) else ()
    return Sequence(more.place, (*(line for line in kept if named(line) not in anew), *stated))


def named(line: Node) -> str:
    fact = line.find("fact") if isinstance(line, Mapping) else None
    return "".join(fact.written.split()) if isinstance(fact, Scalar) else ""


def one_wish(case: Mapping, test: Mapping) -> Node | None:
    """Return the wish of a test, else the first of the case, as a list of one."""
    wish, wishes = test.find("wish"), case.find("wishes")
    if wish is not None:
        return Sequence(wish.place, (wish,))
    return Sequence(wishes.place, wishes.items[:1]) if isinstance(wishes, Sequence) and wishes.items else None
