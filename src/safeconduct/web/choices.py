"""What a form offers to choose from: acts of the law, facts of the case, authorities."""

from typing import NamedTuple

from safeconduct.answers.saying import Tongue
from safeconduct.answers.sentences import fact_in_words
from safeconduct.kept.papers import Papers
from safeconduct.person.facts import value_of
from safeconduct.person.statements import bare, written

FILED = ("application", "report")  # kinds of procedures that begin with a paper


class Choice(NamedTuple):
    value: str
    text: str


def acts_to_choose(papers: Papers, tongue: Tongue) -> list[tuple[str, list[Choice]]]:
    """Return everything that can be applied for or reported, by ground name: what stands in the contacts, what is open today, the rest; each by title."""
    setting = papers.now.setting
    noted = {one.procedure for one in papers.now.history.matters.values() if one.procedure}
    groups: dict[str, list[Choice]] = {"in contacts": [], "open today": [], "everything else": []}
    for operator in setting.rules.operators:
        if operator.procedure in noted or setting.procedure(operator.name).kind in FILED:
            is_open = operator.procedure in papers.now.open_today
            key = "in contacts" if operator.procedure in noted else "open today" if is_open else "everything else"
            groups[key].append(Choice(operator.name, tongue.capital(setting.title(operator.name))))
    return [(key, sorted(among, key=lambda one: (one.text, one.value))) for key, among in groups.items() if among]


def facts_to_choose(papers: Papers, tongue: Tongue) -> list[Choice]:
    """Return every fact that the case knows for certain, as consents carry it, in the order of the case."""
    names = dict.fromkeys(one.fact for one in papers.now.person.statements)
    choices = []
    for fact in names:
        stated = value_of(papers.now.person, fact, papers.now.law)
        if stated.value is not None:
            words = fact_in_words(fact, papers.now.setting.naming, value=bool(stated.value))
            choices.append(Choice(bare(written(fact)), tongue.capital(words)))
    return choices
