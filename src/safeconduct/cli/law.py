"""`safeconduct law show`: the words of a provision."""

from datetime import date
from pathlib import Path

import click

from safeconduct.answers.columns import clean
from safeconduct.cli.inquiry import law_of, stop
from safeconduct.law.texts import provision
from safeconduct.lawbook.problems import close_to
from safeconduct.terms.citation import parse_citation


def show_provision(text: str, texts: Path, on: date | None, lawbooks: Path | None) -> None:
    """Print the provision that a citation names, as it stood on a day (None: the newest text)."""
    citation = parse_citation(text)
    if citation is None:
        stop(f"'{text}' is not understood. Write a citation like 국적법 14(1) or 국적법 14의2.")
    source = law_of(lawbooks).sources.get(citation.short)
    if source is None:
        stop(
            f"no lawbook declares a statute '{citation.short}'. {close_to(citation.short, law_of(lawbooks).sources)}".strip()
        )
    if source.texts is None:
        stop(f"'{citation.short}' ({source.words.en}) is no statute with a text to show.")
    if citation.article is None:
        stop(f"name an article as well: {citation.short} 1")
    found = provision(texts, source.texts, citation, on)
    if found is None:
        when = "in the newest text" if on is None else f"in the law of {on}"
        stop(f"there is no {citation} {when} in {texts.as_posix()}.")
    for line in found.splitlines():
        click.echo(clean(line))
