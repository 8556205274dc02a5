"""Doors: every act the rules know, and how it stands today: open, reachable by some steps, hanging on a fact, or closed by which line."""

from msgspec import Struct

from safeconduct.graph.bounds import Possible, T
from safeconduct.graph.successors import Successors
from safeconduct.rules.model import Operator, Rules
from safeconduct.rules.packed import FALSE, TRUE, Packed, State
from safeconduct.terms.truth import Truth


class Door(Struct, frozen=True):
    """How one operator stands at the start.

    state: open (every line holds now), unknown (hangs on facts not known), reachable (some lines do not hold yet, but each could
    be met by steps the rules know), closed (some line can never be met), unlawful (banned by an exclusion of the person)
    lines: (line key, truth now, can ever be true) for every line, in order
    """

    operator: str  # ground name
    procedure: str
    arguments: tuple[str, ...]
    state: str
    lines: tuple[tuple[str, Truth, bool], ...]
    exclusions: tuple[str, ...] = ()  # keys of the exclusions that ban it now


def doors_of(rules: Rules) -> tuple[Door, ...]:
    """Return how every act but the remedies stands at the start, in the order of the lawbooks."""
    packed, possible = Packed(rules), Possible(rules)
    start = packed.settle(packed.initial())
    successors = Successors(packed, range(len(rules.operators)))
    return tuple(
        _door(rules, operator, number, start, possible, successors)
        for number, operator in enumerate(rules.operators)
        if operator.kind != "remedy"
    )


def _door(
    rules: Rules, operator: Operator, number: int, start: State, possible: Possible, successors: Successors
) -> Door:
    packed = successors.packed
    lines = tuple(
        (line.key, Truth(test(start)), bool(possible.of(line.formula) & T))
        for line, test in zip(operator.lines, packed.lines[number], strict=True)
    )
    banned = tuple(
        rules.exclusions[ban.exclusion].key
        for ban, test in zip(operator.bans, packed.bans[number], strict=True)
        if test(start) != FALSE
    )
    return Door(
        operator.name,
        operator.procedure,
        operator.arguments,
        _state(lines, banned, successors.openness(start, number)),
        lines,
        tuple(dict.fromkeys(banned)),
    )


def _state(lines: tuple[tuple[str, Truth, bool], ...], banned: tuple[str, ...], openness: int) -> str:
    if banned:
        return "unlawful"
    if openness == TRUE:
        return "open"
    if any(not can for _, _, can in lines):
        return "closed"
    return "reachable" if any(truth is Truth.FALSE for _, truth, _ in lines) else "unknown"
