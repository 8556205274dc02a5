"""A certificate of no route: situations that stand for all that can be reached."""

from datetime import date

from safeconduct.referee.covering import Covering
from safeconduct.referee.untimed import escapes_untimed
from safeconduct.routes.model import Cover
from safeconduct.rules.model import Rules
from safeconduct.rules.reference import (
    Happening,
    Situation,
    happenings,
    initial,
    is_excluded,
    is_goal,
    settle,
    wait,
)

LONGEST_WAIT = 10_000  # event days followed from one situation of a cover


def check_cover(rules: Rules, cover: Cover) -> list[str]:
    """Return why the cover does not prove that the goal is out of reach.

    It does if acting early is never worse (see `Covering.hurries`), and each listed situation is followed as the person
    waits, event day by event day, so that the first situation is excluded or covered; no situation met is the goal; and
    everything else that can happen in one (an act, a grant, a lapse, an assumption) leads into one that is excluded, or
    that a listed one covers. It also does if the values of the situations alone prove it, whatever the clocks say (see
    `escapes_untimed`).
    """
    if any(len(held.values) != len(rules.atoms) or len(held.since) != len(rules.atoms) for held in cover.situations):
        return ["a situation has another number of atoms than the rules"]
    if is_excluded(rules, initial(rules)):
        return []
    problems = escapes_timed(rules, [Situation(held.values, held.since, held.today) for held in cover.situations])
    return problems and escapes_untimed(rules, [held.values for held in cover.situations]) and problems


def escapes_timed(rules: Rules, listed: list[Situation]) -> list[str]:
    """Return what leads from the first situation, or from a listed one, out of the cover, clocks compared."""
    covering = Covering(rules)
    problems = covering.hurries()
    problems += [problem for n, held in enumerate(listed) for problem in unfit(rules, held, f"situation {n}")]
    if problems:
        return problems
    start = initial(rules)
    if not any(covering.covers(held, start) for held in listed):
        problems.append("the first situation is not covered")
    for n, held in enumerate(listed):
        problems += escapes(rules, covering, listed, held, f"situation {n}")
    return problems


def unfit(rules: Rules, held: Situation, here: str) -> list[str]:
    """Return why a listed situation is no situation of these rules."""
    if settle(rules, held) != held:
        return [f"{here}: it is not settled"]
    return [f"{here}: it is excluded"] if is_excluded(rules, held) else []


def escapes(rules: Rules, covering: Covering, listed: list[Situation], held: Situation, here: str) -> list[str]:
    """Return what can happen, now or after waiting, that leads out of the cover."""
    problems = []
    waited = moments(rules, covering, listed, held)
    if len(waited) == LONGEST_WAIT:
        problems.append(f"{here}: something still changes after {LONGEST_WAIT} event days of waiting")
    for moment in waited:
        if is_goal(rules, moment):
            return [*problems, f"{here}: the goal is reached on {named_day(moment)}"]
        for happening in happenings(rules, moment):
            if happening.kind in ("refused", "silence") or is_excluded(rules, happening.then):
                continue
            if not any(covering.covers(other, happening.then) for other in listed):
                problems.append(f"{here}: {named(rules, happening)} on {named_day(moment)} leads out of the cover")
    return problems


def moments(rules: Rules, covering: Covering, listed: list[Situation], held: Situation) -> list[Situation]:
    """Return a situation and those that follow while the person waits, up to one that is excluded.

    Stops also before one that a listed situation of the same day covers. (That one of an earlier day covers it proves
    nothing: it is how waiting could be left out altogether.)
    """
    found = [held]
    while len(found) < LONGEST_WAIT:
        after = wait(rules, found[-1])
        if after is None or is_excluded(rules, after):
            break
        if any(other.today == after.today and covering.covers(other, after) for other in listed):
            break
        found.append(after)
    return found


def named(rules: Rules, happening: Happening) -> str:
    match happening.kind:
        case "assume":
            return f"assuming {rules.atoms[happening.which]} {happening.value}"
        case "act":
            return rules.operators[happening.which].name
    return f"{rules.decisions[happening.which].name} {happening.kind}"


def named_day(situation: Situation) -> str:
    return date.fromordinal(situation.today).isoformat()
