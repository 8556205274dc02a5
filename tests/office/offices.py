"""An organisation to try things on: cases with members in a real database, caseloads, and browsers before the application."""

import re
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path

import psycopg

from safeconduct.cli.inquiry import law_of
from safeconduct.law.model import Law
from safeconduct.office.app import app_of
from safeconduct.office.cards import LawOfDay
from safeconduct.office.sittings import Sittings
from safeconduct.office.tries import Tries
from safeconduct.office.visit import COOKIE, Office
from safeconduct.vault.caseload import caseload_called, take
from safeconduct.vault.files import create_files
from safeconduct.vault.membership import admit
from safeconduct.vault.model import Role
from safeconduct.vault.organisation import Organisation
from safeconduct.vault.places import InDatabase, key_file_of
from safeconduct.vault.unlocking import private_of
from safeconduct.vault.vault import Vault
from web.sites import Clock
from web.visitor import Visitor

ORIGIN = "https://cases.example.org"
OWN = {"sec-fetch-site": "same-origin", "origin": "null"}
NOW = datetime(2027, 1, 20, 12, tzinfo=UTC)
WORDS = "eight words that nobody has to remember here"
CASES = Path(__file__).parents[2] / "cases"
CASE = (CASES / "former-official-today.yaml").read_text()
CONTACTS = (CASES / "contacts" / "former-official-today.yaml").read_text()
NUMBERS = count()


@cache
def korea() -> Law:
    return law_of(None)


class Place:
    """A database of its own in a server, a folder of keys, and the application over both."""

    def __init__(self, server, keys: Path, law: Law | None = None) -> None:
        name = f"office{next(NUMBERS)}"
        with psycopg.connect(server.url, autocommit=True) as base:
            base.execute(f"CREATE DATABASE {name}")
        self.organisation_of = ExitStack()
        self.url, self.keys = server.url.replace("///postgres", f"///{name}"), keys
        self.vaults: dict[str, Vault] = {}
        self.make(caseload_called("C-1"), "C-1")
        self.clock, self.time = Clock(), NOW
        self.organisation = Organisation(self.url, keys)
        self.office = Office(
            self.organisation, LawOfDay(law or korea()), Sittings(3), Tries(self.clock), "en", lambda: self.time
        )
        self.app = app_of(self.office, ORIGIN)

    def make(self, vault: str, member: str, role: Role = Role.PERSON) -> Vault:
        place = InDatabase(self.url, vault, self.keys)
        made = create_files(place, key_file_of(place), member, role, WORDS, NOW)
        self.vaults[vault] = made
        return made

    def case(self, number: str, case: str = CASE, contacts: str = CONTACTS) -> Vault:
        """Make a case in which `me` is the person."""
        vault = self.make(number, "me")
        for kind, text in (("case", case), ("contacts", contacts)):
            if text:
                vault.add(kind, text.encode(), NOW)
        return vault

    def member(self, number: str, name: str, role: Role) -> None:
        admit(self.vaults[number], name, role, WORDS, NOW)

    def hold(self, caseload: str, number: str, name: str = "me") -> None:
        """Take a case into a caseload as its member of a name."""
        vault = self.organisation.caseload(caseload, WORDS, NOW)
        take(vault, number, private_of(self.organisation.case(number, name, WORDS, NOW)), NOW)
        vault.lock()

    def caseload(self, name: str) -> None:
        self.make(caseload_called(name), name)

    def browser(self) -> "Browser":
        return Browser(self)

    def close(self) -> None:
        for vault in self.vaults.values():
            vault.store.close()
        self.office.sittings.end_all()
        self.organisation.close()


class Browser:
    """Somebody before the pages."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.client = Visitor(place.app, ORIGIN)

    def sign_in(self, name: str = "C-1", words: str = WORDS):
        return self.client.post("/sign-in", data={"name": name, "passphrase": words}, headers=OWN)

    @property
    def sitting(self):
        return self.place.office.sittings.find(self.client.cookies.get(COOKIE) or "")

    def get(self, path: str):
        return self.client.get(path)

    def post(self, path: str, **fields: object):
        token = self.sitting.session.token if self.sitting else ""
        return self.client.post(path, data={"token": token, **fields}, headers=OWN)


def without_tokens(text: str) -> str:
    return re.sub(r'name="token" value="[^"]*"', "", text)
