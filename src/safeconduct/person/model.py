"""The person as the case file tells them: facts with provenance, wishes in order, exclusions, an as-of date.

What the case format (docs/reference/case-format.md) says, after checking: every fact, country and relative exists, every
expression is resolved against one `law.model.Law`. What the facts are worth together is in `person/facts.py`.
"""

from datetime import date

from msgspec import Struct

from safeconduct.law.model import Expr, Ref, Words

SOURCE_KINDS = ("document", "person", "official", "report", "inferred")
CONFIDENCES = ("sure", "likely", "unsure")
CRITERIA = ("decisions", "days", "exposure", "money", "facts")  # the default order of preference
ALWAYS_THERE = ("KR", "KP")  # countries no case has to name


class Source(Struct, frozen=True):
    """Who or what says so."""

    kind: str  # one of SOURCE_KINDS
    words: Words
    place: str = ""  # page, file number or town where it was said, as written; "" when not stated


class Statement(Struct, frozen=True):
    """One source's word on one fact. Two statements of one fact may contradict each other; both are kept."""

    fact: Ref
    value: bool | None  # as stated, whatever the confidence; None: stated to be unknown. A date that is known is True
    on: date | None = None  # the day itself, of a fact of kind `date`
    since: date | None = None  # first day on which the value held; None: unknown since when
    source: Source | None = None  # None: not stated
    learned: date | None = None
    confidence: str = "sure"  # one of CONFIDENCES; unsure: `value` counts as unknown
    place: str = ""  # file:line

    @property
    def since_known(self) -> bool:
        """Whether a clock on this fact has a day to start from."""
        return self.since is not None

    @property
    def counts(self) -> bool:
        """Whether the stated value may be relied on."""
        return self.confidence != "unsure" and self.value is not None


class Wish(Struct, frozen=True):
    that: Expr
    words: Words | None  # the person's own or the goal's, slots filled; None: made from the facts' sentences
    source: str  # as written
    goal: Ref | None = None  # the declared goal and its arguments, if it is one
    place: str = ""


class Unlawful(Struct, frozen=True, tag="unlawful"):
    """Nothing that the law of `orders` punishes; empty: of the place where the person stands and of their nationalities."""

    orders: tuple[str, ...] = ()
    source: str = "unlawful"
    place: str = ""


class NeverHolds(Struct, frozen=True, tag="holds"):
    """`that` in no situation on the way."""

    that: Expr
    words: Words | None  # None: made from the facts' sentences
    source: str
    place: str = ""


class NeverExposed(Struct, frozen=True, tag="exposed"):
    """No step that risks `level` or worse."""

    level: str  # loss, administrative-fine, criminal-fine, prison, life
    to: str  # self or family
    source: str
    place: str = ""


Never = Unlawful | NeverHolds | NeverExposed


class Person(Struct, frozen=True):
    """One case. `Ref`s carry country codes and the names in `relatives` as arguments."""

    label: str  # opaque; never a name
    as_of: date
    countries: tuple[str, ...]  # KR, KP, then those the case names, in the order first met
    relatives: dict[str, Words]  # name in conditions → what the person calls them
    statements: tuple[Statement, ...]  # in the order of the file
    wishes: tuple[Wish, ...]  # in the person's own order, at least one
    nevers: tuple[Never, ...]
    prefer: tuple[str, ...]  # every one of CRITERIA, most important first
