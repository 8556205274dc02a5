"""The load on an office, small: it must run, and its figures must be figures of what was asked for."""

import pytest

import load
from vault import server
from vault.vaults import REQUIRED

pytestmark = [
    pytest.mark.skipif(server.programs() is None and not REQUIRED, reason="there is no PostgreSQL on this machine"),
    pytest.mark.xdist_group("postgres"),
]


def test_three_caseworkers_with_twelve_cases_are_served(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(load, "PAUSES", (0.0, 0.0))
    monkeypatch.setattr(load, "EVENTS", 5)
    with server.running() as database:
        times = load.run(database.url, tmp_path, workers=3, cases=12, looks=4, hours=0.3)
    printed = capsys.readouterr().out
    assert len(times["today"]) == 12
    assert {"open a case", "its contacts"} <= set(times)
    for told in (
        "12 cases in 3 caseloads",
        "all signed in at once",
        "tenth by tenth",
        "vault in PostgreSQL",
        "plain SQLite",
    ):
        assert told in printed
    assert len([*tmp_path.glob("K-*.skey")]) == 13  # and the one that was written to
    assert len([*tmp_path.glob("caseload-*.skey")]) == 3
