"""A letter that leaves the case → what is kept of it."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from msgspec.structs import replace

from safeconduct.kept.model import Letter
from safeconduct.letters.consent import Consent, Export
from safeconduct.letters.model import Letter as Draft


def drafted(draft: Draft, form: str, content: bytes, consents: tuple[Consent, ...], day: date) -> Letter:
    """Return what is kept of a draft whose bytes are given out. `consents`: all there are."""
    under = tuple(
        one
        for one in consents
        if one.matter == draft.matter
        and one.to in draft.recipients
        and one.counts_on(day)
        and not set(one.facts).isdisjoint(draft.facts)
    )
    fingerprint = sha256(content).hexdigest()
    export = Export(day, draft.kind, draft.matter, draft.recipients, draft.facts, fingerprint)
    return Letter("drafted", form, export, under)


def sent(letter: Letter, day: date) -> Letter:
    """Return what is kept when somebody says that a letter was handed in."""
    return replace(letter, state="sent", export=replace(letter.export, day=day))


def gone_under(consent: Consent, letters: Iterable[Letter]) -> list[int]:
    """Return the places of the letters that left under a consent, also on the day on which it was withdrawn."""
    given = replace(consent, withdrawn=None)
    return [
        number
        for number, letter in enumerate(letters)
        if any(replace(one, withdrawn=None) == given for one in letter.consents)
    ]
