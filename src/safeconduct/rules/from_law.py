"""Compile the law in force and one person into ground rules; remedies for every decision, or only where they are asked for."""

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import NamedTuple

from safeconduct.law.model import Law, Ref, Remedy
from safeconduct.person.facts import value_of as stated_value
from safeconduct.person.model import Person
from safeconduct.rules.compiler import Compiler
from safeconduct.rules.grounding import DECISION_FACTS, Atoms, Domains, Initial
from safeconduct.rules.model import Formula, Operator, Rules
from safeconduct.rules.remedies import Remedies
from safeconduct.terms.truth import Truth, truth_of


class Compiled(NamedTuple):
    """Rules with no goal yet, and the goal of each wish as a formula over their atoms."""

    rules: Rules
    goals: tuple[Formula, ...]


def compile_rules(law: Law, person: Person) -> Compiled:
    """Return the ground rules of `law`, which is in force on the person's as-of day, with one goal formula a wish.

    Remedies are ground for every application they apply to. The goal of the rules is `never`; put one of the goals there
    with `rules.relevance.for_goal`.
    """
    compiler = begun(law, person)
    remedies = Remedies(compiler)
    for remedy in law.remedies.values():
        for target in remedies.reached(remedy):
            remedies.attach(remedy, target)
    goals = tuple(compiler.atoms.formula(wish.that, {}) for wish in person.wishes)
    compiler.add_consequences()
    return Compiled(compiler.rules(), goals)


class Ground:
    """The same rules, with a remedy only where it is asked for: by far the most rules are remedies, and a way that meets no refusal takes none.

    `plain` has the remedies alone that are not *idle*: those against a decision that stands refused or unanswered on the day of the question, that can
    come to stand so without a refusal, or whose own decision somebody speaks of. `goals` are the wishes over it, and over all rules with more remedies.
    """

    def __init__(self, law: Law, person: Person) -> None:
        """`law` must be the law in force on the person's as-of day."""
        self.law, self.person = law, person
        compiler = begun(law, person)
        self.goals = tuple(compiler.atoms.formula(wish.that, {}) for wish in person.wishes)
        compiler.add_consequences()
        self._remedies = Remedies(compiler)
        self._idle = [(remedy, list(self._left_idle(remedy))) for remedy in law.remedies.values()]
        self.plain = compiler.rules()

    def _left_idle(self, remedy: Remedy) -> Iterator[Operator]:
        """Attach a remedy where it is not idle, and yield the other applications that it lies against."""
        is_spoken_of = remedy.procedure.name in self._spoken_of
        for target in self._remedies.reached(remedy):
            if is_spoken_of or target.decision in self._stirred:
                self._remedies.attach(remedy, target)
            else:
                yield target

    @cached_property
    def _spoken_of(self) -> set[str]:
        """Return the procedures whose decisions are spoken of by name, in the law or by the person."""
        compiler = self._remedies.compiler
        stated = (one.fact for one in self.person.statements if one.fact.name in DECISION_FACTS)
        return compiler.atoms.spoken_of | {ref.arguments[0] for ref in stated}

    @cached_property
    def _stirred(self) -> set[int]:
        """Return the decisions that can stand refused or unanswered though nobody refuses anything or is silent."""
        compiler = self._remedies.compiler
        changes = [change for one in compiler.operators for change in one.changes]
        changes += [change for one in compiler.consequences for change in one.changes]
        for one in compiler.decisions:
            changes += (*one.on_grant, *one.on_refusal)
        made = {change.atom for change in changes if change.value}
        made.update(atom for atom, value in enumerate(compiler.atoms.values) if value is not Truth.FALSE)
        return {
            number
            for number, one in enumerate(compiler.decisions)
            if one.keep or one.refused in made or one.unanswered in made
        }

    @cached_property
    def _named(self) -> frozenset[str]:
        """Return the applications of which the law or the person speaks by name, otherwise than by what is asked of every decision."""
        compiler = self._remedies.compiler
        stated = (one.fact.arguments for one in self.person.statements)
        return compiler.atoms.arguments().union(*stated)

    def against(self, attacked: Collection[str]) -> Rules:
        """Return the plain rules with all remedies against the decisions on these operators, in the order of the whole rules."""
        if not attacked:
            return self.plain
        compiler = self._remedies.compiler.copy()
        remedies = self._remedies.copy(compiler)
        for remedy, idle in self._idle:
            for target in idle:
                if target.name in attacked:
                    remedies.attach(remedy, target)
        compiler.operators.sort(key=remedies.place)
        return compiler.rules()

    def alike(self) -> list[list[Operator]]:
        """Return the applications with idle remedies, those together against which the same remedies lie and which nobody speaks of by name.

        What can become of the remedies against one of them can become of those against another that can be refused as well: they ask for no more of it than
        how it is decided, and for facts about it that are alike at the start.
        """
        lying: dict[str, list[str]] = {}
        targets: dict[str, Operator] = {}
        for remedy, idle in self._idle:
            for target in idle:
                targets[target.name] = target
                lying.setdefault(target.name, []).append(remedy.procedure.name)
        groups: dict[tuple[str, ...], list[Operator]] = {}
        for name, remedies in lying.items():
            key = (name,) if name in self._named else tuple(remedies)
            groups.setdefault(key, []).append(targets[name])
        return list(groups.values())

    @cached_property
    def whole(self) -> Compiled:
        """The rules with every remedy, as `compile_rules` returns them; their atoms have other numbers."""
        return compile_rules(self.law, self.person)


def begun(law: Law, person: Person) -> Compiler:
    """Return a compiler that has compiled the procedures."""
    atoms = Atoms(law, domains_of(law, person), initial_of(law, person), person.as_of)
    compiler = Compiler(law, person, atoms)
    for procedure in law.procedures.values():
        compiler.add_procedure(procedure)
    return compiler


def domains_of(law: Law, person: Person) -> Domains:
    """Return the countries of the case, of the lawbooks and those a lawbook declares (some third country), and the relatives."""
    orders = (book.country for book in law.books.values())
    return Domains(tuple(dict.fromkeys((*person.countries, *orders, *law.countries))), tuple(person.relatives))


def initial_of(law: Law, person: Person) -> Initial:
    """Return the function that gives a ground fact's value and since at the start."""
    spoken_of = {statement.fact.name for statement in person.statements}

    def initial(ref: Ref) -> tuple[Truth, int]:
        if ref.name in DECISION_FACTS:
            if ref.name not in spoken_of:
                return Truth.FALSE, 0
            procedure, _, arguments = ref.arguments[0].removesuffix(")").partition("(")
            ref = Ref(ref.name, (procedure, *(arguments.split(",") if arguments else ())))
        stated = stated_value(person, ref, law)
        fact = law.facts.get(ref.name)
        since = stated.since.toordinal() if stated.since is not None else 0
        if fact is not None and fact.kind == "date":
            return Truth.TRUE, since
        return truth_of(stated.value), since if stated.value else 0

    return initial
