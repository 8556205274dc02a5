"""The form about a contact: what is not understood is said, and nothing is passed over."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.stories import law
from safeconduct.casework.model import ANSWERS, MEANS, History
from safeconduct.casework.to_text import text_of
from safeconduct.law.keys import GROUNDS, SAYINGS
from safeconduct.web.contacts import LABELS
from safeconduct.web.noting import Unclear, noted
from safeconduct.web.wording import PHRASES
from trying import examples
from web.lived import DAY, NOTED

EMPTY = History("a-case", DAY, {}, {}, ())


def read(**fields: str) -> History | list[Unclear]:
    return noted({name: [value] for name, value in {**NOTED, **fields}.items()}, EMPTY, law(), DAY, None)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"matter": "bogus"}, "no matter"),
        ({"matter_new": " "}, "no matter"),
        ({"unit": "bogus"}, "no unit"),
        ({"day": ""}, "no day"),
        ({"by": "pigeon"}, "no means"),
        ({"receipt": "1"}, "receipt of nothing"),
        ({"answered": "2026-11-21"}, "only with answer"),
        ({"to": "new", "answer": "disclaimer"}, "no unit named"),
    ],
)
def test_what_is_missing_is_said(fields, key):
    found = read(**fields)
    assert isinstance(found, list) and key in {one.key for one in found}


@pytest.mark.parametrize(
    ("fields", "where", "what", "other"),
    [
        ({"matter": "matter-1", "matter_new": "a call"}, "about what", "matter_new", "another matter"),
        ({"matter": "matter-1", "matter_new": "", "kind": ""}, "about what", "days", "another matter"),
        ({"unit": "office-1", "unit_new": "Division B", "agency_new": ""}, "with whom", "unit_new", "another office"),
        ({"unit": "office-1", "unit_new": "", "agency_new": "province"}, "with whom", "agency_new", "another office"),
        ({"unit": "office-1", "unit_new": "", "agency_new": "", "desk": "yes"}, "with whom", "desk", "another office"),
        (
            {"unit_new": "Division B", "agency": "ministry", "agency_new": "province"},
            "with whom",
            "agency_new",
            "agency other",
        ),
        ({"unit_new": "Division B", "agency": "itself"}, "with whom", "agency_new", "agency other"),
        ({"to": "office-1"}, "sent to", "to_new", "another office"),
        ({"to": "office-1", "to_new": "", "to_agency_new": "province"}, "sent to", "to_agency_new", "another office"),
        (
            {"to": "new", "to_agency": "ministry", "to_agency_new": "province"},
            "sent to",
            "to_agency_new",
            "agency other",
        ),
    ],
)
def test_what_is_typed_beside_another_choice_is_told_and_not_passed_over(fields, where, what, other):
    once = read()
    hop = {"answer": "disclaimer", "to_new": "Division B"} if "to" in fields else {}
    days = {"days": "7"} if what == "days" else {}
    found = note_after(once, {**NOTED, **hop, **days, **fields})
    assert isinstance(found, list)
    assert Unclear("beside choice", {"where": where, "what": what, "other": other}) in found
    assert {where, other, LABELS[what]} <= PHRASES.keys()


def test_a_name_that_is_typed_is_another_office_whatever_the_list_above_it_says():
    """The list stands at "nowhere" until it is touched: where they sent a person is what a circle is found by."""
    found = read(answer="disclaimer", to="", to_new="Division B")
    assert isinstance(found, History) and found.contacts[0].to == "office-2"
    assert found.units["office-2"].agency == "ministry"
    alone = read(matter="", unit="")
    assert isinstance(alone, History) and alone.matters and alone.units


@pytest.mark.parametrize("told", [{"to_agency": "ministry"}, {"to_agency_new": "province"}])
def test_an_agency_without_an_office_is_asked_for_its_office(told):
    assert read(answer="disclaimer", to="", **told) == [Unclear("no unit named")]


def test_days_that_nobody_counts_by_are_told():
    assert read(days="7") == [Unclear("days not asked")]


def test_an_office_of_the_same_name_is_not_taken_for_the_one_of_another_agency():
    """Each ministry has a petition room: a circle between two of them is none."""
    once = read(unit_new="petition room", agency_new="province")
    assert isinstance(once, History)
    hop = {
        **NOTED,
        "matter": "matter-1",
        "matter_new": "",
        "kind": "",
        "answer": "disclaimer",
        "to_new": "petition room",
    }
    assert [one.key for one in note_after(once, hop)] == ["office of another"]
    found = note_after(once, {**hop, "to_agency_new": "ministry"})
    assert isinstance(found, History)
    assert [one.agency for one in found.units.values()] == ["province", "ministry", "ministry"]


@pytest.mark.parametrize("day", ["2026", "2026-11-27", "someday", "2026-02-30", "'\"><b>"])
def test_a_day_that_is_none_or_has_not_been_is_asked_for_again(day):
    assert read(day=day) == [Unclear("not one day", {"typed": f"“{day}”"})]


@pytest.mark.parametrize("hour", ["25:00", "9", "noon"])
def test_an_hour_that_is_none_is_asked_for_again(hour):
    assert read(hour=hour) == [Unclear("not an hour", {"typed": f"“{hour}”"})]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"said": "no-law"}, "said"),
        ({"granted": "yes"}, "granted"),
        ({"until": "2027-01-02"}, "until"),
        ({"ground": "workload"}, "ground"),
        ({"untold": "yes"}, "told"),
        ({"back": "2026-11-21"}, "back"),
        ({"beyond": "yes"}, "beyond the law"),
        ({"consented": "yes"}, "consented"),
        ({"asked": "yes"}, "consent asked"),
        ({"to": "new", "to_new": "Division B"}, "to"),
    ],
)
def test_what_does_not_go_with_the_answer_is_told_and_not_passed_over(fields, key):
    assert read(answer="refused-intake", **fields) == [Unclear("only with", {"what": key})]
    assert LABELS[key] in PHRASES


@pytest.mark.parametrize("key", ["answered", "back", "until"])
def test_a_day_before_the_contact_is_told(key):
    answer = {"back": "documents"}.get(key, "notice")
    assert read(answer=answer, **{key: "2026-11-19"}) == [Unclear("day before", {"what": key})]


NAMES = "matter matter_new kind days unit unit_new agency agency_new desk day hour by filed receipt new answer answered".split()
NAMES += "writing to to_new to_agency to_agency_new untold said granted until ground consented asked back beyond words officer".split()
VALUES = (
    "new",
    "none",
    "yes",
    "no",
    "2026-11-20",
    "2026-11-24",
    "12:00",
    "7",
    "clock:kr.question-on-practice",
    *ANSWERS,
)


@given(
    st.dictionaries(
        st.sampled_from(NAMES), st.sampled_from((*VALUES, *MEANS, *SAYINGS, *GROUNDS)) | st.text(max_size=20)
    )
)
@settings(max_examples=examples(300), deadline=None)
def test_no_form_however_odd_makes_a_history_that_does_not_read_back(fields):
    found = read(**fields)
    if isinstance(found, History):
        assert isinstance(noted({}, found, law(), DAY, None), list)
        assert "\n\n" not in text_of(found)
    else:
        assert found and all(one.key in PHRASES for one in found)
        assert "not noted" not in {one.key for one in found}, "what is wrong is said in plain words"


def test_a_new_matter_and_a_new_office_are_named_in_two_languages_where_both_are_told():
    found = read(matter_new_ko="어머니 방문", unit_new_ko="교류협력과")
    assert isinstance(found, History)
    (matter,), (unit,) = found.matters.values(), found.units.values()
    assert (matter.words.en, matter.words.ko) == (NOTED["matter_new"], "어머니 방문")
    assert (unit.words.en, unit.words.ko) == (NOTED["unit_new"], "교류협력과")
    alone = read()
    assert isinstance(alone, History)
    (matter,) = alone.matters.values()
    assert matter.words.en == matter.words.ko == NOTED["matter_new"]


def test_an_office_that_is_known_by_either_name_is_not_noted_twice():
    once = read(unit_new_ko="교류협력과")
    assert isinstance(once, History)
    fields = {name: [value] for name, value in {**NOTED, "unit_new": "교류협력과"}.items()}
    again = noted(fields, once, law(), DAY, None)
    assert isinstance(again, History) and len(again.units) == 1


@pytest.mark.parametrize(
    ("told", "agency"),
    [
        ({}, "ministry"),
        ({"to_agency": "ministry"}, "ministry"),
        ({"to_agency": "new", "to_agency_new": "province"}, "province"),
        ({"to_agency": "itself"}, "Division B"),
    ],
)
def test_an_office_they_sent_on_to_is_of_the_same_agency_unless_another_is_told(told, agency):
    """Two bounces inside one ministry are not taken for two agencies."""
    found = read(answer="disclaimer", to="new", to_new="Division B", **told)
    assert isinstance(found, History)
    assert [one.agency for one in found.units.values()] == ["ministry", agency]


def test_a_new_office_is_of_no_agency_until_one_is_told():
    """Neither a first office nor a second is silently an agency of its own: another law would be cited against it."""
    once = read(agency_new="Ministry of Unification")
    assert isinstance(once, History)
    second = {**NOTED, "unit_new": "Division B", "agency_new": ""}
    assert read(agency_new="") == [Unclear("no agency", {"office": "“Exchange Division”"})]
    assert note_after(once, second) == [Unclear("no agency", {"office": "“Division B”"})]
    assert note_after(once, {**second, "agency": "new"}) == [Unclear("no agency", {"office": "“Division B”"})]
    for told in ({"agency": "Ministry of Unification"}, {"agency": "new", "agency_new": "ministry-of unification"}):
        found = note_after(once, {**second, **told})
        assert isinstance(found, History)
        assert {one.agency for one in found.units.values()} == {"Ministry of Unification"}
    alone = note_after(once, {**second, "agency": "itself"})
    assert isinstance(alone, History) and [one.agency for one in alone.units.values()][1] == "Division B"


def note_after(history: History, fields: dict[str, str]) -> History | list[Unclear]:
    return noted({name: [value] for name, value in fields.items()}, history, law(), DAY, None)
