"""Every date of the stories that is counted from a period, counted a second time; and those that somebody counted by hand from the statute.

`dates.yaml` in the folder of a story lists the days that were counted by hand: {day, says, article, by hand}. `says` are words of the English
answer that stand with the day.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
import yaml

from safeconduct.answers.periods import day_in_words
from stories.answered import ANSWERS, CASES, each_case, page, told
from terms import calendar_by_hand as by_hand

COUNTED = re.compile(
    r"(?P<count>\d+) (?P<unit>day|week|month|year|working day|working hour)s? from (?:the hour of receipt on )?(?P<year>1 January of the year of )?"
    r"(?P<event>\d+ [A-Z][a-z]+ \d{4})(?:, that day (?P<out>not )?counted)?"
)
FILES = sorted(file.parent.name for file in ANSWERS.glob("*/dates.yaml"))
NEAR = 14  # lines of the page between a day and the words that stand with it


def countings(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        if {"event", "expiry", "last_day"} <= set(value):
            yield value
        for item in value.values():
            yield from countings(item)
    elif isinstance(value, list):
        for item in value:
            yield from countings(item)


def second_calculation(said: str, cited: set[str]) -> date | None:
    """Return the last day by `calendar_by_hand`, from the sentence that the person reads; None for hours, whose minute nobody knows."""
    found = COUNTED.search(said)
    assert found is not None, said
    count, unit = int(found["count"]), found["unit"]
    if found["year"]:  # 병역법 2(2): from the beginning of the calendar year
        return by_hand.end_of_months(date(int(found["event"][-4:]), 1, 1), count if unit == "month" else 12 * count)
    event = datetime.strptime(found["event"], "%d %B %Y").date()  # noqa: DTZ007 — a day has no time zone
    petition = any(one.startswith("민원법 19") for one in cited)
    months = {"month": count, "year": 12 * count}.get(unit)
    if unit == "working hour":
        return None
    if unit == "working day":
        first = event if not found["out"] else event + by_hand.ONE
        return by_hand.petition_days(first, count)
    if found["out"]:
        return (
            by_hand.civil_days(event, count * (7 if unit == "week" else 1))
            if months is None
            else by_hand.civil_months(event, months)
        )
    if months is not None:
        return by_hand.petition_months(event, months) if petition else by_hand.limited_months(event, months)
    days = count * (7 if unit == "week" else 1)
    return by_hand.until_open(by_hand.limited_days(event, days)) if petition else by_hand.limited_days(event, days)


@each_case
def test_every_counting_comes_out_the_same_by_a_second_calculation(case):
    for one in countings(told(case)):
        second = second_calculation(one["words"]["en"], {cited["short"] for cited in one["cite"]})
        assert second is None or second.isoformat() == one["last_day"], one


def entries() -> list:
    return [
        pytest.param(case, entry, marks=pytest.mark.xdist_group(case), id=f"{case}-{entry['day']}")
        for case in FILES
        for entry in yaml.safe_load((ANSWERS / case / "dates.yaml").read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(
    ("case", "entry"), entries(), ids=lambda value: value if isinstance(value, str) else str(value["day"])
)
def test_a_day_counted_by_hand_stands_in_the_answer(case, entry):
    assert set(entry) == {"day", "says", "article", "by hand"}
    day = entry["day"] if isinstance(entry["day"], date) else date.fromisoformat(entry["day"])
    lines = page(case, "en").splitlines()
    words = day_in_words(day).en
    flat = [" ".join(" ".join(lines[max(0, n - NEAR) : n + NEAR]).split()) for n in range(len(lines))]
    assert any(words.partition(" ")[2] in text and entry["says"] in text for text in flat), f"{words}: {entry['says']}"


def test_stories_with_dates_are_stories():
    assert set(FILES) <= set(CASES)
