"""Lanes: one way as a picture, a lane for each who acts, a column for each step, in the order of time."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from safeconduct.answers.columns import width_of, wrapped
from safeconduct.answers.model import Route, Step
from safeconduct.answers.saying import Tongue
from safeconduct.web.wording import phrases_in

COLUMN, BOX, TALL, TOP, MARK, GAP = 176, 160, 68, 30, 15, 10  # in units of the picture, about a pixel each
LETTERS = 21  # columns of text that fit into a box
MARKED = 22  # columns of text that fit below it
LINES = 3


class Box(NamedTuple):
    """One step: `x` and `y` of its upper left corner; `marks` stand below it, line by line."""

    kind: str
    x: int
    y: int
    lines: tuple[str, ...]
    marks: tuple[str, ...]
    at_risk: bool


class Link(NamedTuple):
    """From the right edge of a box to the left edge of the next, bent half-way."""

    points: str


class Lane(NamedTuple):
    name: str
    y: int


class Lanes(NamedTuple):
    """`tall`: of one lane."""

    width: int
    height: int
    tall: int
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    words: str  # the same in a sentence


def lanes_of(route: Route, tongue: Tongue, today: date) -> Lanes:
    """Return the picture of what happens on a way. What it takes to be so stands before the picture, not in it."""
    steps = [step for step in route.steps if step.kind != "assume"]
    names = list(dict.fromkeys(lane_of(step, tongue) for step in steps))
    marks = [marks_of(step, tongue, today) for step in steps]
    tall = TOP + TALL + MARK * max(map(len, marks), default=0) + GAP
    places = {name: TOP + row * tall for row, name in enumerate(names)}
    boxes = tuple(
        Box(
            step.kind,
            4 + column * COLUMN,
            places[lane_of(step, tongue)],
            cut(f"{step.number} · {title_of(step, steps, tongue)}"),
            below,
            bool(step.risks),
        )
        for column, (step, below) in enumerate(zip(steps, marks, strict=True))
    )
    links = tuple(link_between(one, other) for one, other in pairwise(boxes))
    words = " → ".join(f"{lane_of(step, tongue)}: {tongue.capital(step.title)}" for step in steps)
    lanes = tuple(Lane(name, y) for name, y in places.items())
    return Lanes(8 + COLUMN * len(boxes), tall * len(names), tall, lanes, boxes, links, words)


def lane_of(step: Step, tongue: Tongue) -> str:
    """Return who acts in a step: the person, whoever decides, or the law by itself."""
    say = phrases_in(tongue.lang)
    if step.kind == "decision" and step.decides:
        names = tongue.names(step.decides)
        return names[:1].upper() + names[1:]
    return say("you") if step.kind == "act" else say("law")


def title_of(step: Step, steps: list[Step], tongue: Tongue) -> str:
    """Return what stands in the box of a step: of a decision only how it falls, where the box before names what was applied for."""
    title = tongue.of(step.title)
    filed = [tongue.of(one.title) for one in steps if one.kind == "act" and one.procedure == step.procedure]
    for other in filed if step.kind == "decision" else []:
        title = title.removeprefix(other).lstrip(" :：") or title
    return title[:1].upper() + title[1:]


def marks_of(step: Step, tongue: Tongue, today: date) -> tuple[str, ...]:
    """Return the lines below a box: that there is a risk, and when it is."""
    risk = (f"▲ {phrases_in(tongue.lang)('risk to')}",) if step.risks else ()
    return (*risk, *wrapped(tongue.day_of(step, step.day == today), MARKED))


def cut(text: str) -> tuple[str, ...]:
    """Return the lines of a text that fit into a box; three dots where some are left out."""
    lines = wrapped(text, LETTERS)
    if len(lines) <= LINES:
        return tuple(lines)
    last = lines[LINES - 1]
    while width_of(last) > LETTERS - 1:
        last = last[:-1]
    return (*lines[: LINES - 1], f"{last}…")


def link_between(one: Box, other: Box) -> Link:
    start, end = one.y + TALL // 2, other.y + TALL // 2
    right, left = one.x + BOX, other.x
    middle = (right + left) // 2
    return Link(f"{right},{start} {middle},{start} {middle},{end} {left},{end}")
