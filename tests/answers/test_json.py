"""The answer as JSON: the published schema is current, answers keep to it, and nothing is lost on the way."""

import json
from pathlib import Path

import jsonschema
import pytest

from answers.surveys import SURVEYS
from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.json import from_json, schema_of_answer, schema_text, to_json

PUBLISHED = Path(__file__).parents[2] / "docs" / "reference" / "answer.schema.json"


def test_the_published_schema_is_current():
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("survey", SURVEYS)
def test_an_answer_keeps_to_the_schema(answers, survey):
    jsonschema.validate(json.loads(to_json(answers[survey])), schema_of_answer())


@pytest.mark.parametrize("survey", SURVEYS)
def test_an_answer_read_back_is_the_same(answers, survey):
    assert from_json(to_json(answers[survey])) == answers[survey]


def test_an_answer_says_which_form_it_has(answers):
    assert json.loads(to_json(answers["none"]))["schema"] == "safeconduct-answer/1"


def test_the_same_survey_gives_the_same_bytes(isle, answers):
    assert to_json(answer_of(SURVEYS["long"](isle))) == to_json(answers["long"])
