"""The program as a process of its own, with little memory, against input that is broken or meant to break it.

Each bad input ends with code 2 and a message that says where and how to repair it; none shows a traceback, and nothing is half printed.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.waiting import PATIENCE, Ended, limited, waiting

PROJECT = Path(__file__).parents[2]
ISLE = PROJECT / "tests" / "answers" / "isle"
ISLANDER = PROJECT / "tests" / "answers" / "islander.yaml"
COMMAND = Path(sys.executable).with_name("safeconduct")

CASE = """\
case: x
as of: 2024-05-03
people: {mother: {en: your mother, ko: 어머니}}
facts: [{fact: national(ZI), value: true}]
wishes: [leave]
"""
DEFINED = "cite: 방문법 1, en: is so, ko: 그러하다, not: {en: is not so, ko: 그러하지 않다}"
ESCAPE = "\x1b]0;owned\x07\x1b[2J"
TURNED = "\u202egnp.lmay\u2066"


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    if not COMMAND.is_file():
        pytest.fail(f"{COMMAND} is not there: install the program (make test does)")


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> dict[str, str]:
    cache = str(tmp_path_factory.mktemp("cache"))
    return {"PATH": os.environ["PATH"], "HOME": cache, "XDG_CACHE_HOME": cache, "LC_ALL": "C.UTF-8"}


@pytest.fixture(scope="module")
def run(tmp_path_factory, environment) -> Iterator[Callable[..., Ended]]:
    """What does a run in the process that waits for it."""
    with waiting(tmp_path_factory.mktemp("printed"), {**os.environ, **environment}) as program:
        yield lambda *arguments: program.run([str(one) for one in arguments], environment)


@pytest.fixture
def run_installed(environment) -> Callable[..., Ended]:
    """What runs the installed command, begun anew."""

    def run_command(*arguments: object, held_back: bool = False, **more: str) -> Ended:
        done = subprocess.run(
            [str(COMMAND), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            preexec_fn=without_privilege if held_back else limited,
            env={**environment, **more},
        )
        return Ended(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))

    return run_command


def without_privilege() -> None:
    """Let the mode of a file count for the administrator too (Linux: drop CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH)."""
    limited()
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


def assert_refused(ended: Ended, *said: str, where: str = "err") -> None:
    """Assert that a run ended as bad input ends; `said` are patterns that its message has."""
    message = ended.err if where == "err" else ended.out
    assert ended.code == 2, ended
    assert "Traceback" not in ended.out + ended.err
    assert "a fault of the program" not in ended.err
    for pattern in said:
        assert re.search(pattern, message), f"no {pattern!r} in:\n{message[:2000]}"
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ended.out + ended.err)
    assert len(message) < 1_000_000
    if where == "err":
        assert ended.out == ""


# --- case files -----------------------------------------------------------------------------------------------------


def with_fact(line: str) -> str:
    return CASE.replace("[{fact: national(ZI), value: true}]", f"\n  - {line}")


def with_wish(line: str) -> str:
    return CASE.replace("wishes: [leave]", f"wishes:\n  - {line}")


BOMB = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
MANY_STRANGERS = "".join(f"  - {{fact: natoinal_{n}(ZI), value: true}}\n" for n in range(30_000))
MANY_MOTHERS = "".join(f"  mother_{n}: {{en: your mother, ko: 어머니}}\n" for n in range(20_000))
MANY_WISHES = "".join(f"  - see(mother_{n})\n" for n in range(20_000))
MANY_FACTS = "  - {fact: national(ZI), value: true, since: 1999-01-01}\n" * 20_000

CASES: dict[str, tuple[str | bytes, str]] = {
    "alias bomb": (BOMB, r":1:5: \[L006\] anchor"),
    "alias bomb below a case": (CASE + "x: &x [1]\n" + "y: [" + "*x, " * 50_000 + "*x]\n", r"\[L006\]"),
    "100,000 nested lists": (CASE + "x: " + "[" * 100_000, r"\[L003\] nested more than 40 deep"),
    "100,000 nested mappings": (CASE + "x: " + "{a: " * 100_000, r"\[L003\]"),
    "100,000 nested dashes": (CASE + "x:\n" + "- " * 100_000, r"\[L003\]"),
    "100,000 explicit keys": (CASE + "? " * 100_000, r"\[L003\]"),
    "a key twice": (CASE + "case: y\n", r":6:1: \[L009\] key 'case' written twice"),
    "100,000 keys twice": (CASE + "case: y\n" * 100_000, r"\[L009\]"),
    "merge key": (CASE + "<<: {a: 1}\n", r"\[L008\]"),
    "tag": (CASE.replace("case: x", "case: !!python/object/apply:os.system [id]"), r"\[L007\]"),
    "two documents": (CASE + "---\n" + CASE, r"\[L012\]"),
    "unknown key": (CASE + "wants: [leave]\n", r":6:1: \[P002\]"),
    "unknown fact": (with_fact("{fact: natoinal(ZI), value: true}"), r":5:12: \[P021\][^$]*Close to it: 'national'"),
    "30,000 unknown facts": (CASE.replace("[{fact: national(ZI), value: true}]", "\n" + MANY_STRANGERS), r"\[P0\d\d\]"),
    "unknown relative": (with_fact("{fact: alive(uncle), value: true}"), r"\[P024\]"),
    "20,000 relatives": (CASE.replace("people: {mother: {en: your mother, ko: 어머니}}", "people:\n" + MANY_MOTHERS), r"\[P033\]"),
    "20,000 wishes": (CASE.replace("wishes: [leave]", "wishes:\n" + MANY_WISHES), r"\[P033\]"),
    "20,000 facts": (CASE.replace("[{fact: national(ZI), value: true}]", "\n" + MANY_FACTS), r"\[P033\]"),
    "10,000 countries": (CASE + "countries: [" + "KR, " * 10_000 + "KP]\n", r"\[P033\]"),
    "10,000 nevers": (CASE + "never: [" + "stateless, " * 10_000 + "stateless]\n", r"\[P033\]"),
    "list in the place of a text": (CASE.replace("case: x", "case: [x]"), r"\[P008\]"),
    "text in the place of a list": (CASE.replace("[leave]", "leave"), r"\[P004\]"),
    "number in the place of a truth value": (with_fact("{fact: national(ZI), value: 1}"), r"\[P00[45]\]"),
    "a number as the day": (CASE.replace("2024-05-03", "20240503"), r"\[P006\]"),
    "a day that does not exist": (CASE.replace("2024-05-03", "2023-02-29"), r":2:8: \[P006\] there is no 2023-02-29"),
    "the year 0": (CASE.replace("2024-05-03", "0000-01-01"), r"\[P006\]"),
    "a day after the question": (with_fact("{fact: national(ZI), value: true, since: 2030-01-01}"), r"\[P007\]"),
    "a country that does not exist": (with_fact("{fact: national(QQ), value: true}"), r"\[P009\]"),
    "a country in small letters": (CASE + "countries: [kr]\n", r"\[P009\]"),
    "two homes": (with_fact("{fact: home(ZI), value: true}\n  - {fact: home(ZO), value: true}"), r"\[P025\]"),
    "a definition as a fact": (with_fact("{fact: stateless, value: true}"), r"\[P022\]"),
    "a goal nobody can state": (with_wish("be_happy"), r":6:5: \[P030\] 'be_happy' is not declared"),
    "a goal about nobody": (with_wish("see(nobody)"), r"\[P024\]"),
    "a goal of nothing": (with_wish("see()"), r"\[P023\]"),
    "a goal that is code": (with_wish("\"__import__('os').system('id')\""), r"\[(P030|L20\d)\]"),
    "a goal that is no text": (with_wish("[[[leave]]]"), r"\[P004\]"),
    "a goal of 3,000 characters": (with_wish("'" + "leave and " * 300 + "leave'"), r"\[(P030|L203)\]"),
    "a goal of 500 brackets": (with_wish("'" + "(" * 500 + "free" + ")" * 500 + "'"), r"\[(P030|L203)\]"),
    "a goal of 300 nots": (with_wish("'" + "not " * 300 + "free'"), r"\[(P030|L203)\]"),
    "a walrus": (with_wish("'(free := stateless)'"), r"\[(P030|L20\d)\]"),
    "a lambda": (with_wish("'lambda: free'"), r"\[(P030|L20\d)\]"),
    "a power": (with_wish("'9**9**9**9 > 1'"), r"\[(P030|L20\d)\]"),
    "a huge number": (with_wish("'age >= " + "9" * 900 + "'"), r"\[(P030|L20\d)\]"),
    "no such clock": (with_wish("'held(free) >= eons(3)'"), r"\[(P030|L107|L20\d)\]"),
    "never nonsense": (CASE + "never: [sadness]\n", r"\[P031\]"),
    "no facts": (CASE.replace("[{fact: national(ZI), value: true}]", "[]"), r"\[P012\]"),
    "facts left out": (CASE.replace("facts: [{fact: national(ZI), value: true}]\n", ""), r"\[P003\] a case without 'facts'"),
    "no wishes": (CASE.replace("[leave]", "[]"), r"\[P013\]"),
    "wishes left out": (CASE.replace("wishes: [leave]\n", ""), r"\[P003\]"),
    "a person's name as the label": (CASE.replace("case: x", "case: 홍길동 서울시"), r"\[P008\]"),
    "a comment only": ("# nothing\n", r"\[P001\]"),
    "empty": ("", r":1:1: \[P001\] an empty file"),
    "one byte of zero": (b"\0", r"\[L011\]"),
    "binary": (bytes(range(256)) * 40, r"\[L0\d\d\]"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(9) + b"\xde\xad" * 5_000, r"\[L0\d\d\]"),
    "not UTF-8": (CASE.encode("euc-kr"), r":3:1: \[L001\] the file is not UTF-8 text"),
    "UTF-16": (CASE.encode("utf-16"), r"\[L0\d\d\]"),
    "a lone half of a character": (b'case: "\xed\xa0\x80"\n', r"\[L001\]"),
    "5 MB": (CASE + "# x\n" * 1_250_000, r"\[L002\] the file is larger than 2,000,000 bytes"),
    "5 MB in one line": (CASE + "x: " + "x" * 5_000_000, r"\[L002\]"),
    "just under 2 MB in one line": (CASE + "x: " + "x" * 1_990_000, r"\[P002\]"),
    "just under 2 MB of control characters": (CASE + "x: " + "\x01" * 1_990_000, r"\[L011\]"),
    "just under 2 MB of quotes": (CASE + "x: '" + "''" * 990_000, r"\[L005\]"),
    "400,000 values": (CASE + "x: [" + "1," * 400_000 + "1]\n", r"\[L004\]"),
    "not YAML": ("case: x\n  as of: [\n", r"\[L005\]"),
    "a tab": ("case: x\n\tas of: y\n", r"\[L005\]"),
    "control characters": (CASE.replace("your mother", f'"{ESCAPE}"'), r"\[L011\] forbidden character U\+001B"),
    "escaped control characters": (CASE.replace("your mother", r'"\e]0;owned\a"'), r"\[L011\]"),
    "turned writing": (CASE.replace("your mother", f'"{TURNED}"'), r"\[L011\] forbidden character U\+202E"),
    "escaped turned writing": (CASE.replace("your mother", r'"\u202egnp.lmay"'), r"\[L011\]"),
    "turned writing in a key": (CASE + f'"{TURNED}": 1\n', r"\[L011\]"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_bad_case_is_refused(run, tmp_path, name):
    text, said = CASES[name]
    file = tmp_path / "case.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert_refused(run("routes", file, "--lawbooks", ISLE), re.escape(str(file)) + r":\d+:\d+: ", said)


def test_a_bad_case_is_refused_under_the_real_law(run_installed):
    """The first run checks the lawbooks, the second has them from the cache."""
    for _ in range(2):
        assert_refused(run_installed("routes", ISLANDER), r"islander\.yaml:8:12: \[P021\]|\[P009\]")


def test_a_bad_case_is_refused_by_why(run, tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(with_wish("be_happy"), encoding="utf-8")
    assert_refused(run("why", file, "meet", "--lawbooks", ISLE), r":6:5: \[P030\]")


def test_a_folder_is_no_case(run_installed, tmp_path):
    assert_refused(run_installed("routes", tmp_path, "--lawbooks", ISLE), r"\[L001\]")


def test_a_case_that_is_not_there_is_refused(run, tmp_path):
    assert_refused(run("routes", tmp_path / "none.yaml", "--lawbooks", ISLE), r"none\.yaml:1:1: \[L001\]")


def test_a_case_that_may_not_be_read_is_refused(run_installed, tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(CASE, encoding="utf-8")
    file.chmod(0)
    assert_refused(
        run_installed("routes", file, "--lawbooks", ISLE, held_back=True),
        r"\[L001\] the file cannot be read: Permission denied",
    )


def test_a_link_in_a_circle_is_refused(run, tmp_path):
    (tmp_path / "case.yaml").symlink_to("case.yaml")
    assert_refused(run("routes", tmp_path / "case.yaml", "--lawbooks", ISLE), r"\[L001\]")


@pytest.mark.parametrize("name", [f"{ESCAPE}.yaml", f"{TURNED}.yaml", "a\nb.yaml", "\udcff\udcfe.yaml", "x" * 5_000])
def test_a_strange_file_name_is_shown_harmlessly(run, tmp_path, name):
    assert_refused(run("routes", tmp_path / name, "--lawbooks", ISLE), r"\[L001\]")
    assert_refused(run("lawbook", "check", tmp_path / name), r"\[L001\]", where="out")


# --- lawbooks -------------------------------------------------------------------------------------------------------


LONG_CHAIN = "definitions:\n" + "".join(
    f"  d{n}: {{that: d{n + 1}, {DEFINED}}}\n" for n in range(3_000)) + f"  d3000: {{that: supported, {DEFINED}}}\n"  # fmt: skip
CIRCLE = f"definitions:\n  one: {{that: two, {DEFINED}}}\n  two: {{that: not one, {DEFINED}}}\n"
LONG_CIRCLE = "definitions:\n" + "".join(
    f"  d{n}: {{that: d{(n + 1) % 3_000}, {DEFINED}}}\n" for n in range(3_000))  # fmt: skip
CONTRADICTION = """\
consequences:
  up: {cite: 방문법 1, title: {en: up, ko: 위}, when: [present(ZT)], effects: {declared: true}}
  down: {cite: 방문법 2, title: {en: down, ko: 아래}, when: [present(ZT)], effects: {declared: false}}
