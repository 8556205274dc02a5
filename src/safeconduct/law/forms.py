"""One mapping of a lawbook, read by its keys: what is missing, unknown or of the wrong kind becomes a problem.

Reading never stops at a problem: a value that cannot be read is replaced by a harmless one, and the law is not used.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from safeconduct.law.expressions import Scope, resolve, resolve_period, resolve_use
from safeconduct.law.keys import FORMS
from safeconduct.law.model import ALWAYS, Effect, Expr, InForce, Known, Ref, Words
from safeconduct.law.names import Names
from safeconduct.lawbook.expressions import Mistake, parse_expression, parse_period, parse_use
from safeconduct.lawbook.model import Entry, Mapping, Node, Place, Scalar, Sequence
from safeconduct.lawbook.problems import CODES, MOST_PROBLEMS, Problem, close_to, expectation, problem_at, quoted
from safeconduct.terms.citation import Citation, parse_citation
from safeconduct.terms.countries import is_country
from safeconduct.terms.dates import Counting, Period
from safeconduct.terms.particles import SLOT

T = TypeVar("T")

NO_WORDS = Words("", "")
NO_PERIOD = Period(0, "days", Counting(""))
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
NAME = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
PLURALS = {
    "authority": "authorities",
    "procedure": "procedures",
    "remedy": "remedies",
    "open question": "open questions",
    "clock": "clocks",
    "extension": "extensions",
    "stop": "stops",
}
KIND_WORDS = {Scalar: "a text", Sequence: "a list", Mapping: "a mapping"}


class TooManyError(Exception):
    """More problems than anybody reads; those found so far stand in the list of the desk."""


class Desk:
    """Where the files of one book are read: its name, what may be named, and the problems found so far."""

    def __init__(self, book: str, names: Names, problems: list[Problem]) -> None:
        self.book = book
        self.names = names
        self.problems = problems

    def add(self, place: Place, code: str, found: str, repair: str = "", within: str = "") -> None:
        severity = CODES[code].severity
        self.problems.append(problem_at(place, code, found, expectation(code), repair, within, severity))
        if severity == "error" and len(self.problems) >= MOST_PROBLEMS:
            raise TooManyError

    def full(self, name: str) -> str:
        return f"{self.book}.{name}"


class Form:
    """A mapping with the keys of one form of `law/keys.py`.

    within:    what messages call the surrounding form, e.g. "procedure kr.renounce-nationality"
    variables: the parameters that its expressions and sentences may name, with their kinds
    cite:      the citation that lines without one inherit
    """

    def __init__(
        self,
        desk: Desk,
        node: Node,
        form: str,
        within: str,
        variables: dict[str, str] | None = None,
        cite: tuple[Citation, ...] = (),
        remedy: bool = False,
        unchecked: Iterable[str] = (),
    ) -> None:
        self.desk = desk
        self.form = form
        self.within = within
        self.variables = variables or {}
        self.inherited = cite
        self.remedy = remedy
        self.place = node.place
        self.keys = FORMS[form]
        if isinstance(node, Mapping):
            self.mapping = node
            self._check_keys(frozenset(unchecked))
        else:
            self.mapping = Mapping(node.place, ())
            self.problem(
                node.place, "L101", f"{kind_word(node)} where {article(form)} belongs", f"Write {{{example(form)}}}."
            )

    # --- keys -------------------------------------------------------------------------------------------------------

    def _check_keys(self, unchecked: frozenset[str]) -> None:
        known = [*self.keys, *sorted(unchecked)]
        for entry in self.mapping.entries:
            if entry.name not in known:
                near = close_to(entry.name, known) or f"The keys here are: {', '.join(known)}."
                self.problem(entry.key.place, "L102", f"unknown key {quoted(entry.name)}", near)
        for key, kind in self.keys.items():
            if not kind.endswith("!") or self.mapping.find(key) is not None:
                continue
            if key in ("en", "ko"):
                self.problem(
                    self.place,
                    "L105",
                    f"the sentence has no {quoted(key)}",
                    "Write it in English (`en`) and in Korean (`ko`).",
                )
            else:
                self.problem(
                    self.place, "L103", f"no key {quoted(key)}", f"{article(self.form).capitalize()} needs it."
                )

    def has(self, key: str) -> bool:
        return self.find(key) is not None

    def find(self, key: str) -> Node | None:
        """Return the value of a key; a value that is null counts as not given."""
        node = self.mapping.find(key)
        if isinstance(node, Scalar) and node.value is None:
            return None
        return node

    def problem(self, place: Place, code: str, found: str, repair: str = "") -> None:
        self.desk.add(place, code, found, repair, self.within)

    def wrong_kind(self, node: Node, wanted: str, repair: str = "") -> None:
        shown = quoted(node.written) if isinstance(node, Scalar) else kind_word(node)
        self.problem(node.place, "L101", f"{shown} where {wanted} belongs", repair)

    # --- scalars ----------------------------------------------------------------------------------------------------

    def text(self, key: str) -> str:
        node = self.find(key)
        return "" if node is None else self.text_of(node)

    def text_of(self, node: Node) -> str:
        """Return a text; a whole number is taken as written (a country's number, a version)."""
        if isinstance(node, Scalar) and (isinstance(node.value, str) or type(node.value) is int):
            if node.written.strip():
                return node.written
            self.problem(node.place, "L101", "an empty text", "Write the text, or delete the key.")
            return ""
        self.wrong_kind(node, "a text")
        return ""

    def flag(self, key: str, default: bool = False) -> bool:
        node = self.find(key)
        if node is None:
            return default
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        self.wrong_kind(node, "true or false")
        return default

    def number(self, key: str) -> int | None:
        node = self.find(key)
        if node is None:
            return None
        if isinstance(node, Scalar) and type(node.value) is int and node.value >= 0:
            return node.value
        self.wrong_kind(node, "a whole number, 0 or more,")
        return None

    def choice(self, key: str, default: str = "") -> str:
        """Return the text of a key of kind `enum:…`."""
        node = self.find(key)
        if node is None:
            return default
        allowed = self.keys[key].rstrip("!").removeprefix("enum:").split("|")
        return self.one_of(node, allowed, default)

    def one_of(self, node: Node, allowed: Iterable[str], default: str = "") -> str:
        if isinstance(node, Scalar) and node.written in allowed:
            return node.written
        shown = quoted(node.written) if isinstance(node, Scalar) else kind_word(node)
        self.problem(node.place, "L104", f"{shown} is not allowed here", f"Write one of: {', '.join(allowed)}.")
        return default

    def day(self, key: str) -> date | None:
        node = self.find(key)
        if node is None:
            return None
        written = self.text_of(node)
        try:
            if DAY.fullmatch(written):
                return date.fromisoformat(written)
        except ValueError:
            pass
        self.problem(
            node.place, "L106", f"{quoted(written)} is not a date", "Write a day that exists, as in 2014-01-01."
        )
        return None

    def country(self, key: str, default: str = "XX") -> str:
        node = self.find(key)
        if node is None:
            return default
        code = self.text_of(node)
        if is_country(code) or code in self.desk.names.countries:
            return code
        self.problem(
            node.place,
            "L310",
            f"unknown country {quoted(code)}",
            "Use its ISO 3166 code, or declare it under `countries`.",
        )
        return default

    # --- words ------------------------------------------------------------------------------------------------------

    def words(self, key: str) -> Words | None:
        node = self.find(key)
        if node is None:
            return None
        return Form(self.desk, node, "words", self.within, self.variables).said()

    def needed_words(self, key: str) -> Words:
        return self.words(key) or NO_WORDS

    def own_words(self) -> Words | None:
        """Return the sentence of a form whose `en` and `ko` may be left out, but only both together."""
        english, korean = self.find("en"), self.find("ko")
        if english is None and korean is None:
            return None
        if english is None or korean is None:
            there = english or korean
            assert there is not None
            missing = "ko" if korean is None else "en"
            self.problem(
                there.place,
                "L105",
                f"the sentence has no {quoted(missing)}",
                "Write it in English (`en`) and in Korean (`ko`).",
            )
            return None
        return self.said()

    def said(self) -> Words:
        """Return the sentence of `en` and `ko`; a language that is missing is a missing key, reported before."""
        return Words(self.sentence("en"), self.sentence("ko"))

    def sentence(self, key: str) -> str:
        node = self.find(key)
        if node is None:
            return ""
        text = self.text_of(node)
        for match in SLOT.finditer(text):
            if match[1] not in self.variables:
                assert isinstance(node, Scalar)
                place = node.place_of(match.start(), len(match[0]))
                near = close_to(match[1], self.variables) or self.parameter_list()
                self.problem(place, "L110", f"{quoted(match[0])} names no parameter", near)
        return text

    def parameter_list(self) -> str:
        if not self.variables:
            return "There are no parameters here."
        return f"The parameters here are: {', '.join(self.variables)}."

    # --- names and citations ----------------------------------------------------------------------------------------

    def citations(self, key: str = "cite") -> tuple[Citation, ...]:
        """Return the citations of a key; without it, those of the surrounding form."""
        node = self.find(key)
        if node is None:
            return self.inherited
        return tuple(found for item in items_of(node) if (found := self.citation(item)) is not None)

    def citation(self, node: Node) -> Citation | None:
        text = self.text_of(node)
        if not text:
            return None
        found = parse_citation(text)
        if found is None:
            repair = "Write the short name of the statute and the article, as in 국적법 14(1), 국적법 14의2(1)2 or 여권령 16.1."
            self.problem(node.place, "L109", f"citation {quoted(text)} not understood", repair)
            return None
        if found.short not in self.desk.names.sources:
            near = close_to(found.short, self.desk.names.sources)
            repair = f"{near} Declare it under `statutes`.".strip()
            self.problem(node.place, "L304", f"{quoted(found.short)} is not a declared statute", repair)
        return found

    def texts(self, key: str) -> list[tuple[str, Node]]:
        """Return the texts of a key that holds one or a list, each with its node."""
        node = self.find(key)
        if node is None:
            return []
        return [(text, item) for item in items_of(node) if (text := self.text_of(item))]

    def resolved(self, name: str, node: Node, tables: Iterable[dict[str, object]], code: str, what: str) -> str:
        """Return the full name of something declared; one not found is a problem and stays as written."""
        known: dict[str, object] = {}
        for table in tables:
            full = self.desk.names.full(table, name, self.desk.book)
            if full is not None:
                return full
            known.update(table)
        near = self.desk.names.near(known, name, self.desk.book)
        repair = f"{near} Use that name, or declare this one." if near else f"Declare it under `{PLURALS[what]}`."
        self.problem(node.place, code, f"unknown {what} {quoted(name)}", repair)
        return name

    def authority(self, name: str, node: Node) -> str:
        return self.resolved(name, node, [dict(self.desk.names.authorities)], "L302", "authority")

    def procedure(self, name: str, node: Node) -> str:
        return self.resolved(name, node, [dict(self.desk.names.procedures)], "L303", "procedure")

    def remedy_name(self, name: str, node: Node) -> str:
        return self.resolved(name, node, [dict(self.desk.names.remedies)], "L309", "remedy")

    def owed(self, name: str, node: Node, what: str) -> str:
        return self.resolved(name, node, [dict(self.desk.names.owed[f"{what}s"])], "L315", what)

    def question(self, name: str, node: Node) -> str:
        return self.resolved(name, node, [dict(self.desk.names.questions)], "L306", "open question")

    # --- expressions ------------------------------------------------------------------------------------------------

    def scope(self) -> Scope:
        return Scope(self.desk.names, self.desk.book, self.variables, remedy=self.remedy)

    def expression(self, key: str) -> Expr | None:
        node = self.find(key)
        return None if node is None else self.expression_of(node)

    def expression_of(self, node: Node) -> Expr:
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return Known(node.value)
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            self.wrong_kind(node, "a condition", "Quote it if it begins with a bracket or a brace.")
            return Known(False)
        tree = parse_expression(node.value)
        if isinstance(tree, list):
            self.mistakes(node, tree)
            return Known(False)
        expr, mistakes = resolve(tree, self.scope())
        self.mistakes(node, mistakes)
        return expr

    def mistakes(self, node: Scalar, mistakes: Iterable[Mistake]) -> None:
        for mistake in mistakes:
            self.problem(node.place_of(mistake.column, mistake.length), mistake.code, mistake.found, mistake.repair)

    def period(self, key: str) -> Period | None:
        node = self.find(key)
        if node is None:
            return None
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            self.wrong_kind(node, "a period", "Write it as in months(3).")
            return None
        length = parse_period(node.value)
        if isinstance(length, list):
            self.mistakes(node, length)
            return None
        period = resolve_period(length, self.desk.names, self.desk.book)
        if isinstance(period, Mistake):
            self.mistakes(node, [period])
            return None
        return period

    def effects(self, key: str) -> tuple[Effect, ...]:
        node = self.find(key)
        if node is None:
            return ()
        return tuple(effect for item in items_of(node) for effect in self.effects_of(item))

    def effects_of(self, node: Node) -> list[Effect]:
        if not isinstance(node, Mapping):
            self.wrong_kind(node, "a mapping of facts", "Write {national(KR): false}.")
            return []
        inner = self.inside(node, "effects", unchecked=node.names())
        when, dates = inner.expression("when"), inner.in_force()
        facts = [entry for entry in node.entries if entry.name not in ("when", "in force")]
        if not facts:
            self.problem(node.place, "L103", "an effect without a fact", "Write {national(KR): false}.")
        return [Effect(ref, value, when, dates) for entry in facts for ref, value in self.effect(entry)]

    def effect(self, entry: Entry) -> list[tuple[Ref, bool]]:
        use = parse_use(entry.name)
        if isinstance(use, list):
            self.mistakes(entry.key, use)
            return []
        ref, mistakes = resolve_use(use, self.scope())
        self.mistakes(entry.key, mistakes)
        declared = self.desk.names.facts.get(use.name)
        if declared is None and not mistakes:
            what = "is derived" if use.name in self.desk.names.definitions else "follows by itself"
            self.problem(
                entry.key.place,
                "L313",
                f"{quoted(use.name)} {what} and cannot be set",
                "Set a fact that it depends on.",
            )
        elif declared is not None and declared.note in ("date", "given"):
            why = "is a date" if declared.note == "date" else "is `given`: no act changes it"
            self.problem(
                entry.key.place,
                "L313",
                f"{quoted(use.name)} cannot be set: it {why}",
                "Declare it without `given`, or delete the effect.",
            )
        value = entry.value
        if not isinstance(value, Scalar) or not isinstance(value.value, bool):
            self.wrong_kind(value, "true or false")
            return []
        return [(ref, value.value)]

    # --- parts ------------------------------------------------------------------------------------------------------

    def inside(self, node: Node, form: str, unchecked: Iterable[str] = (), within: str = "") -> "Form":
        """Return a part of this form, with the same parameters and the citation that it inherits."""
        cite = self.citations() if "cite" in self.keys else self.inherited
        return Form(self.desk, node, form, within or self.within, self.variables, cite, self.remedy, unchecked)

    def part(self, key: str, form: str) -> "Form | None":
        node = self.find(key)
        return None if node is None else self.inside(node, form)

    def parts(self, key: str, form: str, read: Callable[["Form"], T]) -> tuple[T, ...]:
        """Return what `read` makes of each form under a key that holds one or a list."""
        node = self.find(key)
        if node is None:
            return ()
        return tuple(read(self.inside(item, form)) for item in items_of(node))

    def in_force(self) -> InForce:
        node = self.find("in force")
        if node is None:
            return ALWAYS
        dates = Form(self.desk, node, "in force", self.within)
        start, end, known = dates.day("from"), dates.day("to"), dates.day("known")
        if start and end and end < start:
            self.problem(node.place, "L112", "it ends before it begins", "Exchange `from` and `to`.")
        if known and start and known > start:
            self.problem(
                node.place,
                "L112",
                "it is known only after it began",
                "`known` is the day of promulgation, before `from`.",
            )
        return InForce(start, end, known, dates.day("to known"))


def items_of(node: Node) -> tuple[Node, ...]:
    """Return the items of a list, or a single value as a list of one."""
    return node.items if isinstance(node, Sequence) else (node,)


def kind_word(node: Node) -> str:
    if isinstance(node, Scalar):
        return "nothing" if node.value is None else quoted(node.written)
    return KIND_WORDS[type(node)]


def article(form: str) -> str:
    if form in ("words", "in force", "effects", "within", "sections"):
        return {"words": "a sentence", "in force": "`in force`", "within": "a period"}.get(form, f"`{form}`")
    return f"{'an' if form[0] in 'aeiou' else 'a'} {form}"


def example(form: str) -> str:
    needed = [key for key, kind in FORMS[form].items() if kind.endswith("!")] or list(FORMS[form])[:2]
    return ", ".join(f"{key}: …" for key in needed)
