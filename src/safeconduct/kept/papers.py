"""The papers of a case: its contacts, consents and letters, with what can be worked out from them on the day."""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from safeconduct.casework.model import History
from safeconduct.casework.planning import Difference
from safeconduct.casework.report import Report
from safeconduct.kept.from_entries import MistakesError, consents_in, history_in
from safeconduct.kept.model import CONSENTS, CONTACTS, Kept
from safeconduct.kept.outline import Outline, difference_in, outline_of, report_in
from safeconduct.kept.working import Here, Work
from safeconduct.law.model import Law, Words
from safeconduct.lawbook.problems import Problem
from safeconduct.letters.consent import Consent
from safeconduct.person.model import Person
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

    def __init__(self, law: Law, person: Person, history: History, on: date, work: Work) -> None:
        self.law, self.person, self.history, self.on, self.work = law, person, history, on, work

    @cached_property
    def outline(self) -> Outline:
        return self.work(outline_of, self.person, self.history, self.on)

    @cached_property
    def report(self) -> Report:
        if self.history.contacts and self.outline.report is not None:
            return self.outline.report
        return self.work(report_in, self.person, self.history, self.on)

    @cached_property
    def difference(self) -> Difference:
        """What happened to the plan."""
        return self.work(difference_in, self.person, self.history, self.on)

    def authority(self, name: str) -> Words:
        """Return what an authority is called."""
        found = self.law.authorities.get(name)
        return Words(name, name) if found is None else found.words


class Papers(NamedTuple):
    """`unusable`: files that count as not there, by kind."""

    now: Now
    consents: tuple[Consent, ...]
    unusable: dict[str, Unusable]


def papers_of(
    person: Person, law: Law, kept: Kept, today: date, before: Papers | None = None, work: Work | None = None
) -> Papers:
    """Return the papers of a case.

    law:    with the rules of all days
    before: papers of the same person and contacts, of which is taken what was worked out
    work:   None: what takes long is done here
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
    return Papers(
        before.now if before is not None and same else Now(law, person, history, on, work or Here(law)),
        consents,
        unusable,
    )
