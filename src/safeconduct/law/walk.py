"""Everything that a part of the law is made of, found without naming its fields."""

from collections.abc import Iterator

from msgspec import Struct

from safeconduct.law.model import And, Condition, Effect, Held, Not, Ref


def parts_of(value: object) -> Iterator[Struct]:
    """Yield every struct inside a value, itself first, in source order."""
    if isinstance(value, Struct):
        yield value
        for name in value.__struct_fields__:
            yield from parts_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts_of(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from parts_of(item)


def refs_read(value: object) -> Iterator[Ref]:
    """Yield every fact or definition that a part of the law reads; what an effect sets is not read by it."""
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, Effect):
        yield from refs_read(value.when)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from refs_read(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from refs_read(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from refs_read(item)


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
