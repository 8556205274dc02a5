"""The caseload of a caseworker: a vault of their own, which holds for each of their cases the keys by which they are a member of it.

So one passphrase, tried once, opens forty cases. What is held opens a case only together with its key file, and only while the case still has
the member under these keys: whoever is left out, or takes a new passphrase there, has to take the case anew.
"""

import re
from datetime import datetime

import msgspec
from msgspec import Struct

from safeconduct.vault.locks import Private
from safeconduct.vault.refusals import DamagedError, RefusalError
from safeconduct.vault.vault import Vault

CASELOAD = "caseload-"  # what the names of these vaults begin with
HOLDING = "holding"  # kind of the entries
OPAQUE = re.compile(r"[A-Z]-[0-9]{1,9}", re.ASCII)  # what a case and whoever works on it are called: K-07, never a name
MOST_CASES = 200


class Holding(Struct, frozen=True):
    """One case of a caseload. `private`: None once the case was put away."""

    number: str
    private: Private | None


def caseload_called(name: str) -> str:
    """Return the name of the vault that is the caseload of whoever signs in by a name. Raises RefusalError for a name that tells something.

    >>> caseload_called(" c-2 ")
    'caseload-C-2'
    """
    return CASELOAD + opaque(name)


def opaque(name: str) -> str:
    """Return the name as it is written. Raises RefusalError for anything but a letter and a number."""
    written = name.strip().upper()
    if not OPAQUE.fullmatch(written):
        raise RefusalError("call it by one letter and a number, such as K-07, and never by a name.")
    return written


def vault_called(name: str) -> str:
    """Return the name of a vault of an organisation, of a case or a caseload, as it is written. Raises RefusalError for a name that tells something.

    >>> vault_called("k-07"), vault_called("caseload-c-2")
    ('K-07', 'caseload-C-2')
    """
    return caseload_called(name.removeprefix(CASELOAD)) if name.startswith(CASELOAD) else opaque(name)


def take(caseload: Vault, number: str, private: Private, at: datetime) -> None:
    """Hold the keys of a case; those held for it before are good no longer. Raises RefusalError, LockedError, UnwritableError."""
    number = opaque(number)
    held = holdings_in(caseload, at)
    if number not in held and len(held) >= MOST_CASES:
        raise RefusalError(f"a caseload has at most {MOST_CASES} cases. Put some away first.")
    caseload.add(HOLDING, msgspec.msgpack.encode(Holding(number, private)), at)


def put_away(caseload: Vault, number: str, at: datetime) -> None:
    """Hold the keys of a case no longer. Raises RefusalError if they are not held, LockedError, UnwritableError.

    The log of the caseload still has them, sealed. Who must not open the case any more is left out of it by a rotation.
    """
    if opaque(number) not in holdings_in(caseload, at):
        raise RefusalError("that case is not in this caseload.")
    caseload.add(HOLDING, msgspec.msgpack.encode(Holding(opaque(number), None)), at)


def holdings_in(caseload: Vault, at: datetime) -> dict[str, Private]:
    """Return the keys that are held, by the number of the case, in order. Raises LockedError, DamagedError, UnwritableError."""
    held: dict[str, Private] = {}
    for entry in caseload.entries(at):
        if entry.kind == HOLDING or entry.content is None:
            holding = holding_in(entry.content)
            held.pop(holding.number, None)
            if holding.private is not None:
                held[holding.number] = holding.private
    return dict(sorted(held.items()))


def holding_in(content: bytes | None) -> Holding:
    try:
        return msgspec.msgpack.decode(content or b"", type=Holding)
    except msgspec.DecodeError:
        raise DamagedError("the caseload is damaged. Make a new one, and take the cases anew.") from None
