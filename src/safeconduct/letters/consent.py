"""Consent: which facts may go to whom, for which matter and until when. Nothing else leaves the case."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct


class Consent(Struct, frozen=True):
    """One consent of the person.

    facts:     as a case file writes them, without spaces and quotes: relative_in(mother,KP), refused(kr.passport)
    to:        full name of an authority: kr.minister-of-unification
    matter:    ground name of a procedure: kr.contact-report(mother)
    given:     the first day on which it counts
    until:     the last day on which it counts
    withdrawn: from this day on it counts no longer; None: it was not withdrawn
    """

    facts: tuple[str, ...]
    to: str
    matter: str
    given: date
    until: date
    withdrawn: date | None = None

    def counts_on(self, day: date) -> bool:
        return self.given <= day <= self.until and (self.withdrawn is None or day < self.withdrawn)


class Export(Struct, frozen=True):
    """What left the case once: to be kept by whoever made the letter, so that a consent can say what went out under it."""

    day: date
    kind: str
    matter: str
    recipients: tuple[str, ...]
    facts: tuple[str, ...]
    fingerprint: str  # SHA-256 of the bytes that left


class NoConsentError(Exception):
    """Facts were to leave the case that no consent covers; `facts` are their names, in order."""

    def __init__(self, facts: tuple[str, ...]) -> None:
        super().__init__(f"no consent covers: {', '.join(facts)}")
        self.facts = facts


def covered(consents: Iterable[Consent], recipients: tuple[str, ...], matter: str, on: date) -> tuple[str, ...]:
    """Return the facts that may go to every one of the recipients in this matter on this day, in the order of the consents.

    No recipient: nothing may go.

    >>> to_both = [Consent(("born",), to, "kr.passport", date(2026, 1, 1), date(2026, 12, 31)) for to in ("kr.a", "kr.b")]
    >>> to_one = Consent(("born", "male"), "kr.a", "kr.passport", date(2026, 1, 1), date(2026, 12, 31))
    >>> covered([*to_both, to_one], ("kr.a", "kr.b"), "kr.passport", date(2026, 6, 1))
    ('born',)
    """
    counting = [one for one in consents if one.matter == matter and one.counts_on(on)]
    each = [{fact for one in counting if one.to == to for fact in one.facts} for to in recipients]
    in_order = dict.fromkeys(fact for one in counting for fact in one.facts)
    return tuple(fact for fact in in_order if each and all(fact in to_one for to_one in each))


def agreed(consents: Iterable[Consent], recipients: tuple[str, ...], matter: str, on: date) -> bool:
    """Return whether every one of the recipients has a consent in this matter that counts on this day, whatever it covers."""
    to = {one.to for one in consents if one.matter == matter and one.counts_on(on)}
    return bool(recipients) and to.issuperset(recipients)


def released(
    wanted: Iterable[str], consents: Iterable[Consent], recipients: tuple[str, ...], matter: str, on: date
) -> tuple[str, ...]:
    """Return the wanted facts, each once and in order, if all of them are covered. Raises NoConsentError if one is not."""
    wanted, may_go = tuple(dict.fromkeys(wanted)), covered(consents, recipients, matter, on)
    outside = tuple(fact for fact in wanted if fact not in may_go)
    if outside:
        raise NoConsentError(outside)
    return wanted


def exports_under(consent: Consent, exports: Iterable[Export]) -> tuple[Export, ...]:
    """Return what went out while a consent counted and could only go out to its authority under it: what a withdrawal comes too late for."""
    return tuple(
        one
        for one in exports
        if consent.to in one.recipients
        and one.matter == consent.matter
        and consent.counts_on(one.day)
        and not set(consent.facts).isdisjoint(one.facts)
    )
