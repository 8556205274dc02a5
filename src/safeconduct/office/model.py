"""A card: what one case has to say on the day of the question, without a word that a person said. Cards are shown beside those of other cases."""

from datetime import date

from msgspec import Struct

from safeconduct.answers.model import Cited, Said
from safeconduct.casework.report import Stall
from safeconduct.law.model import Words


class Row(Struct, frozen=True):
    """One line with its day. `day`: None where nobody set one; `counted`: how the day came about, and all that moved it."""

    words: Words
    day: date | None = None
    late: bool = False
    counted: tuple[Said, ...] = ()
    calendar: str | None = None  # by which open days to it are counted


class Circle(Struct, frozen=True):
    """A matter that does not go on. `trail`: the units in the order of the contacts; `ways`: titles of what the law gives against it; `place`: its number among all that the page of contacts tells."""

    stall: Stall
    trail: tuple[Words, ...]
    first: date
    ways: tuple[Words, ...]
    place: int = 1


class Moved(Struct, frozen=True, order=True):
    """A rule that came into force while a matter of the case was open: its full name and first day."""

    rule: str
    since: date


class Card(Struct, frozen=True):
    """owed: by agencies, the longest overdue first; ours: what the person or the caseworker has to do."""

    owed: tuple[Row, ...] = ()
    ours: tuple[Row, ...] = ()
    circles: tuple[Circle, ...] = ()
    moved: tuple[Moved, ...] = ()


class RuleTold(Struct, frozen=True):
    """What a rule that moved is called."""

    words: Words
    cite: tuple[Cited, ...]
