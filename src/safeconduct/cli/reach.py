"""Whether each wish can be reached, by when and at what cost, in one line each: no steps are told, nothing is explained."""

from datetime import date
from pathlib import Path

import click
from msgspec import msgpack

from safeconduct.cli.abreast import Abreast


def show_reach(case: Path, lawbooks: Path | None, as_of: date | None, *, front: bool, verify: bool) -> None:
    """Print a line for each wish of a case file.

    front: a line for each way that no other beats in days, decisions, exposure, unstated waits and money
    verify: have the referee look at each way and each proof; ends with an exception if it refuses one
    """
    asking = Abreast(lambda _: asked_by(case, lawbooks, as_of, verify=verify), 1)
    from safeconduct.cli.reach_asked import Asked
    from safeconduct.cli.reach_rows import lines_of  # numpy is loaded while another process reads and grounds

    (asked,) = asking.done()
    for wish in msgpack.decode(asked, type=tuple[Asked, ...]):
        for line in lines_of(wish, front=front, verify=verify):
            click.echo(f"{wish.source}: {line}")


def asked_by(case: Path, lawbooks: Path | None, as_of: date | None, *, verify: bool) -> bytes:
    """Return what `reach_asked.asked_in` does, packed."""
    from safeconduct.cli.inquiry import inquiry_of
    from safeconduct.cli.reach_asked import asked_in

    return msgpack.encode(asked_in(inquiry_of(case, lawbooks, as_of), verify=verify))
