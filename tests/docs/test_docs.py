"""The documentation names every command, option, problem code and exit code, and nothing that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from safeconduct.cli import inquiry
from safeconduct.cli.main import cli
from safeconduct.lawbook.problems import CODES as LAWBOOK_CODES
from safeconduct.person.problems import CODES as CASE_CODES

PROJECT = Path(__file__).parents[2]
PAGES = sorted(
    [
        *PROJECT.glob("*.md"),
        *(PROJECT / "docs").rglob("*.md"),
        *(PROJECT / "cases").glob("*.md"),
        *(PROJECT / "bench").glob("*.md"),
    ]
)


def text_of(page: str) -> str:
    return (PROJECT / page).read_text(encoding="utf-8")


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(commands(cli))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_section(name):
    assert re.search(rf"^## safeconduct {name}( |$)", text_of("docs/reference/cli.md"), re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_named(name):
    options = [
        option
        for parameter in COMMANDS[name].params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    ]
    page = text_of("docs/reference/cli.md")
    assert [option for option in options if option.startswith("--") and option not in page] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name):
    assert COMMANDS[name].get_short_help_str()


def test_every_section_is_of_a_command():
    named = re.findall(
        r"^## safeconduct ([a-z ]+?)(?: [A-Z].*| --.*)?$", text_of("docs/reference/cli.md"), re.MULTILINE
    )
    assert [name for name in named if name not in COMMANDS] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_every_command_a_page_writes_is_there(page):
    written = re.findall(
        r"(?:^    |`|\$ |/)safeconduct ((?:[a-z]+ ?)+)", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    first = {name.split()[0] for name in COMMANDS}
    assert [words for words in written if words.split()[0] not in first] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_every_target_of_make_a_page_writes_is_there(page):
    targets = re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE)
    written = re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in written if name not in targets] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_every_problem_code_is_explained():
    assert [code for code in LAWBOOK_CODES if f"### {code}: " not in text_of("docs/reference/problems.md")] == []
    assert [code for code in CASE_CODES if f"| {code} |" not in text_of("docs/reference/case-format.md")] == []


def test_every_explained_code_is_there():
    pages = text_of("docs/reference/problems.md") + text_of("docs/reference/case-format.md")
    assert set(re.findall(r"^(?:### |\| )([LP]\d{3})\b", pages, re.MULTILINE)) == {*LAWBOOK_CODES, *CASE_CODES}


def test_every_exit_code_is_explained():
    page = text_of("docs/reference/exit-codes.md")
    assert re.findall(r"^\| (\d) \|", page, re.MULTILINE) == ["0", "2", "1"]
    assert inquiry.BAD_INPUT == 2


def test_the_readme_shows_the_two_commands():
    readme = text_of("README.md")
    assert "make demo" in readme
    assert "make test" in readme
    assert [name for name in COMMANDS if f"safeconduct {name}" not in readme] == []
