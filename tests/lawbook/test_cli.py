import shutil
from pathlib import Path

from lawbook import cases
from safeconduct.cli.lawbook import check


def test_a_sound_lawbook_ends_with_0(capsys):
    assert check(cases.SAMPLE) == 0
    assert capsys.readouterr().out.startswith("no errors, no warnings in ")


def test_errors_end_with_2_and_a_count(tmp_path, capsys):
    book = Path(shutil.copytree(cases.SAMPLE, tmp_path / "sample"))
    (book / "new.yaml").write_bytes(cases.content_of("L102-unknown-key"))
    assert check(book) == 2
    out = capsys.readouterr().out
    assert "[L102] unknown key 'decidedby'" in out and out.endswith(f"2 errors, no warnings in {book.as_posix()}\n")


def test_warnings_end_with_0(tmp_path, capsys):
    book = Path(shutil.copytree(cases.SAMPLE, tmp_path / "sample"))
    (book / "new.yaml").write_bytes(cases.content_of("L406-fact-read-nowhere"))
    assert check(book) == 0
    assert "no errors, 1 warning in" in capsys.readouterr().out


def test_a_folder_of_lawbooks_is_checked_together(tmp_path, capsys):
    shutil.copytree(cases.SAMPLE, tmp_path / "sample")
    assert check(tmp_path) == 0
    assert "sample" in capsys.readouterr().out


def test_a_book_is_checked_with_the_books_it_uses(tmp_path, capsys):
    shutil.copytree(cases.SAMPLE, tmp_path / "sample")
    user = tmp_path / "user"
    user.mkdir()
    main = cases.content_of("L312-book-not-used").decode().replace("lawbook: bad", "lawbook: user\nuses: [sample]")
    (user / "lawbook.yaml").write_text(main, encoding="utf-8")
    assert check(user) == 0
    assert check(user / "lawbook.yaml") == 0


def test_nothing_at_all_is_a_problem(tmp_path, capsys):
    assert check(tmp_path / "none") == 2
    assert "[L001]" in capsys.readouterr().out
    assert check(tmp_path) == 2
