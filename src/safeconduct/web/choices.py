"""What a form offers to choose from: acts of the law, facts of the case, authorities."""

from typing import NamedTuple

from safeconduct.answers.saying import Tongue
from safeconduct.kept.papers import Papers
from safeconduct.law.names import FACTS_OF_PROCEDURES


class Choice(NamedTuple):
    value: str
    text: str


def acts_to_choose(papers: Papers, tongue: Tongue, of_ways: frozenset[str]) -> list[tuple[str, list[Choice]]]:
    """Return everything that can be applied for or reported, by ground name: what is under way, what stands on the ways, what is open today, the rest; each by title.

    of_ways: ground names of what is done on the ways of the case
    """
    outline = papers.now.outline
    noted = {one.procedure for one in papers.now.history.matters.values() if one.procedure}
    begun = {
        one.fact.arguments[0]
        for one in papers.now.person.statements
        if one.fact.name in FACTS_OF_PROCEDURES and one.value
    }
    groups: dict[str, list[Choice]] = {"under way": [], "on your ways": [], "open today": [], "everything else": []}
    for name, act in outline.acts.items():
        if act.procedure in noted or act.is_taken_in:
            if act.procedure in noted or act.procedure in begun:
                key = "under way"
            elif name in of_ways:
                key = "on your ways"
            else:
                key = "open today" if act.procedure in outline.open_today else "everything else"
            groups[key].append(Choice(name, tongue.capital(act.title)))
    return [(key, sorted(among, key=lambda one: (one.text, one.value))) for key, among in groups.items() if among]


def facts_to_choose(papers: Papers, tongue: Tongue) -> list[Choice]:
    """Return every fact that the case knows for certain, as consents carry it, in the order of the case."""
    return [Choice(name, tongue.capital(words)) for name, words in papers.now.outline.facts.items()]
