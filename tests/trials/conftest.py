from pathlib import Path

import pytest

from safeconduct.law.from_lawbook import law_from_folders

ISLE = Path(__file__).parents[1] / "answers" / "isle"
ISLANDER = Path(__file__).parents[1] / "answers" / "islander.yaml"


@pytest.fixture(scope="session")
def isle():
    return law_from_folders([ISLE]).law
