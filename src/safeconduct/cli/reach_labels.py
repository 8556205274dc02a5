"""What the search by labels finds for one wish, told in one line: for rules with unknown facts or windows."""

from safeconduct.cli.reach_told import none, refuse, refuse_proof, said
from safeconduct.referee.left_out import check_left_out
from safeconduct.referee.replay import replay
from safeconduct.routes.from_graph import solve
from safeconduct.routes.model import NoRoute, Region, Routes, SearchStopped
from safeconduct.rules.model import Rules
from safeconduct.rules.relevance import for_goal


def by_labels(rules: Rules, verify: bool) -> list[str]:
    """Return what the search by labels finds, for rules with unknown facts or windows."""
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
