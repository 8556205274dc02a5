"""The draft of a letter from a case, or why there is none."""

from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from safeconduct.casework.model import History
from safeconduct.kept.offices import with_offices
from safeconduct.kept.outline import setting_in
from safeconduct.kept.wanted import Wanted
from safeconduct.law.model import Law
from safeconduct.letters.carrying import NoCarrierError
from safeconduct.letters.consent import Consent, NoConsentError
from safeconduct.letters.from_case import NotToldError, letter_of
from safeconduct.letters.model import Letter
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
    if wanted.about and wanted.about not in setting.operators:
        return NoLetter("no carrier")
    write = partial(letter_of, wanted.kind, wanted.about, setting, consents, today, by=wanted.by)
    try:
        return with_offices(partial(write, facts=wanted.facts), history, law, consents, today)
    except NoConsentError as refused:
        return NoLetter("no consent", refused.facts, write(facts=()).recipients)
    except NotToldError as unknown:
        return NoLetter("not told", (unknown.fact,), write(facts=()).recipients)
    except NoCarrierError:
        return NoLetter("no carrier")
