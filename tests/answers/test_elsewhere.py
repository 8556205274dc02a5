"""A way that begins where nothing says that the person is: told last, and as one for somebody else."""

from safeconduct.answers.from_routes import answer_of
from safeconduct.cli.inquiry import inquiry_of
from safeconduct.navigator import navigate

CASE = """case: somebody
as of: 2026-11-22
people:
  mother: {{en: your mother, ko: 어머니}}
facts:
  - {{fact: national(KR), value: true, source: {{kind: person, en: own words, ko: 본인}}}}
  - {{fact: {place}, value: true, source: {{kind: person, en: own words, ko: 본인}}}}
  - {{fact: "present(KP)", value: unknown}}
  - {{fact: parent(mother), value: true, source: {{kind: person, en: own words, ko: 본인}}}}
  - {{fact: "relative_in(mother, KP)", value: true, source: {{kind: person, en: own words, ko: 본인}}}}
wishes: ["see(mother)"]
"""
IN_THE_NORTH = "you are in the North (DPRK)"


def assumed_by_each_way(tmp_path, place: str) -> list[str]:
    file = tmp_path / "case.yaml"
    file.write_text(CASE.format(place=place), encoding="utf-8")
    inquiry = inquiry_of(file, None, None)
    (wish,) = answer_of(navigate(inquiry.law, inquiry.person)).wishes
    return ["; ".join(one.en for one in route.assumes) for route in wish.routes]


def test_for_somebody_at_home_in_the_south_a_way_that_begins_in_the_north_stands_last_and_says_for_whom_it_is(tmp_path):
    ways = assumed_by_each_way(tmp_path, "home(KR)")
    north = [IN_THE_NORTH in assumed for assumed in ways]
    assert any(north) and north == sorted(north) and not all(north)
    assert all(
        f"{IN_THE_NORTH} – if you are not, this way is not for you" in way for way in ways if IN_THE_NORTH in way
    )


def test_for_somebody_at_home_in_the_north_it_is_a_way_like_any_other(tmp_path):
    ways = assumed_by_each_way(tmp_path, "home(KP)")
    assert any(IN_THE_NORTH in assumed for assumed in ways)
    assert "not for you" not in "".join(ways)
