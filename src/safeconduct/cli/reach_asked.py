"""What a case asks, made ready to be searched in rows; what cannot be is searched by labels at once."""

from typing import NamedTuple

from msgspec.structs import replace

from safeconduct.cli.inquiry import Inquiry
from safeconduct.rules.folded import Folded, UnfitError, folded
from safeconduct.rules.from_law import compile_rules


class Asked(NamedTuple):
    """A wish by its place in the case, with its rules folded; where they cannot be, with the lines that tell what was found."""

    source: str
    folded: Folded | None
    lines: tuple[str, ...] = ()


def asked_in(inquiry: Inquiry, *, verify: bool) -> tuple[Asked, ...]:
    """Return what each wish asks. `verify`: have the referee look at what is found by labels."""
    compiled = compile_rules(inquiry.law, inquiry.person)
    asked = []
    for wish, goal in zip(inquiry.person.wishes, compiled.goals, strict=True):
        rules = replace(compiled.rules, goal=goal)
        try:
            asked.append(Asked(wish.source, folded(rules)))
        except UnfitError:
            from safeconduct.cli.reach_labels import by_labels

            asked.append(Asked(wish.source, None, tuple(by_labels(rules, verify))))
    return tuple(asked)
