"""What a test expects, as written → as values, every name looked up."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from safeconduct.law.model import Law
from safeconduct.lawbook.model import Mapping, Node, Place, Scalar, Sequence
from safeconduct.lawbook.problems import close_to, quoted
from safeconduct.person.fields import date_of, items_of, kind_of, mapping_of, text_of, word_of
from safeconduct.person.problems import Findings
from safeconduct.terms.citation import parse_citation
from safeconduct.terms.exposure import LEVELS
from safeconduct.trials.model import DoorWanted, OpeningWanted, Pattern, RiskWanted, StepWanted, Wanted, WayWanted

WANTED = ("answer", "ways", "no ways", "doors", "openings", "asks", "does not ask", "cites", "does not cite")
WAY = (
    "acts",
    "acts in any order",
    "through",
    "without",
    "reached",
    "reached by",
    "dated",
    "assured",
    "supposes",
    "steps",
    "risks",
    "no risks",
)
STEP = ("act", "day", "decided", "last day", "decision", "cite", "duties", "remedies")
ANSWERS = ("ways", "none", "stopped", "facts-missing", "fulfilled")
STATES = ("open", "filed", "reachable", "unknown", "closed", "unlawful")
DATED = ("stated", "reckoned", "unknown")
DECISIONS = ("entitlement", "discretion", "automatic")

Read = TypeVar("Read")


class Expected:
    """Reads expectations about the rules of one book and of those it uses."""

    def __init__(self, law: Law, book: str, found: Findings) -> None:
        self.law, self.found = law, found
        self.books = (book, *(name for name in law.books if name != book))

    def wanted(self, node: Node) -> Wanted | None:
        form = mapping_of(node, self.found, "'expect'", WANTED)
        if form is None:
            return None
        answer, openings = form.find("answer"), form.find("openings")
        none = isinstance(openings, Scalar) and openings.written == "none"
        return Wanted(
            place=node.place,
            answer=word_of(answer, self.found, "'answer'", ANSWERS) if answer else None,
            ways=self.each(form, "ways", self.way),
            no_ways=self.each(form, "no ways", self.way),
            doors=tuple(self.doors(form.find("doors"))),
            openings=() if none else self.each(form, "openings", self.opening),
            no_openings=none,
            asks=self.each(form, "asks", self.fact),
            asks_not=self.each(form, "does not ask", self.fact),
            cites=self.each(form, "cites", self.placed_citation),
            cites_not=self.each(form, "does not cite", self.placed_citation),
        )

    def each(self, form: Mapping, key: str, read: Callable[[Node], Read | None]) -> tuple[Read, ...]:
        """Return what a list under a key says; one thing alone is a list of one."""
        node = form.find(key)
        items = items_of(node, self.found, f"'{key}'") if not isinstance(node, Scalar | Mapping) else (node,)
        return tuple(value for item in items if (value := read(item)) is not None)

    # --- ways ---

    def way(self, node: Node) -> WayWanted | None:
        if isinstance(node, Sequence):  # the acts alone
            return WayWanted(node.place, acts=tuple(self.patterns(node)))
        form = mapping_of(node, self.found, "a way", WAY)
        if form is None:
            return None
        return WayWanted(
            node.place,
            acts=self.each(form, "acts", self.pattern),
            any_order=self.each(form, "acts in any order", self.pattern),
            through=self.each(form, "through", self.pattern),
            without=self.each(form, "without", self.pattern),
            reached=self.day(form, "reached"),
            reached_by=self.day(form, "reached by"),
            dated=self.word(form, "dated", DATED),
            assured=self.truth(form, "assured"),
            supposes=self.number(form, "supposes"),
            steps=self.each(form, "steps", self.step),
            risks=self.each(form, "risks", self.risk),
            no_risks=self.each(form, "no risks", self.risk),
        )

    def step(self, node: Node) -> StepWanted | None:
        form = mapping_of(node, self.found, "a step", STEP, required=("act",))
        act = form.find("act") if form else None
        pattern = self.pattern(act) if act else None
        if form is None or pattern is None:
            return None
        return StepWanted(
            pattern,
            day=self.day(form, "day"),
            decided=self.day(form, "decided"),
            last_day=self.day(form, "last day"),
            decision=self.word(form, "decision", DECISIONS),
            cite=self.each(form, "cite", self.citation),
            duties=self.each(form, "duties", lambda item: date_of(item, self.found, "the last day of a duty", None)),
            remedies=tuple(self.remedies(form.find("remedies"))),
        )

    def remedies(self, node: Node | None) -> Iterator[tuple[Pattern, date | None]]:
        """Yield each remedy with its last day; `none`: without one."""
        if node is None:
            return
        if not isinstance(node, Mapping):
            self.found.add(node, "P004", f"{kind_of(node)} where a mapping belongs", "'remedies' is {REMEDY: DAY}.")
            return
        for entry in node.entries:
            pattern = self.pattern(entry.key)
            none = isinstance(entry.value, Scalar) and entry.value.written == "none"
            day = None if none else date_of(entry.value, self.found, "the last day of a remedy", None)
            if pattern and (none or day):
                yield pattern, day

    def risk(self, node: Node) -> RiskWanted | None:
        form = mapping_of(node, self.found, "a risk", ("order", "to", "level"))
        if form is None:
            return None
        order = form.find("order")
        return RiskWanted(
            order.written if isinstance(order, Scalar) else None,
            self.word(form, "to", ("self", "family")),
            self.word(form, "level", tuple(LEVELS)),
        )

    # --- doors, openings, questions ---

    def doors(self, node: Node | None) -> Iterator[DoorWanted]:
        if node is None:
            return
        if not isinstance(node, Mapping):
            self.found.add(node, "P004", f"{kind_of(node)} where a mapping belongs", "'doors' is {PROCEDURE: STATE}.")
            return
        for entry in node.entries:
            pattern = self.pattern(entry.key)
            if pattern is None:
                continue
            if isinstance(entry.value, Mapping):
                form = mapping_of(entry.value, self.found, "a door", ("is", "cite"))
                state = self.word(form, "is", STATES) if form else None
                cite = self.each(form, "cite", self.citation) if form else ()
                yield DoorWanted(entry.key.place, pattern, state, cite)
            else:
                state = word_of(entry.value, self.found, "how a door stands", STATES)
                yield DoorWanted(entry.key.place, pattern, state, ())

    def opening(self, node: Node) -> OpeningWanted | None:
        form = mapping_of(node, self.found, "an opening", ("cite", "changes"))
        if form is None:
            return None
        return OpeningWanted(node.place, self.each(form, "cite", self.citation), self.number(form, "changes"))

    def fact(self, node: Node) -> tuple[Place, str] | None:
        text = text_of(node, self.found, "a fact")
        if text is None:
            return None
        name = "".join(text.written.split())
        if name.partition("(")[0] not in self.law.facts:
            self.found.add(text, "P021", f"unknown fact {quoted(name)}", repair=close_to(name, self.law.facts))
        return text.place, name

    # --- names and values ---

    def patterns(self, node: Sequence) -> Iterator[Pattern]:
        return (pattern for item in node.items if (pattern := self.pattern(item)) is not None)

    def pattern(self, node: Node) -> Pattern | None:
        text = text_of(node, self.found, "a procedure")
        if text is None:
            return None
        name, bracket, inside = "".join(text.written.replace('"', "").split()).partition("(")
        known = {**self.law.procedures, **self.law.remedies}
        full = next((one for one in (name, *(f"{book}.{name}" for book in self.books)) if one in known), None)
        if full is None:
            near = close_to(name, [one.partition(".")[2] for one in known])
            self.found.add(text, "T003", f"unknown procedure {quoted(name)}", repair=near)
            return None
        return Pattern(f"{full}({inside}" if bracket else full, bool(bracket))

    def citation(self, node: Node) -> str | None:
        placed = self.placed_citation(node)
        return placed[1] if placed else None

    def placed_citation(self, node: Node) -> tuple[Place, str] | None:
        text = text_of(node, self.found, "an article")
        if text is None:
            return None
        citation = parse_citation(text.written)
        if citation is None or citation.short not in self.law.sources:
            near = close_to(text.written.split(" ")[0], self.law.sources)
            self.found.add(text, "T004", f"{quoted(text.written)} cites nothing that is declared", repair=near)
            return None
        return text.place, str(citation)

    def day(self, form: Mapping, key: str) -> date | None:
        node = form.find(key)
        return date_of(node, self.found, f"'{key}'", None) if node else None

    def word(self, form: Mapping, key: str, words: tuple[str, ...]) -> str | None:
        node = form.find(key)
        return word_of(node, self.found, f"'{key}'", words) if node else None

    def truth(self, form: Mapping, key: str) -> bool | None:
        node = form.find(key)
        if node is None or (isinstance(node, Scalar) and isinstance(node.value, bool)):
            return node.value if isinstance(node, Scalar) and isinstance(node.value, bool) else None
        self.found.add(node, "P004", f"{kind_of(node)} where true or false belongs")
        return None

    def number(self, form: Mapping, key: str) -> int | None:
        node = form.find(key)
        if node is None:
            return None
        if isinstance(node, Scalar) and type(node.value) is int:
            return node.value
        self.found.add(node, "P004", f"{kind_of(node)} where a whole number belongs")
        return None
