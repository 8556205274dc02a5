"""The best way through an invented world, read from what was drawn and not from the lawbook written of it: a plain shortest path.

For the plain flavour, in which one thing is done at a time and a route costs the sum of its days.
"""

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from world import NOWHERE, Country, World

RESIDENT = ("temporary", "refugee", "permanent", "at_home")


class Situation(NamedTuple):
    place: str
    status: str  # "" between countries
    first: str
    second: str


def fewest_days(world: World, *, skilled: bool = False, fears: bool = True) -> int | None:
    """Return the days to live in the last country as its national, or None."""
    laws = {one.code: one for one in world.countries}
    for days, at in explored(world, laws, skilled, fears):
        if at.place == world.goal and world.goal in (at.first, at.second):
            return days
    return None


def situations(world: World, *, skilled: bool = False, fears: bool = True) -> int:
    """Return how many situations the person can come into."""
    laws = {one.code: one for one in world.countries}
    return sum(1 for _ in explored(world, laws, skilled, fears))


def explored(world: World, laws: dict[str, Country], skilled: bool, fears: bool) -> Iterator[tuple[int, Situation]]:
    """Yield every situation once, with the fewest days in which it is reached, soonest first."""
    heap = [(0, Situation(world.start, "at_home", world.start, NOWHERE))]
    done: set[Situation] = set()
    while heap:
        days, at = heappop(heap)
        if at in done:
            continue
        done.add(at)
        yield days, at
        for more, then in following(at, laws, skilled, fears):
            if then not in done:
                heappush(heap, (days + more, then))


def following(at: Situation, laws: dict[str, Country], skilled: bool, fears: bool) -> Iterator[tuple[int, Situation]]:
    """Yield each thing that can be done, as its days and the situation it leads to."""
    nationalities = {at.first, at.second} - {NOWHERE}
    if at.place == NOWHERE:
        for law in laws.values():
            if law.code in nationalities:
                yield 1, at._replace(place=law.code, status="at_home")
            elif is_among(nationalities, law.admits):
                yield law.entry_days, at._replace(place=law.code, status="visitor")
        return
    law = laws[at.place]
    yield 0, at._replace(place=NOWHERE, status="")
    if at.status == "visitor":
        yield from permits(at, law, nationalities, skilled, fears)
    if at.status in ("temporary", "refugee"):
        yield law.years_to_permanent * 365, at._replace(status="permanent")
    if at.status == "permanent" and law.naturalises:
        yield from naturalised(at, law, nationalities)
    if at.status in RESIDENT:
        for code in nationalities - {at.place}:
            if laws[code].releases if len(nationalities) == 2 else laws[code].strands:
                slot = "first" if at.first == code else "second"
                yield 30, at._replace(**{slot: NOWHERE})


def permits(
    at: Situation, law: Country, nationalities: set[str], skilled: bool, fears: bool
) -> Iterator[tuple[int, Situation]]:
    if is_among(nationalities, law.permits) or (skilled and law.skilled):
        yield law.permit_days, at._replace(status="temporary")
    if fears and law.asylum:
        yield law.asylum_days, at._replace(status="refugee")
    if law.stateless and not nationalities:
        yield law.asylum_days, at._replace(status="temporary")


def naturalised(at: Situation, law: Country, nationalities: set[str]) -> Iterator[tuple[int, Situation]]:
    days = law.years_to_national * 365
    if not law.keeps:
        yield days, at._replace(status="at_home", first=law.code, second=NOWHERE)
    elif law.code not in nationalities:
        if at.first == NOWHERE:
            yield days, at._replace(status="at_home", first=law.code)
        elif at.second == NOWHERE:
            yield days, at._replace(status="at_home", second=law.code)


def is_among(nationalities: set[str], admitted: tuple[str, ...]) -> bool:
    """Return whether one of the nationalities is admitted; someone of none is if `ZZ` is."""
    return bool(nationalities & set(admitted)) or (not nationalities and NOWHERE in admitted)
