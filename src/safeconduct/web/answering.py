"""The pages that answer: all ways, or the proof that there is none, and one way as lanes and as a list."""

from typing import NamedTuple

from starlette.responses import Response

from safeconduct.answers.model import Answer, Door, OpenQuestion, Route, Step, WishAnswer
from safeconduct.answers.periods import day_in_words
from safeconduct.answers.saying import Tongue
from safeconduct.answers.sources import with_sources_once
from safeconduct.answers.terminal import lettered
from safeconduct.answers.terminal_doors import doors_to_tell, short_lines, with_others
from safeconduct.answers.ways_told import branches_told, glance_lines, remedies_of, step_lines
from safeconduct.letters.forms import calendars_here
from safeconduct.web.lanes import lanes_of
from safeconduct.web.numbering import numbered
from safeconduct.web.sorting import ORDERS, in_order
from safeconduct.web.visit import Visit, onward, page

Row = tuple[str, list[str], str]  # a label, what stands there, and how grave it is

IN_FULL = ("criteria", "conditions", "basis", "open question")  # rows of a step that are folded away
CARDS = 3  # of each wish shown at once
QUESTIONS_SHOWN = 8


class Card(NamedTuple):
    """A way at a glance."""

    letter: str
    route: Route
    rows: list[Row]


class Found(NamedTuple):
    """What was found for one wish."""

    wish: WishAnswer
    cards: list[Card]
    more: list[Card]  # shown when they are asked for
    doors: list["ClosedDoor"]


class ClosedDoor(NamedTuple):
    title: str
    rows: list[Row]


class ToldStep(NamedTuple):
    """One step in words: what is to be done first, then what is folded away."""

    step: Step
    when: str
    rows: list[Row]
    folded: list[Row]
    branches: list[tuple[str, list[str]]]
    remedies: list[str]


def ways(visit: Visit) -> Response:
    """Show what was found for each wish, and what is closed, open and not known."""
    if not visit.desk.course.has_wishes:
        return onward("/ask")
    answer, tongue = visit.desk.answer(), visit.tongue
    closed = doors_to_tell(answer)
    return page(
        visit,
        "ways",
        answer=answer,
        as_of=day_in_words(answer.as_of),
        found=[found_for(wish, number, answer, visit) for number, wish in enumerate(answer.wishes, 1)],
        closed=[closed_door(door, tongue) for door in closed],
        also_open=[with_others(door, tongue) + tongue.first_cited(door.cite) for door in answer.also_open],
        questions=answer.questions[:QUESTIONS_SHOWN],
        orders=tuple(ORDERS),
        sort=visit.desk.sort,
        notice=visit.desk.taken_notice(),
        compared=visit.desk.compared,
        can_compare=sum(len(wish.routes) for wish in answer.wishes) > 1,
    )


def found_for(wish: WishAnswer, number: int, answer: Answer, visit: Visit) -> Found:
    tongue = visit.tongue
    named = [(name, route) for name, route in lettered(answer).items() if any(route is one for one in wish.routes)]
    cards = [
        Card(name, route, told(conditions_first(glance_lines(route, tongue)), tongue))
        for name, route in in_order(named, visit.desk.sort)
    ]
    in_the_way = [door for door in doors_to_tell(answer) if door.thought_of == number] if wish.verdict == "none" else []
    return Found(wish, cards[:CARDS], cards[CARDS:], [closed_door(door, tongue) for door in in_the_way])


def conditions_first(lines: list[Row]) -> list[Row]:
    """Return the lines of a way with what it takes to be so at their head: where that is not so, nothing after it is."""
    return sorted(lines, key=lambda line: line[0] != "if")


def closed_door(door: Door, tongue: Tongue) -> ClosedDoor:
    return ClosedDoor(with_others(door, tongue), told(list(short_lines(door, tongue)), tongue))


def sort(visit: Visit) -> Response:
    """Choose the order of the ways."""
    wanted = "".join(visit.fields.get("sort", ()))
    visit.desk.sort = wanted if wanted in ORDERS else ""
    return onward("/ways")


def way(visit: Visit) -> Response:
    """Show one way, named by its letter."""
    if not visit.desk.course.has_wishes:
        return onward("/ask")
    answer, tongue = visit.desk.answer(), visit.tongue
    route = lettered(answer).get(visit.named)
    if route is None:
        return page(visit, "message", 404, title="not there", text="stale form note", way_on=True)
    questions, counted = questions_of(route, answer), numbered(route)
    return page(
        visit,
        "way",
        letter=visit.named,
        route=route,
        wish=next(one.wish for one in answer.wishes if any(route is other for other in one.routes)),
        rows=told(conditions_first(glance_lines(route, tongue)), tongue),
        lanes=lanes_of(counted, tongue, answer.as_of, tuple(visit.desk.course.person.relatives.values()))
        if any(step.kind != "assume" for step in route.steps)
        else None,
        steps=told_steps(counted, answer, tongue),
        open_questions=questions,
        disclaimer=answer.disclaimer,
        can_make_calendars=calendars_here(),
    )


def questions_of(route: Route, answer: Answer) -> list[OpenQuestion]:
    """Return the open questions that a way rests on; they are numbered in this order on its page."""
    relied_on = {name for step in route.steps for name in step.open_questions}
    return [one for one in answer.open_questions if one.name in relied_on]


def told_steps(route: Route, answer: Answer, tongue: Tongue) -> list[ToldStep]:
    """Return the steps in words. Remedies that are the same as those of an earlier step are named once."""
    numbers = {entry.name: number for number, entry in enumerate(questions_of(route, answer), 1)}
    named: dict[tuple[str, ...], int] = {}
    steps = []
    for step in with_sources_once(route.steps, True):
        lines = step_lines(step, answer.as_of, tongue, True, numbers)
        steps.append(
            ToldStep(
                step,
                tongue.say("label if") if step.kind == "assume" else tongue.day_of(step, step.day == answer.as_of),
                told([line for line in lines if line[0] not in IN_FULL], tongue),
                told([line for line in lines if line[0] in IN_FULL], tongue),
                [(tongue.say(f"label {label}"), texts) for label, texts in branches_told(step, tongue)],
                remedies_of(step, tongue, True, named),
            )
        )
    return steps


def told(lines: list[Row], tongue: Tongue) -> list[Row]:
    """Return the lines that say something, their labels in words; texts under one label stand together."""
    rows: list[Row] = []
    for label, texts, style in lines:
        words = tongue.say(f"label {label}")
        plain = [text.removeprefix("- ") for text in texts]
        if plain and rows and rows[-1][0] == words:
            rows[-1] = (words, [*rows[-1][1], *plain], style)
        elif plain:
            rows.append((words, plain, style))
    return rows
