"""Conditions in words, in both languages, with the particles that fit."""

from datetime import date

import pytest

from safeconduct.answers.names import naming_of
from safeconduct.answers.sentences import condition_in_words, sentence
from safeconduct.law.expressions import AGE
from safeconduct.law.model import And, Condition, Each, Held, Known, Member, Not, Or, Ref, Same, Today, Words
from safeconduct.terms.dates import Counting, Period

CIVIL = Counting("civil")
HOME, SUPPORTED, ALIVE = Ref("home", ("ZI",)), Ref("supported"), Ref("alive", ("mother",))
NATIONAL = Ref("national", ("$c",))
OTHER = Not(Same("$c", "ZI"))
FIVE_YEARS = Period(5, "years", CIVIL)


def any_country(body, only):
    return Each("any", "c", "country", body, only)


def all_countries(body, only):
    return Each("all", "c", "country", body, only)


SENTENCES = [
    (HOME, "you have your home in the Island", "섬나라에 산다"),
    (Not(HOME), "you do not have your home in the Island", "섬나라에 살지 않는다"),
    (Not(Not(HOME)), "you have your home in the Island", "섬나라에 산다"),
    (ALIVE, "your mother is alive", "어머니가 살아 있다"),
    (Not(Ref("invited")), "it is not so that you hold an invitation from the Other Shore", "건너편의 초청장이 없다"),
    (Not(Ref("may_visit")), "you may not visit the Other Shore", "건너편을 방문할 수 없다"),
    (And((HOME, ALIVE)), "you have your home in the Island and your mother is alive", "섬나라에 살고 어머니가 살아 있다"),
    (
        Or((HOME, SUPPORTED, ALIVE)),
        "you have your home in the Island, you receive support, or your mother is alive",
        "섬나라에 살거나, 지원을 받거나 어머니가 살아 있다",
    ),
    (
        Not(And((HOME, SUPPORTED))),
        "you do not have your home in the Island or you receive no support",
        "섬나라에 살지 않거나 지원을 받지 않는다",
    ),
    (
        any_country(NATIONAL, OTHER),
        "you are a national of some country other than the Island",
        "섬나라가 아닌 어느 한 나라 국적이 있다",
    ),
    (
        Not(any_country(NATIONAL, Known(True))),
        "you are not a national of any country",
        "다음에 해당하는 나라가 하나도 없다: 그 나라 국적이 있다",
    ),
    (
        all_countries(Not(NATIONAL), OTHER),
        "you are not a national of any country other than the Island",
        "다음에 해당하는 섬나라가 아닌 나라가 하나도 없다: 그 나라 국적이 있다",
    ),
    (all_countries(NATIONAL, Known(True)), "you are a national of every country", "모든 나라 국적이 있다"),
    (Not(all_countries(NATIONAL, OTHER)), "you are not a national of some country other than the Island", "섬나라가 아닌 어느 한 나라 국적이 없다"),
    (any_country(NATIONAL, Member("$c", ("ZO", "ZT"))), "you are a national of one of the Other Shore or a third land", "건너편 또는 제3의 땅 가운데 한 나라 국적이 있다"),
    (any_country(NATIONAL, Same("$c", "ZO")), "you are a national of the Other Shore", "건너편 국적이 있다"),
    (
        any_country(And((NATIONAL, Ref("home", ("$c",)))), And((OTHER, Not(Member("$c", ("KP", "ZO")))))),
        "there is a country other than the Island, the North (DPRK) and the Other Shore of which this is so: "
        "you are a national of that country and you have your home in that country",
        "다음에 해당하는 섬나라, 북한 및 건너편이 아닌 나라가 있다: 그 나라 국적이 있고 그 나라에 산다",
    ),
    (
        Not(any_country(And((NATIONAL, Ref("home", ("$c",)))), Known(True))),
        "there is no country of which this is so: you are a national of that country and you have your home in that country",
        "다음에 해당하는 나라가 하나도 없다: 그 나라 국적이 있고 그 나라에 산다",
    ),
    (
        all_countries(Or((NATIONAL, Ref("home", ("$c",)))), OTHER),
        "of every country other than the Island this is so: you are a national of that country or you have your home in that country",
        "모든 섬나라가 아닌 나라에 대하여 다음이 그러하다: 그 나라 국적이 있거나 그 나라에 산다",
    ),
    (
        Each("any", "p", "relative", Ref("alive", ("$p",)), Not(Same("$p", "mother"))),
        "a relative other than your mother is alive",
        "어머니가 아닌 가족 한 사람이 살아 있다",
    ),
    (Held(HOME, ">=", FIVE_YEARS), "you have your home in the Island, without a break for at least 5 years", "섬나라에 살고, 그 상태가 5년 이상 끊김 없이 이어졌다"),
    (Held(SUPPORTED, "<", FIVE_YEARS), "you receive support, but for less than 5 years", "지원을 받고, 그때부터 아직 5년이 지나지 않았다"),
    (Held(HOME, "<=", Period(90, "days", CIVIL)), "you have your home in the Island, and no more than 90 days have passed since then", "섬나라에 살고, 그때부터 90일 안이다"),
    (Held(HOME, ">", Period(1, "months", CIVIL)), "you have your home in the Island, and more than 1 month have passed since then", "섬나라에 살고, 그때부터 1개월이 넘게 지났다"),
    (Not(Held(HOME, ">=", FIVE_YEARS)), "it is not so that for at least 5 years, without a break, you have your home in the Island", "다음이 5년 이상 이어지지 않았다: 섬나라에 산다"),
    (Held(Ref("born"), ">=", Period(19, "years", AGE)), "you are at least 19 years old", "만 19세 이상이다"),
    (Not(Held(Ref("born"), ">=", Period(19, "years", AGE))), "you are less than 19 years old", "만 19세 미만이다"),
    (Held(Ref("born_of", ("mother",)), ">=", Period(70, "years", AGE)), "your mother is at least 70 years old", "어머니는 만 70세 이상이다"),
    (Today(">=", date(2013, 7, 1)), "it is Mon 1 July 2013 or later", "2013년 7월 1일(월) 또는 그 뒤이다"),
    (Not(Today(">=", date(2013, 7, 1))), "it is before Mon 1 July 2013", "아직 2013년 7월 1일(월) 전이다"),
    (Known(True), "this is always so", "언제나 그러하다"),
    (Known(False), "no rule makes this possible", "이를 가능하게 하는 규정이 없다"),
    (Same("$c", "ZO"), "that country is the Other Shore", "그 나라는 건너편이다"),
    (Not(Member("$c", ("ZO", "ZT"))), "that country is not the Other Shore or a third land", "그 나라는 건너편 또는 제3의 땅이 아니다"),
    (Ref("pending", ("isle.visit-permit",)), "“Permit to visit the Other Shore” has been filed and is not decided", "‘건너편 방문 허가’ 절차가 접수되어 처리 중이다"),
    (Not(Ref("granted", ("isle.meet(mother)",))), "“Meet your mother” has not been granted", "‘어머니를 만나기’ 절차가 받아들여지지 않았다"),
    (Ref("ended_term"), "a term that no law in force on this day defines (ended term)", "이날 시행 중인 법에 정의가 없는 말 (ended term)"),
]  # fmt: skip


@pytest.mark.parametrize(("expr", "english", "korean"), SENTENCES, ids=[english for _, english, _ in SENTENCES])
def test_an_expression_is_said_in_both_languages(isle, expr, english, korean):
    naming = naming_of(isle.law, isle.person).binding({"c": Words("that country", "그 나라")})
    assert sentence(expr, naming) == Words(english, korean)


def test_a_lines_own_words_come_first(isle):
    condition = Condition(HOME, (), Words("has a home abroad", "집이 외국에 있다"))
    assert condition_in_words(condition, naming_of(isle.law, isle.person)) == Words("you have a home abroad", "집이 외국에 있다")
