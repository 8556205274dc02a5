"""Kinds: people who differ only in their days; and of each kind the part of the rules that decides about it.

A search for a way reads only its *core*: the rules with the acts that can be open on a route (`routes.task.Task.core`). Kinds with the same live acts
have the same core but for the start.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from safeconduct.graph.bounds import T
from safeconduct.population.asked import CONSTANT, Asked, Ints, Starts, starts_of
from safeconduct.population.boxes import Bits, Boxes, Days, Flags
from safeconduct.population.distinct import Places, distinct
from safeconduct.population.held import Held, Ordinals
from safeconduct.population.obstacles import obstacles_of
from safeconduct.rules.model import Operator, Rules
from safeconduct.rules.relevance import for_goal

Bands = npt.NDArray[np.integer]

HOPELESS = -1
AT_ONCE = 8_192  # kinds whose boxes are found together: what the memory holds at a time


class Kinds(NamedTuple):
    """which: of each row its kind; values, days: of each kind what one of them holds (kinds x columns); people: how many are of each kind."""

    which: Places
    values: Ints
    days: Ints
    people: Ints


class Prospects(NamedTuple):
    """How kinds start, with the days of one of them, and what decides about them.

    cores: for each kind the place of its core in `rules`, HOPELESS if a box shows that there is no way
    rules: of each core, with the start of nobody in particular
    blocked: for each hopeless kind what stands in its way (`population.obstacles`)
    """

    starts: Starts
    cores: Ints
    rules: tuple[Rules, ...]
    blocked: dict[int, str]


def kinds_of(asked: Asked, held: Held) -> Kinds:
    """Return the kinds of people."""
    bands = [_band(asked, place, day) for place, day in enumerate(held.days)]
    which, first = distinct([*held.values, *bands], held.rows)
    values, days = held.values_in(first, len(asked.values)), held.days_in(first)
    people = np.bincount(which, held.people, len(first)).astype(np.int64)
    return Kinds(which, values, days, people)


def _band(asked: Asked, place: int, days: Ordinals) -> Bands:
    """Return what of a column makes a kind: if the day is known, and which of its periods are over by the day of the question."""
    if place in asked.exact:
        return days
    first, end = max(asked.earliest_that_matters(place), 1), int(days.max(initial=0)) + 1
    bands: Bands = np.zeros(max(first, end), np.min_scalar_type(len(asked.cutoffs[place]) + 1))
    bands[first:] = 1 + np.searchsorted(asked.cutoffs[place], np.arange(first, len(bands)))
    return bands[days]


def prospects_of(asked: Asked, kinds: Kinds) -> Prospects:
    """Return what decides about each kind."""
    starts = starts_of(asked, kinds.values, kinds.days)
    numbers: dict[bytes, int] = {}
    cores = np.zeros(len(kinds.days), np.int64)
    blocked: dict[int, str] = {}
    for begin in range(0, len(cores), AT_ONCE):
        part = np.arange(begin, min(begin + AT_ONCE, len(cores)))
        live, hopeless, blocks = _live(asked, starts.some(part), kinds.days[part])
        masks = [mask.tobytes() for mask in np.packbits(live, axis=0).T]
        cores[part] = [
            HOPELESS if out else numbers.setdefault(mask, len(numbers))
            for mask, out in zip(masks, hopeless.tolist(), strict=True)
        ]
        blocked.update(zip(part[hopeless].tolist(), blocks, strict=True))
    return Prospects(starts, cores, tuple(_core_of(asked.base, mask) for mask in numbers), blocked)


def _live(asked: Asked, starts: Starts, days: Ints) -> tuple[Flags, Flags, list[str]]:
    """Return which acts of the base can be open on a route of each kind (acts x kinds), which kinds have no hope of any, and why."""
    values, since = situations_of(asked, asked.base, starts, days)
    if_granted = Boxes(asked.base, values, since, good_only=True)
    hopeless = ~if_granted.goal_is_possible()
    if hopeless.any():
        any_outcome = Boxes(
            asked.refusable, *situations_of(asked, asked.refusable, starts.some(hopeless), days[hopeless])
        )
        hopeless[hopeless] = ~any_outcome.goal_is_possible()
    blocks = obstacles_of(if_granted.some(hopeless)) if hopeless.any() else []
    none = np.zeros((0, len(days)), np.bool_)
    live = np.vstack([none, *(_is_live(if_granted, operator) for operator in asked.base.operators)])
    return live, hopeless, blocks


def _is_live(if_granted: Boxes, operator: Operator) -> Flags:
    """Return for which kinds an act can be open, or its decision can be pending, by its own act or by whatever else."""
    can = if_granted.can_apply(operator)
    if operator.decision is None:
        return can
    pending = if_granted.rules.decisions[operator.decision].pending
    falls: Flags = (if_granted.bits[pending] & T) != 0
    return can | falls


def _core_of(rules: Rules, mask: bytes) -> Rules:
    """Return the rules with only the live operators, sliced again as `Task.core` does."""
    live = np.unpackbits(np.frombuffer(mask, np.uint8), count=len(rules.operators))
    kept = tuple(one for one, lives in zip(rules.operators, live.tolist(), strict=True) if lives)
    return for_goal(replace(rules, operators=kept), rules.goal, unasked=True)


def situations_of(asked: Asked, rules: Rules, starts: Starts, days: Ints) -> tuple[Bits, Days]:
    """Return value and day of every atom of some rules (atoms x kinds), the days those of one person of each kind."""
    kinds = len(days)
    values = np.repeat(np.array([int(value) for value in rules.values], np.uint8)[:, None], kinds, axis=1)
    since = np.repeat(np.array(rules.since, np.int32)[:, None], kinds, axis=1)
    number = {name: atom for atom, name in enumerate(rules.atoms)}
    for row, fed in enumerate(asked.fed):
        atom = number.get(asked.rules.atoms[fed])
        if atom is not None:
            source = starts.source[row]
            own = days[np.arange(kinds), np.maximum(source, 0)] if days.shape[1] else starts.since[row]
            values[atom] = starts.values[row]
            since[atom] = np.where(source == CONSTANT, starts.since[row], own)
    return values, since
