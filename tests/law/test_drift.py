"""Drift on small statutes of our own: what is named, what is not, on folders and on a git history."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from law.papers import BOATS_2010, NEW_BOATS, OLD_BOATS, THE_LAMPS, checkout, git, statute, write
from safeconduct.cli.main import cli
from safeconduct.law.fingerprint_file import read_kept
from safeconduct.law.git_texts import NoHistoryError, history_of
from safeconduct.terms.citation import parse_citation

HERE = Path(__file__).parent
CASE = "case: rower\nas of: {}\nfacts:\n  - {{fact: has_oar, value: true, since: 2009-01-01}}\nwishes: [{}]\n"


@pytest.fixture
def island(tmp_path, monkeypatch) -> Path:
    """The Island's lawbook, read with the texts of 2010, and two cases of 2021 and one of 2013."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(HERE / "island", tmp_path / "island")
    (tmp_path / "island" / "renamed.txt").write_text("해양교통부 > 해양부\n", encoding="utf-8")
    cases = tmp_path / "cases"
    cases.mkdir()
    for name, day, wish in (
        ("rower", "2021-05-03", "boat"),
        ("lamplighter", "2021-05-03", "lamp"),
        ("old-rower", "2013-06-01", "boat"),
    ):
        (cases / f"{name}.yaml").write_text(CASE.format(day, wish), encoding="utf-8")
    write(tmp_path / "old", 배법__법률=OLD_BOATS, 등불법__법률=THE_LAMPS)
    write(tmp_path / "new", 배법__법률=NEW_BOATS, 등불법__법률=THE_LAMPS)
    assert law(tmp_path, "fingerprint", "old", "--day", "2013-06-01").exit_code == 0
    return tmp_path


def law(folder: Path, command: str, texts: str, *arguments: str) -> Result:
    cases = ("--cases", str(folder / "cases")) if command == "drift" else ()
    shared = ("--lawbooks", str(folder / "island"), "--texts", str(folder / texts))
    return CliRunner().invoke(cli, ["law", command, *shared, *cases, *arguments])


def drift(folder: Path, texts: str, *arguments: str) -> dict[str, dict]:
    """Return the changes of a report by provision."""
    result = law(folder, "drift", texts, "--json", *arguments)
    assert result.exit_code == 0, result.output
    return {change["citation"].removeprefix("배법 "): change for change in json.loads(result.stdout)["changes"]}


def cites(folder: Path, old: str, new: str) -> None:
    """Let the lawbook cite another provision."""
    lawbook = folder / "island" / "lawbook.yaml"
    lawbook.write_text(lawbook.read_text(encoding="utf-8").replace(f"cite: {old}", f"cite: {new}"), encoding="utf-8")


def test_the_texts_that_were_read_have_not_changed(island):
    assert drift(island, "old") == {}
    assert law(island, "drift", "old", "--check").exit_code == 0


def test_what_changed_is_named_with_its_kind_and_nothing_else(island):
    kinds = {cited: change["kind"] for cited, change in drift(island, "new", "--as-of", "2021-01-01").items()}
    assert kinds == {"2": "names", "3(2)1": "changed", "4": "changed", "5": "deleted", "6": "changed", "8": "moved"}


def test_a_rule_that_ended_before_the_new_text_began_is_not_named(island):
    changes = drift(island, "new", "--as-of", "2021-01-01")
    assert [(rule["part"], rule["from"]) for rule in changes["6"]["rules"]] == [("fee", "2020-01-01")]
    assert "7" not in changes


def test_every_rule_is_named_with_the_line_that_cites(island):
    changes = drift(island, "new", "--as-of", "2021-01-01")
    lines = (island / "island" / "lawbook.yaml").read_text(encoding="utf-8").splitlines()
    for cited, change in changes.items():
        for rule in change["rules"]:
            file, _, line = rule["place"].rpartition(":")
            assert file == "island/lawbook.yaml"
            assert f"배법 {cited}" in lines[int(line) - 1]


def test_moved_words_are_found_where_they_stand_now(island):
    assert drift(island, "new", "--as-of", "2021-01-01")["8"]["now_at"] == ["배법 8의2"]


def test_like_words_that_stood_elsewhere_before_are_no_move(island):
    again = BOATS_2010 + "\n##### 제9조 (등불의 기간)\n\n등불의 신청은 받은 날부터 닷새 안에 결정하여야 한다.\n"
    old = statute("배법", 11, "2010-01-04", "2010-02-01", again)
    gone = again.replace(
        "##### 제5조 (등불의 기간)\n\n등불의 신청은 받은 날부터 닷새 안에 결정하여야 한다.",
        "##### 제5조\n\n삭제 <2019.5.1>",
    )
    new = statute("배법", 22, "2019-05-01", "2020-01-01", gone)
    write(island / "new", 배법__법률=new, 배법__법률__2013_06_01=old)
    change = drift(island, "new", "--as-of", "2021-01-01")["5"]
    assert (change["kind"], change["severity"], change["now_at"]) == ("deleted", "high", [])


