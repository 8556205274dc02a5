"""Obstacles: what keeps a goal out of reach for people of whom a box shows that it is.

That is the first single change under which the box no longer shows it: a line of the law waived, in the order of the lawbooks; else an exclusion of the
mapping dropped; else a fact that others decide the other way round. Such a change is in some opening (`routes.openings`), and may need more beside it.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from safeconduct.graph.bounds import F, T
from safeconduct.population.boxes import Bits, Boxes, Days, Flags
from safeconduct.rules.algebra import TRUE
from safeconduct.rules.model import Operator, Rules

NOTHING = ""  # no single change does


class _Change(NamedTuple):
    """What is changed, the acts that may gain by it, and how."""

    block: str
    rules: Rules
    gaining: tuple[Operator, ...]  # as they then are; none: whoever's fact is changed
    more: tuple[int, int] | None = None


def obstacles_of(base: Rules, values: Bits, since: Days) -> list[str]:
    """Return the obstacle of each kind, as `Best.blocked`; the values and days are of the base's atoms (atoms x kinds)."""
    boxes = Boxes(base, values, since, good_only=True)
    found = np.full(values.shape[1], NOTHING, object)
    for change in _changes(base):
        open_ = found == NOTHING
        if not open_.any():
            break
        where = open_ & _gains(boxes, change)
        if where.any():
            freed = boxes.changed(change.rules, where, change.more).goal_is_possible()
            found[np.flatnonzero(where)[freed]] = change.block
    return [str(block) for block in found]


def _gains(boxes: Boxes, change: _Change) -> Flags:
    """Return for which kinds an act becomes possible, or a fact."""
    if change.more is not None:
        atom, bits = change.more
        lacking: Flags = (boxes.bits[atom] & bits) == 0
        return lacking
    gains = np.zeros(boxes.bits.shape[1], np.bool_)
    for operator in change.gaining:
        before = next(one for one in boxes.rules.operators if one.name == operator.name)
        gains |= boxes.can_apply(operator) & ~boxes.can_apply(before)
    return gains


def _changes(base: Rules) -> Iterator[_Change]:
    """Yield every single change, in order."""
    open_to_all = [one for one in base.operators if one.kind != "offence"]
    for key in dict.fromkeys(line.key for one in open_to_all for line in one.lines if line.waivable):
        yield _with_operators(base, key, [_without_line(one, key) for one in base.operators])
    for number, exclusion in enumerate(base.exclusions):
        if not exclusion.key.startswith("unlawful"):
            yield _with_operators(base, exclusion.key, [_without_ban(one, number) for one in base.operators])
    for atom in base.given:
        if atom not in base.dates:
            yield _Change(f"{base.atoms[atom]}=true", base, (), (atom, T))
            yield _Change(f"{base.atoms[atom]}=false", base, (), (atom, F))


def _with_operators(base: Rules, block: str, operators: list[Operator]) -> _Change:
    gaining = tuple(new for old, new in zip(base.operators, operators, strict=True) if new is not old)
    return _Change(block, replace(base, operators=tuple(operators)), gaining)


def _without_line(one: Operator, key: str) -> Operator:
    if not any(line.key == key for line in one.lines):
        return one
    return replace(one, lines=tuple(replace(line, formula=TRUE) if line.key == key else line for line in one.lines))


def _without_ban(one: Operator, exclusion: int) -> Operator:
    bans = tuple(ban for ban in one.bans if ban.exclusion != exclusion)
    return one if len(bans) == len(one.bans) else replace(one, bans=bans)
