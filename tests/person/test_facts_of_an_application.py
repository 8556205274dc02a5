"""A case may state a fact about an application, named in quotes with its arguments."""

import pytest
from msgspec import structs

from person.conftest import fact
from safeconduct.law.model import Law, Ref
from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.person.from_yaml import person_from_text
from safeconduct.person.model import Person

CASE = """
case: refused
as of: 2026-11-22
facts:
  - {{fact: '{fact}', value: true, since: 2026-09-01}}
wishes: [leave(KR)]
"""


@pytest.fixture(scope="module")
def refusing_law(law: Law) -> Law:
    return structs.replace(law, facts={**law.facts, "objection_rejected": fact("objection_rejected", "procedure")})


def read(written: str, law: Law) -> object:
    return person_from_text(text_from_bytes(CASE.format(fact=written).encode(), "case.yaml"), law)


@pytest.mark.parametrize("named", ["kr.passport", "kr.visit(JP)"])
def test_an_application_is_named_with_its_arguments(named, refusing_law):
    person = read(f'objection_rejected("{named}")', refusing_law)
    assert isinstance(person, Person)
    assert person.statements[0].fact == Ref("objection_rejected", (named,))


@pytest.mark.parametrize("named", ["kr.pasport", "kr.visit", "kr.passport(JP)", "passport"])
def test_another_name_is_a_problem(named, refusing_law):
    problems = read(f'objection_rejected("{named}")', refusing_law)
    assert [problem.code for problem in problems] == ["P027"]
