"""Consequences that set one fact to opposite values while both can apply, neither excepting the other."""

from collections.abc import Iterator
from itertools import combinations

from safeconduct.law.in_force import meet
from safeconduct.law.model import And, Condition, Consequence, Effect, Expr, Known, Law, Member, Not, Or, Ref, Same
from safeconduct.law.walk import literals_of, refs_read

Binding = dict[str, str]  # variable → what it stands for


def contradictions(law: Law) -> Iterator[tuple[Consequence, Consequence, Ref]]:
    """Yield each two consequences that contradict each other, in source order, with a fact they set."""
    one_of = one_of_positions(law)
    for one, other in combinations(law.consequences.values(), 2):
        if not meet(one.in_force, other.in_force) or excepts(one, other) or excepts(other, one):
            continue
        fact = next((a.fact for a in one.effects for b in other.effects if opposite(one, a, other, b, one_of)), None)
        if fact is not None:
            yield one, other, fact


def one_of_positions(law: Law) -> dict[str, int]:
    """Return for each fact that holds for one value at a time which of its arguments that is."""
    return {
        fact.name: tuple(fact.parameters).index(fact.one_of)
        for fact in law.facts.values()
        if fact.one_of in fact.parameters
    }


def excepts(one: Consequence, other: Consequence) -> bool:
    """Return whether an exception of one rule speaks of what the other rests on; plain facts are weighed in `literals`."""
    plain = [isinstance(line.that, Ref) and not line.unless for line in one.unless]
    weighed = tuple(line for line, is_plain in zip(one.unless, plain, strict=True) if not is_plain)
    exceptions = {ref.name for ref in refs_read((weighed, tuple(line.unless for line in one.when)))}
    return any(ref.name in exceptions for ref in refs_read(other.when))


def opposite(one: Consequence, a: Effect, other: Consequence, b: Effect, one_of: dict[str, int]) -> bool:
    if a.fact.name != b.fact.name or a.value == b.value or not meet(a.in_force, b.in_force):
        return False
    binding = unified(a.fact.arguments, renamed(b.fact.arguments))
    if binding is None:
        return False
    tests = (test_of(one.only, binding, ""), test_of(other.only, binding, "'"))
    if False in tests:
        return False
    holds = [*literals(one, a, "", binding), *literals(other, b, "'", binding)]
    return not any(exclude(x, y, one_of) for x, y in combinations(holds, 2))


def renamed(arguments: tuple[str, ...], mark: str = "'") -> tuple[str, ...]:
    """Return arguments whose variables are told apart from those of the other rule."""
    return tuple(argument + mark if argument.startswith("$") else argument for argument in arguments)


def unified(left: tuple[str, ...], right: tuple[str, ...]) -> Binding | None:
    """Return what variables must stand for so that the arguments are the same, or None when they cannot be."""
    binding: Binding = {}
    for one, other in zip(left, right, strict=True):
        one, other = value(one, binding), value(other, binding)
        if one.startswith("$"):
            binding[one] = other
        elif other.startswith("$"):
            binding[other] = one
        elif one != other:
            return None
    return binding


def value(argument: str, binding: Binding) -> str:
    while argument in binding and binding[argument] != argument:
        argument = binding[argument]
    return argument


def literals(rule: Consequence, effect: Effect, mark: str, binding: Binding) -> Iterator[tuple[Ref, bool]]:
    """Yield what must hold, and what must not, when a rule has an effect; exceptions that are plain facts must not hold."""
    lines = rule.when if effect.when is None else (*rule.when, Condition(effect.when, (), None))
    for ref, holds in literals_of(lines):
        yield bound(ref, mark, binding), holds
    for line in rule.unless:
        if isinstance(line.that, Ref) and not line.unless:
            yield bound(line.that, mark, binding), False


def bound(ref: Ref, mark: str, binding: Binding) -> Ref:
    return Ref(ref.name, tuple(value(argument, binding) for argument in renamed(ref.arguments, mark)))


def exclude(one: tuple[Ref, bool], other: tuple[Ref, bool], one_of: dict[str, int]) -> bool:
    """Return whether two literals cannot hold together."""
    (a, a_holds), (b, b_holds) = one, other
    if a.name != b.name:
        return False
    if a.arguments == b.arguments:
        return a_holds != b_holds
    at = one_of.get(a.name)
    if at is None or not (a_holds and b_holds):
        return False
    rest = [(x, y) for number, (x, y) in enumerate(zip(a.arguments, b.arguments, strict=True)) if number != at]
    fixed = not a.arguments[at].startswith("$") and not b.arguments[at].startswith("$")
    return fixed and all(x == y for x, y in rest)


def test_of(expr: Expr | None, binding: Binding, mark: str) -> bool | None:
    """Return whether a static test holds, or None when a variable it compares is free."""

    def of(argument: str) -> str:
        return value(renamed((argument,), mark)[0], binding)

    match expr:
        case Known(known):
            return known
        case Same(left, right):
            left, right = of(left), of(right)
            return True if left == right else None if "$" in left + right else False
        case Member(argument, among):
            tests = [test_of(Same(argument, one), binding, mark) for one in among]
            return True if True in tests else None if None in tests else False
        case Not(operand):
            inner = test_of(operand, binding, mark)
            return None if inner is None else not inner
        case And(operands) | Or(operands):
            stop = isinstance(expr, Or)
            tests = [test_of(operand, binding, mark) for operand in operands]
            return stop if stop in tests else None if None in tests else not stop
    return True
