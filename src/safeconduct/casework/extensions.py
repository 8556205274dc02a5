"""Extensions of a clock: which of them count in law, until when, and why another does not."""

from datetime import date

from msgspec import Struct, structs

from safeconduct.casework.counted import counted
from safeconduct.casework.model import Contact, History
from safeconduct.law.in_force import begins_by
from safeconduct.law.model import Clock, Extension, Law
from safeconduct.terms.dates import Period
from safeconduct.terms.reckoning import WORKING

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


def extensions_of(
    history: History,
    number: int,
    clock: Clock,
    period: Period,
    due: date,
    days: tuple[date, ...],
    law: Law,
    until: date,
) -> tuple[Extended, ...]:
    """Return each extension told since the receipt, in order, with whether it counts."""
    received = history.contacts[number]
    told: list[Extended] = []
    before, units = 0, period.count
    for other in range(number, len(history.contacts)):
        contact = history.contacts[other]
        day = contact.answered or contact.day
        if contact.matter != received.matter or contact.answer != "extension" or day > until:
            continue
        extension = rule_of(clock, law, received.day, day)
        longest = None
        if extension is not None:
            longest = longest_after(received.day, period, units, extension, due, days)
        flaws = flaws_of(contact, extension, before, due, longest)
        one = Extended(other, contact.until, longest, contact.ground, extension, flaws)
        told.append(one)
        if one.last_day is not None:
            before, units, due = before + 1, units + period.count, max(due, one.last_day)
    return tuple(told)


def longest_after(
    received: date, period: Period, units: int, extension: Extension, due: date, days: tuple[date, ...]
) -> date:
    """Return the last day that an extension allows: so much more working time, or a period of the calendar that follows on the last day.

    Whether the days of the calendar are added before or after the last day moved to an open day is not said; after is the later day.

    units: how many the clock has already, extensions included
    """
    more = most_of(extension, period)
    if more.unit == period.unit and period.unit in WORKING:
        return counted(received, structs.replace(period, count=units + more.count), days).last
    following = structs.replace(more, counting=structs.replace(period.counting, first_day="out"))
    return counted(due, following, ()).last


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
