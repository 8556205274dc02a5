"""Properties 1 to 6 and 8: what lies in the files, and what it tells to those who take them."""

import base64
import os
import random
import re
import shutil
import sqlite3
import stat
import zlib

import pytest

from safeconduct.vault import sealing
from safeconduct.vault.files import open_files, salvage_files
from safeconduct.vault.keyfile import keep_keys
from safeconduct.vault.model import Compartment
from safeconduct.vault.places import key_file_of
from safeconduct.vault.refusals import DamagedError, NotUnlockedError, RefusalError, ThereAlreadyError
from safeconduct.vault.sealing import OVERHEAD
from safeconduct.vault.slots import RECORD, SLOT, VERSION, unsealed_piece, unsealed_record
from safeconduct.vault.vault import unsealed_head
from vault.vaults import AT, WORDS, closed, new_vault, reopened

CANARY = "hoeryong-캐너리-1976-zq"


def forms_of(text: str) -> list[bytes]:
    """Return the bytes that would betray a text: in two encodings, and within base64 wherever it begins."""
    utf8 = text.encode()
    inner = [base64.b64encode(bytes(shift) + utf8)[4 * (shift > 0) + 4 : -4] for shift in range(3)]
    return [utf8, text.encode("utf-16-le"), *inner]


def betrayals(folder) -> list[str]:
    """Return the files, by name and form, in which the canary can be read, also after inflating what can be inflated."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        inflated = b"".join(inflations(content))
        found += [path.name for form in forms_of(CANARY) if form in content or form in inflated]
    return found


def inflations(content: bytes):
    for begins in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content):
        try:
            yield zlib.decompressobj().decompress(content[begins.start() :], 100_000)
        except zlib.error:
            continue


def test_the_search_for_canaries_finds_them(tmp_path):
    for name, content in enumerate([*forms_of(CANARY), zlib.compress(CANARY.encode())]):
        (tmp_path / str(name)).write_bytes(b"..." + content + b"...")
    (tmp_path / "base64").write_bytes(base64.b64encode(b"x" + CANARY.encode() + b"yz"))
    assert {*betrayals(tmp_path)} == {"0", "1", "2", "3", "4", "5", "base64"}


def test_property_01_no_plaintext_in_any_file(tmp_path, monkeypatch):
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "SQLITE_TMPDIR"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    vault = new_vault(tmp_path / "K-07.scase")
    for number in range(80):
        vault.add(f"kind {CANARY}", f"{CANARY} {number} {CANARY * 90}".encode(), AT)
    assert (tmp_path / "K-07.scase-journal").exists()  # the file is open: what SQLite keeps beside it is looked at too
    assert betrayals(tmp_path) == []
    assert CANARY.encode() in vault.entries(AT)[-1].content
    closed(vault)
    assert betrayals(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["K-07.scase", "K-07.skey"]


def zero_runs(content: bytes) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(rb"\0{12,}", content)]


def filled(tmp_path, name: str, facts: list[bytes]):
    """Return the bytes of a vault with these facts, and its slots."""
    vault = new_vault(tmp_path / f"{name}.scase")
    for fact in facts:
        vault.add("note", fact, AT)
    slots = [vault.store.slot(number) for number in range(1, vault.store.count() + 1)]
    closed(vault)
    return (tmp_path / f"{name}.scase").read_bytes(), slots


def test_property_02_nothing_by_length_or_number(tmp_path):
    few, few_slots = filled(tmp_path, "few", [b"yes"])
    many, many_slots = filled(tmp_path, "many", ["가".encode() * 200] * 55)
    assert {len(slot) for slot in [*few_slots, *many_slots]} == {SLOT}
    assert len(few) == len(many)
    assert zero_runs(few[100:]) == zero_runs(many[100:])  # the layout is the same: no page tells how full it is
    assert few[28:92] == many[28:92]  # nor does SQLite's header, but for a count that begins anywhere


def test_property_02_how_often_a_file_was_written_is_not_in_its_header(tmp_path):
    counts = {int.from_bytes(filled(tmp_path, f"{name}", [])[0][24:28], "big") for name in range(5)}
    assert max(counts) - min(counts) > 1_000_000


def test_property_02_a_vault_grows_by_doubling(vault):
    counts = set()
    for _ in range(130):
        vault.add("note", b"x", AT)
        counts.add(vault.store.count())
    assert sorted(counts) == [64, 128, 256]


def test_property_03_equal_facts_differ(tmp_path):
    _, slots = filled(tmp_path, "equal", [b"yes"] * 40)
    pieces = {slot[start : start + 16] for slot in slots for start in range(0, SLOT - 16, 16)}
    assert len(pieces) == len(slots) * len(range(0, SLOT - 16, 16))


def test_property_03_nonces_never_repeat_in_a_million():
    assert len({sealing.fresh_nonce() for _ in range(1_000_000)}) == 1_000_000


def test_property_03_a_nonce_that_repeats_is_harmless(monkeypatch):
    monkeypatch.setattr(sealing, "fresh_nonce", lambda: bytes(12))
    key, first, second = bytes(32), b"mother is alive".ljust(64), b"mother is dead.".ljust(64)
    one, other = sealing.seal(key, first, b""), sealing.seal(key, second, b"")
    differing = bytes(a ^ b for a, b in zip(one[12:-16], other[12:-16], strict=True))
    assert differing != bytes(
        a ^ b for a, b in zip(first, second, strict=True)
    )  # under GCM or a stream cipher they would be equal
    assert sum(differing.count(byte) for byte in range(1)) < 8  # no stretch of equal ciphertext either
    assert sealing.unseal(key, one, b"") == first


def outcome(file) -> str:
    """Return what a vault of two known entries says after bytes were changed: the right content, damage, or a refusal."""
    try:
        vault = reopened(file)
    except RefusalError:
        return "refused"
    try:
        contents = [entry.content for entry in vault.entries(AT)][1:]
    except RefusalError:
        return "refused"
    finally:
        closed(vault)
    assert all(content in (right, None) for content, right in zip(contents, [b"first", b"second"], strict=True))
    return "damaged" if None in contents else "right"


@pytest.fixture
def small(file):
    """The bytes of a vault with two entries."""
    vault = new_vault(file)
    vault.add("note", b"first", AT)
    vault.add("note", b"second", AT)
    closed(vault)
    return file.read_bytes()


def test_property_04_any_changed_byte_is_refused_or_reported(file, small):
    chance = random.Random(4)
    slots = sqlite_places(file, small)
    places = [*range(100), *chance.sample(range(len(small)), 80), *chance.sample(slots, 60)]
    seen = set()
    for place in places:
        broken = bytearray(small)
        broken[place] ^= 1 << chance.randrange(8)
        file.write_bytes(broken)
        seen.add(outcome(file))
    assert seen == {"right", "damaged", "refused"}


@pytest.mark.parametrize("part", ["record", "piece", "head", "locks"])
def test_property_04_every_single_bit_of_what_is_sealed_counts(vault, part):
    """All bits of one slot, of the end of the log and of the locks, one after the other."""
    vault.add("note", b"first", AT)
    log, facts, number = vault.keys[Compartment.LOG], vault.keys[Compartment.FACTS], vault.chain.number
    slot, half = vault.store.slot(number), RECORD + OVERHEAD
    whole, opens = {
        "record": (slot[:half], lambda changed: unsealed_record(log, VERSION, vault.case, number, changed)),
        "piece": (
            slot[half:],
            lambda changed: unsealed_piece(facts, VERSION, vault.case, number, slot[:half] + changed),
        ),
        "head": (vault.store.area("head"), lambda changed: unsealed_head(changed, log, VERSION, vault.case)),
        "locks": (vault.store.area("locks")[:600], lambda changed: sealing.unseal(bytes(vault.outer), changed, b"")),
    }[part]
    if part == "locks":
        whole = sealing.seal(bytes(vault.outer), whole, b"")
    opens(whole)
    for bit in range(8 * len(whole)):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(sealing.BrokenSealError):
            opens(bytes(changed))


def sqlite_places(file, content: bytes) -> list[int]:
    """Return where the slots that are in use lie in the file."""
    base = sqlite3.connect(file)
    slots = [
        base.execute("SELECT sealed FROM slot WHERE number = ?", (number,)).fetchone()[0] for number in range(1, 5)
    ]
    base.close()
    return [at for slot in slots for at in range(content.index(slot), content.index(slot) + SLOT)]


def test_property_04_a_table_whose_name_is_no_text_is_refused(file, small):
    for place in [found.start() for found in re.finditer(rb"slot", small[:4096])]:
        file.write_bytes(small[:place] + b"slo\x86" + small[place + 4 :])
        assert outcome(file) == "refused"


def test_property_04_a_file_cut_anywhere_is_refused(file, small):
    for length in range(0, len(small), 4001):
        file.write_bytes(small[:length])
        assert outcome(file) == "refused"


def changed(file, *statements) -> None:
    base = sqlite3.connect(file)
    for statement in statements:
        base.execute(statement)
    base.commit()
    base.close()


CUT = "UPDATE slot SET sealed = randomblob(1560) WHERE number = 4"
SWAPPED = [
    "CREATE TEMP TABLE kept AS SELECT * FROM slot WHERE number IN (3, 4)",
    "UPDATE slot SET sealed = (SELECT sealed FROM kept WHERE kept.number = 7 - slot.number) WHERE number IN (3, 4)",
]
TWICE = "UPDATE slot SET sealed = (SELECT sealed FROM slot AS other WHERE other.number = 3) WHERE number = 4"
PIECE = "UPDATE slot SET sealed = CAST(substr(sealed, 1, 508) || substr((SELECT sealed FROM slot AS o WHERE o.number = 3), 509) AS BLOB) WHERE number = 4"


@pytest.mark.parametrize(
    "change", [[CUT], ["DELETE FROM slot WHERE number = 4"], SWAPPED, [TWICE], ["DELETE FROM slot"]]
)
def test_property_05_cutting_swapping_and_repeating_are_found(file, small, change):
    changed(file, *change)
    with pytest.raises(DamagedError):
        reopened(file)


def test_property_04_what_is_not_damaged_can_still_be_read(file):
    vault = new_vault(file)
    for content in (b"first", b"second" * 1000, b"third", b"fourth"):
        vault.add("note", content, AT)
    closed(vault)
    changed(
        file, "UPDATE slot SET sealed = randomblob(1560) WHERE number IN (5, 9)", "DELETE FROM area WHERE name = 'head'"
    )
    with pytest.raises(DamagedError):
        reopened(file)
    found = [(entry.number, entry.content) for entry in salvage_files(file, key_file_of(file), "me", WORDS)][1:]
    assert found == [(3, b"first"), (4, None), (10, b"third"), (11, b"fourth")]


def test_property_05_content_put_under_another_record_is_reported(file, small):
    changed(file, PIECE)
    assert outcome(file) == "damaged"


def test_property_05_a_record_of_another_case_is_found(file, small, tmp_path):
    other = new_vault(tmp_path / "other.scase")
    other.add("note", b"first", AT)
    other.add("note", b"forged", AT)
    foreign = other.store.slot(4)
    closed(other)
    base = sqlite3.connect(file)
    base.execute("UPDATE slot SET sealed = ? WHERE number = 4", (foreign,))
    base.commit()
    base.close()
    with pytest.raises(DamagedError, match="record 4 is damaged"):
        reopened(file)


def test_property_05_yesterdays_file_is_found_with_a_receipt_and_only_with_one(file, small):
    vault = reopened(file)
    receipt = vault.add("note", b"today", AT)
    closed(vault)
    file.write_bytes(small)
    vault = reopened(file)  # nothing in the file itself can tell
    vault.add("note", b"another today", AT)
    assert not vault.bears_out(receipt)
    assert vault.bears_out(vault.receipt())
    closed(vault)


def test_property_08_files_are_for_their_owner_alone(tmp_path):
    before = os.umask(0)
    try:
        vault = new_vault(tmp_path / "K-07.scase")
        vault.add("note", b"x", AT)
        seen = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
        keep_keys(tmp_path / "K-07.skey", (bytes(32),))
        seen["after"] = stat.S_IMODE((tmp_path / "K-07.skey").stat().st_mode)
        closed(vault)
    finally:
        os.umask(before)
    assert seen == dict.fromkeys(["K-07.scase", "K-07.scase-journal", "K-07.skey", "after"], 0o600)


@pytest.mark.parametrize("there", ["K-07.scase", "K-07.skey"])
def test_property_08_nothing_is_written_over_and_no_link_is_followed(tmp_path, there):
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (tmp_path / there).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ThereAlreadyError):
        new_vault(tmp_path / "K-07.scase")
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == [there, "elsewhere"]


def test_a_copy_without_its_key_file_opens_for_nobody(file, small, tmp_path):
    shutil.copy(file, tmp_path / "copy.scase")
    with pytest.raises(NotUnlockedError):
        open_files(tmp_path / "copy.scase", key_file_of(tmp_path / "copy.scase"), "me", WORDS, AT)