def test_a_move_that_cannot_be_told_from_like_words_weighs_more(island):
    assert drift(island, "new", "--as-of", "2021-01-01")["8"]["severity"] == "medium"
    write(island / "new", 배법__법률__2013_06_01=OLD_BOATS)
    assert drift(island, "new", "--as-of", "2021-01-01")["8"]["severity"] == "low"


def test_the_old_words_are_shown_only_where_they_are_kept(island):
    change = drift(island, "new", "--as-of", "2021-01-01")["4"]
    assert (change["old_words"], change["difference"]) == (None, [])
    assert change["new_words"] == "(기간) 항만사무소는 신청을 받은 날부터 20일 이내에 결정한다."
    page = law(island, "drift", "new", "--as-of", "2021-01-01").stdout
    assert "the old words are not kept here" in page
    write(island / "new", 배법__법률__2013_06_01=OLD_BOATS)
    change = drift(island, "new", "--as-of", "2021-01-01")["4"]
    assert [(run["kind"], run["words"]) for run in change["difference"] if run["kind"] in ("old", "new")] == [
        ("old", "10일"),
        ("new", "20일"),
    ]
    assert "[-10일-] {+20일+}" in law(island, "drift", "new", "--as-of", "2021-01-01").stdout


def test_numbers_weigh_more_than_names(island):
    changes = drift(island, "new", "--as-of", "2021-01-01")
    assert [changes[cited]["severity"] for cited in ("4", "5", "2")] == ["high", "high", "low"]


def test_the_part_of_a_cited_article_that_changed_is_named(island):
    cites(island, "배법 3(1)", "배법 3")
    law(island, "fingerprint", "old")
    assert drift(island, "new", "--as-of", "2021-01-01")["3"]["parts"] == ["배법 3(2)"]


def test_cases_are_named_whose_wishes_the_rule_bears_on_on_a_day_of_the_new_text(island):
    changes = drift(island, "new", "--as-of", "2021-01-01")
    assert changes["4"]["cases"] == ["rower"]  # not old-rower: the new text was not law then
    assert changes["5"]["cases"] == ["lamplighter"]
    assert changes["2"]["cases"] == ["lamplighter", "rower"]  # the office of both
    assert changes["8"]["cases"] == []


def test_a_text_to_come_is_shown_apart(island):
    write(island / "new", 배법__법률__2013_06_01=OLD_BOATS)
    changes = drift(island, "new", "--as-of", "2019-10-01")
    assert {change["group"] for change in changes.values()} == {"coming"}
    assert changes["4"]["new"]["in_force"] == "2020-01-01"
    assert drift(island, "new", "--as-of", "2019-04-30") == {}  # not promulgated yet
    assert "Promulgated, not yet in force" in law(island, "drift", "new", "--as-of", "2019-10-01").stdout


def test_rules_that_rest_on_a_text_not_yet_in_force_are_shown_apart(island):
    cites(island, "배법 8", "배법 8의2")
    cites(island, "배법 5", "배법 4")
    write(island / "new", 배법__법률__2019_10_01=OLD_BOATS)
    law(island, "fingerprint", "new", "--day", "2020-06-01")
    changes = drift(island, "new", "--as-of", "2019-10-01")
    assert {change["group"] for change in changes.values()} == {"early"}
    assert "6" not in changes  # its line of 2020 begins with the text it rests on
    (island / "new" / "배법" / "법률@2019-10-01.md").rename(island / "new" / "배법" / "법률@2013-06-01.md")
    result = json.loads(law(island, "drift", "new", "--as-of", "2019-10-01", "--json").stdout)
    assert [entry["source"] for entry in result["not_yet_in_force"]] == [
        "배법"
    ]  # what was law until then is not at hand


def test_an_older_text_without_the_provision_has_not_deleted_it(island):
    cites(island, "배법 8", "배법 8의2")
    cites(island, "배법 5", "배법 4")
    law(island, "fingerprint", "new", "--day", "2024-01-01")
    (island / "old" / "배법" / "법률.md").write_text(
        OLD_BOATS.replace("##### 제8조 (칠)\n\n배는 해마다 봄에 희게 칠한다.", ""), encoding="utf-8"
    )
    assert drift(island, "old", "--as-of", "2013-06-01")["8의2"]["kind"] == "absent"


