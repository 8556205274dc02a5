"""`safeconduct contacts`: what the contacts of a case say: clocks, circles and stalls, what is due, and the plan made anew."""

from datetime import date
from functools import partial
from pathlib import Path

import click
import msgspec
from msgspec import structs

from safeconduct.answers.page import Page
from safeconduct.answers.saying import Tongue
from safeconduct.casework.from_yaml import read_history
from safeconduct.casework.model import History
from safeconduct.casework.planning import difference_of
from safeconduct.casework.report import report_of
from safeconduct.casework.terminal import write_report
from safeconduct.casework.wording import told
from safeconduct.cli.inquiry import law_of, stop, stop_with
from safeconduct.cli.progress import progress
from safeconduct.cli.show import show, terminal_width
from safeconduct.law.model import Law
from safeconduct.person.from_yaml import read_person
from safeconduct.person.model import Person

LAST_YEAR = 9900  # what is counted from a later day may end after the year 9999, which no date can say


def show_contacts(
    case: Path, contacts: Path, lawbooks: Path | None, as_of: date | None, lang: str, *, as_json: bool, plan: bool
) -> None:
    """Print the report on a case and its contacts; what is wrong with either file ends the program."""
    law = law_of(lawbooks)
    person = read_person(case, law)
    if isinstance(person, list):
        stop_with(person)
    history = history_in(contacts, law, person, case, lang)
    print_report(person, history, law, as_of or history.as_of, lang, as_json=as_json, plan=plan)


def history_in(contacts: Path, law: Law, person: Person, case: Path, lang: str) -> History:
    """Return the contacts of a file about the person of a case; what is wrong with it ends the program."""
    history = read_history(contacts, law)
    if isinstance(history, list):
        stop_with(history)
    if history.case != person.label:
        of, about = {"contacts": str(contacts), "whose": history.case}, {"case": str(case), "label": person.label}
        stop(in_words("stop other case", lang, **of, **about))
    return history


def print_report(person: Person, history: History, law: Law, on: date, lang: str, *, as_json: bool, plan: bool) -> None:
    """Print the report as of a day; `plan`: with the plan made anew."""
    if on.year > LAST_YEAR:
        stop(in_words("stop too late", lang, on=str(on), last=str(LAST_YEAR)))
    if on < person.as_of:
        stop(in_words("stop before case", lang, on=str(on), asked=str(person.as_of)))
    report = report_of(person, history, law, on)
    if plan:
        report = structs.replace(report, plan=difference_of(person, history, law, on, partial(progress(), "plan")))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(report), indent=2).decode())
        return
    page = Page(terminal_width())
    write_report(report, page, lang)
    show(page)


def in_words(key: str, lang: str, **slots: str) -> str:
    return Tongue(lang).of(told(key, **slots))
