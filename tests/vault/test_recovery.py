"""Property 6 (erased is erased), recovery by a shared secret, and parcels."""

import itertools
import shutil
import stat

import pytest

from safeconduct.vault import passphrases
from safeconduct.vault.files import erase_files, import_files, open_files, recover_files, rotate_files
from safeconduct.vault.keyfile import read_keys
from safeconduct.vault.membership import admit
from safeconduct.vault.model import Act, Compartment, Role
from safeconduct.vault.parcel import BEGINS, COST, SALT, export
from safeconduct.vault.passphrases import Cost
from safeconduct.vault.places import key_file_of
from safeconduct.vault.recovery import fresh_secret, pair_from, secret_from, shares_of
from safeconduct.vault.refusals import (
    DamagedError,
    ForbiddenError,
    NotUnlockedError,
    RefusalError,
    ThereAlreadyError,
    UnwritableError,
)
from vault.vaults import AT, WORDS, closed, new_vault, reopened

SECRET = bytes(range(16))


@pytest.fixture
def shared(file):
    """A vault with a shared secret, an entry and a caseworker, closed."""
    vault = new_vault(file, pair_from(SECRET))
    vault.add("note", b"secret", AT)
    admit(vault, "worker", Role.CASEWORKER, WORDS, AT)
    closed(vault)
    return file


# --- erasing ---


def test_property_06_after_erasing_no_backup_opens_with_any_passphrase(shared, tmp_path):
    backup = tmp_path / "backup.scase"
    shutil.copy(shared, backup)
    erase_files(shared, key_file_of(shared))
    assert [path.name for path in tmp_path.iterdir()] == ["backup.scase"]
    for name in ("me", "worker"):
        with pytest.raises(NotUnlockedError):
            open_files(backup, key_file_of(shared), name, WORDS, AT)


def test_property_06_the_key_is_overwritten_where_it_lies(shared, tmp_path):
    key = read_keys(key_file_of(shared))[0]
    tmp_path.joinpath("second name").hardlink_to(key_file_of(shared))
    erase_files(shared, key_file_of(shared))
    assert tmp_path.joinpath("second name").read_bytes().count(0) == 50
    assert key not in tmp_path.joinpath("second name").read_bytes()


@pytest.mark.usefixtures("vault")
def test_property_06_an_open_vault_can_be_erased_too(file, tmp_path):
    erase_files(file, key_file_of(file))
    assert list(tmp_path.iterdir()) == []


def test_property_06_backups_from_before_a_rotation_do_not_open(shared, tmp_path):
    backup = tmp_path / "backup.scase"
    shutil.copy(shared, backup)
    vault = reopened(shared)
    rotate_files(vault, key_file_of(shared), AT)
    closed(vault)
    with pytest.raises(NotUnlockedError):
        open_files(backup, key_file_of(shared), "me", WORDS, AT)


def test_what_is_not_there_cannot_be_erased(tmp_path):
    with pytest.raises(DamagedError, match="no such file"):
        erase_files(tmp_path / "K-07.scase", tmp_path / "K-07.skey")


# --- recovery ---


def test_any_two_of_three_shares_give_the_secret_back():
    secret = fresh_secret()
    shares = shares_of(secret, 2, 3)
    assert {secret_from(list(two)) for two in itertools.combinations(shares, 2)} == {secret}
    assert secret_from(shares) == secret  # who has them all brings them all
    assert secret_from([shares[0], *shares]) == secret
    assert {len(share.split()) for share in shares} == {20}


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s[:1],
        lambda s: [s[0], s[0]],
        lambda s: [],
        lambda s: ["word", "word"],
        lambda s: [s[0], " ".join([*s[1].split()[:-1], "academic"])],
        lambda s: [s[0], shares_of(bytes(16), 2, 3)[1]],
    ],
)
def test_shares_that_are_not_enough_or_wrong_are_refused(change):
    with pytest.raises(RefusalError, match="these shares"):
        secret_from(change(shares_of(SECRET, 2, 3)))


@pytest.mark.parametrize(("needed", "made"), [(1, 3), (3, 2), (0, 0), (2, 17)])
def test_shares_that_make_no_sense_are_refused(needed, made):
    with pytest.raises(RefusalError):
        shares_of(SECRET, needed, made)


@pytest.mark.parametrize("lost", ["key file", "passphrase"])
def test_a_vault_is_recovered(shared, lost):
    receipt = opened_receipt(shared)
    if lost == "key file":
        key_file_of(shared).unlink()
    vault = recover_files(shared, key_file_of(shared), SECRET, "new", Role.PERSON, "new words", AT)
    assert b"secret" in [entry.content for entry in vault.entries(AT)]
    assert vault.bears_out(receipt)
    assert [member.role for member in vault.members()] == [Role.RECOVERY, Role.PERSON]
    closed(vault)
    closed(reopened(shared, "new", "new words"))
    assert len(read_keys(key_file_of(shared))) == 1
    for name in ("me", "worker"):
        with pytest.raises(NotUnlockedError):
            reopened(shared, name)


def opened_receipt(file):
    vault = reopened(file)
    receipt = vault.receipt()
    closed(vault)
    return receipt


def test_a_vault_is_recovered_after_a_rotation_and_again(shared):
    vault = reopened(shared)
    rotate_files(vault, key_file_of(shared), AT)
    closed(vault)
    for name in ("one", "two"):
        closed(recover_files(shared, key_file_of(shared), SECRET, name, Role.SUPERVISOR, WORDS, AT))
    vault = reopened(shared, "two")
    assert [record.act for record in vault.records()].count(Act.RECOVERED) == 2
    closed(vault)


