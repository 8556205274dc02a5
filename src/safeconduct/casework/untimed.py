"""Matters that were handed in and wait for an answer while no clock runs: what the law says of their time."""

from collections.abc import Iterator
from datetime import date

from safeconduct.answers.model import Said
from safeconduct.answers.periods import period_in_words, short_day
from safeconduct.answers.steps import expectation_in_words
from safeconduct.casework.clocks import clocks_of
from safeconduct.casework.model import History, Matter, known_on
from safeconduct.casework.ways import cited
from safeconduct.casework.wording import told
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law, Procedure


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
            yield time_of(matter, received, today)


def time_of(matter: Matter, received: date, law: Law) -> Said:
    """Return what the law says of the time for a matter: how long, that it states none, or that nobody said what it is."""
    slots = {"matter": matter.words, "day": short_day(received)}
    procedure = procedure_called(matter.procedure, law)
    if procedure is None and matter.clock is None:
        return Said(told("time of no sort", **slots))
    within = next(iter(procedure.within), None) if procedure else None
    if within is None:
        return Said(told("time unstated", **slots))
    if within.period is not None:
        return Said(told("time stated", period=period_in_words(within.period), **slots), cited(within.cite, law))
    if within.expect is None:
        return Said(told("time unstated", **slots), cited(within.cite, law))
    return Said(told("time expected", expected=expectation_in_words(within.expect), **slots), cited(within.cite, law))


def procedure_called(name: str | None, law: Law) -> Procedure | None:
    """Return a procedure or the procedure of a remedy, if the law of the day has it."""
    remedy = law.remedies.get(name or "")
    return remedy.procedure if remedy else law.procedures.get(name or "")
