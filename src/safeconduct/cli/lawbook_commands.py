"""The commands of `safeconduct lawbook`, one function each; what a command needs is imported when it runs."""

from pathlib import Path

import click

from safeconduct.cli import options
from safeconduct.cli.options import DAY, FILE, FOLDER, day_of


@click.group()
def lawbook() -> None:
    """Write and check lawbooks."""


@lawbook.command("check")
@click.argument("path", type=FILE)
@click.option("--thorough", is_flag=True, help="Look for rules that fit nobody as well.")
@click.option("--as-of", "as_of", type=DAY, help="With --thorough: the day whose law is tried; today when left out.")
def lawbook_check(path: Path, thorough: bool, as_of: object) -> None:
    """Show every problem of the lawbook, or of the lawbooks, in PATH."""
    from safeconduct.cli.lawbook import check

    raise SystemExit(check(path, thorough, day_of(as_of)))


@lawbook.command("test")
@click.argument("path", type=FILE, required=False)
@click.option("--only", default="", metavar="TEXT", help="Run only the tests whose name has this text in it.")
@click.option(
    "--budget",
    type=click.FloatRange(min=0),
    default=600.0,
    show_default=True,
    help="Seconds after which no test begins.",
)
def lawbook_test(path: Path | None, only: str, budget: float) -> None:
    """Run the tests of the lawbook, or of the lawbooks, in PATH; without PATH of those that came with the program."""
    from safeconduct.cli.lawbook_test import test_lawbooks

    raise SystemExit(test_lawbooks(path, only, budget))


@lawbook.command("new")
@click.argument("country")
@click.option(
    "--into", type=FOLDER, default=".", help="Folder in which the lawbook's folder is made; here when left out."
)
@click.option("--en", metavar="NAME", help="What the country is called in English.")
@click.option("--ko", metavar="NAME", help="What the country is called in Korean.")
def lawbook_new(country: str, into: Path, en: str | None, ko: str | None) -> None:
    """Write a lawbook to begin with for COUNTRY, a code of two capital letters: one tested procedure, explained."""
    from safeconduct.cli.lawbook_new import new_lawbook

    new_lawbook(country, into, en, ko)


@lawbook.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--case", "cases", type=FILE, multiple=True, help="Ask this case only; may be given several times.")
@click.option("--json", "as_json", is_flag=True, help="Print the difference as JSON (safeconduct-lawbook-diff/1).")
def lawbook_diff(old: str, new: str, cases: tuple[Path, ...], as_json: bool) -> None:
    """Show which answers change from the lawbooks in OLD to those in NEW: folders, or git:REVISION of the checkout."""
    from safeconduct.cli.lawbook_diff import show_difference

    show_difference(old, new, cases, as_json)


@lawbook.command("names")
@options.lang("Language of the sentences.")
@options.lawbooks
def lawbook_names(lang: str, lawbooks: Path | None) -> None:
    """List every fact, definition, goal and procedure that a case may name, with what it means."""
    from safeconduct.cli.lawbook import show_names

    show_names(lawbooks, lang)


@lawbook.command("docs")
@click.argument("path", type=FOLDER, required=False)
@click.option("--into", type=FILE, required=True, help="Folder for the pages: new, empty, or an earlier handbook.")
@options.lang("Language of the pages.")
def lawbook_docs(path: Path | None, into: Path, lang: str) -> None:
    """Write the lawbooks in PATH as pages of HTML: each rule with its law, and what leads to what."""
    from safeconduct.cli.handbook import write_handbook

    write_handbook(path, into, lang)


@lawbook.command("coverage")
@click.argument("book")
@click.option("--texts", type=FOLDER, help="Folder of statutes, to name the articles on which no rule rests.")
@options.lawbooks
def lawbook_coverage(book: str, texts: Path | None, lawbooks: Path | None) -> None:
    """Print what the lawbook BOOK covers, as Markdown: procedure by procedure, article by article."""
    from safeconduct.cli.handbook import show_coverage

    show_coverage(book, texts, lawbooks)
