"""Ctrl-C ends the program quietly, also while it is still being loaded."""

import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from safeconduct.cli.codes import INTERRUPTED
from safeconduct.cli.main import cli

ROOT = Path(__file__).parents[2]
STOPPED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background of a shell ignore it, and so would what they start
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Stop())
{before}
sys.argv = ["safeconduct", "routes", "cases/former-official.yaml", "--way", "Z"]
from safeconduct.cli.start import main
main()
"""


def run(module: str, before: str = "") -> subprocess.CompletedProcess[str]:
    code = STOPPED.format(module=module, before=before)
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=600)


@pytest.mark.parametrize(
    "module", ["click", "safeconduct.cli.options", "safeconduct.cli.inquiry", "safeconduct.navigator"]
)
def test_ctrl_c_while_the_program_is_loaded_says_nothing(module):
    ended = run(module)
    assert (ended.returncode, ended.stdout, ended.stderr.strip()) == (INTERRUPTED, "", "")


def test_a_program_that_is_to_ignore_ctrl_c_ignores_it():
    ended = run("click", "signal.signal(signal.SIGINT, signal.SIG_IGN)")
    assert ended.returncode == 2 and ended.stderr.strip()  # there is no way Z


def stopping(stop: BaseException):
    def work(*_: object) -> None:
        raise stop

    return work


def at_a_question(pressed: type[BaseException]):
    """End as a question of click ends, of which it keeps the cause to itself."""

    def work(*_: object) -> None:
        try:
            raise pressed
        except pressed:
            raise click.Abort from None

    return work


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (stopping(KeyboardInterrupt()), INTERRUPTED),
        (at_a_question(KeyboardInterrupt), INTERRUPTED),
        (at_a_question(EOFError), 1),
    ],
)
def test_ctrl_c_at_work_or_at_a_question_is_no_fault(monkeypatch, work, code):
    monkeypatch.setattr("safeconduct.cli.lawbook.show_names", work)
    ended = CliRunner().invoke(cli, ["lawbook", "names"])
    assert ended.exit_code == code and ("Aborted" in ended.output) == (code == 1)


def test_the_installed_program_begins_where_ctrl_c_is_heeded():
    assert 'safeconduct = "safeconduct.cli.start:main"' in (ROOT / "pyproject.toml").read_text()
    assert INTERRUPTED == 128 + signal.SIGINT
