"""What is missing is named with the command that installs it where the program runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from safeconduct.terms import extras
from safeconduct.terms.extras import how_to_install

PROJECT = Path(__file__).parents[2]
HIDES = """
import sys
hidden = sys.argv[1]
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == hidden:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Hidden())
sys.argv = ["safeconduct", *sys.argv[2:]]
from safeconduct.cli.main import main
main()
"""


def test_in_the_projects_own_environment_the_pinned_versions_are_taken(monkeypatch, tmp_path):
    monkeypatch.setattr(extras, "CHECKOUT", tmp_path)
    (tmp_path / "constraints.txt").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    assert re.fullmatch(r"\.venv/\w+/python -m pip install -c constraints\.txt -e '\.\[web\]'", how_to_install("web"))


def test_another_python_that_runs_a_checkout_installs_from_its_folder(monkeypatch, tmp_path):
    checkout = tmp_path / "safe conduct"
    checkout.mkdir()
    (checkout / "constraints.txt").touch()
    monkeypatch.setattr(extras, "CHECKOUT", checkout)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "another"))
    command = "python -m pip install -c constraints.txt -e '.[web]'"
    assert how_to_install("web") == f"cd '{checkout}' && {command}"


def test_an_installed_program_takes_what_it_lacks_from_the_package_index(monkeypatch, tmp_path):
    monkeypatch.setattr(extras, "CHECKOUT", tmp_path)
    assert how_to_install("web") == "python -m pip install 'safeconduct[web]'"


@pytest.mark.parametrize(
    ("module", "command", "extra"),
    [
        ("starlette", ["serve"], "web"),
        ("cryptography", ["vault", "new", "x.scase"], "casework"),
        ("psycopg", ["vault", "--store", "postgresql:///x", "list"], "postgres"),
        ("icalendar", ["calendar", "cases/contact-refused.yaml", "--number", "K-07"], "letters"),
        (
            "docx",
            [
                "letter",
                "cases/contact-refused.yaml",
                "objection",
                "--about",
                "kr.contact-report(mother)",
                "--out",
                "x.docx",
            ],
            "letters",
        ),
        (
            "typst",
            [
                "letter",
                "cases/contact-refused.yaml",
                "objection",
                "--about",
                "kr.contact-report(mother)",
                "--out",
                "x.pdf",
            ],
            "typst",
        ),
    ],
)
def test_each_command_that_needs_an_extra_says_how_to_install_it(module, command, extra):
    ran = subprocess.run(
        [sys.executable, "-c", HIDES, module, *command], cwd=PROJECT, capture_output=True, text=True, timeout=300
    )
    assert ran.returncode == 2 and ran.stdout == ""
    assert module in ran.stderr and how_to_install(extra) in ran.stderr
