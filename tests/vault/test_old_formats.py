"""Property 7: a file of each format that ever was is kept, empty and full, and opens."""

import shutil

import pytest

from safeconduct.vault.files import recover_files
from safeconduct.vault.forward import find_unproved
from safeconduct.vault.model import Act, Role
from safeconduct.vault.places import key_file_of
from safeconduct.vault.refusals import DamagedError, ForbiddenError
from safeconduct.vault.slots import OLDEST, VERSION
from safeconduct.vault.sqlite_store import SqliteStore
from vault.keep import DOCUMENT, ENTRIES, KEPT, SECRET
from vault.vaults import AT, WORDS, closed, reopened

FORMATS = range(OLDEST, VERSION + 1)


@pytest.fixture(params=FORMATS)
def kept(request, tmp_path):
    """Copies of the two vaults kept of a format."""
    for path in KEPT.glob(f"format-{request.param}-*"):
        shutil.copy(path, tmp_path)
    return (
        request.param,
        tmp_path / f"format-{request.param}-empty.scase",
        tmp_path / f"format-{request.param}-full.scase",
    )


def contents_of(vault):
    return [entry.content for entry in vault.entries(AT) if entry.kind != "member"]


def test_property_07_the_empty_file_of_each_format_opens(kept):
    vault = reopened(kept[1])
    assert contents_of(vault) == []
    assert vault.add("note", b"it can be written as well", AT)
    closed(vault)


def test_property_07_the_full_file_of_each_format_opens_with_all_that_was_in_it(kept):
    for _ in range(2):  # the second time it is of the present format
        vault = reopened(kept[2])
        assert contents_of(vault) == [*ENTRIES, DOCUMENT]
        assert vault.store.version() == VERSION
        closed(vault)


def test_property_07_every_member_of_each_format_is_still_let_in(kept):
    closed(reopened(kept[2], "worker"))
    for name in ("me", "interpreter", "auditor"):
        closed(reopened(kept[2], name))


def test_property_07_each_format_is_recovered_by_its_shared_secret(kept):
    key_file_of(kept[2]).unlink()
    vault = recover_files(kept[2], key_file_of(kept[2]), SECRET, "new", Role.PERSON, WORDS, AT)
    assert contents_of(vault) == [*ENTRIES, DOCUMENT]
    closed(vault)
    closed(reopened(kept[2], "new"))


def test_property_07_the_files_kept_are_of_the_format_they_name(kept):
    for path in kept[1:]:
        store = SqliteStore(path)
        assert store.version() == kept[0]
        store.close()


def test_format_1_gets_proofs_and_an_audit_key(tmp_path):
    for path in KEPT.glob("format-1-full*"):
        shutil.copy(path, tmp_path)
    vault = reopened(tmp_path / "format-1-full.scase")
    assert vault.audit_key is not None
    assert find_unproved(vault.audit_key, vault.case, vault.chain.links, vault.proofs()) is None
    assert [record.act for record in vault.records()].count(Act.MIGRATED) == 1
    closed(vault)


@pytest.mark.parametrize("name", ["interpreter", "auditor"])
def test_who_cannot_read_all_of_a_file_cannot_migrate_it(tmp_path, name):
    for path in KEPT.glob("format-1-full*"):
        shutil.copy(path, tmp_path)
    with pytest.raises(ForbiddenError, match="has to open it first"):
        reopened(tmp_path / "format-1-full.scase", name)
    assert (tmp_path / "format-1-full.scase").read_bytes()[60:64] == (1).to_bytes(4, "big")


@pytest.mark.parametrize("version", [0, VERSION + 1, 2**31 - 1])
def test_a_format_of_the_future_is_named(vault, file, version):
    with vault.store.transaction():
        vault.store.set_version(version)
    closed(vault)
    with pytest.raises(DamagedError, match=f"format {version} is not known"):
        reopened(file)


def test_a_format_that_is_given_for_another_is_refused(vault, file):
    with vault.store.transaction():
        vault.store.set_version(1)
    closed(vault)
    with pytest.raises(DamagedError):
        reopened(file)
