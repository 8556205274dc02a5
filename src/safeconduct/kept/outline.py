"""The outline of a case: what the law makes of it on its day, in plain values. The rules it was read from are a hundred times as large and are not kept."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from safeconduct.answers.sentences import fact_in_words
from safeconduct.answers.setting import Setting, setting_of
from safeconduct.casework.facts import person_now
from safeconduct.casework.model import History
from safeconduct.casework.planning import Difference, difference_of
from safeconduct.casework.report import Report, report_of
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law, Words
from safeconduct.letters.carrying import FILED, is_taken_in
from safeconduct.person.facts import value_of
from safeconduct.person.model import Person
from safeconduct.person.statements import bare, written
from safeconduct.routes.doors import doors_of
from safeconduct.rules.from_law import compile_rules


class Act(Struct, frozen=True, gc=False):
    """One act of the law, made ground for the person.

    subject:     what the part of the lawbook is about in which it stands, where it says so
    is_taken_in: it begins with a paper, and there is an authority for it
    """

    procedure: str
    title: Words
    subject: Words | None
    is_taken_in: bool


class Outline(Struct, frozen=True):
    """acts: by ground name, in the order of the rules
    open_today: the procedures that are open, by full name
    facts:      what the case knows for certain, in words, by name as consents carry it, in the order of the case
    report:     None while there were no contacts
    """

    acts: dict[str, Act]
    open_today: frozenset[str]
    facts: dict[str, Words]
    report: Report | None

    def act_of(self, procedure: str | None) -> str:
        """Return the ground name of the first act that a procedure is; nothing where there is none."""
        return next((name for name, act in self.acts.items() if act.procedure == procedure), "")


def outline_of(law: Law, person: Person, history: History, on: date) -> Outline:
    """Return the outline of a case on a day; compiles all rules once.

    law: with the rules of all days
    """
    setting = setting_in(law, person, history, on)
    doors = doors_of(setting.rules)
    return Outline(
        acts={
            one.name: Act(
                one.procedure, setting.title(one.name), subject_of(one.name, setting, law), is_filed(one.name, setting)
            )
            for one in setting.rules.operators
        },
        open_today=frozenset(door.procedure for door in doors if door.state == "open"),
        facts=dict(facts_told(person, law, setting)),
        report=report_of(person, history, law, on, doors) if history.contacts else None,
    )


def subject_of(name: str, setting: Setting, law: Law) -> Words | None:
    return law.subjects.get(setting.procedure(name).place.partition(":")[0])


def is_filed(name: str, setting: Setting) -> bool:
    return setting.procedure(name).kind in FILED and is_taken_in(name, setting)


def facts_told(person: Person, law: Law, setting: Setting) -> Iterable[tuple[str, Words]]:
    """Yield every fact that the case knows for certain."""
    for fact in dict.fromkeys(one.fact for one in person.statements):
        stated = value_of(person, fact, law)
        if stated.value is not None:
            yield bare(written(fact)), fact_in_words(fact, setting.naming, value=bool(stated.value))


def setting_in(law: Law, person: Person, history: History, on: date) -> Setting:
    """Return the law and the person for a letter: as of the day of the case, or as they are now if there were contacts since."""
    told = person_now(person, history, law, on) if history.contacts else person
    day = in_force(law, told.as_of)
    compiled = compile_rules(day, told)
    return setting_of(day, told, compiled.rules, compiled.goals)


# --- the same, with the law in front -----------------------------------------------------------------------------------


def report_in(law: Law, person: Person, history: History, on: date) -> Report:
    return report_of(person, history, law, on)


def difference_in(law: Law, person: Person, history: History, on: date) -> Difference:
    return difference_of(person, history, law, on)
