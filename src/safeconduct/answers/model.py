"""The answer: everything the program can say to one person, language-neutral; every sentence is given in each language.

Renderers (`terminal`, `json`, the pages) choose a language and a form and add nothing. Dates are local days.
Published as "safeconduct-answer/1": docs/reference/answer-format.md.
"""

from datetime import date

from msgspec import Struct

from safeconduct.law.model import Words
from safeconduct.terms.money import Money

SCHEMA = "safeconduct-answer/1"


class Cited(Struct, frozen=True):
    """A provision: as lawbooks write it ("국적법 14(1)"), its source, and in words ("Nationality Act, art. 14(1)")."""

    short: str
    source: Words
    words: Words


class Said(Struct, frozen=True):
    """A sentence with the provisions it rests on."""

    words: Words
    cite: tuple[Cited, ...] = ()


class Question(Struct, frozen=True):
    """A fact that is not known, with what to ask; `affects`: how many routes and doors hang on it."""

    fact: str  # as a case file writes it: alive(mother)
    ask: Words
    affects: int = 0


class OpenQuestion(Struct, frozen=True):
    """A question the law leaves open, its readings, and the one the rules take (1 is the first, None: none)."""

    name: str
    question: Words
    cite: tuple[Cited, ...]
    readings: tuple["Reading", ...]
    taken: int | None


class Reading(Struct, frozen=True):
    by: Words
    words: Words


class Risk(Struct, frozen=True):
    """What a step can bring upon the person or the family, under which legal order, and why."""

    order: str  # country code
    order_words: Words
    to: str  # self, family
    level: str  # none, loss, administrative-fine, criminal-fine, prison, life
    words: Words
    cite: tuple[Cited, ...]
    sure: bool = True  # False: it depends on a fact that is not known


class Counted(Struct, frozen=True):
    """How a last day was counted, from the event that starts the period.

    words:      in short: "90 days from 3 June 2013, that day not counted (Civil Act, art. 157); 1 September 2013 is a Sunday, so the next open day"
    first:      the first day that counts
    expiry:     the last day before any move to an open day
    left_out:   closed days within a period of working time, which do not count
    moved_over: closed days at the end, over which the last day moved; empty when it did not
    cite:       the rule by which it is counted
    """

    words: Words
    event: date
    first: date
    expiry: date
    last_day: date
    left_out: tuple[date, ...] = ()
    moved_over: tuple[date, ...] = ()
    cite: tuple[Cited, ...] = ()


class Window(Struct, frozen=True):
    """Until when something can be done: the last day, and how it was counted from what has happened."""

    last_day: date
    counting: Counted


class Wait(Struct, frozen=True):
    """How long a decision may take.

    last_day: the day at whose end the stated period runs out; None when no law states one, or nobody can say on what day it begins
    expected: what is to be reckoned with where the law is silent, with its source; None when nobody knows
    """

    last_day: date | None
    period: Words | None
    counted: Words | None
    expected: Words | None
    cite: tuple[Cited, ...] = ()
    counting: Counted | None = None  # of the last day; None where there is none


class Duty(Struct, frozen=True):
    words: Words
    cite: tuple[Cited, ...]
    last_day: date | None  # None: counted from a day nobody can give
    done_in_step: int | None  # number of the later step that discharges it
    omitted: Risk | None  # what omission costs
    counting: Counted | None = None


class Remedy(Struct, frozen=True):
    """A way to attack a refusal or a silence, whether or not a route takes it."""

    procedure: str
    title: Words
    cite: tuple[Cited, ...]
    receives: tuple[Words, ...]
    decides: tuple[Words, ...]
    after_refusal: bool
    after_silence: bool
    last_day: (
        date | None
    )  # if the decision comes on the day this step gives; None: no window is counted from it, or nobody can give that day
    window: Words | None
    own_time: bool  # without a window: its own conditions limit the time
    upheld: Words  # what success brings
    counting: Counted | None = None


class Fallback(Struct, frozen=True):
    """One act of a fallback.

    day:      the day on which it is reckoned to be done, at the latest
    reckoned: `day` and `last_day` are counted from a day that no law promises
    last_day: of a remedy, the last day for filing it; None: no limit, no remedy, or counted from a day nobody can give
    """

    procedure: str
    title: Words
    day: date
    reckoned: bool
    last_day: date | None
    decides: tuple[Words, ...]
    decision: str
    cite: tuple[Cited, ...]
    counting: Counted | None = None


