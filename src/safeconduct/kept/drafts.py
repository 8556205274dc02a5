"""The draft of a letter from a case, or why there is none."""

from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from safeconduct.answers.names import joined, ref_of
from safeconduct.answers.periods import short_day
from safeconduct.casework.model import History
from safeconduct.kept.outline import setting_in
from safeconduct.kept.wanted import Wanted
from safeconduct.law.model import Law, Words
from safeconduct.letters.carrying import NoCarrierError
from safeconduct.letters.consent import Consent, NoConsentError, agreed
from safeconduct.letters.from_case import NotToldError, letter_of
from safeconduct.letters.model import Kind, Letter
from safeconduct.letters.wording import say
from safeconduct.person.model import Person


class NoLetter(NamedTuple):
    """facts: that no consent covers, or that the case does not know; recipients: of the letter without any fact, where there is one."""

    why: Literal["no carrier", "no consent", "not told"]
    facts: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


def draft_of(
    law: Law, person: Person, history: History, on: date, wanted: Wanted, consents: tuple[Consent, ...], today: date
) -> Letter | NoLetter:
    """Return the draft that is wanted.

    law:   with the rules of all days
    on:    the day of the case
    today: on which consents are looked at
    """
    setting = setting_in(law, person, history, on)
    if wanted.about not in setting.operators:
        return NoLetter("no carrier")
    write = partial(letter_of, wanted.kind, wanted.about, setting, consents, today, by=wanted.by)
    try:
        draft = write(facts=wanted.facts)
        known = units_asked(draft, history) if agreed_to(draft, consents, today) else None
        return write(facts=wanted.facts, details={"units": known}) if known is not None else draft
    except NoConsentError as refused:
        return NoLetter("no consent", refused.facts, write(facts=()).recipients)
    except NotToldError as unknown:
        return NoLetter("not told", (unknown.fact,), write(facts=()).recipients)
    except NoCarrierError:
        return NoLetter("no carrier")


def agreed_to(draft: Letter, consents: tuple[Consent, ...], today: date) -> bool:
    return agreed(consents, draft.recipients, draft.matter, today)


def units_asked(draft: Letter, history: History) -> Words | None:
    """Return each office that said it was not in charge, with the day, for a letter that asks who is; None where the contacts leave it open."""
    procedure = ref_of(draft.matter).name
    about = [one.name for one in history.matters.values() if one.procedure == procedure]
    if draft.kind is not Kind.COMPETENCE or len(about) != 1:
        return None
    hops = [one for one in history.contacts if one.matter == about[0] and one.is_hop]
    told = [say("on", fact=history.units[one.unit].words, day=short_day(one.answered or one.day)) for one in hops]
    return joined(told, ", ") if told else None
