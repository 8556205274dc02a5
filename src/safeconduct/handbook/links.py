"""Links: which rule can lead to which, because the one brings about what the other asks for."""

from collections.abc import Iterator
from typing import NamedTuple

from safeconduct.law.model import (
    And,
    Condition,
    Consequence,
    Definition,
    Each,
    Effect,
    Held,
    Law,
    Not,
    Or,
    Procedure,
    Ref,
    Remedy,
)

OUTCOMES = ("pending", "granted", "refused", "unanswered")  # facts that filing and deciding bring about
Rule = Procedure | Remedy | Consequence


class Asked(NamedTuple):
    """A fact that a rule asks for: true or not."""

    fact: Ref
    value: bool


class Web(NamedTuple):
    """For each rule by its full name, the names of the rules before and after it, in source order."""

    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]


def web_of(law: Law) -> Web:
    """Return what leads to what among the procedures, remedies and consequences of the law, all days together.

    One rule leads to another if it sets a fact to the value that a condition of the other asks for, directly or through
    definitions, and no argument that both name differs. That all conditions can hold together is not looked at.
    """
    rules: dict[str, Rule] = {**law.procedures, **law.remedies, **law.consequences}
    setters: dict[tuple[str, bool], list[tuple[str, Ref]]] = {}
    for name, rule in rules.items():
        for fact, value in brought_by(name, rule):
            setters.setdefault((fact.name, value), []).append((name, fact))
    before = {name: tuple(sources_of(name, asked_by(rule, law), setters)) for name, rule in rules.items()}
    after: dict[str, list[str]] = {name: [] for name in rules}
    for name, sources in before.items():
        for source in sources:
            after[source].append(name)
    return Web(before, {name: tuple(targets) for name, targets in after.items()})


def sources_of(
    name: str, asked: Iterator[Asked], setters: dict[tuple[str, bool], list[tuple[str, Ref]]]
) -> Iterator[str]:
    seen = {name}
    for one in asked:
        for source, fact in setters.get((one.fact.name, one.value), ()):
            if source not in seen and alike(fact.arguments, one.fact.arguments):
                seen.add(source)
                yield source


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two lists of arguments can be the same: those that both name are."""
    return all(a == b or a.startswith("$") or b.startswith("$") for a, b in zip(one, other, strict=False))


def brought_by(name: str, rule: Rule) -> Iterator[Asked]:
    """Yield the facts that a rule can bring about."""
    procedure = rule.procedure if isinstance(rule, Remedy) else rule
    if isinstance(procedure, Consequence):
        effects: tuple[Effect, ...] = procedure.effects
    else:
        effects = (*procedure.on_filing, *procedure.effects, *procedure.on_refusal)
        if procedure.kind in ("application", "remedy"):
            yield from (Asked(Ref(outcome, (name,)), True) for outcome in OUTCOMES)
    yield from (Asked(effect.fact, effect.value) for effect in effects)


def asked_by(rule: Rule, law: Law) -> Iterator[Asked]:
    """Yield the facts whose being so, or not so, helps the conditions of a rule to hold; those that it names itself first, of them those that must be."""
    procedure = rule.procedure if isinstance(rule, Remedy) else rule
    if isinstance(procedure, Consequence):
        lines, exceptions = procedure.when, procedure.unless
    else:
        lines, exceptions = procedure.conditions, ()
    for opened in (frozenset(law.definitions), frozenset[str]()):
        asked = [*asked_in(lines, True, law, opened), *asked_in(exceptions, False, law, opened)]
        yield from sorted(asked, key=lambda one: not one.value)


def asked_in(value: object, positive: bool, law: Law, opened: frozenset[str]) -> Iterator[Asked]:
    """Yield what an expression, a line or several of them ask for, and what definitions do, except those already opened."""
    match value:
        case tuple():
            for item in value:
                yield from asked_in(item, positive, law, opened)
        case Condition():
            yield from asked_in(value.that, positive, law, opened)
            yield from asked_in(value.unless, positive, law, opened)
        case Definition():
            yield from asked_in((*value.every, *value.some), positive, law, opened)
        case Not(operand):
            yield from asked_in(operand, not positive, law, opened)
        case And(operands) | Or(operands):
            yield from asked_in(operands, positive, law, opened)
        case Each():
            yield from asked_in(value.body, positive, law, opened)
        case Held():
            yield Asked(value.fact, positive)
        case Ref():
            if value.name not in law.definitions:
                yield Asked(value, positive)
            elif value.name not in opened:
                yield from asked_in(law.definitions[value.name], positive, law, opened | {value.name})
