import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lawbook import cases
from safeconduct.law import cache
from safeconduct.law.cache import cache_folder, load_law
from safeconduct.law.model import Law
from safeconduct.lawbook.problems import Problem

SRC = Path(__file__).parents[2] / "src"


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(cases.SAMPLE, tmp_path / "sample"))


def kept() -> Path:
    (found,) = [path for path in cache_folder().iterdir() if not path.name.startswith(".")]
    return found


def refuse(*_):
    raise AssertionError("the lawbook was read again")


def test_a_kept_law_is_the_law(book, monkeypatch):
    law = load_law([book])
    assert isinstance(law, Law)
    monkeypatch.setattr("safeconduct.law.from_lawbook.law_from_sources", refuse)
    assert load_law([book]) == law


def test_a_kept_law_is_for_its_user_only(book):
    load_law([book])
    assert stat.S_IMODE(kept().stat().st_mode) == 0o600
    assert stat.S_IMODE(cache_folder().stat().st_mode) == 0o700


def test_a_changed_lawbook_is_read_again(book):
    before = load_law([book])
    main = book / "lawbook.yaml"
    main.write_text(main.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"'), encoding="utf-8")
    after = load_law([book])
    assert (before.books["sample"].version, after.books["sample"].version) == ("1", "2")
    assert before.fingerprint != after.fingerprint


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b"", lambda b: b[:100] + b"\x00" + b[101:], lambda b: b"x" * 40]
)
def test_a_damaged_kept_law_is_written_anew(book, damage):
    law = load_law([book])
    path = kept()
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    assert load_law([book]) == law
    assert path.read_bytes() == sound


def test_a_kept_law_of_another_form_is_written_anew(book):
    law = load_law([book])
    path = kept()
    payload = b"\x81\xa5books\x01"
    path.write_bytes(cache.sha256(payload).digest() + payload)
    assert load_law([book]) == law


def test_a_link_in_place_of_a_kept_law_is_not_followed(book, tmp_path):
    law = load_law([book])
    path = kept()
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert load_law([book]) == law and not path.is_symlink()


def test_a_cache_folder_that_cannot_be_made_is_no_problem(book, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert isinstance(load_law([book]), Law)


def test_a_relative_cache_folder_is_not_used(monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert cache_folder().is_absolute()


def test_nothing_unfinished_is_left_behind(book):
    load_law([book])
    assert len(list(cache_folder().iterdir())) == 1


def test_a_lawbook_with_errors_is_not_kept(book):
    (book / "more.yaml").write_text("part of: other\n", encoding="utf-8")
    problems = load_law([book])
    assert isinstance(problems, list) and all(isinstance(p, Problem) for p in problems)
    assert not cache_folder().exists()


def test_a_missing_folder_is_a_problem(tmp_path):
    assert [p.code for p in load_law([tmp_path / "none"])] == ["L001"]
    assert [p.code for p in load_law([tmp_path])] == ["L111"]


def test_the_law_is_the_same_wherever_its_folder_lies(book, tmp_path):
    other = Path(shutil.copytree(book, tmp_path / "deep" / "er" / "sample"))
    assert load_law([book]) == load_law([other])


def test_a_kept_law_is_loaded_without_the_parser(book):
    load_law([book])
    code = f"import sys; from pathlib import Path; from safeconduct.law.cache import load_law; load_law([Path({str(book)!r})]); print('yaml' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SRC)},
        check=True,
    )
    assert done.stdout == "False\n"