"""


def definition(condition: str) -> str:
    return f"definitions:\n  odd:\n    that: {condition}\n" + "".join(f"    {part}\n" for part in (
        "cite: 방문법 1", "en: is so", "ko: 그러하다", "not: {en: is not so, ko: 그러하지 않다}"))  # fmt: skip


LAWBOOKS: dict[str, tuple[str | bytes, str]] = {
    "alias bomb": (BOMB, r"\[L006\]"),
    "100,000 nested lists": ("procedures: " + "[" * 100_000, r"\[L003\]"),
    "a key twice": ("facts: {}\nfacts: {}\n", r"\[L009\]"),
    "unknown section": ("procedure: {}\n", r"\[L102\][^$]*procedures"),
    "unknown name": (definition("supportd"), r"\[L301\][^$]*'supported'"),
    "30,000 unknown names": ("definitions:\n" + "".join(f"  d{n}: {{that: suported_{n}, cite: 방문법 1}}\n" for n in range(30_000)), r"\[L\d\d\d\]"),
    "wrong types": ("facts: [1, 2]\nprocedures: yes\nremedies: {a: 3}\n", r"\[L101\]"),
    "definitions in a circle": (CIRCLE, r"\[L401\] definitions in a circle: one → two → one"),
    "3,000 definitions in a circle": (LONG_CIRCLE, r"\[L401\]"),
    "a definition of itself": (definition("not odd"), r"\[L401\]"),
    "contradictory rules": (CONTRADICTION, r"\[L402\] isle\.up .*방문법 1.* and isle\.down .*방문법 2"),
    "a condition that is code": (definition("\"__import__('os')\""), r"\[L20\d\]"),
    "a condition with an attribute": (definition("supported.__class__"), r"\[L20\d\]"),
    "a condition with a star": (definition("any(*countries)"), r"\[L20\d\]"),
    "a condition of f-strings": (definition("'f\"{supported}\" == \"x\"'"), r"\[L20\d\]"),
    "a condition of 2 MB": (definition("supported and " * 130_000 + "supported"), r"\[L203\]"),
    "a condition of 1,900 brackets": (definition("(" * 950 + "supported" + ")" * 950), r"\[L203\]"),
    "a condition of 600 minus signs": (definition("age >= " + "-" * 600 + "1"), r"\[L20\d\]"),
    "no such day": (definition("today >= date(2023, 2, 29)"), r"\[L106\]"),
    "no such country": (definition("national(QQ)"), r"\[L310\]"),
    "a period beyond all days": (definition("held(supported) >= years(99999999999)"), r"\[L20\d\]"),
    "an empty part": ("", r"no errors"),
    "binary": (b"\xff\xfe\x00" * 1_000, r"\[L001\]"),
    "5 MB": ("# x\n" * 1_250_000, r"\[L002\]"),
    "control characters in a text": (f'facts:\n  odd: {{en: "is {ESCAPE}", ko: 그러하다}}\n', r"\[L011\]"),
    "turned writing in a text": (f'facts:\n  odd: {{en: "is {TURNED}", ko: 그러하다}}\n', r"\[L011\]"),
}  # fmt: skip


@pytest.fixture
def book(tmp_path) -> Path:
    return Path(shutil.copytree(ISLE, tmp_path / "isle"))


@pytest.mark.parametrize("name", [name for name, (_, said) in LAWBOOKS.items() if "no errors" not in said])
def test_a_bad_lawbook_is_refused(run, book, name):
    text, said = LAWBOOKS[name]
    (book / "bad.yaml").write_bytes(b"part of: isle\n" + (text if isinstance(text, bytes) else text.encode()))
    assert_refused(run("lawbook", "check", book), r"bad\.yaml:\d+:\d+: ", said, where="out")
    assert_refused(run("routes", ISLANDER, "--lawbooks", book), r"bad\.yaml:\d+:\d+: ", said)


def test_a_lawbook_folder_that_is_not_there_is_refused(run, tmp_path):
    assert_refused(run("routes", ISLANDER, "--lawbooks", tmp_path / "none"), "none")
    assert_refused(run("lawbook", "check", tmp_path / "none"), r"\[L001\]", where="out")


def test_an_empty_lawbook_folder_is_refused(run_installed, tmp_path):
    assert_refused(
        run_installed("routes", ISLANDER, "--lawbooks", tmp_path), r"\[L111\] no lawbook\.yaml in this folder"
    )


def test_a_lawbook_that_may_not_be_read_is_refused(run_installed, book):
    (book / "lawbook.yaml").chmod(0)
    assert_refused(
        run_installed("routes", ISLANDER, "--lawbooks", book, held_back=True), r"\[L001\].*Permission denied"
    )


def test_a_lawbook_that_is_a_folder_is_refused(run, book):
    (book / "lawbook.yaml").unlink()
    (book / "lawbook.yaml").mkdir()
    assert_refused(run("routes", ISLANDER, "--lawbooks", book), r"\[L111\]")


# --- the command line -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [
    ("routes",),
    ("routes", ISLANDER, "--as-of", "2023-02-29"),
    ("routes", ISLANDER, "--as-of", "soon"),
    ("routes", ISLANDER, "--lang", ESCAPE),
    ("routes", ISLANDER, "--lawbooks", ISLE, "--way", ESCAPE),
    ("routes", ISLANDER, "--lawbooks", ISLE, "--way", "A" * 10_000),
    ("routes", ISLANDER, f"--{ESCAPE}"),
    (ESCAPE,),
    (TURNED,),
    ("why", ISLANDER, ESCAPE, "--lawbooks", ISLE),
    ("why", ISLANDER, "", "--lawbooks", ISLE),
    ("why", ISLANDER, "x" * 10_000, "--lawbooks", ISLE),
    ("law", "show", ESCAPE, "14", "--texts", ISLE, "--lawbooks", ISLE),
    ("law", "show", "x" * 10_000, "--texts", ISLE, "--lawbooks", ISLE),
    ("law", "show", "../../etc/passwd", "1", "--texts", ISLE, "--lawbooks", ISLE),
])  # fmt: skip
def test_a_bad_command_line_is_refused(run, arguments):
    assert_refused(run(*arguments), r"\S")


# --- what is no mistake ---------------------------------------------------------------------------------------------


def test_no_route_is_an_answer(run_installed, tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(
        with_wish("national(KR) and not home(ZI) and free and stateless and not stateless"), encoding="utf-8"
    )
    ended = run_installed("routes", file, "--lawbooks", ISLE)
    assert ended.code == 0, ended
    assert "these rules contain no lawful way to this" in ended.out


@pytest.mark.parametrize("as_of", ["0001-01-01", "1582-10-10", "9999-12-31"])
def test_a_strange_day_is_answered(run, tmp_path, as_of):
    file = tmp_path / "case.yaml"
    file.write_text(CASE.replace("2024-05-03", as_of), encoding="utf-8")
    assert run("routes", file, "--lawbooks", ISLE).code == 0


@pytest.mark.parametrize("wish", [
    "held(national(ZI)) >= years(9000, \"isle.plain\")",
    "held(home(ZI)) <= years(100000, \"isle.plain\")",
    "age >= 100000",
    "age(mother) >= 9999",
    "today >= date(9999, 12, 31)",
])  # fmt: skip
def test_a_clock_that_no_calendar_holds_is_answered(run, tmp_path, wish):
    file = tmp_path / "case.yaml"
    file.write_text(with_wish(f"'{wish}'"), encoding="utf-8")
    ended = run("routes", file, "--lawbooks", ISLE)
    assert ended.code in (0, 2), ended
    assert "a fault of the program" not in ended.err


def test_a_long_chain_of_definitions_is_answered(run, book):
    (book / "chain.yaml").write_text("part of: isle\n" + LONG_CHAIN, encoding="utf-8")
    assert run("lawbook", "check", book).code == 0
    ended = run("routes", ISLANDER, "--lawbooks", book)
    assert ended.code == 0, ended.err


@pytest.mark.parametrize("options", [(), ("--json",), ("--lang", "ko")])
def test_an_answer_comes_out_of_a_terminal_without_korean(run_installed, options):
    ended = run_installed("routes", ISLANDER, "--lawbooks", ISLE, *options, PYTHONIOENCODING="ascii")
    assert ended.code == 0, ended.err


def test_a_full_disk_is_no_fault_of_the_program():
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run([COMMAND, "--version"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 1
    assert ended.stderr == b"safeconduct: the answer could not be written: No space left on device.\n"


def test_a_damaged_cache_is_written_anew(run_installed, tmp_path):
    run_installed("routes", ISLANDER, "--lawbooks", ISLE, XDG_CACHE_HOME=str(tmp_path))
    (kept,) = (tmp_path / "safeconduct" / "law").glob("*.law")
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    assert run_installed("routes", ISLANDER, "--lawbooks", ISLE, XDG_CACHE_HOME=str(tmp_path)).code == 0
    assert kept.read_bytes() == whole


def test_a_home_that_cannot_be_written_is_no_problem(run_installed, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert (
        run_installed("routes", ISLANDER, "--lawbooks", ISLE, XDG_CACHE_HOME=str(tmp_path / "file" / "cache")).code == 0
    )
