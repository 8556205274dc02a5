"""Salvage: what can still be read in a vault whose log is damaged. Each entry is as somebody with the keys wrote it; that nothing is missing is not proved."""

from safeconduct.vault.model import Entry
from safeconduct.vault.refusals import DamagedError
from safeconduct.vault.sealing import BrokenSealError
from safeconduct.vault.slots import Content, content_of, digest_of, unsealed_piece
from safeconduct.vault.store import Store
from safeconduct.vault.unlocking import entered
from safeconduct.vault.vault import Vault


def salvage(store: Store, outers: tuple[bytes, ...], name: str, passphrase: str) -> list[Entry]:
    """Return the entries whose first record can be read, in order; the content of one of which a piece is lost is None.

    Nothing is written, so that looking is not on record. Raises NotUnlockedError, as `unlock`.
    """
    vault, _, _ = entered(store, outers, name, passphrase)
    entries, number, last = [], 1, store.count()
    try:
        while number <= last:
            entry, further = salvaged(vault, number)
            entries += [] if entry is None else [entry]
            number += 1 + further
    finally:
        vault.lock()
    return entries


def salvaged(vault: Vault, number: int) -> tuple[Entry | None, int]:
    """Return the entry that begins with a record, if it does, and how many more records it has."""
    try:
        record, _ = vault.record(number)
    except DamagedError:
        return None, 0
    if not record.digest or record.compartment not in vault.keys.of or record.further < 0:
        return None, 0
    found = find_content(vault, number, record.further)
    kind, content = ("", None) if found is None else (found.kind, found.content)
    return Entry(number, record.at, record.writer, record.compartment, kind, content), record.further


def find_content(vault: Vault, number: int, further: int) -> Content | None:
    """Return the content that begins in a slot, or None if any piece of it is not as it was written."""
    pieces = []
    try:
        for one in range(number, number + further + 1):
            record, _ = vault.record(one)
            piece = unsealed_piece(
                vault.keys[record.compartment], vault.version, vault.case, one, vault.store.slot(one)
            )
            if digest_of(piece) != record.digest:
                return None
            pieces.append(piece)
        return content_of(pieces)
    except (BrokenSealError, DamagedError, KeyError):
        return None
