"""Roles are enforced by keys: what a role may not read it cannot decrypt, and what it may not write nobody believes."""

import os

import msgspec
import pytest
from msgspec import structs

from safeconduct.vault.chain import link_of, signed_by
from safeconduct.vault.files import rotate_files
from safeconduct.vault.forward import audit_key_from, audit_key_text, find_unproved, proof_of
from safeconduct.vault.keyfile import read_keys
from safeconduct.vault.keys import keys_from_box
from safeconduct.vault.membership import MOST_LEAVING, admit, change_passphrase, find_member, locks_of
from safeconduct.vault.model import ACTS, FOUNDERS, READS, Act, Compartment, Member, Record, Role
from safeconduct.vault.places import key_file_of
from safeconduct.vault.refusals import DamagedError, ForbiddenError, LockedError, NotUnlockedError, RefusalError
from safeconduct.vault.sealing import BrokenSealError, Pair, fresh_pair
from safeconduct.vault.slots import Content, digest_of, pieces_of, sealed_piece, sealed_record
from safeconduct.vault.unlocking import create_vault, member_of
from safeconduct.vault.vault import Vault, stamp
from vault.vaults import AT, WORDS, closed, reopened

OTHERS = [role for role in Role if role not in (Role.RECOVERY, Role.PERSON)]


@pytest.fixture
def staffed(vault, file):
    """A vault with an entry of each compartment and a member of each role, closed."""
    vault.add("note", b"secret", AT)
    vault.add("note", b"for the interpreter", AT, compartment=Compartment.SHARED)
    for role in OTHERS:
        admit(vault, role.value, role, f"{WORDS} {role}", AT)
    closed(vault)
    return file


def opened_by(file, role: Role) -> Vault:
    return reopened(file) if role == Role.PERSON else reopened(file, role.value, f"{WORDS} {role}")


@pytest.mark.parametrize("role", [Role.PERSON, *OTHERS])
def test_a_role_holds_the_keys_of_what_it_may_read_and_no_others(staffed, role):
    vault = opened_by(staffed, role)
    assert set(vault.keys.of) == READS[role]
    contents = {entry.content for entry in vault.entries(AT) if entry.kind == "note"}
    closed(vault)
    may = {Compartment.FACTS: b"secret", Compartment.SHARED: b"for the interpreter"}
    assert contents == {content for compartment, content in may.items() if compartment in READS[role]}


@pytest.mark.parametrize("role", OTHERS)
def test_a_role_is_refused_what_it_may_not_do(staffed, role):
    vault = opened_by(staffed, role)
    tries = {
        Act.ADMITTED: lambda: admit(vault, "guest", Role.PERSON, WORDS, AT),
        Act.ROTATED: lambda: rotate_files(vault, key_file_of(staffed), AT),
    }
    refused = {act for act, attempt in tries.items() if is_refused(attempt)}
    closed(vault)
    assert refused == set(tries) - ACTS[role]


def is_refused(attempt) -> bool:
    try:
        attempt()
    except ForbiddenError:
        return True
    return False


def forged(vault: Vault, act: Act, **more) -> None:
    """Write a record as a changed program would, which asks nobody whether it may."""
    number = vault.chain.number + 1
    piece = pieces_of(Content("note", b"forged"))[0] if "compartment" in more else b""
    record = Record(
        **{
            "number": number,
            "at": stamp(AT),
            "writer": vault.me,
            "act": act,
            "compartment": Compartment.LOG,
            "further": 0,
            "digest": digest_of(piece) if piece else b"",
            "previous": vault.chain.link,
            **more,
        }
    )
    signed = signed_by(vault.pair, vault.case, record)
    with vault.store.transaction():
        key = vault.keys.of.get(record.compartment, bytearray(32))
        sealed = sealed_record(vault.keys[Compartment.LOG], vault.case, number, signed)
        vault.store.put_slot(number, sealed + sealed_piece(key, vault.case, number, piece))
        vault.chain.links.append(link_of(signed))
        vault.chain.records.append(record)
        vault.put_head()


