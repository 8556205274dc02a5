"""Sealing a whole vault anew, within one transaction: under new keys, in the present format, or both.

The log stays what it was: links, signatures and proofs are over what is sealed, not over the seal.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from msgspec import structs

from safeconduct.vault.forward import first_key, fresh_audit_key, next_key, proof_of
from safeconduct.vault.keys import Keys
from safeconduct.vault.model import ACTS, Act, Compartment
from safeconduct.vault.refusals import ForbiddenError
from safeconduct.vault.slots import VERSION, no_piece, sealed_piece, sealed_record
from safeconduct.vault.vault import Vault


@contextmanager
def resealing(vault: Vault, keys: Keys) -> Iterator[None]:
    """Seal everything anew, then let more be put; all of it happens or nothing. Raises DamagedError: what is damaged cannot be sealed anew."""
    before = vault.keys, vault.version, vault.audit_key
    try:
        with vault.writing():
            reseal(vault, keys)
            vault.keys, vault.version = keys, VERSION
            yield
    except BaseException:
        vault.keys, vault.version, vault.audit_key = before
        raise


def reseal(vault: Vault, keys: Keys) -> None:
    """Write every slot in use under other keys; records of format 1 get their proofs, and the vault an audit key."""
    if vault.version == 1:
        vault.audit_key = fresh_audit_key()
        vault.forward[:] = first_key(vault.audit_key, vault.case)
    for number, link in enumerate(vault.chain.links, 1):
        record, signed = vault.record(number)
        piece = no_piece()
        if record.digest:
            piece = sealed_piece(keys[record.compartment], vault.case, number, vault.piece(number))
        if vault.version == 1:
            signed = structs.replace(signed, proof=proof_of(vault.forward, link))
            vault.forward[:] = next_key(vault.forward)
        vault.store.put_slot(number, sealed_record(keys[Compartment.LOG], vault.case, number, signed) + piece)
    vault.store.set_version(VERSION)


def migrate(vault: Vault, at: datetime) -> None:
    """Bring a vault of an earlier format to the present one. Raises ForbiddenError for a member who cannot read all of it."""
    if Act.MIGRATED not in ACTS[vault.role]:
        raise ForbiddenError(
            "this vault is of an earlier version; the person, a caseworker or a supervisor has to open it first."
        )
    with resealing(vault, vault.keys):
        vault.put(Act.MIGRATED, at)
