"""A case that is lived through: the man of cases/former-official-today.yaml, in memory or in a vault, on a day of late 2026."""

from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from casework.stories import law
from safeconduct.kept.from_entries import draft_of, person_of_text
from safeconduct.kept.model import CASE, CONSENTS, CONTACTS, Kept
from safeconduct.kept.papers import Papers, papers_of
from safeconduct.vault.model import Role
from safeconduct.vault.places import key_file_of
from safeconduct.web.keeping import InVault, Nowhere
from vault.vaults import AT, WORDS, closed, new_vault, reopened
from web.sites import Site

CASES = Path(__file__).parents[2] / "cases"
TEXT = (CASES / "former-official-today.yaml").read_text()
CONTACTS_TEXT = (CASES / "contacts/former-official-today.yaml").read_text()
DAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 12, tzinfo=timezone(timedelta(hours=9)))
MINISTER, VISIT = "kr.minister-of-unification", "kr.north-visit-approval"
HOME = "home(KR)"


def consents_of(*facts: str, to: str = MINISTER, matter: str = VISIT) -> str:
    listed = ", ".join(f"'{fact}'" for fact in facts)
    line = f"{{facts: [{listed}], to: {to}, matter: '{matter}', given: 2026-11-01, until: 2027-05-01}}"
    return f"consents of: former-official-today\nconsents:\n  - {line}\n"


def in_memory(lang: str = "en") -> Site:
    site = Site(Nowhere(law(), draft_of(TEXT, law())), lang).enter()
    site.today = DAY
    site.desk.kept_papers = (site.desk.kept, worked_out())
    return site


@cache
def worked_out() -> Papers:
    """Return the papers of the case before any contact, so that not every test works them out anew."""
    return papers_of(person_of_text(TEXT, "case", law()), law(), Kept(), DAY)


def vault_with(file: Path, contacts: str = CONTACTS_TEXT, consents: str = "") -> Path:
    """Make a vault with the case, and with contacts and consents where they are not empty."""
    vault = new_vault(file)
    for kind, text in ((CASE, TEXT), (CONTACTS, contacts), (CONSENTS, consents)):
        if text:
            vault.add(kind, text.encode(), AT)
    closed(vault)
    return file


def opened(file: Path, lang: str = "en", name: str = "me", words: str = WORDS) -> Site:
    site = Site(InVault(law(), file, key_file_of(file), lambda: NOW), lang).enter()
    site.today = DAY
    site.post("/unlock", name=name, passphrase=words)
    return site


def entries(file: Path, kind: str) -> list[bytes]:
    vault = reopened(file)
    found = [one.content for one in vault.entries(AT) if one.kind == kind]
    closed(vault)
    return found


READERS = (Role.PERSON, Role.CASEWORKER, Role.SUPERVISOR)
NOTED = {
    "matter": "new",
    "matter_new": "visiting the mother",
    "kind": "clock:kr.question-on-practice",
    "unit": "new",
    "unit_new": "Exchange Division",
    "agency_new": "ministry",
    "day": "2026-11-20",
    "by": "letter",
    "answer": "none",
}
