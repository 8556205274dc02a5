"""The picture of a way, and the orders in which ways are shown."""

from functools import cache
from itertools import pairwise

import pytest
from msgspec.structs import replace

from safeconduct.answers.columns import width_of
from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.model import Answer, Branch, Duty, Route
from safeconduct.answers.saying import Tongue
from safeconduct.interview.course import course_of
from safeconduct.kept.from_entries import draft_of
from safeconduct.law.model import Words
from safeconduct.navigator import navigate
from safeconduct.web.app import STYLE
from safeconduct.web.lanes import ACROSS, BOX, COLUMN, LETTERS, LINES, MARK, TALL, Lanes, cut, lane_of, lanes_of
from safeconduct.web.numbering import UNNUMBERED, numbered
from safeconduct.web.sorting import ORDERS, in_order
from web.sites import ISLE, isle


@cache
def answer() -> Answer:
    course = course_of(isle(), draft_of((ISLE.parent / "islander.yaml").read_text(), isle()))
    return answer_of(navigate(course.in_force, course.person))


def routes() -> list[Route]:
    return [
        route for wish in answer().wishes for route in wish.routes if any(one.kind != "assume" for one in route.steps)
    ]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_each_thing_that_happens_is_one_box_in_the_lane_of_who_acts(lang):
    tongue = Tongue(lang)
    for route in routes():
        picture = lanes_of(route, tongue, answer().as_of)
        steps = [step for step in route.steps if step.kind != "assume"]
        lanes = {lane.y: lane.name for lane in picture.lanes}
        assert [lanes[box.y] for box in picture.boxes] == [lane_of(step, tongue) for step in steps]
        assert all(box.lines[0].startswith(f"{step.number} ·") for box, step in zip(picture.boxes, steps, strict=True))
        assert [box.at_risk for box in picture.boxes] == [bool(step.risks) for step in steps]


def test_boxes_follow_each_other_without_touching_and_lie_within_the_picture():
    for picture in pictures():
        for one, other in pairwise(picture.boxes):
            assert one.x + BOX < other.x or (one.y + TALL < other.y and other.x == picture.left)
        assert all(box.x + BOX <= picture.width and box.y + TALL <= picture.height for box in picture.boxes)
        assert len(picture.links) == len(picture.boxes) - 1


def test_no_step_is_cut_off_where_a_page_is_as_wide_as_it_gets():
    """48rem less a rem of padding and a line on either side: `main` and `.lanes` in style.css."""
    style = STYLE.read_text()
    assert "main { padding-bottom: 2rem; max-width: 48rem; }" in style and "padding: 0 1rem; }" in style
    assert max(len(picture.boxes) for picture in pictures()) > ACROSS
    assert max(picture.width for picture in pictures()) <= 48 * 16 - 2 * 16 - 2 * 1


def test_a_line_into_the_next_row_crosses_no_box_and_stays_within_the_picture():
    for picture in pictures():
        for link in picture.links:
            points = [tuple(map(int, point.split(","))) for point in link.points.split()]
            assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in points)
            for (x, y), (to_x, to_y) in pairwise(points):
                assert x == to_x or y == to_y
                for box in picture.boxes:
                    beside = max(x, to_x) <= box.x or min(x, to_x) >= box.x + BOX
                    assert beside or max(y, to_y) <= box.y or min(y, to_y) >= box.y + TALL


def pictures() -> list[Lanes]:
    long = max(routes(), key=lambda route: len(route.steps))
    acts = [step for step in long.steps if step.kind != "assume"]
    longer = [replace(long, steps=tuple((acts * 9)[:count])) for count in range(1, 10)]
    return [lanes_of(route, Tongue(lang), answer().as_of) for route in (*routes(), *longer) for lang in ("en", "ko")]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_what_stands_below_a_box_stays_within_its_column_and_its_lane(lang):
    """At 12 units a letter no line reaches the next box, whatever day it is and whether there is a risk."""
    marked = [lanes_of(route, Tongue(lang), answer().as_of) for route in routes()]
    assert any(box.at_risk for picture in marked for box in picture.boxes)
    for picture in marked:
        for box in picture.boxes:
            assert all(width_of(line) * 7 <= COLUMN - 8 for line in box.marks)
            lane = max(lane.y for lane in picture.lanes if lane.y <= box.y)
            assert box.y + TALL + MARK * len(box.marks) < lane + picture.tall - 30
            assert ("▲" in box.marks[0]) == box.at_risk


@pytest.mark.parametrize(
    "text",
    [
        "short",
        "a title that is much too long for the box of one step and goes on",
        "대한민국국적포기신고를 하고 여권을 받기까지의 모든 절차를 마치기",
        "x" * 90,
    ],
)
def test_what_does_not_fit_into_a_box_is_cut_and_says_so(text):
    lines = cut(text)
    assert len(lines) <= LINES
    assert all(width_of(line) <= LETTERS for line in lines)
    assert lines[-1].endswith("…") == ("".join(lines).replace(" ", "") != text.replace(" ", ""))


@pytest.mark.parametrize("order", ORDERS)
def test_no_way_stands_before_one_that_is_better_by_the_rule_asked_for(order):
    named = [(str(number), route) for number, route in enumerate(routes())]
    keys = [ORDERS[order](route) for _, route in in_order(named, order)]
    assert len(keys) > 1
    assert keys == sorted(keys)


def test_a_day_that_is_only_reckoned_comes_after_one_that_the_law_states():
    route = routes()[0]
    stated, reckoned = replace(route, dated="stated", days=900), replace(route, dated="reckoned", days=1)
    assert in_order([("A", reckoned), ("B", stated)], "soonest") == [("B", stated), ("A", reckoned)]


def test_what_happens_is_counted_from_one_and_steps_that_name_each_other_with_it():
    for route in routes():
        last = route.steps[-1]
        then = Branch("refused", Words("no", "아니요"), (), None, rejoins=last.number)
        duty = Duty(Words("report", "신고"), (), None, last.number, None)
        steps = (*route.steps[:-1], replace(last, branches=(replace(then, then=then),), duties=(duty,)))
        counted = numbered(replace(route, steps=steps))
        happening = [step for step in counted.steps if step.kind != "assume"]
        assert [step.number for step in happening] == list(range(1, len(happening) + 1))
        assert all(step.number == UNNUMBERED for step in counted.steps if step.kind == "assume")
        branch, duty = happening[-1].branches[0], happening[-1].duties[0]
        assert branch.then is not None
        assert {branch.rejoins, branch.then.rejoins, duty.done_in_step} == {len(happening)}
    assert any(step.kind == "assume" for route in routes() for step in route.steps)


def test_what_only_a_relative_can_ask_for_stands_in_their_lane():
    mother = Words("your mother", "어머니")
    act = next(step for route in routes() for step in route.steps if step.kind == "act")
    asks = replace(act, does=Words("your mother asks the Northern authorities. Only she can.", "어머니가 신청합니다."))
    sees = replace(act, does=Words("your mother is on a visit. You report it.", "어머니가 방문 중입니다."))
    assert (
        lane_of(asks, Tongue("en"), (mother,)) == "Your mother" and lane_of(asks, Tongue("ko"), (mother,)) == "어머니"
    )
    assert lane_of(sees, Tongue("en"), (mother,)) == lane_of(asks, Tongue("en")) == "You"
