"""Whole: the complete answer where the rules can be searched in rows (`graph.waves`), as labels or as a certificate."""

import numpy as np

from safeconduct.graph.fields import Words
from safeconduct.graph.flat import Flat, flat
from safeconduct.graph.model import NOTHING, Label, Move, Transition
from safeconduct.graph.waves import Way, values_met, waves_of
from safeconduct.routes.alternatives import route_of
from safeconduct.routes.model import Region, Route
from safeconduct.routes.task import Task
from safeconduct.rules.folded import UnfitError, folded
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import TRUE

LONGEST = 10_000  # steps and waits replayed on one way


def find_ways(task: Task) -> list[Label] | None:
    """Return all ways that no other beats; None where the rules cannot be searched in rows, or not to the end."""
    rows = find_flat(task.rules)
    if rows is None:
        return None
    found = waves_of(rows, years=task.limits.years)
    if not found.ways and found.stopped is not None:
        return None
    return [label_of(task, way) for way in found.ways]


def find_flat(rules: Rules) -> Flat | None:
    """Return rules as arrays, or None where they cannot be searched so."""
    try:
        return flat(folded(rules))
    except UnfitError:
        return None


def routes_of(task: Task, ways: tuple[Way, ...]) -> list[Route]:
    """Return ways as routes."""
    return [route_of(task, label_of(task, way), task) for way in ways]


def label_of(task: Task, way: Way) -> Label:
    """Return a way as the chain of labels that leads along it, each act done as soon as it is open and its turn."""
    label = Label(task.start, NOTHING, None, None, 0)
    acts = [move.number for move in way.moves if move.kind == "act"]
    for _ in range(LONGEST):
        if not acts and task.packed.goal(label.state) == TRUE:
            return label
        following = _following(task, label, acts[0] if acts else None)
        if following.move.kind == "act":
            acts.pop(0)
        label = Label(following.state, label.spent.plus(following.spent), following.move, label, label.depth + 1)
    raise AssertionError("a way found in rows cannot be followed step by step")


def _following(task: Task, label: Label, act: int | None) -> Transition:
    """Return the next transition: the act, if it is open; else what is decided, or waiting for it."""
    transitions = {
        one.move[:2] if one.move.kind == "act" else one.move.kind: one for one in task.successors.of(label.state)
    }
    for key in (Move("act", -1 if act is None else act)[:2], "granted", "wait"):
        if key in transitions:
            return transitions[key]
    raise AssertionError("a way found in rows comes to an end too soon")


def find_region(task: Task) -> Region | None:
    """Return the certificate that no values that can be met are the goal, whatever the clocks say; None where there is none."""
    rows = find_flat(task.rules)
    met = None if rows is None else values_met(rows)
    if rows is None or met is None or met.ways or met.stopped is not None:
        return None
    return region_of(rows, met.rows)


def region_of(flat: Flat, rows: Words) -> Region:
    """Return rows as a certificate: a bit for each atom."""
    atoms = tuple(sorted(flat.fields.places))
    bits = np.zeros((len(rows), (len(atoms) + 7) // 8), np.uint8)
    position = {atom: number for number, atom in enumerate(atoms)}
    for number, field in enumerate(flat.fields.fields):
        values = flat.fields.values(rows, number)
        there = np.flatnonzero(values)
        place = np.array([position[atom] for atom in field.atoms])[values[there] - 1]
        bits[there, place // 8] |= (1 << (place % 8)).astype(np.uint8)
    return Region(atoms, len(bits), bits.tobytes())
