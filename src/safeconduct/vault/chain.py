"""The chain: each record names the one before and is signed, so that nothing can be changed, moved, cut out or put in unseen.

What a chain alone cannot show is that its newest records were cut off and the head put back as it was, or that a member wrote all
of it anew. A receipt kept elsewhere shows both.
"""

from base64 import b32encode
from hashlib import sha256

from safeconduct.vault.model import ACTS, FOUNDERS, READS, Act, Compartment, Member, Receipt, Record, Role
from safeconduct.vault.refusals import DamagedError, RefusalError
from safeconduct.vault.sealing import Pair, is_signed
from safeconduct.vault.slots import Signed, to_bytes

RECEIPT_BITS = 80
ID = 4  # bytes of a member's id


def beginning(case: bytes) -> bytes:
    """Return the link before the first record."""
    return sha256(b"safeconduct case" + case).digest()


def link_of(signed: Signed) -> bytes:
    """Return the link that the next record names: it stands for this record and all before it."""
    return sha256(b"safeconduct link" + signed.signature + signed.record).digest()


def signed_by(pair: Pair, case: bytes, record: Record) -> Signed:
    encoded = to_bytes(record)
    return Signed(encoded, pair.sign(b"safeconduct record" + case + encoded))


class Chain:
    """The log as read so far: its last link, and who was a member after it. Grows record by record and believes none."""

    def __init__(self, case: bytes) -> None:
        self.case = case
        self.records: list[Record] = []
        self.links: list[bytes] = []
        self.members: dict[bytes, Member] = {}

    @property
    def link(self) -> bytes:
        return self.links[-1] if self.links else beginning(self.case)

    @property
    def number(self) -> int:
        """The number of the last record."""
        return len(self.records)

    def grow(self, record: Record, signed: Signed) -> None:
        """Take up the next record. Raises DamagedError if it is not what one allowed to write it wrote at this place."""
        number = self.number + 1
        if record.number != number or record.previous != self.link:
            raise DamagedError(
                f"record {number} does not follow from the one before: something was cut out, moved or put in."
            )
        writer = record.members[0] if number == 1 and record.members else self.members.get(record.writer)
        if writer is None or writer.id != record.writer:
            raise DamagedError(f"record {number} is by nobody who was a member then.")
        if not is_signed(b"safeconduct record" + self.case + signed.record, signed.signature, writer.signing):
            raise DamagedError(f"record {number} does not have the signature of its writer.")
        if not is_allowed(record, writer.role, number):
            raise DamagedError(f"record {number} is of a kind that its writer may not write.")
        if not self.are_new(record.members):
            raise DamagedError(f"record {number} gives a member's name to other keys.")
        self.admit(record)
        self.records.append(record)
        self.links.append(link_of(signed))

    def are_new(self, members: tuple[Member, ...]) -> bool:
        """Whether the ids are those of the keys, and none was ever used before."""
        used = {one.id for record in self.records for one in record.members} if members else set()
        return all(one.id == id_of(one.signing) and one.id not in used for one in members)

    def admit(self, record: Record) -> None:
        if record.act == Act.RECOVERED:
            kept = {one.id: one for one in self.members.values() if one.role == Role.RECOVERY}
        else:
            kept = {one.id: one for one in self.members.values() if one.id not in record.removed}
        self.members = kept | {one.id: one for one in record.members}

    def cut_back(self, number: int, members: dict[bytes, Member]) -> None:
        """Forget the records after this one, which were not written after all."""
        del self.records[number:], self.links[number:]
        self.members = members

    def receipt(self, number: int | None = None) -> Receipt:
        """Return the witness of a record, of the last one where none is named."""
        number = self.number if number is None else number
        return Receipt(number, b32encode(self.links[number - 1][: RECEIPT_BITS // 8]).decode())

    def bears_out(self, receipt: Receipt) -> bool:
        """Whether the log holds what the receipt was given for."""
        return 1 <= receipt.number <= self.number and self.receipt(receipt.number) == receipt


def is_allowed(record: Record, role: Role, number: int) -> bool:
    """Whether this role may put this on record: the act, the compartment, and whom it lets in."""
    if record.act not in ACTS[role] or (number == 1) != (record.act == Act.CREATED):
        return False
    if record.digest and record.compartment not in READS[role]:
        return False
    if record.digest and (record.act != Act.ADDED or record.compartment == Compartment.LOG):
        return False
    let_in, left_out = tuple(one.role for one in record.members), record.removed
    match record.act:
        case Act.CREATED:
            return let_in[0] in FOUNDERS and let_in[1:] in ((), (Role.RECOVERY,)) and not left_out
        case Act.ADMITTED:
            return len(let_in) == 1 and Role.RECOVERY not in let_in and not left_out
        case Act.RECOVERED:
            return len(let_in) == 1 and let_in[0] in FOUNDERS and not left_out
        case Act.PASSPHRASE:
            return (let_in, left_out) in (((role,), (record.writer,)), ((), ()))  # in format 1 the keys stayed the same
        case Act.ROTATED:
            return not let_in
        case _:
            return not let_in and not left_out


def id_of(signing: bytes) -> bytes:
    """Return the opaque id of the member with this public key."""
    return sha256(b"safeconduct member" + signing).digest()[:ID]


def receipt_from(text: str) -> Receipt:
    """Read a receipt as it was printed, however it is spaced. Raises RefusalError."""
    number, _, code = text.strip().partition("-")
    code = "".join(code.upper().replace("-", " ").split())
    if not number.isascii() or not number.isdigit() or len(number) > 9 or len(code) != RECEIPT_BITS // 5:
        raise RefusalError(f"'{text}' is no receipt. One looks like 12-ABCD-EFGH-JKLM-NPQR.")
    return Receipt(int(number), code)
