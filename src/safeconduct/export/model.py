"""A planning task: facts, rules that derive, actions with conditional effects, and days; what the writers write down.

Truth has two values here. An atom of the rules is two facts, "it is so" and "nobody knows"; neither of them: it is not so.
"""

from typing import NamedTuple

from msgspec import Struct

OBJECTIVES = ("days", "money", "decisions", "exposure", "facts", "unstated")


class UnsayableError(Exception):
    """The rules say something that the encoding has no words for; the message says what, and what to do."""


class Literal(NamedTuple):
    """A fact, or a derived one, holds or does not. `day`: of `today` and `reached`, which take one."""

    name: str
    holds: bool = True
    day: int | None = None


class Every(Struct, frozen=True, cache_hash=True):
    parts: tuple["Condition", ...]


class Either(Struct, frozen=True, cache_hash=True):
    parts: tuple["Condition", ...]


Condition = Literal | Every | Either
ALWAYS, NEVER = Every(()), Either(())


class Rule(NamedTuple):
    """`head` holds if every literal of one of the bodies does."""

    head: str
    bodies: tuple[tuple[Literal, ...], ...]


class Passed(NamedTuple):
    """`head` holds if `clock` began on day e, (e, d) is one of `turns`, and day d is reached."""

    head: str
    clock: str
    turns: tuple[tuple[int, int], ...]


class Dated(NamedTuple):
    """`head` holds if it is known on which day `clock` began."""

    head: str
    clock: str


class Effect(NamedTuple):
    """If all of `when` holds before the action, `fact` holds after it or does not. Of two that clash, the one that adds wins."""

    when: tuple[Literal, ...]
    fact: str
    value: bool


class Begin(NamedTuple):
    """If all of `when` holds before the action, `clock` begins: on `day`, or today."""

    when: tuple[Literal, ...]
    clock: str
    day: int | None = None


class Cease(NamedTuple):
    """If all of `when` holds before the action, `clock` no longer has a beginning, unless it begins anew."""

    when: tuple[Literal, ...]
    clock: str


class Action(NamedTuple):
    """`steps`: the kind, index and value of the steps of a route that the action stands for (`routes.model.Step`)."""

    name: str
    needs: tuple[Literal, ...]
    effects: tuple[Effect | Begin | Cease, ...]
    cost: int = 0
    steps: tuple[tuple[str, int, str], ...] = ()


class Wait(NamedTuple):
    """To let a day pass, if all of `needs` holds."""

    needs: tuple[Literal, ...]
    cost: int


class Task(NamedTuple):
    """facts: those that actions change; initial: those that hold at first; began: the clocks that run at first and their days.

    days:  today and the days that can be waited for; empty where the encoding counts no days
    times: those and every earlier day on which a clock may have begun
    """

    notes: tuple[str, ...]
    facts: tuple[str, ...]
    initial: tuple[str, ...]
    clocks: tuple[str, ...]
    began: tuple[tuple[str, int], ...]
    days: tuple[int, ...]
    times: tuple[int, ...]
    rules: tuple[Rule, ...]
    passed: tuple[Passed, ...]
    dated: tuple[Dated, ...]
    actions: tuple[Action, ...]
    wait: Wait | None
    goal: tuple[Literal, ...]


def every(*parts: Condition) -> Condition:
    """Return the condition that all hold, without what always does."""
    flat: dict[Condition, None] = {}
    for part in parts:
        if part == NEVER:
            return NEVER
        flat.update(dict.fromkeys(part.parts if isinstance(part, Every) else (part,)))
    if any(isinstance(one, Literal) and one._replace(holds=not one.holds) in flat for one in flat):
        return NEVER
    return next(iter(flat)) if len(flat) == 1 else Every(tuple(flat))


def either(*parts: Condition) -> Condition:
    """Return the condition that at least one holds."""
    return contrary(every(*map(contrary, parts)))


def contrary(condition: Condition) -> Condition:
    match condition:
        case Literal(name, holds, day):
            return Literal(name, not holds, day)
        case Every(parts):
            return Either(tuple(map(contrary, parts)))
        case Either(parts):
            return Every(tuple(map(contrary, parts)))
