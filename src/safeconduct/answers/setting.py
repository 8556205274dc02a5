"""The setting of an answer: the law in force, the person, and every rule ground for them, none dropped as irrelevant."""

from typing import NamedTuple

from safeconduct.answers.model import Cited, Said
from safeconduct.answers.names import (
    Naming,
    citation_in_words,
    country,
    filled,
    find_procedure,
    name_of,
    naming_of,
    parameter_names,
    ref_of,
    source_in_words,
    title_of,
)
from safeconduct.answers.topics import topics_of
from safeconduct.law.model import At, Law, Procedure, Words
from safeconduct.law.reach import reaches
from safeconduct.person.model import Person
from safeconduct.rules.model import Formula, Operator, Rules
from safeconduct.rules.packed import Packed, State
from safeconduct.rules.reference import Situation
from safeconduct.terms.citation import Citation
from safeconduct.terms.truth import Truth


class Worded:
    """What was put into words already, of one law with one naming: asked for those of another, it forgets."""

    def __init__(self) -> None:
        self.of: tuple[Law, Naming] | None = None
        self.cited: dict[tuple[Citation, ...], tuple[Cited, ...]] = {}
        self.namings: dict[str, Naming] = {}
        self.titles: dict[str, Words] = {}

    def under(self, law: Law, naming: Naming) -> "Worded":
        if self.of is None or self.of[0] is not law or self.of[1] is not naming:
            self.of, self.cited, self.namings, self.titles = (law, naming), {}, {}, {}
        return self


class Setting(NamedTuple):
    """`start` is the person's settled situation on the day of the question, `start_told` the same with every atom's value by itself.

    `operators` and `atoms` find by ground name; `mirrors` are the atoms that only follow others.
    """

    law: Law
    person: Person
    naming: Naming
    rules: Rules
    packed: Packed
    start: State
    start_told: Situation
    mirrors: frozenset[int]
    mirrored: dict[int, Formula]  # the formula of each of them
    operators: dict[str, int]
    atoms: dict[str, int]
    topics: tuple[tuple[str, ...], ...]  # of each wish
    worded: Worded

    def procedure(self, operator: str) -> Procedure:
        """Return the procedure, or the procedure of the remedy, that a ground operator was made from."""
        found = find_procedure(operator.partition("(")[0], self.law)
        assert found is not None, operator
        return found

    def attacking(self, operator: str) -> tuple[str, ...]:
        """Return the remedies against the decision of an operator, in the order of the lawbooks."""
        procedure = self.law.procedures.get(operator.partition("(")[0])
        if procedure is None or procedure.kind != "application":
            return ()
        return tuple(name for name, one in self.law.remedies.items() if reaches(one, procedure))

    def naming_in(self, operator: str) -> Naming:
        """Return the naming in which the parameters of an operator's procedure have their values."""
        known = self.worded.under(self.law, self.naming).namings
        if operator not in known:
            known[operator] = self._naming_in(operator)
        return known[operator]

    def _naming_in(self, operator: str) -> Naming:
        procedure, ground = self.procedure(operator), ref_of(operator)
        if procedure.kind == "remedy" and not procedure.parameters:
            return self.naming.binding({"target": name_of(ground.arguments[0], self.naming)})
        return self.naming.binding(parameter_names(procedure.parameters, ground.arguments, self.naming))

    def title(self, operator: str) -> Words:
        known = self.worded.under(self.law, self.naming).titles
        if operator not in known:
            known[operator] = title_of(ref_of(operator), self.naming)
        return known[operator]

    def operator(self, name: str) -> Operator | None:
        return self.rules.operators[self.operators[name]] if name in self.operators else None

    def cited(self, citations: tuple[Citation, ...]) -> tuple[Cited, ...]:
        known = self.worded.under(self.law, self.naming).cited
        if citations not in known:
            known[citations] = tuple(
                Cited(str(one), source_in_words(one, self.law), citation_in_words(one, self.law))
                for one in dict.fromkeys(citations)
            )
        return known[citations]

    def said(self, words: Words, citations: tuple[Citation, ...], naming: Naming) -> Said:
        """Return what is brought or weighed: these are not clauses about the person, and nothing is turned into "you"."""
        return Said(filled(words, naming.bound), self.cited(citations))

    def authorities(self, at: tuple[At, ...]) -> tuple[Words, ...]:
        return tuple(self.authority(one.authority) for one in at)

    def authority(self, name: str) -> Words:
        found = self.law.authorities.get(name)
        return Words(name, name) if found is None else found.words

    def country(self, code: str) -> Words:
        return country(code, self.law)


def setting_of(
    law: Law, person: Person, rules: Rules, goals: tuple[Formula, ...], packed: Packed | None = None
) -> Setting:
    """Return the setting over all rules compiled for the person.

    goals:  each wish over them
    packed: the rules made ready to run, if that is done already
    """
    packed = packed or Packed(rules)
    start = packed.settle(packed.initial())
    return Setting(
        law=law,
        person=person,
        naming=naming_of(law, person),
        rules=rules,
        packed=packed,
        start=start,
        start_told=told(start, packed),
        mirrors=frozenset(rules.mirrored()),
        mirrored=rules.mirrored(),
        operators={operator.name: number for number, operator in enumerate(rules.operators)},
        atoms={name: number for number, name in enumerate(rules.atoms)},
        topics=topics_of(person.wishes, goals, rules, law),
        worded=Worded(),
    )


def told(state: State, packed: Packed) -> Situation:
    """Return a situation with the value of every atom by itself, and since when of those whose time anything reads."""
    atoms = range(len(packed.rules.atoms))
    true, unknown = (f"{mask:0{len(atoms)}b}"[::-1] for mask in (state.true, state.unknown))
    values = tuple(
        Truth.TRUE if holds == "1" else Truth.UNKNOWN if may == "1" else Truth.FALSE
        for holds, may in zip(true, unknown, strict=True)
    )
    since = [0] * len(atoms)
    for atom, day in zip(packed.clocked, state.since, strict=True):
        since[atom] = day
    return Situation(values, tuple(since), state.today)
