"""`safeconduct letter`: a draft on the terminal or in a file; what to know before signing goes to the error stream and into no file."""

import re
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn

import click

from safeconduct.answers.setting import Setting, setting_of
from safeconduct.casework.model import History
from safeconduct.cli.called import stop_with_names, the_procedure, title_in
from safeconduct.cli.inquiry import Inquiry, stop, stop_with
from safeconduct.cli.letter_notes import note
from safeconduct.cli.show import terminal_width
from safeconduct.kept.offices import (
    agreed_to,
    is_unclear,
    matters_meant,
    matters_sent_on,
    units_asked,
    with_offices,
)
from safeconduct.law.model import Law
from safeconduct.lawbook.problems import visible
from safeconduct.letters.carrying import NoCarrierError, carriers_of, kinds_about, matters_of
from safeconduct.letters.consent import Consent, NoConsentError
from safeconduct.letters.forms import bytes_of
from safeconduct.letters.from_case import NotToldError, letter_of
from safeconduct.letters.from_yaml import read_consents
from safeconduct.letters.model import FONTS, Kind, Letter, NoKoreanFontError
from safeconduct.letters.template import template_of
from safeconduct.letters.text import text_of
from safeconduct.person.statements import bare
from safeconduct.rules.from_law import compile_rules
from safeconduct.terms.extras import how_to_install
from safeconduct.vault.private_files import write_new
from safeconduct.vault.refusals import RefusalError

FORMS = (".txt", ".docx", ".pdf")  # endings of a file
NAMED = 8


class Ask(NamedTuple):
    """What the command line asks for: `about` and `by` as typed; no `facts`: all under consent."""

    kind: str
    about: str
    by: str | None
    facts: tuple[str, ...]


def write_letter(
    inquiry: Inquiry, ask: Ask, consents: Path | None, history: History | None, lang: str, out: Path | None
) -> None:
    """Print or write the draft of a letter. What cannot be written ends the program, and no file is left."""
    if out is not None and out.suffix.lower() not in FORMS:
        stop(f"--out {out.as_posix()}: a letter is written as {', '.join(FORMS)}.")
    compiled = compile_rules(inquiry.law, inquiry.person)
    setting = setting_of(inquiry.law, inquiry.person, compiled.rules, compiled.goals)
    given = given_in(consents, inquiry)
    letter = draft(setting, ask, given, history, today(), lang)
    if out is None:
        print_letter(letter, lang)
    else:
        write(out, content_of(letter, lang, out))
    tell_before_signing(letter, inquiry.person.as_of, lang)
    tell_of_offices(letter, inquiry.law, given, history, today(), lang)


def print_letter(letter: Letter, lang: str) -> None:
    click.echo(text_of(letter, lang, terminal_width()), nl=False)


def today() -> date:
    return datetime.now(UTC).astimezone().date()


def given_in(file: Path | None, inquiry: Inquiry) -> tuple[Consent, ...]:
    """Return the consents of a file; without one nobody agreed to anything."""
    if file is None:
        return ()
    read = read_consents(file, inquiry.person, inquiry.law)
    problems = [one for one in read if not isinstance(one, Consent)]
    if problems:
        stop_with(problems)
    return tuple(one for one in read if isinstance(one, Consent))


def draft(
    setting: Setting, ask: Ask, consents: tuple[Consent, ...], history: History | None, on: date, lang: str
) -> Letter:
    """Return the draft that was asked for, with the offices that a history names; without one the program ends."""
    inquiry = Inquiry(setting.law, setting.person)
    matter = the_matter(ask.about, inquiry, setting, lang)
    facts = tuple(bare(one) for one in ask.facts) or None
    by = None if ask.by is None else the_procedure(ask.by, inquiry, lang)
    kind = Kind(ask.kind)
    write = partial(letter_of, kind, matter, setting, consents, on, facts=facts, by=by)
    try:
        return write() if history is None else with_offices(write, history, setting.law, consents, on)
    except NoConsentError as refused:
        stop(f"no consent covers this today, to that authority, in that matter: {', '.join(refused.facts)}.")
    except NotToldError as unknown:
        stop(f"the case does not know for certain: {unknown.fact}.")
    except NoCarrierError:
        stop_for_want_of_a_carrier(kind, matter, by, setting, lang)


