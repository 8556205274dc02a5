"""Vaults to try things on, also in the programs that tests start and kill."""

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

from safeconduct.vault import passphrases
from safeconduct.vault.files import create_files, open_files
from safeconduct.vault.model import Role
from safeconduct.vault.passphrases import Cost
from safeconduct.vault.places import key_file_of
from safeconduct.vault.vault import Vault

AT = datetime(2026, 11, 22, 10, 2, tzinfo=timezone(timedelta(hours=9)))
WORDS = "eight words that nobody has to remember here"
REQUIRED = (
    os.environ.get("SAFECONDUCT_REQUIRE_TOOLS") == "1"
)  # strace and PostgreSQL: a test that is skipped has shown nothing
CHEAP = Cost(8, 1, 1)  # the least that Argon2id can be asked for: for tests that are about something else


def make_cheap() -> None:
    """Make passphrases cheap to try in this whole process."""
    passphrases.DEFAULT = passphrases.FLOOR = CHEAP


def new_vault(file: Path, recovery=None) -> Vault:
    return create_files(file, key_file_of(file), "me", Role.PERSON, WORDS, AT, recovery)


def reopened(file: Path, name: str = "me", words: str = WORDS) -> Vault:
    return open_files(file, key_file_of(file), name, words, AT)


def closed(vault: Vault) -> None:
    vault.lock()
    vault.store.close()
