"""The offices that said they were not in charge, for the letter that asks who is: named as the contacts name them, where consent covers it."""

from collections.abc import Callable
from datetime import date

from safeconduct.answers.names import joined, ref_of
from safeconduct.answers.periods import short_day
from safeconduct.casework.model import History
from safeconduct.law.model import Words
from safeconduct.letters.consent import Consent, agreed
from safeconduct.letters.model import Kind, Letter
from safeconduct.letters.wording import say


def with_offices(write: Callable[..., Letter], history: History, consents: tuple[Consent, ...], today: date) -> Letter:
    """Return the letter that `write` makes; it is written again with the offices as a detail where they may be told."""
    draft = write()
    known = units_asked(draft, history) if agreed_to(draft, consents, today) else None
    return write(details={"units": known}) if known is not None else draft


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
