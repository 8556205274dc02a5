"""Reach: which decisions a remedy of general law lies against."""

from safeconduct.law.model import Procedure, Remedy


def reaches(remedy: Remedy, procedure: Procedure) -> bool:
    """Return whether general law opens a remedy against decisions of a procedure of its own book, and no special law takes it out."""
    deciders = {at.authority for at in procedure.decides}
    return (
        remedy.procedure.book == procedure.book
        and remedy.procedure.name not in procedure.remedies_except
        and (procedure.statutory or not remedy.statutory_only)
        and (not remedy.procedures or procedure.name in remedy.procedures)
        and procedure.name not in (excepted.name for excepted in remedy.not_procedures)
        and (not remedy.deciders or not deciders.isdisjoint(remedy.deciders))
        and deciders.isdisjoint(remedy.not_deciders)
    )
