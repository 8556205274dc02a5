"""Fallbacks: what to do when a decision falls badly, told as one chain: this first, and if it fails too, that."""

from datetime import date
from typing import NamedTuple

from safeconduct.answers.assumptions import assumption_in_words
from safeconduct.answers.counting import counted_from
from safeconduct.answers.model import Branch, Counted, Fallback
from safeconduct.answers.names import ref_of
from safeconduct.answers.replay import name_in
from safeconduct.answers.setting import Setting
from safeconduct.answers.wording import say
from safeconduct.law.model import Remedy
from safeconduct.routes.model import Branch as SolvedBranch
from safeconduct.routes.model import Policy, Step
from safeconduct.rules.model import Decision, Rules

LONGEST = 8  # links of a chain that are told
BAD = ("refused", "lapsed")

Numbers = dict[tuple[str, str], int]  # (kind of step, ground name) → number of that step in the route shown


class Fallen(NamedTuple):
    """The decision that fell badly last, by its ground name, and the day of each that fell on the way."""

    name: str
    days: dict[str, date]

    def then(self, name: str, day: date) -> "Fallen":
        return Fallen(name, {**self.days, name: day})


def branch_of(
    solved: SolvedBranch, fallen: Fallen, dated: str, rules: Rules, setting: Setting, numbers: Numbers
) -> Branch:
    """Return the chain that answers one bad outcome of a decision.

    fallen:   the decision and the day on which the outcome comes, from which the windows of remedies run
    dated:    how far that day can be trusted, as in a Route
    numbers:  of the decision itself and of every later step of the route; a fallback that reaches one goes on from there
    """
    return _link(solved, fallen, dated, rules, setting, numbers, LONGEST)


def _link(
    solved: SolvedBranch, fallen: Fallen, dated: str, rules: Rules, setting: Setting, numbers: Numbers, left: int
) -> Branch:
    if solved.then is None or left == 0:
        return Branch(solved.outcome, say(f"if {solved.outcome}, nothing left"), (), None)
    own, rejoins = _until_rejoined(solved.then, rules, numbers)
    steps = tuple(
        fallback
        for step in own
        if step.kind == "act"
        for fallback in [_fallback(step, solved.outcome, fallen, dated, rules, setting)]
    )
    return Branch(
        outcome=solved.outcome,
        words=say(f"if {solved.outcome}"),
        steps=steps,
        reached=date.fromordinal(solved.then.route.end),
        dated=_dated_after(solved.then.route.steps, dated, rules),
        rejoins=rejoins,
        assumes=tuple(
            assumption_in_words(name_in(step, rules), step.value, setting)
            for step in solved.then.route.steps
            if step.kind == "assume"
        ),
        then=_next_link(solved.then, len(own), fallen, dated, rules, setting, numbers, left - 1),
    )


def _dated_after(steps: tuple[Step, ...], dated: str, rules: Rules) -> str:
    """Return how far the day after these steps can be trusted: as far as the least certain wait among them."""
    for step in steps:
        if step.kind not in ("act", "assume"):
            dated = _worse(dated, rules.decisions[step.index])
    return dated


def _worse(dated: str, wait: Decision) -> str:
    """Return how far a day can be trusted once a decision has been waited for."""
    if wait.period is not None or dated == "unknown":
        return dated
    return "unknown" if wait.expected is None else "reckoned"


def _until_rejoined(policy: Policy, rules: Rules, numbers: Numbers) -> tuple[list[Step], int | None]:
    """Return the steps of a fallback up to the first from which on the route has them all, and the number of that one."""
    own, rejoins = list(policy.route.steps), None
    for position, step in reversed(list(enumerate(policy.route.steps))):
        if step.kind == "assume":
            continue
        number = numbers.get((step.kind, name_in(step, rules)))
        if number is None:
            break
        own, rejoins = list(policy.route.steps[:position]), number
    return own, rejoins


def _next_link(
    policy: Policy,
    length: int,
    fallen: Fallen,
    dated: str,
    rules: Rules,
    setting: Setting,
    numbers: Numbers,
    left: int,
) -> Branch | None:
    """Return what to do if the first decision of a fallback is refused too."""
    for branch in policy.branches:
        if branch.outcome in BAD and branch.step < length:
            step = policy.route.steps[branch.step]
            known = _dated_after(policy.route.steps[: branch.step + 1], dated, rules)
            later = fallen.then(name_in(step, rules), date.fromordinal(step.day))
            return _link(branch, later, known, rules, setting, numbers, left)
    return None


def _fallback(step: Step, outcome: str, fallen: Fallen, dated: str, rules: Rules, setting: Setting) -> Fallback:
    name = name_in(step, rules)
    procedure = setting.procedure(name)
    operator = rules.operators[step.index]
    counting = None if dated == "unknown" else _counting(name, outcome, fallen, setting)
    return Fallback(
        procedure=name,
        title=procedure.title if procedure.kind == "remedy" else setting.title(name),
        day=date.fromordinal(step.day),
        reckoned=dated != "stated",
        last_day=None if counting is None else counting.last_day,
        decides=setting.authorities(procedure.decides),
        decision="" if operator.decision is None else rules.decisions[operator.decision].kind,
        cite=setting.cited(procedure.cite),
        counting=counting,
    )


def _counting(name: str, outcome: str, fallen: Fallen, setting: Setting) -> Counted | None:
    """Return how the last day for a remedy is counted; None for any other act, where there is no limit, and where its day is not known."""
    remedy = setting.law.remedies.get(ref_of(name).name)
    if remedy is None:
        return None
    window = remedy.window if outcome in BAD else remedy.window_on_silence
    period = window[0].period if window else None
    event = _attacked_on(name, remedy, fallen, setting)
    return None if period is None or event is None else counted_from(event, period, setting.law)


def _attacked_on(name: str, remedy: Remedy, fallen: Fallen, setting: Setting) -> date | None:
    """Return the day from which the window of a remedy runs: of the decision that it attacks, or of a dismissal that opens it anew."""
    target = ref_of(name).arguments[0]
    if ref_of(fallen.name).name in remedy.also_after:
        return fallen.days[fallen.name]
    if target in fallen.days:
        return fallen.days[target]
    operator = setting.operator(target)
    if operator is None or operator.decision is None:
        return None
    slot = setting.packed.slot.get(setting.rules.decisions[operator.decision].refused)
    since = 0 if slot is None else setting.start.since[slot]
    return date.fromordinal(since) if since else None
