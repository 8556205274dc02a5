"""Why a procedure is open or closed for this person: every line, how it stands, its article, its exceptions."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from safeconduct.answers.doors import Standing, door_of, grouped
from safeconduct.answers.model import Door
from safeconduct.answers.setting import Setting, setting_of
from safeconduct.law.model import Law
from safeconduct.person.model import Person
from safeconduct.rules.from_law import Compiled
from safeconduct.rules.reference import truth
from safeconduct.terms.truth import Truth


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
    """Return the full names that `text` may mean: itself, else those it begins, else those it is part of, else those whose title has it.

    One name: it is meant. Several: the text is not clear. None: there is no such procedure.
    """
    names = (*law.procedures, *law.remedies)
    wanted = text.strip().casefold()
    for fits in (
        lambda name: name == wanted,
        lambda name: name.partition(".")[2] == wanted,
        lambda name: name.partition(".")[2].startswith(wanted),
        lambda name: wanted in name,
        lambda name: wanted in _titles(name, law),
    ):
        found = tuple(name for name in names if fits(name))
        if found and wanted:
            return found
    return ()


def _titles(name: str, law: Law) -> str:
    procedure = law.procedures[name] if name in law.procedures else law.remedies[name].procedure
    return f"{procedure.title.en}\n{procedure.title.ko}".casefold()
