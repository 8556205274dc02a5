"""Suppression: small counts are not shown, nor the others from which they could be worked out by taking one from another."""

from collections.abc import Mapping
from typing import NamedTuple


class Count(NamedTuple):
    """A number of people as it may be shown. `people` is None if it is not shown; `below`: because it is under this number, though not zero."""

    people: int | None
    below: int | None = None


HIDDEN = Count(None)


def parts_shown(parts: Mapping[str, int], least: int) -> tuple[dict[str, Count], bool]:
    """Return the parts of a whole as they may be shown, and whether the whole may be shown too.

    Parts of 1 to least - 1 are not shown. Together those that are not shown come to `least` or more and are at least two, so that the whole less
    what is shown tells nothing of one of them; where there are not enough, the whole is not shown either.
    """
    small = {name for name, people in parts.items() if 0 < people < least}
    hidden = set(small)
    others = sorted((people, name) for name, people in parts.items() if people >= least)
    while hidden and (len(hidden) < 2 or sum(parts[name] for name in hidden) < least) and others:
        hidden.add(others.pop(0)[1])
    shown = {
        name: Count(None, least) if name in small else HIDDEN if name in hidden else Count(people)
        for name, people in parts.items()
    }
    return shown, not hidden or (len(hidden) > 1 and sum(parts[name] for name in hidden) >= least)


def part_shown(people: int, whole: int, least: int, *, whole_shown: bool = True) -> Count:
    """Return a part of a whole that is shown beside it: not if it is small, nor if the rest is."""
    if 0 < people < least:
        return Count(None, least)
    if 0 < whole - people < least or not whole_shown:
        return HIDDEN
    return Count(people)
