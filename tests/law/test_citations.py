"""Every citation of the lawbooks leads to a provision, in each text its rule rests on; the fingerprints kept are those of the statutes."""

from datetime import date

import pytest
from click.testing import CliRunner

from safeconduct.cli.folders import folders_of
from safeconduct.cli.main import cli
from safeconduct.law.bases import bases_of
from safeconduct.law.cache import load_law
from safeconduct.law.fingerprints import read_fingerprints
from safeconduct.law.library import library_of
from safeconduct.law.shelf import lawbook_folder

DAYS = (date(2013, 6, 1), date(2026, 11, 22))


@pytest.fixture(scope="module")
def reading(statutes):
    law = load_law(folders_of(lawbook_folder()))
    return read_fingerprints(law, bases_of(law), library_of(statutes, []), DAYS, {})


def test_every_citation_of_a_statute_finds_its_provision(reading):
    assert sum(len(marks) for marks in reading.marks.values()) > 1_000
    assert [f"{one.place}: {one.rule} cites {one.citation}" for one in reading.unresolved] == []


def test_what_cannot_be_read_ended_before_today(reading):
    """Of a time between the two days the folder of statutes has no text; what is in force today has one."""
    assert [str(one.citation) for one in reading.no_text if one.is_in_force(DAYS[-1])] == []


def test_the_fingerprints_kept_with_the_lawbooks_are_those_of_the_statutes(statutes):
    result = CliRunner().invoke(cli, ["law", "fingerprint", "--texts", str(statutes), "--check"])
    assert result.exit_code == 0, (
        f"{result.output}\nRun `safeconduct law fingerprint --texts DIR` and read the difference."
    )
