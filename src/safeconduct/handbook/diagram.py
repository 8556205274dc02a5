"""Diagram: one rule in the middle, what can lead to it on the left, what it can lead to on the right, as boxes to lay out."""

from msgspec import Struct

from safeconduct.answers.columns import width_of, wrapped
from safeconduct.handbook.model import Entry, Link

MOST = 6  # rules shown on each side; the page lists them all
BOX, GAP, AISLE, LINE, PAD = 210, 12, 46, 17, 9  # pixels
COLUMNS = 28  # of text in a box
LINES = 3


class Box(Struct, frozen=True):
    """A rectangle of `width` BOX at (x, y); `href` is empty for the rule itself. Lengths are pixels."""

    x: int
    y: int
    height: int
    lines: tuple[str, ...]
    href: str
    title: str

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


class Diagram(Struct, frozen=True):
    """`arrows` are lines from the right edge of one box to the left edge of another: x1, y1, x2, y2."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[tuple[int, int, int, int], ...]


def diagram_of(entry: Entry) -> Diagram | None:
    """Return the diagram of a rule, or None where nothing known leads to it or from it."""
    if not entry.before and not entry.after:
        return None
    left, right = entry.before[:MOST], entry.after[:MOST]
    heights = [sum(height_of(link.title) + GAP for link in side) - GAP for side in (left, right)]
    own = height_of(entry.title)
    height = max(own, *heights)
    columns = [x for x, side in ((0, left), (1, None), (2, right)) if side is None or side]
    places = {column: number * (BOX + AISLE) for number, column in enumerate(columns)}
    middle = Box(places[1], (height - own) // 2, own, lines_of(entry.title), "", entry.title)
    before = stacked(left, places.get(0, 0), height)
    after = stacked(right, places.get(2, 0), height)
    arrows = [(box.x + BOX, box.middle, middle.x, middle.middle) for box in before]
    arrows += [(middle.x + BOX, middle.middle, box.x, box.middle) for box in after]
    return Diagram(
        width=places[columns[-1]] + BOX,
        height=height,
        boxes=(*before, middle, *after),
        arrows=tuple(arrows),
    )


def stacked(links: tuple[Link, ...], x: int, height: int) -> tuple[Box, ...]:
    """Return boxes one below the other, in the middle of `height`."""
    total = sum(height_of(link.title) + GAP for link in links) - GAP
    y = (height - total) // 2
    boxes = []
    for link in links:
        tall = height_of(link.title)
        boxes.append(Box(x, y, tall, lines_of(link.title), f"{link.page}.html#{link.anchor}", link.title))
        y += tall + GAP
    return tuple(boxes)


def lines_of(title: str) -> tuple[str, ...]:
    """Return a title in at most LINES lines of COLUMNS columns; the last ends in … where more would follow.

    >>> lines_of("Approval to visit the North")
    ('Approval to visit the North',)
    """
    lines = wrapped(title, COLUMNS)
    if len(lines) <= LINES:
        return tuple(lines)
    last = lines[LINES - 1]
    while width_of(last) > COLUMNS - 1:
        last = last[:-1]
    return (*lines[: LINES - 1], f"{last.rstrip()}…")


def height_of(title: str) -> int:
    return len(lines_of(title)) * LINE + 2 * PAD
