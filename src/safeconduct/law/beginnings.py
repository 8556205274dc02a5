"""Beginnings: which facts can only begin while another already holds, as far as rules bring them about."""

from collections.abc import Iterator
from typing import NamedTuple

from safeconduct.law.model import Condition, Effect, Law, Ref
from safeconduct.law.walk import literals_of, parts_of, refs_set

DECISION_FACTS = ("pending", "granted", "refused", "unanswered")


class Setter(NamedTuple):
    """A fact that a rule makes true, and the lines that hold when it does."""

    fact: Ref
    lines: tuple[Condition, ...]


class Beginnings:
    """What every rule that makes a fact true asks for at that moment."""

    def __init__(self, law: Law) -> None:
        self.setters: dict[str, list[Setter]] = {}
        for setter in setters_in(law):
            self.setters.setdefault(setter.fact.name, []).append(setter)
        unset = {part.fact.name for part in parts_of(law) if isinstance(part, Effect) and not part.value}
        exclusive = {fact.name for fact in law.facts.values() if fact.one_of is not None}
        self.lasting = {ref.name for ref in refs_set(law)} - unset - exclusive

    def older_than(self, fact: Ref) -> frozenset[Ref]:
        """Return the facts, never ended by any rule, that hold already whenever a rule makes `fact` true; none where no rule does."""
        asked = [older for setter in self.setters.get(fact.name, ()) if (older := needed_by(setter, fact)) is not None]
        common = frozenset.intersection(*asked) if asked else frozenset()
        return frozenset(ref for ref in common if ref.name in self.lasting)


def setters_in(law: Law) -> Iterator[Setter]:
    for procedure in law.procedures.values():
        arguments = (procedure.name, *(f"${parameter.split(':')[0]}" for parameter in procedure.parameters))
        for name in DECISION_FACTS:
            yield Setter(Ref(name, arguments), procedure.conditions)
        for effect in (*procedure.on_filing, *procedure.effects, *procedure.on_refusal):
            if effect.value:
                yield Setter(effect.fact, procedure.conditions)
    for (
        remedy
    ) in law.remedies.values():  # what it brings about may rest on the decision attacked: nothing is known to be older
        yield from (Setter(part.fact, ()) for part in parts_of(remedy) if isinstance(part, Effect) and part.value)
    for consequence in law.consequences.values():
        for effect in consequence.effects:
            if effect.value:
                yield Setter(effect.fact, consequence.when)


def needed_by(setter: Setter, fact: Ref) -> frozenset[Ref] | None:
    """Return the facts that hold when a rule makes `fact` true, or None where it sets it for other arguments only."""
    binding: dict[str, str] = {}
    for own, wanted in zip(setter.fact.arguments, fact.arguments, strict=False):
        if own.startswith("$"):
            binding[own] = wanted
        elif own != wanted and not wanted.startswith("$"):
            return None
    true = (ref for ref, holds in literals_of(setter.lines) if holds)
    return frozenset(
        Ref(ref.name, tuple(binding.get(one, f"{one}'" if one.startswith("$") else one) for one in ref.arguments))
        for ref in true
    )
