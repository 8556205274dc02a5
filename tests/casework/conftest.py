import pytest

from remembered import remember_plans


@pytest.fixture(scope="module", autouse=True)
def found_before():
    """Most differences start from the same case on the same day."""
    with pytest.MonkeyPatch.context() as patch:
        remember_plans(patch)
        yield