class Branch(Struct, frozen=True):
    """What to do when a decision falls badly: a chain of acts, and in `then` what to do if they fail too.

    reached: the day on which the wish is still fulfilled, at the latest; None: no way is left
    rejoins: the number of the step of the route from which it goes on; None: it does not lead back into it
    """

    outcome: str  # refused, silence
    words: Words
    steps: tuple[Fallback, ...]
    reached: date | None
    dated: str = "stated"  # as in a Route
    rejoins: int | None = None
    assumes: tuple[Words, ...] = ()  # facts not known that it takes to be so: read "only if …"
    then: "Branch | None" = None


class Step(Struct, frozen=True):
    """One thing that happens. Fields that do not belong to its kind are empty.

    kind: assume (a fact taken to be so), act (what the person does), decision (what falls due), law (by law, by itself)
    """

    number: int
    kind: str
    day: date
    title: Words
    dated: str = "stated"  # how far `day` can be trusted, see Route
    procedure: str = ""  # ground name
    does: Words | None = None
    procedure_kind: str = ""  # application, report, act, offence, remedy
    cite: tuple[Cited, ...] = ()
    in_force_from: date | None = None
    receives: tuple[Words, ...] = ()
    decides: tuple[Words, ...] = ()
    decision: str = ""  # entitlement, discretion, automatic; empty: nobody decides
    wait: Wait | None = None
    silence: Said | None = None
    documents: tuple[Said, ...] = ()
    fee: Money | None = None
    changes: tuple[Said, ...] = ()  # what is so afterwards
    by_law: tuple[Said, ...] = ()  # what follows by law, without being asked for
    risks: tuple[Risk, ...] = ()
    duties: tuple[Duty, ...] = ()
    criteria: tuple[Said, ...] = ()  # what whoever decides must weigh
    conditions: tuple[Said, ...] = ()  # the lines that make the act lawful now
    open_questions: tuple[str, ...] = ()
    lawyer: bool = False
    precedent: Words | None = None
    branches: tuple[Branch, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    counting: Counted | None = None  # of the day of a decision that falls due when a stated period runs out
    window: Window | None = None  # of an act that is open for a time only, counted from a day that is known


class Decider(Struct, frozen=True):
    """Whose decision, and whether it is a right (entitlement) or may be refused even so (discretion)."""

    who: Words
    on: Words
    decision: str


class Count(Struct, frozen=True):
    """How many asked for a thing before and how many were granted it, and who says so."""

    title: Words
    asked: int
    granted: int
    source: Words


class Chance(Struct, frozen=True):
    """How probable it is that every discretionary decision of a way falls well, if each is like those counted before.

    about, at_least, at_most: probabilities, 0 to 1; the bounds are those of an exact interval of 95 % (docs/decisions/0013)
    """

    words: Words
    about: float
    at_least: float
    at_most: float
    counts: tuple[Count, ...]


class Copy(Struct, frozen=True):
    """Nearly the same way: for another country or relative, or with other acts that nobody decides. `dated` as in a Route."""

    title: Words
    differs: Words  # what it has that the route has not
    reached: date
    days: int
    dated: str


class Route(Struct, frozen=True):
    """One lawful way.

    days:   calendar days from the as-of day until the wish is fulfilled, at the latest, if law states every wait
    dated:  stated (law states every wait on it), reckoned (some wait is only expected), unknown (of some wait nobody knows anything)
    notice: said before anything else: lawful under one order, punished under another
    ends:   what the person is or has today and no longer is or has at the end, in sentences
    chance: None unless all of its discretionary decisions were counted before
    assured, certainty: the rules leave no way to fail; in words, with the reserve of grounds of refusal that no rule states
    """

    title: Words
    notice: Words | None
    ends: tuple[Words, ...]
    steps: tuple[Step, ...]
    reached: date
    days: int
    dated: str
    expected: tuple[Words, ...]  # what is reckoned with for each unstated wait, with its source
    deciders: tuple[Decider, ...]
    risk_self: Risk | None
    risk_family: Risk | None
    precedent: Words
    assured: bool
    certainty: Words | None
    assumes: tuple[Words, ...]
    fees: tuple[Money, ...]
    duties: tuple[Duty, ...]
    copies: tuple[Copy, ...]
    chance: Chance | None = None


class OpeningChange(Struct, frozen=True):
    """One thing that would have to be otherwise: a line of law, a fact, or the person's own exclusion."""

    kind: str  # line, fact, exclusion
    words: Words
    cite: tuple[Cited, ...]
    by: Words  # who could make the change


class Opening(Struct, frozen=True):
    """A smallest set of changes that would open a route, and the route."""

    changes: tuple[OpeningChange, ...]
    route: Words | None
    days: int | None
    dated: str | None  # as in a Route


class WishAnswer(Struct, frozen=True):
    """What was found for one wish.

    verdict: fulfilled (already so), ways, none (proved), stopped (the search hit a limit), facts-missing
    ends:    what comes to an end on every one of the ways
    note:    that there may be other ways, where not everything was looked at
    """

    wish: Words
    verdict: str
    says: Words
    proof: Words | None
    routes: tuple[Route, ...] = ()
    ends: tuple[Words, ...] = ()
    note: Words | None = None
    openings: tuple[Opening, ...] = ()
    openings_note: Words | None = None
    missing: tuple[Question, ...] = ()


class Line(Struct, frozen=True):
    """A requirement and how it stands for this person today.

    reason: `words` say what is missing, not what must be so: nothing in the law can meet the line
    """

    words: Words  # what must be so
    stands: str  # true, false, unknown
    can_be_met: bool  # false: by no step and no fact
    cite: tuple[Cited, ...]
    unless: tuple[Said, ...] = ()  # exceptions
    by: Words | None = None  # who could change it
    open_question: str = ""
    reason: bool = False
    of_fact: bool = False  # it asks for one plain fact, or that it is not so
    hopeless: bool = False  # of one that is given for ever, such as being alive or a man: only `why` tells of it
    questions: tuple[Question, ...] = ()  # when it is unknown: what to ask
    window: Window | None = None  # that has run out and makes it false, or (in `why`) still runs and keeps it true


class Door(Struct, frozen=True):
    """A procedure and how it stands for the person today.

    state: open, filed (and not yet decided), reachable (by steps the rules know), unknown (hangs on facts), closed (a line can never be met),
           unlawful (forbidden by the person's own exclusions)
    lines: those that close it or leave it open to doubt; all of them in `why`
    thought_of: number of the first wish for which people think of it; None: of none
    """

    procedure: str
    title: Words
    says: Words
    kind: str
    state: str
    words: Words  # the state in a sentence
    cite: tuple[Cited, ...]
    lines: tuple[Line, ...]
    wishes: tuple[Words, ...]  # the person's own exclusions that close it
    opens: tuple[Words, ...]  # what would open it
    risks: tuple[Risk, ...]
    receives: tuple[Words, ...] = ()
    also_for: tuple[Words, ...] = ()  # other countries or relatives for which it stands alike
    thought_of: int | None = None
    lawyer: bool = False
    open_questions: tuple[str, ...] = ()
    window: Window | None = None  # of an open one: until when


class Statement(Struct, frozen=True):
    """One source's word on a fact."""

    words: Words
    source: Words
    confidence: str


class Contradiction(Struct, frozen=True):
    fact: str
    statements: tuple[Statement, ...]


class Lawbook(Struct, frozen=True):
    name: str
    title: Words
    version: str
    covers: Words
    omits: Words


class Answer(Struct, frozen=True):
    schema: str
    program: str  # version of the program
    case: str
    as_of: date
    lawbooks: tuple[Lawbook, ...]
    fingerprint: str  # SHA-256 of the lawbooks' bytes
    exclusions: tuple[Words, ...]
    wishes: tuple[WishAnswer, ...]
    doors: tuple[Door, ...]  # not usable today
    also_open: tuple[Door, ...]  # usable today and part of no route
    questions: tuple[Question, ...]
    open_questions: tuple[OpenQuestion, ...]
    not_in_rules: tuple[Said, ...]
    contradictions: tuple[Contradiction, ...]
    disclaimer: Words
