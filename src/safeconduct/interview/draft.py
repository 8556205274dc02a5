"""The case file as it grows: what was said so far, and its text, which is read back after every reply as any case file is."""

import re
from collections.abc import Collection
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from safeconduct.interview.wording import told
from safeconduct.law.model import Law, Ref, Words
from safeconduct.lawbook.from_text import Text, text_from_bytes
from safeconduct.person import statements
from safeconduct.person.from_yaml import person_from_text
from safeconduct.person.model import Person

FILE = "case.yaml"  # what messages about the text would call it; none is ever shown


class Line(Struct, frozen=True):
    """One statement of the person: `value` None is unknown; `on` and `since` are days, or None."""

    fact: Ref
    value: bool | None
    words: Words
    on: date | None = None
    since: date | None = None
    is_day: bool = False
    sure: bool = True
    learned: date | None = None  # the day on which it was said; None: that of the question


class Draft(Struct, frozen=True):
    """`base`: the text of the case file that is continued, "" for a new one; `asked`: the keys of the questions answered so far."""

    as_of: date
    label: str = "interview"
    base: str = ""
    people: tuple[tuple[str, Words], ...] = ()
    countries: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    hoped: tuple[str, ...] = ()  # wishes as a case writes them, `*` in the place of the people
    nevers: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def wishes(self) -> tuple[str, ...]:
        """The wishes, one for each of the people they are about."""
        people = [name for name, _ in self.people]
        return tuple(wish.replace("*", name) for wish in self.hoped for name in (people if "*" in wish else ("",)))

    def on(self, day: date) -> "Draft":
        """Return the draft as asked on a later day; what was said keeps the day on which it was said, and a case file every other line."""
        lines = tuple(replace(one, learned=one.learned or self.as_of) for one in self.lines)
        return replace(self, as_of=day, lines=lines, base=_AS_OF.sub(rf"\g<1>{day}", self.base, count=1))

    def with_line(self, line: Line) -> "Draft":
        """Return the draft with a statement; what the person said of the same fact before is replaced."""
        kept = tuple(one for one in self.lines if one.fact != line.fact)
        return replace(self, lines=(*kept, line))

    def without(self, facts: Collection[Ref]) -> "Draft":
        """Return the draft without what the person said of these facts; what the case file that is continued says stays."""
        return replace(self, lines=tuple(one for one in self.lines if one.fact not in facts))

    def with_asked(self, key: str) -> "Draft":
        return self if key in self.asked else replace(self, asked=(*self.asked, key))


def read(text: str) -> Text:
    return text_from_bytes(text.encode(), FILE)


class UnreadableDraftError(Exception):
    """A draft that does not read back: a fault of the program."""


def person_of(draft: Draft, law: Law) -> Person:
    """Return the person of a draft, read from its text. Raises UnreadableDraftError."""
    person = person_from_text(read(case_text(draft, law)), law)
    if isinstance(person, list):
        raise UnreadableDraftError(person[0].code)
    return person


def case_text(draft: Draft, law: Law) -> str:
    """Return the case file of a draft. A file that is continued keeps every line and comment; what was said now follows its facts."""
    facts = [text for line in draft.lines for text in _lines_of(line, draft.as_of)]
    if draft.base:
        return _continued(draft.base, facts) if facts else draft.base
    nothing = [] if facts else _nothing_known(law)
    people = [f"  {name}: {_words(words)}" for name, words in draft.people]
    return "\n".join([
        f"case: {draft.label}",
        f"as of: {draft.as_of}",
        *([f"countries: [{', '.join(draft.countries)}]"] if draft.countries else []),
        *(["people:", *people] if people else []),
        "facts:",
        *("  " + text for text in (facts or nothing)),
        "wishes:",
        *(f"  - {wish}" for wish in draft.wishes),
        *(["never:", *(f"  - {never}" for never in draft.nevers)] if draft.nevers else []),
        "",
    ])  # fmt: skip


def _lines_of(line: Line, learned: date) -> list[str]:
    if line.is_day:
        said = [f"on: {line.on or 'unknown'}"]
    else:
        said = [f"value: {'unknown' if line.value is None else str(line.value).lower()}"]
        if line.since is not None:
            said.append(f"since: {line.since}")
    return [
        f"- fact: {written(line.fact)}",
        *(f"  {one}" for one in said),
        f"  source: {{kind: person, en: {_quoted(line.words.en)}, ko: {_quoted(line.words.ko)}}}",
        f"  learned: {line.learned or learned}",
        *([] if line.sure else ["  confidence: likely"]),
    ]


