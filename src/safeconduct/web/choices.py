"""What a form offers to choose from: acts of the law, facts of the case."""

from typing import NamedTuple

from safeconduct.answers.saying import Tongue
from safeconduct.casework.model import Matter
from safeconduct.kept.papers import Papers
from safeconduct.law.names import FACTS_OF_PROCEDURES
from safeconduct.web.wording import phrases_in


class Choice(NamedTuple):
    value: str
    text: str


def acts_to_choose(papers: Papers, tongue: Tongue, of_ways: frozenset[str]) -> list[tuple[str, list[Choice]]]:
    """Return everything that can be applied for or reported, by ground name, each by title, in groups with a heading.

    What is under way comes first, then what stands on the ways and what is open today, then the rest by what its part of the lawbook is about.

    of_ways: ground names of what is done on the ways of the case
    """
    outline, say = papers.now.outline, phrases_in(tongue.lang)
    noted = {one.procedure for one in papers.now.history.matters.values() if one.procedure}
    begun = {
        one.fact.arguments[0]
        for one in papers.now.person.statements
        if one.fact.name in FACTS_OF_PROCEDURES and one.value
    }
    near = [say(key) for key in ("under way", "on your ways", "open today")]
    subjects = [tongue.capital(words) for words in papers.now.law.subjects.values()]
    groups: dict[str, list[Choice]] = {heading: [] for heading in (*near, *subjects, say("everything else"))}
    for name, act in outline.acts.items():
        if act.procedure in noted or act.is_taken_in:
            if act.procedure in noted or act.procedure in begun:
                heading = near[0]
            elif name in of_ways:
                heading = near[1]
            elif act.procedure in outline.open_today:
                heading = near[2]
            else:
                heading = tongue.capital(act.subject) if act.subject else say("everything else")
            groups[heading].append(Choice(name, tongue.capital(act.title)))
    return [(key, sorted(among, key=lambda one: (one.text, one.value))) for key, among in groups.items() if among]


def act_asked_for(matter: Matter, papers: Papers) -> str:
    """Return the ground name of the act that a matter asks for: by its procedure, or by that of its clock where it runs for one alone."""
    clock = papers.now.law.owed.clocks.get(matter.clock or "")
    of_clock = clock.of if clock is not None and len(clock.of) == 1 else ()
    return papers.now.outline.act_of(matter.procedure or next(iter(of_clock), None))


def facts_to_choose(papers: Papers, tongue: Tongue) -> list[Choice]:
    """Return every fact that the case knows for certain, as consents carry it, in the order of the case."""
    return [Choice(name, tongue.capital(words)) for name, words in papers.now.outline.facts.items()]
