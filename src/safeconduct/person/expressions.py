"""An expression of a case → the condition it states: a declared goal with its arguments, or a condition over facts."""

from msgspec import Struct

from safeconduct.law.expressions import expression_from_text
from safeconduct.law.model import And, Each, Expr, Goal, Held, Law, Member, Not, Or, Ref, Same, Words
from safeconduct.law.names import FACTS_OF_PROCEDURES, kinds_of
from safeconduct.lawbook.expressions import Use, parse_expression
from safeconduct.lawbook.model import Scalar
from safeconduct.lawbook.problems import quoted
from safeconduct.person.known import CUT, Known, is_cut, reference
from safeconduct.person.problems import Findings, nearest
from safeconduct.terms.countries import country_name, is_country
from safeconduct.terms.particles import fill


class Expression(Struct, frozen=True):
    that: Expr
    words: Words | None  # of the goal, slots filled; None for a condition over facts
    goal: Ref | None  # the goal named, with its arguments


def expression_of(text: Scalar, known: Known, found: Findings, code: str) -> Expression | None:
    """Return what `text` states, or None after adding problems; `code` is that of an expression nobody can make sense of."""
    if is_cut(text):
        found.add(text, code, f"{quoted(text.written)} is not a whole expression", repair=CUT)
        return None
    tree = parse_expression(text.written)
    if isinstance(tree, Use) and tree.name in known.law.goals:
        goal = known.law.goals[tree.name]
        ref = reference(tree, kinds_of(goal.parameters), text, known, found)
        return goal_reached(goal, ref, known) if ref else None
    if isinstance(tree, Use) and not is_declared(tree.name, known.law):
        report_undeclared(tree, text, known.law, found, code)
        return None
    that = expression_from_text(text.written, known.law, frozenset(known.relatives))
    if isinstance(that, list):
        for mistake in that:
            found.add(text.place_of(mistake.column, mistake.length), mistake.code, mistake.found, repair=mistake.repair)
        return None
    return Expression(that, None, None)


def report_undeclared(use: Use, text: Scalar, law: Law, found: Findings, code: str) -> None:
    names = [*law.goals, *law.definitions, *law.facts]
    if code == "P031":
        names.append("unlawful")
    goals = f"Lawbooks declare the goals {', '.join(law.goals)}." if law.goals else ""
    said = "Goals, definitions and facts are declared in lawbooks."
    place = text.place_of(use.column, len(use.name))
    found.add(place, code, f"{quoted(use.name)} is not declared", said, nearest(use.name, names, goals))


def is_declared(name: str, law: Law) -> bool:
    return name in law.facts or name in law.definitions or name in FACTS_OF_PROCEDURES


def goal_reached(goal: Goal, ref: Ref, known: Known) -> Expression:
    """Return the condition and the words of `goal` for the arguments of `ref`."""
    names = [parameter.split(":")[0] for parameter in goal.parameters]
    values = dict(zip(names, ref.arguments, strict=True))
    called = {name: words_for(value, known) for name, value in values.items()}
    words = Words(
        en=fill(goal.words.en, {name: said.en for name, said in called.items()}),
        ko=fill(goal.words.ko, {name: said.ko for name, said in called.items()}),
    )
    return Expression(applied(goal.that, values), words, ref)


def words_for(argument: str, known: Known) -> Words:
    """Return what a country, a relative or a procedure is called in the middle of a sentence."""
    if argument in known.relatives:
        return known.relatives[argument]
    if argument in known.law.procedures:
        return known.law.procedures[argument].title
    declared = known.law.countries
    return Words(country_name(argument, "en", declared), country_name(argument, "ko", declared))


def applied(expr: Expr, values: dict[str, str]) -> Expr:
    """Return `expr` with each variable of `values` replaced by its value.

    >>> applied(Not(Ref("national", ("$country",))), {"country": "KR"})
    Not(operand=Ref(name='national', arguments=('KR',)))
    """

    def value(argument: str) -> str:
        return values.get(argument.removeprefix("$"), argument) if argument.startswith("$") else argument

    match expr:
        case Ref(name, arguments):
            return Ref(name, tuple(map(value, arguments)))
        case Not(operand):
            return Not(applied(operand, values))
        case And(operands):
            return And(tuple(applied(operand, values) for operand in operands))
        case Or(operands):
            return Or(tuple(applied(operand, values) for operand in operands))
        case Each(quantifier, variable, domain, body, only):
            return Each(quantifier, variable, domain, applied(body, values), applied(only, values))
        case Same(left, right):
            return Same(value(left), value(right))
        case Member(argument, among):
            return Member(value(argument), tuple(map(value, among)))
        case Held(fact, comparison, period):
            return Held(Ref(fact.name, tuple(map(value, fact.arguments))), comparison, period)
    return expr


def countries_in(expr: Expr, law: Law) -> list[str]:
    """Return the countries that an expression names, in the order written."""
    match expr:
        case Ref(_, arguments):
            return [argument for argument in arguments if is_country(argument) or argument in law.countries]
        case Not(operand):
            return countries_in(operand, law)
        case And(operands) | Or(operands):
            return [code for operand in operands for code in countries_in(operand, law)]
        case Each(_, _, _, body, only):
            return countries_in(body, law) + countries_in(only, law)
        case Same(left, right):
            return countries_in(Ref("", (left, right)), law)
        case Member(argument, among):
            return countries_in(Ref("", (argument, *among)), law)
        case Held(fact):
            return countries_in(fact, law)
    return []