def _nothing_known(law: Law) -> list[str]:
    """Return a first line for a case of which nothing is known: a case file has at least one fact."""
    unknown = next((f for f in law.facts.values() if f.absent == "unknown" and not f.parameters), None)
    fact = unknown or next(iter(law.facts.values()))
    arguments = {"country": "KR", "relative": "self"}
    named = written(Ref(fact.name, tuple(arguments.get(kind, "") for kind in fact.parameters)))
    return [f"- fact: {named}", "  on: unknown" if fact.kind == "date" else "  value: unknown"]


def written(ref: Ref) -> str:
    """Return a fact as a case writes it, in quotes where YAML needs them."""
    text = statements.written(ref)
    return _quoted(text) if "," in text else text


def _words(words: Words) -> str:
    return f"{{en: {_quoted(words.en)}, ko: {_quoted(words.ko)}}}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_AS_OF = re.compile(r"^(as of:[ ]*)[\"']?[0-9]{4}-[0-9]{2}-[0-9]{2}[\"']?", re.MULTILINE)
_TOP = re.compile(r"[^\s#-]")
_FACTS = re.compile(r"facts:\s*(#.*)?$")
_ITEM = re.compile(r"(\s*)-\s")


def _continued(base: str, facts: list[str]) -> str:
    """Return the text with lines added at the end of its list of facts, which stands one item a line."""
    lines = base.splitlines()
    start = next(number for number, line in enumerate(lines) if _FACTS.match(line))
    end = next((number for number in range(start + 1, len(lines)) if _TOP.match(lines[number])), len(lines))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    indent = next((found[1] for line in lines[start + 1 : end] if (found := _ITEM.match(line))), "  ")
    return "\n".join([*lines[:end], *(indent + fact for fact in facts), *lines[end:], ""])


def can_be_asked_on(draft: Draft, day: date, law: Law) -> bool:
    """Return whether a draft reads back as asked on a later day; a case file may be written so that its day is not found."""
    person = person_from_text(read(case_text(draft.on(day), law)), law)
    return not isinstance(person, list) and person.as_of == day


def can_be_continued(base: str, law: Law) -> bool:
    """Return whether lines can be added to the facts of a case file as it is written."""
    unknown = next((f for f in law.facts.values() if not f.parameters and f.kind != "date"), None)
    if unknown is None or not any(_FACTS.match(line) for line in base.splitlines()):
        return False
    before = person_from_text(read(base), law)
    added = _continued(base, [f"- fact: {unknown.name}", "  value: unknown"])
    after = person_from_text(read(added), law)
    if isinstance(before, list) or isinstance(after, list):
        return False
    hoped = [wish.source for wish in before.wishes]
    return len(after.statements) == len(before.statements) + 1 and [wish.source for wish in after.wishes] == hoped


def find_without(base: str, fact: Ref, law: Law) -> str | None:
    """Return a case file without what it says of a fact, every other line as it was.

    None where the file is written so that this cannot be done, and for how a decision fell, which is no fact that anybody is asked about.
    """
    before = person_from_text(read(base), law)
    if isinstance(before, list) or fact.name not in law.facts:
        return None
    lines = base.splitlines()
    for statement in reversed([one for one in before.statements if one.fact == fact]):
        first = int(statement.place.rsplit(":", 1)[1]) - 1
        item = _ITEM.match(lines[first])
        if item is None:
            return None
        end = first + 1
        while end < len(lines) and lines[end].startswith(f"{item[1]} "):
            end += 1
        del lines[first:end]
    rest = "\n".join([*lines, ""])
    known = [f"- fact: {written(fact)}", f"  {'on' if law.facts[fact.name].kind == 'date' else 'value'}: unknown"]
    after = person_from_text(read(_continued(rest, known)), law)
    if isinstance(after, list):
        return None
    kept = [(one.fact, one.value) for one in before.statements if one.fact != fact]
    return rest if [(one.fact, one.value) for one in after.statements][:-1] == kept else None


def said_before(person: Person) -> frozenset[Ref]:
    """Return the facts about which the person was asked already and said nothing, so that they are not asked again."""
    return frozenset(
        one.fact
        for one in person.statements
        if one.value is None and one.source is not None and one.source.kind == "person"
    )


def day_not_told(person: Person) -> frozenset[Ref]:
    """Return the facts of which the person was asked since when and did not tell."""
    silent = (told("no day"), told("no day declined"))
    return frozenset(one.fact for one in person.statements if one.source is not None and one.source.words in silent)
