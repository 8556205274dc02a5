"""Preferences: the person's own order of what matters in a route."""

from safeconduct.routes.model import Route

CRITERIA = ("decisions", "days", "exposure", "money", "facts", "unstated")


def criteria_of(prefer: tuple[str, ...]) -> tuple[str, ...]:
    """Return all criteria, those of `prefer` first."""
    return tuple(dict.fromkeys((*(one for one in prefer if one in CRITERIA), *CRITERIA)))


def in_order(routes: list[Route], prefer: tuple[str, ...] = ()) -> list[Route]:
    """Return routes best first by the criteria of `prefer`, then by the others; ties by number of steps, then as they came."""
    criteria = criteria_of(prefer)
    return sorted(routes, key=lambda route: (*(getattr(route.cost, one) for one in criteria), len(route.steps)))
