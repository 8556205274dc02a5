"""Matters that were handed in and wait for an answer while no clock runs: what the law says of their time."""

from collections.abc import Iterator
from datetime import date

from safeconduct.answers.model import Said
from safeconduct.answers.periods import period_in_words, short_day
from safeconduct.answers.steps import expectation_in_words
from safeconduct.casework.clocks import clocks_of, version_on
from safeconduct.casework.model import History, Matter, known_on
from safeconduct.casework.ways import cited
from safeconduct.casework.wording import told
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law, Procedure
from safeconduct.terms.citation import Citation


def untimed_in(history: History, law: Law, on: date) -> Iterator[Said]:
    """Yield a sentence for each matter that was taken in, is not decided, and has no clock.

    law: with the rules of all days
    """
    known, today = known_on(history, on), in_force(law, on)
    counted = {one.matter for one in clocks_of(known, law, on)}
    for name, matter in known.matters.items():
        about = [one for one in known.contacts if one.matter == name]
        received = next((one.day for one in about if one.is_received), None)
        decided = any(one.answer == "decision" for one in about)
        if received is not None and not decided and name not in counted:
            yield time_of(matter, received, today, law)


def time_of(matter: Matter, received: date, law: Law, whole: Law) -> Said:
    """Return what the law says of the time for a matter: how long, that the office publishes it, that there is none, or that nobody said what it is.

    law:   of the day of the question
    whole: with the rules of all days
    """
    slots = {"matter": matter.words, "day": short_day(received)}
    procedure = procedure_called(matter.procedure, law)
    if procedure is None and matter.clock is None:
        return Said(told("time of no sort", **slots))
    within = next(iter(procedure.within), None) if procedure else None
    if within is not None and within.period is not None:
        return Said(told("time stated", period=period_in_words(within.period), **slots), cited(within.cite, law))
    published = published_by(matter, procedure, received, whole)
    cite = cited(published or (within.cite if within else ()), law)
    if within is None or within.expect is None:
        return Said(told("time published" if published else "time unstated", **slots), cite)
    key = "time published, expected" if published else "time expected"
    return Said(told(key, expected=expectation_in_words(within.expect), **slots), cite)


def published_by(matter: Matter, procedure: Procedure | None, received: date, law: Law) -> tuple[Citation, ...]:
    """Return the rule by which the office publishes how long a matter takes; nothing where no lawbook leaves it to the office.

    Where a lawbook leaves that of one application to the office, it does so for every other that the law provides for and gives no time.
    """
    clocks = law.owed.clocks
    if procedure is not None and procedure.kind == "application" and procedure.statutory:
        among = [one for one in clocks.values() if one.book == procedure.book]
    else:
        among = [clocks[matter.clock]] if matter.clock in clocks else []
    versions = [version for one in among if (version := version_on(one, received)) is not None]
    return next((one.cite for one in versions if one.period is None), ())


def procedure_called(name: str | None, law: Law) -> Procedure | None:
    """Return a procedure or the procedure of a remedy, if the law of the day has it."""
    remedy = law.remedies.get(name or "")
    return remedy.procedure if remedy else law.procedures.get(name or "")
