"""Checks a set of value vectors that nothing leaves, whatever the clocks and the calendar say.

Here every clock that can be restarted says anything, a pending decision can fall on any day, a timed consequence ripen
on any day. More can happen so than can really happen: what is out of reach here is out of reach.
"""

from collections.abc import Iterator
from itertools import islice, product

from safeconduct.referee.possible import Possible
from safeconduct.rules.model import Change, Consequence, Decision, Operator, Rules
from safeconduct.rules.reference import base_atoms, derived_atoms, initial, watch_atoms
from safeconduct.terms.truth import Truth

Vector = tuple[Truth, ...]  # of every atom; derived atoms count as false: they are computed
MOST_VECTORS = 10_000  # in which one step can leave the values, its consequences taken in every order


class TooManyError(Exception):
    """One step can lead to more values than can be listed."""


def escapes_untimed(rules: Rules, listed: list[Vector]) -> list[str]:
    """Return what leads from the first situation, or from a listed one, out of the listed values, or to the goal."""
    steps = Steps(rules)
    inside = {steps.stored(values) for values in listed}
    problems = [] if steps.stored(initial(rules).values) in inside else ["the first situation is not listed"]
    for vector in sorted(inside):
        if steps.possible(vector).can_be(rules.goal, Truth.TRUE):
            return [*problems, f"the goal can be true while {steps.named(vector)}"]
        for name, changed in steps.from_one(vector):
            try:
                rests = steps.settled(changed)
            except TooManyError:
                return [*problems, f"{name} can lead from {steps.named(vector)} to more than {MOST_VECTORS} others"]
            problems += [
                f"{name} can lead from {steps.named(vector)} to {steps.named(rest)}, whatever the clocks say"
                for rest in sorted(rests - inside)
            ]
    return problems


