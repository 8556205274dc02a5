"""Whether each wish can be reached, by when and at what cost, in one line each: no steps are told, nothing is explained."""

from datetime import date
from pathlib import Path

import click

from safeconduct.cli.inquiry import inquiry_of
from safeconduct.cli.reach_asked import Asked, asked_in


def show_reach(case: Path, lawbooks: Path | None, as_of: date | None, *, front: bool, verify: bool) -> None:
    """Print a line for each wish of a case file.

    front: a line for each way that no other beats in days, decisions, exposure, unstated waits and money
    verify: have the referee look at each way and each proof; ends with an exception if it refuses one
    """
    for asked in asked_in(inquiry_of(case, lawbooks, as_of), verify=verify):
        for line in lines_of(asked, front=front, verify=verify):
            click.echo(f"{asked.source}: {line}")


def lines_of(asked: Asked, *, front: bool, verify: bool) -> list[str]:
    """Return the lines that tell what is found for a wish; of one that cannot be searched in rows, those that are there already."""
    if asked.folded is None:
        return list(asked.lines)
    from safeconduct.cli.reach_rows import in_rows  # numpy, which a search by labels does not need

    return in_rows(asked.folded, front, verify)
