"""Distances: how many days at least are left from a situation to the goal, counted in a world that tells fewer values apart.

Those values of a field between which neither the goal nor the acts on the way to it choose are one *class*. What can be done with values can be done with their
classes too, in no more days. So what is left there is never more than what is really left, and a goal that is out of reach there is out of reach.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, combinations
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safeconduct.graph.fields import Field, Words
from safeconduct.graph.flat import Effect, Flat, Ints
from safeconduct.graph.masks import Literals

FAR = 1 << 31  # days to a goal that is out of reach
MOST_SITUATIONS = 1 << 12  # in classes
MOST_DOUBTS = 3  # changes of one act that depend on the situation: each is counted as made and as not made

Parts = frozenset[
    tuple[tuple[int, int], ...]
]  # a conjunction of disjunctions: (field, set of its values or classes, bit k for number k)
Lying = list[tuple[int, int, int, int]]  # number, word, mask and shift of each field
Wants = dict[tuple[tuple[int, ...], int], int]  # fields between which there is a choice, and one of them → values
NOTHING: Parts = frozenset()


class Event(NamedTuple):
    """Something that can happen where `asked` holds. It gives values to fields (`put`, in the order of the fields) and takes at least so many days."""

    asked: Parts
    put: tuple[tuple[int, int], ...]
    days: int


def distances_of(flat: Flat) -> "Distances | None":
    """Return the distances to the goal; None where too many changes depend on the situation."""
    if any(len(effect.puts) > MOST_DOUBTS for effect in _effects(flat)):
        return None
    return Distances(flat)


class Distances:
    def __init__(self, flat: Flat) -> None:
        self.flat, fields = flat, flat.fields.fields
        events, goal = list(_events(flat)), _asked(flat.goal.needs, fields, _lying(fields))
        self.classes = _classes(fields, events, goal)
        sizes = [len(one) for one in self.classes]
        self.steps = [prod(sizes[:field]) for field in range(len(sizes))]  # from one class of a field to the next
        self.class_of = [_class_of(one, field) for one, field in zip(self.classes, fields, strict=True)]
        every = np.arange(prod(sizes))
        self.here = [every // step % size for step, size in zip(self.steps, sizes, strict=True)]
        reached = self._where(self._in_classes(goal)) & (not flat.goal.needs.is_impossible)
        self.days = _shortest(np.where(reached, 0, FAR), *self._edges(events))

    def of(self, rows: Words) -> Ints:
        """Return for each row the days at least until the goal; FAR if it is out of reach."""
        at = np.zeros(len(rows), np.int64)
        for field, classes in enumerate(self.classes):
            if len(classes) > 1:
                at += self.class_of[field][self.flat.fields.values(rows, field)] * self.steps[field]
        return self.days[at]

    def _edges(self, events: Iterable[Event]) -> tuple[Ints, Ints, Ints]:
        """Return what can happen in classes: from which situations to which others, in how many days at least."""
        fewest: dict[tuple[Parts, tuple[tuple[int, int], ...]], int] = {}
        for event in events:
            put = tuple((field, int(self.class_of[field][value])) for field, value in event.put)
            key = self._in_classes(event.asked), tuple(one for one in put if len(self.classes[one[0]]) > 1)
            fewest[key] = min(event.days, fewest.get(key, FAR))
        edges = [np.empty((3, 0), np.int64)]
        for (asked, put), days in fewest.items():
            before = np.flatnonzero(self._where(asked))
            after = before.copy()
            for field, one in put:
                after += (one - self.here[field][before]) * self.steps[field]
            edges.append(np.array([before, after, np.full(len(before), days)])[:, before != after])
        before, after, days = np.concatenate(edges, axis=1)
        return before, after, days

    def _in_classes(self, asked: Parts) -> Parts:
        """Return what is asked of classes: that they have a value which would do; without what every class has."""
        found = []
        for either in asked:
            sets = [
                (field, sum(1 << k for k, one in enumerate(self.classes[field]) if one & values))
                for field, values in either
            ]
            if all(classes + 1 < 1 << len(self.classes[field]) for field, classes in sets):
                found.append(tuple(sets))
        return frozenset(found)

    def _where(self, asked: Parts) -> NDArray[np.bool_]:
        """Return in which situations of classes something holds."""
        holds = np.ones(len(self.here[0]) if self.here else 1, np.bool_)
        for either in asked:
            holds &= np.logical_or.reduce([(classes >> self.here[field]) & 1 == 1 for field, classes in either])
        return holds


# --- what can happen -------------------------------------------------------------------------------------------------


def _events(flat: Flat) -> Iterator[Event]:
    """Yield what acts, decisions and the law can do; of decisions and the law nothing is asked."""
    fields, lying = flat.fields.fields, _lying(flat.fields.fields)
    for act in flat.acts:
        decided = flat.decisions[act.decision] if act.decision >= 0 else None
        days = decided.least if decided is not None and decided.at_one else 0
        asked = _asked(act.needs, fields, lying)
        yield from (Event(asked, put, days) for put in _puts(act.effect, lying))
    for effect in _effects_of_others(flat):
        yield from (Event(NOTHING, put, 0) for put in _puts(effect, lying))


def _effects(flat: Flat) -> Iterator[Effect]:
    yield from (act.effect for act in flat.acts)
    yield from _effects_of_others(flat)


def _effects_of_others(flat: Flat) -> Iterator[Effect]:
    """Yield what decisions change and what follows by itself."""
    for one in flat.decisions:
        yield from () if one.at_one else (one.effect, one.lapse)
    yield from (effect for _, effect in flat.consequences)


def _asked(needs: Literals, fields: tuple[Field, ...], lying: Lying) -> Parts:
    """Return what conditions ask of the values of fields; what stands beside the tables is left out."""
    parts: list[tuple[tuple[int, int], ...]] = []
    for number, word, bits, shift in lying:
        mask, value = needs.equal.get(word, (0, 0))
        if mask & bits == bits:
            parts.append(((number, 1 << ((value & bits) >> shift)),))
    for place in needs.unequal:
        field = fields[place.field]
        parts.append(((place.field, _every(field) & ~(1 << (place.value >> field.shift))),))
    for clause in needs.clauses:
        sets = [(number, sum(1 << value for value in values)) for number, values in clause.values.items()]
        for number, word, bits, _ in lying if clause.bits else ():
            having, lacking = clause.bits.get(word, (0, 0))
            if (having | lacking) & bits:
                sets.append((number, 2 * bool(having & bits) + bool(lacking & bits)))
        parts.append(tuple(sorted(sets)))
    return frozenset(parts)


def _puts(effect: Effect, lying: Lying) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield the values that fields can get together; fields that keep theirs are left out."""
    clear, put = effect.clear.tolist(), effect.put.tolist()
    always = {number: (put[word] & bits) >> shift for number, word, bits, shift in lying if clear[word] & bits}
    doubts = [
        (number, (one.put & bits) >> shift)
        for one in effect.puts
        for number, word, bits, shift in lying
        if one.word == word and one.clear & bits
    ]
    if not doubts:
        yield tuple(always.items())
        return
    for made in chain.from_iterable(combinations(doubts, number) for number in range(len(doubts) + 1)):
        yield tuple(sorted({**always, **dict(made)}.items()))


