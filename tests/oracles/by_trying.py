"""Compares our answer to one case with trying everything: fronts, every day, openings, and games against the deciders."""

from oracles.brute import TooLargeError, brute_front, brute_openings, changed
from oracles.compared import LIMITS, Case
from oracles.game import can_be_forced
from oracles.openers import openers_of, universe
from safeconduct.referee.replay import replay, replay_policy
from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import NoRoute, Routes
from safeconduct.rules.model import Rules
from safeconduct.rules.reference import initial

STEPS, LABELS = 6, 1_000  # that are tried
FEW_DAYS = 12  # each of which may be acted on
MOVES, DAYS = 8, 40  # of a game


def front_on_event_days(case: Case) -> list[str]:
    """Compare the whole Pareto set of costs, acting when something changes."""
    return fronts(case, case.days, every_day=False, claimed=case.is_complete)


def front_on_every_day(case: Case) -> list[str]:
    """Compare it with acting on any day: equal where that is claimed to be no better, else none of ours may be better."""
    return fronts(case, FEW_DAYS, every_day=True, claimed=case.is_complete and case.is_early)


def fronts(case: Case, days: int, *, every_day: bool, claimed: bool) -> list[str]:
    try:
        tried = brute_front(case.rules, days, STEPS, every_day, LABELS)
    except TooLargeError:
        return []
    within = [route for route in case.routes if route.cost.days <= days]
    ours = [route.cost.as_tuple() for route in within]
    short = [route.cost.as_tuple() for route in within if len(route.steps) <= STEPS]
    found = [
        f"ours of {one} beats all that was tried: {tried}" for one in short if not any(beaten(one, t) for t in tried)
    ]
    if claimed:
        found += [f"we missed {one}: {ours}" for one in tried if not any(beaten(one, mine) for mine in ours)]
    return found


def beaten(cost: tuple[int, ...], by: tuple[int, ...]) -> bool:
    return all(x <= y for x, y in zip(by, cost, strict=True))


def openings(case: Case) -> list[str]:
    """Compare the openings of a case without a way with trying every set of up to two changes: none of those may be missing.

    Trying ends after so many steps and days; where a part of what it needs opens a way that is longer, ours is the part.
    """
    solution = solve(case.rules, most=2, limits=LIMITS)
    if not isinstance(solution, NoRoute) or not solution.openings.complete:
        return []
    every = universe(case.rules)
    try:
        tried = brute_openings(case.rules, every, 2, DAYS, STEPS)
    except TooLargeError:
        return []
    found = [openers_of(one, every) for one in solution.openings.found]
    missed = [one for one in tried if not any(ours <= openers_of(one, every) for ours in found)]
    longer = [ours for ours in found if any(ours < openers_of(one, every) for one in tried)]
    return [f"we missed the opening {one}" for one in missed] + [
        fault for changes in longer for fault in longer_way(changed(case.rules, tuple(changes)))
    ]


def longer_way(rules: Rules) -> list[str]:
    """Return what is wrong with our way under changed rules, which trying did not find: the referee, or that it is not long."""
    solution = solve(rules, most=0, limits=LIMITS)
    if not isinstance(solution, Routes):
        return [f"an opening that opens nothing: {solution}"]
    routes = [one.policy.route for one in solution.groups]
    short = [one for one in routes if one.cost.days <= DAYS and len(one.steps) <= STEPS]
    return [fault for one in routes for fault in replay(rules, one)] + [f"trying missed {one}" for one in short]


def policies(case: Case) -> list[str]:
    """Compare "assured" with a game: what we call assured can be forced, and what can be forced at all is found assured."""
    solution = solve(case.rules, most=0, limits=LIMITS, answered=1_000)
    if not isinstance(solution, Routes):
        return []
    found = [f"the referee: {fault}" for one in solution.groups for fault in replay_policy(case.rules, one.policy)]
    assured = any(one.policy.assured for one in solution.groups)
    try:
        forced = can_be_forced(case.rules, initial(case.rules), MOVES, case.rules.today + DAYS)
    except TooLargeError:
        return found
    if assured != forced and (forced or shortest(solution) <= MOVES):
        found.append(f"assured: {assured}; can be forced in {MOVES} moves: {forced}")
    return found


def shortest(solution: Routes) -> int:
    """Return how many moves the shortest assured route takes: its steps and at most as many waits; more if it lasts too long."""
    lengths = [
        2 * len(one.policy.route.steps) for one in solution.groups if one.policy.assured and not one.policy.branches
    ]
    return min(lengths, default=MOVES + 1)
