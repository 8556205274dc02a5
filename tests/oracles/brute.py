"""Every route there is, by trying everything in every order: the answer other programs are compared with.

Uses `rules/reference` only. Sensible for rules of a few atoms and operators and a horizon of weeks.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import msgspec

from safeconduct.referee.replay import cost_of, duties_of
from safeconduct.routes.model import Cost, Opening, Route, Step
from safeconduct.rules.model import Constant, Rules
from safeconduct.rules.reference import (
    Price,
    Situation,
    due_decision,
    happenings,
    initial,
    is_excluded,
    is_goal,
    is_unsettled,
    next_event_day,
    on_day,
    price_of,
    total,
)
from safeconduct.terms.truth import Truth, truth_of

MOST_LABELS = 20_000


class TooLargeError(Exception):
    """Trying everything would take too long: no answer."""


class Label(NamedTuple):
    situation: Situation
    price: Price
    steps: tuple[Step, ...]


def brute_front(
    rules: Rules, horizon_days: int, max_steps: int, every_day: bool = False, most_labels: int = MOST_LABELS
) -> list[tuple[int, ...]]:
    """Return the Pareto set of the costs (fields of Cost) of all routes within the bounds, sorted."""
    routes = brute_routes(rules, horizon_days, max_steps, every_day, most_labels=most_labels)
    return [route.cost.as_tuple() for route in routes]


def brute_routes(
    rules: Rules,
    horizon_days: int,
    max_steps: int,
    every_day: bool = False,
    start: Situation | None = None,
    most_labels: int = MOST_LABELS,
) -> list[Route]:
    """Return one route for each cost of the Pareto set, sorted by cost.

    max_steps: waits are not counted
    every_day: also act on days on which nothing changes
    Raises TooLargeError after `most_labels` situations with different prices.
    """
    first = initial(rules) if start is None else start
    best: dict[Cost, Route] = {}
    kept: dict[Situation, list[Price]] = {}
    labels = [] if is_excluded(rules, first) else [Label(first, Price(), ())]
    for taken in range(max_steps + 1):
        following: list[Label] = []
        for label in labels:
            for waited in waits(rules, label, first.today + horizon_days, every_day):
                if is_beaten(kept, waited):
                    continue
                if is_goal(rules, waited.situation):
                    cost = cost_of(waited.situation.today - first.today, waited.price)
                    end, steps = waited.situation.today, waited.steps
                    best.setdefault(cost, Route(steps, end, cost, duties_of(rules, steps)))
                    continue
                if taken < max_steps:
                    following += after_one(rules, waited)
            if len(following) > most_labels:
                raise TooLargeError
        labels = following
        if sum(len(prices) for prices in kept.values()) + len(labels) > most_labels:
            raise TooLargeError
    return [best[cost] for cost in sorted(best) if not any(beats(other, cost) for other in best)]


def waits(rules: Rules, label: Label, last: int, every_day: bool) -> Iterator[Label]:
    """Yield the label, then itself after each wait, up to the goal, the horizon or a situation that forbids waiting."""
    situation, event = label.situation, None
    while True:
        yield label._replace(situation=situation)
        if is_goal(rules, situation) or is_unsettled(rules, situation) or due_decision(rules, situation) is not None:
            return
        if event is None or event <= situation.today:
            event = next_event_day(rules, situation)
        if event is None:
            return
        day = situation.today + 1 if every_day else event
        if day > last:
            return
        situation = on_day(rules, situation, day)
        if is_excluded(rules, situation):
            return


def after_one(rules: Rules, label: Label) -> Iterator[Label]:
    """Yield the label after each thing that a route can do today."""
    situation = label.situation
    for happening in happenings(rules, situation):
        if happening.kind in ("refused", "silence") or is_excluded(rules, happening.then):
            continue
        step = Step(situation.today, happening.kind, happening.which, happening.value)
        price = total(label.price, price_of(rules, situation, happening.kind, happening.which))
        yield Label(happening.then, price, (*label.steps, step))


def is_beaten(kept: dict[Situation, list[Price]], label: Label) -> bool:
    """Return whether the same situation was reached before, in no more steps, for no more in any field; else keep it."""
    prices = kept.setdefault(label.situation, [])
    if any(all(x <= y for x, y in zip(price, label.price, strict=True)) for price in prices):
        return True
    prices.append(label.price)
    return False


def beats(a: Cost, b: Cost) -> bool:
    return a != b and all(x <= y for x, y in zip(a.as_tuple(), b.as_tuple(), strict=True))


# --- openings ------------------------------------------------------------------------------------------------------


class Opener(NamedTuple):
    """One change of the rules or facts: waive `key` of a line, drop exclusion `key`, or make atom `atom` be `value`."""

    kind: str  # line, exclusion, fact
    key: str = ""
    atom: int = 0
    value: bool = False


def brute_openings(
    rules: Rules, universe: Sequence[Opener], most: int, horizon_days: int, max_steps: int
) -> list[Opening]:
    """Return all minimal sets of at most `most` changes under which some route exists, fewest first; without routes."""
    found: list[frozenset[Opener]] = []
    for size in range(most + 1):
        for subset in combinations(universe, size):
            chosen = frozenset(subset)
            if any(smaller <= chosen for smaller in found) or contradicts_itself(subset):
                continue
            if brute_routes(changed(rules, subset), horizon_days, max_steps):
                found.append(chosen)
    return [opening_of([change for change in universe if change in chosen]) for chosen in found]


def contradicts_itself(subset: tuple[Opener, ...]) -> bool:
    facts = [change.atom for change in subset if change.kind == "fact"]
    return len(facts) != len(set(facts))


def changed(rules: Rules, changes: tuple[Opener, ...]) -> Rules:
    for change in changes:
        match change.kind:
            case "line":
                rules = without_line(rules, change.key)
            case "exclusion":
                rules = without_exclusion(rules, change.key)
            case "fact":
                rules = with_fact(rules, change.atom, change.value)
    return rules


def without_line(rules: Rules, key: str) -> Rules:
    """Return the rules with the line true wherever it stands, also where it must still hold at the decision."""
    true = Constant(Truth.TRUE)
    operators = [
        msgspec.structs.replace(
            operator,
            lines=tuple(
                msgspec.structs.replace(line, formula=true) if line.key == key else line for line in operator.lines
            ),
        )
        for operator in rules.operators
    ]
    decisions = [
        msgspec.structs.replace(
            decision,
            keep=tuple(
                msgspec.structs.replace(line, formula=true) if line.key == key else line for line in decision.keep
            ),
        )
        for decision in rules.decisions
    ]
    return msgspec.structs.replace(rules, operators=tuple(operators), decisions=tuple(decisions))


def without_exclusion(rules: Rules, key: str) -> Rules:
    """Return the rules with the exclusion never true and its bans gone; the others keep their index."""
    dropped = [i for i, exclusion in enumerate(rules.exclusions) if exclusion.key == key]
    return msgspec.structs.replace(
        rules,
        exclusions=tuple(msgspec.structs.replace(x, formula=None) if x.key == key else x for x in rules.exclusions),
        operators=tuple(
            msgspec.structs.replace(o, bans=tuple(b for b in o.bans if b.exclusion not in dropped))
            for o in rules.operators
        ),
    )


def with_fact(rules: Rules, atom: int, value: bool) -> Rules:
    """Return the rules with an atom otherwise from the start; one made true begins on the day of the question.

    A fact made true ends the others of its group.
    """
    values, since = list(rules.values), list(rules.since)
    mates = [a for group in rules.groups if atom in group.atoms for a in group.atoms if a != atom]
    for mate in mates if value else ():
        values[mate], since[mate] = Truth.FALSE, 0
    values[atom], since[atom] = truth_of(value), rules.today if value else 0
    return msgspec.structs.replace(rules, values=tuple(values), since=tuple(since))


def opening_of(changes: list[Opener]) -> Opening:
    return Opening(
        lines=tuple(change.key for change in changes if change.kind == "line"),
        exclusions=tuple(change.key for change in changes if change.kind == "exclusion"),
        facts=tuple((change.atom, change.value) for change in changes if change.kind == "fact"),
    )
