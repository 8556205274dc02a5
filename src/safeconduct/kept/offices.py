"""The offices that said they were not in charge, for the letter that asks who is: named as the contacts name them, where consent covers it."""

from collections.abc import Callable
from datetime import date

from safeconduct.answers.names import joined, ref_of
from safeconduct.answers.periods import short_day
from safeconduct.casework.model import Contact, History, Matter
from safeconduct.law.model import Law, Words
from safeconduct.letters.consent import Consent, agreed
from safeconduct.letters.model import Kind, Letter
from safeconduct.letters.wording import say


def with_offices(
    write: Callable[..., Letter], history: History, law: Law, consents: tuple[Consent, ...], today: date
) -> Letter:
    """Return the letter that `write` makes; it is written again with the offices as a detail where they may be told."""
    draft = write()
    known = units_asked(draft, history, law) if agreed_to(draft, consents, today) else None
    return write(details={"units": known}) if known is not None else draft


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
    return say("on", fact=history.units[contact.unit].words, day=short_day(contact.answered or contact.day))
