"""Compiled rules for one person and one day: a planning task over ground atoms.

The meaning is in docs/kernel.md; `rules/reference.py` is that page as a program. Law appears here only as opaque names.
"""

from msgspec import Struct

from safeconduct.terms.dates import Period
from safeconduct.terms.truth import Truth

# --- conditions over atoms -----------------------------------------------------------------------------------------


class Is(Struct, frozen=True, tag="is"):
    atom: int


class Not(Struct, frozen=True, tag="not"):
    operand: "Formula"


class All(Struct, frozen=True, tag="all"):
    operands: tuple["Formula", ...]


class Some(Struct, frozen=True, tag="some"):
    operands: tuple["Formula", ...]


class Clock(Struct, frozen=True, tag="clock"):
    """The atom holds and its clock passes the comparison (>=, <, <=, >); a date atom holds always."""

    atom: int
    comparison: str
    period: Period


class Calendar(Struct, frozen=True, tag="calendar"):
    comparison: str  # >=, <, <=, >
    day: int  # proleptic Gregorian ordinal


class Constant(Struct, frozen=True, tag="constant"):
    truth: Truth


Formula = Is | Not | All | Some | Clock | Calendar | Constant


class Line(Struct, frozen=True):
    """One condition line. `key` names the line of the lawbook (the same for all ground copies): what an opening waives."""

    key: str
    formula: Formula
    keep: bool = False  # must still hold when the decision falls
    waivable: bool = True


# --- what changes ---------------------------------------------------------------------------------------------------


class Change(Struct, frozen=True):
    """Set an atom; only if `when` is true (None: always)."""

    atom: int
    value: bool
    when: Formula | None = None


class Risk(Struct, frozen=True):
    """Exposure of one step. Counts unless `when` is false: not knowing does not make it safe."""

    index: int  # position in the procedure's exposure list
    order: str
    to: str  # self or family
    level: int  # terms.exposure.Level
    when: Formula | None = None


class Duty(Struct, frozen=True):
    index: int  # position in the procedure's duty list
    do: tuple[str, ...]  # names of the operators that discharge it
    period: Period


class Decision(Struct, frozen=True):
    """The consequence of a pending application.

    period: time the law gives, None when none is stated; expected: the wait to reckon with then (None: the same day).
    """

    name: str  # that of its operator
    kind: str  # entitlement, discretion, automatic
    pending: int
    granted: int
    refused: int
    unanswered: int
    period: Period | None
    expected: Period | None
    on_grant: tuple[Change, ...]
    on_refusal: tuple[Change, ...]
    on_silence: tuple[Change, ...]  # effects that law gives to silence
    keep: tuple[Line, ...] = ()


class Ban(Struct, frozen=True):
    """An exclusion that forbids an act itself: the act may not be done while `when` is not false."""

    exclusion: int  # index into Rules.exclusions
    when: Formula


class Operator(Struct, frozen=True):
    """An act open to the person when every line holds and no ban does."""

    name: str  # ground: book.procedure(XX,mother)
    procedure: str
    arguments: tuple[str, ...]
    kind: str  # application, report, act, offence, remedy
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]  # at once; for an application `pending` := true is among them
    decision: int | None = None  # index into Rules.decisions
    fee: int = 0  # won, or whole units of whatever currency; never mixed in one lawbook collection
    risks: tuple[Risk, ...] = ()
    duties: tuple[Duty, ...] = ()
    bans: tuple[Ban, ...] = ()
    target: str | None = None  # of a remedy: the operator whose decision it attacks


class Consequence(Struct, frozen=True):
    """What happens without being chosen: at once when `when` becomes true, or when `watch` has held for `after`."""

    name: str
    procedure: str
    arguments: tuple[str, ...]
    when: Formula
    changes: tuple[Change, ...]
    after: Period | None = None
    watch: int | None = None  # the atom that mirrors `when`; present exactly when `after` is


class Definition(Struct, frozen=True):
    """A derived atom; definitions are listed so that each reads only earlier ones."""

    atom: int
    formula: Formula


class Watch(Struct, frozen=True):
    """An atom that mirrors a formula and knows since when: the clock of a definition or of a timed consequence."""

    atom: int
    formula: Formula


class Exclusion(Struct, frozen=True):
    """A situation the person never accepts. `formula` None: only acts are banned (see Ban)."""

    key: str
    formula: Formula | None


class Group(Struct, frozen=True):
    """Atoms of which at most one holds: making one true makes the others false."""

    atoms: tuple[int, ...]


class Rules(Struct, frozen=True):
    """Everything the search needs.

    Atom i is called `atoms[i]`; `values[i]` and `since[i]` (ordinal, 0 unknown) hold on day `today`.
    `given[i]`: no act or consequence changes atom i, a person or authority outside the rules might (an opening).
    """

    atoms: tuple[str, ...]
    values: tuple[Truth, ...]
    since: tuple[int, ...]
    today: int
    dates: tuple[int, ...]  # atoms that are dates (born): always true, `since` is the date, unknown if 0
    definitions: tuple[Definition, ...]
    watches: tuple[Watch, ...]
    groups: tuple[Group, ...]
    operators: tuple[Operator, ...]
    decisions: tuple[Decision, ...]
    consequences: tuple[Consequence, ...]
    exclusions: tuple[Exclusion, ...]
    goal: Formula
    given: tuple[int, ...] = ()

    def mirrored(self) -> dict[int, Formula]:
        """Return the formula of every derived atom and watch, definitions first."""
        formulas = {one.atom: one.formula for one in self.definitions}
        formulas.update({one.atom: one.formula for one in self.watches})
        return formulas

    def filed(self) -> tuple[int, ...]:
        """Return the decisions that are, or may be, pending on the day of the question: they fall whether or not their act could be done now."""
        return tuple(number for number, one in enumerate(self.decisions) if self.values[one.pending] is not Truth.FALSE)

    def reopened(self) -> tuple[int, ...]:
        """Return the decisions that something else than their own act can make pending: they fall then, whether or not their act could be done."""
        waiting: dict[int, list[int]] = {}
        for number, one in enumerate(self.decisions):
            waiting.setdefault(one.pending, []).append(number)
        found = {
            number
            for operator in self.operators
            for change in operator.changes
            if change.value and change.atom in waiting
            for number in waiting[change.atom]
            if number != operator.decision
        }
        changes = [change for one in self.consequences for change in one.changes]
        for one in self.decisions:
            changes += (*one.on_grant, *one.on_refusal, *one.on_silence)
        found.update(number for change in changes if change.value for number in waiting.get(change.atom, ()))
        return tuple(sorted(found))

    def falling(self) -> tuple[int, ...]:
        """Return the decisions that can fall though nobody does their own act: filed before, or opened again."""
        return tuple(sorted({*self.filed(), *self.reopened()}))
