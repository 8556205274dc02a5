"""Pairs: which acts are open in which rows, tried for all of them together.

Each act has a *trigger*, the value of one field that it needs; where many acts share one, a clause of theirs is the trigger instead, by each of the values it
allows. Rows are joined with the acts triggered by their values, and of these pairs those stay that pass the masks, then the clauses, then what is not in tables.
"""

from collections import Counter
from typing import NamedTuple

import numpy as np

from safeconduct.graph.distinct import begins_in
from safeconduct.graph.fields import Words
from safeconduct.graph.flat import Act, Flat, Ints

MOST_PAIRS = 1 << 20  # tried at once
FieldValue = tuple[int, int]
FEWER = 3  # times fewer values than acts that share a trigger: then a clause is the better one


class Trigger(NamedTuple):
    """The acts that need a value of a field: those of value v are `acts[begins[v]:begins[v + 1]]`. Field -1: acts that need no value.

    within: field and value that these acts need besides (-1: none), where their clause is the trigger
    before: fields by which the same clause of an act may have triggered it already
    """

    field: int
    begins: Ints
    acts: Ints
    within: FieldValue = (-1, 0)
    before: tuple[int, ...] = ()


class Pairs(NamedTuple):
    rows: Ints  # positions in the rows asked about
    acts: Ints


class Opened:
    """Finds the acts whose conditions on facts hold; those on time are for the search to look at."""

    def __init__(self, flat: Flat) -> None:
        self.flat, self.tables = flat, flat.tables
        values = needed_values(flat)
        self.trigger_clause = trigger_clauses(flat, values)
        self.triggers = triggers_of(flat, values, self.trigger_clause)
        self.of_clause = {table.field: table for table in flat.tables.clause_values}
        words = range(flat.fields.words)
        self.masked = [word for word in words if self.tables.mask[:, word].any()]
        self.claused = [word for word in words if (self.tables.clause_some | self.tables.clause_lacking)[:, word].any()]
        self.clauses = np.bincount(self.tables.clause_of, minlength=len(flat.acts))
        self.first_clause = np.concatenate(([0], np.cumsum(self.clauses)))
        self.unequal = np.bincount(self.tables.unequal_of, minlength=len(flat.acts))
        self.first_unequal = np.concatenate(([0], np.cumsum(self.unequal)))
        self.special = np.array([bool(act.rest) for act in flat.acts], np.bool_)

    def of(self, rows: Words) -> list[Pairs]:
        """Return the open pairs, in portions of bounded size."""
        asked = {one.field: self.flat.fields.values(rows, one.field) for one in self.tables.clause_values}
        return [pairs for trigger in self.triggers for pairs in self._of(rows, asked, trigger)]

    def _of(self, rows: Words, asked: dict[int, Ints], trigger: Trigger) -> list[Pairs]:
        here = self._within(rows, trigger)
        values = np.zeros(len(here), np.int64)
        if trigger.field >= 0:
            values = self.flat.fields.values(rows, trigger.field)[here]
        counts = trigger.begins[values + 1] - trigger.begins[values]
        ends = np.cumsum(counts)
        portions = []
        first = 0
        while first < len(here):
            done = ends[first - 1] if first else 0
            last = max(first + 1, int(np.searchsorted(ends, done + MOST_PAIRS, side="right")))
            each = counts[first:last]
            if each.any():
                within = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
                acts = trigger.acts[within + np.repeat(trigger.begins[values[first:last]], each)]
                joined = self._not_before(asked, trigger, Pairs(np.repeat(here[first:last], each), acts))
                pairs = self._passing(rows, asked, joined)
                if len(pairs.rows):
                    portions.append(pairs)
            first = last
        return portions

    def _within(self, rows: Words, trigger: Trigger) -> Ints:
        field, value = trigger.within
        if field < 0:
            return np.arange(len(rows))
        return np.flatnonzero(self.flat.fields.values(rows, field) == value)

    def _not_before(self, values: dict[int, Ints], trigger: Trigger, pairs: Pairs) -> Pairs:
        """Return the pairs that no earlier field of the clause that triggers them has brought together already."""
        for field in trigger.before:
            table = self.of_clause[field]
            row = table.row_of[self.trigger_clause[pairs.acts]]
            pairs = _only(pairs, ~table.allowed[row, values[field][pairs.rows]])
        return pairs

    def _passing(self, rows: Words, values: dict[int, Ints], pairs: Pairs) -> Pairs:
        for word in self.masked:
            bits = rows[pairs.rows, word]
            pairs = _only(pairs, (bits & self.tables.mask[pairs.acts, word]) == self.tables.value[pairs.acts, word])
        for nth in range(int(self.clauses.max(initial=0))):
            asked = np.flatnonzero(self.clauses[pairs.acts] > nth)
            clause = self.first_clause[pairs.acts[asked]] + nth
            holds = np.zeros(len(asked), np.bool_)
            for word in self.claused:
                bits = rows[pairs.rows[asked], word]
                some, lacking = self.tables.clause_some[clause, word], self.tables.clause_lacking[clause, word]
                holds |= (bits & some | ~bits & lacking) != 0
            for table in self.tables.clause_values:
                value = values[table.field][pairs.rows[asked]]
                holds |= table.allowed[table.row_of[clause], value]
            pairs = _without(pairs, asked[~holds])
        for nth in range(int(self.unequal.max(initial=0))):
            asked = np.flatnonzero(self.unequal[pairs.acts] > nth)
            word, mask, value = self.tables.unequal[self.first_unequal[pairs.acts[asked]] + nth].T
            bits = rows[pairs.rows[asked], word.astype(np.int64)]
            pairs = _without(pairs, asked[(bits & mask) == value])
        return self._specially(rows, pairs)

    def _specially(self, rows: Words, pairs: Pairs) -> Pairs:
        """Return the pairs that pass the conditions which are not in tables, act by act."""
        asked = np.flatnonzero(self.special[pairs.acts])
        failing = []
        for act, positions in by_act(pairs.acts[asked], self.flat.acts):
            here = asked[positions]
            for test in act.rest:
                holds = test(rows[pairs.rows[here]])
                failing.append(here[~holds])
                here = here[holds]
        return _without(pairs, np.concatenate(failing)) if failing else pairs


