"""Showing a page: in colour on a terminal that has it, else plain."""

import os
import sys

import click

from safeconduct.answers.page import Page, coloured_text, plain_text

NARROWEST, ORDINARY, WIDEST = 40, 80, 100


def terminal_width() -> int:
    """Return the columns to write in: those of the terminal within reason, 80 where there is none."""
    if not sys.stdout.isatty():
        return ORDINARY
    from shutil import get_terminal_size  # which brings every kind of archive with it

    return min(WIDEST, max(NARROWEST, get_terminal_size((ORDINARY, 24)).columns))


def show(page: Page) -> None:
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb":
        click.echo(coloured_text(page), nl=False, color=True)
    else:
        click.echo(plain_text(page), nl=False)
