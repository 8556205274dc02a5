"""The answer as JSON, "safeconduct-answer/1", and the JSON Schema of that form."""

from typing import Any

import msgspec

from safeconduct.answers.model import SCHEMA, Answer

ADDRESS = "answer.schema.json"


def to_json(answer: Answer) -> str:
    """Return the answer as indented JSON in UTF-8, keys in the order of the model; the same answer gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(answer), indent=2).decode() + "\n"


def from_json(text: str | bytes) -> Answer:
    """Return the answer that `to_json` wrote. Raises msgspec.ValidationError for anything else."""
    return msgspec.json.decode(text, type=Answer)


def schema_of_answer() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of an answer."""
    schema = msgspec.json.schema(Answer)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = SCHEMA
    schema["$defs"]["Answer"]["properties"]["schema"] = {"const": SCHEMA}
    return schema


def schema_text() -> str:
    """Return docs/reference/answer.schema.json as it must stand in the project."""
    return msgspec.json.format(msgspec.json.encode(schema_of_answer(), order="sorted"), indent=2).decode() + "\n"