@pytest.mark.parametrize("secret", [bytes(16), b"x" * 16])
def test_another_secret_opens_nothing_and_changes_nothing(shared, secret):
    before = key_file_of(shared).read_bytes()
    with pytest.raises(NotUnlockedError):
        recover_files(shared, key_file_of(shared), secret, "new", Role.PERSON, WORDS, AT)
    assert key_file_of(shared).read_bytes() == before
    closed(reopened(shared))


def test_a_vault_without_a_shared_secret_opens_by_none_and_looks_the_same(vault, file, tmp_path):
    closed(vault)
    with pytest.raises(NotUnlockedError):
        recover_files(file, key_file_of(file), bytes(16), "new", Role.PERSON, WORDS, AT)
    other = new_vault(tmp_path / "none.scase")
    both = new_vault(tmp_path / "both.scase", pair_from(SECRET))
    assert len(other.store.area("recovery")) == len(both.store.area("recovery"))
    closed(other)
    closed(both)


# --- parcels ---


@pytest.fixture
def parcel(shared, tmp_path):
    vault = reopened(shared)
    vault.add("document", bytes(range(256)) * 30, AT, compartment=Compartment.SHARED)
    export(vault, tmp_path / "out.parcel", "parcel words", AT)
    closed(vault)
    return tmp_path / "out.parcel"


def test_a_parcel_brings_everything(shared, parcel, tmp_path):
    there = tmp_path / "there.scase"
    import_files(parcel, there, key_file_of(there), "parcel  WORDS")
    mine, theirs = reopened(shared), reopened(there)
    records = theirs.records()
    assert records[:-1] == mine.records()[:-1]
    assert records[-2].act == Act.EXPORTED
    assert [entry.content for entry in theirs.entries(AT)] == [entry.content for entry in mine.entries(AT)]
    closed(mine)
    closed(theirs)
    closed(reopened(there, "worker"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in (parcel, there, key_file_of(there))} == {0o600}


def test_a_parcel_opens_only_with_its_passphrase_and_unchanged(parcel, tmp_path):
    there = tmp_path / "there.scase"
    with pytest.raises(NotUnlockedError):
        import_files(parcel, there, key_file_of(there), WORDS)
    whole = parcel.read_bytes()
    for place in (len(BEGINS), len(BEGINS) + SALT + 11, len(BEGINS) + SALT + 3, 70, len(whole) - 1):
        parcel.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises((NotUnlockedError, DamagedError)):
            import_files(parcel, there, key_file_of(there), "parcel words")
    assert not there.exists()
    assert not key_file_of(there).exists()


@pytest.mark.parametrize(
    "cost", [Cost(0, 0, 0), Cost(8, 1, 0), Cost(2**32 - 1, 2**32 - 1, 2**32 - 1), Cost(8, 1, 2**31)]
)
def test_a_parcel_cannot_bring_a_machine_down(parcel, tmp_path, cost):
    head = len(BEGINS) + SALT
    whole = parcel.read_bytes()
    parcel.write_bytes(whole[:head] + COST.pack(cost.memory_kib, cost.passes, cost.lanes) + whole[head + COST.size :])
    with pytest.raises(NotUnlockedError):
        import_files(parcel, tmp_path / "there.scase", tmp_path / "there.skey", "parcel words")


@pytest.mark.parametrize("content", [b"", b"x", BEGINS, BEGINS + bytes(10), b"safeconduct parcel 9\n" + bytes(100)])
def test_what_is_no_parcel_is_said_so(tmp_path, content):
    (tmp_path / "in.parcel").write_bytes(content)
    with pytest.raises(DamagedError, match="no parcel"):
        import_files(tmp_path / "in.parcel", tmp_path / "a.scase", tmp_path / "a.skey", WORDS)


def test_a_parcel_is_never_put_over_anything(shared, parcel, tmp_path):
    with pytest.raises(ThereAlreadyError):
        import_files(parcel, shared, key_file_of(shared), "parcel words")
    with pytest.raises(ThereAlreadyError):
        import_files(parcel, tmp_path / "there.scase", key_file_of(shared), "parcel words")
    closed(reopened(shared))
    vault = reopened(shared)
    with pytest.raises(ThereAlreadyError):
        export(vault, parcel, WORDS, AT)
    closed(vault)


@pytest.mark.parametrize("role", [Role.INTERPRETER, Role.AUDITOR])
def test_who_may_not_read_all_cannot_export(shared, tmp_path, role):
    vault = reopened(shared)
    admit(vault, "guest", role, WORDS, AT)
    closed(vault)
    vault = reopened(shared, "guest")
    with pytest.raises(ForbiddenError):
        export(vault, tmp_path / "out.parcel", WORDS, AT)
    assert not (tmp_path / "out.parcel").exists()
    closed(vault)


def test_a_parcel_has_the_cost_of_a_lock(parcel):
    head = len(BEGINS) + SALT
    assert Cost(*COST.unpack(parcel.read_bytes()[head : head + COST.size])) == passphrases.DEFAULT


def test_a_parcel_into_a_folder_that_is_not_there_is_told(shared, tmp_path):
    vault = reopened(shared)
    with pytest.raises(UnwritableError, match="cannot be written"):
        export(vault, tmp_path / "no" / "out.parcel", WORDS, AT)
    closed(vault)
