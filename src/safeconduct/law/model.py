"""The checked law: immutable, every name resolved, every citation parsed.

What the lawbook format (docs/reference/lawbook-format.md) says, after checking. Everything here can be written to bytes and
read back (`msgspec`), so that a checked lawbook can be kept beside its content hash.
"""

from datetime import date

from msgspec import Struct

from safeconduct.terms.citation import Citation
from safeconduct.terms.dates import Counting, Period


class Words(Struct, frozen=True):
    """One sentence in each language; `{country}` and `{country|을/를}` are slots for names."""

    en: str
    ko: str


class InForce(Struct, frozen=True):
    """First and last day in force (both included) and the days these were promulgated; `None` is open.

    known: when the beginning was promulgated, or the end of a rule without a beginning
    """

    start: date | None = None
    end: date | None = None
    known: date | None = None
    end_known: date | None = None


ALWAYS = InForce()


# --- conditions ----------------------------------------------------------------------------------------------------


class Ref(Struct, frozen=True, tag="ref"):
    """A fact or definition applied to arguments.

    An argument is a country code, a relative's name, a procedure's full name, or (with a leading `$`) a variable.
    """

    name: str
    arguments: tuple[str, ...] = ()


class Not(Struct, frozen=True, tag="not"):
    operand: "Expr"


class And(Struct, frozen=True, tag="and"):
    operands: tuple["Expr", ...]


class Or(Struct, frozen=True, tag="or"):
    operands: tuple["Expr", ...]


class Each(Struct, frozen=True, tag="each"):
    """`any(body for $variable in domain if only)` or `all(…)`; `domain` is countries or relatives."""

    quantifier: str  # "any" or "all"
    variable: str  # without the `$`
    domain: str  # "country" or "relative"
    body: "Expr"
    only: "Expr"  # of Same, Member, Not, And, Or, Known only


class Same(Struct, frozen=True, tag="same"):
    """Two arguments are the same."""

    left: str
    right: str


class Member(Struct, frozen=True, tag="member"):
    argument: str
    among: tuple[str, ...]


class Held(Struct, frozen=True, tag="held"):
    """A clock: how long a fact has held, against a period. `comparison` is one of >=, <, <=, > (format, section 4)."""

    fact: Ref
    comparison: str
    period: Period


class Today(Struct, frozen=True, tag="today"):
    comparison: str  # >=, <, <=, >
    day: date


class Known(Struct, frozen=True, tag="known"):
    """A constant: `true`, `false`."""

    value: bool


Expr = Ref | Not | And | Or | Each | Same | Member | Held | Today | Known


class Condition(Struct, frozen=True):
    """One line: what must be true, in words, with its article and its exceptions."""

    that: Expr
    cite: tuple[Citation, ...]
    words: Words | None  # None: made from the facts' sentences
    unless: tuple["Condition", ...] = ()
    keep: bool = False  # must still hold when the decision falls
    open: str | None = None  # entry of `open questions`
    by: Words | None = None  # who could change it
    in_force: InForce = ALWAYS
    source: str = ""  # as written, for messages
    place: str = ""  # file:line


# --- facts ---------------------------------------------------------------------------------------------------------


class Fact(Struct, frozen=True):
    name: str
    parameters: tuple[str, ...]  # kinds: country, relative, procedure
    words: Words
    not_words: Words | None
    ask: Words | None
    absent: str  # "true", "false", "unknown"
    kind: str = "status"  # status or date
    one_of: str | None = None  # the parameter over which only one value holds at a time
    given: bool = False  # no act changes it
    passing: bool = False  # its end is no loss: a ban, a detention, a matter under way
    by: Words | None = None  # who could change it
    for_ever: bool = False  # neither act nor time nor any power changes it: being a man, being dead
    book: str = ""
    place: str = ""


class Definition(Struct, frozen=True):
    name: str
    parameters: tuple[str, ...]  # variable names, each `name:kind`
    every: tuple[Condition, ...]  # all of these …
    some: tuple[Condition, ...]  # … and, when there are any, at least one of these
    cite: tuple[Citation, ...]
    words: Words
    not_words: Words | None
    in_force: InForce = ALWAYS
    book: str = ""
    place: str = ""


class Goal(Struct, frozen=True):
    name: str
    parameters: tuple[str, ...]  # `name:kind`
    that: Expr
    words: Words
    book: str = ""
    place: str = ""


# --- procedures ----------------------------------------------------------------------------------------------------


class Authority(Struct, frozen=True):
    name: str
    words: Words
    cite: tuple[Citation, ...] = ()
    book: str = ""


class Source(Struct, frozen=True):
    """A statute, or a judgment, practice or report that is cited like one."""

    short: str
    words: Words
    texts: str | None  # path inside a folder of statutes
    kind: str = "statute"  # statute, judgment, practice, report
    book: str = ""


class Expectation(Struct, frozen=True):
    """How long an unstated wait is expected to take, and who says so."""

    shortest: Period
    longest: Period
    source: Words


