"""Extensions of a clock: which of them count in law, until when, and why another does not."""

from datetime import date

from msgspec import Struct

from safeconduct.casework.model import Contact
from safeconduct.law.in_force import begins_by
from safeconduct.law.model import Clock, Extension, Law
from safeconduct.terms.dates import Period

FLAWS = ("no-rule", "too-often", "no-consent", "not-in-writing", "ground", "no-day", "too-late", "too-long")


class Extended(Struct, frozen=True):
    """One extension as told to the applicant.

    contact:  number of the contact
    until:    the day they gave
    longest:  the last day that the rule allows
    flaws:    why it does not count, of FLAWS; `too-long` alone: it counts until `longest`
    """

    contact: int
    until: date | None
    longest: date | None
    ground: str | None
    rule: Extension | None
    flaws: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        return not set(self.flaws) - {"too-long"}

    @property
    def last_day(self) -> date | None:
        """The last day that it sets; None where it does not count."""
        if not self.counts or self.longest is None or self.until is None:
            return None
        return min(self.until, self.longest)


def rule_of(clock: Clock, law: Law, received: date, told: date) -> Extension | None:
    """Return the rule on extensions for a matter received on one day and extended on another.

    It is the one in force on the day of receipt, unless a later one says that it reaches matters that are under way.
    """
    rules = [law.owed.extensions[name] for name in clock.extensions]
    later = [one for one in rules if one.running and begins_by(one.in_force, told)]
    return next(iter([*later, *(one for one in rules if begins_by(one.in_force, received))]), None)


def most_of(rule: Extension, period: Period) -> Period:
    """Return by how much a period may be extended at once."""
    return rule.most or period


def flaws_of(contact: Contact, rule: Extension | None, before: int, due: date, longest: date | None) -> tuple[str, ...]:
    """Return why an extension does not count.

    before:  how many extensions have counted already
    due:     the last day as it stood when this one was told
    longest: the last day that the rule allows
    """
    if rule is None:
        return ("no-rule",)
    told = contact.answered or contact.day
    found = {
        "too-often": before >= rule.times + rule.with_consent,
        "no-consent": rule.times <= before < rule.times + rule.with_consent and not contact.consented,
        "not-in-writing": rule.in_writing and not contact.in_writing,
        "ground": contact.ground in rule.not_for,
        "no-day": contact.until is None,
        "too-late": told > due,
        "too-long": contact.until is not None and longest is not None and contact.until > longest,
    }
    return tuple(flaw for flaw in FLAWS if found.get(flaw))