def _lying(fields: tuple[Field, ...]) -> Lying:
    return [(number, one.word, one.mask, one.shift) for number, one in enumerate(fields)]


def _every(field: Field) -> int:
    """Return the set of all values of a field, 0 among them."""
    return (2 << len(field.atoms)) - 1


# --- classes ---------------------------------------------------------------------------------------------------------


def _classes(fields: tuple[Field, ...], events: list[Event], goal: Parts) -> list[list[int]]:
    """Return the classes of each field as sets of values.

    Going back from the goal, a field is split by the values wanted of it, then other fields by what those ask who bring about one of these, and so on: as long as there are not too many
    situations in classes.
    """
    classes = [[_every(field)] for field in fields]
    making: dict[int, list[tuple[int, Wants]]] = {}
    for event in events:
        wants = _wants(event.asked)
        for field, value in event.put:
            making.setdefault(field, []).append((value, wants))
    waiting = deque(_wanted([_wants(goal)]))
    seen = set()
    while waiting:
        field, values = waiting.popleft()
        parts = [part for one in classes[field] for part in (one & values, one & ~values) if part]
        others = prod(len(one) for number, one in enumerate(classes) if number != field)
        if (field, values) in seen or others * len(parts) > MOST_SITUATIONS:
            continue
        seen.add((field, values))
        classes[field] = parts
        waiting.extend(_wanted(wants for value, wants in making.get(field, ()) if values >> value & 1))
    return classes


def _wanted(asked: Iterable[Wants]) -> list[tuple[int, int]]:
    """Return fields, and the values that one or the other of several conjunctions asks of them."""
    found: Wants = {}
    for wants in asked:
        for key, values in wants.items():
            found[key] = found.get(key, 0) | values
    return [(field, values) for (_, field), values in sorted(found.items())]


def _wants(asked: Parts) -> Wants:
    """Return what a conjunction asks of fields, alone and in a choice between the same fields."""
    found: Wants = {}
    for either in asked:
        among = tuple([field for field, _ in either])
        for field, values in either:
            found[among, field] = found.get((among, field), values) & values
    return found


def _class_of(classes: list[int], field: Field) -> Ints:
    """Return the number of the class of each value."""
    found = np.zeros(1 << field.width, np.int64)
    for number, values in enumerate(classes):
        found[[value for value in range(len(field.atoms) + 1) if values >> value & 1]] = number
    return found


def _shortest(days: Ints, before: Ints, after: Ints, taking: Ints) -> Ints:
    """Return the least days of each situation to those with 0 days, along edges."""
    order = np.argsort(before, kind="stable")
    before, after, taking = before[order], after[order], taking[order]
    starts = np.flatnonzero(np.diff(before, prepend=-1))
    if not len(starts):
        return days
    while True:
        nearer = np.minimum(days[before[starts]], np.minimum.reduceat(days[after] + taking, starts))
        if (nearer == days[before[starts]]).all():
            return days
        days = days.copy()
        days[before[starts]] = nearer
