"""Properties 9 to 12: unlocking tells nothing, costs something, and locking clears what was in memory."""

import inspect
import os
import subprocess
import sys

import pytest
from msgspec import structs

from safeconduct.vault import locks, membership, parcel, passphrases, resealing
from safeconduct.vault.files import open_files
from safeconduct.vault.keyfile import keep_keys, read_keys
from safeconduct.vault.locks import sealed_locks, unsealed_locks
from safeconduct.vault.membership import admit, change_passphrase
from safeconduct.vault.model import Act, Compartment, Receipt, Role
from safeconduct.vault.passphrases import Cost
from safeconduct.vault.places import key_file_of
from safeconduct.vault.refusals import LockedError, NotUnlockedError
from safeconduct.vault.sqlite_store import SqliteStore
from safeconduct.vault.vault import Vault
from vault.vaults import AT, CHEAP, WORDS, closed, reopened


def with_area(file, name: str, sealed: bytes) -> None:
    store = SqliteStore(file)
    with store.transaction():
        store.put_area(name, sealed)
    store.close()


WRONG = {
    "passphrase": lambda file: reopened(file, words="other words"),
    "name": lambda file: reopened(file, name="you"),
    "key": lambda file: (keep_keys(key_file_of(file), (bytes(32),)), reopened(file)),
    "key file": lambda file: (key_file_of(file).unlink(), reopened(file)),
    "locks": lambda file: (with_area(file, "locks", bytes(16412)), reopened(file)),
    "id": lambda file: (with_area(file, "case", b""), reopened(file)),
    "header": lambda file: (file.write_bytes(b"SQLite format 4" + file.read_bytes()[15:]), reopened(file)),
    "empty": lambda file: (file.write_bytes(b""), reopened(file)),
    "absent": lambda file: (file.unlink(), reopened(file)),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_property_09_whatever_is_wrong_the_answer_and_the_work_are_the_same(vault, file, wrong, monkeypatch):
    closed(vault)
    tried = []
    hashed = passphrases.hash_secret_raw
    monkeypatch.setattr(passphrases, "hash_secret_raw", lambda *asked: tried.append(asked[2:]) or hashed(*asked))
    with pytest.raises(NotUnlockedError) as refusal:
        WRONG[wrong](file)
    assert str(refusal.value) == str(NotUnlockedError())
    assert [asked[:3] for asked in tried] == [(CHEAP.passes, CHEAP.memory_kib, CHEAP.lanes)]


def test_property_10_a_passphrase_costs_what_it_should(real_cost):
    assert passphrases.FLOOR.memory_kib >= 64 * 1024
    assert passphrases.FLOOR.passes >= 3
    assert passphrases.DEFAULT.reaches(passphrases.FLOOR)
    assert passphrases.WORDS * 10 >= 80  # bits


def test_property_10_the_cost_cannot_be_lowered_in_the_file(vault, file, monkeypatch):
    monkeypatch.setattr(passphrases, "FLOOR", Cost(16, 2, 1))
    outers, case = read_keys(key_file_of(file)), vault.case
    found = unsealed_locks(vault.store.area("locks"), outers, case)
    assert found is not None
    lowered = structs.replace(
        found[0], locks=tuple(structs.replace(lock, cost=Cost(8, 1, 1)) for lock in found[0].locks)
    )
    closed(vault)
    with_area(file, "locks", sealed_locks(lowered, outers[0], case))
    with pytest.raises(NotUnlockedError):
        reopened(file)


@pytest.mark.parametrize(
    "cost", [Cost(9, 1, 1), Cost(8, 2, 1), Cost(2**31, 1, 1), Cost(8, 2**31, 1), Cost(8, 1, 0), Cost(-8, 1, 1)]
)
def test_property_10_another_cost_than_the_lock_was_made_with_opens_nothing(vault, file, cost):
    outers, case = read_keys(key_file_of(file)), vault.case
    found = unsealed_locks(vault.store.area("locks"), outers, case)
    assert found is not None
    other = structs.replace(found[0], locks=tuple(structs.replace(lock, cost=cost) for lock in found[0].locks))
    closed(vault)
    with_area(file, "locks", sealed_locks(other, outers[0], case))
    with pytest.raises(NotUnlockedError):
        reopened(file)


def test_property_10_the_cost_is_raised_to_what_is_usual_when_the_vault_is_opened(vault, file, monkeypatch):
    closed(vault)
    monkeypatch.setattr(passphrases, "DEFAULT", Cost(16, 2, 1))
    vault = reopened(file)
    found = unsealed_locks(vault.store.area("locks"), read_keys(key_file_of(file)), vault.case)
    closed(vault)
    assert found is not None
    assert [lock.cost for lock in found[0].locks] == [Cost(16, 2, 1)]
    closed(reopened(file))


def test_property_10_all_locks_a_vault_may_have_fit_into_their_area(vault):
    for number in range(locks.MOST_LOCKS - 1):
        admit(vault, f"member {number}", Role.SUPERVISOR, WORDS, AT)
    with pytest.raises(Exception, match="at most 32 members"):
        admit(vault, "one more", Role.SUPERVISOR, WORDS, AT)
    assert len(vault.members()) == locks.MOST_LOCKS


ARGUMENTS = {
    "at": AT,
    "kind": "note",
    "content": b"x",
    "act": Act.VIEWED,
    "number": 1,
    "receipt": Receipt(1, "A" * 16),
    "name": "you",
    "role": Role.AUDITOR,
    "passphrase": "words",
    "new": "words",
    "without": (),
    "keep": lambda keys: None,
    "parcel": None,
    "keys": None,
    "locks": None,
    "outer": b"",
    "compartment": Compartment.FACTS,
}
METHODS = [
    name for name in vars(Vault) if callable(getattr(Vault, name)) and not name.startswith("_") and name != "lock"
]
FUNCTIONS = [
    function
    for module in (membership, parcel, resealing)
    for name, function in vars(module).items()
    if inspect.isfunction(function)
    and function.__module__ == module.__name__
    and "vault" in inspect.signature(function).parameters
]
WITHIN = {
    "put",
    "put_entry",
    "put_head",
    "make_room",
    "catch_up",
    "read_head",
    "read_log",
    "record",
    "piece",
    "find_entry",
    "beginnings",
    "ends",
}
PARTS = {"locks_of", "put_locks", "relock_all", "reseal", "copy_of"}  # called within what is tried here


@pytest.mark.parametrize("name", [name for name in METHODS if name not in WITHIN])
def test_property_11_a_locked_vault_does_nothing(vault, name):
    vault.lock()
    with pytest.raises(LockedError):
        use(getattr(vault, name))


@pytest.mark.parametrize(
    "function",
    [function for function in FUNCTIONS if function.__name__ not in PARTS],
    ids=lambda function: function.__name__,
)
def test_property_11_nor_does_anything_else_with_it(vault, function):
    vault.lock()
    with pytest.raises(LockedError):
        use(function, vault)


def use(function, *first) -> None:
    parameters = list(inspect.signature(function).parameters.values())[len(first) :]
    given = [ARGUMENTS[one.name] for one in parameters if one.default is one.empty and one.kind != one.KEYWORD_ONLY]
    found = function(*first, *given)
    if hasattr(found, "__enter__"):
        found.__enter__()


def twice_unlocked(vault) -> Vault:
    """Return the same member's second vault over the same store: another session in one program."""
    return Vault(
        vault.store,
        vault.case,
        bytes(vault.outer),
        vault.me,
        vault.role,
        type(vault.pair)(vault.pair.opening, vault.pair.signing),
        type(vault.keys)({name.value: bytes(key) for name, key in vault.keys.of.items()}),
    )


def test_property_11_a_new_passphrase_ends_the_members_other_sessions(vault):
    other = twice_unlocked(vault)
    assert other.add("note", b"in time", AT)
    change_passphrase(vault, "me", WORDS, "new words", AT)
    with pytest.raises(LockedError):
        other.add("note", b"too late", AT)
    assert other.locked
    assert vault.add("note", b"this one goes on", AT)


def test_property_11_only_the_new_passphrase_opens(vault, file):
    change_passphrase(vault, "me", WORDS, "new words", AT)
    closed(vault)
    with pytest.raises(NotUnlockedError):
        reopened(file)
    closed(reopened(file, words="New  WORDS "))


def test_two_sessions_of_one_program_write_one_chain(vault):
    other = twice_unlocked(vault)
    for number in range(5):
        vault.add("note", f"a{number}".encode(), AT)
        other.add("note", f"b{number}".encode(), AT)
    contents = [entry.content for entry in vault.entries(AT)][1:]
    assert contents == [f"{who}{number}".encode() for number in range(5) for who in "ab"]


def test_property_12_keys_are_zero_after_locking(vault):
    held = [vault.outer, vault.forward, vault.pair.opening, vault.pair.signing, *vault.keys.of.values()]
    assert all(any(key) for key in held)
    vault.lock()
    assert not any(any(key) for key in held)


@pytest.mark.skipif(sys.platform != "linux", reason="says what Linux does")
def test_property_12_no_core_is_dumped():
    program = (
        "import resource, ctypes\n"
        "from safeconduct.vault.memory import keep_in\n"
        "before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)\n"
        "keep_in()\n"
        "print(before, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": "src"},
    )
    assert printed.stdout.split(maxsplit=1)[1].strip() == "0 (0, 0)"


def test_a_key_file_elsewhere_opens(vault, file, tmp_path):
    closed(vault)
    (tmp_path / "stick").mkdir()
    key_file_of(file).rename(tmp_path / "stick" / "any.skey")
    closed(open_files(file, tmp_path / "stick" / "any.skey", "me", WORDS, AT))
    with pytest.raises(NotUnlockedError):
        reopened(file)
