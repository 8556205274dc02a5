"""Obstacles: what keeps a goal out of reach for people of whom a box shows that it is.

That is the first single change under which the box no longer shows it: a line of the law waived, in the order of the lawbooks; else an exclusion of the
mapping dropped; else a fact that others decide the other way round. Such a change is in some opening (`routes.openings`), and may need more beside it.

A line or an exclusion can only matter to people for whom it is all that shuts some act, an act that brings about something their box does not hold yet.
Who they are is found once, for all lines and acts; only their boxes are then grown.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from safeconduct.graph.bounds import F, T
from safeconduct.population.boxes import Boxes, Flags, Waived
from safeconduct.rules.model import Operator, Rules

NOTHING = ""  # no single change does
OPEN, SHUT = -1, -2  # an act that nothing closes; one that more than a single waiver would have to open

Closers = npt.NDArray[np.int32]


class _Waiver(NamedTuple):
    block: str
    waived: Waived


def obstacles_of(boxes: Boxes) -> list[str]:
    """Return the obstacle of each kind, as `Best.blocked`; in the boxes, of what can be met on a route, the goal is out of reach."""
    found = np.full(boxes.bits.shape[1], NOTHING, object)
    waivers = list(_waivers(boxes.rules))
    gaining = _gaining(boxes, waivers)
    for number, waiver in enumerate(waivers):
        where = gaining.get(number, np.False_) & (found == NOTHING)
        if where.any():
            _note(found, where, boxes.without(waiver.waived, where), waiver.block)
    for atom in _decided_by_others(boxes.rules):
        for bits, said in ((T, "true"), (F, "false")):
            where = (found == NOTHING) & ((boxes.bits[atom] & bits) == 0)
            if where.any():
                _note(found, where, boxes.with_more(atom, bits, where), f"{boxes.rules.atoms[atom]}={said}")
    return [str(block) for block in found]


def _note(found: npt.NDArray[np.object_], where: Flags, changed: Boxes, block: str) -> None:
    found[np.flatnonzero(where)[changed.goal_is_possible()]] = block


def _waivers(rules: Rules) -> Iterator[_Waiver]:
    """Yield every line and every exclusion of the person's own, in order."""
    open_to_all = (one for one in rules.operators if one.kind != "offence")
    for key in dict.fromkeys(line.key for one in open_to_all for line in one.lines if line.waivable):
        yield _Waiver(key, Waived(line=key))
    for number, exclusion in enumerate(rules.exclusions):
        if not exclusion.key.startswith("unlawful"):
            yield _Waiver(exclusion.key, Waived(exclusion=number))


def _decided_by_others(rules: Rules) -> Iterator[int]:
    return (atom for atom in rules.given if atom not in rules.dates)


def _gaining(boxes: Boxes, waivers: list[_Waiver]) -> dict[int, Flags]:
    """Return for each waiver (its number) which kinds can do an act with it that they cannot without, and gain by it."""
    number = {one.waived: place for place, one in enumerate(waivers)}
    gaining: dict[int, Flags] = {}
    for operator in boxes.rules.operators:
        closers = _closers(boxes, operator, number)
        gains = boxes.gain_by(operator.changes, closers >= 0)
        for closer in np.unique(closers[gains]).tolist():
            gaining[closer] = gaining.get(closer, np.False_) | (gains & (closers == closer))
    return gaining


def _closers(boxes: Boxes, operator: Operator, number: dict[Waived, int]) -> Closers:
    """Return for each kind the waiver that alone would open an act, OPEN or SHUT."""
    closers = np.full(boxes.bits.shape[1], OPEN, np.int32)
    parts = [(Waived(line=line.key), (boxes.of(line.formula) & T) == 0) for line in operator.lines]
    parts += [(Waived(exclusion=ban.exclusion), (boxes.of(ban.when) & F) == 0) for ban in operator.bans]
    for waived, closed in parts:
        own = number.get(waived, SHUT)
        closers[closed] = np.where((closers[closed] == OPEN) | (closers[closed] == own), own, SHUT)
    return closers
