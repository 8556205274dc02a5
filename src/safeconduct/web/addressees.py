"""To whom something may be told: the authorities that letters go to, those of the matters of the case first."""

from collections.abc import Iterable, Iterator
from datetime import date

from safeconduct.answers.names import find_procedure
from safeconduct.answers.saying import Tongue
from safeconduct.kept.papers import Papers
from safeconduct.law.in_force import begins_by
from safeconduct.law.model import Law, Procedure
from safeconduct.web.choices import Choice, act_asked_for
from safeconduct.web.wording import phrases_in


def addressees_to_choose(
    papers: Papers, tongue: Tongue, about: Iterable[str], chosen: str
) -> list[tuple[str, list[Choice]]]:
    """Return the authorities that receive or decide something on the day for which letters are written, in groups with a heading.

    about:  ground names of acts that letters are about, beside those of the matters that were noted
    chosen: an authority that is offered first, in force or not; or nothing
    """
    now, say = papers.now, phrases_in(tongue.lang)
    on = now.on if now.history.contacts else now.person.as_of
    acts = [*about, *(act_asked_for(one, papers) for one in now.history.matters.values())]
    procedures = (
        find_procedure(now.outline.acts[name].procedure, now.law) for name in acts if name in now.outline.acts
    )
    near = {chosen} & set(now.law.authorities)
    near.update(name for one in procedures if one is not None for name in addressees_of(one, on))
    others = {name for one in procedures_of(now.law) if begins_by(one.in_force, on) for name in addressees_of(one, on)}
    groups = ((say("to of matters"), near), (say("to others"), others - near))
    return [(heading, in_words(names, papers, tongue)) for heading, names in groups if names]


def addressees_of(procedure: Procedure, on: date) -> Iterator[str]:
    """Yield the authorities that receive or decide a procedure on a day."""
    return (at.authority for at in (*procedure.receives, *procedure.decides) if begins_by(at.in_force, on))


def procedures_of(law: Law) -> Iterator[Procedure]:
    yield from law.procedures.values()
    yield from (one.procedure for one in law.remedies.values())


def in_words(names: Iterable[str], papers: Papers, tongue: Tongue) -> list[Choice]:
    found = [Choice(name, tongue.capital(papers.now.law.authorities[name].words)) for name in names]
    return sorted(found, key=lambda one: (one.text, one.value))
