import pickle
from collections.abc import Callable

import pytest

from safeconduct.kept import papers
from safeconduct.kept.outline import outline_of
from safeconduct.law.model import Law
from safeconduct.vault import passphrases
from safeconduct.vault.passphrases import Cost
from safeconduct.web import desk
from safeconduct.web.desk import answer_to, next_of
from web.sites import Site


@pytest.fixture(autouse=True)
def found_before(monkeypatch):
    """What takes long is worked out once for all tests: most have the same case on the same day."""
    monkeypatch.setattr(papers, "outline_of", remembering(outline_of))
    monkeypatch.setattr(desk, "answer_to", remembering(answer_to))
    monkeypatch.setattr(desk, "next_of", remembering(next_of))


FOUND: dict[tuple[str, int, bytes], tuple[Law, object]] = {}


def remembering(work_out: Callable[..., object]) -> Callable[..., object]:
    """Return the function that answers the same when it is asked the same of the same law."""

    def ask(law: Law, *given: object) -> object:
        key = work_out.__name__, id(law), pickle.dumps(given)  # the law is kept beside, so that no other has its number
        if key not in FOUND:
            FOUND[key] = law, work_out(law, *given)
        return FOUND[key][1]

    return ask


@pytest.fixture
def site() -> Site:
    """A new case in memory, and a visitor who came in."""
    return Site().enter()


@pytest.fixture
def cheap(monkeypatch):
    """Passphrases that cost nothing to try: for tests that are about something else."""
    monkeypatch.setattr(passphrases, "DEFAULT", Cost(8, 1, 1))
    monkeypatch.setattr(passphrases, "FLOOR", Cost(8, 1, 1))
