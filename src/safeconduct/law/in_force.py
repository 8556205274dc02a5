"""The law as it stands on one day: what is in force, and what is known by then to come. Section 9 of the lawbook format."""

from datetime import date
from typing import TypeVar

from msgspec import structs

from safeconduct.law.model import (
    ALWAYS,
    At,
    Condition,
    Consequence,
    Criterion,
    Definition,
    Document,
    Duty,
    Effect,
    Exposure,
    Fee,
    InForce,
    Law,
    Procedure,
    Remedy,
    Silence,
    Within,
)

Dated = TypeVar(
    "Dated",
    At,
    Condition,
    Consequence,
    Criterion,
    Definition,
    Document,
    Duty,
    Effect,
    Exposure,
    Fee,
    Procedure,
    Silence,
    Within,
)


def in_force(law: Law, on: date) -> Law:
    """Return what a question asked on a day sees of the law.

    What has ended, and what is neither in force nor known by then to come, is left out; lists keep only such entries, in order. What is
    known to come keeps its first day; what is known to end keeps its last. The rest has no dates any more, so that dates that are
    left are guards on the days after `on`. A definition of which no version is left keeps its name with no version: it holds for nobody.
    """
    return structs.replace(
        law,
        definitions={
            name: tuple(definition_on(d, on) for d in seen(versions, on)) for name, versions in law.definitions.items()
        },
        procedures={p.name: procedure_on(p, on) for p in seen(tuple(law.procedures.values()), on)},
        remedies={name: remedy_on(r, on) for name, r in law.remedies.items() if is_seen(r.procedure.in_force, on)},
        consequences={c.name: consequence_on(c, on) for c in seen(tuple(law.consequences.values()), on)},
        not_in_rules=tuple(one for one in law.not_in_rules if begins_by(one.in_force, on)),
    )


def begins_by(dates: InForce, on: date) -> bool:
    """Return whether a provision that no rule states is in force on a day; what is yet to come is not told."""
    return (dates.start is None or dates.start <= on) and (dates.end is None or on <= dates.end)


def is_seen(dates: InForce, on: date) -> bool:
    """Return whether a question asked on a day sees a rule: it has not ended, and it has begun or is known to begin.

    >>> is_seen(InForce(start=date(2014, 1, 1), known=date(2013, 8, 13)), date(2013, 9, 1))
    True
    >>> is_seen(InForce(start=date(2014, 1, 1)), date(2013, 9, 1))
    False
    """
    ended = dates.end is not None and dates.end < on
    return not ended and (dates.start is None or dates.start <= on or (dates.known is not None and dates.known <= on))


def meet(one: InForce, other: InForce) -> bool:
    """Return whether two rules are in force on one day."""
    starts = [dates.start or date.min for dates in (one, other)]
    ends = [dates.end or date.max for dates in (one, other)]
    return max(starts) <= min(ends)


def dates_left(dates: InForce, on: date) -> InForce:
    """Return the dates that still matter after a day: a beginning to come, and an end that is known.

    >>> dates_left(InForce(start=date(2011, 1, 1), end=date(2020, 12, 31)), date(2013, 6, 1))
    InForce(start=None, end=None, known=None, end_known=None)
    """
    start = dates.start if dates.start is not None and dates.start > on else None
    known = dates.end_known or (dates.known if dates.start is None else None)
    end = dates.end if known is not None and known <= on else None
    return InForce(start, end)


def seen(entries: tuple[Dated, ...], on: date) -> tuple[Dated, ...]:
    return tuple([seen_entry(e, on) for e in entries if is_seen(e.in_force, on)]) if entries else ()


def seen_entry(entry: Dated, on: date) -> Dated:
    if entry.in_force == ALWAYS:
        return entry
    return structs.replace(entry, in_force=dates_left(entry.in_force, on))


def conditions_on(conditions: tuple[Condition, ...], on: date) -> tuple[Condition, ...]:
    return tuple(structs.replace(line, unless=conditions_on(line.unless, on)) for line in seen(conditions, on))


def definition_on(definition: Definition, on: date) -> Definition:
    return structs.replace(
        definition, every=conditions_on(definition.every, on), some=conditions_on(definition.some, on)
    )


def procedure_on(procedure: Procedure, on: date) -> Procedure:
    return structs.replace(
        procedure,
        conditions=conditions_on(procedure.conditions, on),
        criteria=seen(procedure.criteria, on),
        receives=seen(procedure.receives, on),
        decides=seen(procedure.decides, on),
        within=seen(procedure.within, on),
        silence=seen(procedure.silence, on),
        on_filing=seen(procedure.on_filing, on),
        effects=seen(procedure.effects, on),
        on_refusal=seen(procedure.on_refusal, on),
        duties=seen(procedure.duties, on),
        exposure=seen(procedure.exposure, on),
        documents=seen(procedure.documents, on),
        fee=seen(procedure.fee, on),
    )


def remedy_on(remedy: Remedy, on: date) -> Remedy:
    procedure = structs.replace(remedy.procedure, in_force=dates_left(remedy.procedure.in_force, on))
    return structs.replace(
        remedy,
        procedure=procedure_on(procedure, on),
        window=seen(remedy.window, on),
        window_on_silence=seen(remedy.window_on_silence, on),
    )


def consequence_on(consequence: Consequence, on: date) -> Consequence:
    return structs.replace(
        consequence,
        when=conditions_on(consequence.when, on),
        unless=conditions_on(consequence.unless, on),
        effects=seen(consequence.effects, on),
        after=seen(consequence.after, on),
    )
