"""`safeconduct serve --store`: the pages of an organisation, until the program is ended."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from safeconduct.cli.inquiry import law_of, stop
from safeconduct.terms.extras import how_to_install

try:
    from safeconduct.office.cards import LawOfDay
    from safeconduct.office.memory import share
    from safeconduct.office.serving import serve
    from safeconduct.office.sittings import Sittings
    from safeconduct.office.tries import Tries
    from safeconduct.office.visit import Office
    from safeconduct.office.workers import Workers
    from safeconduct.vault.memory import keep_in
    from safeconduct.vault.organisation import Organisation
    from safeconduct.vault.refusals import RefusalError
except ModuleNotFoundError as missing:
    stop(f"this command needs {missing.name}: {how_to_install('office')}.")

ORIGIN = re.compile(r"https://[a-z0-9.-]+(:[0-9]{1,5})?", re.ASCII)


def serve_office(url: str, keys: Path | None, origin: str | None, port: int, lawbooks: Path | None, lang: str) -> None:
    """Serve the vaults of a database to the caseworkers who have a caseload in it."""
    keep_in()
    share()
    if keys is None:
        stop("name the folder of the key files, outside of the database and of its backups: --keys FOLDER.")
    if not keys.is_dir():
        stop(f"--keys {keys.as_posix()}: {'that is no folder' if keys.exists() else 'there is no such folder'}.")
    if origin is None or not ORIGIN.fullmatch(origin):
        stop("name what browsers call this server, and nothing after it: --origin https://cases.example.org.")
    try:
        organisation = Organisation(url, keys)
    except RefusalError as refusal:
        stop(str(refusal))
    law = law_of(lawbooks)
    workers = Workers(law)
    office = Office(organisation, LawOfDay(law), Sittings(), Tries(), lang, now, workers)
    try:
        with suppress(KeyboardInterrupt):  # how it is ended
            serve(office, origin, port, lambda found: tell(origin, found))
    except OSError as error:
        stop(f"port {port} cannot be used: {error.strerror}.")
    finally:
        workers.close()
        organisation.close()


def now() -> datetime:
    return datetime.now(UTC).astimezone()


def tell(origin: str, port: int) -> None:
    click.echo(f"Serving {origin} on 127.0.0.1:{port}, for a proxy on this machine that speaks TLS. End with Ctrl-C.")
