"""Lanes: one way as a picture, a lane for each who acts, a column for each step, in the order of time; in rows, so that none is cut off."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeVar

from safeconduct.answers.columns import width_of, wrapped
from safeconduct.answers.model import Route, Step
from safeconduct.answers.saying import Tongue
from safeconduct.law.model import Words
from safeconduct.web.wording import phrases_in

COLUMN, BOX, TALL, TOP, MARK, GAP = 176, 160, 68, 30, 15, 10  # in units of the picture, about a pixel each
LETTERS = 21  # columns of text that fit into a box
MARKED = 22  # columns of text that fit below it
LINES = 3
ACROSS = 4  # boxes beside each other: as many as a page is wide
EDGE, MARGIN, STRIP = 4, 16, 14  # beside the boxes; where a line comes from the row above; between two rows

Found = TypeVar("Found")


class Box(NamedTuple):
    """One step: `x` and `y` of its upper left corner; `marks` stand below it, line by line."""

    kind: str
    x: int
    y: int
    lines: tuple[str, ...]
    marks: tuple[str, ...]
    at_risk: bool


class Link(NamedTuple):
    """From the right edge of a box to the left edge of the next, bent half-way; into the next row between the two."""

    points: str


class Lane(NamedTuple):
    name: str
    y: int


class Lanes(NamedTuple):
    """`tall`: of one lane; `left`: of all boxes. A lane stands in each row that has a box of it."""

    width: int
    height: int
    tall: int
    left: int
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    words: str  # the same in a sentence


def lanes_of(route: Route, tongue: Tongue, today: date, relatives: tuple[Words, ...] = ()) -> Lanes:
    """Return the picture of what happens on a way. What it takes to be so stands before the picture, not in it."""
    steps = [step for step in route.steps if step.kind != "assume"]
    marks = [marks_of(step, tongue, today) for step in steps]
    tall = TOP + TALL + MARK * max(map(len, marks), default=0) + GAP
    left = EDGE + (MARGIN if len(steps) > ACROSS else 0)
    lanes, boxes, links, top = list[Lane](), list[Box](), list[Link](), 0
    for row in batched(zip(steps, marks, strict=True), ACROSS):
        names = dict.fromkeys(lane_of(step, tongue, relatives) for step, _ in row)
        places = {name: top + TOP + place * tall for place, name in enumerate(names)}
        lanes += [Lane(name, y) for name, y in places.items()]
        for column, (step, below) in enumerate(row):
            text = cut(f"{step.number} · {title_of(step, steps, tongue)}")
            x, y = left + column * COLUMN, places[lane_of(step, tongue, relatives)]
            box = Box(step.kind, x, y, text, below, bool(step.risks))
            if boxes:
                links.append(link_between(boxes[-1], box, top - STRIP // 2))
            boxes.append(box)
        top += tall * len(names) + STRIP
    words = " → ".join(f"{lane_of(step, tongue, relatives)}: {tongue.capital(step.title)}" for step in steps)
    width = left + EDGE + COLUMN * min(len(boxes), ACROSS)
    return Lanes(width, top - STRIP, tall, left, tuple(lanes), tuple(boxes), tuple(links), words)


def batched(items: Iterable[Found], count: int) -> Iterator[tuple[Found, ...]]:
    rest = iter(items)
    while row := tuple(islice(rest, count)):
        yield row


def lane_of(step: Step, tongue: Tongue, relatives: tuple[Words, ...] = ()) -> str:
    """Return who acts in a step: the person, a relative, whoever decides, or the law by itself."""
    say = phrases_in(tongue.lang)
    if step.kind == "decision" and step.decides:
        names = tongue.names(step.decides)
        return names[:1].upper() + names[1:]
    if step.kind != "act":
        return say("law")
    relative = next((one for one in relatives if is_done_by(one, step)), None)
    return say("you") if relative is None else tongue.capital(relative)


def is_done_by(relative: Words, step: Step) -> bool:
    """Return whether the law says of an act that this relative does it: "your mother asks …"."""
    does = "" if step.does is None else step.does.en
    return re.match(rf"{re.escape(relative.en)} (?:\([^)]*\) )?(?:asks|comes)\b", does, re.IGNORECASE) is not None


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


def link_between(one: Box, other: Box, above: int) -> Link:
    """`above`: the height between the row of the other box and the row before."""
    start, end = one.y + TALL // 2, other.y + TALL // 2
    right, left = one.x + BOX, other.x
    if left > right:
        middle = (right + left) // 2
        return Link(f"{right},{start} {middle},{start} {middle},{end} {left},{end}")
    out, back = right + (COLUMN - BOX) // 2, left - MARGIN // 2
    return Link(f"{right},{start} {out},{start} {out},{above} {back},{above} {back},{end} {left},{end}")
