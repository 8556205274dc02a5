"""`safeconduct calendar`: the days of one way as a calendar file."""

from pathlib import Path

import click

from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.model import Answer, Route
from safeconduct.answers.terminal import lettered
from safeconduct.cli.inquiry import Inquiry, stop
from safeconduct.cli.letter import write
from safeconduct.letters.agenda import closing_days, reminders_of
from safeconduct.navigator import navigate
from safeconduct.terms.extras import how_to_install

try:
    from safeconduct.letters.ics import ics_of
except ModuleNotFoundError as missing:
    stop(f"this command needs {missing.name}: {how_to_install('letters')}.")


def write_calendar(
    inquiry: Inquiry, number: str, way: str | None, alarm: int | None, lang: str, out: Path | None, cover: str
) -> None:
    """Print or write the days of a way; `number` is what the case is called there."""
    try:
        answer = answer_of(navigate(inquiry.law, inquiry.person))
        reminders = (*reminders_of(the_way(answer, way), number), *closing_days(answer.also_open, number))
    except ValueError as refused:
        stop(f"--number {number}: {refused}.")
    if not reminders:
        stop(
            "neither that way nor anything that is open has a day that is known, so there is nothing to put into a calendar."
        )
    content = ics_of(reminders, lang, alarm, cover)
    if out is None:
        click.echo(content, nl=False)
    else:
        write(out, content)


def the_way(answer: Answer, letter: str | None) -> Route:
    """Return the way of a letter, or the first there is."""
    ways = lettered(answer)
    if letter is None:
        if not ways:
            stop("there is no way, so there are no days to put into a calendar.")
        return next(iter(ways.values()))
    found = next((route for name, route in ways.items() if name.casefold() == letter.strip().casefold()), None)
    if found is None:
        stop(f"--way {letter}: there is no such way. The ways are: {', '.join(ways) or 'none'}.")
    return found
