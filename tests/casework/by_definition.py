"""The patterns by their definitions (docs/reference/contacts-format.md, section 3): slow and obvious, and no line shared with the program.

Every choice of contacts is tried; time is walked minute by minute.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import combinations, pairwise

MINUTES = {"desk": 60, "far-desk": 180, "inside": 180, "between": 480}  # 민원령 13(1) to (3)
TAKEN = {"decision", "documents", "extension", "notice"}
# Chuseok, Foundation Day with its substitute, and Hangeul Day of 2026, from a calendar on the table.
HOLIDAYS = {date(2026, 9, day) for day in (24, 25, 26)} | {date(2026, 10, day) for day in (3, 5, 9)}


def found(history) -> set[tuple[str, tuple[int, ...], bool | None]]:
    """Return pattern, contacts and whether inside one agency, of the eight patterns."""
    contacts, units = history.contacts, history.units
    result = set()
    for pattern, rule in PATTERNS.items():
        for chosen in rule(contacts, units):
            last = contacts[chosen[-1]]
            agencies = {units[contacts[n].unit].agency for n in chosen}
            agencies |= {units[contacts[n].to].agency for n in chosen if contacts[n].to}
            inside = len(agencies) == 1 and not (pattern == "disclaimer" and last.to is None)
            result.add((pattern, chosen, inside))
    return result


def choices(contacts) -> Iterator[tuple[int, ...]]:
    for size in range(1, len(contacts) + 1):
        yield from combinations(range(len(contacts)), size)


def leads(contacts, one: int, other: int) -> bool:
    """The other is the first contact, after the one, with the unit that the one names in sending somebody on."""
    first = contacts[one]
    if first.answer not in ("transfer", "disclaimer") or first.to is None:
        return False
    with_that_unit = [n for n in range(one + 1, len(contacts)) if contacts[n].unit == first.to]
    return bool(with_that_unit) and with_that_unit[0] == other


def in_a_row(contacts, chosen) -> bool:
    return all(leads(contacts, one, other) for one, other in pairwise(chosen))


def cycles(contacts, units):
    per_units = {}
    for chosen in choices(contacts):
        names = [contacts[n].unit for n in chosen]
        hops = all(contacts[n].answer in ("transfer", "disclaimer") for n in chosen)
        different = len(set(names)) == len(names) > 1
        if hops and different and in_a_row(contacts, chosen) and contacts[chosen[-1]].to == names[0]:
            per_units.setdefault(tuple(sorted(names)), []).append(chosen)
    return [min(found) for found in per_units.values()]


def chains(contacts, units):
    for chosen in choices(contacts):
        begins = not any(leads(contacts, n, chosen[0]) for n in range(len(contacts)))
        failed = all(contacts[n].answer is not None and contacts[n].answer not in TAKEN for n in chosen)
        onward = [n for n in range(len(contacts)) if leads(contacts, chosen[-1], n)]
        ends = all(contacts[n].answer is None for n in onward)
        if len({contacts[n].unit for n in chosen}) >= 3 and in_a_row(contacts, chosen) and begins and failed and ends:
            yield chosen


def disclaimers(contacts, units):
    for n, one in enumerate(contacts):
        sent_later = [o for o in contacts[n + 1 :] if (o.unit, o.answer) == (one.unit, "transfer")]
        if one.answer == "disclaimer" and not sent_later:
            yield (n,)


def dead_ends(contacts, units):
    for n, one in enumerate(contacts):
        if one.answer == "no-such-unit":
            named = [m for m in range(n) if contacts[m].to == one.unit]
            yield (max(named), n) if named else (n,)


def works(minute: datetime) -> bool:
    at_desk = time(9) <= minute.time() < time(12) or time(13) <= minute.time() < time(18)
    return at_desk and minute.weekday() < 5 and minute.date() not in HOLIDAYS


@cache
def end_of(received: datetime, minutes: int) -> datetime:
    """The moment at which so many minutes of working time have passed."""
    now = received
    while minutes:
        minutes -= works(now)
        now += timedelta(minutes=1)
        if now.time() == time(18) and minutes:  # nobody works at night
            now = datetime.combine(now.date() + timedelta(days=1), time(9))
    return now


def late_hops(contacts, units):
    for n, one in enumerate(contacts):
        if one.answer != "transfer" or one.to is None:
            continue
        here, there = units[one.unit], units[one.to]
        where = "between" if here.agency != there.agency else "inside"
        if where == "inside" and here.desk:
            where = "far-desk" if here.far else "desk"
        # Without the hour it may have come at any: it is late only if it would be, had it come in the last minute of the day.
        end = end_of(datetime.combine(one.day, one.hour or time(23, 59)), MINUTES[where])
        if one.hour is not None and one.answered_hour is not None:
            late = datetime.combine(one.answered, one.answered_hour) > end
        else:
            late = one.answered > end.date()
        if late:
            yield (n,)


def refused_intakes(contacts, units):
    return [(n,) for n, one in enumerate(contacts) if one.answer == "refused-intake"]


def non_answers(contacts, units):
    for n, one in enumerate(contacts):
        with_a_day = one.said == "under-review" and one.until is not None
        refused = one.answer == "decision" and one.granted is not True and one.in_writing
        if (one.answer == "non-answer" and not with_a_day) or (refused and one.said in ("no-precedent", "no-law")):
            yield (n,)


def clock_thefts(contacts, units):
    def taken_in(n):
        return contacts[n].filed and contacts[n].answer not in ("refused-intake", "no-such-unit")

    for later in range(len(contacts)):
        if not taken_in(later):
            continue
        day = contacts[later].day
        for first in range(later):
            between = [o for o in contacts if o.answer == "decision" and contacts[first].day <= o.answered < day]
            if taken_in(first) and not between:
                if contacts[first].unit != contacts[later].unit:
                    yield (first, later)
                break


PATTERNS = {
    "cycle": cycles,
    "chain": chains,
    "disclaimer": disclaimers,
    "dead-end": dead_ends,
    "late-hop": late_hops,
    "refused-intake": refused_intakes,
    "non-answer": non_answers,
    "clock-theft": clock_thefts,
}
