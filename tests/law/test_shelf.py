"""The program finds the lawbooks it came with, in a checkout and when installed."""

import pytest

from safeconduct.law import shelf


def test_a_checkout_finds_its_own_folders():
    assert (shelf.lawbook_folder(), shelf.case_folder()) == (shelf.CHECKOUT / "lawbooks", shelf.CHECKOUT / "cases")
    assert (shelf.lawbook_folder() / "common" / "lawbook.yaml").is_file()


def test_an_installed_program_finds_the_folders_in_its_package(tmp_path, monkeypatch):
    (tmp_path / "lawbooks_data").mkdir()
    monkeypatch.setattr(shelf, "PACKAGE", tmp_path)
    assert shelf.lawbook_folder() == tmp_path / "lawbooks_data"


def test_an_incomplete_installation_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "PACKAGE", tmp_path)
    monkeypatch.setattr(shelf, "CHECKOUT", tmp_path)
    with pytest.raises(FileNotFoundError, match="lawbooks_data"):
        shelf.lawbook_folder()
