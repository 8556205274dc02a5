"""Which procedure of the law in force carries a letter, and which authority it goes to."""

from typing import NamedTuple

from safeconduct.answers.setting import Setting
from safeconduct.law.model import At, Known, Procedure
from safeconduct.letters.model import Kind
from safeconduct.letters.template import ITSELF, Carrier, Template, template_of
from safeconduct.rules.reference import truth
from safeconduct.terms.truth import Truth

OF_EVERY_REMEDY = ("opened", "once")  # lines a compiled remedy has by itself: open only once the refusal is there

CONCERNED = "kr.the-agency-concerned"
# authorities that the law names by the part they have, and not by name
BY_PART = (CONCERNED, "kr.supervising-agency", "kr.audit-office", "kr.common-superior")
FILED = ("application", "report")  # kinds of procedures that begin with a paper


class NoCarrierError(Exception):
    """In the law of this day no procedure carries such a letter in this matter."""


class Carried(NamedTuple):
    """`operator`: ground name of the procedure by which the letter is made."""

    carrier: Carrier
    operator: str


def carried(template: Template, matter: str, setting: Setting, by: str | None = None) -> Carried:
    """Return how a letter about `matter` is made: by the procedure whose conditions hold best, the first of the template among equals.

    matter: ground name of an act that the setting knows; empty: left open
    by:     full name of the procedure to be used; None: any

    Raises NoCarrierError.
    """
    found = [one for one in carriers_of(template, matter, setting) if by in (None, procedure_name(one, setting))]
    if not found:
        raise NoCarrierError(template.kind)
    return max(found, key=lambda one: standing(one.operator, setting))


def carriers_of(template: Template, matter: str, setting: Setting) -> list[Carried]:
    """Return every way to make the letter that the law of the day has: of remedies those that reach the matter, so none where it is left open."""
    if matter and not is_taken_in(matter, setting):
        return []
    found: list[Carried] = []
    for carrier in template.carriers:
        if carrier.procedure == ITSELF:
            is_filed = matter and setting.procedure(matter).kind in FILED
            found += [Carried(carrier, matter)] if is_filed else []
            continue
        for operator in setting.rules.operators:
            reaches = carrier.procedure not in setting.law.remedies or operator.target == matter
            if operator.procedure == carrier.procedure and reaches:
                found.append(Carried(carrier, operator.name))
    return found


def is_taken_in(matter: str, setting: Setting) -> bool:
    """Return whether the law has the procedure, and an authority that receives or decides it: about another nobody can be written to."""
    procedure = setting.procedure(matter)
    lacking = any(line.that == Known(False) and not line.unless for line in procedure.conditions)
    return bool(concerned(matter, setting)) and not lacking


def kinds_about(matter: str, setting: Setting) -> tuple[Kind, ...]:
    """Return the kinds of letters that the law of the day has about a matter."""
    return tuple(kind for kind in Kind if carriers_of(template_of(kind), matter, setting))


def matters_of(kind: Kind, setting: Setting) -> tuple[str, ...]:
    """Return the full names of the procedures about which a letter of this kind can be made."""
    template = template_of(kind)
    about = (one.procedure for one in setting.rules.operators if carriers_of(template, one.name, setting))
    return tuple(dict.fromkeys(about))


def standing(operator: str, setting: Setting) -> Truth:
    """Return whether all conditions of a procedure hold on the day of the question, whatever has been decided so far."""
    known = setting.rules.operators[setting.operators[operator]]
    values = [
        truth(line.formula, setting.start_told)
        for line in known.lines
        if line.key.rpartition("#")[2] not in OF_EVERY_REMEDY
    ]
    return min(values, default=Truth.TRUE)


def procedure_name(one: Carried, setting: Setting) -> str:
    return setting.procedure(one.operator).name


def concerned(matter: str, setting: Setting) -> tuple[str, ...]:
    """Return the authorities that decide a matter, or that receive it where nobody decides; of one left open the one that the law calls so."""
    if not matter:
        return (CONCERNED,)
    procedure = setting.procedure(matter)
    return names(procedure.decides or procedure.receives)


def recipients(one: Carried, matter: str, setting: Setting) -> tuple[str, ...]:
    """Return the authorities to which the letter is addressed."""
    procedure: Procedure = setting.procedure(one.operator)
    if one.carrier.to == "receives":
        return names(procedure.receives)
    if one.carrier.to == "decides":
        return names(procedure.decides or procedure.receives)
    return concerned(matter, setting)


def names(at: tuple[At, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.authority for one in at))
