"""`lawbook new`: what it writes passes the check and its own tests, and nothing is written over."""

import pytest
from click.testing import CliRunner

from safeconduct.cli.main import cli


def run(*arguments):
    result = CliRunner().invoke(cli, ["lawbook", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.output


@pytest.mark.parametrize("country", [("JP",), ("NL",), ("QZ", "--en", "Lakeland", "--ko", "호수나라")])
def test_a_new_lawbook_passes_check_and_test(tmp_path, country):
    assert run("new", *country, "--into", tmp_path)[0] == 0
    folder = tmp_path / country[0].lower()
    checked = run("check", "--thorough", "--as-of", "2024-01-01", folder)
    assert checked[0] == 0
    assert checked[1].endswith(f"2 fit somebody\nno errors, no warnings in {folder.as_posix()}\n")
    assert run("test", folder) == (0, "3 tests passed\n")


def test_nothing_is_written_over(tmp_path):
    assert run("new", "JP", "--into", tmp_path)[0] == 0
    (tmp_path / "jp" / "lawbook.yaml").write_text("mine", encoding="utf-8")
    assert run("new", "JP", "--into", tmp_path)[0] == 2
    assert (tmp_path / "jp" / "lawbook.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("country", "said"),
    [
        (("Japan",), "'Japan' is no country code"),
        (("jp",), "'jp' is no country code"),
        (("QZ",), "QZ is no code of ISO 3166"),
        (("QZ", "--en", 'a "quote"', "--ko", "호수나라"), "no quotes"),
    ],
)
def test_what_cannot_be_a_country_is_said(tmp_path, country, said):
    code, out = run("new", *country, "--into", tmp_path)
    assert code == 2
    assert said in out
    assert list(tmp_path.iterdir()) == []
