"""`safeconduct vault caseload`: the cases of one caseworker under one passphrase."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safeconduct.cli.inquiry import stop
from safeconduct.cli.vault import (
    must_be_there,
    now,
    of_member,
    opened,
    passphrase_from,
    say,
    tell,
    tell_audit_key,
    tell_receipt,
)
from safeconduct.vault.caseload import caseload_called, holdings_in, opaque, put_away, take
from safeconduct.vault.files import create_files
from safeconduct.vault.keyfile import read_keys
from safeconduct.vault.memory import keep_in
from safeconduct.vault.model import Role
from safeconduct.vault.passphrases import fresh_passphrase
from safeconduct.vault.places import InDatabase, key_file_of, open_store
from safeconduct.vault.refusals import RefusalError
from safeconduct.vault.unlocking import enter, private_of
from safeconduct.vault.vault import Vault


def new_caseload(url: str | None, keys: Path | None, name: str) -> None:
    """Make a caseload and print its passphrase."""
    keep_in()
    with refused():
        place, words = place_of(url, keys, caseload_called(name)), fresh_passphrase()
        vault = create_files(place, key_file_of(place), opaque(name), Role.PERSON, words, now())
        say(f"written: {place.name}, {key_file_of(place).as_posix()}")
        tell(f"The passphrase of {opaque(name)}.", words)
        tell_audit_key(vault)
        tell_receipt(vault.receipt())
        vault.lock()
        vault.store.close()


def take_case(
    url: str | None, keys: Path | None, name: str, number: str, member: str, case_words: Path | None, words: Path | None
) -> None:
    """Hold the keys of a member of a case in a caseload."""
    with refused():
        place = place_of(url, keys, opaque(number))
    must_be_there(place, None)
    passphrase = passphrase_from(case_words, of_member(member, place))
    with unlocked(url, keys, name, words) as caseload, opened(place, None, member, passphrase) as case:
        take(caseload, number, private_of(case), now())
        say(f"{opaque(number)} is in the caseload.")
        tell_receipt(caseload.receipt())


def put_case_away(url: str | None, keys: Path | None, name: str, number: str, words: Path | None) -> None:
    """Hold the keys of a case no longer."""
    with unlocked(url, keys, name, words) as caseload:
        put_away(caseload, number, now())
        say(
            f"{opaque(number)} is put away. To be out of the case as well, be left out of it: safeconduct vault rotate."
        )
        tell_receipt(caseload.receipt())


def show_caseload(url: str | None, keys: Path | None, name: str, words: Path | None) -> None:
    """Print the numbers of the cases, each with why it does not open if it does not."""
    with unlocked(url, keys, name, words) as caseload:
        for number, private in holdings_in(caseload, now()).items():
            place, why = place_of(url, keys, number), ""
            if not key_file_of(place).exists():
                say(f"{number}  {private.role}  there is no key file {key_file_of(place).as_posix()}.")
                continue
            try:
                store = open_store(place)
                try:
                    enter(store, read_keys(key_file_of(place)), private).lock()
                finally:
                    store.close()
            except RefusalError as refusal:
                why = f"  {refusal}"
            say(f"{number}  {private.role}{why}")


@contextmanager
def unlocked(url: str | None, keys: Path | None, name: str, words: Path | None) -> Iterator[Vault]:
    """Unlock a caseload, and lock it again whatever happens."""
    with refused():
        place = place_of(url, keys, caseload_called(name))
        must_be_there(place, None)
        with opened(place, None, opaque(name), passphrase_from(words, f"Passphrase of {opaque(name)}")) as vault:
            yield vault


@contextmanager
def refused() -> Iterator[None]:
    try:
        yield
    except RefusalError as refusal:
        stop(str(refusal))


def place_of(url: str | None, keys: Path | None, name: str) -> InDatabase:
    if url is None:
        stop("name the database: safeconduct vault --store postgresql://... caseload.")
    return InDatabase(url, name, keys)
