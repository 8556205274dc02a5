"""Whatever stands in a lawbook, checking it gives a law or problems: never an exception."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from lawbook import cases
from safeconduct.law.from_lawbook import law_from_sources
from safeconduct.law.sources import Source
from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.lawbook.model import Mapping, Scalar, Sequence
from safeconduct.lawbook.problems import has_errors, render
from trying import examples

SAMPLE = cases.sample()


def plain(node):
    match node:
        case Mapping():
            return {entry.name: plain(entry.value) for entry in node.entries}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.value


TREES = [plain(text_from_bytes(source.content, source.file).root) for source in SAMPLE]


def places(tree, path=()):
    yield path
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield from places(value, (*path, key))


def changed(tree, path, value, rename):
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(tree, list):
        return [changed(item, rest, value, rename) if i == key else item for i, item in enumerate(tree)]
    if rename is not None and not rest:
        return {(rename if k == key else k): v for k, v in tree.items()}
    return {k: changed(v, rest, value, rename) if k == key else v for k, v in tree.items()}


PLACES = [(number, path) for number, tree in enumerate(TREES) for path in places(tree)]
WORDS = [
    "",
    "permit",
    "permit(XX)",
    "KR",
    "c",
    "$c",
    "sample.permit",
    "a.b.c",
    "none",
    "(",
    "가법 1",
    "target",
    "2013-02-29",
    "days(1)",
    "{x|y}",
    "*a",
    "true",
    "\x1b[0m",
    "x" * 300,
    "pending",
    "any(permit for c in countries)",
]
junk = st.one_of(
    st.sampled_from([None, True, 3, -1, 10**30, 1.5, [], {}, [[]], {"": None}, [None], {"en": "a"}, {"that": {}}]),
    st.sampled_from(WORDS),
    st.text(max_size=8),
)


@settings(max_examples=examples(300))
@given(st.lists(st.tuples(st.sampled_from(PLACES), junk, st.none() | st.sampled_from(WORDS)), min_size=1, max_size=3))
def test_a_changed_lawbook_is_a_law_or_has_problems(changes):
    trees = list(TREES)
    for (number, path), value, rename in changes:
        try:
            trees[number] = changed(trees[number], path, value, rename)
        except (AttributeError, TypeError):
            continue  # an earlier change took the place away
    sources = [
        Source(s.file, s.folder, s.name, json.dumps(t, ensure_ascii=False).encode())
        for s, t in zip(SAMPLE, trees, strict=True)
    ]
    checked = law_from_sources(sources)
    assert (checked.law is None) == has_errors(checked.problems)
    for problem in checked.problems:
        text = checked.texts[problem.file]
        assert "\x1b" not in render(problem, text.line(problem.line))
