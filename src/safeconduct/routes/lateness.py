"""Lateness: a plain act is done when it is needed, not as early as it can be.

The search acts as soon as it may. A person who leaves the country a year before the leave that the journey waits for has lost that year: so each act that
nobody decides is moved behind as many steps as it can be, as long as the way still leads to the goal on the same day and costs no more.
"""

from typing import NamedTuple

from safeconduct.graph.model import NOTHING, Label, Move, Transition
from safeconduct.routes.task import Task
from safeconduct.rules.packed import TRUE


class Dated(NamedTuple):
    day: int
    move: Move


def as_late_as_needed(core: Task, label: Label) -> Label:
    """Return a way to the goal with the same steps, plain acts put off; the label itself where nothing can be."""
    steps = steps_of(label)
    end = label.state.today
    for step in reversed(steps[:-1]):
        if step.move.kind == "act" and core.rules.operators[step.move.number].decision is None:
            here = steps.index(step)
            rest = steps[:here] + steps[here + 1 :]
            for there in range(len(rest) - 1, here - 1, -1):
                if rest[there].day <= step.day:
                    break
                later = [*rest[:there], Dated(rest[there].day, step.move), *rest[there:]]
                walked = walk(core, later, end)
                if walked is not None and walked.spent.no_worse(label.spent):
                    steps, label = later, walked
                    break
    return label


def steps_of(label: Label) -> list[Dated]:
    """Return the steps that led to a label, waiting left out."""
    steps: list[Dated] = []
    while label.parent is not None and label.move is not None:
        if label.move.kind != "wait":
            steps.append(Dated(label.parent.state.today, label.move))
        label = label.parent
    steps.reverse()
    return steps


def walk(core: Task, steps: list[Dated], end: int) -> Label | None:
    """Return the label at the end of the steps, None if one of them is not open on its day or the goal is not reached on `end`."""
    label: Label | None = Label(core.start, NOTHING, None, None, 0)
    for day, move in steps:
        label = waited(core, label, day)
        label = None if label is None else followed(core, label, move)
        if label is None or core.successors.is_excluded(label.state):
            return None
    label = waited(core, label, end)
    return label if label is not None and core.packed.goal(label.state) == TRUE else None


def waited(core: Task, label: Label | None, day: int) -> Label | None:
    while label is not None and label.state.today < day:
        label = _taken(label, core.successors.until(label.state, day))
        if label is not None and core.successors.is_excluded(label.state):
            return None
    return label if label is not None and label.state.today == day else None


def followed(core: Task, label: Label, move: Move) -> Label | None:
    """Return the label after a move, if that can happen now."""
    return _taken(label, core.successors.find(label.state, move))


def _taken(label: Label, one: Transition | None) -> Label | None:
    return None if one is None else Label(one.state, label.spent.plus(one.spent), one.move, label, label.depth + 1)
