"""Signs: what the lawbook makes of each finding, by the law of the day on which it came about."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from safeconduct.casework.findings import Finding
from safeconduct.law.in_force import begins_by
from safeconduct.law.model import Law, Sign
from safeconduct.terms.dates import DAY, last_day


class Meaning(Struct, frozen=True):
    """A finding with the sign of the lawbook that reads it."""

    finding: Finding
    sign: Sign

    @property
    def is_stall(self) -> bool:
        """Whether it is told as something that went wrong or is to be heeded, not only as a fact."""
        return bool(self.sign.cite or self.sign.ways or self.sign.warns)


def meanings_of(findings: Iterable[Finding], law: Law, on: date) -> tuple[Meaning, ...]:
    """Return what the lawbook makes of findings, in their order; one that no sign reads is left out, one may have several.

    law: with the rules of all days
    on:  the day of the question, until which time has passed
    """
    return tuple(
        Meaning(finding, sign) for finding in findings for sign in law.owed.signs.values() if reads(sign, finding, on)
    )


def reads(sign: Sign, finding: Finding, on: date) -> bool:
    """Return whether a sign is read from a finding: the same pattern, nothing that it asks for missing, in force on the day."""
    return (
        sign.pattern == finding.pattern
        and (not sign.of or finding.clock in sign.of)
        and sign.where in (None, "inside" if finding.inside else "between")
        and sign.said in (None, finding.said)
        and sign.in_writing in (None, finding.in_writing)
        and sign.statutory in (None, finding.statutory)
        and finding.times >= sign.at_least
        and (sign.after is None or on >= last_day(finding.day, sign.after) + DAY)
        and begins_by(sign.in_force, finding.day)
    )
