"""Replaying a route over all rules, to see what each step changes and what follows by law."""

from collections.abc import Iterator
from typing import NamedTuple

from safeconduct.answers.setting import Setting
from safeconduct.routes.model import Step
from safeconduct.rules.model import Change, Decision, Rules
from safeconduct.rules.packed import State


class Moment(NamedTuple):
    """A step and the situations around it.

    passing: the situations of the wait before it: when it began, on days on which a consequence ripened, when it ended; empty without a wait
    name: of the operator, of the decision's operator, or of the atom assumed
    """

    step: Step
    name: str
    passing: tuple[State, ...]
    before: State
    after: State


def replay(steps: tuple[Step, ...], rules: Rules, setting: Setting, start: State) -> Iterator[Moment]:
    """Yield each step with the situations around it, over all rules of the setting.

    rules: those over which the steps are numbered
    """
    situation = start
    for step in steps:
        name = name_in(step, rules)
        passing = tuple(days_until(setting, situation, step.day))
        before = passing[-1] if passing else situation
        situation = _after(step, name, setting, before)
        yield Moment(step, name, passing, before, situation)


def name_in(step: Step, rules: Rules) -> str:
    if step.kind == "assume":
        return rules.atoms[step.index]
    return rules.operators[step.index].name if step.kind == "act" else rules.decisions[step.index].name


def days_until(setting: Setting, situation: State, day: int) -> Iterator[State]:
    """Yield the situation now, on each day up to `day` on which a consequence ripens, and on `day`; nothing if no time passes."""
    packed = setting.packed
    if situation.today < day:
        yield situation
    while situation.today < day:
        ripening = (one.ripens(situation) for one in packed.consequences)
        next_day = min((one for one in ripening if situation.today < one < day), default=day)
        situation = packed.settle(situation._replace(today=next_day))
        yield situation


def _after(step: Step, name: str, setting: Setting, before: State) -> State:
    packed = setting.packed
    if step.kind == "assume":
        return packed.assumed(before, setting.atoms[name], step.value)
    operator = setting.rules.operators[setting.operators[name]]
    if step.kind == "act":
        changes = operator.changes
    else:
        assert operator.decision is not None, name
        changes = changes_on(setting.rules.decisions[operator.decision], step.kind)
    return packed.settle(packed.changed(before, packed.packed_changes(changes)))


def changes_on(decision: Decision, outcome: str) -> tuple[Change, ...]:
    """Return everything that an outcome of a decision changes: how the application stands first, then the rest."""
    settled = (Change(decision.pending, False),)
    match outcome:
        case "granted":
            granted = (
                Change(decision.granted, True),
                Change(decision.refused, False),
                Change(decision.unanswered, False),
            )
            return (*settled, *granted, *decision.on_grant)
        case "silence":
            return (*settled, Change(decision.unanswered, True), *decision.on_silence)
        case _:
            return (*settled, Change(decision.refused, True), *decision.on_refusal)


def changed(before: State, after: State) -> Iterator[tuple[int, bool]]:
    """Yield each atom that became true, or stopped being so and is now known not to be, with its new value."""
    moved = (before.true ^ after.true | before.unknown ^ after.unknown) & ~after.unknown
    while moved:
        bit = moved & -moved
        yield bit.bit_length() - 1, bool(after.true & bit)
        moved ^= bit
