"""The islander of `islander.yaml`, and the answer to each survey made by hand."""

import pytest

from answers.surveys import HERE, SURVEYS, Isle, isle_of
from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.model import Answer


@pytest.fixture(scope="session")
def isle() -> Isle:
    return isle_of((HERE / "islander.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def answers(isle: Isle) -> dict[str, Answer]:
    return {name: answer_of(survey(isle)) for name, survey in SURVEYS.items()}
