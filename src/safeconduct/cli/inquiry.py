"""An inquiry: the law in force on the day asked and the person, read from files; what is wrong with them is shown and ends the program."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple, NoReturn

import click
from msgspec import structs

from safeconduct.cli.folders import folders_of, used_folders
from safeconduct.law.cache import load_law
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law
from safeconduct.law.shelf import lawbook_folder
from safeconduct.lawbook.from_text import Text, text_from_file
from safeconduct.lawbook.problems import Problem, render, visible
from safeconduct.person.from_yaml import read_person
from safeconduct.person.model import Person

BAD_INPUT = 2


class Inquiry(NamedTuple):
    """`law` is the law in force on the person's as-of day."""

    law: Law
    person: Person


def inquiry_of(case: Path, lawbooks: Path | None, as_of: date | None) -> Inquiry:
    """Return what a case file asks, under the lawbooks of a folder or those that came with the program."""
    law = law_of(lawbooks)
    person = read_person(case, law)
    if isinstance(person, list):
        stop_with(person)
    if as_of is not None:
        person = structs.replace(person, as_of=not_before_what_is_known(person, as_of))
    return Inquiry(in_force(law, person.as_of), person)


def law_of(lawbooks: Path | None) -> Law:
    """Return the law of a folder of lawbooks and of the books they use, all days together; problems end the program."""
    return loaded(folders_of(lawbook_folder())) if lawbooks is None else law_of_folders(folders_of(lawbooks))


def law_of_folders(folders: list[Path]) -> Law:
    """Return the law of lawbook folders and of the books they use; problems end the program."""
    return loaded([*folders, *used_folders(folders)])


def loaded(folders: list[Path]) -> Law:
    """Return the law of lawbook folders that need no others; problems end the program."""
    law = load_law(folders)
    if isinstance(law, list):
        stop_with(law)
    return law


def not_before_what_is_known(person: Person, as_of: date) -> date:
    """Return the day, unless the case holds something later: a question cannot be asked before its facts were there."""
    days = [day for one in person.statements for day in (one.learned, one.since, one.on) if day is not None]
    latest = max(days, default=as_of)
    if as_of < latest:
        stop(f"--as-of {as_of}: the case holds facts of {latest}, which nobody could know on that day.")
    return as_of


def stop_with(problems: Iterable[Problem]) -> NoReturn:
    """Show every problem with its line, and end: the input cannot be used."""
    texts: dict[str, Text] = {}
    for problem in problems:
        if problem.file not in texts:
            texts[problem.file] = text_from_file(Path(problem.file))
        click.echo(render(problem, texts[problem.file].line(problem.line)), err=True)
        click.echo(err=True)
    raise SystemExit(BAD_INPUT)


def stop(message: str) -> NoReturn:
    click.echo(visible(f"safeconduct: {message}"), err=True)
    raise SystemExit(BAD_INPUT)