FORGERIES = [
    (Role.INTERPRETER, Act.ADDED, {"compartment": Compartment.FACTS}, "may not write"),
    (Role.AUDITOR, Act.ADDED, {"compartment": Compartment.SHARED}, "may not write"),
    (Role.CASEWORKER, Act.ROTATED, {}, "may not write"),
    (Role.CASEWORKER, Act.RECOVERED, {}, "may not write"),
    (Role.SUPERVISOR, Act.CREATED, {}, "may not write"),
    (Role.SUPERVISOR, Act.ADDED, {"compartment": Compartment.LOG}, "may not write"),
    (Role.SUPERVISOR, Act.VIEWED, {"removed": (b"abcd",)}, "may not write"),
    (Role.SUPERVISOR, Act.VIEWED, {"number": 3}, "does not follow"),
    (Role.SUPERVISOR, Act.VIEWED, {"previous": bytes(32)}, "does not follow"),
    (Role.SUPERVISOR, Act.VIEWED, {"writer": b"abcd"}, "nobody who was a member"),
]


@pytest.mark.parametrize(("role", "act", "more", "why"), FORGERIES)
def test_nobody_believes_a_record_that_its_writer_may_not_write(staffed, role, act, more, why):
    vault = opened_by(staffed, role)
    forged(vault, act, **more)
    closed(vault)
    with pytest.raises(DamagedError, match=why):
        reopened(staffed)


def members_like(vault: Vault, **more) -> tuple[Member, ...]:
    person = next(member for member in vault.members() if member.role == Role.PERSON)
    return (
        structs.replace(
            member_of(Role.CASEWORKER, fresh_pair()), **{**more, **({"id": person.id} if "id" in more else {})}
        ),
    )


@pytest.mark.parametrize("more", [{"id": "the person's"}, {"role": Role.RECOVERY}])
def test_nobody_gives_a_members_id_to_other_keys_or_a_second_secret(staffed, more):
    vault = opened_by(staffed, Role.SUPERVISOR)
    forged(vault, Act.ADMITTED, members=members_like(vault, **more))
    closed(vault)
    with pytest.raises(DamagedError, match=r"other keys|may not write"):
        reopened(staffed)


def test_who_left_does_not_come_back_by_the_same_keys(staffed):
    vault = opened_by(staffed, Role.SUPERVISOR)
    worker = find_member(vault, "caseworker")
    rotate_files(vault, key_file_of(staffed), AT, (worker,))
    forged(vault, Act.ADMITTED, members=(worker,))
    closed(vault)
    with pytest.raises(DamagedError, match="other keys"):
        reopened(staffed)


def test_a_new_passphrase_gives_new_keys_so_that_after_a_rotation_the_old_ones_open_nothing(staffed):
    vault = opened_by(staffed, Role.CASEWORKER)
    old = Pair(vault.pair.opening, vault.pair.signing)
    change_passphrase(vault, "caseworker", f"{WORDS} caseworker", "new words", AT)
    assert vault.add("note", b"under new keys", AT)
    closed(vault)
    vault = reopened(staffed)
    rotate_files(vault, key_file_of(staffed), AT)
    for lock in locks_of(vault).locks:
        with pytest.raises(BrokenSealError):
            keys_from_box(old, lock.keys, vault.case)
    closed(vault)
    closed(reopened(staffed, "caseworker", "new words"))


def test_newest_records_cut_off_by_a_member_are_found_with_the_audit_key_once_anybody_writes_again(vault):
    """A member can put an earlier end under the log key, but not the forward key that belonged to it."""
    for content in (b"one", b"two", b"three"):
        vault.add("note", content, AT)
    with vault.store.transaction():
        vault.chain.cut_back(3, vault.chain.members)
        vault.put_head()
    vault.add("note", b"another two", AT)
    assert find_unproved(vault.audit_key, vault.case, vault.chain.links, vault.proofs()) == 4


def test_nobody_can_write_in_anothers_name(staffed):
    vault = opened_by(staffed, Role.CASEWORKER)
    supervisor = next(member for member in vault.members() if member.role == Role.SUPERVISOR)
    forged(vault, Act.VIEWED, writer=supervisor.id)
    closed(vault)
    with pytest.raises(DamagedError, match="signature"):
        reopened(staffed)


