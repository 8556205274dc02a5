"""What the statements about one fact are worth together: a value, since when, and who says so."""

from datetime import date

from msgspec import Struct

from safeconduct.law.model import Fact, Law, Ref
from safeconduct.person.model import Person, Statement

ON_FILE = "_on_file"
ABSENT = {"true": True, "false": False, "unknown": None}


class Stated(Struct, frozen=True):
    """The value of a fact in a case; `value` and `since` are what the statements that count agree on."""

    value: bool | None  # None: unknown. A fact of kind `date` is True when its day is known
    since: date | None  # first day on which `value` held, None: unknown since when; of a date, the day itself
    statements: tuple[Statement, ...]  # all that speak of this fact, the unsure ones as well
    contradictory: bool  # two statements disagree on the value, or on the day of a date; `value` is then None
    from_absence: bool  # nobody speaks of it: `value` is what the declaration says of absence


def value_of(person: Person, ref: Ref, law: Law) -> Stated:
    """Return what the case says of the fact `ref`, whose arguments are constants.

    A statement of confidence `unsure` has no say in the value but contradicts like any other: which source to believe is
    for people to decide. A fact with `one of` that is true elsewhere is false here. A fact nobody speaks of has the value
    of its declaration's `absent`; `pending`, `granted`, `refused` and `unanswered`, which no book declares, are then false.
    A fact named like a date with `_on_file` behind it (`born_on_file`) is true if the case knows that day, else false.
    """
    own = tuple(statement for statement in person.statements if statement.fact == ref)
    if own:
        return agreement(own)
    day = law.facts.get(ref.name.removesuffix(ON_FILE))
    if ref.name.endswith(ON_FILE) and day is not None and day.kind == "date":
        known = value_of(person, Ref(day.name, ref.arguments), law).since is not None
        return Stated(known, None, (), contradictory=False, from_absence=True)
    fact = law.facts.get(ref.name)
    elsewhere = true_elsewhere(person, ref, fact) if fact else ()
    if elsewhere:
        return Stated(False, None, elsewhere, contradictory=False, from_absence=False)
    return Stated(ABSENT[fact.absent] if fact else False, None, (), contradictory=False, from_absence=True)


def agreement(statements: tuple[Statement, ...]) -> Stated:
    """Return what `statements`, all of one fact and at least one, agree on."""
    contradictory = disagree([s.value for s in statements]) or disagree([s.on for s in statements])
    counting = [statement for statement in statements if statement.counts]
    if contradictory or not counting:
        return Stated(None, None, statements, contradictory, from_absence=False)
    since = the_only([statement.on or statement.since for statement in counting])
    return Stated(counting[0].value, since, statements, contradictory=False, from_absence=False)


def disagree(said: list[bool | None] | list[date | None]) -> bool:
    """Return whether two sources say different things; one that says nothing disagrees with nobody."""
    return len({value for value in said if value is not None}) > 1


def the_only(days: list[date | None]) -> date | None:
    """Return the day that every source which names one names; None when they name different days or none does."""
    named = {day for day in days if day is not None}
    return min(named) if len(named) == 1 else None


def true_elsewhere(person: Person, ref: Ref, fact: Fact) -> tuple[Statement, ...]:
    """Return the statements that count and say a fact with `one of` is true for another value than in `ref`."""
    if fact.one_of is None:
        return ()
    holder = holder_of(ref, fact)
    return tuple(
        statement
        for statement in person.statements
        if statement.counts
        and statement.value
        and statement.fact.name == ref.name
        and holder_of(statement.fact, fact) == holder
    )


def holder_of(ref: Ref, fact: Fact) -> tuple[str, ...]:
    """Return what two uses of a fact with `one of` share if they cannot both be true.

    >>> from safeconduct.law.model import Words
    >>> words = Words("{relative} is in {country}", "")
    >>> fact = Fact("relative_in", ("relative", "country"), words, None, None, "false", one_of="country")
    >>> holder_of(Ref("relative_in", ("mother", "KP")), fact)
    ('relative_in', 'mother')
    """
    pairs = zip(fact.parameters, ref.arguments, strict=True)
    return (ref.name, *(argument for kind, argument in pairs if kind != fact.one_of))
