"""Trails: who sent somebody on to whom, followed through the contacts of one matter."""

from collections.abc import Iterator, Sequence

from safeconduct.casework.model import Contact

FEWEST_UNITS = 3  # of a chain


def next_of(contacts: Sequence[Contact]) -> dict[int, int]:
    """Return where each hop leads: place of the hop → place of the first later contact with the unit it names."""
    later: dict[str, int] = {}
    found: dict[int, int] = {}
    for place in range(len(contacts) - 1, -1, -1):
        one = contacts[place]
        if one.is_hop and one.to in later:
            found[place] = later[one.to]
        later[one.unit] = place
    return found


def cycles_of(contacts: Sequence[Contact]) -> Iterator[tuple[int, ...]]:
    """Yield the first cycle for each set of units: hops that lead from one to the next and at last back to the unit of the first."""
    leads, told = next_of(contacts), set[frozenset[str]]()
    for start, one in enumerate(contacts):
        trail, units = [start], {one.unit}
        while contacts[trail[-1]].is_hop:
            if contacts[trail[-1]].to == one.unit and len(trail) > 1:
                if frozenset(units) not in told:
                    told.add(frozenset(units))
                    yield tuple(trail)
                break
            onward = leads.get(trail[-1])
            if onward is None or contacts[onward].unit in units:
                break
            trail.append(onward)
            units.add(contacts[onward].unit)


def chains_of(contacts: Sequence[Contact]) -> Iterator[tuple[int, ...]]:
    """Yield each trail from its beginning to its end on which three units or more sent somebody on or failed them, and none took the matter."""
    leads = next_of(contacts)
    led_to = set(leads.values())
    for start, one in enumerate(contacts):
        if not one.is_hop or start in led_to:
            continue
        trail = [start]
        while (
            (onward := leads.get(trail[-1])) is not None and contacts[onward].answer and not contacts[onward].is_taken
        ):
            trail.append(onward)
        onward = leads.get(trail[-1])
        was_taken = onward is not None and contacts[onward].is_taken
        if not was_taken and len({contacts[place].unit for place in trail}) >= FEWEST_UNITS:
            yield tuple(trail)
