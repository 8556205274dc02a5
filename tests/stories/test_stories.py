"""The whole answer to every case in `cases/`, letter by letter, in both languages, and each of its ways replayed by the referee.

`make stories` writes the answers anew; then read the difference: each changed line is a changed answer to a person. The fingerprint of the
lawbooks is left out, as it changes with every comment in them.
"""

import json

import jsonschema
import pytest

from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.json import to_json
from safeconduct.cli.routes import verify_survey
from safeconduct.lawbook.problems import columns_of
from stories.answered import ANSWERS, CASES, LANGUAGES, PROJECT, each_case, each_verified_case, page, survey_of


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
    schema = json.loads((PROJECT / "docs" / "reference" / "answer.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(to_json(answer_of(survey_of(case)))), schema)


def test_every_answer_on_file_is_of_a_case():
    assert (
        sorted(folder.name for folder in ANSWERS.iterdir() if folder.is_dir() and folder.name[0] not in "_.") == CASES
    )
