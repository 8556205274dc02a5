"""Solved: routes, what to do when a decision falls badly, and proofs that there is no route."""

from msgspec import Struct

from safeconduct.terms.truth import Truth


class Cost(Struct, frozen=True, order=True):
    """What a route costs; smaller is better in every field (docs/kernel.md, section 6)."""

    days: int = 0
    money: int = 0
    decisions: int = 0
    exposure: int = 0
    facts: int = 0
    unstated: int = 0

    def as_tuple(self) -> tuple[int, ...]:
        return (self.days, self.money, self.decisions, self.exposure, self.facts, self.unstated)


class Step(Struct, frozen=True):
    """One thing that happens on a route, on `day` (an ordinal).

    kind `assume`: `index` is an atom, `value` one of false, true, long, today (docs/kernel.md, section 5)
    kind `act`: `index` is an operator
    kind `granted`, `refused`, `silence`, `lapsed`: `index` is a decision
    Waiting is not a step: it is the time between the days of two steps.
    """

    day: int
    kind: str
    index: int
    value: str = ""


class DutyStep(Struct, frozen=True):
    """A duty that an act of the route caused: by the end of `last_day` do one of the named operators."""

    step: int  # position in Route.steps of the act that caused it
    duty: int  # index in the procedure's duty list
    last_day: int
    done_in: int | None  # position of the later step that discharges it


class Route(Struct, frozen=True):
    steps: tuple[Step, ...]
    end: int  # day on which the goal is reached
    cost: Cost
    duties: tuple[DutyStep, ...] = ()


class Branch(Struct, frozen=True):
    """What to do when the decision at `step` does not fall well; `route` goes on from there, None: nothing left."""

    step: int
    outcome: str  # refused or silence
    then: "Policy | None"


class Policy(Struct, frozen=True):
    """A route with an answer to each bad outcome. `assured`: it reaches the goal whatever the deciders do."""

    route: Route
    branches: tuple[Branch, ...] = ()
    assured: bool = False


class Group(Struct, frozen=True):
    """A route of the front and its near-copies: the same procedures for other countries or relatives."""

    policy: Policy
    copies: tuple[Route, ...] = ()


class Routes(Struct, frozen=True):
    """Routes worth considering, best first.

    stopped: None where no other way beats them anywhere; otherwise what was not looked at, as in `SearchStopped`
    """

    groups: tuple[Group, ...]
    stopped: str | None = None


class Box(Struct, frozen=True):
    """Certificate: the truth values each atom can ever have (bit 1 false, 2 unknown, 4 true), whatever is done or assumed."""

    possible: tuple[int, ...]


class Held(Struct, frozen=True):
    """A situation: value and since of every atom, today."""

    values: tuple[Truth, ...]
    since: tuple[int, ...]
    today: int


class Cover(Struct, frozen=True):
    """Certificate: settled situations, the initial one covered, such that whatever can happen in one leads into one that
    another of them covers (docs/clocks.md), and none of which is the goal."""

    situations: tuple[Held, ...]


class Region(Struct, frozen=True):
    """Certificate: all that the listed atoms can ever be together, whatever the clocks say; none of it is the goal.

    rows: `count` rows of ceil(len(atoms) / 8) bytes; bit k of a row, lowest first, says that atoms[k] holds
    either: atoms that may hold or not in any row, whichever lets more happen
    Other atoms that are not listed keep their first value, or are read by nothing, or change only while something is pending.
    """

    atoms: tuple[int, ...]
    count: int
    rows: bytes
    either: tuple[int, ...] = ()


class NoRoute(Struct, frozen=True):
    certificate: Box | Cover | Region
    openings: "Openings"


class SearchStopped(Struct, frozen=True):
    limit: str  # labels, horizon, days of waiting
    at: int


class FactsMissing(Struct, frozen=True):
    """No route is open on what is known, and one might be if these atoms were settled."""

    atoms: tuple[int, ...]


class Opening(Struct, frozen=True):
    """A minimal set of changes that opens a route, and the first found: keys of lines waived, exclusions dropped, facts changed.

    The steps of the route are numbered as those of other routes, over the rules before the changes.
    """

    lines: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    facts: tuple[tuple[int, bool], ...] = ()  # atom, new value
    route: Route | None = None

    @property
    def size(self) -> int:
        return len(self.lines) + len(self.exclusions) + len(self.facts)


class Openings(Struct, frozen=True):
    """All minimal openings of up to `most` changes; `complete` is false if the search for them stopped early."""

    found: tuple[Opening, ...]
    most: int
    complete: bool


Solution = Routes | NoRoute | SearchStopped | FactsMissing
