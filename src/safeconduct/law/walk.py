"""Everything that a part of the law is made of, found without naming its fields."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import astuple

from safeconduct.law.model import And, Condition, Effect, Held, Not, Ref

HOLDERS = (Struct, tuple, dict)  # what can hold parts of the law


def parts_of(value: object) -> Iterator[Struct]:
    """Yield every struct inside a value, itself first, in source order."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Struct):
            yield one
        for held in held_by(one):
            if held and isinstance(held, HOLDERS):
                waiting.append(held)


def refs_read(value: object) -> Iterator[Ref]:
    """Yield every fact or definition that a part of the law reads; what an effect sets is not read by it."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Ref):
            yield one
            continue
        for held in (one.when,) if isinstance(one, Effect) else held_by(one):
            if held and isinstance(held, HOLDERS):
                waiting.append(held)


def held_by(value: object) -> Iterator[object]:
    """Return what a struct, tuple or mapping holds, last first."""
    items: tuple[object, ...] = ()
    if isinstance(value, Struct):
        items = astuple(value)
    elif isinstance(value, tuple):
        items = value
    elif isinstance(value, dict):
        items = tuple(value.values())
    return reversed(items)


def refs_set(value: object) -> Iterator[Ref]:
    """Yield every fact that an effect sets."""
    return (part.fact for part in parts_of(value) if isinstance(part, Effect))


def literals_of(conditions: tuple[Condition, ...]) -> Iterator[tuple[Ref, bool]]:
    """Yield what must hold, and what must not, for all lines to hold; lines with exceptions promise nothing."""
    stack = [line.that for line in reversed(conditions) if not line.unless]
    while stack:
        match stack.pop():
            case And(operands):
                stack += reversed(operands)
            case Ref() as ref:
                yield ref, True
            case Not(Ref() as ref):
                yield ref, False
            case Held(fact, ">=" | "<="):
                yield fact, True
