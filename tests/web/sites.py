"""A site to ask: the application without a socket, and one visitor who came in by the one-time address."""

import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from safeconduct.interview.draft import Draft
from safeconduct.law.from_lawbook import law_from_folders
from safeconduct.law.model import Law
from safeconduct.vault.places import key_file_of
from safeconduct.web.app import PATHS, app_of
from safeconduct.web.desk import Desk
from safeconduct.web.keeping import InVault, Keeping, Nowhere
from safeconduct.web.session import Session
from web.visitor import Visitor

ISLE = Path(__file__).parents[1] / "answers" / "isle"
ORIGIN = "http://127.0.0.1:8123"
TODAY = date(2024, 5, 3)
NOW = datetime(2024, 5, 3, 12, tzinfo=UTC)
OWN = {"sec-fetch-site": "same-origin", "origin": "null"}  # what a browser says of our own form under `no-referrer`


class Clock:
    """Time that passes only when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@cache
def isle() -> Law:
    law = law_from_folders([ISLE]).law
    assert law is not None
    return law


class Site:
    def __init__(self, keeping: Keeping | None = None, lang: str = "en") -> None:
        self.clock = Clock()
        self.today = TODAY
        self.session = Session(self.clock)
        self.desk = Desk(keeping or Nowhere(isle(), Draft(TODAY)), lang, lambda: self.today)
        self.app = app_of(self.desk, self.session, ORIGIN)
        self.visitor = self.browser()

    def browser(self) -> Visitor:
        """Return somebody who has not come in."""
        return Visitor(self.app, ORIGIN)

    def enter(self) -> "Site":
        self.visitor.get(f"/enter/{self.session.fresh_secret()}")
        return self

    def get(self, place: str):
        return self.visitor.get(place)

    def post(self, to: str, /, **fields: object):
        return self.visitor.post(to, data={"token": self.session.token, **fields}, headers=OWN)

    def wish(self, *wishes: str, never: tuple[str, ...] = ()):
        return self.post("/wishes", wish=list(wishes), never=list(never))


def in_vault(file: Path) -> InVault:
    return InVault(isle(), file, key_file_of(file), lambda: NOW)


def named(path: str) -> str:
    """Return a path of the routing table with a name in the place of its slot."""
    return path.replace("{named}", "A")


def token_in(page: str) -> str:
    found = re.search(r'name="token" value="([^"]*)"', page)
    return found[1] if found else ""


CASE_PATHS = [(one.method, named(one.path)) for one in PATHS if one.needs.value in ("case", "vault")]
ALL_PATHS = [(one.method, named(one.path)) for one in PATHS]
