"""What is kept of a case: the newest text of each kind, and every letter that left it."""

from typing import Literal

from msgspec import Struct

from safeconduct.interview.draft import Draft
from safeconduct.interview.model import Question
from safeconduct.letters.consent import Consent, Export

# Kinds of entries. Of `letter` each entry counts, of the others the newest; none counts outside of the compartment of facts.
CASE = "case"  # a case file
INTERVIEW = "interview"  # what was said as the pages go on with it
CONTACTS = "contacts"  # a file of contacts, whole
CONSENTS = "consents"  # a file of consents, whole
LETTER = "letter"  # what left the case once
FILES = (CASE, CONTACTS, CONSENTS)
WRITTEN_HERE = (INTERVIEW, LETTER)  # by the pages and commands alone

FORMAT = 1  # of a `letter` entry


class Interview(Struct, frozen=True):
    """What was said, and the questions it was said to, so that each can be put again."""

    draft: Draft
    questions: tuple[Question, ...] = ()


class Letter(Struct, frozen=True):
    """One letter that left the case.

    state:    drafted (its bytes were given out) or sent (somebody says that it was handed in)
    form:     txt, docx or pdf
    consents: those that counted on that day for its recipients in its matter, as they stood then
    """

    state: Literal["drafted", "sent"]
    form: str
    export: Export
    consents: tuple[Consent, ...] = ()
    format: int = FORMAT


class Source(Struct, frozen=True):
    """A text as it lies in the vault, or is to be put there. `number` is that of its entry, `file` what messages call it instead."""

    number: int
    text: str
    file: str = ""

    @property
    def name(self) -> str:
        return self.file or f"entry {self.number}"


class Kept(Struct, frozen=True):
    """What is kept, each as its newest entry has it.

    told_last:        whether the interview went on after the case file was written
    unread_interview: whether what it then said cannot be read
    unread_letters:   numbers of entries that could not be read
    """

    case: Source | None = None
    interview: Interview | None = None
    told_last: bool = False
    unread_interview: bool = False
    contacts: Source | None = None
    consents: Source | None = None
    letters: tuple[Letter, ...] = ()
    unread_letters: tuple[int, ...] = ()
