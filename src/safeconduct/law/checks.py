"""Checks of the whole law: what no single form can know."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from msgspec import Struct

from safeconduct.law.contradictions import contradictions
from safeconduct.law.lints import findings
from safeconduct.law.model import And, Condition, Expr, Held, Known, Law, Not, Procedure, Ref, Today
from safeconduct.law.reach import reaches
from safeconduct.law.walk import parts_of, refs_read, refs_set
from safeconduct.lawbook.model import Place
from safeconduct.lawbook.problems import CODES, MOST_PROBLEMS, Problem, expectation, problem_at, quoted
from safeconduct.terms.citation import Citation

Places = dict[str, Place]  # "section name" → where it is declared


def check(law: Law, places: Places) -> list[Problem]:
    """Return the problems of a law whose every form is sound, errors and warnings."""
    return [
        *circles(law, places),
        *contradicting(law, places),
        *offences(law, places),
        *undecided(law, places),
        *without_remedy(law, places),
        *idle_facts(law, places),
        *uncited(law, places),
        *constants(law, places),
        *(problem(places, *finding) for finding in findings(law)),
    ]


def problem(places: Places, key: str, code: str, found: str, repair: str, within: str = "") -> Problem:
    return problem_at(places[key], code, found, expectation(code), repair, within, CODES[code].severity)


def circles(law: Law, places: Places) -> Iterator[Problem]:
    """Yield each circle of definitions, or as many as anybody reads, named from the definition that comes first in the lawbook."""
    uses = {
        name: list(dict.fromkeys(ref.name for ref in refs_read(versions) if ref.name in law.definitions))
        for name, versions in law.definitions.items()
    }
    order = {name: number for number, name in enumerate(uses)}
    for _ in range(MOST_PROBLEMS):
        try:
            TopologicalSorter(uses).prepare()
            return
        except CycleError as error:
            circle = error.args[1][:-1][::-1]  # each uses the next
            first = min(circle, key=order.__getitem__)
            at = circle.index(first)
            named = [*circle[at:], *circle[:at], first]
            uses[first].remove(named[1])
            found = f"definitions in a circle: {' → '.join(named)}"
            repair = "Let one of them rest on facts instead of on the others."
            yield problem(places, f"definitions {first}", "L401", found, repair, f"definition {first}")


def contradicting(law: Law, places: Places) -> Iterator[Problem]:
    for one, other, fact in contradictions(law):
        found = f"{one.name} ({cited(one.cite)}) and {other.name} ({cited(other.cite)}) set '{fact.name}' to opposite values"
        repair = "Write in one of them, under `unless`, what excepts it; or add the condition that keeps them apart."
        yield problem(places, f"consequences {other.name}", "L402", found, repair, f"consequence {other.name}")


def offences(law: Law, places: Places) -> Iterator[Problem]:
    for procedure in law.procedures.values():
        home = law.books[procedure.book].country
        if procedure.kind == "offence" and all(exposure.order != home for exposure in procedure.exposure):
            found = f"offence {quoted(procedure.name)} without exposure under {home}"
            repair = f"Add `exposure` with `order: {home}`, who is punished, the level and the article."
            yield problem(places, f"procedures {procedure.name}", "L403", found, repair, within(procedure))


def undecided(law: Law, places: Places) -> Iterator[Problem]:
    for procedure in law.procedures.values():
        if procedure.kind == "application" and not procedure.lawyer and not is_closed(procedure):
            yield from undecided_step(procedure, f"procedures {procedure.name}", places)
    for remedy in law.remedies.values():
        if not remedy.procedure.lawyer and not is_closed(remedy.procedure):
            yield from undecided_step(remedy.procedure, f"remedies {remedy.procedure.name}", places)


def undecided_step(procedure: Procedure, key: str, places: Places) -> Iterator[Problem]:
    needed = {
        "decision": (procedure.decision, "Say `decision: entitlement`, `discretion` or `automatic`."),
        "decides": (procedure.decides or procedure.decision == "automatic", "Name the authority that decides."),
        "within": (procedure.within, "Give the period with its article, or say `{unstated: true, cite: …}`."),
    }
    for name, (given, repair) in needed.items():
        if not given:
            yield problem(
                places, key, "L404", f"{quoted(procedure.name)} has no {quoted(name)}", repair, within(procedure)
            )


def is_closed(procedure: Procedure) -> bool:
    """Return whether no procedure exists: a line that nothing can meet."""
    return any(line.that == Known(False) and not line.unless for line in procedure.conditions)


def without_remedy(law: Law, places: Places) -> Iterator[Problem]:
    """Yield each statutory decision whose refusal no remedy reaches; of a book that states no remedies at all, one problem."""
    with_remedies = {remedy.procedure.book for remedy in law.remedies.values()}
    silent: set[str] = set()
    for procedure in law.procedures.values():
        if (
            procedure.kind != "application"
            or procedure.decision not in ("discretion", "entitlement")
            or is_closed(procedure)
            or not procedure.statutory
        ):
            continue
        if procedure.book not in with_remedies | silent:
            silent.add(procedure.book)
            found = f"the book {quoted(procedure.book)} states no remedy against any refusal"
            yield problem(places, f"procedures {procedure.name}", "L405", found, NO_REMEDY, within(procedure))
        elif procedure.book in with_remedies and not any(
            "refusal" in remedy.against and reaches(remedy, procedure) for remedy in law.remedies.values()
        ):
            found = f"a refusal of {quoted(procedure.name)} that no remedy reaches"
            yield problem(places, f"procedures {procedure.name}", "L405", found, NO_REMEDY, within(procedure))


NO_REMEDY = "Write the remedy, or say `statutory: false` if the law orders no decision."


def idle_facts(law: Law, places: Places) -> Iterator[Problem]:
    """Yield facts that no rule reads or none sets. A book without rules is a vocabulary, which others read."""
    read = {ref.name for ref in refs_read(law)}
    changed = {ref.name for ref in refs_set(law)}
    with_rules = {procedure.book for procedure in law.procedures.values()}
    for fact in law.facts.values():
        if fact.book not in with_rules:
            continue
        key = f"facts {fact.name}"
        if fact.name not in read:
            yield problem(
                places,
                key,
                "L406",
                f"no rule reads {quoted(fact.name)}",
                "Delete it, or write the rule that reads it.",
                f"fact {fact.name}",
            )
        if fact.name not in changed and not fact.given and fact.kind != "date":
            repair = "Say `given: true` if no act changes it, or write the act that does."
            yield problem(places, key, "L407", f"nothing changes {quoted(fact.name)}", repair, f"fact {fact.name}")


def uncited(law: Law, places: Places) -> Iterator[Problem]:
    cited_names = {part.short for part in parts_of(law) if isinstance(part, Citation)}
    cited_names |= {p.precedents.source.split(" ")[0] for p in law.procedures.values() if p.precedents}
    for source in law.sources.values():
        if source.short not in cited_names:
            repair = "Delete it, or cite it where a rule rests on it."
            yield problem(
                places,
                f"statutes {source.book} {source.short}",
                "L408",
                f"{quoted(source.short)} is never cited",
                repair,
            )


def constants(law: Law, places: Places) -> Iterator[Problem]:
    """Yield lines that are true or false whatever the facts are, other than a closed way (`that: false`)."""
    for section, rules in (
        ("definitions", law.definitions),
        ("procedures", law.procedures),
        ("remedies", law.remedies),
        ("consequences", law.consequences),
    ):
        for name, rule in rules.items():
            for line in parts_of(rule):
                if (
                    isinstance(line, Condition)
                    and line.that not in (Known(False), Known(True))
                    and is_constant(line.that)
                ):
                    found = f"a condition that no fact can change: {quoted(line.source)}"
                    yield problem(
                        places,
                        f"{section} {name}",
                        "L411",
                        found,
                        "Delete it, or name the fact that matters.",
                        f"{section[:-1]} {name}",
                    )


def is_constant(expr: Expr) -> bool:
    parts = list(parts_of(expr))
    if not any(isinstance(part, (Ref, Held, Today)) for part in parts):
        return not any(argument.startswith("$") for argument in arguments_of(parts))
    return isinstance(expr, And) and any(Not(operand) in expr.operands for operand in expr.operands)


def arguments_of(parts: list[Struct]) -> Iterator[str]:
    for part in parts:
        for name in ("left", "right", "argument"):
            yield from [getattr(part, name)] if hasattr(part, name) else []
        yield from getattr(part, "among", ())


def within(procedure: Procedure) -> str:
    return f"{'remedy' if procedure.kind == 'remedy' else 'procedure'} {procedure.name} ({cited(procedure.cite)})"


def cited(cite: tuple[Citation, ...]) -> str:
    return str(cite[0]) if cite else "no article"
