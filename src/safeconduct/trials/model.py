"""Tests of a lawbook: a case, a wish, the days on which it is asked, and what must come out. docs/reference/lawbook-test-format.md."""

from datetime import date
from typing import NamedTuple

from safeconduct.answers.model import Answer, Door, Route, WishAnswer
from safeconduct.lawbook.model import Place
from safeconduct.person.model import Person


class Pattern(NamedTuple):
    """A procedure or remedy by its full name; with arguments only when the test names them."""

    name: str
    whole: bool  # `name` has its arguments

    def fits(self, ground: str) -> bool:
        """Return whether an act's ground name is meant.

        >>> Pattern("kr.visit", whole=False).fits("kr.visit(mother)")
        True
        """
        return ground == self.name or (not self.whole and ground.partition("(")[0] == self.name)


class StepWanted(NamedTuple):
    """What one act of a way must be like; None: nothing is said of it."""

    act: Pattern
    day: date | None = None
    decided: date | None = None  # the day of the decision
    last_day: date | None = None  # of the period that the law gives for the decision
    decision: str | None = None
    cite: tuple[str, ...] = ()
    duties: tuple[date, ...] = ()  # last days
    remedies: tuple[tuple[Pattern, date | None], ...] = ()  # last day for filing; None: there is none


class RiskWanted(NamedTuple):
    order: str | None
    to: str | None
    level: str | None


class WayWanted(NamedTuple):
    """What a way must be like; empty fields say nothing. `place`: where the test says so."""

    place: Place
    acts: tuple[Pattern, ...] = ()  # exactly these, in this order
    any_order: tuple[Pattern, ...] = ()  # exactly these
    through: tuple[Pattern, ...] = ()  # these among others, in this order
    without: tuple[Pattern, ...] = ()
    reached: date | None = None
    reached_by: date | None = None
    dated: str | None = None
    assured: bool | None = None
    supposes: int | None = None  # facts taken to be so, at most
    steps: tuple[StepWanted, ...] = ()
    risks: tuple[RiskWanted, ...] = ()
    no_risks: tuple[RiskWanted, ...] = ()


class DoorWanted(NamedTuple):
    place: Place
    door: Pattern
    state: str | None
    cite: tuple[str, ...]  # among the articles of the lines that do not hold


class OpeningWanted(NamedTuple):
    place: Place
    cite: tuple[str, ...]  # among the articles of its changes
    changes: int | None  # how many changes it takes


class Wanted(NamedTuple):
    """What must come out on some days of a test. `answer`: the verdict."""

    place: Place
    answer: str | None = None
    ways: tuple[WayWanted, ...] = ()
    no_ways: tuple[WayWanted, ...] = ()
    doors: tuple[DoorWanted, ...] = ()
    openings: tuple[OpeningWanted, ...] = ()
    no_openings: bool = False
    asks: tuple[tuple[Place, str], ...] = ()
    asks_not: tuple[tuple[Place, str], ...] = ()
    cites: tuple[tuple[Place, str], ...] = ()
    cites_not: tuple[tuple[Place, str], ...] = ()


class Trial(NamedTuple):
    """One test on one day: the person as of that day with one wish, and everything expected then."""

    name: str
    place: Place
    person: Person
    wanted: tuple[Wanted, ...]


class Way(NamedTuple):
    """A way that was found: ground names of its acts in order. `route` is None for a near-copy of the way with the same letter."""

    letter: str
    acts: tuple[str, ...]
    reached: date
    dated: str
    route: Route | None


class Outcome(NamedTuple):
    """What came out for one trial. `doors`: every act that is no remedy, by ground name."""

    answer: Answer
    wish: WishAnswer
    ways: tuple[Way, ...]
    doors: dict[str, Door]
