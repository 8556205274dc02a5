"""The commands of `safeconduct law`, one function each; what a command needs is imported when it runs."""

from datetime import datetime
from pathlib import Path

import click

from safeconduct.cli import options
from safeconduct.cli.options import DAY, FOLDER, day_of


@click.group()
def law() -> None:
    """Read the texts of the law itself."""


@law.command("show")
@click.argument("citation", nargs=-1, required=True)
@click.option(
    "--texts", type=FOLDER, required=True, help="Folder of statutes: SHORT NAME of the statute / kind of text."
)
@click.option("--as-of", "as_of", type=DAY, help="The day whose law is shown; without it the newest text.")
@options.lawbooks
def law_show(citation: tuple[str, ...], texts: Path, as_of: object, lawbooks: Path | None) -> None:
    """Print the provision that CITATION names, for example: safeconduct law show 국적법 14 --texts DIR"""
    from safeconduct.cli.law import show_provision

    show_provision(" ".join(citation), texts, day_of(as_of), lawbooks)


@law.command("count")
@click.argument("period")
@click.argument("event", type=DAY, metavar="DATE")
@click.option("--counting", metavar="RULE", help="Counting rule of a lawbook, such as kr.petition.")
@click.option("--hours", type=click.DateTime(["%H:%M"]), help="Hour of receipt, for a period of working hours.")
@options.lang("Language of the lines.")
@options.lawbooks
def law_count(
    period: str, event: datetime, counting: str | None, hours: datetime | None, lang: str, lawbooks: Path | None
) -> None:
    """Count PERIOD from DATE line by line, for example: safeconduct law count "90 days" 2013-06-03

    Periods that follow upon each other are joined: "14 days + 10 days".
    """
    from safeconduct.cli.count import show_counting
    from safeconduct.cli.inquiry import law_of

    show_counting(period, event.date(), counting, None if hours is None else hours.time(), law_of(lawbooks), lang)


@law.command("fingerprint")
@click.option("--texts", type=FOLDER, required=True, help="Folder of statutes, or a git checkout of them.")
@click.option("--day", "days", type=DAY, multiple=True, help="A day for which the lawbooks were read; else those kept.")
@click.option("--check", is_flag=True, help="Write nothing; end with code 1 if the fingerprints are stale.")
@options.lawbooks
def law_fingerprint(texts: Path, days: tuple[object, ...], check: bool, lawbooks: Path | None) -> None:
    """Write down, as hashes, the words of every provision on which a rule rests, beside the lawbooks."""
    from safeconduct.cli.law_fingerprint import fingerprint

    named = [day for day in map(day_of, days) if day is not None]
    raise SystemExit(fingerprint(texts, named, lawbooks, check))


@law.command("drift")
@click.option("--texts", type=FOLDER, required=True, help="Folder of statutes, or a git checkout with its history.")
@click.option("--since", type=DAY, help="Only what amendments promulgated from that day on changed, one by one.")
@click.option("--as-of", "as_of", type=DAY, help="The day whose texts are compared, instead of today.")
@click.option(
    "--review", is_flag=True, help="List also rules that say one law on all days read though its text changed."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON (safeconduct-drift/1).")
@click.option("--check", is_flag=True, help="End with code 1 if there is anything to be read.")
@click.option("--cases", type=FOLDER, help="Folder of cases to look at instead of those that came with the program.")
@options.lawbooks
def law_drift(
    texts: Path,
    since: object,
    as_of: object,
    review: bool,
    as_json: bool,
    check: bool,
    cases: Path | None,
    lawbooks: Path | None,
) -> None:
    """Show which rules rest on provisions that changed, were deleted or moved, or are not yet in force."""
    from safeconduct.cli.law_drift import drift

    raise SystemExit(drift(texts, day_of(as_of), day_of(since), lawbooks, cases, as_json, check, review))
