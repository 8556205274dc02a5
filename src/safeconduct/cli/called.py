"""Which procedure somebody means by a part of its name or a few words of its title; what is unclear is listed and ends the program."""

from collections.abc import Iterable
from typing import NoReturn

import click

from safeconduct.answers.names import filled, find_procedure
from safeconduct.answers.why import procedures_called, procedures_near
from safeconduct.cli.inquiry import BAD_INPUT, Inquiry
from safeconduct.law.model import Law, Words
from safeconduct.lawbook.problems import visible

NAMED = 30
SOMEBODY = {  # kind of a slot → what stands in it where nobody in particular is meant
    "relative": Words("a relative", "가족"),
    "country": Words("a country", "어느 나라"),
}


def the_procedure(text: str, inquiry: Inquiry, lang: str) -> str:
    """Return the full name of the one procedure meant."""
    law, day = inquiry.law, inquiry.person.as_of
    names = procedures_called(text, law)
    if not names:
        near = procedures_near(text, law)
        more = "Near to it:" if near else "`safeconduct lawbook names` lists them."
        stop_with_names(f"no procedure is called '{text}' on {day}. {more}", near, law, lang)
    if len(names) > 1:
        stop_with_names(f"'{text}' may mean several. Name one of them:", names, law, lang)
    return names[0]


def stop_with_names(message: str, names: Iterable[str], law: Law, lang: str) -> NoReturn:
    """Show the message and each procedure with its title, and end the program."""
    names = list(names)
    click.echo(visible(f"safeconduct: {message}"), err=True)
    for name in names[:NAMED]:
        click.echo(visible(f"  {name}: {title_in(name, law, lang)}"), err=True)
    if len(names) > NAMED:
        click.echo(f"  and {len(names) - NAMED} more", err=True)
    raise SystemExit(BAD_INPUT)


def title_in(name: str, law: Law, lang: str) -> str:
    """Return the title of a procedure by its full or ground name, each slot filled with what kind of thing belongs there."""
    procedure = find_procedure(name.partition("(")[0], law)
    if procedure is None:
        return name
    slots = (parameter.partition(":") for parameter in procedure.parameters)
    title = filled(procedure.title, {slot: SOMEBODY[kind] for slot, _, kind in slots if kind in SOMEBODY})
    return title.ko if lang == "ko" else title.en[:1].upper() + title.en[1:]
