"""Two ways side by side: what differs first, then leg by leg, then what is the same."""

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from starlette.responses import Response

from safeconduct.answers.model import Answer, Route, Step
from safeconduct.answers.saying import Tongue
from safeconduct.answers.terminal import lettered
from safeconduct.answers.ways_told import duty_lines, glance_lines, step_lines
from safeconduct.web.answering import told
from safeconduct.web.desk import Notice
from safeconduct.web.visit import Visit, onward, page
from safeconduct.web.wording import phrases_in

OF_A_LEG = ("until", "receives", "decided by", "answer due", "fee", "risk", "duty")  # rows of a step that are compared


class Row(NamedTuple):
    """What two ways say under one label; `sides` are empty where one says nothing."""

    label: str
    sides: tuple[list[str], list[str]]

    @property
    def differs(self) -> bool:
        return self.sides[0] != self.sides[1]


class Told(NamedTuple):
    """One leg in words."""

    title: str
    when: str
    rows: list[tuple[str, list[str], str]]


class Leg(NamedTuple):
    """A leg of each way at the same place in the order of time; None where a way has none there. `is_shared`: they are one act."""

    sides: tuple[Told | None, Told | None]
    is_shared: bool


def choose(visit: Visit) -> Response:
    """Take the two ways that were ticked; other than two are asked for again."""
    ticked = tuple(name for name in lettered(visit.desk.answer()) if name in visit.fields.get("way", ()))
    if len(ticked) != 2:
        visit.desk.notice = Notice(phrases_in(visit.desk.lang)("choose two"))
        return onward("/ways")
    visit.desk.compared = ticked
    return onward("/compare")


def compare(visit: Visit) -> Response:
    """Show the two ways that were ticked, as long as the answer has them."""
    if not visit.desk.course.has_wishes:
        return onward("/ask")
    answer, tongue = visit.desk.answer(), visit.tongue
    ways = lettered(answer)
    chosen = [(name, ways[name]) for name in visit.desk.compared if name in ways]
    if len(chosen) != 2:
        return onward("/ways")
    (first, one), (second, other) = chosen
    rows = rows_of(one, other, tongue)
    return page(
        visit,
        "compare",
        letters=(first, second),
        routes=(one, other),
        wishes=[wish_of(route, answer) for route in (one, other)],
        differing=[row for row in rows if row.differs],
        same=[row for row in rows if not row.differs],
        legs=legs_of(one, other, answer, tongue),
        disclaimer=answer.disclaimer,
    )


def wish_of(route: Route, answer: Answer) -> object:
    return next(wish.wish for wish in answer.wishes if any(route is one for one in wish.routes))


def rows_of(one: Route, other: Route, tongue: Tongue) -> list[Row]:
    """Return what can be compared of two ways, in the order of the comparison at a glance; what neither speaks of is left out."""
    pairs = zip(labelled(one, tongue), labelled(other, tongue), strict=True)
    rows = [Row(label, (texts, others)) for (label, texts), (_, others) in pairs]
    return [row for row in rows if any(row.sides)]


def labelled(route: Route, tongue: Tongue) -> list[tuple[str, list[str]]]:
    """Return label and texts of a way: those at a glance, how many decisions may be refused, every last day."""
    say = phrases_in(tongue.lang)
    rows = [
        (tongue.say(f"label {label}"), texts) for label, texts, _ in glance_lines(route, tongue) if label != "until"
    ]
    refusable = sum(one.decision == "discretion" for one in route.deciders)
    return [
        *rows[:2],
        (say("may be refused"), [say("decisions", count=str(refusable))]),
        *rows[2:],
        (say("last days"), last_days(route, tongue)),
    ]


def last_days(route: Route, tongue: Tongue) -> list[str]:
    """Return every day on a way after which something is too late, with what it is."""
    windows = [
        f"{tongue.capital(step.title)}: {tongue.window(step.window)}" for step in route.steps if step.window is not None
    ]
    duties = (duty for step in route.steps for duty in step.duties if duty.last_day is not None)
    return [*windows, *(duty_lines(duty, route.dated == "stated", tongue)[0] for duty in duties)]


# --- leg by leg ------------------------------------------------------------------------------------------------------


def legs_of(one: Route, other: Route, answer: Answer, tongue: Tongue) -> list[Leg]:
    """Return the legs of both ways in the order of time, those with the same act beside each other."""
    ours, theirs = legs(one), legs(other)
    matcher = SequenceMatcher(None, [leg.procedure for leg in ours], [leg.procedure for leg in theirs], autojunk=False)
    found: list[Leg] = []
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        before = [told_leg(step, answer, tongue) for step in ours[left:left_end]]
        after = [told_leg(step, answer, tongue) for step in theirs[right:right_end]]
        found += [Leg(pair, tag == "equal") for pair in zip_longest(before, after)]
    return found


def legs(route: Route) -> list[Step]:
    """Return what the person does, and decisions that are waited for without an act of theirs."""
    acts = {step.procedure for step in route.steps if step.kind == "act"}
    return [
        step for step in route.steps if step.kind == "act" or (step.kind == "decision" and step.procedure not in acts)
    ]


def told_leg(step: Step, answer: Answer, tongue: Tongue) -> Told:
    lines = step_lines(step, answer.as_of, tongue, False, {})
    return Told(
        tongue.capital(step.title),
        tongue.day_of(step, step.day == answer.as_of),
        told([line for line in lines if line[0] in OF_A_LEG], tongue),
    )
