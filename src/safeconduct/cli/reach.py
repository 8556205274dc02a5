"""Whether each wish can be reached, by when and at what cost, in one line each: no steps are told, nothing is explained."""

from datetime import date

import click
from msgspec.structs import replace

from safeconduct.cli.inquiry import Inquiry
from safeconduct.graph.flat import Flat, flat
from safeconduct.graph.waves import CRITERIA, waves_of
from safeconduct.routes.model import Box, Cost, Cover, NoRoute, Region, Routes, SearchStopped
from safeconduct.rules.folded import UnfitError, folded
from safeconduct.rules.from_law import compile_rules
from safeconduct.rules.model import Rules


def show_reach(inquiry: Inquiry, *, front: bool, verify: bool) -> None:
    """Print a line for each wish.

    front: a line for each way that no other beats in days, decisions, exposure, unstated waits and money
    verify: have the referee look at each way and each proof; ends with an exception if it refuses one
    """
    compiled = compile_rules(inquiry.law, inquiry.person)
    for wish, goal in zip(inquiry.person.wishes, compiled.goals, strict=True):
        rules = replace(compiled.rules, goal=goal)
        try:
            rows = flat(folded(rules))
        except UnfitError:
            lines = by_labels(rules, verify)
        else:
            lines = in_rows(rules, rows, front, verify)
        for line in lines:
            click.echo(f"{wish.source}: {line}")


def in_rows(rules: Rules, rows: Flat, front: bool, verify: bool) -> list[str]:
    """Return what a search in whole arrays finds."""
    found = waves_of(rows, CRITERIA if front else (), first=not front)
    if found.ways:
        if verify:
            from safeconduct.referee.replay import replay  # here and below: what the plain question does not need
            from safeconduct.routes.task import Task
            from safeconduct.routes.whole import routes_of

            refuse([fault for route in routes_of(Task(rules), rows, found.ways) for fault in replay(rules, route)])
        costs = (dict(zip(CRITERIA, way.costs, strict=False)) for way in found.ways)
        return [
            said(Cost(days=way.day - rules.today, **cost), way.day, len(way.moves))
            for way, cost in zip(found.ways, costs, strict=True)
        ]
    from safeconduct.routes.whole import find_region

    region = find_region(rules)
    if region is None:
        return [f"not found within the limits of the search ({found.stopped})"]
    if verify:
        refuse_proof(rules, region)
    return [none(region.count)]


def by_labels(rules: Rules, verify: bool) -> list[str]:
    """Return what the search by labels finds, for rules with unknown facts or windows."""
    from safeconduct.referee.left_out import check_left_out
    from safeconduct.referee.replay import replay
    from safeconduct.routes.from_graph import solve
    from safeconduct.rules.relevance import for_goal

    whole, rules = rules, for_goal(rules, rules.goal)
    if verify:
        refuse(check_left_out(whole, whole.goal, rules))
    solution = solve(rules, most=0, answered=0)
    match solution:
        case Routes(groups):
            best = groups[0].policy.route
            if verify:
                refuse(replay(rules, best))
            return [said(best.cost, best.end, len(best.steps))]
        case NoRoute(certificate):
            if verify:
                refuse_proof(rules, certificate)
            return [none(certificate.count) if isinstance(certificate, Region) else "no way: proved"]
        case SearchStopped(limit):
            return [f"not found within the limits of the search ({limit})"]
    return ["not known: facts are missing"]


def said(cost: Cost, day: int, steps: int) -> str:
    when = f"by {date.fromordinal(day).isoformat()} at the latest: {cost.days:,} days"
    if cost.unstated:
        when = "no date can be promised"
    more = "".join(f", {name} {value:,}" for name in (*CRITERIA, "facts") if (value := getattr(cost, name)))
    return f"{when}, {steps} steps{more}"


def none(situations: int) -> str:
    return f"no way: proved over {situations:,} situations"


def refuse_proof(rules: Rules, certificate: Box | Cover | Region) -> None:
    from safeconduct.referee.no_route import check

    refuse(check(rules, certificate))


def refuse(faults: list[str]) -> None:
    if faults:
        raise AssertionError(f"the referee refuses the answer: {faults[0]}")
