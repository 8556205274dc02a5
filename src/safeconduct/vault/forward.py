"""Forward proofs: what a thief of today's keys cannot make for yesterday's records.

Each record is proved under a key that is replaced by its hash as soon as it is used. The first key comes from the audit key, which is shown
once, when the vault is made, and kept on paper by somebody who does not write in it. With the audit key all proofs can be checked; with
everything that is in the vault only the next one can be made.
"""

import hmac
import os
from base64 import b32decode, b32encode
from binascii import Error
from hashlib import sha256

from safeconduct.vault.refusals import RefusalError
from safeconduct.vault.sealing import derived

AUDIT_KEY = 15  # bytes: 24 letters


def fresh_audit_key() -> bytes:
    return os.urandom(AUDIT_KEY)


def first_key(audit_key: bytes, case: bytes) -> bytes:
    return derived(audit_key, "forward", case)


def next_key(key: bytes | bytearray) -> bytes:
    return sha256(b"safeconduct next" + key).digest()


def proof_of(key: bytes | bytearray, link: bytes) -> bytes:
    """Return the proof of the record with this link, 32 bytes."""
    return hmac.digest(key, link, "sha256")


def find_unproved(audit_key: bytes, case: bytes, links: list[bytes], proofs: list[bytes]) -> int | None:
    """Return the number of the first record whose proof is not the one it got when it was written, or None."""
    key = first_key(audit_key, case)
    for number, (link, proof) in enumerate(zip(links, proofs, strict=True), 1):
        if not hmac.compare_digest(proof, proof_of(key, link)):
            return number
        key = next_key(key)
    return None


def audit_key_text(audit_key: bytes) -> str:
    """Return the audit key as it is written down: six groups of four letters and digits."""
    letters = b32encode(audit_key).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def audit_key_from(text: str) -> bytes:
    """Raises RefusalError."""
    try:
        key = b32decode("".join(text.upper().replace("-", " ").split()))
    except (Error, ValueError):
        key = b""
    if len(key) != AUDIT_KEY:
        raise RefusalError("this is no audit key. One has six groups of four letters and digits.")
    return key
