"""`safeconduct law count`: days counted line by line, worked by hand from the calendar of the year."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from safeconduct.cli.main import cli

LAWBOOKS = Path(__file__).parents[2] / "lawbooks"


def count(*arguments: str, lang: str = "en") -> Result:
    return CliRunner().invoke(cli, ["law", "count", *arguments, "--lang", lang, "--lawbooks", str(LAWBOOKS)])


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["90 days", "2013-06-03"], "  Mon 2 September 2013      the last day: the period ends at midnight"),
        (["days(90)", "2013-06-03"], "  Sun 1 September 2013      a Sunday, so the last day moves on"),
        (["7 working days", "2026-09-21"], "  Thu 1 October 2026        the last day: the period ends at midnight"),
        (["7 working days", "2026-09-21"], "  Thu 24 September 2026     a holiday, left out"),
        (
            ["working_days(7, civil)", "2026-09-19"],
            "  Sun 20 September 2026     a Sunday, before the first day that counts",
        ),
        (
            ["1 month", "2025-01-30"],
            "  Fri 28 February 2025      that month has no day that corresponds, so its last day",
        ),
        (
            ["5 years", "2020-03-10", "--counting", "kr.status"],
            "  Sun 9 March 2025          a Sunday; this rule does not move the last day",
        ),
        (
            ["8 working hours", "2026-11-20", "--hours", "14:30"],
            "  Mon 23 November 2026      the hours have passed at 14:30",
        ),
        (
            ["8 working hours", "2026-11-20"],
            "  Mon 23 November 2026      the latest day, as the hour of receipt is not given (--hours)",
        ),
        (["14 days + 10 days", "2026-09-11"], "  Thu 8 October 2026        the last day: the period ends at midnight"),
    ],
)
def test_a_period_is_counted_line_by_line(arguments, line):
    result = count(*arguments)
    assert result.exit_code == 0, result.stderr
    assert line in result.stdout.splitlines()


def test_the_lines_come_in_korean():
    assert (
        "  2013년 9월 2일(월)        마지막 날. 이날 자정에 기간이 끝납니다"
        in count("90 days", "2013-06-03", lang="ko").stdout
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["a fortnight", "2025-01-30"], "'a fortnight' is no period"),
        (["0 days", "2025-01-30"], "at least one day"),
        (["3 days", "2025-01-30", "--counting", "lunar"], "no counting rule 'lunar'"),
        (["3 days", "2025-01-30", "--hours", "14:30"], "this period has none"),
        (["3 days", "9999-01-30"], "the calendar ends"),
    ],
)
def test_what_cannot_be_counted_is_bad_input(arguments, says):
    result = count(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
