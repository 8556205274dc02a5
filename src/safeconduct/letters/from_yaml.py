"""File of consents → consents: every line checked against the case and the law, every problem reported at once."""

from contextlib import suppress
from pathlib import Path

from safeconduct.law.model import Law
from safeconduct.lawbook.from_text import Text, text_from_file
from safeconduct.lawbook.model import Mapping, Node, Scalar
from safeconduct.lawbook.problems import Problem, close_to, quoted
from safeconduct.letters.consent import Consent
from safeconduct.person.fields import date_of, items_of, mapping_of, text_of
from safeconduct.person.known import Known, fact_named, procedure_named
from safeconduct.person.model import Person
from safeconduct.person.problems import Findings, TooManyError
from safeconduct.person.statements import bare, written

FILE_KEYS = ("consents of", "consents")
KEYS = ("facts", "to", "matter", "given", "until", "withdrawn")
REQUIRED = ("facts", "to", "matter", "given", "until")
NO_FILE = "Begin with 'consents of: LABEL OF THE CASE'."


def read_consents(path: Path, person: Person, law: Law) -> list[Consent] | list[Problem]:
    """Return the consents of a file in its order, or everything that is wrong with it, in order."""
    return consents_from_text(text_from_file(path), person, law)


def consents_from_text(text: Text, person: Person, law: Law) -> list[Consent] | list[Problem]:
    """Return the consents of a text already read, or everything that is wrong with it, in order."""
    if text.problems or text.root is None:
        return text.problems or [Problem(text.file, 1, 1, 1, "C001", "an empty file", "", NO_FILE)]
    found = Findings()
    consents: list[Consent] = []
    with suppress(TooManyError):
        consents = consents_in(text.root, person, law, found)
    return found.all() or consents


def consents_in(root: Node, person: Person, law: Law, found: Findings) -> list[Consent]:
    form = mapping_of(root, found, "a file of consents", FILE_KEYS)
    label = form.find("consents of") if form else None
    if form is None or not isinstance(label, Scalar):
        found.add(root, "C001", "a file that says of which case it is not", repair=NO_FILE)
        return []
    if label.written != person.label:
        found.add(label, "C002", f"consents of {quoted(label.written)}; the case is {quoted(person.label)}")
        return []
    known = Known(law, person.relatives, None)
    items = items_of(form.find("consents"), found, "'consents'")
    return [consent for item in items if (consent := consent_of(item, known, found)) is not None]


def consent_of(node: Node, known: Known, found: Findings) -> Consent | None:
    form = mapping_of(node, found, "a consent", KEYS, REQUIRED)
    if form is None or any(form.find(name) is None for name in REQUIRED):
        return None
    facts = facts_in(form, known, found)
    to = authority_in(form, known.law, found)
    matter = matter_in(form, known, found)
    days = {
        name: date_of(day, found, f"{name!r}", None)
        for name in ("given", "until", "withdrawn")
        if (day := form.find(name)) is not None
    }
    given, until = days["given"], days["until"]
    if given is not None and until is not None and until < given:
        found.add(form.find("until") or form, "C004", f"from {given} to {until}")
        return None
    if "withdrawn" in days and days["withdrawn"] is None:
        return None
    if to is None or matter is None or given is None or until is None:
        return None
    return Consent(facts, to, matter, given, until, days.get("withdrawn"))


def facts_in(form: Mapping, known: Known, found: Findings) -> tuple[str, ...]:
    """Return the facts of a consent as consents carry them: without spaces and quotes."""
    texts = [text_of(item, found, "a fact") for item in items_of(form.find("facts"), found, "'facts'")]
    named = [fact_named(text, known, found) for text in texts if text is not None]
    return tuple(dict.fromkeys(bare(written(ref)) for ref in named if ref is not None))


def authority_in(form: Mapping, law: Law, found: Findings) -> str | None:
    text = text_of(form.find("to") or form, found, "'to'")
    if text is None or text.written in law.authorities:
        return text.written if text else None
    found.add(text, "C003", f"unknown authority {quoted(text.written)}", repair=close_to(text.written, law.authorities))
    return None


def matter_in(form: Mapping, known: Known, found: Findings) -> str | None:
    text = text_of(form.find("matter") or form, found, "'matter'")
    name = procedure_named(text.written, text.place, known, found) if text else None
    return None if name is None else name.replace(" ", "")
