"""Why a procedure is open or closed for this person: every line, how it stands, its article, its exceptions."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from safeconduct.answers.doors import Standing, door_of, grouped
from safeconduct.answers.model import Door
from safeconduct.answers.setting import Setting, setting_of
from safeconduct.law.model import Law
from safeconduct.person.model import Person
from safeconduct.rules.from_law import Compiled
from safeconduct.rules.reference import truth
from safeconduct.terms.truth import Truth

NEAR, LIKE = 8, 0.6  # how many near names are offered, and how like they must be


def why(
    procedure: str, law: Law, person: Person, compiled: Compiled, standings: Iterable[Standing]
) -> tuple[Door, ...]:
    """Return how a procedure stands for the person, with all its lines; one door for the countries and relatives that stand alike.

    procedure: full name; `law` in force on the day asked; standings: of every act, remedies may be missing
    """
    setting = setting_of(law, person, compiled.rules, compiled.goals)
    doors: list[Standing] = [one for one in standings if one.procedure == procedure]
    return grouped((door_of(one, setting, whole=True) for one in doors or remedies_called(procedure, setting)), setting)


class RemedyStanding(NamedTuple):
    """A remedy today: it opens when there is something to challenge."""

    operator: str
    procedure: str
    state: str
    lines: tuple[tuple[str, Truth, bool], ...]
    exclusions: tuple[str, ...] = ()


def remedies_called(procedure: str, setting: Setting) -> Iterator[RemedyStanding]:
    """Yield how a remedy stands against each decision that it reaches."""
    for operator in setting.rules.operators:
        if operator.procedure == procedure:
            lines = tuple((line.key, truth(line.formula, setting.start_told), True) for line in operator.lines)
            is_open = all(value is Truth.TRUE for _, value, _ in lines)
            yield RemedyStanding(operator.name, procedure, "open" if is_open else "reachable", lines)


def procedures_called(text: str, law: Law) -> tuple[str, ...]:
    """Return the full names that `text` may mean: itself, else those it begins, else those it is part of, else those whose title has it or its words.

    One name: it is meant. Several: the text is not clear, and all that a looser reading finds stand among them, the nearest first.
    None: there is no such procedure.
    """
    names = (*law.procedures, *law.remedies)
    wanted = text.strip().casefold()
    words = wanted.split()
    found: dict[str, None] = {}
    for fits in (
        lambda name: name == wanted,
        lambda name: name.partition(".")[2] == wanted,
        lambda name: name.partition(".")[2].startswith(wanted),
        lambda name: wanted in name,
        lambda name: wanted in _titles(name, law),
        lambda name: all(word in name or word in _titles(name, law) for word in words),
    ):
        found |= dict.fromkeys(name for name in names if wanted and fits(name))
        if len(found) == 1:
            break
    return tuple(found)


def procedures_near(text: str, law: Law) -> tuple[str, ...]:
    """Return the full names of procedures that `text` misspells; else those that share most of its words, if any."""
    names = (*law.procedures, *law.remedies)
    wanted = text.strip().casefold()
    misspelt = set(get_close_matches(wanted, [name.partition(".")[2] for name in names], n=3, cutoff=LIKE))
    if misspelt:
        return tuple(name for name in names if name.partition(".")[2] in misspelt)
    words = [word for word in wanted.split() if len(word) > 1]
    shared = {name: sum(_begins_a_word(word, name, law) for word in words) for name in names}
    most = max(shared.values(), default=0)
    return tuple(name for name in names if 2 * shared[name] >= len(words) and shared[name] == most > 0)[:NEAR]


def _begins_a_word(text: str, name: str, law: Law) -> bool:
    return re.search(rf"\b{re.escape(text)}", f"{name} {_titles(name, law)}") is not None


def _titles(name: str, law: Law) -> str:
    procedure = law.procedures[name] if name in law.procedures else law.remedies[name].procedure
    return f"{procedure.title.en}\n{procedure.title.ko}".casefold()
