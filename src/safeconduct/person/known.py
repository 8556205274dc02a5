"""What the lines of one case may name: the facts of the law, countries, the relatives of the case."""

from datetime import date

from msgspec import Struct

from safeconduct.law.expressions import Scope, resolve_use
from safeconduct.law.model import Law, Ref, Words
from safeconduct.law.names import FACTS_OF_PROCEDURES, names_of
from safeconduct.lawbook.expressions import Argument, Use, parse_expression
from safeconduct.lawbook.model import Place, Scalar
from safeconduct.lawbook.problems import quoted
from safeconduct.person.problems import Findings, nearest
from safeconduct.terms.countries import CODES, is_country

FACT = "A fact is written like national(KR)."
CUT = 'Inside {…} or […] a text with a comma is put in quotes: "relative_in(mother, KP)".'


class Known(Struct, frozen=True):
    """The law, the relatives declared under `people`, and the day of the question (None if it could not be read)."""

    law: Law
    relatives: dict[str, Words]
    as_of: date | None


def is_cut(text: Scalar) -> bool:
    """Return whether a text was cut at a comma that is not in quotes: `[relative_in(mother, KP)]`."""
    return text.offset == 0 and text.written.count("(") > text.written.count(")")


def fact_named(text: Scalar, known: Known, found: Findings) -> Ref | None:
    """Return the fact that `text` names, with arguments as it was declared; None after adding a problem."""
    use = parse_expression(text.written)
    if isinstance(use, list):
        for mistake in use:
            whole = is_cut(text)
            place = text.place if whole else text.place_of(mistake.column, mistake.length)
            found.add(place, "P020", f"{quoted(text.written)} is not a fact", FACT, CUT if whole else mistake.repair)
        return None
    if not isinstance(use, Use):
        repair = "Write the name alone: 'value: false' says that it is not so, and each fact has a line of its own."
        found.add(text, "P020", f"{quoted(text.written)} is not a fact", FACT, repair)
        return None
    if use.name in FACTS_OF_PROCEDURES:
        return fact_of_procedure(use, text, known, found)
    if use.name in known.law.facts:
        return reference(use, known.law.facts[use.name].parameters, text, known, found)
    report_unknown(use, text, known.law, found)
    return None


def fact_of_procedure(use: Use, text: Scalar, known: Known, found: Findings) -> Ref | None:
    """Return `pending("kr.passport")` and its like, which no book declares, with the procedure's full name."""
    ref, mistakes = resolve_use(use, Scope(names_of(known.law), "", {}, frozenset(known.relatives)))
    for mistake in mistakes:
        place = text.place_of(mistake.column, mistake.length)
        expected = f"{quoted(use.name)} is said of an application, whose name stands in quotes, with its arguments."
        found.add(place, "P027", mistake.found, expected, mistake.repair)
    return None if mistakes else ref


def report_unknown(use: Use, text: Scalar, law: Law, found: Findings) -> None:
    place = text.place_of(use.column, len(use.name))
    if use.name in law.definitions:
        expected = "A case states facts; what a lawbook defines follows from them."
        found.add(
            place,
            "P022",
            f"{quoted(use.name)} is defined, not stated",
            expected,
            "State the facts that it follows from.",
        )
        return
    repair = nearest(use.name, law.facts, "Use a declared fact, or declare this one in a lawbook.")
    found.add(place, "P021", f"unknown fact {quoted(use.name)}", "A case states facts that a lawbook declares.", repair)


def reference(use: Use, kinds: tuple[str, ...], text: Scalar, known: Known, found: Findings) -> Ref | None:
    """Return `use` with each argument resolved by the kind declared for it; None after adding a problem."""
    if len(use.arguments) != len(kinds):
        said = f"{quoted(use.name)} with {count_of(len(use.arguments))}"
        form = f"{use.name}({', '.join(kinds)})" if kinds else use.name
        found.add(text.place_of(use.column, use.length), "P023", said, f"It is declared as {form}.")
        return None
    arguments = [resolved(a, kind, text, known, found) for a, kind in zip(use.arguments, kinds, strict=True)]
    names = tuple(argument for argument in arguments if argument is not None)
    return Ref(use.name, names) if len(names) == len(kinds) else None


def count_of(arguments: int) -> str:
    return "no argument" if arguments == 0 else "1 argument" if arguments == 1 else f"{arguments} arguments"


def resolved(argument: Argument, kind: str, text: Scalar, known: Known, found: Findings) -> str | None:
    """Return an argument as references of the law carry it, or None after adding a problem."""
    place = text.place_of(argument.column, argument.length)
    if kind == "country":
        return country_named(argument.written, place, known.law, found)
    if kind == "procedure":
        return procedure_named(argument.written, place, known, found)
    return relative_named(argument.written, place, known.relatives, found)


def country_named(code: str, place: Place, law: Law, found: Findings) -> str | None:
    if is_country(code) or code in law.countries:
        return code
    expected = "A country is its ISO 3166 code of two capital letters, or is declared by a lawbook."
    repair = nearest(
        code.upper(), sorted(CODES | law.countries.keys()), "Use the code, such as CN; XX is some third country."
    )
    found.add(place, "P009", f"unknown country {quoted(code)}", expected, repair)
    return None


def procedure_named(name: str, place: Place, known: Known, found: Findings) -> str | None:
    """Return an application of the law by its full name, its arguments behind it: kr.contact-report(mother)."""
    head, bracket, rest = name.partition("(")
    procedure = known.law.procedures.get(head)
    arguments = [one.strip() for one in rest.removesuffix(")").split(",")] if bracket else []
    if procedure is None or len(arguments) != len(procedure.parameters):
        expected = 'It is said of an application: its full name in quotes, with its arguments, such as "kr.contact-report(mother)".'
        repair = nearest(head, known.law.procedures, "`safeconduct lawbook names` lists the procedures.")
        found.add(place, "P027", f"unknown procedure {quoted(name)}", expected, repair)
        return None
    return name if not arguments else f"{head}({', '.join(arguments)})"


def relative_named(name: str, place: Place, relatives: dict[str, Words], found: Findings) -> str | None:
    if name in relatives:
        return name
    declare = f"Declare it: 'people: {{{name}: {{en: …, ko: …}}}}'."
    repair = nearest(name, relatives, declare if name.islower() else "A relative is a lower-case name, as in mother.")
    found.add(
        place,
        "P024",
        f"unknown relative {quoted(name)}",
        "The relatives of a case are declared under 'people'.",
        repair,
    )
    return None
