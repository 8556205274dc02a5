"""The handbook: a lawbook as pages for people, in one language, everything in words. Decides nothing."""

from msgspec import Struct


class Link(Struct, frozen=True):
    """Another rule of the handbook: the page it stands on (without ending), its anchor there, its title."""

    page: str
    anchor: str
    title: str


class Line(Struct, frozen=True):
    """One thing the law says: its words, its articles, remarks (dates in force, open questions), its exceptions."""

    text: str
    cite: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    unless: tuple["Line", ...] = ()


class Part(Struct, frozen=True):
    """Lines of one kind under their heading: conditions, time, documents."""

    heading: str
    lines: tuple[Line, ...]


class Entry(Struct, frozen=True):
    """One rule: a procedure, a remedy, a consequence or a definition.

    before, after: what can lead to it, and what it can lead to
    place: file and line of the lawbook
    """

    name: str
    anchor: str
    kind: str
    title: str
    says: str
    cite: tuple[str, ...]
    remarks: tuple[str, ...]
    parts: tuple[Part, ...]
    before: tuple[Link, ...]
    after: tuple[Link, ...]
    remedies: tuple[Link, ...]
    place: str


class Chapter(Struct, frozen=True):
    """What stands in one file of a lawbook."""

    page: str
    title: str
    entries: tuple[Entry, ...]


class Article(Struct, frozen=True):
    """One provision and the rules that cite it."""

    provision: str
    rules: tuple[Link, ...]


class Statute(Struct, frozen=True):
    title: str
    articles: tuple[Article, ...]


class Question(Struct, frozen=True):
    """A question that the law leaves open; `taken` is the reading that the rules take, in words."""

    anchor: str
    question: str
    cite: tuple[str, ...]
    readings: tuple[str, ...]
    taken: str


class Handbook(Struct, frozen=True):
    """`about`: what the books cover and leave out. `phrases`: headings of pages, by key."""

    lang: str
    title: str
    about: tuple[Part, ...]
    chapters: tuple[Chapter, ...]
    statutes: tuple[Statute, ...]
    questions: tuple[Question, ...]
    unstated: tuple[Line, ...]
    phrases: dict[str, str]
