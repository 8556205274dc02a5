"""A history: the matters somebody has asked for and each contact about them, as the contacts format says (docs/reference/contacts-format.md)."""

from datetime import date, time

from msgspec import Struct, structs

from safeconduct.law.model import Words
from safeconduct.terms.dates import Period

MEANS = ("visit", "call", "letter", "fax", "electronic")
ANSWERS = (
    "decision",  # what was asked is granted, refused or, of a question, answered
    "transfer",  # sent on to another unit
    "disclaimer",  # "not ours", and nothing sent on
    "documents",  # papers are to be completed
    "extension",  # the time is extended
    "notice",  # where things stand and when they will be decided
    "non-answer",  # words that decide nothing
    "silence",  # nothing came
    "refused-intake",  # not taken, or handed back
    "no-such-unit",  # the unit or number does not exist
)
HOPS = ("transfer", "disclaimer")  # answers that send somebody on
TAKEN = ("decision", "documents", "extension", "notice")  # answers of a unit that has taken the matter
NOT_RECEIVED = ("refused-intake", "no-such-unit")


class Unit(Struct, frozen=True):
    """An office of an agency. `agency` is how the file calls it: two units of one agency carry the same."""

    name: str
    words: Words
    agency: str
    desk: bool = False  # a petition room or front desk
    far: bool = False  # a desk far from the offices it serves


class Pause(Struct, frozen=True):
    """Days on which a clock stood still, both included; `end` is None while it still does. `stop`: full name in the lawbook."""

    stop: str
    begin: date
    end: date | None = None


class Order(Struct, frozen=True):
    """An order for this one matter that sets its last day whatever the statute says."""

    by: Words
    on: date
    due: date


class Matter(Struct, frozen=True):
    """One thing asked for.

    clock:     full name in the lawbook; None: nobody owes an answer within a time
    procedure: full name, of an application that a case file calls pending or refused; None: none
    statutory: an application that a law provides for
    published: the period that the agency publishes, where the lawbook leaves it to them
    """

    name: str
    words: Words
    clock: str | None = None
    procedure: str | None = None
    statutory: bool = False
    published: Period | None = None
    pauses: tuple[Pause, ...] = ()
    orders: tuple[Order, ...] = ()

    @property
    def is_unsorted(self) -> bool:
        """Whether nobody noted what sort of request it is, so that no law says how long it may take."""
        return self.clock is None and self.procedure is None


class Contact(Struct, frozen=True):
    """One contact with one unit about one matter, and what came of it.

    day, hour: local time; the hour is None when it was not noted
    answered:  the day of the answer; None without an answer
    to:        the unit that they named instead of themselves
    told:      of a transfer: the applicant was told
    back:      of `documents`: the day on which the completed papers were there again
    until:     the day they gave: of an extension or notice when it will be decided
    place:     file:line
    """

    matter: str
    unit: str
    day: date
    means: str
    hour: time | None = None
    filed: bool = False
    new: bool = False  # filed again with something new in it
    receipt: str | None = None
    words: Words | None = None
    officer: str | None = None
    answer: str | None = None
    answered: date | None = None
    answered_hour: time | None = None
    in_writing: bool = False
    to: str | None = None
    told: bool = True
    said: str | None = None  # of law.keys.SAYINGS
    granted: bool | None = None
    back: date | None = None
    until: date | None = None
    ground: str | None = None  # of law.keys.GROUNDS
    consented: bool = False
    consent_asked: bool = False
    beyond_law: bool = False  # of `documents`: papers that no law lists
    place: str = ""

    @property
    def is_received(self) -> bool:
        """Whether something was filed and taken in, so that a clock runs from it."""
        return self.filed and self.answer not in NOT_RECEIVED

    @property
    def is_hop(self) -> bool:
        return self.answer in HOPS

    @property
    def is_taken(self) -> bool:
        return self.answer in TAKEN


class History(Struct, frozen=True):
    """Everything noted for one case by a day. `contacts` are in order of day and hour, those of one day as written."""

    case: str
    as_of: date
    units: dict[str, Unit]
    matters: dict[str, Matter]
    contacts: tuple[Contact, ...]

    def of(self, matter: str) -> tuple[int, ...]:
        """Return the numbers of the contacts about a matter, in order."""
        return tuple(number for number, one in enumerate(self.contacts) if one.matter == matter)

    def agency_of(self, unit: str) -> str:
        return self.units[unit].agency


def known_on(history: History, on: date) -> History:
    """Return what was known at the end of a day: later contacts, answers, stops and orders are left out."""
    contacts = tuple(without_later_answer(one, on) for one in history.contacts if one.day <= on)
    matters = {name: matter_on(matter, on) for name, matter in history.matters.items()}
    return structs.replace(history, contacts=contacts, matters=matters)


def without_later_answer(contact: Contact, on: date) -> Contact:
    if contact.answered is not None and contact.answered > on:
        return Contact(
            matter=contact.matter,
            unit=contact.unit,
            day=contact.day,
            means=contact.means,
            hour=contact.hour,
            filed=contact.filed,
            new=contact.new,
            receipt=contact.receipt,
            words=contact.words,
            officer=contact.officer,
            place=contact.place,
        )
    return structs.replace(contact, back=None) if contact.back is not None and contact.back > on else contact


def matter_on(matter: Matter, on: date) -> Matter:
    pauses = tuple(
        structs.replace(one, end=None) if one.end is not None and one.end > on else one
        for one in matter.pauses
        if one.begin <= on
    )
    return structs.replace(matter, pauses=pauses, orders=tuple(one for one in matter.orders if one.on <= on))
