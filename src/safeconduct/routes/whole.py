"""Whole: the complete answer where the rules can be searched in rows (`graph.waves`), as labels or as a certificate."""

from collections.abc import Iterator

import numpy as np

from safeconduct.graph import waves
from safeconduct.graph.fields import Words
from safeconduct.graph.flat import Flat, flat
from safeconduct.graph.model import NOTHING, Label, Move, Transition
from safeconduct.graph.waves import Way, values_met, waves_of
from safeconduct.routes.alternatives import route_of
from safeconduct.routes.model import Region, Route
from safeconduct.routes.task import Task
from safeconduct.rules.folded import Folded, UnfitError, folded
from safeconduct.rules.harmless import left_open
from safeconduct.rules.model import Rules
from safeconduct.rules.narrowed import must_be_kept, narrowed, with_groups
from safeconduct.rules.packed import TRUE
from safeconduct.rules.relevance import atoms_of

MOST = 20_000_000  # ways to any situation where they prove something
MOST_WAYS = 200_000  # where they do not


def find_ways(task: Task, rules: Folded) -> tuple[list[Label], bool] | None:
    """Return the ways to the goal found in rows, and whether no other beats them; None where the rules cannot be searched so, or not to the end."""
    try:
        rows = flat(rules)
    except UnfitError:
        return None
    found = waves_of(rows, years=task.limits.years, most=MOST_WAYS if not rows.early else MOST)
    if not found.ways and found.stopped is not None:
        return None
    return [label_of(task, spared(task, way, rows.harmless)) for way in found.ways], found.stopped in (None, "horizon")


def find_flat(rules: Rules) -> Flat | None:
    """Return rules as arrays, or None where they cannot be searched so."""
    try:
        return flat(folded(rules))
    except UnfitError:
        return None


def routes_of(task: Task, rows: Flat, ways: tuple[Way, ...]) -> list[Route]:
    """Return ways as routes."""
    return [route_of(task, label_of(task, spared(task, way, rows.harmless)), task) for way in ways]


def spared(task: Task, way: Way, harmless: frozenset[int]) -> Way:
    """Return a way without the harmless acts that it does not need: they were done because they could be."""
    for act in dict.fromkeys(move.number for move in way.moves if move.kind == "act" and move.number in harmless):
        decision = task.rules.operators[act].decision
        fewer = way._replace(
            moves=tuple(one for one in way.moves if one[:2] not in (("act", act), ("granted", decision)))
        )
        label = find_label(task, fewer)
        if label is not None and label.state.today <= way.day:
            way = fewer
    return way


def label_of(task: Task, way: Way) -> Label:
    """Return a way that was found in rows as the chain of labels that leads along it."""
    label = find_label(task, way)
    assert label is not None, "a way found in rows cannot be followed step by step"
    return label


def find_label(task: Task, way: Way) -> Label | None:
    """Return the chain of labels along a way, acts and decisions in its order and each as soon as it can be; None if it leads nowhere."""
    label = Label(task.start, NOTHING, None, None, 0)
    left = list(way.moves)
    while left or task.packed.goal(label.state) != TRUE:
        following = _following(task, label, left[0] if left else None)
        if following is None or following.state.today > way.day or task.successors.is_excluded(following.state):
            return None
        if left and _is(following.move, left[0]):
            left.pop(0)
        label = Label(following.state, label.spent.plus(following.spent), following.move, label, label.depth + 1)
    return label


def _following(task: Task, label: Label, wanted: waves.Move | None) -> Transition | None:
    """Return the transition that is wanted; else what is decided, or waiting; None if nothing can happen."""
    transitions = list(task.successors.of(label.state))
    for one in transitions:
        if wanted is not None and _is(one.move, wanted):
            return one
    for one in transitions:
        if one.move.kind in ("granted", "lapsed", "wait"):
            return one
    return None


def _is(move: Move, wanted: waves.Move) -> bool:
    kinds = ("act",) if wanted.kind == "act" else ("granted", "lapsed")
    return move.kind in kinds and move.number == wanted.number


def find_region(rules: Rules) -> Region | None:
    """Return the certificate of `region_within`; None also where the rules cannot be folded."""
    try:
        return region_within(folded(rules))
    except UnfitError:
        return None


def region_within(rules: Folded) -> Region | None:
    """Return the certificate that no values that can be met are the goal, whatever the clocks say; None where there is none.

    It begins with the facts of the goal. As long as the goal can be met so, those are added about which the acts on the way to it ask.
    """
    try:
        whole, either = left_open(rules)
        kept = with_groups(whole, must_be_kept(whole))
        while True:
            rows = flat(narrowed(whole, kept), every_act=True)
            met = values_met(rows)
            if not met.ways:
                left_out = (*either, *whole.loose, *(atom for atom in whole.read if atom not in kept))
                return None if met.stopped is not None else region_of(rows, met.rows, tuple(sorted(left_out)))
            more = kept | with_groups(whole, asked_on(whole, met.ways[0]))
            if more == kept:
                return None
            kept = more
    except UnfitError:
        return None


def asked_on(rules: Folded, way: Way) -> Iterator[int]:
    """Yield the facts about which the acts on a way ask."""
    done = {move.number for move in way.moves if move.kind == "act"}
    return (atom for act in rules.acts if act.number in done for one in act.conditions for atom in atoms_of(one))


def region_of(flat: Flat, rows: Words, either: tuple[int, ...]) -> Region:
    """Return rows as a certificate: a bit for each atom."""
    atoms = tuple(sorted(flat.fields.places))
    bits = np.zeros((len(rows), (len(atoms) + 7) // 8), np.uint8)
    position = {atom: number for number, atom in enumerate(atoms)}
    for number, field in enumerate(flat.fields.fields):
        values = flat.fields.values(rows, number)
        there = np.flatnonzero(values)
        place = np.array([position[atom] for atom in field.atoms])[values[there] - 1]
        bits[there, place // 8] |= (1 << (place % 8)).astype(np.uint8)
    return Region(atoms, len(bits), bits.tobytes(), either)
