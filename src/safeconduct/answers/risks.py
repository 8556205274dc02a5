"""Risks: what a step can bring upon the person or the family, and the notice when one order punishes what another allows."""

from collections.abc import Iterable

from safeconduct.answers.model import Risk
from safeconduct.answers.names import Naming, filled, joined, listed
from safeconduct.answers.sentences import to_person
from safeconduct.answers.setting import Setting
from safeconduct.answers.wording import say
from safeconduct.law.model import Exposure, Words
from safeconduct.rules.model import Operator
from safeconduct.rules.reference import Situation, truth
from safeconduct.terms.exposure import Level, level_of
from safeconduct.terms.truth import Truth


def risks_of(operator: Operator, situation: Situation, setting: Setting) -> tuple[Risk, ...]:
    """Return what doing this in this situation risks, gravest first. Not knowing does not make it safe."""
    exposures = setting.procedure(operator.name).exposure
    naming = setting.naming_in(operator.name)
    risks = []
    for risk in operator.risks:
        counts = Truth.TRUE if risk.when is None else truth(risk.when, situation)
        if counts is not Truth.FALSE and risk.level > Level.NONE:
            risks.append(risk_in_words(exposures[risk.index], setting, naming, counts is Truth.TRUE))
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


def notice_of(risks: Iterable[Risk], setting: Setting) -> Words | None:
    """Return the sentence "lawful under the law of …, punished by …", or None where no order punishes anything.

    An order counts as allowing the route when one of its lawbooks was read and states no punishment for any step.
    """
    punished = [risk for risk in risks if level_of(risk.level) >= Level.ADMINISTRATIVE_FINE]
    if not punished:
        return None
    orders = list(dict.fromkeys(risk.order for risk in punished))
    home = list(dict.fromkeys(book.country for book in setting.law.books.values()))
    allowing = [code for code in home if code not in orders and code not in setting.law.countries]
    sentences = []
    for order in orders:
        worst = max((risk for risk in punished if risk.order == order), key=lambda risk: level_of(risk.level))
        sentences.append(say("punished by", order=setting.country(order), level=say(f"{worst.level} {worst.to}")))
    if not allowing:
        return joined(sentences, " ")
    lawful = say("lawful under", orders=listed([setting.country(code) for code in allowing], "and"))
    return joined([lawful, *sentences], " ")
