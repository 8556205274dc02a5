"""Replaying a route over all rules, to see what each step changes and what follows by law."""

from collections.abc import Iterator
from typing import NamedTuple

from safeconduct.answers.setting import Setting
from safeconduct.routes.model import Step
from safeconduct.rules import reference
from safeconduct.rules.model import Rules
from safeconduct.rules.reference import Situation
from safeconduct.terms.truth import Truth


class Moment(NamedTuple):
    """A step and the situations around it.

    passing: the situations of the wait before it: when it began, on days on which a consequence ripened, when it ended; empty without a wait
    name: of the operator, of the decision's operator, or of the atom assumed
    """

    step: Step
    name: str
    passing: tuple[Situation, ...]
    before: Situation
    after: Situation


def replay(steps: tuple[Step, ...], rules: Rules, setting: Setting, start: Situation) -> Iterator[Moment]:
    """Yield each step with the situations around it, over all rules of the setting.

    rules: those over which the steps are numbered
    """
    situation = start
    for step in steps:
        name = name_in(step, rules)
        passing = tuple(days_until(setting.rules, situation, step.day))
        before = passing[-1] if passing else situation
        situation = _after(step, name, setting, before)
        yield Moment(step, name, passing, before, situation)


def name_in(step: Step, rules: Rules) -> str:
    if step.kind == "assume":
        return rules.atoms[step.index]
    return rules.operators[step.index].name if step.kind == "act" else rules.decisions[step.index].name


def days_until(rules: Rules, situation: Situation, day: int) -> Iterator[Situation]:
    """Yield the situation now, on each day up to `day` on which a consequence ripens, and on `day`; nothing if no time passes."""
    if situation.today < day:
        yield situation
    while situation.today < day:
        ripening = (reference.ripening_day(one, situation) for one in rules.consequences if one.after is not None)
        next_day = min((one for one in ripening if one is not None and situation.today < one < day), default=day)
        situation = reference.on_day(rules, situation, next_day)
        yield situation


def _after(step: Step, name: str, setting: Setting, before: Situation) -> Situation:
    rules = setting.rules
    if step.kind == "assume":
        return reference.assume(rules, before, setting.atoms[name], step.value)
    number = setting.operators[name]
    if step.kind == "act":
        return reference.do_act(rules, before, number)
    decision = rules.operators[number].decision
    assert decision is not None, name
    return reference.decide(rules, before, decision, step.kind)


def changed(before: Situation, after: Situation) -> Iterator[tuple[int, bool]]:
    """Yield each atom that became true, or stopped being so, with its new value."""
    for atom, (old, new) in enumerate(zip(before.values, after.values, strict=True)):
        if old is not new and new is not Truth.UNKNOWN:
            yield atom, new is Truth.TRUE
