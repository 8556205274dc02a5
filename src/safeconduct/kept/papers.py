"""The papers of a case: its contacts, consents and letters, with what can be worked out from them on the day."""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from safeconduct.answers.setting import Setting, setting_of
from safeconduct.casework.facts import person_now
from safeconduct.casework.model import History
from safeconduct.casework.planning import Difference, difference_of
from safeconduct.casework.report import Report, report_of
from safeconduct.kept.from_entries import MistakesError, consents_in, history_in
from safeconduct.kept.model import CONSENTS, CONTACTS, Kept
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law
from safeconduct.lawbook.problems import Problem
from safeconduct.letters.consent import Consent
from safeconduct.person.model import Person
from safeconduct.routes.doors import doors_of
from safeconduct.rules.from_law import compile_rules
from safeconduct.vault.refusals import RefusalError


class Unusable(NamedTuple):
    """A file in the vault that cannot be used, and why."""

    kind: str
    refusal: RefusalError

    @property
    def why(self) -> str:
        return str(self.refusal)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The mistakes in it; none where it is wrong as a whole."""
        return tuple(self.refusal.problems) if isinstance(self.refusal, MistakesError) else ()


class Now:
    """A case on the day that counts: today, or the latest day that it or its contacts speak of. What is worked out from it is kept."""

    def __init__(self, law: Law, person: Person, history: History, on: date) -> None:
        self.law, self.person, self.history, self.on = law, person, history, on

    @cached_property
    def report(self) -> Report:
        return report_of(self.person, self.history, self.law, self.on)

    @cached_property
    def difference(self) -> Difference:
        """What happened to the plan."""
        return difference_of(self.person, self.history, self.law, self.on)

    @cached_property
    def setting(self) -> Setting:
        """The law and the person for a letter: as of the day of the case, or as they are now if there were contacts since."""
        person = person_now(self.person, self.history, self.law, self.on) if self.history.contacts else self.person
        law = in_force(self.law, person.as_of)
        compiled = compile_rules(law, person)
        return setting_of(law, person, compiled.rules, compiled.goals)

    @cached_property
    def open_today(self) -> frozenset[str]:
        """The procedures that are open, by full name."""
        doors = doors_of(self.setting.rules)
        return frozenset(door.procedure for door in doors if door.state == "open")


class Papers(NamedTuple):
    """`unusable`: files that count as not there, by kind."""

    now: Now
    consents: tuple[Consent, ...]
    unusable: dict[str, Unusable]


def papers_of(person: Person, law: Law, kept: Kept, today: date, before: Papers | None = None) -> Papers:
    """Return the papers of a case.

    law:    with the rules of all days
    before: papers of the same person and contacts, of which is taken what was worked out
    """
    unusable: dict[str, Unusable] = {}
    history, consents = None, tuple[Consent, ...]()
    try:
        history = history_in(kept, person, law)
    except RefusalError as refusal:
        unusable[CONTACTS] = Unusable(CONTACTS, refusal)
    try:
        consents = consents_in(kept, person, law)
    except RefusalError as refusal:
        unusable[CONSENTS] = Unusable(CONSENTS, refusal)
    history = history or History(person.label, max(today, person.as_of), {}, {}, ())
    on = max(today, history.as_of, person.as_of)
    same = before is not None and before.now.on == on
    return Papers(before.now if before is not None and same else Now(law, person, history, on), consents, unusable)
