"""What the Korean lawbook covers: the page is current, every rule it names exists, and no procedure of the map is missing."""

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from safeconduct.cli.inquiry import law_of
from safeconduct.cli.main import cli
from safeconduct.handbook.coverage import all_rules, read_catalogue

PROJECT = Path(__file__).parents[2]
LISTED = read_catalogue((PROJECT / "lawbooks" / "kr" / "coverage.txt").read_text(encoding="utf-8"))
MAP = PROJECT.parent / "shared" / "design" / "kr-procedures.md"
NAME = re.compile(r"\*\*`([^`…]+)`\*\*")


def test_every_rule_named_exists():
    known = all_rules(law_of(PROJECT / "lawbooks"))
    assert [rule for entry in LISTED for rule in entry.rules if rule not in known] == []


def test_what_no_rule_states_has_a_reason():
    assert [entry.name for entry in LISTED if not entry.rules and not entry.note] == []


def test_every_procedure_of_the_map_is_listed():
    if not MAP.is_file():
        if os.environ.get("SAFECONDUCT_REQUIRE_SHARED") == "1":
            pytest.fail("../shared/design/kr-procedures.md is not here")
        pytest.skip("../shared/design/kr-procedures.md is not here")
    catalogue = MAP.read_text(encoding="utf-8").partition("## 2. Catalogue")[2].partition("\n## 3.")[0]
    wanted = dict.fromkeys(NAME.findall(catalogue))
    assert len(wanted) > 120
    assert [name for name in wanted if name not in {entry.name for entry in LISTED}] == []


def test_the_page_is_current(statutes):
    result = CliRunner().invoke(
        cli, ["lawbook", "coverage", "kr", "--texts", str(statutes), "--lawbooks", str(PROJECT / "lawbooks")]
    )
    assert result.exit_code == 0, result.stderr
    page = (PROJECT / "docs" / "coverage-kr.md").read_text(encoding="utf-8")
    assert page == result.stdout, "docs/coverage-kr.md is stale: make docs"
