"""The whole answer to every case in `cases/`, letter by letter, in both languages, and each of its ways replayed by the referee.

`make stories` writes the answers anew; then read the difference: each changed line is a changed answer to a person. The fingerprint of the
lawbooks is left out, as it changes with every comment in them.
"""

import json

import pytest
from jsonschema import Draft202012Validator
from jsonschema.validators import extend

from safeconduct.cli.routes import verify_survey
from safeconduct.lawbook.problems import columns_of
from stories.answered import ANSWERS, CASES, LANGUAGES, PROJECT, each_case, each_verified_case, page, survey_of, told

SCHEMA = json.loads((PROJECT / "docs" / "reference" / "answer.schema.json").read_text(encoding="utf-8"))
KEEPING: set[tuple[str, str]] = set()


def by_reference(validator, reference, value, schema):
    """Yield what a definition of the schema has against a value, looked at once: the same words of law stand in most answers."""
    asked = reference, json.dumps(value)
    if asked not in KEEPING:
        faults = list(Draft202012Validator.VALIDATORS["$ref"](validator, reference, value, schema))
        yield from faults
        if not faults:
            KEEPING.add(asked)


Published = extend(Draft202012Validator, {"$ref": by_reference})


@pytest.mark.parametrize("lang", LANGUAGES)
@each_case
def test_the_answer_is_letter_by_letter_the_one_on_file(case, lang, request):
    file = ANSWERS / case / f"{lang}.txt"
    if request.config.getoption("--rewrite-stories"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(page(case, lang), encoding="utf-8")
    assert file.is_file(), f"{case} was never answered: make stories"
    assert page(case, lang).splitlines() == file.read_text(encoding="utf-8").splitlines()


@each_verified_case
def test_the_referee_accepts_every_way_and_every_proof(case):
    verify_survey(survey_of(case))


@pytest.mark.parametrize("lang", LANGUAGES)
@each_case
def test_an_answer_fits_80_columns(case, lang):
    assert [line for line in page(case, lang).splitlines() if columns_of(line) > 80] == []


@each_case
def test_the_answer_as_data_has_the_published_form(case):
    assert [fault.message for fault in Published(SCHEMA).iter_errors(told(case))] == []


def test_the_schema_is_one():
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Published.check_schema(SCHEMA)


def test_every_answer_on_file_is_of_a_case():
    assert (
        sorted(folder.name for folder in ANSWERS.iterdir() if folder.is_dir() and folder.name[0] not in "_.") == CASES
    )
