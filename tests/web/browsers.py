"""A real browser and a real server: Debian's chromium, driven by playwright, and `safeconduct serve` as a program of its own."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

REQUIRED = os.environ.get("SAFECONDUCT_REQUIRE_TOOLS") == "1"
CHROMIUM = shutil.which("chromium")
FLAGS = ("--no-sandbox", "--disable-dev-shm-usage")  # as root there is no sandbox to be had


def must_be_here() -> None:
    """Skip, or fail where CI requires it, unless a browser can be driven."""
    try:
        import axe_playwright_python  # noqa: F401
        import playwright  # noqa: F401
    except ModuleNotFoundError:
        missing = "playwright and axe are not here: pip install -e '.[browser]'"
    else:
        missing = "" if CHROMIUM else "there is no chromium here"
    if missing and REQUIRED:
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[str]:
    """Run `safeconduct serve` and give its one-time address."""
    program = subprocess.Popen(
        [sys.executable, "-m", "safeconduct.cli.main", "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "XDG_CACHE_HOME": str(folder), "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert program.stdout is not None
        program.stdout.readline()
        yield program.stdout.readline().strip()
    finally:
        ended = program.poll()
        program.send_signal(signal.SIGINT)
        printed = program.communicate(timeout=30)
        assert ended is None, f"the server ended by itself with {ended}: {printed}"
    assert printed == ("", ""), "the server has nothing to say"


def files_with(folder: Path, canary: str) -> list[str]:
    """Return the files below a folder that hold a word, as UTF-8 or as UTF-16."""
    forms = (canary.encode(), canary.encode("utf-16-le"))
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and any(form in path.read_bytes() for form in forms)
    ]


def processes_of(profile: Path) -> list[int]:
    """Return the processes that run with this profile, which only a test has."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if f"--user-data-dir={profile}".encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found
