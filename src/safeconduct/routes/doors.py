"""Doors: every act the rules know, and how it stands today: open, reachable by some steps, hanging on a fact, or closed by which line."""

from msgspec import Struct

from safeconduct.graph.bounds import Possible, T
from safeconduct.routes.outline import Outline
from safeconduct.rules.model import All, Clock, Formula, Is, Not, Operator, Rules, Some
from safeconduct.rules.packed import FALSE, TRUE, Packed, State
from safeconduct.terms.truth import Truth


class Door(Struct, frozen=True):
    """How one operator stands at the start.

    state: open (every line holds now), filed (and not yet decided), unknown (hangs on facts not known), reachable (some lines do not hold yet, but each could
    be met by steps the rules know), closed (some line can never be met), unlawful (banned by an exclusion of the person)
    lines: (line key, truth now, can ever be true) for every line, in order
    """

    operator: str  # ground name
    procedure: str
    arguments: tuple[str, ...]
    state: str
    lines: tuple[tuple[str, Truth, bool], ...]
    exclusions: tuple[str, ...] = ()  # keys of the exclusions that ban it now


def doors_of(rules: Rules, packed: Packed | None = None, outline: Outline | None = None) -> tuple[Door, ...]:
    """Return how every act but the remedies stands at the start, in the order of the lawbooks.

    packed:  the rules made ready to run, if that is done already
    outline: what can ever be, if the rules are not all there are
    """
    packed, outline = packed or Packed(rules), outline or Outline(rules, Possible(rules))
    start = packed.settle(packed.initial())
    over = Over(rules, outline.rules, packed, start)
    return tuple(
        _door(rules, operator, number, start, outline.possible, packed, over)
        for number, operator in enumerate(rules.operators)
        if operator.kind != "remedy"
    )


class Over:
    """Knows which times are over for good: those that run from a fact which has come true and which nothing brings about again."""

    def __init__(self, rules: Rules, outline: Rules, packed: Packed, start: State) -> None:
        """`outline`: the rules that tell what is ever brought about."""
        self.packed, self.start, self.formulas = packed, start, rules.mirrored()
        changes = [change for one in outline.operators for change in one.changes]
        changes += [change for one in outline.consequences for change in one.changes]
        for decision in outline.decisions:
            changes += [*decision.on_grant, *decision.on_refusal, *decision.on_silence]
        self.begins = {change.atom for change in changes if change.value}
        outcomes = ((one.pending, one.granted, one.refused, one.unanswered) for one in outline.decisions)
        self.begins.update(atom for atoms in outcomes for atom in atoms)

    def is_over(self, formula: Formula) -> bool:
        """Return whether a formula is false, and stays so, because its time has run out."""
        match formula:
            case Is(atom) if atom in self.formulas:
                return self.is_over(self.formulas[atom])
            case Clock(atom, "<=" | "<") | Not(Clock(atom, ">" | ">=")):
                known = atom not in self.formulas and atom not in self.begins
                return known and bool(self.start.true >> atom & 1) and self.packed.test(formula)(self.start) == FALSE
            case All(operands):
                return any(self.is_over(operand) for operand in operands)
            case Some(operands):
                return all(self.is_over(operand) for operand in operands)
        return False


def _door(
    rules: Rules,
    operator: Operator,
    number: int,
    start: State,
    possible: Possible,
    packed: Packed,
    over: Over,
) -> Door:
    lines = tuple(
        (line.key, Truth(test(start)), bool(possible.of(line.formula) & T) and not over.is_over(line.formula))
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
        "filed" if _is_filed(rules, operator, start) else _state(lines, banned, packed.openness(start, number)),
        lines,
        tuple(dict.fromkeys(banned)),
    )


def _is_filed(rules: Rules, operator: Operator, start: State) -> bool:
    return operator.decision is not None and bool(start.true >> rules.decisions[operator.decision].pending & 1)


def _state(lines: tuple[tuple[str, Truth, bool], ...], banned: tuple[str, ...], openness: int) -> str:
    if banned:
        return "unlawful"
    if openness == TRUE:
        return "open"
    if any(not can for _, _, can in lines):
        return "closed"
    return "reachable" if any(truth is Truth.FALSE for _, truth, _ in lines) else "unknown"
