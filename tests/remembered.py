"""Functions that answer from memory when they are asked the same again: for tests about something else than what these work out."""

import pickle
from collections.abc import Callable
from hashlib import sha256
from types import ModuleType

import pytest
from msgspec import msgpack

from safeconduct.casework import planning
from safeconduct.kept import drafts, papers
from safeconduct.law.model import Law
from safeconduct.rules.model import Rules
from safeconduct.web import desk

# With what was given, so that nothing else gets its id.
FOUND: dict[tuple[str, bytes], tuple[tuple[object, ...], object]] = {}
LAWS: dict[int, tuple[Law, bytes]] = {}


def remember_pages(patch: pytest.MonkeyPatch) -> None:
    """Have what takes long on the pages of a case worked out once."""
    remember(patch, papers, "outline_of", "report_in", "difference_in")
    remember(patch, drafts, "setting_in")
    remember(patch, desk, "answer_to", "next_of")
    remember_plans(patch)


def remember_plans(patch: pytest.MonkeyPatch) -> None:
    """Have each of the two plans that are compared worked out once."""
    found = remembering(planning.navigate)
    patch.setattr(planning, "navigate", lambda law, person, *, solved: found(law, person))


def remember(patch: pytest.MonkeyPatch, module: ModuleType, *names: str) -> None:
    for name in names:
        patch.setattr(module, name, remembering(getattr(module, name)))


def remembering(work_out: Callable[..., object]) -> Callable[..., object]:
    """Return the function that answers the same when it is asked the same of a law of the same words."""

    def ask(*given: object) -> object:
        key = f"{work_out.__module__}.{work_out.__name__}", pickle.dumps([known(one) for one in given])
        if key not in FOUND:
            FOUND[key] = given, work_out(*given)
        return FOUND[key][1]

    return ask


def known(value: object) -> object:
    """Return by what a value is told from others: a law by all its words, rules, which are remembered themselves, by which they are."""
    if isinstance(value, Rules):
        return id(value)
    if not isinstance(value, Law):
        return value
    if id(value) not in LAWS:
        LAWS[id(value)] = value, sha256(msgpack.encode(value)).digest()
    return LAWS[id(value)][1]
