import re
from pathlib import Path

import pytest

from lawbook import cases
from safeconduct.law import schema
from safeconduct.law.keys import FORMS
from safeconduct.lawbook import reference
from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.lawbook.model import Mapping, Sequence

DOCS = Path(__file__).parents[2] / "docs" / "reference"
LAWBOOKS = sorted((Path(__file__).parents[2] / "lawbooks").glob("*/*.yaml"))


def test_the_page_of_problems_is_current():
    assert (DOCS / "problems.md").read_text(encoding="utf-8") == reference.as_text()


def test_the_schema_is_current():
    assert (DOCS / "lawbook.schema.json").read_text(encoding="utf-8") == schema.as_text()


def plain(node):
    match node:
        case Mapping():
            return {entry.name: plain(entry.value) for entry in node.entries}
        case Sequence():
            return [plain(item) for item in node.items]
    return node.value


@pytest.mark.parametrize(
    "path", [*sorted(cases.SAMPLE.glob("*.yaml")), *LAWBOOKS], ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_the_schema_accepts_what_the_checker_accepts(path):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator(schema.schema()).validate(plain(text_from_bytes(path.read_bytes(), path.name).root))


@pytest.mark.parametrize("name", ["L102-unknown-key", "L103-missing-keys", "L104-not-allowed", "L105-one-language"])
def test_the_schema_refuses_what_the_checker_refuses(name):
    jsonschema = pytest.importorskip("jsonschema")
    value = plain(text_from_bytes(cases.content_of(name), name).root)
    assert not jsonschema.Draft202012Validator(schema.schema()).is_valid(value)


def test_the_format_page_names_every_key():
    page = (DOCS / "lawbook-format.md").read_text(encoding="utf-8")
    keys = {key for form in FORMS.values() for key in form}
    assert [key for key in sorted(keys) if not re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", page)] == []
