"""Until when an act is open, told where it is open, and where it is no longer."""

from datetime import date

import pytest
from msgspec import structs

from answers.surveys import Isle
from safeconduct.answers.page import Page, plain_text
from safeconduct.answers.saying import Tongue
from safeconduct.answers.setting import setting_of
from safeconduct.answers.terminal_doors import write_door
from safeconduct.answers.why import why
from safeconduct.answers.windows import window_of
from safeconduct.law.model import Ref
from safeconduct.person.model import Person
from safeconduct.routes.doors import doors_of
from safeconduct.rules.from_law import compile_rules

PERMIT = "isle.visit-permit"  # open while support has lasted less than five years


def supported_since(person: Person, day: date) -> Person:
    """Return a person who was not invited, with another first day of support."""
    statements = tuple(
        structs.replace(one, since=day) if one.fact == Ref("supported") else one for one in person.statements
    )
    supported = next(one for one in statements if one.fact == Ref("supported"))
    not_invited = structs.replace(supported, fact=Ref("invited"), value=False)
    return structs.replace(person, statements=(*statements, not_invited))


def page_of(isle: Isle, person: Person, lang: str) -> str:
    compiled = compile_rules(isle.law, person)
    page = Page(100)
    for door in why(PERMIT, isle.law, person, compiled, doors_of(compiled.rules)):
        write_door(door, page, Tongue(lang), whole=True)
    return plain_text(page)


@pytest.mark.parametrize(
    ("since", "last"),
    [
        (date(2022, 1, 1), date(2027, 1, 1)),
        (date(2020, 2, 28), date(2025, 2, 28)),
        (date(2020, 2, 29), date(2025, 2, 28)),
    ],
)
def test_an_open_act_says_its_last_day(isle, since, last):
    compiled = compile_rules(isle.law, supported_since(isle.person, since))
    setting = setting_of(isle.law, isle.person, *compiled)
    operator = setting.operator(PERMIT)
    window = window_of(operator, setting.start, setting)
    assert (window.last_day, window.counting.event) == (last, since)


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "It ran out on Wed 1 January 2020"), ("ko", "2020년 1월 1일(수)에 끝났습니다")]
)
def test_a_closed_one_says_when_it_ran_out(isle, lang, said):
    assert said in page_of(isle, supported_since(isle.person, date(2015, 1, 1)), lang)


def test_what_is_not_known_since_when_has_no_window(isle):
    person = supported_since(isle.person, date(2022, 1, 1))
    person = structs.replace(person, statements=tuple(structs.replace(one, since=None) for one in person.statements))
    setting = setting_of(isle.law, person, *compile_rules(isle.law, person))
    assert window_of(setting.operator(PERMIT), setting.start, setting) is None
