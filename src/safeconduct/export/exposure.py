"""Exposure is the greatest level risked, not a sum: each level risked is a fact, and reaching the goal costs the greatest of them."""

from safeconduct.export.changes import Effects
from safeconduct.export.model import ALWAYS, Action, Condition, Effect, Literal, contrary, every
from safeconduct.export.scope import Scope
from safeconduct.rules.model import Operator

FINISHED = "finished"


def is_asked(scope: Scope) -> bool:
    return scope.objective == "exposure"


def levels_of(scope: Scope) -> list[int]:
    return sorted({int(risk.level) for one in scope.rules.operators for risk in one.risks if risk.level})


def exposure_facts(scope: Scope) -> list[str]:
    return [*(f"risked_{level}" for level in levels_of(scope)), FINISHED] if is_asked(scope) else []


def risks_of(scope: Scope, operator: Operator) -> Effects:
    """Return the effects of an act on what is risked; a risk counts unless its `when` is false."""
    found: Effects = []
    for risk in operator.risks if is_asked(scope) else ():
        counts = ALWAYS if risk.when is None else contrary(scope.words.false(risk.when))
        found += [Effect(one, f"risked_{int(risk.level)}", True) for one in scope.ways(counts) if risk.level]
    return found


def finishing(scope: Scope, goal: Condition) -> list[Action]:
    """Return the actions that end a plan where the goal is reached, one for each level that may have been risked."""
    levels, found = levels_of(scope), []
    for level in (0, *levels):
        higher = (Literal(f"risked_{one}", False) for one in levels if one > level)
        for needs in scope.ways(every(goal, *higher)):
            found.append(Action(f"finish_{level}", needs, (Effect((), FINISHED, True),), level))
    return found
