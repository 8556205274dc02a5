"""How an answer of `safeconduct reach` is told in one line, and what becomes of one that the referee refuses."""

from datetime import date

from safeconduct.graph.model import CRITERIA
from safeconduct.routes.model import Box, Cost, Cover, Region
from safeconduct.rules.model import Rules


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