def test_a_source_without_a_text_is_said_not_compared(island):
    shutil.rmtree(island / "new" / "등불법")
    assert "Not compared, no text here on that day: 등불법" in law(island, "drift", "new").stdout


def test_a_citation_written_since_is_said_to_have_no_fingerprint(island):
    cites(island, "배법 8", "배법 1")
    result = law(island, "drift", "old", "--check")
    assert "island/lawbook.yaml:" in result.stdout
    assert "배법 1" in result.stdout
    assert result.exit_code == 1


def test_with_check_anything_to_be_read_ends_with_code_1(island):
    assert law(island, "drift", "new", "--check").exit_code == 1


def test_rules_that_say_one_law_though_their_text_changed_are_to_be_read(island):
    write(island / "new", 배법__법률__2013_06_01=OLD_BOATS)
    assert law(island, "fingerprint", "new", "--day", "2013-06-01", "--day", "2024-01-01").exit_code == 0

    def to_be_read() -> list[str]:
        return [
            one["citation"]
            for one in json.loads(law(island, "drift", "new", "--json", "--review").stdout)["to_be_read"]
        ]

    assert to_be_read() == [
        "배법 3(2)1",
        "배법 4",
        "배법 5",
        "배법 8",
    ]  # not 6, which has dated lines; not 2, only a name
    (island / "island" / "compared.txt").write_text(
        "배법 4 11 22 the days are stated by a dated line elsewhere\n", encoding="utf-8"
    )
    assert to_be_read() == ["배법 3(2)1", "배법 5", "배법 8"]


def test_rules_older_than_the_only_text_of_their_source_are_to_be_read(island):
    young = THE_LAMPS.replace("2010-03-01", "2016-03-01")
    write(island / "new", 배법__법률__2013_06_01=OLD_BOATS, 등불법__법률=young)
    law(island, "fingerprint", "new", "--day", "2013-06-01", "--day", "2024-01-01")
    listed = json.loads(law(island, "drift", "new", "--json", "--review").stdout)["to_be_read"]
    assert [one["texts"][0] for one in listed if one["citation"] == "등불법 1"] == [None]
    assert "  등불법 1: no older text here, no. 12\n" in law(island, "drift", "new", "--review").stdout


# --- fingerprints ---------------------------------------------------------------------------------------------------


def test_fingerprints_are_the_same_bytes_when_written_again(island):
    file = island / "island" / "fingerprints.txt"
    before = file.read_bytes()
    assert law(island, "fingerprint", "old", "--check").exit_code == 0
    assert law(island, "fingerprint", "old").exit_code == 0
    assert file.read_bytes() == before


def test_stale_fingerprints_are_found_and_not_written(island):
    file = island / "island" / "fingerprints.txt"
    before = file.read_bytes()
    result = law(island, "fingerprint", "old", "--check", "--day", "2012-01-01")
    assert (result.exit_code, file.read_bytes()) == (1, before)
    corrected = OLD_BOATS.replace("10일", "열흘")
    (island / "old" / "배법" / "법률.md").write_text(corrected, encoding="utf-8")
    result = law(island, "fingerprint", "old", "--check")
    assert result.exit_code == 1
    assert "! 배법 4, no. 11 of 2010-01-04, in force 2010-02-01: other words" in result.stdout


def test_a_citation_that_leads_nowhere_is_named_with_its_line_and_nothing_is_written(island):
    file = island / "island" / "fingerprints.txt"
    before = file.read_bytes()
    result = law(island, "fingerprint", "new", "--day", "2024-01-01")
    assert (result.exit_code, file.read_bytes(), result.stdout) == (2, before, "")
    assert "island.lamp cites 배법 5, which no text has" in result.stderr
    assert "island/lawbook.yaml:56" in result.stderr


