"""What an interview is made of: questions with why they are asked, and replies."""

from datetime import date

from msgspec import Struct

from safeconduct.answers.model import Cited
from safeconduct.law.model import Ref, Words

WISHES, WHOM, NEVERS = "wishes", "whom", "nevers"  # the opening questions
TRUTH, PLACE, PLACES, DAY = "truth", "place", "places", "day"  # the kinds of question about facts


class Option(Struct, frozen=True):
    """One thing to choose: `name` is what a reply carries (a wish, an exclusion, a relative or a country)."""

    name: str
    words: Words
    heading: Words | None = None  # stands above this option: a new group begins


class Reason(Struct, frozen=True):
    """A step of the way that a question decides: its title, what the law asks there, and where."""

    title: Words
    line: Words | None
    cite: tuple[Cited, ...]


class Question(Struct, frozen=True):
    """One question.

    kind:   truth (yes or no), place (one of several), places (any of several), day (a date, or since when), or an opening question
    facts:  of `truth` and `day` the one fact asked about; of `place` and `places` one fact an option
    straddled: of `day`: spans of days between which it makes a difference (first day of the later one)
    weight: how much the answer may change, only to be compared
    """

    key: str
    kind: str
    words: Words
    options: tuple[Option, ...] = ()
    facts: tuple[Ref, ...] = ()
    reasons: tuple[Reason, ...] = ()
    more: int = 0  # further steps that it decides
    weight: int = 0
    note: Words | None = None


class Chosen(Struct, frozen=True, tag="chosen"):
    """Options by name, in the person's order; of `truth`: "yes" or "no". A country that was not listed is its code."""

    names: tuple[str, ...]


class Span(Struct, frozen=True, tag="span"):
    """A day known as nearly as the person can say: it lies from `first` to `last`."""

    first: date
    last: date


class Silent(Struct, frozen=True, tag="silent"):
    """No answer: the person does not know, or prefers not to say."""

    declined: bool


Reply = Chosen | Span | Silent
