"""The tutorial is followed word by word: its files are saved, its commands run, what they print is what the page shows.

REWRITE_TUTORIAL=1 writes what the commands print into the page; read the difference. Blocks marked `sh` (installing) are not run.
"""

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from safeconduct.cli.main import cli

PAGE = Path(__file__).parents[2] / "docs" / "writing-lawbooks.md"
BLOCK = re.compile(
    r"(?:^<!-- save as: (?P<path>\S+) -->\n)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)

STATE = re.compile(r"(?<=, lawbooks )[0-9a-f]{12}")  # the fingerprint also covers the lawbook `common`, which changes


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder, as the reader has one, and no colour or language of a terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


def test_the_tutorial_prints_what_it_shows(folder):
    page = PAGE.read_text(encoding="utf-8")
    followed = BLOCK.sub(lambda block: done(block, folder), page)
    if os.environ.get("REWRITE_TUTORIAL"):
        PAGE.write_text(followed, encoding="utf-8")
        page = followed
    assert STATE.sub("…", followed).splitlines() == STATE.sub("…", page).splitlines()


def test_every_file_of_the_tutorial_is_saved_under_a_name():
    blocks = list(BLOCK.finditer(PAGE.read_text(encoding="utf-8")))
    assert {block["kind"] for block in blocks} == {"sh", "console", "yaml"}
    assert [block["path"] for block in blocks if block["kind"] == "yaml" and not block["path"]] == []


def done(block: re.Match[str], folder: Path) -> str:
    """Return a block as it must stand on the page, after doing what it says."""
    if block["path"]:
        file = folder / block["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block["body"], encoding="utf-8")
    if block["kind"] != "console":
        return block[0]
    commands = re.findall(r"^\$ (.*)$", block["body"], re.MULTILINE)
    return "```console\n" + "".join(f"$ {command}\n{printed(command)}" for command in commands) + "```"


def printed(command: str) -> str:
    program, *arguments = command.split()
    assert program == "safeconduct"
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    return result.output if result.output.endswith("\n") or not result.output else result.output + "\n"