class Within(Struct, frozen=True):
    """The time a decision, act or duty may take; `period` is None when no law states one."""

    period: Period | None
    cite: tuple[Citation, ...] = ()
    expect: Expectation | None = None
    in_force: InForce = ALWAYS


class Silence(Struct, frozen=True):
    means: str  # omission, granted, refused
    cite: tuple[Citation, ...] = ()
    words: Words | None = None
    in_force: InForce = ALWAYS


class Effect(Struct, frozen=True):
    fact: Ref
    value: bool
    when: Expr | None = None
    in_force: InForce = ALWAYS


class Exposure(Struct, frozen=True):
    order: str  # country code of the legal order (or power) that punishes
    to: str  # self or family
    level: str  # none, loss, administrative-fine, criminal-fine, prison, life
    words: Words
    cite: tuple[Citation, ...]
    when: Expr | None = None
    in_force: InForce = ALWAYS


class Duty(Struct, frozen=True):
    do: str  # full name of the procedure that discharges it
    within: Within
    cite: tuple[Citation, ...]
    words: Words
    omitted: Exposure | None = None
    in_force: InForce = ALWAYS


class Criterion(Struct, frozen=True):
    words: Words
    cite: tuple[Citation, ...]
    in_force: InForce = ALWAYS


class Document(Struct, frozen=True):
    words: Words
    cite: tuple[Citation, ...] = ()
    in_force: InForce = ALWAYS


class Fee(Struct, frozen=True):
    amount: int  # whole units of the currency (won)
    currency: str
    cite: tuple[Citation, ...] = ()
    in_force: InForce = ALWAYS


class At(Struct, frozen=True):
    """An authority that receives or decides, while in force."""

    authority: str
    in_force: InForce = ALWAYS


class Precedents(Struct, frozen=True):
    known: str  # none, unknown, counts
    words: Words
    source: str = ""
    asked: int | None = None
    granted: int | None = None
    refused: int | None = None


class Procedure(Struct, frozen=True):
    name: str  # book.name
    title: Words
    says: Words
    cite: tuple[Citation, ...]
    kind: str  # application, report, act, offence, remedy
    parameters: tuple[str, ...] = ()  # `name:kind`
    only: Expr | None = None  # static test on the parameters
    topics: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    receives: tuple[At, ...] = ()
    decides: tuple[At, ...] = ()
    decision: str | None = None  # entitlement, discretion, automatic; None when nobody decides
    within: tuple[Within, ...] = ()
    silence: tuple[Silence, ...] = ()
    on_filing: tuple[Effect, ...] = ()
    effects: tuple[Effect, ...] = ()
    on_refusal: tuple[Effect, ...] = ()
    duties: tuple[Duty, ...] = ()
    exposure: tuple[Exposure, ...] = ()
    documents: tuple[Document, ...] = ()
    fee: tuple[Fee, ...] = ()
    takes: Expectation | None = None
    remedies_except: tuple[str, ...] = ()  # full names of general remedies a special law excludes
    remedies_except_cite: tuple[Citation, ...] = ()
    statutory: bool = True
    precedents: Precedents | None = None
    rests_on: tuple[str, ...] = ()
    lawyer: bool = False
    in_force: InForce = ALWAYS
    book: str = ""
    place: str = ""


class NotProcedure(Struct, frozen=True):
    """A decision that a remedy does not reach, with the article that says so."""

    name: str
    cite: tuple[Citation, ...]


class Remedy(Struct, frozen=True):
    """General law: a procedure opened by a refusal or by silence, attached to every decision it applies to."""

    procedure: Procedure  # kind "remedy"; its conditions may read `Ref(…, ("$target",))`
    against: tuple[str, ...]  # refusal, silence
    statutory_only: bool = False
    deciders: tuple[str, ...] = ()  # applies only where one of these decides (empty: all)
    not_deciders: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()  # applies only to these (empty: all)
    not_procedures: tuple[NotProcedure, ...] = ()
    window: tuple[Within, ...] = ()  # counted from the refusal; empty: no limit
    window_on_silence: tuple[Within, ...] = ()  # empty: no limit
    upheld: str = "anew"  # grants, anew, recommends
    also_after: tuple[str, ...] = ()  # remedies whose dismissal opens the window again


class Consequence(Struct, frozen=True):
    name: str  # book.name
    title: Words
    cite: tuple[Citation, ...]
    when: tuple[Condition, ...]
    effects: tuple[Effect, ...]
    parameters: tuple[str, ...] = ()
    only: Expr | None = None
    unless: tuple[Condition, ...] = ()
    after: tuple[Within, ...] = ()  # empty: at once
    in_force: InForce = ALWAYS
    book: str = ""
    place: str = ""


# --- the register --------------------------------------------------------------------------------------------------


class Reading(Struct, frozen=True):
    by: Words
    words: Words


class OpenQuestion(Struct, frozen=True):
    name: str
    question: Words
    cite: tuple[Citation, ...]
    readings: tuple[Reading, ...]
    taken: int | None  # 1 is the first reading
    book: str = ""


