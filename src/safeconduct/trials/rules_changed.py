"""Rules of two laws compared: which are new, gone or say something else, wherever they stand in the files."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from safeconduct.law.model import Law, Procedure, Remedy
from safeconduct.law.walk import refs_read

SECTIONS = ("procedures", "remedies", "consequences", "definitions", "facts", "goals", "authorities", "countings")
PLACE = ("place", "source")  # where a rule stands, and how a condition is spelled: no part of what it says


class RuleChange(Struct, frozen=True):
    """A rule that differs. `kind`: new, gone or changed; `fields`: which parts of it say something else, in the order of the model."""

    section: str
    name: str
    kind: str
    cite: tuple[str, ...]
    fields: tuple[str, ...] = ()


def rules_changed(old: Law, new: Law) -> list[RuleChange]:
    """Return the rules that differ, section by section, by name."""
    found: list[RuleChange] = []
    for section in SECTIONS:
        before, after = getattr(old, section), getattr(new, section)
        for name in sorted({**before, **after}):
            cite = cites_of(after.get(name, before.get(name)))
            if name not in after:
                found.append(RuleChange(section, name, "gone", cite))
            elif name not in before:
                found.append(RuleChange(section, name, "new", cite))
            elif fields := fields_that_differ(before[name], after[name]):
                found.append(RuleChange(section, name, "changed", cite, tuple(fields)))
    return found


def fields_that_differ(one: object, other: object) -> list[str]:
    """Return the names of the fields in which two rules differ; of a definition with versions, of any of them."""
    if isinstance(one, Remedy) and isinstance(other, Remedy):
        own = fields_of(msgspec.structs.asdict(one), msgspec.structs.asdict(other))
        return [*fields_that_differ(one.procedure, other.procedure), *(name for name in own if name != "procedure")]
    if isinstance(one, Struct) and isinstance(other, Struct):
        return fields_of(msgspec.structs.asdict(one), msgspec.structs.asdict(other))
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return list(dict.fromkeys(name for pair in zip(one, other, strict=True) for name in fields_that_differ(*pair)))
    return ["versions"]


def fields_of(one: dict[str, object], other: dict[str, object]) -> list[str]:
    return [name.replace("_", " ") for name in one if name != "place" and bare(one[name]) != bare(other[name])]


def bare(value: object) -> object:
    """Return a part of a rule without the places where it stands."""
    return without_places(msgspec.to_builtins(value))


def without_places(value: object) -> object:
    if isinstance(value, dict):
        spelled = (
            PLACE if "that" in value else PLACE[:1]
        )  # a condition's `source` is its spelling, a wait's is who says so
        return {key: without_places(item) for key, item in value.items() if key not in spelled}
    if isinstance(value, list | tuple):
        return [without_places(item) for item in value]
    return value


def cites_of(rule: object) -> tuple[str, ...]:
    first = rule[0] if isinstance(rule, tuple) and rule else rule
    form = first.procedure if isinstance(first, Remedy) else first
    return tuple(str(cite) for cite in getattr(form, "cite", ()))


def rules_behind(procedures: Iterable[str], laws: Iterable[Law]) -> set[str]:
    """Return procedures with what they rest on under any of the laws: facts, definitions, and consequences that set such facts."""
    names, laws = set(procedures), tuple(laws)
    for law in laws:
        waiting: list[Struct] = [form for name in names if (form := form_of(name, law)) is not None]
        while waiting:
            for ref in refs_read(waiting.pop()):
                if ref.name not in names:
                    names.add(ref.name)
                    waiting += law.definitions.get(ref.name, ())
    for law in laws:
        own = law.consequences.items()
        names |= {name for name, one in own if any(effect.fact.name in names for effect in one.effects)}
    return names


def form_of(name: str, law: Law) -> Procedure | None:
    return law.procedures.get(name) or (law.remedies[name].procedure if name in law.remedies else None)
