import os
import subprocess
import sys
from pathlib import Path

import pytest

from lawbook import cases
from safeconduct.law.from_lawbook import law_from_folders
from safeconduct.law.model import Known, Ref

ROOT = Path(__file__).parents[2]
TITLE = "title: {en: New, ko: 새}"


def codes(consequences: str) -> list[str]:
    content = f"part of: sample\nconsequences:\n{consequences}".encode()
    checked = cases.checked_with_sample("new", content)
    return [problem.code for problem in cases.own_problems("new", checked)]


@pytest.mark.parametrize(
    ("when", "contradicts"),
    [
        ("not permit", True),
        ("permit", False),  # `loss` is excepted where the person holds a permit
        ("not permit, not national(XX)", False),  # `loss` needs the nationality
        ("not permit, home(KP)", True),
        ("stateless", True),  # that it excludes `loss` is no matter of form
    ],
)
def test_a_consequence_that_gives_back_what_another_takes(when, contradicts):
    found = codes(f"  back: {{{TITLE}, cite: 가법 19, when: [{when}], effects: {{national(XX): true}}}}\n")
    assert ("L402" in found) is contradicts


def test_consequences_at_different_times_do_not_contradict():
    one = (
        f"  one: {{{TITLE}, cite: 가법 19, when: [invited], effects: {{permit: true}}, in force: {{to: 2013-12-31}}}}\n"
    )
    two = f"  two: {{{TITLE}, cite: 가법 19, when: [invited], effects: {{permit: false}}, in force: {{from: 2014-01-01}}}}\n"
    assert codes(one + two) == []
    assert codes(one + two.replace("2014-01-01", "2013-12-31")) == ["L402"]


def test_consequences_for_different_countries_do_not_contradict():
    one = f"  one: {{{TITLE}, cite: 가법 19, parameters: {{c: country}}, only for: c != KP, when: [invited], effects: {{home(c): true}}}}\n"
    two = f"  two: {{{TITLE}, cite: 가법 19, when: [invited], effects: {{home(KP): false}}}}\n"
    assert codes(one + two) == []
    assert codes(one + two.replace("KP", "JP")) == ["L402"]


def test_a_thing_that_is_one_of_many_keeps_rules_apart():
    one = f"  one: {{{TITLE}, cite: 가법 19, when: [home(JP)], effects: {{permit: true}}}}\n"
    two = f"  two: {{{TITLE}, cite: 가법 19, when: [home(KP)], effects: {{permit: false}}}}\n"
    assert codes(one + two) == []


def test_the_sample_reads_as_written():
    law = cases.law_from_sources(cases.sample()).law
    assert list(law.procedures) == [
        f"sample.{n}" for n in ("permit", "move", "naturalise", "report", "leave-without-leave", "give-up")
    ]
    permit, give_up = law.procedures["sample.permit"], law.procedures["sample.give-up"]
    assert [str(citation) for citation in permit.cite] == ["가법 6(1)", "가법 6의2(1)2"]
    assert permit.place == "sample/procedures.yaml:4"
    assert permit.conditions[0].cite == permit.cite and permit.conditions[0].source == "not national(XX)"
    assert permit.duties[0].do == "sample.report" and permit.duties[0].omitted.order == "XX"
    assert give_up.conditions[0].that == Known(False)
    assert law.procedures["sample.move"].effects[0].fact == Ref("home", ("$c",))
    objection = law.remedies["sample.objection"]
    assert objection.procedure.parameters == ("target:procedure",) and objection.statutory_only
    assert [str(n.name) for n in objection.not_procedures] == ["sample.naturalise"]
    assert law.remedies["sample.suit"].also_after == ("sample.objection",)


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_lawbook_gives_the_same_bytes(seed):
    code = (
        "from pathlib import Path; from msgspec import msgpack; from hashlib import sha256; from safeconduct.law.from_lawbook import law_from_folders;"
        f"c = law_from_folders([Path({str(cases.SAMPLE)!r})]); print(sha256(msgpack.encode(c.law)).hexdigest())"
    )
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True).stdout
    env["PYTHONHASHSEED"] = "7"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True).stdout == out
    )


def test_the_lawbooks_that_come_with_the_program_have_no_errors():
    folders = sorted(path.parent for path in (ROOT / "lawbooks").glob("*/lawbook.yaml"))
    errors = [problem for problem in law_from_folders(folders).problems if problem.severity == "error"]
    assert errors == []
