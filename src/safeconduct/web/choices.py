"""What a form offers to choose from: acts of the law, facts of the case, authorities."""

from typing import NamedTuple

from safeconduct.answers.saying import Tongue
from safeconduct.answers.sentences import fact_in_words
from safeconduct.answers.setting import Setting
from safeconduct.kept.papers import Papers
from safeconduct.law.model import Law, Words
from safeconduct.law.names import FACTS_OF_PROCEDURES
from safeconduct.letters.carrying import is_taken_in
from safeconduct.person.facts import value_of
from safeconduct.person.statements import bare, written
from safeconduct.web.wording import phrases_in

FILED = ("application", "report")  # kinds of procedures that begin with a paper


class Choice(NamedTuple):
    value: str
    text: str


def acts_to_choose(papers: Papers, tongue: Tongue, of_ways: frozenset[str]) -> list[tuple[str, list[Choice]]]:
    """Return everything that can be applied for or reported, by ground name, each by title, in groups with a heading.

    What is under way comes first, then what stands on the ways and what is open today, then the rest by what its part of the lawbook is about.

    of_ways: ground names of what is done on the ways of the case
    """
    setting, say = papers.now.setting, phrases_in(tongue.lang)
    noted = {one.procedure for one in papers.now.history.matters.values() if one.procedure}
    begun = {
        one.fact.arguments[0]
        for one in papers.now.person.statements
        if one.fact.name in FACTS_OF_PROCEDURES and one.value
    }
    near = [say(key) for key in ("under way", "on your ways", "open today")]
    subjects = [tongue.capital(words) for words in papers.now.law.subjects.values()]
    groups: dict[str, list[Choice]] = {heading: [] for heading in (*near, *subjects, say("everything else"))}
    for operator in setting.rules.operators:
        if operator.procedure in noted or is_offered(operator.name, setting):
            if operator.procedure in noted or operator.procedure in begun:
                heading = near[0]
            elif operator.name in of_ways:
                heading = near[1]
            elif operator.procedure in papers.now.open_today:
                heading = near[2]
            else:
                subject = subject_of(operator.name, setting, papers.now.law)
                heading = tongue.capital(subject) if subject else say("everything else")
            groups[heading].append(Choice(operator.name, tongue.capital(setting.title(operator.name))))
    return [(key, sorted(among, key=lambda one: (one.text, one.value))) for key, among in groups.items() if among]


def subject_of(name: str, setting: Setting, law: Law) -> Words | None:
    """Return what the part of the lawbook is about in which an act stands; None where it does not say."""
    return law.subjects.get(setting.procedure(name).place.partition(":")[0])


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