def stop_for_want_of_a_carrier(kind: Kind, matter: str, by: str | None, setting: Setting, lang: str) -> NoReturn:
    """Say what would carry the letter: another procedure about this matter, or the same kind about another one."""
    day, title = setting.person.as_of, title_in(matter, setting.law, lang)
    others = tuple(dict.fromkeys(one.operator for one in carriers_of(template_of(kind), matter, setting)))
    if others:
        stop_with_names(
            f"'{by}' does not carry this letter about {matter} ({title}). These do:", others, setting.law, lang
        )
    kinds = kinds_about(matter, setting)
    offered = f"About it can be written: {', '.join(kinds)}." if kinds else "No letter can be written about it."
    message = f"on {day} no procedure of the law carries the letter '{kind}' about {matter} ({title}). {offered}"
    matters = nearest_first(matter, matters_of(kind, setting))
    if matters:
        message = f"{message} '{kind}' is for {len(matters)} procedures, such as:"
        stop_with_names(message, matters[:NAMED], setting.law, lang)
    stop(f"{message} Nothing in the law of that day carries '{kind}'.")


def nearest_first(matter: str, names: tuple[str, ...]) -> list[str]:
    """Return the names, those first that share most parts with that of the matter."""
    parts = set(re.findall(r"\w+", matter))
    return sorted(names, key=lambda name: -len(parts.intersection(re.findall(r"\w+", name))))


def the_matter(text: str, inquiry: Inquiry, setting: Setting, lang: str) -> str:
    """Return the ground name of the one act that `text` means."""
    exact = text.replace(" ", "")
    if exact in setting.operators:
        return exact
    name = the_procedure(text, inquiry, lang)
    found = [one.name for one in setting.rules.operators if one.procedure == name]
    if not found:
        stop(f"'{text}' can be set in motion by nobody on {setting.person.as_of}.")
    if len(found) > 1:
        stop_with_names(f"'{text}' may mean several. Name one of them, in quotes:", found, setting.law, lang)
    return found[0]


def content_of(letter: Letter, lang: str, out: Path) -> bytes:
    """Return the letter in the form that the file's name asks for."""
    form = out.suffix.lower().removeprefix(".")
    try:
        return bytes_of(letter, form, lang)
    except ModuleNotFoundError as missing:
        stop(f"this needs {missing.name}: {how_to_install('letters' if form == 'docx' else 'typst')}.")
    except NoKoreanFontError:
        stop(
            f"no PDF: this machine has no Korean font ({', '.join(FONTS)}). Install one (Debian: fonts-noto-cjk) or write a .docx."
        )


def write(out: Path, content: bytes) -> None:
    try:
        write_new(out, content)
    except RefusalError as refused:
        stop(str(refused))
    click.echo(f"written: {visible(out.as_posix())} (not encrypted)", err=True)


def tell_before_signing(letter: Letter, as_of: date, lang: str) -> None:
    facts = ", ".join(letter.facts) or note("no fact", lang)
    click.echo(note("made by", lang, procedure=letter.procedure, day=as_of, facts=facts), err=True)
    click.echo(note("before signing", lang), err=True)
    for words in letter.before:
        click.echo(visible(f"  - {words.ko if lang == 'ko' else words.en}"), err=True)


def tell_of_offices(
    letter: Letter, law: Law, consents: tuple[Consent, ...], history: History | None, on: date, lang: str
) -> None:
    """Say why the letter that asks who is in charge leaves the offices to be filled in, where it does."""
    if letter.kind is not Kind.COMPETENCE:
        return
    if history is None:
        why = note("no contacts", lang)
    elif is_unclear(letter, matters_meant(letter, history, law)):
        why = note("several matters", lang)
    elif units_asked(letter, history, law) is None:
        why = " ".join([note("not sent on", lang), *sent_on_elsewhere(history, law, lang)])
    elif not agreed_to(letter, consents, on):
        why = note("no consent", lang)
    else:
        return
    click.echo(visible(note("offices left", lang, why=why)), err=True)


def sent_on_elsewhere(history: History, law: Law, lang: str) -> list[str]:
    """Return in which other matters of the contacts an office said that another is in charge, and how a letter is about them."""
    called = {name: one.words.ko if lang == "ko" else one.words.en for name, one in history.matters.items()}
    return [
        note("sent on in", lang, matter=called[name], about=procedure or note("no procedure", lang))
        for name, procedure in matters_sent_on(history, law).items()
    ]
