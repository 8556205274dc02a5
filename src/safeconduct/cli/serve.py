"""`safeconduct serve`: the pages for one case, in memory or in a vault, until the program is ended."""

from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import click

from safeconduct.cli.ask import draft_of
from safeconduct.cli.inquiry import law_of, stop
from safeconduct.terms.extras import how_to_install

try:
    from safeconduct.vault.memory import keep_in
    from safeconduct.vault.places import key_file_of
    from safeconduct.web.desk import Desk
    from safeconduct.web.keeping import InVault, Keeping, Nowhere
    from safeconduct.web.serving import serve
except ModuleNotFoundError as missing:
    stop(f"this command needs {missing.name}: {how_to_install('web')}.")

TOLD = "Open this address in a browser on this machine. It works once. End with Ctrl-C: then everything is locked."


def serve_case(
    case: Path | None,
    vault: Path | None,
    key_file: Path | None,
    lawbooks: Path | None,
    as_of: date | None,
    lang: str,
    cover: str,
) -> None:
    """Serve the pages of a vault, of a case file, which is read and never written, or of a new case."""
    keep_in()
    if vault is not None and case is not None:
        stop(
            "either CASE or --vault, not both. Put a case into a vault with: safeconduct vault add VAULT case --from CASE"
        )
    if vault is not None and not vault.is_file():
        stop(f"{vault.as_posix()}: there is no such file. Make one with: safeconduct vault new")
    if case is not None and not case.is_file():
        stop(f"{case.as_posix()}: there is no such file.")
    with suppress(KeyboardInterrupt):  # how it is ended
        serve(Desk(keeping_of(case, vault, key_file, lawbooks, as_of), lang, today, cover), tell)


def keeping_of(
    case: Path | None, vault: Path | None, key_file: Path | None, lawbooks: Path | None, as_of: date | None
) -> Keeping:
    law = law_of(lawbooks)
    if vault is not None:
        return InVault(law, vault, key_file or key_file_of(vault), now)
    return Nowhere(law, draft_of(case, law, as_of))


def now() -> datetime:
    return datetime.now(UTC).astimezone()


def today() -> date:
    return now().date()


def tell(address: str) -> None:
    click.echo(TOLD)
    click.echo(address)
