"""Options that several commands have, each said once."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from safeconduct.cli.language import LANGUAGES, language

DAY = click.DateTime(["%Y-%m-%d"])
FILE = click.Path(path_type=Path, readable=False)  # one that cannot be read is a problem like any other
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

Command = TypeVar("Command", bound=Callable[..., Any])


def as_of(command: Command) -> Command:
    """`--as-of`, of a case that has a day of its own."""
    told = "The day on which the question is asked, instead of the case's own."
    return click.option("--as-of", "as_of", type=DAY, help=told)(command)


def lawbooks(command: Command) -> Command:
    """`--lawbooks`."""
    told = "Folder of lawbooks to use instead of those that came with the program."
    return click.option("--lawbooks", type=FOLDER, help=told)(command)


def lang(told: str, languages: click.Choice[str] = LANGUAGES) -> Callable[[Command], Command]:
    """`--lang`. told: what is said of it"""
    return click.option("--lang", type=languages, default=language, show_default="of the terminal", help=told)


def day_of(value: object) -> date | None:
    """Return the day of a command-line option, or None where it was not given."""
    return value.date() if isinstance(value, datetime) else None
