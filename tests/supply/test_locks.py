"""What is installed: every version once, every archive by its hash, wheels alone, and few of them."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
MOST_OF_THE_PROGRAM = 10  # packages beside it; one more is a decision
MOST_FOR_CASEWORK = 31  # the last: a pool of connections, for the server of an organisation
LINE = re.compile(r"^([\w.-]+)==(\S+)(?: ; .+)? \\$|^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def versions_in(file: Path) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_holds_versions_and_hashes_and_nothing_else(lock):
    lines = lock.read_text(encoding="utf-8").splitlines()
    assert lines and [line for line in lines if not LINE.match(line)] == []
    for at, line in enumerate(lines):
        assert not line.endswith("\\") or lines[at + 1].startswith("    --hash=")


@pytest.mark.parametrize("lock", [one for one in LOCKS if one.stem != "release"], ids=lambda lock: lock.stem)
def test_the_versions_are_those_the_tests_ran_with(lock):
    pinned = versions_in(ROOT / "constraints.txt")
    assert {name: version for name, version in versions_in(lock).items() if pinned.get(name) != version} == {}


@pytest.mark.parametrize(
    ("lock", "extras", "most"),
    [("program", set(), MOST_OF_THE_PROGRAM), ("casework", {"web", "postgres", "typst"}, MOST_FOR_CASEWORK)],
)
def test_what_the_program_needs_is_locked_and_is_little(lock, extras, most):
    needed, locked = closure(extras), set(versions_in(ROOT / "locks" / f"{lock}.txt"))
    assert needed <= locked
    assert len(locked) <= most


def closure(extras: set[str]) -> set[str]:
    """Return the packages that the program needs with these extras, and what they need in their turn, on this machine."""
    found: set[str] = set()
    waiting = [("safeconduct", extra) for extra in ("", *extras)]
    seen = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for line in metadata.requires(name) or ():
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                waiting += [(canonicalize_name(needed.name), one) for one in ("", *needed.extras)]
                found.add(canonicalize_name(needed.name))
    return found - {"safeconduct"}


def test_everything_asked_for_is_in_some_lock():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(
            one
            for extra in ("casework", "letters", "postgres", "test", "typst", "web", "browser")
            for one in project["optional-dependencies"][extra]
        ),
    ]
    locked = {name for lock in LOCKS for name in versions_in(lock)}
    assert {canonicalize_name(Requirement(one).name) for one in wanted} - locked == {"safeconduct"}


def test_make_installs_by_hash():
    makefile = (ROOT / "Makefile").read_text()
    assert "--require-hashes --only-binary :all:" in makefile
    for name in ("program", "tests", "browser"):
        assert f"$(HASHED) -r locks/{name}.txt" in makefile
