"""Checks a certificate that there is no route."""

from safeconduct.referee.box import check_box
from safeconduct.referee.cover import check_cover
from safeconduct.routes.model import Box, Cover, Region
from safeconduct.rules.model import Rules


def check(rules: Rules, certificate: Box | Cover | Region) -> list[str]:
    """Return what is wrong with a certificate; empty if it proves that there is no route, acting on whatever days."""
    if isinstance(certificate, Box):
        return check_box(rules, certificate)
    if isinstance(certificate, Region):
        from safeconduct.referee.region import check_region  # numpy, which the other certificates do not need

        return check_region(rules, certificate)
    return check_cover(rules, certificate)
