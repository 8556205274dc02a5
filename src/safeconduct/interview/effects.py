"""Effects: what an answer to a question would change in the ways to the wishes, measured in the relaxed world.

How an act stands is read off twice: whether it can ever be open on the way (`graph.bounds`, losses and times forgotten), and whether it is
open today. An answer that makes neither otherwise for any act that bears on a wish changes nothing, and nobody is asked for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from safeconduct.graph.bounds import Possible
from safeconduct.rules.model import All, Change, Clock, Formula, Is, Not, Operator, Rules, Some
from safeconduct.rules.packed import TRUE, Packed, State
from safeconduct.rules.relevance import atoms_of, for_goal
from safeconduct.terms.truth import Truth

NEAREST = 256  # weight of an act that brings a wish about itself; each step further back halves it
GONE, CHANGED = 4, 1  # weight of an act that is out of reach for good, and of one that stands otherwise today
DEEPEST = 7

Setting = Mapping[
    int, tuple[Truth, int]
]  # atom → value and since (an ordinal, 0 unknown), in place of what the case says


class Picture(NamedTuple):
    """How each act stands (0 out of reach, else 1 + its truth today), the risks it runs today, and whether each wish is so already."""

    standing: tuple[int, ...]
    risks: tuple[int, ...]
    fulfilled: tuple[bool, ...]


class Ways:
    """The acts that bear on the wishes, and how they stand under any setting of the facts. Remedies and offences are left out."""

    def __init__(self, rules: Rules, goals: tuple[Formula, ...], base: Setting) -> None:
        kept = tuple(one for one in rules.operators if one.kind not in ("remedy", "offence"))
        self.rules = for_goal(replace(rules, operators=kept), Some(goals))
        self.number = {name: atom for atom, name in enumerate(self.rules.atoms)}
        own = {self.number[rules.atoms[atom]]: told for atom, told in base.items() if rules.atoms[atom] in self.number}
        self.rules = self._under(own)
        self.packed = Packed(self.rules)
        self.formulas = self.rules.mirrored()
        goal = self.rules.goal
        self.goals = goal.operands if isinstance(goal, Some) else (goal,)
        self.tests = [self.packed.test(one) for one in self.goals]
        self.weights = self._weights()
        self.reads = [frozenset(self._read_by(operator)) for operator in self.rules.operators]

    def _under(self, setting: Setting) -> Rules:
        values, since = list(self.rules.values), list(self.rules.since)
        for atom, (value, day) in setting.items():
            values[atom], since[atom] = value, day
        return replace(self.rules, values=tuple(values), since=tuple(since))

    def picture(self, setting: Setting) -> Picture:
        """Return how everything stands if the facts in `setting` were so."""
        rules = self._under(setting)
        possible = Possible(rules, good_only=True)
        start = self._start(rules)
        standing, risks = [], []
        for number, operator in enumerate(rules.operators):
            alive = possible.can_apply(operator)
            standing.append(1 + min((test(start) for test in self.packed.lines[number]), default=TRUE) if alive else 0)
            risks.append(self._risks(operator, start) if alive else 0)
        return Picture(tuple(standing), tuple(risks), tuple(test(start) == TRUE for test in self.tests))

    def _start(self, rules: Rules) -> State:
        true = sum(1 << atom for atom, value in enumerate(rules.values) if value is Truth.TRUE)
        unknown = sum(1 << atom for atom, value in enumerate(rules.values) if value is Truth.UNKNOWN)
        since = tuple(rules.since[atom] if true >> atom & 1 else 0 for atom in self.packed.clocked)
        return self.packed.settle(State(true, unknown, since, rules.today))

    def _risks(self, operator: Operator, start: State) -> int:
        """Return the risks that are run today and those that may be, as the digits of one number."""
        told = 0
        for risk in operator.risks:
            told = told * 3 + (TRUE if risk.when is None else self.packed.test(risk.when)(start))
        return told

    def differences(self, one: Picture, other: Picture) -> dict[int, int]:
        """Return for each act that stands otherwise how much that weighs."""
        return {
            number: weight * (GONE if 0 in (a, b) else CHANGED) if a != b else weight * CHANGED
            for number, (a, b, weight) in enumerate(zip(one.standing, other.standing, self.weights, strict=True))
            if a != b or one.risks[number] != other.risks[number]
        }

    # --- weights ---

    def _weights(self) -> list[int]:
        """Return for each act how near it is to the wishes, the first wish counting most."""
        weights = [0] * len(self.rules.operators)
        for place, goal in enumerate(self.goals, 1):
            for number, depth in self._depths(goal).items():
                weights[number] += max(1, (NEAREST >> min(depth, DEEPEST)) * 2 // (place + 1))
        return weights

    def _depths(self, goal: Formula) -> dict[int, int]:
        wanted = set(self._literals(goal, True))
        depths: dict[int, int] = {}
        for depth in range(DEEPEST + 1):
            found = [
                number
                for number, operator in enumerate(self.rules.operators)
                if number not in depths and any((c.atom, c.value) in wanted for c in self._changes(operator))
            ]
            if not found:
                break
            depths.update(dict.fromkeys(found, depth))
            lines = (line.formula for number in found for line in self.rules.operators[number].lines)
            wanted |= {literal for formula in lines for literal in self._literals(formula, True)}
        return depths

    def _changes(self, operator: Operator) -> Iterator[Change]:
        yield from operator.changes
        if operator.decision is not None:
            decision = self.rules.decisions[operator.decision]
            yield Change(decision.granted, True)
            yield from decision.on_grant

    def _literals(self, formula: Formula, value: bool) -> Iterator[tuple[int, bool]]:
        match formula:
            case Is(atom) | Clock(atom):
                if atom in self.formulas:
                    yield from self._literals(self.formulas[atom], value)
                else:
                    yield atom, value
            case Not(operand):
                yield from self._literals(operand, not value)
            case All(operands) | Some(operands):
                for operand in operands:
                    yield from self._literals(operand, value)
            case _:
                return

    # --- who reads what ---

    def _read_by(self, operator: Operator) -> Iterator[int]:
        for line in operator.lines:
            yield from self.closure(line.formula)
        for risk in operator.risks:
            if risk.when is not None:
                yield from self.closure(risk.when)
        for change in self._changes(operator):
            if change.when is not None:
                yield from self.closure(change.when)

    def closure(self, formula: Formula) -> set[int]:
        """Return every atom a formula reads, those that definitions read for it included."""
        seen: set[int] = set()
        waiting = list(atoms_of(formula))
        while waiting:
            atom = waiting.pop()
            if atom not in seen:
                seen.add(atom)
                if atom in self.formulas:
                    waiting.extend(atoms_of(self.formulas[atom]))
        return seen

    def mentions(self, atoms: Iterable[int]) -> int:
        """Return the weight of the acts that read one of some facts: quick to know, and never too low to be worth a closer look."""
        asked = set(atoms)
        return sum(weight for weight, read in zip(self.weights, self.reads, strict=True) if not read.isdisjoint(asked))
