"""The plan made anew from what happened, and how it differs from the plan that was followed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import count

from msgspec import Struct

from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.model import Answer, Door, Route, Step, WishAnswer
from safeconduct.answers.names import ref_of
from safeconduct.casework.facts import person_now, under_way
from safeconduct.casework.model import History, known_on
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law, Words
from safeconduct.navigator import navigate
from safeconduct.person.model import Person


class WayTold(Struct, frozen=True):
    """A way as one line. `acts`: ground names of what is done on it, in order."""

    title: Words
    acts: tuple[str, ...]
    reached: date
    dated: str  # stated, reckoned or unknown, as of a route


class Moved(Struct, frozen=True):
    """A way with the same acts that ends on another day; `days` is negative if earlier."""

    way: WayTold
    before: date
    days: int


class WishDifference(Struct, frozen=True):
    wish: Words
    before: str  # verdicts
    now: str
    closed: tuple[WayTold, ...]
    new: tuple[WayTold, ...]
    moved: tuple[Moved, ...]


class DoorMoved(Struct, frozen=True):
    """A procedure that stands otherwise: as a door, or "filed" while it is under way; None: it was, or is, no door."""

    procedure: str
    title: Words
    before: str | None
    now: str | None


class Done(Struct, frozen=True):
    """A step of the plan that was taken: the days it was planned for and done on, and the same of its answer, where there is one."""

    procedure: str
    title: Words
    planned: date
    done: date
    answer_planned: date | None
    answered: date | None


class OwnDay(Struct, frozen=True):
    """Until when the person can do something, counted from what has happened."""

    procedure: str
    title: Words
    last_day: date
    counted: Words


class Difference(Struct, frozen=True):
    planned_on: date
    now: date
    wishes: tuple[WishDifference, ...]
    doors: tuple[DoorMoved, ...]
    done: tuple[Done, ...]
    own_days: tuple[OwnDay, ...]


def difference_of(
    person: Person, history: History, law: Law, on: date, solved: Callable[[int, int], None] = lambda done, known: None
) -> Difference:
    """Return how the plan as of the day of the case differs from the one made on a later day with what happened meanwhile.

    law:    with the rules of all days
    solved: told after each search how many of them are done, and of how many
    """
    known, searches = known_on(history, on), 2 * len(person.wishes)
    done = count(1)
    tell = lambda: solved(next(done), searches)  # noqa: E731
    before = answer_of(navigate(in_force(law, person.as_of), person, solved=tell))
    then = person_now(person, known, law, on)
    now = answer_of(navigate(in_force(law, on), then, solved=tell))
    return Difference(
        planned_on=person.as_of,
        now=on,
        wishes=tuple(wish_difference(*pair) for pair in zip(before.wishes, now.wishes, strict=True)),
        doors=tuple(doors_moved(before, now, under_way(then.statements))),
        done=tuple(steps_done(before, known)),
        own_days=tuple(own_days_of(now)),
    )


def wish_difference(before: WishAnswer, now: WishAnswer) -> WishDifference:
    old, new = by_acts(before.routes), by_acts(now.routes)
    return WishDifference(
        wish=now.wish,
        before=before.verdict,
        now=now.verdict,
        closed=tuple(way for acts, way in old.items() if acts not in new),
        new=tuple(way for acts, way in new.items() if acts not in old),
        moved=tuple(
            Moved(new[acts], way.reached, (new[acts].reached - way.reached).days)
            for acts, way in old.items()
            if acts in new and new[acts].reached != way.reached
        ),
    )


def by_acts(routes: Iterable[Route]) -> dict[tuple[str, ...], WayTold]:
    """Return ways by what is done on them; of several alike the first."""
    ways: dict[tuple[str, ...], WayTold] = {}
    for route in routes:
        acts = tuple(step.procedure for step in acts_of(route))
        ways.setdefault(acts, WayTold(route.title, acts, route.reached, route.dated))
    return ways


def acts_of(route: Route) -> list[Step]:
    return [step for step in route.steps if step.kind == "act"]


# --- doors -----------------------------------------------------------------------------------------------------------


def doors_moved(before: Answer, now: Answer, filed: frozenset[str]) -> Iterator[DoorMoved]:
    """Yield the procedures that people think of for a wish, or that are open on one of the days, and stand otherwise."""
    old, new = doors_in(before), doors_in(now)
    for name, door in {**old, **new}.items():
        was, is_now = state_in(old, name), "filed" if name in filed else state_in(new, name)
        if was != is_now and "open" in (was, is_now):
            yield DoorMoved(name, door.title, was, is_now)


def doors_in(answer: Answer) -> dict[str, Door]:
    doors: dict[str, Door] = {}
    for door in (*answer.also_open, *answer.doors):
        doors.setdefault(door.procedure, door)
    return doors


def state_in(doors: dict[str, Door], name: str) -> str | None:
    return doors[name].state if name in doors else None


# --- what was done -----------------------------------------------------------------------------------------------------


def steps_done(plan: Answer, history: History) -> Iterator[Done]:
    """Yield each step of the foremost ways that was taken since, once."""
    planned: dict[str, tuple[Step, date | None]] = {}
    for wish in plan.wishes:
        for route in wish.routes:
            for step in acts_of(route):
                answers = [one.day for one in route.steps if one.kind == "decision" and one.procedure == step.procedure]
                planned.setdefault(ref_of(step.procedure).name, (step, answers[0] if answers else None))
    for matter in history.matters.values():
        received = [history.contacts[number] for number in history.of(matter.name)]
        filed = next((one for one in received if one.is_received), None)
        if matter.procedure in planned and filed is not None and matter.procedure is not None:
            step, answer = planned[matter.procedure]
            came = [one.answered for one in received if one.answer == "decision" and one.answered is not None]
            yield Done(matter.procedure, step.title, step.day, filed.day, answer, min(came, default=None))


# --- the person's own days ---------------------------------------------------------------------------------------------


def own_days_of(now: Answer) -> Iterator[OwnDay]:
    """Yield until when acts are open that are open for a time only, the soonest first; a time that has yet to begin is no such day."""
    found: dict[str, OwnDay] = {}
    for door in now.also_open:
        if door.window is not None and door.window.counting.event < now.as_of:
            one = OwnDay(door.procedure, door.title, door.window.last_day, door.window.counting.words)
            found.setdefault(door.procedure, one)
    for wish in now.wishes:
        for route in wish.routes:
            for step in acts_of(route):
                window = step.window
                if window is not None and window.counting.event < now.as_of:
                    found.setdefault(
                        step.procedure, OwnDay(step.procedure, step.title, window.last_day, window.counting.words)
                    )
    yield from sorted(found.values(), key=lambda one: (one.last_day, one.procedure))
