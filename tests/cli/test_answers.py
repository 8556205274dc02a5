"""Answers that are no way, end to end: proved, stopped for want of facts, stopped at a limit; never one for another."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from safeconduct.answers.json import from_json
from safeconduct.cli.main import cli

HERE = Path(__file__).parent


def routes(lang: str, *arguments: str) -> Result:
    result = CliRunner().invoke(
        cli, ["routes", str(HERE / "pier.yaml"), "--lawbooks", str(HERE / "pier"), "--lang", lang, *arguments]
    )
    assert result.exit_code == 0, result.stderr
    return result


def page(lang: str) -> str:
    return " ".join(routes(lang).stdout.split())


def test_each_wish_has_its_own_answer():
    assert [wish.verdict for wish in from_json(routes("en", "--json").stdout).wishes] == [
        "none",
        "none",
        "facts-missing",
        "stopped",
    ]


def test_both_proofs_pass_the_referee():
    assert "routes 0, proofs 2" in routes("en", "--verify").stderr


@pytest.mark.parametrize(("lang", "says"), [
    ("en", "stand on the Other Shore: no lawful way, and this is proved"),
    ("en", "Proof: what this wish needs can never become so, whatever is done or assumed."),
    ("en", "If the law opened “Walk across the bridge” (today: there is no bridge) [Pier Act, art. 1(2)] Who could the island council"),
    ("en", "Proof: all 2 situations that can come about were looked at, and the wish is fulfilled in none."),
    ("en", "Even 3 changes at once, of lines, facts or your own limits, would open no way."),
    ("en", "be believed: answers are needed first"),
    ("en", "On what is known, no way can be named. There may be one: please answer the questions below. ? Did you tell the truth?"),
    ("en", "The search looked 80 years ahead and stopped. There may be a longer way. This is not a no."),
    ("ko", "건너편에 서기: 합법적인 길이 없음이 증명되었습니다"),
    ("ko", "법이 ‘다리를 건너기’ 길을 연다면 (지금은 다리가 없다) [부두법 제1조제2항] 바꿀 수 있는 사람 섬 의회"),
    ("ko", "생길 수 있는 상황 2가지를 모두 살펴보았으나 바람이 이루어지는 경우가 없었습니다."),
    ("ko", "지금 아는 것만으로는 길을 말할 수 없습니다."),
    ("ko", "앞으로 80년까지 살펴보고 탐색을 멈추었습니다."),
])  # fmt: skip
def test_the_page_says_so_plainly(lang, says):
    assert says in page(lang)
