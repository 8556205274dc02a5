"""From the law of all days to the handbook: every rule in words, with its articles and its dates."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from safeconduct.answers.names import Naming, citation_in_words, country, filled
from safeconduct.answers.periods import counted_in_words, day_in_words, period_in_words
from safeconduct.answers.sentences import condition_in_words, sentence, to_person
from safeconduct.answers.wording import say
from safeconduct.handbook.links import Web, web_of
from safeconduct.handbook.model import Article, Chapter, Entry, Handbook, Line, Link, Part, Question, Statute
from safeconduct.handbook.phrases import PHRASES
from safeconduct.law.model import (
    ALWAYS,
    Condition,
    Consequence,
    Definition,
    Duty,
    Effect,
    Exposure,
    Fee,
    InForce,
    Law,
    OpenQuestion,
    Procedure,
    Remedy,
    Within,
    Words,
)
from safeconduct.law.reach import reaches
from safeconduct.law.walk import parts_of
from safeconduct.terms.citation import Citation
from safeconduct.terms.money import Money, render_money

ANY = {  # what a parameter is called where no case names one
    "country": Words("the country", "그 나라"),
    "relative": Words("the relative", "그 가족"),
    "procedure": Words("that application", "그 신청"),
}
Rule = Procedure | Remedy | Consequence


def handbook_of(law: Law, lang: str) -> Handbook:
    """Return the handbook of a law, all days together, in one language (en or ko)."""
    return Writer(law, lang).handbook()


class Writer:
    """Writes each form of the law in words."""

    def __init__(self, law: Law, lang: str) -> None:
        self.law, self.lang = law, lang
        self.naming = Naming(law, {})
        self.web: Web = web_of(law)
        self.rules: dict[str, Rule] = {**law.procedures, **law.remedies, **law.consequences}
        self.links = {name: self._link(name, rule) for name, rule in self.rules.items()}
        self.reached = {  # application → the remedies against its refusal or silence
            name: tuple(self.links[remedy.procedure.name] for remedy in law.remedies.values() if reaches(remedy, rule))
            for name, rule in law.procedures.items()
            if rule.kind == "application" and rule.decides
        }

    # --- the book ---------------------------------------------------------------------------------------------------

    def handbook(self) -> Handbook:
        chapters = tuple(self._chapters())
        books = self.law.books.values()
        about = tuple(
            Part(
                self.text(book.title),
                (
                    Line(f"{self.phrase('covers')}: {self.text(book.covers)}"),
                    Line(f"{self.phrase('omits')}: {self.text(book.omits)}"),
                ),
            )
            for book in books
        )
        return Handbook(
            lang=self.lang,
            title=" · ".join(self.text(book.title) for book in books),
            about=about,
            chapters=chapters,
            statutes=tuple(self._statutes()),
            questions=tuple(self._question(one) for one in self.law.open_questions.values()),
            unstated=tuple(Line(self.text(one.words), self.cited(one.cite)) for one in self.law.not_in_rules),
            phrases={key: self.text(words) for key, words in PHRASES.items()}
            | {"fingerprint": self.phrase("version", fingerprint=self.law.fingerprint[:12])},
        )

    def _chapters(self) -> Iterator[Chapter]:
        """Yield one chapter for each file that states rules, in the order of the lawbooks."""
        by_file: dict[str, list[Entry]] = {}
        for entry in self._entries():
            by_file.setdefault(file_of(entry.place), []).append(entry)
        for file, entries in by_file.items():
            subject = self.law.subjects.get(file)
            title = self.text(subject) if subject is not None else spoken(PurePosixPath(file).stem)
            yield Chapter(page_of(file), title, tuple(entries))

    def _entries(self) -> Iterator[Entry]:
        for procedure in self.law.procedures.values():
            yield self._procedure(procedure)
        for remedy in self.law.remedies.values():
            yield self._remedy(remedy)
        for consequence in self.law.consequences.values():
            yield self._consequence(consequence)
        for definitions in self.law.definitions.values():
            yield from (self._definition(one, number) for number, one in enumerate(definitions, 1))

    def _statutes(self) -> Iterator[Statute]:
        """Yield every source that a rule cites, with the rules under each of its provisions, in the order of the articles."""
        cited: dict[str, dict[Citation, dict[str, Link]]] = {}
        for name, rule in self.rules.items():
            for citation in citations_in(rule):
                cited.setdefault(citation.short, {}).setdefault(citation, {})[name] = self.links[name]
        for short, source in self.law.sources.items():
            provisions = cited.get(short, {})
            if provisions:
                yield Statute(
                    self.text(source.words),
                    tuple(
                        Article(self.cited((one,))[0], tuple(provisions[one].values()))
                        for one in sorted(provisions, key=place_in_statute)
                    ),
                )

    def _question(self, question: OpenQuestion) -> Question:
        taken = self.phrase("none taken")
        if question.taken is not None:
            taken = self.text(question.readings[question.taken - 1].words)
        return Question(
            anchor_of(question.name),
            self.text(question.question),
            self.cited(question.cite),
            tuple(f"{self.text(one.words)} ({self.text(one.by)})" for one in question.readings),
            taken,
        )

    def _link(self, name: str, rule: Rule) -> Link:
        form = rule.procedure if isinstance(rule, Remedy) else rule
        return Link(page_of(file_of(form.place)), anchor_of(name), capital(self.titled(form.title, form.parameters)))

    # --- rules ------------------------------------------------------------------------------------------------------

    def _procedure(self, one: Procedure) -> Entry:
        return self._entry(one, self._parts(one), self.reached.get(one.name, ()))

    def _remedy(self, remedy: Remedy) -> Entry:
        one = remedy.procedure
        window = self._times(remedy.window) or (Line(self.phrase("no limit")),)
        parts = [Part(self.phrase("window"), window)]
        if "silence" in remedy.against:
            on_silence = self._times(remedy.window_on_silence) or (Line(self.phrase("no limit")),)
            parts.append(Part(self.phrase("window on silence"), on_silence))
        parts.append(Part(self.phrase("upheld"), (Line(self.text(say(f"upheld {remedy.upheld}"))),)))
        return self._entry(one, (*parts, *self._parts(one)), ())

    def _entry(self, one: Procedure, parts: tuple[Part, ...], remedies: tuple[Link, ...]) -> Entry:
        return Entry(
            name=one.name,
            anchor=anchor_of(one.name),
            kind=self.phrase(one.kind),
            title=capital(self.titled(one.title, one.parameters)),
            says=self.titled(one.says, one.parameters),
            cite=self.cited(one.cite),
            remarks=self._dates(one.in_force),
            parts=tuple(part for part in parts if part.lines),
            before=tuple(self.links[name] for name in self.web.before[one.name]),
            after=tuple(self.links[name] for name in self.web.after[one.name]),
            remedies=remedies,
            place=one.place,
        )

    def _consequence(self, one: Consequence) -> Entry:
        naming = self.bound(one.parameters)
        parts = (
            Part(self.phrase("when"), self._conditions(one.when, naming)),
            Part(self.phrase("unless"), self._conditions(one.unless, naming)),
            Part(self.phrase("after"), self._times(one.after) or (Line(self.phrase("at once")),)),
            Part(self.phrase("effects"), self._effects(one.effects, naming)),
        )
        return Entry(
            name=one.name,
            anchor=anchor_of(one.name),
            kind=self.phrase("consequence"),
            title=capital(self.titled(one.title, one.parameters)),
            says="",
            cite=self.cited(one.cite),
            remarks=self._dates(one.in_force),
            parts=tuple(part for part in parts if part.lines),
            before=tuple(self.links[name] for name in self.web.before[one.name]),
            after=tuple(self.links[name] for name in self.web.after[one.name]),
            remedies=(),
            place=one.place,
        )

    def _definition(self, one: Definition, number: int) -> Entry:
        """Return a definition; of several versions, `number` tells the later ones apart."""
        naming = self.bound(one.parameters)
        parts = (
            Part(self.phrase("every"), self._conditions(one.every, naming)),
            Part(self.phrase("some"), self._conditions(one.some, naming)),
        )
        return Entry(
            name=one.name,
            anchor=anchor_of(one.name) + (f"-{number}" if number > 1 else ""),
            kind=self.phrase("definition"),
            title=capital(self.titled(one.words, one.parameters)),
            says="",
            cite=self.cited(one.cite),
            remarks=self._dates(one.in_force),
            parts=tuple(part for part in parts if part.lines),
            before=(),
            after=(),
            remedies=(),
            place=one.place,
        )

    # --- parts ------------------------------------------------------------------------------------------------------

    def _parts(self, one: Procedure) -> tuple[Part, ...]:
        naming = self.bound(one.parameters)

        def part(key: str, lines: Iterable[Line]) -> Part:
            return Part(self.phrase(key), tuple(lines))

        def say_all(items: Iterable[object]) -> Iterator[Line]:
            return (self._said(item, naming) for item in items)

        return (
            part("lawyer", (Line(self.phrase("ask a lawyer")),) if one.lawyer else ()),
            part("conditions", self._conditions(one.conditions, naming)),
            part("criteria", say_all(one.criteria)),
            part("receives", self._authorities(one.receives)),
            part("decides", self._authorities(one.decides)),
            part("decision", (Line(self.text(say(f"label {one.decision}"))),) if one.decision else ()),
            part("within", self._times(one.within)),
            part("silence", (self._silence(item) for item in one.silence) if one.within else ()),
            part("on filing", self._effects(one.on_filing, naming)),
            part("effects", self._effects(one.effects, naming)),
            part("on refusal", self._effects(one.on_refusal, naming)),
            part("duties", (self._duty(duty, naming) for duty in one.duties)),
            part("exposure", (self._risk(risk, naming) for risk in one.exposure)),
            part("documents", say_all(one.documents)),
            part("fee", (self._fee(fee) for fee in one.fee)),
            part("takes", (Line(self.phrase("lasting", **self._expectation(one.takes))),) if one.takes else ()),
            part("precedents", (Line(self.text(one.precedents.words)),) if one.precedents else ()),
            part(
                "excepted",
                (
                    Line(self.links[name].title, self.cited(one.remedies_except_cite))
                    for name in one.remedies_except
                    if name in self.links
                ),
            ),
            part("register", (self._open(name) for name in one.rests_on)),
        )

    def _conditions(self, conditions: tuple[Condition, ...], naming: Naming) -> tuple[Line, ...]:
        return tuple(self._condition(one, naming) for one in conditions)

    def _condition(self, one: Condition, naming: Naming) -> Line:
        remarks = [*self._dates(one.in_force)]
        if one.keep:
            remarks.append(self.phrase("keep"))
        if one.by is not None:
            remarks.append(self.phrase("by", by=self.text(filled(one.by, naming.bound))))
        if one.open is not None and one.open in self.law.open_questions:
            question = self.text(self.law.open_questions[one.open].question)
            remarks.append(f"{self.phrase('open question')}: {question}")
        return Line(
            capital(self.text(condition_in_words(one, naming))),
            self.cited(one.cite),
            tuple(remarks),
            self._conditions(one.unless, naming),
        )

    def _said(self, item: object, naming: Naming) -> Line:
        """Return a criterion or document: something with words, articles and dates."""
        words, cite, dates = (getattr(item, field) for field in ("words", "cite", "in_force"))
        return Line(self.text(to_person(filled(words, naming.bound))), self.cited(cite), self._dates(dates))

    def _authorities(self, at: Iterable[object]) -> Iterator[Line]:
        for one in at:
            authority = self.law.authorities[getattr(one, "authority")]  # noqa: B009 — At, whatever its dates
            yield Line(
                self.text(authority.words), self.cited(authority.cite), self._dates(getattr(one, "in_force", ALWAYS))
            )

    def _times(self, times: tuple[Within, ...]) -> tuple[Line, ...]:
        return tuple(self._time(one) for one in times)

    def _time(self, one: Within) -> Line:
        if one.period is not None:
            words = f"{self.text(period_in_words(one.period))}; {self.text(counted_in_words(one.period.counting))}"
        elif one.expect is not None:
            words = self.phrase("expected", **self._expectation(one.expect))
        else:
            words = self.phrase("unstated")
        return Line(words, self.cited(one.cite), self._dates(one.in_force))

    def _expectation(self, expect: object) -> dict[str, str]:
        shortest, longest, source = (getattr(expect, field) for field in ("shortest", "longest", "source"))
        return {
            "shortest": self.text(period_in_words(shortest)),
            "longest": self.text(period_in_words(longest)),
            "source": self.text(source),
        }

    def _silence(self, one: object) -> Line:
        means, cite, words, dates = (getattr(one, field) for field in ("means", "cite", "words", "in_force"))
        said = say(f"silence {means}") if words is None else to_person(words)
        return Line(self.text(said), self.cited(cite), self._dates(dates))

    def _effects(self, effects: tuple[Effect, ...], naming: Naming) -> tuple[Line, ...]:
        return tuple(self._effect(one, naming) for one in effects)

    def _effect(self, one: Effect, naming: Naming) -> Line:
        remarks = [*self._dates(one.in_force)]
        if one.when is not None:
            remarks.append(self.phrase("only if", clause=self.text(sentence(one.when, naming))))
        return Line(capital(self.text(sentence(one.fact, naming, one.value))), (), tuple(remarks))

    def _duty(self, one: Duty, naming: Naming) -> Line:
        remarks = [self._time(one.within).text, *self._dates(one.in_force)]
        if one.omitted is not None:
            remarks.append(self.phrase("omitted", words=self._risk(one.omitted, naming).text))
        return Line(self.text(to_person(filled(one.words, naming.bound))), self.cited(one.cite), tuple(remarks))

    def _risk(self, one: Exposure, naming: Naming) -> Line:
        level = self.text(say(f"{one.level} {one.to}"))
        order = self.text(country(one.order, self.law))
        words = self.text(to_person(filled(one.words, naming.bound)))
        remarks = [*self._dates(one.in_force)]
        if one.when is not None:
            remarks.append(self.phrase("only if", clause=self.text(sentence(one.when, naming))))
        return Line(f"{capital(level)} ({order}). {words}", self.cited(one.cite), tuple(remarks))

    def _fee(self, one: Fee) -> Line:
        return Line(
            render_money(Money(one.amount, one.currency), self.lang), self.cited(one.cite), self._dates(one.in_force)
        )

    def _open(self, name: str) -> Line:
        question = self.law.open_questions[name]
        return Line(self.text(question.question), self.cited(question.cite))

    def _dates(self, dates: InForce) -> tuple[str, ...]:
        """Return the first and last day in force, and when these were promulgated; nothing where both are open."""
        if dates.start is None and dates.end is None:
            return ()
        first = None if dates.start is None else self.text(day_in_words(dates.start))
        last = None if dates.end is None else self.text(day_in_words(dates.end))
        if first is not None and last is not None:
            said = self.phrase("from until", first=first, last=last)
        elif first is not None:
            said = self.phrase("from", day=first)
        else:
            said = self.phrase("until", day=last or "")
        known = () if dates.known is None else (self.phrase("promulgated", day=self.text(day_in_words(dates.known))),)
        return (said, *known)

    # --- words ------------------------------------------------------------------------------------------------------

    def text(self, words: Words) -> str:
        return words.ko if self.lang == "ko" else words.en

    def phrase(self, key: str, **slots: str) -> str:
        text = self.text(PHRASES[key])
        for name, value in slots.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def bound(self, parameters: tuple[str, ...]) -> Naming:
        return self.naming.binding(
            {name: ANY[kind] for name, kind in kinds_of(parameters)} | {"target": ANY["procedure"]}
        )

    def titled(self, words: Words, parameters: tuple[str, ...]) -> str:
        return self.text(to_person(filled(words, self.bound(parameters).bound)))

    def cited(self, citations: Iterable[Citation]) -> tuple[str, ...]:
        return tuple(self.text(citation_in_words(one, self.law)) for one in citations)


def citations_in(rule: Rule) -> Iterator[Citation]:
    """Yield every citation anywhere in a rule."""
    return (part for part in parts_of(rule) if isinstance(part, Citation))


def place_in_statute(one: Citation) -> tuple[int, ...]:
    """Return what sorts citations of one statute in the order of its articles."""
    parts = (one.article, one.branch, one.paragraph, one.item, one.item_branch)
    return (*(part or 0 for part in parts), ord(one.subitem) if one.subitem else 0)


def kinds_of(parameters: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield name and kind of parameters written `name:kind`, or `kind` where both are the same."""
    for parameter in parameters:
        name, _, kind = parameter.partition(":")
        yield name, kind or name


def file_of(place: str) -> str:
    """Return the file of a place: kr/passport.yaml of kr/passport.yaml:12."""
    return place.partition(":")[0]


def page_of(file: str) -> str:
    """Return the name of the page of a file.

    >>> page_of("kr/passport.yaml")
    'kr-passport'
    """
    return file.removesuffix(".yaml").replace("/", "-")


def anchor_of(name: str) -> str:
    return name.replace(".", "-").replace("_", "-")


def spoken(name: str) -> str:
    """Return a file's name as a heading: `overseas-koreans` as Overseas koreans."""
    return capital(name.replace("-", " ").replace("_", " "))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