class Steps:
    """What can happen, as far as values tell."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.derived = derived_atoms(rules)
        self.watched = watch_atoms(rules)
        start = initial(rules)
        ended = {change.atom for change in all_changes(rules) if not change.value}
        ended |= {atom for group in rules.groups for atom in group.atoms} | self.watched
        lasting = [atom for atom, value in enumerate(start.values) if value is Truth.TRUE and atom not in ended]
        self.for_good = tuple(since if atom in lasting else 0 for atom, since in enumerate(start.since))

    def stored(self, values: Vector) -> Vector:
        return tuple(Truth.FALSE if atom in self.derived else value for atom, value in enumerate(values))

    def possible(self, vector: Vector) -> Possible:
        """Return what atoms can be in a vector: each what it is, definitions what they can be computed to."""
        values = [frozenset([value]) for value in vector]
        for definition in self.rules.definitions:
            so_far = Possible(self.rules, tuple(values), self.for_good)
            values[definition.atom] = frozenset(so_far.truths(definition.formula))
        return Possible(self.rules, tuple(values), self.for_good)

    def from_one(self, vector: Vector) -> Iterator[tuple[str, Vector]]:
        """Yield each thing that can happen in a settled vector, and the vector it makes, not settled yet."""
        can = self.possible(vector)
        yield "waiting", vector
        for atom in base_atoms(self.rules):
            if vector[atom] is Truth.UNKNOWN:
                for value in (False, True):
                    yield f"assuming {self.rules.atoms[atom]}", self.with_atom(vector, atom, value)
        for decision in self.rules.decisions:
            if vector[decision.pending] is Truth.TRUE:
                for changes in ends(decision, can):
                    for changed in self.with_changes(vector, changes):
                        yield decision.name, changed
        for operator in self.rules.operators:
            if is_possible(self.rules, operator, vector, can):
                for changed in self.with_changes(vector, operator.changes):
                    yield operator.name, changed

    def settled(self, vector: Vector) -> set[Vector]:
        """Return every vector in which settling can come to rest and which no exclusion is sure to forbid."""
        seen, open_, rests = {vector}, [vector], set()
        while open_:
            if len(seen) > MOST_VECTORS:
                raise TooManyError
            current = open_.pop()
            following, can_rest = self.one_round(current)
            can = self.possible(current)
            if can_rest and not any(
                x.formula is not None and can.must_be_true(x.formula) for x in self.rules.exclusions
            ):
                rests.add(current)
            for other in following:
                if other not in seen:
                    seen.add(other)
                    open_.append(other)
        return rests

    def one_round(self, vector: Vector) -> tuple[list[Vector], bool]:
        """Return the vectors one round can make, and whether it can leave the vector as it is."""
        mirrored = list(islice(self.mirrored(vector), MOST_VECTORS + 1))
        if len(mirrored) > MOST_VECTORS:
            raise TooManyError
        following = [other for other in mirrored if other != vector]
        if vector not in mirrored:
            return following, False
        can = self.possible(vector)
        for consequence in self.rules.consequences:
            if not self.can_ripen(consequence, vector, can):
                continue
            changed = list(self.with_changes(vector, consequence.changes))
            following += [other for other in changed if other != vector]
            if consequence.after is None and can.must_be_true(consequence.when) and vector not in changed:
                return following, False
        return following, True

    def can_ripen(self, consequence: Consequence, vector: Vector, can: Possible) -> bool:
        runs = consequence.watch is None or vector[consequence.watch] is Truth.TRUE
        return runs and can.can_be(consequence.when, Truth.TRUE)

    def mirrored(self, vector: Vector) -> Iterator[Vector]:
        """Yield each way in which the watches can come out."""
        can = self.possible(vector)
        choices = [sorted(can.truths(watch.formula)) for watch in self.rules.watches]
        for chosen in product(*choices):
            values = list(vector)
            for watch, value in zip(self.rules.watches, chosen, strict=True):
                values[watch.atom] = value
            yield tuple(values)

    def with_changes(self, vector: Vector, changes: tuple[Change, ...]) -> Iterator[Vector]:
        """Yield each vector that making the changes can give: those with an undecided `when` made or not."""
        can = self.possible(vector)
        ways: list[tuple[bool, ...]] = []
        for change in changes:
            made = can.can_be(change.when, Truth.TRUE)
            left = not can.must_be_true(change.when)
            ways.append((True,) * made + (False,) * left)
        for chosen in product(*ways):
            changed = vector
            for change, is_made in zip(changes, chosen, strict=True):
                changed = self.with_atom(changed, change.atom, change.value) if is_made else changed
            yield changed

    def with_atom(self, vector: Vector, atom: int, value: bool) -> Vector:
        values = list(vector)
        for group in self.rules.groups:
            for other in group.atoms if value and atom in group.atoms else ():
                values[other] = Truth.FALSE
        values[atom] = Truth.TRUE if value else Truth.FALSE
        return tuple(values)

    def named(self, vector: Vector) -> str:
        shown = [name for name, value in zip(self.rules.atoms, vector, strict=True) if value is Truth.TRUE]
        return f"({', '.join(shown)})"


def is_possible(rules: Rules, operator: Operator, vector: Vector, can: Possible) -> bool:
    if operator.decision is not None and vector[rules.decisions[operator.decision].pending] is not Truth.FALSE:
        return False
    lines_can_hold = all(can.can_be(line.formula, Truth.TRUE) for line in operator.lines)
    return lines_can_hold and all(can.can_be(ban.when, Truth.FALSE) for ban in operator.bans)


def ends(decision: Decision, can: Possible) -> Iterator[tuple[Change, ...]]:
    """Yield the changes of a grant and of a lapse, as far as each is possible: a route has no other end."""
    over = Change(decision.pending, False)
    if all(can.can_be(line.formula, Truth.TRUE) for line in decision.keep):
        answered = (Change(decision.refused, False), Change(decision.unanswered, False))
        yield (over, Change(decision.granted, True), *answered, *decision.on_grant)
    if not all(can.must_be_true(line.formula) for line in decision.keep):
        yield (over, Change(decision.refused, True), *decision.on_refusal)


def all_changes(rules: Rules) -> Iterator[Change]:
    """Yield every change that anything makes."""
    for operator in rules.operators:
        yield from operator.changes
    for decision in rules.decisions:
        yield from (Change(decision.pending, False), Change(decision.granted, True), Change(decision.refused, True))
        yield from (Change(decision.refused, False), Change(decision.unanswered, False))
        yield from decision.on_grant + decision.on_refusal + decision.on_silence
    for consequence in rules.consequences:
        yield from consequence.changes
