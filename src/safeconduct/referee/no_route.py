"""Checks a certificate that there is no route."""

from safeconduct.referee.box import check_box
from safeconduct.referee.cover import check_cover
from safeconduct.routes.model import Box, Cover
from safeconduct.rules.model import Rules


def check(rules: Rules, certificate: Box | Cover) -> list[str]:
    """Return what is wrong with a certificate; empty if it proves that there is no route, acting on whatever days."""
    if isinstance(certificate, Box):
        return check_box(rules, certificate)
    return check_cover(rules, certificate)
