"""What a form offers to choose from: acts of the law, facts of the case, authorities."""

from typing import NamedTuple

from safeconduct.answers.saying import Tongue
from safeconduct.answers.sentences import fact_in_words
from safeconduct.answers.setting import Setting
from safeconduct.kept.papers import Papers
from safeconduct.law.names import FACTS_OF_PROCEDURES
from safeconduct.letters.carrying import is_taken_in
from safeconduct.person.facts import value_of
from safeconduct.person.statements import bare, written

FILED = ("application", "report")  # kinds of procedures that begin with a paper


class Choice(NamedTuple):
    value: str
    text: str


def acts_to_choose(papers: Papers, tongue: Tongue, of_ways: frozenset[str]) -> list[tuple[str, list[Choice]]]:
    """Return everything that can be applied for or reported, by ground name: what is under way, what stands on the ways, what is open today, the rest; each by title.

    of_ways: ground names of what is done on the ways of the case
    """
    setting = papers.now.setting
    noted = {one.procedure for one in papers.now.history.matters.values() if one.procedure}
    begun = {
        one.fact.arguments[0]
        for one in papers.now.person.statements
        if one.fact.name in FACTS_OF_PROCEDURES and one.value
    }
    groups: dict[str, list[Choice]] = {"under way": [], "on your ways": [], "open today": [], "everything else": []}
    for operator in setting.rules.operators:
        if operator.procedure in noted or is_offered(operator.name, setting):
            if operator.procedure in noted or operator.procedure in begun:
                key = "under way"
            elif operator.name in of_ways:
                key = "on your ways"
            else:
                key = "open today" if operator.procedure in papers.now.open_today else "everything else"
            groups[key].append(Choice(operator.name, tongue.capital(setting.title(operator.name))))
    return [(key, sorted(among, key=lambda one: (one.text, one.value))) for key, among in groups.items() if among]


def is_offered(name: str, setting: Setting) -> bool:
    return setting.procedure(name).kind in FILED and is_taken_in(name, setting)


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
