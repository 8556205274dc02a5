"""What can ever be: the truth values each atom can take, whatever is done, decided or assumed (losses and times forgotten).

A set of truth values is a small integer: bit 1 false, bit 2 unknown, bit 4 true. The box that comes out is kept by everything that can happen,
so a goal that cannot be true inside it is out of reach: a certificate (`routes.model.Box`).
"""

from collections.abc import Iterable, Iterator

from safeconduct.rules.model import (
    All,
    Calendar,
    Change,
    Clock,
    Consequence,
    Constant,
    Decision,
    Formula,
    Is,
    Not,
    Operator,
    Rules,
    Some,
)
from safeconduct.rules.packed import is_over
from safeconduct.terms.truth import Truth

F, U, T = 1, 2, 4
CONTRARY = [(bits & F) * 4 | bits & U | (bits & T) // 4 for bits in range(8)]


class Possible:
    """The least box that holds the initial situation and is closed under everything that can happen.

    good_only: what a route can meet, on which every decision is granted or lapses, instead of everything
    withheld: decisions that are never made
    """

    def __init__(self, rules: Rules, *, good_only: bool = False, withheld: frozenset[int] = frozenset()) -> None:
        self.rules, self.good_only = rules, good_only
        self.undecided = [one for number, one in enumerate(rules.decisions) if number not in withheld]
        self.keeping: list[Decision] = []  # those that can be granted, and whose lines hold as far as is seen
        self.bits = [1 << int(value) for value in rules.values]
        self.fixed = self._fixed()
        self.groups: dict[int, tuple[int, ...]] = {}
        for group in rules.groups:
            for atom in group.atoms:
                self.groups[atom] = (*self.groups.get(atom, ()), *(one for one in group.atoms if one != atom))
        self._assume()
        self.mirrored = rules.mirrored()
        # those that no situation met so far opens, each with a line that closed it when last looked at
        self.shut: list[tuple[int, Operator, Formula | None]] = [
            (number, one, None) for number, one in enumerate(rules.operators)
        ]
        self.dormant = list(rules.consequences)
        self.conditional: list[tuple[Change, ...]] = []
        self._mirror()
        for definition in rules.definitions:  # the stored value of a derived atom means nothing
            self.bits[definition.atom] = self.of(definition.formula)
        while self._round():
            pass

    def goal_is_possible(self) -> bool:
        return self.can_hold(self.rules.goal)

    def can_hold(self, formula: Formula) -> bool:
        """Return whether a formula holds in some situation of the box."""
        return bool(self.of(formula) & T)

    def can_apply(self, operator: Operator) -> bool:
        """Return whether, in some situation of the box, every line can hold and no ban stands."""
        return self.closed_by(operator) is None and self._is_allowed(operator)

    def _is_allowed(self, operator: Operator) -> bool:
        return all(self.of(ban.when) & F for ban in operator.bans)

    def closed_by(self, operator: Operator) -> Formula | None:
        """Return a line without which an act cannot be open and that holds in no situation of the box, if there is one."""
        for line in operator.lines:
            if not self.of(line.formula) & T:
                return line.formula
        return None

    def is_live(self, operator: Operator) -> bool:
        """Return whether an act can be open in the box, or its decision can be pending, by its own act or by whatever else."""
        return self._can_fall(operator) or self.can_apply(operator)

    def _can_fall(self, operator: Operator) -> bool:
        return operator.decision is not None and bool(self.bits[self.rules.decisions[operator.decision].pending] & T)

    def live(self) -> tuple[int, ...]:
        """Return the acts that are live, by number, as `is_live` finds them one by one."""
        shut = {number for number, _, _ in self.shut}
        operators = enumerate(self.rules.operators)
        return tuple(number for number, one in operators if number not in shut or self._can_fall(one))

    def of(self, formula: Formula) -> int:
        """Return the truth values a formula can take inside the box."""
        bits = self.bits
        if type(formula) is Is:  # most formulas
            return bits[formula.atom]
        if type(formula) is Not:
            return CONTRARY[self.of(formula.operand)]
        if type(formula) is All:
            can = T
            for operand in formula.operands:
                can = PAIRS[can][bits[operand.atom] if type(operand) is Is else self.of(operand)]
                if can == F:
                    break
            return can
        if type(formula) is Some:
            can = F
            for operand in formula.operands:
                can = EITHER[can][bits[operand.atom] if type(operand) is Is else self.of(operand)]
                if can == T:
                    break
            return can
        if type(formula) is Constant:
            return 1 << int(formula.truth)
        if type(formula) is Calendar:
            return self._calendar(formula.comparison, formula.day)
        assert type(formula) is Clock
        return self._clock(formula)

    def _calendar(self, comparison: str, day: int) -> int:
        today = self.rules.today
        match comparison:
            case ">=":
                return T if today >= day else F | T
            case "<":
                return F if today >= day else F | T
            case "<=":
                return F if today > day else F | T
            case _:
                return T if today > day else F | T

    def _clock(self, clock: Clock) -> int:
        bits = self.bits[clock.atom]
        can = bits & (F | U)
        if bits & T:
            known = clock.atom in self.fixed and self.rules.since[clock.atom] > 0
            can |= self._fixed_clock(clock) if known and self.rules.values[clock.atom] is Truth.TRUE else F | U | T
        return can

    def _fixed_clock(self, clock: Clock) -> int:
        """A clock that nothing stops: once it has passed its period it stays so."""
        if not is_over(clock, self.rules.since[clock.atom], self.rules.today):
            return F | T
        return T if clock.comparison in (">=", ">") else F

    def _fixed(self) -> set[int]:
        """Return the atoms that nothing changes; assuming gives them a value but no new since."""
        rules = self.rules
        changed = {change.atom for one in rules.operators for change in one.changes}
        changed.update(change.atom for one in rules.consequences for change in one.changes)
        for decision in rules.decisions:
            changed.update((decision.pending, decision.granted, decision.refused, decision.unanswered))
            for changes in (decision.on_grant, decision.on_refusal, decision.on_silence):
                changed.update([change.atom for change in changes])
        changed |= {atom for group in self.rules.groups if changed & set(group.atoms) for atom in group.atoms}
        return set(range(len(self.rules.atoms))) - changed - set(self.rules.mirrored())

    def _assume(self) -> None:
        for atom, bits in enumerate(self.bits):
            if bits & U:
                self.bits[atom] |= F | T
                self._end_others(atom)

    def _round(self) -> bool:
        """Take up what is still shut, and once more what was open already but depends on more; return whether anything moved."""
        before = list(self.bits)
        for changes in self.conditional:
            self._make(changes)
        shut: list[tuple[int, Operator, Formula | None]] = []
        for number, operator, closing in self.shut:
            if closing is None or self.of(closing) & T:
                closing = self.closed_by(operator)
            if closing is None and self._is_allowed(operator):
                self._open(operator.changes)
            else:
                shut.append((number, operator, closing))
        self.shut = shut
        undecided, self.undecided = self.undecided, []
        for decision in undecided:
            if self.bits[decision.pending] & T:
                self._fall(decision)
            else:
                self.undecided.append(decision)
        self.keeping = [one for one in self.keeping if not self._lapses(one)]
        self.dormant = [one for one in self.dormant if not self._happens(one)]
        self._mirror()
        return before != self.bits

    def _mirror(self) -> None:
        for atom, formula in self.mirrored.items():
            if self.bits[atom] != F | U | T:
                self.bits[atom] |= self.of(formula)

    def _happens(self, consequence: Consequence) -> bool:
        if not self.of(consequence.when) & T:
            return False
        self._open(consequence.changes)
        return True

    def _open(self, changes: tuple[Change, ...]) -> None:
        self._make(changes)
        if any(change.when is not None for change in changes):
            self.conditional.append(changes)

    def _fall(self, decision: Decision) -> None:
        """Take up all that a decision can bring, which can be pending."""
        self.bits[decision.pending] |= F
        self._set(decision.granted)
        for ends in (decision.refused, decision.unanswered):
            self.bits[ends] |= F
        self._open(decision.on_grant)
        if self.good_only:
            if decision.keep:
                self.keeping.append(decision)
            return
        self.bits[decision.granted] |= F
        for ends in (decision.refused, decision.unanswered):
            self._set(ends)
        self._open(decision.on_refusal)
        self._open(decision.on_silence)

    def _lapses(self, decision: Decision) -> bool:
        """Take up what follows where a decision that could be granted can lapse; return whether it can."""
        if all(self.of(line.formula) == T for line in decision.keep):
            return False
        self._set(decision.refused)
        self._open(decision.on_refusal)
        return True

    def _make(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if change.when is None or self.of(change.when) & T:
                if change.value:
                    self._set(change.atom)
                else:
                    self.bits[change.atom] |= F

    def _set(self, atom: int) -> None:
        self.bits[atom] |= T
        self._end_others(atom)

    def _end_others(self, atom: int) -> None:
        for other in self.groups.get(atom, ()):
            self.bits[other] |= F


def _pair(a: int, b: int) -> int:
    can = (a | b) & F
    if (a & U and b & (U | T)) or (b & U and a & (U | T)):
        can |= U
    return can | (a & b & T)


PAIRS = [[_pair(a, b) for b in range(8)] for a in range(8)]  # the values that the lesser of two can have
EITHER = [[CONTRARY[PAIRS[CONTRARY[a]][CONTRARY[b]]] for b in range(8)] for a in range(8)]  # and the greater


def good_changes(decision: Decision) -> tuple[Change, ...]:
    """Return what being granted changes in the decision's own atoms."""
    ended = (Change(atom, False) for atom in (decision.pending, decision.refused, decision.unanswered))
    return (*ended, Change(decision.granted, True))


def outcome_changes(decision: Decision) -> Iterator[Change]:
    """Yield everything that any outcome of a decision may change."""
    yield Change(decision.pending, False)
    for atom in (decision.granted, decision.refused, decision.unanswered):
        yield Change(atom, True)
        yield Change(atom, False)
    yield from decision.on_grant
    yield from decision.on_refusal
    yield from decision.on_silence


def all_changes(rules: Rules) -> Iterator[Change]:
    """Yield every change any rule can make."""
    for operator in rules.operators:
        yield from operator.changes
    for decision in rules.decisions:
        yield from outcome_changes(decision)
    for consequence in rules.consequences:
        yield from consequence.changes
