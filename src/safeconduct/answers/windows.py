"""Windows: until when an act stays open, and since when it no longer is, where a line gives a period that runs from something known."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from safeconduct.answers.counting import counted_from
from safeconduct.answers.model import Window
from safeconduct.answers.setting import Setting
from safeconduct.rules.model import All, Clock, Formula, Is, Not, Operator, Some
from safeconduct.rules.packed import TRUE, State

UPPER = {"<=": "<=", "<": "<"}  # comparisons that time makes false
CONTRARY = {">": "<=", ">=": "<"}


def window_of(operator: Operator, state: State, setting: Setting) -> Window | None:
    """Return the window of an act that closes first, if every line of it holds in `state`; None where time closes none."""
    windows = [window for line in operator.lines for window in windows_in(line.formula, state, setting)]
    return min(windows, key=lambda window: window.last_day, default=None)


def window_past(formula: Formula, state: State, setting: Setting) -> Window | None:
    """Return the window whose end makes a line false in `state`, the one that ended last."""
    past = [one for one in _all_windows(formula, state, setting) if one.last_day.toordinal() < state.today]
    return max(past, key=lambda window: window.last_day, default=None)


def windows_in(formula: Formula, state: State, setting: Setting) -> Iterator[Window]:
    """Yield the windows without which a formula that holds in `state` would hold no longer."""
    match formula:
        case Is(atom) if atom in setting.mirrored:
            yield from windows_in(setting.mirrored[atom], state, setting)
        case Clock() | Not(Clock()):
            yield from _window(formula, state, setting)
        case All(operands):
            for operand in operands:
                yield from windows_in(operand, state, setting)
        case Some(operands):
            holding = [operand for operand in operands if setting.packed.test(operand)(state) == TRUE]
            if len(holding) == 1:
                yield from windows_in(holding[0], state, setting)


def _all_windows(formula: Formula, state: State, setting: Setting) -> Iterator[Window]:
    match formula:
        case Is(atom) if atom in setting.mirrored:
            yield from _all_windows(setting.mirrored[atom], state, setting)
        case Clock() | Not(Clock()):
            yield from _window(formula, state, setting)
        case All(operands) | Some(operands):
            for operand in operands:
                yield from _all_windows(operand, state, setting)


def _window(formula: Clock | Not, state: State, setting: Setting) -> Iterator[Window]:
    clock = formula.operand if isinstance(formula, Not) else formula
    assert isinstance(clock, Clock)
    comparison = (CONTRARY if isinstance(formula, Not) else UPPER).get(clock.comparison)
    slot = setting.packed.slot.get(clock.atom)
    if comparison is None or slot is None or not state.true >> clock.atom & 1 or not state.since[slot]:
        return
    event = date.fromordinal(state.since[slot])
    if comparison == "<=":
        counting = counted_from(event, clock.period, setting.law)
        yield Window(counting.last_day, counting)
    else:  # open until the day before the whole period has passed, which no holiday moves
        unmoved = replace(clock.period, counting=replace(clock.period.counting, closed_days="stay"))
        counting = counted_from(event, unmoved, setting.law)
        yield Window(counting.expiry if counting.expiry < date.max else date.max - timedelta(days=1), counting)
