"""What the contacts know of the blanks of a letter: when it was handed in, which office answered and when, where consent covers it."""

import re
from collections.abc import Callable
from datetime import date

from safeconduct.answers.names import joined, ref_of
from safeconduct.answers.periods import short_day
from safeconduct.casework.model import Contact, History, Matter
from safeconduct.law.model import Law, Words
from safeconduct.letters.consent import Consent, agreed
from safeconduct.letters.from_case import AGENCY
from safeconduct.letters.model import Kind, Letter
from safeconduct.letters.template import template_of
from safeconduct.letters.wording import say

KEY = re.compile(r"[a-z0-9-]+")  # of an agency that a file calls by no name


def with_offices(
    write: Callable[..., Letter], history: History, law: Law, consents: tuple[Consent, ...], today: date
) -> Letter:
    """Return the letter that `write` makes; it is written again with what the contacts know of its blanks where that may be told."""
    draft = write()
    known = details_known(draft, history, law) if agreed_to(draft, consents, today) else {}
    return write(details=known) if known else draft


def details_known(draft: Letter, history: History, law: Law) -> dict[str, Words]:
    """Return what the contacts know of the blanks of a letter; nothing where they leave open which matter is meant."""
    units, about = units_asked(draft, history, law), matters_meant(draft, history, law)
    known = {"units": units} if units is not None else {}
    if len(about) != 1:
        return known
    contacts = [one for one in history.contacts if history.matters[one.matter] in about]
    known |= filed_in(draft.kind, contacts) | answer_in(contacts, history) | agency_in(contacts, history)
    return {name: words for name, words in known.items() if name in (*template_of(draft.kind).blanks, AGENCY)}


def filed_in(kind: Kind, contacts: list[Contact]) -> dict[str, Words]:
    """Return the day on which the papers were handed in that a kind of letter speaks of, and the number of their receipt."""
    filed = [one for one in contacts if one.filed]
    if kind is Kind.RECEIPT_DEMAND:
        filed = [one for one in filed if one.receipt is None]
    if kind is Kind.TRANSFER_DEMAND:
        answered = last_hop(contacts)
        filed = [one for one in filed if answered is None or one.day <= day_answered(answered)]
    if not filed:
        return {}
    day = short_day((filed[0] if kind is Kind.COMPETENCE else filed[-1]).day)
    receipts = [one.receipt for one in filed if one.receipt is not None]
    number = {"number": Words(receipts[-1], receipts[-1])} if receipts else {}
    return {"filed": day, "requested": day, **number}


def answer_in(contacts: list[Contact], history: History) -> dict[str, Words]:
    """Return the office that said last that it is not in charge without telling that the papers were sent on, and the day."""
    hop = last_hop(contacts)
    if hop is None:
        return {}
    return {"answered": short_day(day_answered(hop)), "unit": history.units[hop.unit].words}


def last_hop(contacts: list[Contact]) -> Contact | None:
    hops = [one for one in contacts if one.is_hop and not (one.answer == "transfer" and one.told)]
    return hops[-1] if hops else None


def day_answered(contact: Contact) -> date:
    return contact.answered or contact.day


def agency_in(contacts: list[Contact], history: History) -> dict[str, Words]:
    """Return the agency with which all contacts were, where it has a name and not only a key of the file."""
    names = {history.agency_of(one.unit) for one in contacts}
    name = next(iter(names), "")
    return {} if len(names) != 1 or KEY.fullmatch(name) else {AGENCY: Words(name, name)}


def agreed_to(draft: Letter, consents: tuple[Consent, ...], today: date) -> bool:
    return agreed(consents, draft.recipients, draft.matter, today)


def units_asked(draft: Letter, history: History, law: Law) -> Words | None:
    """Return each office that said it was not in charge, with the day, for a letter that asks who is; None where the contacts leave it open."""
    about = matters_meant(draft, history, law)
    if draft.kind is not Kind.COMPETENCE or is_unclear(draft, about):
        return None
    hops = [one for one in history.contacts if one.is_hop and history.matters[one.matter] in about]
    told = list(dict.fromkeys(office_and_day(one, history) for one in hops))
    return joined(told, ", ") if told else None


def matters_meant(draft: Letter, history: History, law: Law) -> list[Matter]:
    """Return the matters of the contacts that the letter may be about: of its procedure, or asked under the clock of that procedure alone."""
    procedure = ref_of(draft.matter).name
    return [one for one in history.matters.values() if procedure_of(one, law) == procedure]


def is_unclear(draft: Letter, about: list[Matter]) -> bool:
    """Return whether a letter about one relative or country may mean one of several matters: contacts do not say whom each is about."""
    return len(about) > 1 and bool(ref_of(draft.matter).arguments)


def matters_sent_on(history: History, law: Law) -> dict[str, str]:
    """Return the procedure of each matter about which an office said that another is in charge; empty where it has none."""
    hops = (history.matters[one.matter] for one in history.contacts if one.is_hop)
    return {one.name: procedure_of(one, law) for one in hops}


def procedure_of(matter: Matter, law: Law) -> str:
    """Return the full name of the one procedure that a matter is, as it says itself or by its clock; empty where that is open."""
    clock = law.owed.clocks.get(matter.clock or "")
    of_clock = clock.of if clock is not None and len(clock.of) == 1 else ("",)
    return matter.procedure or of_clock[0]


def office_and_day(contact: Contact, history: History) -> Words:
    return say("on", fact=history.units[contact.unit].words, day=short_day(day_answered(contact)))
