"""`safeconduct vault contacts`, `letter`, `calendar`: what is kept of a case, answered without a word of it on the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click
import msgspec

from safeconduct.answers.from_routes import answer_of
from safeconduct.cli.calendar import the_way
from safeconduct.cli.contacts import print_report
from safeconduct.cli.inquiry import law_of, stop
from safeconduct.cli.letter import (
    FORMS,
    Ask,
    content_of,
    draft,
    print_letter,
    tell_before_signing,
    tell_of_offices,
    write,
)
from safeconduct.cli.vault import now, unlocked
from safeconduct.kept.exports import drafted
from safeconduct.kept.from_entries import kept_in, must_read_facts, person_in
from safeconduct.kept.model import LETTER, Kept
from safeconduct.kept.outline import setting_in
from safeconduct.kept.papers import Papers, papers_of
from safeconduct.kept.reminders import reminders_in
from safeconduct.law.in_force import in_force
from safeconduct.letters.agenda import closing_days, reminders_of
from safeconduct.navigator import navigate
from safeconduct.terms.extras import how_to_install
from safeconduct.vault.places import Place, title_of
from safeconduct.vault.vault import Vault


class Key(NamedTuple):
    """How a member opens a vault."""

    file: Place
    key_file: Path | None
    name: str
    words: Path | None


class Opened(NamedTuple):
    vault: Vault
    kept: Kept
    papers: Papers


@contextmanager
def opened_case(key: Key) -> Iterator[Opened]:
    """Unlock a vault and read its case; without one, or for who may not read it, the program ends."""
    law, today = law_of(None), now().date()
    with unlocked(*key) as vault:
        must_read_facts(vault.role)
        kept = kept_in(vault.entries(now()))
        person = person_in(kept, law, today)
        if person is None:
            stop(
                f"{title_of(key.file)}: there is no case yet. Put one in: safeconduct vault add FILE case --from CASE."
            )
        papers = papers_of(person, law, kept, today)
        for unusable in papers.unusable.values():
            raise unusable.refusal
        yield Opened(vault, kept, papers)


def show_contacts(key: Key, as_of: date | None, lang: str, *, as_json: bool, plan: bool) -> None:
    """Print the report on the contacts that are kept."""
    with opened_case(key) as case:
        found = case.papers.now
        if case.kept.contacts is None:
            stop(
                f"{title_of(key.file)}: no contacts are kept. Put them in: safeconduct vault add FILE contacts --from FILE."
            )
        print_report(found.person, found.history, found.law, as_of or found.on, lang, as_json=as_json, plan=plan)


def write_letter(key: Key, ask: Ask, lang: str, out: Path | None) -> None:
    """Print or write the draft of a letter, after it was put on record which facts leave with it."""
    if out is not None and out.suffix.lower() not in FORMS:
        stop(f"--out {out.as_posix()}: a letter is written as {', '.join(FORMS)}.")
    if out is not None and out.exists():
        stop(f"{out.as_posix()} is there already. Nothing was changed.")
    with opened_case(key) as case:
        found, today = case.papers.now, now().date()
        history, given = found.history, case.papers.consents
        setting = setting_in(found.law, found.person, history, found.on)
        letter = draft(setting, ask, given, history, today, lang)
        form = Path("letter.txt") if out is None else out
        content = content_of(letter, lang, form)
        kept = drafted(letter, form.suffix.lower().removeprefix("."), content, given, today)
        case.vault.add(LETTER, msgspec.json.encode(kept), now())
        as_of = setting.person.as_of
    if out is None:
        print_letter(letter, lang)
    else:
        write(out, content)
    tell_before_signing(letter, as_of, lang)
    tell_of_offices(letter, setting.law, given, history, today, lang)


def write_calendar(key: Key, number: str, way: str | None, alarm: int | None, lang: str, out: Path | None) -> None:
    """Print or write the days of the contacts, or of a way; `number` is what the case is called there."""
    try:
        from safeconduct.letters.ics import ics_of
    except ModuleNotFoundError as missing:
        stop(f"this command needs {missing.name}: {how_to_install('letters')}.")
    with opened_case(key) as case:
        found = case.papers.now
        try:
            if way is None:
                reminders = list(reminders_in(found.report, number))
            else:
                answer = answer_of(navigate(in_force(found.law, found.person.as_of), found.person))
                reminders = [*reminders_of(the_way(answer, way), number), *closing_days(answer.also_open, number)]
        except ValueError as refused:
            stop(f"--number {number}: {refused}.")
    if not reminders:
        stop("there is no day that is known, so there is nothing to put into a calendar.")
    content = ics_of(reminders, lang, alarm)
    if out is None:
        click.echo(content, nl=False)
    else:
        write(out, content)
