"""`safeconduct ask`: whole interviews through pipes: what is said, what is written, and how they end."""

import os
import re
import stat
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from safeconduct.cli.main import cli
from safeconduct.interview.draft import Draft, case_text, read
from safeconduct.law.cache import load_law
from safeconduct.person.from_yaml import person_from_text

TESTS = Path(__file__).parents[1]
ISLE = TESTS / "answers" / "isle"
CASE = TESTS / "answers" / "islander.yaml"
DAY = ("--as-of", "2024-05-03")


@pytest.fixture
def law():
    return load_law([ISLE])


def ask(typed: str, *arguments: object, lang: str = "en") -> Result:
    told = ["ask", *(str(one) for one in arguments), "--lawbooks", str(ISLE), "--lang", lang]
    return CliRunner().invoke(cli, told, input=typed, catch_exceptions=False)


def routes(case: Path) -> str:
    told = ["routes", str(case), "--lawbooks", str(ISLE), "--lang", "en"]
    return CliRunner().invoke(cli, told, catch_exceptions=False).stdout


def person_in(file: Path, law):
    return person_from_text(read(file.read_text(encoding="utf-8")), law)


def test_an_interview_ends_in_the_answer_to_the_case_it_wrote(tmp_path):
    file = tmp_path / "case.yaml"
    result = ask("1\n1\n\n" + "d\n" * 60, file, *DAY)
    assert result.exit_code == 0
    assert routes(file) in result.stdout


def test_the_file_is_for_its_owner_alone_and_no_copy_is_left(tmp_path):
    old = os.umask(0)
    try:
        ask("1\n1\n\ns\n", tmp_path / "case.yaml", *DAY)
    finally:
        os.umask(old)
    assert [one.name for one in tmp_path.iterdir()] == ["case.yaml"]
    assert stat.S_IMODE((tmp_path / "case.yaml").stat().st_mode) == 0o600


def test_without_a_place_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = ask("1\n1\n\ns\n\n", *DAY)
    assert "Nothing was written to any file." in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_place_is_asked_for_at_the_end_and_never_taken_from_another_file(tmp_path):
    there = tmp_path / "there.yaml"
    there.write_text("mine", encoding="utf-8")
    result = ask(f"1\n1\n\ns\n{there}\n{tmp_path / 'new.yaml'}\n", *DAY)
    assert "There is a file of this name already" in result.stdout
    assert there.read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "new.yaml").is_file()


def test_when_nobody_types_any_more_what_was_said_is_kept_and_answered(tmp_path, law):
    file = tmp_path / "case.yaml"
    result = ask("1\n1\n\nd\n", file, *DAY)
    assert result.exit_code == 0
    assert "Lawful ways" in result.stdout
    assert len(person_in(file, law).statements) >= 1


def test_interrupting_keeps_what_was_said(tmp_path, law, monkeypatch):
    from safeconduct.cli.ask import Talk

    said = iter(["1\n", "1\n", "\n", "d\n"])

    def hear(self):
        try:
            return next(said)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(Talk, "hear", hear)
    result = ask("", tmp_path / "case.yaml", *DAY)
    assert result.exit_code == 130
    assert "Written, for you alone to read" in result.stdout
    assert person_in(tmp_path / "case.yaml", law).wishes


