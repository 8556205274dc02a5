"""Sorting ways by what a person cares about most. Each order is a rule over what the answer says; nothing is added up."""

from collections.abc import Callable

from safeconduct.answers.model import Route
from safeconduct.terms.exposure import level_of

DATED = ("stated", "reckoned", "unknown")

Key = Callable[[Route], tuple[float, ...]]


def safest(route: Route) -> tuple[float, ...]:
    """The least that the person or the family can suffer; then the fewest decisions that may be refused."""
    worst = [level_of(risk.level) for risk in (route.risk_self, route.risk_family) if risk is not None]
    return (max(worst, default=0), discretionary(route), DATED.index(route.dated), route.days)


def soonest(route: Route) -> tuple[float, ...]:
    """The earliest day that the law states; a day that is only reckoned comes after it."""
    return (DATED.index(route.dated), route.days)


def cheapest(route: Route) -> tuple[float, ...]:
    """The least fee in won; a way with a fee in other money comes after, for no rate between the two is known here."""
    won = sum(fee.amount for fee in route.fees if fee.currency == "KRW")
    other = [fee.amount for fee in route.fees if fee.currency != "KRW"]
    return (len(other), won, sum(other), DATED.index(route.dated), route.days)


def most_certain(route: Route) -> tuple[float, ...]:
    """Ways that cannot fail under the rules; then the fewest decisions that may be refused, the fewest facts assumed, the best chance counted."""
    chance = route.chance.about if route.chance is not None else 0.0
    return (float(not route.assured), discretionary(route), len(route.assumes), -chance)


def discretionary(route: Route) -> int:
    return sum(one.decision == "discretion" for one in route.deciders)


ORDERS: dict[str, Key] = {"safest": safest, "soonest": soonest, "cheapest": cheapest, "certain": most_certain}


def in_order(named: list[tuple[str, Route]], order: str) -> list[tuple[str, Route]]:
    """Return ways with their letters in an order of ORDERS; for any other name as they stand."""
    key = ORDERS.get(order)
    return named if key is None else sorted(named, key=lambda one: key(one[1]))
