"""A small algebra of formulas: conjunction, disjunction and contrary, with constants worked out and one level flat.

Of formulas, which are many, `type(…) is` asks the kind: where the answer is no, `isinstance` takes several times as long for structs of msgspec.
"""

from safeconduct.rules.model import All, Calendar, Clock, Constant, Formula, Is, Not, Some
from safeconduct.terms import truth
from safeconduct.terms.truth import Truth

Leaf = Is | Clock | Calendar | Constant
TRUE, FALSE = Constant(Truth.TRUE), Constant(Truth.FALSE)


def constant(value: bool) -> Formula:
    return TRUE if value else FALSE


def is_true(formula: Formula) -> bool:
    return type(formula) is Constant and formula.truth is Truth.TRUE


def is_false(formula: Formula) -> bool:
    return type(formula) is Constant and formula.truth is Truth.FALSE


def negation(formula: Formula) -> Formula:
    """Return the contrary; that of what is unknown is unknown.

    >>> negation(Constant(Truth.UNKNOWN))
    Constant(truth=<Truth.UNKNOWN: 1>)
    """
    if isinstance(formula, Constant):
        return Constant(truth.negation(formula.truth))
    return formula.operand if isinstance(formula, Not) else Not(formula)


def all_of(operands: tuple[Formula, ...]) -> Formula:
    """Return the conjunction, without constants and one level flat."""
    parts: list[Formula] = []
    for operand in operands:
        if type(operand) is All:
            parts.extend(operand.operands)
        elif type(operand) is not Constant or operand.truth is Truth.UNKNOWN:
            parts.append(operand)
        elif operand.truth is Truth.FALSE:
            return FALSE
    if not parts:
        return TRUE
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def some(operands: tuple[Formula, ...]) -> Formula:
    """Return the disjunction, without constants and one level flat."""
    parts: list[Formula] = []
    for operand in operands:
        if type(operand) is Some:
            parts.extend(operand.operands)
        elif type(operand) is not Constant or operand.truth is Truth.UNKNOWN:
            parts.append(operand)
        elif operand.truth is Truth.TRUE:
            return TRUE
    if not parts:
        return FALSE
    return parts[0] if len(parts) == 1 else Some(tuple(parts))


def parts_of(formula: Formula) -> list[Leaf]:
    """Return the parts of a formula that have no parts, left to right."""
    found: list[Leaf] = []
    waiting = [formula]
    while waiting:
        one = waiting.pop()
        if type(one) is Is:
            found.append(one)
        elif type(one) is All or type(one) is Some:
            waiting.extend(reversed(one.operands))
        elif type(one) is Not:
            waiting.append(one.operand)
        elif isinstance(one, Leaf):
            found.append(one)
    return found
