"""`safeconduct lawbook new`: a lawbook to begin with."""

import re
from pathlib import Path

import click

from safeconduct.cli.inquiry import stop
from safeconduct.terms.countries import country_name, is_country
from safeconduct.trials.skeleton import skeleton_of

CODE = re.compile(r"[A-Z]{2}", re.ASCII)
FORBIDDEN = re.compile(r'["\\{}$]')


def new_lawbook(code: str, into: Path, en: str | None, ko: str | None) -> None:
    """Write a lawbook to begin with into a new folder, and say what to do next. Nothing is ever written over."""
    if not CODE.fullmatch(code):
        stop(
            f"'{code}' is no country code. Write two capital letters, as in JP; for a country outside ISO 3166 one of your own."
        )
    if not is_country(code) and not (en and ko):
        stop(f"{code} is no code of ISO 3166. Say what the country is called: --en NAME --ko NAME.")
    english, korean = en or country_name(code, "en", {}), ko or country_name(code, "ko", {})
    if FORBIDDEN.search(english + korean):
        stop("a name of a country has no quotes, braces, backslashes or $.")
    folder = into / code.lower()
    if folder.exists():
        stop(f"{folder.as_posix()} is there already. Nothing was changed.")
    try:
        for name, text in skeleton_of(code, english, korean, declared=not is_country(code)).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
            click.echo(f"written: {(folder / name).as_posix()}")
    except OSError as error:
        stop(f"{folder.as_posix()} cannot be written: {error.strerror}.")
    click.echo("Next:")
    click.echo(f"  safeconduct lawbook check {folder.as_posix()}")
    click.echo(f"  safeconduct lawbook test {folder.as_posix()}")
