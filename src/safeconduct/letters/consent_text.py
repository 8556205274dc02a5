"""Consents → file of consents, one a line. Reading it back gives the same consents."""

from collections.abc import Iterable

from safeconduct.answers.names import ref_of
from safeconduct.letters.consent import Consent
from safeconduct.person.statements import written


def consents_text(label: str, consents: Iterable[Consent]) -> str:
    """Return the consents as a file. `label`: that of the case."""
    lines = [f"  - {line_of(one)}" for one in consents]
    return "\n".join([f'consents of: "{label}"', *(["consents:", *lines] if lines else ["consents: []"]), ""])


def line_of(consent: Consent) -> str:
    facts = ", ".join(f"'{written(ref_of(fact))}'" for fact in consent.facts)
    withdrawn = f", withdrawn: {consent.withdrawn}" if consent.withdrawn is not None else ""
    days = f"given: {consent.given}, until: {consent.until}{withdrawn}"
    return f"{{facts: [{facts}], to: \"{consent.to}\", matter: '{consent.matter}', {days}}}"
