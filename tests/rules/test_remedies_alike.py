"""What of a remedy is ground once for all its targets is what it would be ground for each."""

from pathlib import Path

import pytest

from safeconduct.cli.folders import folders_of
from safeconduct.law.cache import load_law
from safeconduct.law.in_force import in_force
from safeconduct.law.shelf import case_folder, lawbook_folder
from safeconduct.person.from_yaml import read_person
from safeconduct.rules.from_law import compile_rules
from safeconduct.rules.remedies import Remedies


@pytest.fixture
def asked():
    law = load_law(folders_of(lawbook_folder()))
    person = read_person(Path(case_folder()) / "former-official.yaml", law)
    return in_force(law, person.as_of), person


def test_parts_made_once_are_those_made_for_each_target(asked, monkeypatch):
    shared = compile_rules(*asked)
    monkeypatch.setattr(Remedies, "_alike", lambda self, key, binding, make: make())
    assert compile_rules(*asked) == shared


def test_remedies_share_the_lines_that_ask_for_no_target(asked):
    remedies = [one for one in compile_rules(*asked).rules.operators if one.kind == "remedy"]
    lines = [line for one in remedies for line in one.lines]
    assert len({id(line) for line in lines}) < len(lines)
    assert len({one.lines[0].formula for one in remedies}) > 1  # each opens after a refusal of its own target
