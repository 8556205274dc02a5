"""Expressions and what each is in words: English, Korean."""

from datetime import date

from safeconduct.answers.names import naming_of
from safeconduct.law.expressions import AGE
from safeconduct.law.model import And, Each, Held, Known, Member, Not, Or, Ref, Same, Today, Words
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
        "섬나라가 아닌 모든 나라에 대하여 다음이 그러하다: 그 나라 국적이 있거나 그 나라에 산다",
    ),
    (
        Each("any", "p", "relative", Ref("alive", ("$p",)), Not(Same("$p", "mother"))),
        "a relative other than your mother is alive",
        "어머니가 아닌 가족 한 사람이 살아 있다",
    ),
    (Held(HOME, ">=", FIVE_YEARS), "you have your home in the Island, without a break for at least 5 years", "섬나라에 살고, 그 상태가 5년 이상 끊김 없이 이어졌다"),
    (Held(SUPPORTED, "<", FIVE_YEARS), "you receive support, but for less than 5 years", "지원을 받고, 그때부터 아직 5년이 지나지 않았다"),
    (Held(HOME, "<=", Period(90, "days", CIVIL)), "you have your home in the Island, and that began no more than 90 days ago", "섬나라에 살고, 그때부터 90일 안이다"),
    (Held(HOME, ">", Period(1, "months", CIVIL)), "you have your home in the Island, and that began more than 1 month ago", "섬나라에 살고, 그때부터 1개월이 넘게 지났다"),
    (Not(Held(HOME, ">=", FIVE_YEARS)), "it is not so that for at least 5 years, without a break, you have your home in the Island", "다음이 5년 이상 이어지지 않았다: 섬나라에 산다"),
    (Held(Ref("born"), ">=", Period(19, "years", AGE)), "you are at least 19 years old", "만 19세 이상이다"),
    (Not(Held(Ref("born"), ">=", Period(19, "years", AGE))), "you are less than 19 years old", "만 19세 미만이다"),
    (Held(Ref("born_of", ("mother",)), ">=", Period(70, "years", AGE)), "your mother is at least 70 years old", "어머니는 만 70세 이상이다"),
    (Today(">=", date(2013, 7, 1)), "it is Mon 1 July 2013 or later", "2013년 7월 1일(월) 또는 그 뒤이다"),
    (Not(Today(">=", date(2013, 7, 1))), "it is before Mon 1 July 2013", "아직 2013년 7월 1일(월) 전이다"),
    (Held(Ref("born"), "<=", Period(30, "years", AGE)), "you have not passed your birthday at 30 years", "만 30세 생일이 지나지 않았다"),
    (Held(Ref("born_of", ("mother",)), "<=", Period(30, "years", AGE)), "your mother has not passed the birthday at 30 years", "어머니는 만 30세 생일이 지나지 않았다"),
    (Today("<=", date(2013, 7, 1)), "it is Mon 1 July 2013 or earlier", "2013년 7월 1일(월) 또는 그 전이다"),
    (Each("any", "p", "relative", Ref("alive", ("$p",)), Known(True)), "a relative is alive", "가족 한 사람이 살아 있다"),
    (Each("all", "p", "relative", Ref("alive", ("$p",)), Known(True)), "every relative is alive", "모든 가족이 살아 있다"),
    (Each("all", "p", "relative", Ref("alive", ("$p",)), Not(Same("$p", "mother"))), "every relative other than your mother is alive", "어머니를 제외한 모든 가족이 살아 있다"),
    (Each("any", "p", "relative", Ref("alive", ("$p",)), Member("$p", ("mother", "uncle"))), "one of your mother or your uncle is alive", "어머니 또는 삼촌 가운데 한 사람이 살아 있다"),
    (Each("any", "p", "relative", And((Ref("alive", ("$p",)), Ref("met", ("$p",)))), Known(True)), "there is a relative of which this is so: that relative is alive and you have met that relative", "다음에 해당하는 가족이 있다: 그 가족이 살아 있고 그 가족을 만났다"),
    (Each("any", "p", "relative", And((Ref("alive", ("$p",)), Ref("met", ("$p",)))), Not(Same("$p", "mother"))), "there is a relative other than your mother of which this is so: that relative is alive and you have met that relative", "다음에 해당하는 어머니가 아닌 가족이 있다: 그 가족이 살아 있고 그 가족을 만났다"),
    (Each("all", "p", "relative", Or((Ref("alive", ("$p",)), Ref("met", ("$p",)))), Known(True)), "of every relative this is so: that relative is alive or you have met that relative", "모든 가족에 대하여 다음이 그러하다: 그 가족이 살아 있거나 그 가족을 만났다"),
    (Each("all", "p", "relative", Or((Ref("alive", ("$p",)), Ref("met", ("$p",)))), Not(Same("$p", "mother"))), "of every relative other than your mother this is so: that relative is alive or you have met that relative", "어머니가 아닌 모든 가족에 대하여 다음이 그러하다: 그 가족이 살아 있거나 그 가족을 만났다"),
    (Each("all", "c", "country", Or((NATIONAL, Ref("home", ("$c",)))), Known(True)), "of every country this is so: you are a national of that country or you have your home in that country", "모든 나라에 대하여 다음이 그러하다: 그 나라 국적이 있거나 그 나라에 산다"),
    (Ref("refused", ("isle.visit-permit",)), "“Permit to visit the Other Shore” has been refused", "‘건너편 방문 허가’ 절차가 거부되었다"),
    (Ref("unanswered", ("isle.visit-permit",)), "“Permit to visit the Other Shore” has been left without an answer", "‘건너편 방문 허가’ 절차에 답이 없다"),
    (Known(True), "this is always so", "언제나 그러하다"),
    (Known(False), "no rule makes this possible", "이를 가능하게 하는 규정이 없다"),
    (Same("$c", "ZO"), "that country is the Other Shore", "그 나라는 건너편이다"),
    (Not(Member("$c", ("ZO", "ZT"))), "that country is not the Other Shore or a third land", "그 나라는 건너편 또는 제3의 땅이 아니다"),
    (Ref("pending", ("isle.visit-permit",)), "“Permit to visit the Other Shore” has been filed and is not decided", "‘건너편 방문 허가’ 절차가 접수되어 처리 중이다"),
    (Not(Ref("granted", ("isle.meet(mother)",))), "“Meet your mother” has not been granted", "‘어머니를 만나기’ 절차가 받아들여지지 않았다"),
    (Ref("ended_term"), "a term that no law in force on this day defines (ended term)", "이날 시행 중인 법에 정의가 없는 말 (ended term)"),
]  # fmt: skip


def naming(isle):
    """The islander's naming, with an uncle and a country that a variable stands for."""
    known = naming_of(isle.law, isle.person)
    relatives = {**known.relatives, "uncle": Words("your uncle", "삼촌")}
    return known._replace(relatives=relatives).binding({"c": Words("that country", "그 나라")})
