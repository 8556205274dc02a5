"""Risks: what a step can bring upon the person or the family, and the notice when one order punishes what another allows."""

from collections.abc import Iterable

from safeconduct.answers.model import Risk
from safeconduct.answers.names import Naming, filled, joined, listed
from safeconduct.answers.sentences import to_person
from safeconduct.answers.setting import Setting
from safeconduct.answers.wording import say
from safeconduct.law.model import Exposure, Words
from safeconduct.rules.model import Operator
from safeconduct.rules.packed import FALSE, TRUE, State
from safeconduct.terms.exposure import Level, level_of


def risks_of(operator: Operator, situation: State, setting: Setting) -> tuple[Risk, ...]:
    """Return what doing this in this situation risks, gravest first. Not knowing does not make it safe."""
    exposures = setting.procedure(operator.name).exposure
    naming = setting.naming_in(operator.name)
    risks = []
    for risk in operator.risks:
        counts = TRUE if risk.when is None else setting.packed.test(risk.when)(situation)
        if counts != FALSE and risk.level > Level.NONE:
            risks.append(risk_in_words(exposures[risk.index], setting, naming, counts == TRUE))
    return tuple(sorted(risks, key=lambda risk: -level_of(risk.level)))


def risk_in_words(exposure: Exposure, setting: Setting, naming: Naming, sure: bool = True) -> Risk:
    return Risk(
        order=exposure.order,
        order_words=setting.country(exposure.order),
        to=exposure.to,
        level=exposure.level,
        words=to_person(filled(exposure.words, naming.bound)),
        cite=setting.cited(exposure.cite),
        sure=sure,
    )


def worst_for(whom: str, risks: Iterable[Risk]) -> Risk | None:
    """Return the gravest risk to `whom` (self or family), the first of equals; None when there is none."""
    return max((risk for risk in risks if risk.to == whom), key=lambda risk: level_of(risk.level), default=None)


def notice_of(risks: Iterable[Risk], orders_used: Iterable[str], setting: Setting) -> Words | None:
    """Return "Allowed by the law of … read here. Under …: danger to your life.", or None where no order punishes anything.

    orders_used: country codes of the lawbooks whose procedures the route takes
    """
    punished = [risk for risk in risks if level_of(risk.level) >= Level.ADMINISTRATIVE_FINE]
    if not punished:
        return None
    orders = list(dict.fromkeys(risk.order for risk in punished))
    allowing = [code for code in dict.fromkeys(orders_used) if code not in orders]
    sentences = [_worst_under(order, punished, setting) for order in orders]
    if allowing:
        sentences.insert(0, say("lawful under", orders=listed([setting.country(code) for code in allowing], "and")))
    return joined(sentences, " ")


def _worst_under(order: str, punished: list[Risk], setting: Setting) -> Words:
    """Return the gravest that one order threatens to the person, and to the family."""
    of_order = [risk for risk in punished if risk.order == order]
    worst = [risk for risk in (worst_for("self", of_order), worst_for("family", of_order)) if risk is not None]
    levels = joined([say(f"{risk.level} {risk.to}") for risk in worst], ", ")
    return say("punished by", order=setting.country(order), level=levels)
