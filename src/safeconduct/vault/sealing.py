"""Sealing: authenticated encryption of padded bytes, keys derived from keys, sealed boxes and signatures. All primitives are of `cryptography`.

AES-256-GCM-SIV (RFC 8452) under fresh random nonces: should one ever repeat, all that shows is whether the same bytes were sealed twice.
Boxes are HPKE (RFC 9180) with X25519, HKDF-SHA256, AES-256-GCM. Signatures are Ed25519.
"""

import os

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY, NONCE, TAG, LENGTH = 32, 12, 16, 4  # bytes
OVERHEAD = NONCE + TAG
BOX = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class BrokenSealError(Exception):
    """These bytes were not sealed under this key for this place; nothing more can be said. Never shown to a person."""


def fresh_nonce() -> bytes:
    return os.urandom(NONCE)


def seal(key: bytes | bytearray, plain: bytes, place: bytes) -> bytes:
    """Return nonce, ciphertext and tag. `place` is not in it, but what is sealed for one place opens at no other."""
    nonce = fresh_nonce()
    return nonce + AESGCMSIV(key).encrypt(nonce, plain, place)


def unseal(key: bytes | bytearray, sealed: bytes, place: bytes) -> bytes:
    """Raises BrokenSealError."""
    try:
        return AESGCMSIV(key).decrypt(sealed[:NONCE], sealed[NONCE:], place)
    except (InvalidTag, ValueError):  # ValueError: too short to hold a nonce or a tag
        raise BrokenSealError from None


def padded(plain: bytes, size: int) -> bytes:
    """Return `size` bytes that begin with the length of `plain`."""
    assert len(plain) + LENGTH <= size, "the caller cuts what is too long"
    return len(plain).to_bytes(LENGTH, "big") + plain + bytes(size - LENGTH - len(plain))


def unpadded(plain: bytes) -> bytes:
    """Raises BrokenSealError if the length cannot be."""
    length = int.from_bytes(plain[:LENGTH], "big")
    if len(plain) < LENGTH + length:
        raise BrokenSealError
    return plain[LENGTH : LENGTH + length]


def derived(key: bytes | bytearray, purpose: str, case: bytes) -> bytes:
    """Return another key of 32 bytes, for one purpose in one case."""
    return HKDF(algorithm=SHA256(), length=KEY, salt=case, info=b"safeconduct " + purpose.encode()).derive(bytes(key))


class Pair:
    """The two private keys of a member: one opens what is sealed to them, one signs."""

    def __init__(self, opening: bytes | bytearray, signing: bytes | bytearray) -> None:
        self.opening, self.signing = bytearray(opening), bytearray(signing)

    @property
    def public(self) -> tuple[bytes, bytes]:
        """The public keys for sealing to the member, and for their signatures."""
        opening, signing = (
            X25519PrivateKey.from_private_bytes(self.opening),
            Ed25519PrivateKey.from_private_bytes(self.signing),
        )
        return opening.public_key().public_bytes_raw(), signing.public_key().public_bytes_raw()

    def open_box(self, sealed: bytes, purpose: str, case: bytes) -> bytes:
        """Raises BrokenSealError."""
        try:
            return BOX.decrypt(sealed, X25519PrivateKey.from_private_bytes(self.opening), purpose.encode() + case)
        except (InvalidTag, ValueError):
            raise BrokenSealError from None

    def sign(self, message: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.signing).sign(message)

    def wipe(self) -> None:
        wipe(self.opening)
        wipe(self.signing)


def fresh_pair() -> Pair:
    return Pair(os.urandom(KEY), os.urandom(KEY))


def box_for(public: bytes, plain: bytes, purpose: str, case: bytes) -> bytes:
    """Return what only the holder of the private key can open."""
    return BOX.encrypt(plain, X25519PublicKey.from_public_bytes(public), purpose.encode() + case)


def is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def wipe(secret: bytearray) -> None:
    """Overwrite with zeros, in place. Copies that libraries made on the way are out of reach of Python."""
    secret[:] = bytes(len(secret))
