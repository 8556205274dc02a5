"""The veil: a history whose matters are called as the lawbook calls them, and of whose contacts nothing is left that somebody typed freely."""

from msgspec import structs

from safeconduct.answers.names import find_procedure
from safeconduct.casework.model import History, Matter
from safeconduct.law.model import Law, Words
from safeconduct.office.wording import told


def veiled(history: History, law: Law) -> History:
    """Return the history for people who have not opened the case: names of units stay, as offices have them."""
    matters = {name: structs.replace(one, words=kind_of(one, law)) for name, one in history.matters.items()}
    contacts = tuple(structs.replace(one, words=None, officer=None, receipt=None) for one in history.contacts)
    return structs.replace(history, case="", matters=matters, contacts=contacts)


def kind_of(matter: Matter, law: Law) -> Words:
    """Return what kind of thing was asked for."""
    procedure = find_procedure(matter.procedure, law) if matter.procedure else None
    clock = law.owed.clocks.get(matter.clock or "")
    return procedure.title if procedure else clock.words if clock else told("a matter")
