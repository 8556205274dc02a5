import pytest

from remembered import remember
from safeconduct.cli import calendar, letter, vault_case


@pytest.fixture(autouse=True)
def found_before(monkeypatch):
    """Most letters and calendars are of the same case."""
    remember(monkeypatch, letter, "compile_rules", "setting_of")
    remember(monkeypatch, vault_case, "setting_in", "navigate")
    remember(monkeypatch, calendar, "navigate")
