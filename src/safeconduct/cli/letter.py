"""`safeconduct letter`: a draft on the terminal or in a file; what to know before signing goes to the error stream and into no file."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import click

from safeconduct.answers.setting import Setting, setting_of
from safeconduct.answers.why import procedures_called
from safeconduct.cli.inquiry import Inquiry, stop, stop_with
from safeconduct.cli.show import terminal_width
from safeconduct.lawbook.problems import visible
from safeconduct.letters.carrying import NoCarrierError
from safeconduct.letters.consent import Consent, NoConsentError
from safeconduct.letters.forms import bytes_of
from safeconduct.letters.from_case import NotToldError, letter_of
from safeconduct.letters.from_yaml import read_consents
from safeconduct.letters.model import FONTS, Kind, Letter, NoKoreanFontError
from safeconduct.letters.text import text_of
from safeconduct.rules.from_law import compile_rules
from safeconduct.vault.private_files import write_new
from safeconduct.vault.refusals import RefusalError

FORMS = (".txt", ".docx", ".pdf")  # endings of a file
NAMED = 12


class Ask(NamedTuple):
    """What the command line asks for: `about` and `by` as typed; no `facts`: all under consent."""

    kind: str
    about: str
    by: str | None
    facts: tuple[str, ...]


def write_letter(inquiry: Inquiry, ask: Ask, consents: Path | None, lang: str, out: Path | None) -> None:
    """Print or write the draft of a letter. What cannot be written ends the program, and no file is left."""
    if out is not None and out.suffix.lower() not in FORMS:
        stop(f"--out {out.as_posix()}: a letter is written as {', '.join(FORMS)}.")
    compiled = compile_rules(inquiry.law, inquiry.person)
    setting = setting_of(inquiry.law, inquiry.person, compiled.rules, compiled.goals)
    letter = draft(setting, ask, given_in(consents, inquiry), today())
    if out is None:
        print_letter(letter, lang)
    else:
        write(out, content_of(letter, lang, out))
    tell_before_signing(letter, inquiry.person.as_of, lang)


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


def draft(setting: Setting, ask: Ask, consents: tuple[Consent, ...], on: date) -> Letter:
    """Return the draft that was asked for; without one the program ends."""
    matter = the_matter(ask.about, setting)
    facts = tuple(one.replace(" ", "") for one in ask.facts) or None
    by = None if ask.by is None else the_procedure(ask.by, setting)
    try:
        return letter_of(Kind(ask.kind), matter, setting, consents, on, facts=facts, by=by)
    except NoConsentError as refused:
        stop(f"no consent covers this today, to that authority, in that matter: {', '.join(refused.facts)}.")
    except NotToldError as unknown:
        stop(f"the case does not know for certain: {unknown.fact}.")
    except NoCarrierError:
        stop(f"on {setting.person.as_of} no procedure of the law carries this letter about {matter}.")


def the_matter(text: str, setting: Setting) -> str:
    """Return the ground name of the one act that `text` means."""
    exact = text.replace(" ", "")
    if exact in setting.operators:
        return exact
    name = the_procedure(text, setting)
    found = [one.name for one in setting.rules.operators if one.procedure == name]
    if not found:
        stop(f"'{text}' can be set in motion by nobody on {setting.person.as_of}.")
    if len(found) > 1:
        stop(f"'{text}' may be: {listed(found)}. Name one of them, in quotes.")
    return found[0]


def the_procedure(text: str, setting: Setting) -> str:
    names = procedures_called(text, setting.law)
    if not names:
        stop(f"no procedure is called '{text}' on {setting.person.as_of}: `safeconduct lawbook names` lists them.")
    if len(names) > 1:
        stop(f"'{text}' may mean: {listed(names)}. Name one of them.")
    return names[0]


def listed(names: list[str] | tuple[str, ...]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def content_of(letter: Letter, lang: str, out: Path) -> bytes:
    """Return the letter in the form that the file's name asks for."""
    form = out.suffix.lower().removeprefix(".")
    try:
        return bytes_of(letter, form, lang)
    except ModuleNotFoundError as missing:
        stop(f"this needs {missing.name}: pip install 'safeconduct[{'letters' if form == 'docx' else 'typst'}]'.")
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
    facts = ", ".join(letter.facts) or "none"
    click.echo(
        f"Made by {letter.procedure}, under the law of {as_of}. Facts of the case in this letter: {facts}.", err=True
    )
    click.echo("A person must read and sign it. Before signing:", err=True)
    for words in letter.before:
        click.echo(visible(f"  - {words.ko if lang == 'ko' else words.en}"), err=True)
