import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.lawbook import from_text
from safeconduct.lawbook.from_text import text_from_bytes, text_from_file
from safeconduct.lawbook.model import Mapping, Scalar, Sequence
from safeconduct.lawbook.problems import in_order


def root_of(source: str):
    text = text_from_bytes(source.encode(), "a.yaml")
    assert text.problems == []
    return text.root


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),  # Norway
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("12:30:45", "12:30:45"),
        ("2014-01-01", "2014-01-01"),
        ("1.5", "1.5"),
        ("0x1f", "0x1f"),
        ("007", "007"),
        ("~", "~"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("-3", -3),
        ("999999999999999999", 999999999999999999),
        ("9999999999999999999", "9999999999999999999"),  # 19 digits
        ('"12"', "12"),
        ("'true'", "true"),
    ],
)
def test_only_few_plain_scalars_are_not_text(written, value):
    found = root_of(f"a: {written}\n").find("a").value
    assert found == value and type(found) is type(value)


def test_every_key_and_value_knows_its_place():
    root = root_of("가: 나다\nb:\n  - {c: 'd e'}\n")
    key, item = root.entries[0].key, root.find("b").items[0].find("c")
    assert (key.place.line, key.place.column, key.place.length) == (1, 1, 1)
    assert (item.place.line, item.place.column, item.place.length) == (3, 9, 5)
    assert item.place_of(2, 1).column == 12


def test_a_text_over_several_lines_has_the_place_of_its_beginning():
    folded = root_of("a: >-\n  one\n  two\n").find("a")
    assert folded.value == "one two" and folded.place_of(4).line == 1


def test_line_ends_of_all_systems_count_as_one_line():
    assert root_of("a: 1\r\nb: 2\rc: 3\n").entries[2].key.place.line == 3


def test_a_byte_order_mark_is_passed_over():
    assert text_from_bytes("\ufeffa: 1".encode(), "a").root.find("a").value == 1


@pytest.mark.parametrize(
    "source",
    [
        b"[" * 100_000,
        b"{a: " * 100_000,
        b"- " * 100_000,
        b"? " * 100_000,
        b"a: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(b"%c: &%c [%s]\n" % (i + 1, i + 1, b",".join([b"*%c" % i] * 9)) for i in range(97, 121)),
        b'"' * 100_000,
        b"\xff\xfe" * 1000,
        b"\x00" * 1000,
        b"a: |\n" + b" x\n" * 600_000,
        b"x" * 3_000_000,
        b"- a\n" * 400_000,
        b"\n".join(b"k%d: 1" % (i % 7) for i in range(50_000)),
        b"!!python/object/apply:os.system ['true']",
        b"%TAG ! tag:x,2000:\n---\na: !b c\n",
        b"--- a\n--- b\n",
        b"? {a: b}\n: c\n",
    ],
)
def test_hostile_text_is_refused_quickly_with_a_problem(source):
    begun = time.process_time()
    text = text_from_bytes(source, "a.yaml")
    assert text.problems or isinstance(text.root, Scalar | Mapping)
    assert 0 <= len(text.problems) <= from_text.MOST_PROBLEMS
    assert time.process_time() - begun < 30  # it ends; what grows with powers would not


def test_all_problems_of_a_file_are_shown_in_order():
    text = text_from_bytes(b"a: &x 1\na: 2\n3: 4\nb: !t c\n", "a.yaml")
    assert [problem.code for problem in text.problems] == ["L006", "L009", "L010", "L007"]
    assert text.problems == in_order(text.problems)


def test_a_missing_file_is_a_problem(tmp_path):
    assert [p.code for p in text_from_file(tmp_path / "none.yaml").problems] == ["L001"]
    assert [p.code for p in text_from_file(tmp_path).problems] == ["L001"]


def test_without_the_c_parser_the_same_is_read(monkeypatch):
    source = b"a: {b: [1, 'x', NO]}\nc: >-\n  one\n  two\n"
    fast = text_from_bytes(source, "a")
    monkeypatch.setattr(from_text, "LOADER", from_text.yaml.SafeLoader)
    assert text_from_bytes(source, "a").root == fast.root


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_exception_and_problems_are_in_order(source):
    text = text_from_bytes(source, "a.yaml")
    for one, other in pairwise(text.problems):
        assert (one.line, one.column) <= (other.line, other.column)


names = st.text("abc한 ", min_size=1, max_size=5).filter(lambda s: s == s.strip() and s not in ("", "null"))
trees = st.recursive(names, lambda t: st.lists(t, max_size=3) | st.dictionaries(names, t, max_size=3), max_leaves=12)


@given(trees)
def test_what_is_written_is_read(tree):
    def written(value) -> str:
        if isinstance(value, str):
            return f'"{value}"'
        if isinstance(value, list):
            return f"[{', '.join(map(written, value))}]"
        return "{" + ", ".join(f"{written(k)}: {written(v)}" for k, v in value.items()) + "}"

    def plain(node):
        match node:
            case Scalar():
                return node.value
            case Sequence():
                return [plain(item) for item in node.items]
            case Mapping():
                return {entry.name: plain(entry.value) for entry in node.entries}

    assert plain(root_of(written(tree))) == tree
