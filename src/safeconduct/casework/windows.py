"""Windows: from when until when silence on what was filed can be attacked, where the law sets a time for it."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from safeconduct.answers.counting import counted_in_short
from safeconduct.answers.periods import day_in_words
from safeconduct.casework.facts import end_of_decision, meaning_of_silence, undecided_in
from safeconduct.casework.holidays import as_known
from safeconduct.casework.model import History, Matter, known_on
from safeconduct.casework.ways import cited
from safeconduct.casework.wording import told
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law, Remedy, Words
from safeconduct.law.reach import reaches
from safeconduct.terms.dates import DAY
from safeconduct.terms.reckoning import reckoning_of


class Window(Struct, frozen=True):
    """The days on which silence can be attacked by one remedy, both included.

    remedy:        full name of its procedure
    contact:       number of the contact with which the silent agency received what it has not decided
    counted:       how the last day is counted, from the day on which the time for a decision ends
    after_refusal: the remedy can attack a refusal too, should one come late
    """

    remedy: str
    title: Words
    matter: str
    contact: int
    opens: date
    last_day: date
    counted: Words
    after_refusal: bool

    def words_on(self, on: date) -> Words:
        """Return how the window stands on a day."""
        state = "ahead" if on < self.opens else "open" if on <= self.last_day else "over"
        words = told(f"window {state}", opens=day_in_words(self.opens), day=day_in_words(self.last_day))
        return told("window and refusal", window=words) if self.after_refusal else words


def windows_on(history: History, law: Law, on: date) -> tuple[Window, ...]:
    """Return the windows of all that is filed and undecided, as far as they can be counted on a day; those that are over too.

    law: with the rules of all days
    """
    known, today = known_on(history, on), in_force(law, on)
    return tuple(one for matter in known.matters.values() for one in windows_of(matter, known, law, today, on))


def windows_of(matter: Matter, history: History, law: Law, today: Law, on: date) -> Iterator[Window]:
    procedure = today.procedures.get(matter.procedure or "")
    number = undecided_in(history, matter.name)
    if procedure is None or number is None:
        return
    begun = history.contacts[number].day
    end = end_of_decision(history, matter, begun, law, on, ordered=False)
    if end is None or meaning_of_silence(law.procedures[procedure.name], begun) != "omission":
        return
    for remedy in today.remedies.values():
        if "silence" not in remedy.against or not reaches(remedy, procedure):
            continue
        for window in remedy.window_on_silence:
            if window.period is None or is_filed_after(remedy, end, history):
                continue
            reckoning = reckoning_of(end, as_known(window.period, law.owed.holidays, on))
            yield Window(
                remedy=remedy.procedure.name,
                title=remedy.procedure.title,
                matter=matter.name,
                contact=number,
                opens=end + DAY,
                last_day=reckoning.last,
                counted=counted_in_short(reckoning, cited(window.cite or remedy.procedure.cite, today)),
                after_refusal="refusal" in remedy.against,
            )


def is_filed_after(remedy: Remedy, end: date, history: History) -> bool:
    """Return whether a remedy was handed in once the time for a decision was over."""
    name = remedy.procedure.name
    return any(
        one.is_received and one.day > end and history.matters[one.matter].procedure == name for one in history.contacts
    )
