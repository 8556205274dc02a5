"""The planning task that compiled rules are: docs/kernel.md as facts, rules and actions.

Two encodings. *By day*: a day is a thing, waiting is an action, and every clock knows the day it began. *Untimed*: where waiting only
adds up (`untimed.timed_because`), an application costs the days it takes and no day is counted.
"""

from safeconduct.export.conditions import LONG_AGO
from safeconduct.export.exposure import FINISHED, exposure_facts, finishing, is_asked
from safeconduct.export.happenings import acts_of, assumptions_of, decisions_of, due
from safeconduct.export.model import OBJECTIVES, Literal, Task, UnsayableError, Wait, contrary, every
from safeconduct.export.scope import Scope
from safeconduct.export.settling import settling_of
from safeconduct.export.untimed import timed_because
from safeconduct.rules.model import Rules
from safeconduct.terms.truth import Truth

BY_DAY, UNTIMED = "by day", "untimed"
IMPOSSIBLE = "impossible"  # a fact that nothing brings about


def task_of(rules: Rules, objective: str = "days", horizon: int = 365, encoding: str | None = None) -> Task:
    """Return the task of reaching the goal at the least cost in one field.

    objective: one of OBJECTIVES
    horizon:   days after today that can be waited for, where days are counted
    encoding:  BY_DAY or UNTIMED; None: untimed where that says the same

    Raises UnsayableError for what the encoding has no words for.
    """
    if objective not in OBJECTIVES:
        raise UnsayableError(f"there is no objective '{objective}'. Choose one of {', '.join(OBJECTIVES)}.")
    reason = timed_because(rules)
    if encoding == UNTIMED and reason is not None:
        raise UnsayableError(f"days have to be counted: {reason}. Export by day.")
    timed = reason is not None if encoding is None else encoding == BY_DAY
    return written(Scope(rules, objective, horizon if timed else None), reason)


def written(scope: Scope, reason: str | None) -> Task:
    """Return the task; `reason`: why days have to be counted."""
    words, rules = scope.words, scope.rules
    settling = settling_of(scope)
    dues = [due(scope, number) for number in scope.decided]
    free = words.literal(every(settling.ready, *map(contrary, dues)), "free")
    actions = settling.actions + assumptions_of(scope, settling.permitted)
    actions += decisions_of(scope, settling.ready, dues) + acts_of(scope, free)
    goal = every(settling.ready, words.true(rules.goal))
    if is_asked(scope):
        actions += finishing(scope, goal)
        goal = Literal(FINISHED)
    reached = words.literals(goal)
    wait = words.literals(free) if scope.timed else None
    began = beginnings(scope)
    return Task(
        notes=notes_of(scope, reason),
        facts=(*facts_of(scope), *(() if reached is not None else (IMPOSSIBLE,))),
        initial=tuple(initially(scope)),
        clocks=tuple(words.names[atom] for atom in sorted(scope.clocks)),
        began=began,
        days=tuple(range(rules.today, words.last + 1)) if scope.timed else (),
        times=times_of(scope, began),
        rules=tuple(words.rules.values()),
        passed=tuple(words.passed.values()),
        dated=tuple(words.dated.values()),
        actions=tuple(actions),
        wait=Wait(wait, scope.cost(days=1)) if wait is not None else None,
        goal=(Literal(IMPOSSIBLE),) if reached is None else reached,
    )


def facts_of(scope: Scope) -> list[str]:
    names, kept = scope.words.names, sorted(scope.kept)
    found = [f"is_{names[atom]}" for atom in kept]
    found += [f"open_{names[atom]}" for atom in kept if scope.words.may_be_unknown(atom)]
    return found + exposure_facts(scope)


def initially(scope: Scope) -> list[str]:
    before = {Truth.TRUE: "is", Truth.UNKNOWN: "open"}
    values = ((atom, scope.rules.values[atom]) for atom in sorted(scope.kept))
    return [f"{before[value]}_{scope.words.names[atom]}" for atom, value in values if value is not Truth.FALSE]


def beginnings(scope: Scope) -> tuple[tuple[str, int], ...]:
    """Return the clocks that run at first, each with the day it began, where that is known."""
    values, since = scope.rules.values, scope.rules.since
    running = (atom for atom in sorted(scope.clocks) if values[atom] is Truth.TRUE and since[atom])
    return tuple((scope.words.names[atom], since[atom]) for atom in running)


def times_of(scope: Scope, began: tuple[tuple[str, int], ...]) -> tuple[int, ...]:
    """Return every day that the task speaks of."""
    if not scope.timed:
        return ()
    days = set(range(scope.rules.today, scope.words.last + 1)) | {day for _, day in began}
    days |= {event for one in scope.words.passed.values() for event, _ in one.turns}
    return tuple(sorted(days | {LONG_AGO} if scope.clocks else days))


def notes_of(scope: Scope, reason: str | None) -> tuple[str, ...]:
    if not scope.timed:
        how = "untimed: nothing can be done while an application is pending, so the days of an application are its cost"
    else:
        last = scope.words.last - scope.rules.today
        how = f"by day: {reason or 'asked for'}; days are counted up to {last} from the day of the question"
    return (f"encoding {how}", f"objective {scope.objective}")
