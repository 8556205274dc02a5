"""The names that lawbooks declare, and what an expression may find by them."""

from collections.abc import Mapping as Table
from typing import NamedTuple

from safeconduct.law.model import Law
from safeconduct.lawbook.problems import close_to
from safeconduct.terms.dates import Counting

KINDS = ("country", "relative", "procedure")
FACTS_OF_PROCEDURES = ("pending", "granted", "refused", "unanswered")
RESERVED = (
    *FACTS_OF_PROCEDURES,
    "held",
    "age",
    "today",
    "date",
    "any",
    "all",
    "true",
    "false",
    "countries",
    "relatives",
    "target",
)


class Declared(NamedTuple):
    """A declared name: by which book, where (file:line), and of what its arguments are."""

    book: str
    place: str = ""
    kinds: tuple[str, ...] = ()
    note: str = ""  # facts: status, date or given; procedures: their kind


class Names(NamedTuple):
    """Everything declared, by the name under which it is found.

    Facts, definitions, goals and sources have one name space; the rest is keyed `book.name`.
    books:    each book and the books it reads, itself first
    defaults: each book's default counting rule
    owed:     section (`clocks`, `extensions`, …) → what it declares
    """

    books: dict[str, tuple[str, ...]]
    facts: dict[str, Declared]
    definitions: dict[str, Declared]
    goals: dict[str, Declared]
    sources: dict[str, Declared]
    authorities: dict[str, Declared]
    procedures: dict[str, Declared]
    remedies: dict[str, Declared]
    questions: dict[str, Declared]
    countings: dict[str, Counting]
    defaults: dict[str, Counting]
    countries: frozenset[str]
    owed: dict[str, dict[str, Declared]]

    def full(self, table: Table[str, object], name: str, book: str) -> str | None:
        """Return the full name of a name used in `book`: its own first, then those of the books it uses."""
        if "." in name:
            return name if name in table and name.split(".")[0] in self.books.get(book, (book,)) else None
        for other in self.books.get(book, (book,)):
            if f"{other}.{name}" in table:
                return f"{other}.{name}"
        return None

    def near(self, table: Table[str, object], name: str, book: str) -> str:
        """Return "Close to it: …" for a name not found, as it would be written in `book`."""
        seen = [full.removeprefix(f"{book}.") for full in table]
        return close_to(name, seen)


def names_of(law: Law) -> Names:
    """Return the names of a checked law, under which the expressions of a case are resolved: every book sees every other."""
    global _lately
    found = next((names for one, names in _lately if one is law), None)
    if found is None:
        found = collected(law)
        _lately = ((law, found), *_lately[: MOST_LATELY - 1])
    return found


MOST_LATELY = 4
_lately: tuple[tuple[Law, Names], ...] = ()  # laws never change, and many cases are read under the same one


def collected(law: Law) -> Names:
    every = tuple(law.books)
    return Names(
        books={book: (book, *(b for b in every if b != book)) for book in every} | {"": every},
        facts={n: Declared(f.book, f.place, f.parameters, f.kind) for n, f in law.facts.items()},
        definitions={
            n: Declared(d[0].book, d[0].place, kinds_of(d[0].parameters)) for n, d in law.definitions.items() if d
        },
        goals={n: Declared(g.book, g.place, kinds_of(g.parameters)) for n, g in law.goals.items()},
        sources={n: Declared(s.book) for n, s in law.sources.items()},
        authorities={n: Declared(a.book) for n, a in law.authorities.items()},
        procedures={n: Declared(p.book, p.place, kinds_of(p.parameters), p.kind) for n, p in law.procedures.items()},
        remedies={
            n: Declared(r.procedure.book, r.procedure.place, kinds_of(r.procedure.parameters))
            for n, r in law.remedies.items()
        },
        questions={n: Declared(q.book) for n, q in law.open_questions.items()},
        countings=dict(law.countings),
        defaults={},
        countries=frozenset(law.countries),
        owed={},
    )


def kinds_of(parameters: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(parameter.split(":")[1] for parameter in parameters)
