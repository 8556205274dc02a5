"""The small law of the Shore and the mapping of its people."""

from pathlib import Path

import pytest

from islanders import TODAY
from safeconduct.law.cache import load_law
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law
from safeconduct.population.from_yaml import read_population
from safeconduct.population.model import Population

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def shore() -> Law:
    law = load_law([HERE / "shore"])
    assert isinstance(law, Law)
    return in_force(law, TODAY)


@pytest.fixture(scope="session")
def islanders(shore: Law) -> Population:
    population = read_population(HERE / "shore.yaml", shore, "belong")
    assert isinstance(population, Population)
    return population