def by_act(numbers: Ints, acts: tuple[Act, ...]) -> list[tuple[Act, Ints]]:
    """Return each act that occurs, with the positions at which it does."""
    if not len(numbers):
        return []
    order = np.argsort(numbers, kind="stable")
    begins = np.flatnonzero(begins_in(numbers[order]))
    different = numbers[order][begins]
    return [(acts[number], places) for number, places in zip(different, np.split(order, begins[1:]), strict=True)]


def trigger_clauses(flat: Flat, values: list[FieldValue]) -> Ints:
    """Return for each act the clause that is to trigger it, by number; -1: it is triggered by a value that it needs (`values`)."""
    shared = Counter(values)
    found = np.full(len(flat.acts), -1, np.int64)
    number = 0
    for place, act in enumerate(flat.acts):
        for clause in act.needs.clauses:
            ways = sum(len(allowed) for allowed in clause.values.values())
            if not clause.bits and ways * FEWER <= shared[values[place]]:
                found[place] = number
            number += 1
    return found


def triggers_of(flat: Flat, values: list[FieldValue], by_clause: Ints) -> tuple[Trigger, ...]:
    """Return the triggers: for each act the value of a field that it needs, or its clause by each value."""
    chosen: dict[tuple[int, FieldValue, tuple[int, ...]], list[tuple[int, int]]] = {}
    clauses = [clause for act in flat.acts for clause in act.needs.clauses]
    for number, ((field, value), clause) in enumerate(zip(values, by_clause.tolist(), strict=True)):
        if clause < 0:
            chosen.setdefault((field, (-1, 0), ()), []).append((value, number))
            continue
        before = tuple[int, ...]()
        for other, allowed in sorted(clauses[clause].values.items()):
            chosen.setdefault((other, (field, value), before), []).extend((one, number) for one in allowed)
            before = (*before, other)
    return tuple(_trigger(flat, members, *key) for key, members in sorted(chosen.items()))


def _trigger(
    flat: Flat, members: list[tuple[int, int]], field: int, within: FieldValue, before: tuple[int, ...]
) -> Trigger:
    members = sorted(members)
    size = 1 << flat.fields.fields[field].width if field >= 0 else 1
    counts = np.bincount([value for value, _ in members], minlength=size)
    begins = np.concatenate(([0], np.cumsum(counts)))
    return Trigger(field, begins, np.array([number for _, number in members], np.int64), within, before)


def needed_values(flat: Flat) -> list[FieldValue]:
    """Return for each act the widest field of which it needs a value other than 0, and that value; field -1: there is none."""
    fields, values = np.full(len(flat.acts), -1), np.zeros(len(flat.acts), np.int64)
    for number, field in sorted(enumerate(flat.fields.fields), key=lambda one: (one[1].width, one[0])):
        mask, value = (table[:, field.word] & np.uint64(field.mask) for table in (flat.tables.mask, flat.tables.value))
        needed = (mask == np.uint64(field.mask)) & (value != 0)
        fields[needed], values[needed] = number, value[needed] >> np.uint64(field.shift)
    return list(zip(fields.tolist(), values.tolist(), strict=True))


def _only(pairs: Pairs, which: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Pairs:
    return Pairs(pairs.rows[which], pairs.acts[which])


def _without(pairs: Pairs, positions: Ints) -> Pairs:
    return Pairs(np.delete(pairs.rows, positions), np.delete(pairs.acts, positions)) if len(positions) else pairs
