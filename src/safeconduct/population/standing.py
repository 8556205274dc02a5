"""Standing: whether a way leads to the goal, asked of a crowd at once, in groups that are told apart only where it matters.

A group is asked as one person of whom nothing is known in which its kinds differ. If the goal is out of reach even in that person's box, it is
out of reach of them all; if that person has a way that assumes nothing of what they differ in, they all have it. Otherwise the group is
split. So nobody's answer rests on anything but their own facts, and what does not matter splits nobody.
"""

from typing import NamedTuple

import msgspec

from safeconduct.graph.model import Label, Limits
from safeconduct.graph.supports import plans_of
from safeconduct.population.asked import Ints
from safeconduct.population.crowd import Crowd
from safeconduct.population.scope import anybody_of, scope_of
from safeconduct.routes.from_graph import DEFAULT, solve
from safeconduct.routes.model import FactsMissing, NoRoute, Routes, SearchStopped
from safeconduct.routes.task import Task
from safeconduct.rules.model import Rules

QUICK = Limits(labels=60, goals=1)  # for one minimal plan
PLANS = 6  # minimal plans tried before a group is split
REACHABLE, NONE, UNKNOWN, STOPPED = ANSWERS = ("reachable", "none", "unknown", "stopped")
NAMES = {Routes: REACHABLE, NoRoute: NONE, FactsMissing: UNKNOWN, SearchStopped: STOPPED}

Known = dict[bytes, str]  # rules asked before → answer


class Standing(NamedTuple):
    """The kinds of a group, by number, and the answer of each of them."""

    answer: str
    group: Ints


def standings(rules: Rules, crowd: Crowd, group: Ints, known: Known) -> list[Standing]:
    """Return a group in groups of one answer each.

    rules: sliced for the goal (`population.scope`); what they say of the facts of the crowd does not matter
    known: answers to the same rules, remembered from question to question
    """
    found: list[Standing] = []
    waiting = [(rules, group)] if len(group) else []
    while waiting:
        wider, part = waiting.pop()
        scoped, varying = of_group(wider, crowd, part)
        task = Task(anybody_of(scoped, varying), DEFAULT)
        if not task.if_granted.goal_is_possible():
            found.append(Standing(NONE, part))
            continue
        way = None if varying & under_way(scoped) else find_way(task)
        if way is not None and not way & varying:
            found.append(Standing(REACHABLE, part))
        elif not varying:
            found.append(Standing(alone(scoped, known), part))
        else:
            waiting += [(scoped, one) for one in crowd.split(part, (way or varying) & varying)]
    return found


def of_group(rules: Rules, crowd: Crowd, group: Ints) -> tuple[Rules, set[str]]:
    """Return the rules that can matter to a group, with the facts of its first kind, and which of them differ within it."""
    differing = crowd.differing(group)
    scoped = scope_of(crowd.as_one(rules, group), differing, waived=0)
    return scoped, differing.intersection(scoped.atoms)


def under_way(rules: Rules) -> set[str]:
    """Return the applications that may be under way: each falls due on its day, so these days must be told apart."""
    return {rules.atoms[one.pending] for one in rules.decisions}


def find_way(task: Task) -> set[str] | None:
    """Return the facts that the first way met assumes, after a quick look plan by plan; None if it meets none."""
    core = task.core
    for acts in plans_of(core.rules, core.if_granted).acts[:PLANS]:
        goals = core.explore(tuple(sorted(acts)), core.start, QUICK).goals
        if goals:
            return assumed_on(core.rules, goals[0])
    return None


def assumed_on(rules: Rules, label: Label) -> set[str]:
    assumed: set[str] = set()
    at: Label | None = label
    while at is not None:
        if at.move is not None and at.move.kind == "assume":
            assumed.add(rules.atoms[at.move.number])
        at = at.parent
    return assumed


def alone(rules: Rules, known: Known) -> str:
    """Return the answer of the ordinary search to a group that differs in nothing that matters."""
    key = msgspec.msgpack.encode(rules)
    if key not in known:
        known[key] = NAMES[type(solve(rules, most=0, answered=0))]
    return known[key]