def test_a_place_that_cannot_be_written_is_said_and_the_answer_still_given(tmp_path, monkeypatch):
    def fails(path, text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("safeconduct.cli.ask.write_case", fails)
    result = ask("1\n1\n\ns\n\n", tmp_path / "case.yaml", *DAY)
    assert "It could not be written there: No space left on device." in result.stdout
    assert "Lawful ways" in result.stdout


def test_a_write_that_fails_leaves_the_old_file_and_no_copy(tmp_path, monkeypatch):
    from safeconduct.cli import case_file

    file = tmp_path / "case.yaml"
    file.write_text("old", encoding="utf-8")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(case_file.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        case_file.write_case(file, "new")
    assert file.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["case.yaml"]


def test_without_a_wish_there_is_no_answer(tmp_path):
    result = ask("d\ns\n", tmp_path / "case.yaml", *DAY)
    assert "Without a wish there is nothing to look for a way to." in result.stdout
    assert "No wish was named" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_going_back_asks_again_and_enter_keeps_what_was_said(tmp_path):
    plain = ask("1\n1\n\nd\ns\n", tmp_path / "one.yaml", *DAY)
    back = ask("1\n1\n\nd\nb\n\ns\n", tmp_path / "two.yaml", *DAY)
    assert "Before: I don't know. Enter alone keeps it." in back.stdout
    assert plain.exit_code == back.exit_code == 0
    assert (tmp_path / "one.yaml").read_text(encoding="utf-8") == (tmp_path / "two.yaml").read_text(encoding="utf-8")


def test_the_first_question_has_none_before_it(tmp_path):
    assert "This is the first question." in ask("b\n", tmp_path / "case.yaml", *DAY).stdout


def test_why_names_the_steps_and_who_sees_the_answer(tmp_path):
    page = ask("1\n1\n\n?\ns\n", tmp_path / "case.yaml", *DAY).stdout
    assert "This decides about:" in page
    assert "Who sees it: nobody but whoever reads this screen or the file." in page
    assert "Why: it decides about “" in page


@pytest.mark.parametrize(("lang", "silent", "source"), [
    ("en", "d", "asked in an interview; does not know"),
    ("en", "I'd rather not say", "asked in an interview; preferred not to say"),
    ("ko", "모름", "asked in an interview; does not know"),
    ("ko", "말하지 않음", "asked in an interview; preferred not to say"),
])  # fmt: skip
def test_saying_nothing_is_an_answer_and_is_not_asked_again(tmp_path, law, lang, silent, source):
    file = tmp_path / "case.yaml"
    first = ask(f"1\n1\n\n{silent}\ns\n", file, *DAY, lang=lang)
    asked = re.findall(r"^(?:Question|질문) \d+\n(.*)$", first.stdout, re.MULTILINE)[3]
    assert source in file.read_text(encoding="utf-8")
    again = ask("s\n", file, lang=lang)
    assert again.exit_code == 0
    assert asked not in again.stdout.partition("Lawful ways")[0].partition("합법적인 길 –")[0]


def test_a_case_on_file_is_continued_and_keeps_every_line(tmp_path, law):
    file = tmp_path / "case.yaml"
    ask("1\n1\n\nd\ns\n", file, *DAY)
    commented = "# a lawyer's note\n" + file.read_text(encoding="utf-8").replace(
        "wishes:", "# before the wishes\nwishes:"
    )
    file.write_text(commented, encoding="utf-8")
    before = person_in(file, law)
    result = ask("d\ns\n", file)
    assert "The case on file is continued" in result.stdout, result.stderr
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if line in commented.splitlines()]
    after = person_in(file, law)
    assert kept[: len(commented.splitlines())] and set(commented.splitlines()) <= set(kept)
    assert [one.fact for one in after.statements][: len(before.statements)] == [one.fact for one in before.statements]
    assert after.wishes[0].source == before.wishes[0].source


def test_another_day_than_that_of_the_case_is_refused(tmp_path):
    file = tmp_path / "case.yaml"
    ask("1\n1\n\ns\n", file, *DAY)
    result = ask("s\n", file, "--as-of", "2024-06-01")
    assert result.exit_code == 2
    assert "the case asks as of 2024-05-03" in result.stderr


def test_a_case_with_mistakes_is_refused_like_any_other(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text("case: x\n", encoding="utf-8")
    assert ask("", file).exit_code == 2
    assert file.read_text(encoding="utf-8") == "case: x\n"


def test_a_folder_that_is_not_there_is_said_before_any_question(tmp_path):
    result = ask("1\n", tmp_path / "no" / "case.yaml", *DAY)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_the_same_replies_give_the_same_bytes(tmp_path):
    typed = "1\n1\n\nd\ny\nd\ns\n"
    pages = {ask(typed, tmp_path / f"{number}.yaml", *DAY).stdout.replace(f"{number}.yaml", "") for number in (1, 2)}
    assert len(pages) == 1
    assert (tmp_path / "1.yaml").read_bytes() == (tmp_path / "2.yaml").read_bytes()


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_line_fits_80_columns(tmp_path, lang):
    from safeconduct.lawbook.problems import columns_of

    page = ask("1\n1\n\n?\nxyz\nd\nd\nb\n\ns\n", tmp_path / "case.yaml", *DAY, lang=lang).stdout
    own = page.partition("Lawful ways")[0].partition("합법적인 길 –")[0]
    long = [line for line in own.splitlines() if columns_of(line) > 80 and str(tmp_path) not in line]
    assert long == []


def test_a_case_of_which_nothing_is_known_reads_back(law):
    draft = Draft(date(2024, 5, 3), hoped=("leave",))
    assert person_from_text(read(case_text(draft, law)), law).wishes[0].source == "leave"