def test_a_log_written_anew_by_a_member_is_noticed_by_the_others(staffed):
    vault = opened_by(staffed, Role.SUPERVISOR)
    fresh = Vault(vault.store, vault.case, bytes(vault.outer), vault.me, vault.role, vault.pair, vault.keys)
    members = {member.role: member for member in vault.members()}
    with vault.store.transaction():
        fresh.put(Act.CREATED, AT, members=(members[Role.SUPERVISOR],))
        fresh.put(Act.ADMITTED, AT, members=(members[Role.PERSON],))
        fresh.put_entry("note", b"another story", AT, Compartment.FACTS)
        fresh.put_head()
    closed(vault)
    with pytest.raises(DamagedError, match="written anew from the beginning"):
        reopened(staffed)


def test_those_left_out_at_a_rotation_open_nothing_any_more(staffed):
    vault = reopened(staffed)
    leaving = find_member(vault, "caseworker")
    assert leaving is not None
    rotate_files(vault, key_file_of(staffed), AT, (leaving,))
    vault.add("note", b"afterwards", AT)
    closed(vault)
    with pytest.raises(NotUnlockedError):
        opened_by(staffed, Role.CASEWORKER)
    for role in (Role.PERSON, Role.SUPERVISOR, Role.INTERPRETER, Role.AUDITOR):
        closed(opened_by(staffed, role))


def test_a_rotation_leaves_the_log_and_its_receipts_as_they_were(staffed):
    vault = reopened(staffed)
    before, receipt, proofs = vault.records(), vault.receipt(), vault.proofs()
    rotate_files(vault, key_file_of(staffed), AT)
    closed(vault)
    vault = reopened(staffed)
    assert vault.records()[: len(before)] == before
    assert vault.proofs()[: len(before)] == proofs
    assert vault.bears_out(receipt)
    closed(vault)


def test_keys_known_before_a_rotation_open_nothing_afterwards(staffed):
    vault = reopened(staffed)
    thief = Vault(
        vault.store,
        vault.case,
        bytes(vault.outer),
        vault.me,
        vault.role,
        vault.pair,
        type(vault.keys)({name.value: bytes(key) for name, key in vault.keys.of.items()}),
    )
    thief.read()
    rotate_files(vault, key_file_of(staffed), AT)
    vault.add("note", b"afterwards", AT)
    with pytest.raises(LockedError):
        thief.read()
    closed(vault)


def test_a_rotation_cut_short_leaves_one_key_after_the_next_opening(staffed):
    vault = reopened(staffed)
    with pytest.raises(KeyboardInterrupt):
        rotate_interrupted(vault, staffed)
    closed(vault)
    assert len(read_keys(key_file_of(staffed))) == 2
    closed(reopened(staffed))
    assert len(read_keys(key_file_of(staffed))) == 1
    closed(reopened(staffed))


def rotate_interrupted(vault, file) -> None:
    from safeconduct.vault.keyfile import keep_keys
    from safeconduct.vault.membership import rotate

    def keep(keys):
        if len(keys) == 1:
            raise KeyboardInterrupt
        keep_keys(key_file_of(file), keys)

    rotate(vault, AT, (), keep)


def test_a_rotation_never_tells_whether_there_is_a_shared_secret(staffed):
    vault = opened_by(staffed, Role.SUPERVISOR)
    before = len(vault.store.area("recovery"))
    rotate_files(vault, key_file_of(staffed), AT, (find_member(vault, "me"), find_member(vault, "caseworker")))
    assert len(vault.store.area("recovery")) == before
    closed(vault)


