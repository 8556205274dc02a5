"""JSON Schema of a lawbook file, so that an editor completes keys and explains them.

Made from `law/keys.py`, which the reader follows as well. It is no substitute for `safeconduct lawbook check`.
`python -m safeconduct.law.schema` prints it; docs/reference/lawbook.schema.json is its output.
"""

import json
from typing import Any

from safeconduct.law.keys import FORMS, GROUNDS
from safeconduct.law.names import KINDS

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "integer"]}
CITATION: Schema = {"type": "string", "pattern": r"^[^\s,;\[\]{}]+( [1-9].*)?$"}
EXPRESSION: Schema = {"type": ["string", "boolean"], "maxLength": 2000}
PERIOD: Schema = {
    "type": "string",
    "pattern": r"^(days|weeks|months|years|working_days|working_hours)\([0-9]+(, *[^)]+)?\)$",
}
DAY: Schema = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

SCALARS: dict[str, Schema] = {
    "text": TEXT,
    "name": {"type": "string"},
    "date": DAY,
    "period": PERIOD,
    "expression": EXPRESSION,
    "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
    "flag": {"type": "boolean"},
    "int": {"type": "integer", "minimum": 0},
    "absent": {"enum": [True, False, "unknown"]},
    "taken": {"oneOf": [{"type": "integer", "minimum": 1}, {"const": "none"}]},
    "shown": {"type": "object", "additionalProperties": {"type": "boolean"}},
    "parameters": {"type": "object", "additionalProperties": {"enum": list(KINDS)}},
}


def schema() -> Schema:
    """Return the schema of one file: a whole lawbook, or a part of one."""
    sections = FORMS["sections"]
    whole, part = {**FORMS["lawbook"], **sections}, {**FORMS["part"], **sections}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "safeconduct lawbook, format 1",
        "anyOf": [form_schema(whole), form_schema(part)],
        "$defs": {
            name: form_schema(keys)
            for name, keys in FORMS.items()
            if name not in ("lawbook", "part", "sections", "effects")
        }
        | {"effects": EFFECTS, "definitions": one_or_list({"$ref": "#/$defs/definition"})},
    }


def form_schema(keys: dict[str, str]) -> Schema:
    return {
        "type": "object",
        "properties": {key: kind_schema(kind.removesuffix("!")) for key, kind in keys.items()},
        "required": [key for key, kind in keys.items() if kind.endswith("!")],
        "additionalProperties": False,
    }


def kind_schema(kind: str) -> Schema:
    """Return the schema of a kind of value, as `law/keys.py` names them."""
    if kind in SCALARS:
        return SCALARS[kind]
    if kind in LISTS:
        return one_or_list(LISTS[kind])
    name, _, what = kind.partition(":")
    match name:
        case "enum":
            return {"enum": what.split("|")}
        case "words":
            return {"$ref": "#/$defs/words"}
        case "form":
            return {"$ref": f"#/$defs/{what}"}
        case "list" | "some":
            return one_or_list({"$ref": f"#/$defs/{what}"})
        case "table":
            form = "definitions" if what == "definition" else what
            return {"type": ["object", "null"], "additionalProperties": {"$ref": f"#/$defs/{form}"}}
        case "counting":
            rule = {"$ref": "#/$defs/counting"}
            return {"type": "object", "properties": {"default": {"type": "string"}}, "additionalProperties": rule}
    raise ValueError(kind)


def one_or_list(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


EFFECTS: Schema = {
    "type": "object",
    "properties": {"when": EXPRESSION, "in force": {"$ref": "#/$defs/in force"}},
    "additionalProperties": {"type": "boolean"},
}
LISTS: dict[str, Schema] = {
    "citations": CITATION,
    "names": {"type": "string"},
    "grounds": {"enum": list(GROUNDS)},
    "expressions": EXPRESSION,
    "conditions": {"anyOf": [EXPRESSION, {"$ref": "#/$defs/condition"}]},
    "effects": {"$ref": "#/$defs/effects"},
    "at": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/at"}]},
    "kinds of failure": {"enum": ["refusal", "silence"]},
    "not procedures": {"$ref": "#/$defs/not procedure"},
}


def as_text() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(as_text(), end="")