class Unstated(Struct, frozen=True):
    """What the law says that no rule of the lawbook states."""

    words: Words
    cite: tuple[Citation, ...]
    book: str = ""
    in_force: InForce = InForce()


# --- what agencies owe to those who ask ----------------------------------------------------------------------------


class ClockPeriod(Struct, frozen=True):
    """One version of how long an agency may take; `period` is None where the agency publishes its own.

    running: reaches matters that were received before it came into force, from its first day on
    """

    period: Period | None
    cite: tuple[Citation, ...] = ()
    running: bool = False
    in_force: InForce = ALWAYS


class Clock(Struct, frozen=True):
    """The time an agency has for one kind of matter; which version counts is decided by the day of receipt."""

    name: str  # book.name
    words: Words
    cite: tuple[Citation, ...]
    of: tuple[str, ...]  # full names of the procedures for which it runs
    counting: Counting | None  # of periods that an agency publishes
    periods: tuple[ClockPeriod, ...]
    extensions: tuple[str, ...] = ()  # full names, of which one at most is in force on a day
    stops: tuple[str, ...] = ()  # full names
    book: str = ""


class Extension(Struct, frozen=True):
    """How a clock may be extended: so often, so often again with consent, each time by at most `most`, and never for some grounds.

    most: None: the period of the clock itself
    """

    name: str
    words: Words
    cite: tuple[Citation, ...]
    times: int
    most: Period | None = None
    with_consent: int = 0
    in_writing: bool = False
    not_for: tuple[str, ...] = ()  # of law.keys.GROUNDS
    running: bool = False
    in_force: InForce = ALWAYS
    book: str = ""


class Stop(Struct, frozen=True):
    """What keeps a clock from running."""

    name: str
    words: Words
    cite: tuple[Citation, ...]
    in_force: InForce = ALWAYS
    book: str = ""


class Hop(Struct, frozen=True):
    """How soon papers must go on to whoever is competent: from a front desk (near or far), inside an agency, between agencies."""

    name: str
    words: Words
    cite: tuple[Citation, ...]
    where: str
    within: Period
    in_force: InForce = ALWAYS
    book: str = ""


class Sign(Struct, frozen=True):
    """What a pattern of contacts means in law: which rule it breaks, which facts it shows, which procedures answer it.

    cite:       the rules broken; empty: nothing is broken
    of:         full names of the clocks whose matters it is about; empty: of all matters
    where, said, in_writing, statutory: the sign is read only from findings that are so; None: from all
    at_least:   the least number of times; 0: any
    after:      the time that must have passed
    shows:      fact → value, as a case file would state it
    ways:       full names of procedures, the first to think of first
    warns:      what to beware of
    """

    name: str
    words: Words
    pattern: str
    cite: tuple[Citation, ...] = ()
    of: tuple[str, ...] = ()
    where: str | None = None
    said: str | None = None
    in_writing: bool | None = None
    statutory: bool | None = None
    at_least: int = 0
    after: Period | None = None
    shows: tuple[tuple[str, bool], ...] = ()
    ways: tuple[str, ...] = ()
    warns: tuple[Criterion, ...] = ()
    in_force: InForce = ALWAYS
    book: str = ""


class Holiday(Struct, frozen=True):
    """A holiday declared at short notice: nobody could count with it before the day on which it became known."""

    words: Words
    day: date
    known: date
    calendar: str


class Owed(Struct, frozen=True):
    """What agencies owe to those who ask, keyed by full name. `holidays` in source order."""

    clocks: dict[str, Clock] = {}
    extensions: dict[str, Extension] = {}
    stops: dict[str, Stop] = {}
    hops: dict[str, Hop] = {}
    signs: dict[str, Sign] = {}
    holidays: tuple[Holiday, ...] = ()


class Book(Struct, frozen=True):
    name: str
    title: Words
    country: str
    version: str
    uses: tuple[str, ...]
    covers: Words
    omits: Words


class Law(Struct, frozen=True):
    """All lawbooks that answer a question, as one. Dictionaries are keyed by full name and in source order."""

    books: dict[str, Book]
    sources: dict[str, Source]
    countings: dict[str, Counting]  # keyed book.name
    authorities: dict[str, Authority]
    facts: dict[str, Fact]
    definitions: dict[str, tuple[Definition, ...]]  # one name may have versions with disjoint dates in force
    goals: dict[str, Goal]
    procedures: dict[str, Procedure]
    remedies: dict[str, Remedy]
    consequences: dict[str, Consequence]
    open_questions: dict[str, OpenQuestion]
    not_in_rules: tuple[Unstated, ...]
    countries: dict[str, Words]  # codes a lawbook declares itself
    subjects: dict[str, Words]  # what a file of a lawbook is about, keyed by its place: kr/passport.yaml
    fingerprint: str  # SHA-256 of the lawbooks' bytes
    owed: Owed = Owed()
