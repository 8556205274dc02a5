"""The difference between plan and what happened in words: what was done, how each wish stands now, which doors moved."""

from collections.abc import Iterator
from typing import NamedTuple

from safeconduct.answers.periods import short_day
from safeconduct.answers.saying import Tongue
from safeconduct.casework.planning import Difference, Done, Moved, WayTold, WishDifference
from safeconduct.casework.wording import told
from safeconduct.law.model import Words


class Line(NamedTuple):
    """`style`: plain, quiet, good or bad."""

    text: str
    style: str = "plain"


def done_in_words(done: Done, tongue: Tongue) -> str:
    """Return one step of the plan that was taken, with the days it was planned for and done on."""
    text = tongue.sentence(
        told("plan done", title=done.title, planned=short_day(done.planned), done=short_day(done.done))
    )
    if done.answer_planned is None:
        return text
    planned = short_day(done.answer_planned)
    if done.answered is None:
        return f"{text} {tongue.sentence(told('plan answer', planned=planned))}"
    return f"{text} {tongue.sentence(told('plan answer came', planned=planned, came=short_day(done.answered)))}"


def as_long_in_words(plan: Difference, tongue: Tongue) -> Iterator[Line]:
    """Yield once, for all wishes, how many ways take as long as before and so end later by the days since the plan."""
    passed = passed_since(plan)
    found = sum(len(as_long_as_before(wish, passed)) for wish in plan.wishes)
    if found:
        yield Line(tongue.of(told("plan as long", count=ways_counted(found), days=str(passed))), "quiet")


def passed_since(plan: Difference) -> int:
    """Return the days since the plan, by which a way that takes as long as before ends later."""
    return (plan.now - plan.planned_on).days


def as_long_as_before(wish: WishDifference, passed: int) -> list[Moved]:
    return [one for one in wish.moved if one.days == passed]


def ways_counted(count: int) -> Words:
    return told("one ways" if count == 1 else "many ways", count=str(count))


def wish_in_words(wish: WishDifference, passed: int, tongue: Tongue) -> Iterator[Line]:
    """Yield how one wish stands. `passed`: days since the plan; of ways later by just these it is told how many they are."""

    def say(key: str, **slots: Words | str) -> str:
        return tongue.of(told(key, **slots))

    if wish.before != wish.now:
        yield Line(say("plan verdict", old=told(f"verdict {wish.before}"), new=told(f"verdict {wish.now}")))
    as_long = as_long_as_before(wish, passed)
    if as_long:
        yield Line(say("plan of these", count=ways_counted(len(as_long)), days=str(passed)), "quiet")
    for moved in (one for one in wish.moved if one.days != passed):
        key = "plan later" if moved.days > 0 else "plan earlier"
        slots = {"old": short_day(moved.before), "new": short_day(moved.way.reached)}
        yield Line(say(key, days=str(abs(moved.days)), way=moved.way.title, **slots))
    yield from ways_in_words("plan closed", wish.closed, "bad", tongue)
    yield from ways_in_words("plan new", wish.new, "good", tongue)
    if (wish.before, wish.moved, wish.closed, wish.new) == (wish.now, (), (), ()):
        yield Line(say("plan same"), "quiet")


def ways_in_words(key: str, ways: tuple[WayTold, ...], style: str, tongue: Tongue) -> Iterator[Line]:
    for way in ways:
        yield Line(tongue.of(told(key, way=way.title, day=short_day(way.reached))), style)


def doors_in_words(plan: Difference, tongue: Tongue) -> Iterator[str]:
    for door in plan.doors:
        old, new = (told(f"door {state or 'none'}") for state in (door.before, door.now))
        yield tongue.of(told("plan door", title=door.title, old=old, new=new))