def test_a_rotation_that_fails_changes_nothing(staffed, monkeypatch):
    vault = reopened(staffed)
    with monkeypatch.context() as patched:
        patched.setattr("safeconduct.vault.membership.put_recovery", lambda *given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rotate_files(vault, key_file_of(staffed), AT)
    vault.add("note", b"goes on", AT)
    closed(vault)
    closed(reopened(staffed))


def test_many_are_left_out_in_several_rotations(vault, file):
    leaving = tuple(Member(bytes([0, 0, 1, number]), Role.AUDITOR, b"", b"") for number in range(MOST_LEAVING + 1))
    with pytest.raises(RefusalError, match="at a time"):
        rotate_files(vault, key_file_of(file), AT, leaving)
    rotate_files(vault, key_file_of(file), AT, leaving[1:])


def test_nobody_leaves_themselves_out(vault, file):
    with pytest.raises(ForbiddenError):
        rotate_files(vault, key_file_of(file), AT, (find_member(vault, "me"),))


def test_a_name_is_given_once(vault):
    with pytest.raises(RefusalError, match="of that name"):
        admit(vault, " ME ", Role.CASEWORKER, WORDS, AT)
    assert len(vault.members()) == 1


def test_a_passphrase_is_changed_by_those_who_know_the_old_one(vault):
    admit(vault, "worker", Role.CASEWORKER, "words", AT)
    for name, words in (("me", "other words"), ("worker", "words")):
        with pytest.raises(NotUnlockedError):
            change_passphrase(vault, name, words, "new", AT)
    assert [record.act for record in vault.records()].count(Act.PASSPHRASE) == 0


@pytest.mark.parametrize("role", [role for role in Role if role not in FOUNDERS])
def test_a_vault_is_begun_by_those_who_can_let_others_in(role):
    with pytest.raises(RefusalError, match="begun by person or supervisor"):
        create_vault(None, bytes(32), "me", role, WORDS, AT)


def test_who_only_has_the_log_sees_nobodys_name_and_no_kind(staffed):
    vault = opened_by(staffed, Role.AUDITOR)
    held = b"".join(
        signed.record for number in range(1, vault.chain.number + 1) for _, signed in [vault.record(number)]
    )
    closed(vault)
    assert [word for word in (b"note", b"member", b"me ", b"secret") if word in held] == []


def test_who_only_has_the_log_cannot_try_what_an_entry_may_say(vault):
    """The digest in a record would tell "yes" from "no" if nothing random were in it."""
    for _ in range(2):
        vault.add("note", b"yes", AT)
    digests = {record.digest for record in vault.records() if record.digest}
    assert len(digests) == 3
    assert digest_of(bytes(16) + msgspec.msgpack.encode(Content("note", b"yes"))) not in digests


# --- forward proofs ---


def test_the_audit_key_proves_every_record(vault):
    vault.add("note", b"x" * 5000, AT)
    assert vault.audit_key is not None
    key = audit_key_from(audit_key_text(vault.audit_key).lower())
    assert find_unproved(key, vault.case, vault.chain.links, vault.proofs()) is None
    assert find_unproved(os.urandom(15), vault.case, vault.chain.links, vault.proofs()) == 1


def test_a_thief_with_every_key_of_today_cannot_rewrite_yesterday(vault):
    """The thief is the founder's double: all keys, the signing key too, and the head. Links and signatures then hold; the proofs do not."""
    vault.add("note", b"yesterday", AT)
    witness = vault.receipt()
    stolen = bytes(vault.forward)
    with vault.store.transaction():
        first, last = vault.chain.records[:2], vault.chain.records[2:]
        vault.chain.cut_back(2, vault.chain.members)
        vault.put_entry("note", b"another yesterday", AT, Compartment.FACTS)
        _, signed = vault.record(3)
        signed = structs.replace(signed, proof=proof_of(stolen, vault.chain.link))
        sealed = sealed_record(vault.keys[Compartment.LOG], vault.case, 3, signed) + vault.store.slot(3)[508:]
        vault.store.put_slot(3, sealed)
        vault.put_head()
    assert (len(first), len(last)) == (2, 1)
    assert vault.entries(AT)[-1].content == b"another yesterday"
    assert find_unproved(vault.audit_key, vault.case, vault.chain.links, vault.proofs()) == 3
    assert not vault.bears_out(witness)


def test_the_key_of_the_next_proof_is_all_that_is_kept(vault):
    from safeconduct.vault.forward import first_key, next_key

    key = first_key(vault.audit_key, vault.case)
    for _ in vault.records():
        key = next_key(key)
    assert bytes(vault.forward) == key


def test_what_is_being_written_when_the_keys_are_overwritten_is_not_written(vault, file):
    before = vault.receipt()
    put = vault.store.put_slot

    def put_slot(number, sealed):
        vault.lock()
        put(number, sealed)

    vault.store.put_slot = put_slot
    with pytest.raises(LockedError):
        vault.add("note", b"secret", AT)
    vault.store.close()
    again = reopened(file)
    assert again.bears_out(before)
    assert not any(one.act == Act.ADDED for one in again.records()[before.number :])