def test_a_folder_that_cannot_be_written_is_said_to_be_so(island, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", full)
    result = law(island, "fingerprint", "old", "--day", "2013-06-01")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "island/fingerprints.txt cannot be written: Permission denied" in result.stderr


def test_without_fingerprints_and_days_both_commands_say_what_to_do(island):
    (island / "island" / "fingerprints.txt").unlink()
    for command in ("fingerprint", "drift"):
        result = law(island, command, "old")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "no fingerprints yet" in result.stderr


def test_a_damaged_file_is_named_with_its_line(island):
    file = island / "island" / "fingerprints.txt"
    file.write_text(file.read_text(encoding="utf-8") + "9 x\n", encoding="utf-8")
    result = law(island, "drift", "old")
    assert result.exit_code == 2
    assert "not understood: 9 x" in result.stderr


# --- git ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def history(island) -> Path:
    """The Island with a git checkout: the texts of 2010, a change that only moves marks, and the text of 2019."""
    marked = statute(
        "배법", 15, "2015-03-02", "2015-03-02", BOATS_2010.replace("결정한다.\n", "결정한다. <개정 2015.3.2>\n")
    )
    checkout(
        island / "git",
        {"배법__법률": OLD_BOATS, "등불법__법률": THE_LAMPS},
        {"배법__법률": marked},
        {"배법__법률": NEW_BOATS},
    )
    return island


def test_a_checkout_is_read_through_its_history(history):
    changes = drift(history, "git", "--as-of", "2021-01-01")
    assert list(changes) == ["2", "3(2)1", "4", "5", "6", "8"]
    assert changes["4"]["old_words"] == "(기간) 항만사무소는 신청을 받은 날부터 10일 이내에 결정한다."
    assert drift(history, "git", "--as-of", "2015-06-01") == {}


def test_amendments_since_a_day_are_shown_each_with_what_it_changed(history):
    changes = drift(history, "git", "--since", "2012-01-01", "--as-of", "2021-01-01")
    assert {change["old"]["number"] for change in changes.values()} == {15}  # the one before, not the one read
    assert {change["new"]["number"] for change in changes.values()} == {22}
    assert drift(history, "git", "--since", "2019-05-02") == {}


def test_an_amendment_that_the_fingerprints_know_is_shown_as_read(history):
    write(history / "new", 배법__법률__2013_06_01=OLD_BOATS)
    law(history, "fingerprint", "new", "--day", "2013-06-01", "--day", "2024-01-01")
    changes = drift(history, "git", "--since", "2012-01-01", "--as-of", "2024-01-01")
    assert {change["group"] for cited, change in changes.items() if cited not in ("5", "8")} == {"read"}


def test_fingerprints_can_be_taken_of_a_checkout(history):
    before = read_kept(history / "island" / "fingerprints.txt").marks
    assert law(history, "fingerprint", "git").exit_code == 0
    after = read_kept(history / "island" / "fingerprints.txt").marks
    assert {name: after[name] for name in before} == before
    assert [(name.number, *marks) for name, marks in after.items() if name not in before] == [
        (22, parse_citation("배법 6"))  # of the rule that begins in 2020, which in the folder had no text of its own
    ]


def test_texts_that_came_by_a_merge_are_found(history):
    top = history / "git"
    git(top, "checkout", "-q", "-b", "side", "HEAD~2")
    write(top / "kr", 배법__법률=statute("배법", 16, "2016-01-04", "2016-01-04", BOATS_2010.replace("10일", "15일")))
    git(top, "commit", "-qam", "promulgated 2016")
    git(top, "checkout", "-q", "main")
    git(top, "merge", "-q", "-s", "ours", "side", "-m", "mix")
    found = history_of(top, ["kr/배법/법률.md"])["kr/배법/법률.md"]
    assert [version.number for version in found] == [11, 15, 16, 22]


def test_working_files_that_are_not_committed_are_not_read(history):
    (history / "git" / "kr" / "배법" / "법률.md").unlink()
    assert drift(history, "git", "--as-of", "2015-06-01") == {}


def test_the_corrected_text_of_a_promulgation_counts(history):
    corrected = NEW_BOATS.replace("20일", "30일")
    write(history / "git" / "kr", 배법__법률=corrected)
    git(history / "git", "commit", "-qam", "the parser reads better now")
    assert "30일" in drift(history, "git", "--as-of", "2021-01-01")["4"]["new_words"]


def test_nothing_in_a_checkout_is_run(history):
    trap = f"touch {history / 'sprung'}"
    for key in ("core.fsmonitor", "core.pager", "diff.external", "gpg.program", "diff.x.textconv", "filter.x.smudge"):
        git(history / "git", "config", key, trap)
    git(history / "git", "config", "log.showSignature", "true")
    (history / "git" / ".gitattributes").write_text("*.md diff=x filter=x\n", encoding="utf-8")
    drift(history, "git", "--as-of", "2021-01-01")
    assert not (history / "sprung").exists()


def test_a_folder_that_git_cannot_read_is_said_to_be_so(island):
    (island / "broken" / ".git").mkdir(parents=True)
    result = law(island, "drift", "broken")
    assert result.exit_code == 2
    assert "git cannot read the history" in result.stderr


def test_without_git_the_message_says_so(history, monkeypatch):
    def no_git(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", no_git)
    with pytest.raises(NoHistoryError, match="git is not installed"):
        history_of(history / "git", ["kr/배법/법률.md"])
