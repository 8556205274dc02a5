"""Scope: of the rules of one goal, those that can matter to anybody of a population, though some lines of the law were waived."""

from collections.abc import Collection

from msgspec.structs import replace

from safeconduct.graph.bounds import F, Possible, T, U
from safeconduct.rules.model import Operator, Rules
from safeconduct.rules.relevance import for_goal
from safeconduct.terms.truth import Truth


def scope_of(rules: Rules, varying: Collection[str], waived: int) -> Rules:
    """Return the rules of a goal without what nobody can ever do, even if `waived` lines of each act were waived.

    Nothing is lost: what is dropped can be open, on a way on which no decision is refused, to no person who differs from these rules only
    in the facts `varying`. Values and days are those of `rules`.
    """
    value, day = dict(zip(rules.atoms, rules.values, strict=True)), dict(zip(rules.atoms, rules.since, strict=True))
    anybody = anybody_of(rules, varying)
    size = 0
    while size != (size := len(anybody.operators) + len(anybody.consequences)):
        box = _Waived(anybody, waived)
        operators = tuple(one for one in anybody.operators if box.is_live(one))
        consequences = tuple(one for one in anybody.consequences if box.of(one.when) & (T | U))
        anybody = for_goal(replace(anybody, operators=operators, consequences=consequences), anybody.goal)
    values, since = tuple(map(value.__getitem__, anybody.atoms)), tuple(map(day.__getitem__, anybody.atoms))
    return replace(anybody, values=values, since=since)


def anybody_of(rules: Rules, varying: Collection[str]) -> Rules:
    """Return the rules of somebody of whom nothing is known that varies, so that everybody is inside the box."""
    values, since = list(rules.values), list(rules.since)
    for atom, name in enumerate(rules.atoms):
        if name in varying:
            values[atom], since[atom] = Truth.TRUE if atom in rules.dates else Truth.UNKNOWN, 0
    return replace(rules, values=tuple(values), since=tuple(since))


class _Waived(Possible):
    """The box of what can ever be if of each act up to `waived` lines are waived; no decision is refused."""

    def __init__(self, rules: Rules, waived: int) -> None:
        self.waived = waived
        super().__init__(rules, good_only=True)

    def closed_by(self, operator: Operator) -> None:
        """Return nothing: whichever line closes an act may be the one that is waived."""

    def can_apply(self, operator: Operator) -> bool:
        closed = [line for line in operator.lines if not self.of(line.formula) & T]
        return (
            len(closed) <= self.waived
            and all(line.waivable for line in closed)
            and all(self.of(ban.when) & F for ban in operator.bans)
        )
