"""Each kind of letter goes to the authority, rests on the articles and names the time that the lawbook says."""

from datetime import date

import pytest
from msgspec import structs

from letters.drafts import FIRST, MATTER, TODAY, consent, setting, setting_on
from safeconduct.law.model import At, Procedure, Words
from safeconduct.letters.carrying import NoCarrierError, carriers_of, kinds_about, recipients
from safeconduct.letters.from_case import letter_of
from safeconduct.letters.model import Kind, Role
from safeconduct.letters.template import template_of
from safeconduct.letters.text import text_of

EXPECTED = [  # kind, by, addressee, an article it rests on, the time for the answer
    ("application", None, "통일부장관", "남북교류협력에 관한 법률 제9조의2제1항", "날수가 정해져 있지 않습니다"),
    ("receipt-demand", None, "통일부장관", "행정절차법 제17조제4항", None),
    ("transfer-demand", "kr.transfer-of-petition", "통일부장관", "행정절차법 제6조제1항", "근무시간 8시간"),
    (
        "transfer-demand",
        "kr.transfer-inside-agency",
        "통일부장관",
        "민원 처리에 관한 법률 시행령 제13조제2항",
        "근무시간 3시간",
    ),
    (
        "competence",
        "kr.settle-competence-between-agencies",
        "[공통되는 상급 행정청]",
        "행정절차법 제6조제2항",
        "날수가 정해져 있지 않습니다",
    ),
    (
        "competence",
        "kr.settle-competence-inside-agency",
        "통일부장관",
        "민원 처리에 관한 법률 시행령 제38조제1항제1호",
        "날수가 정해져 있지 않습니다",
    ),
    ("objection", None, "통일부장관", "민원 처리에 관한 법률 제35조제1항", "10일"),
    ("objection", "kr.general-objection", "통일부장관", "행정기본법 제36조제1항", "14일"),
    ("administrative-appeal", None, "중앙행정심판위원회", "행정심판법 제5조제3호", "90일"),
    ("administrative-appeal", "kr.administrative-appeal-cancel", "중앙행정심판위원회", "행정심판법 제5조제1호", "90일"),
    ("information-request", None, "통일부장관", "공공기관의 정보공개에 관한 법률 제11조제1항", "근무일 20일"),
    (
        "human-rights-complaint",
        None,
        "국가인권위원회",
        "국가인권위원회법 제30조제1항제1호",
        "날수가 정해져 있지 않습니다",
    ),
]


@pytest.mark.parametrize(("kind", "by", "addressee", "article", "time"), EXPECTED)
def test_a_letter_is_filled_from_the_lawbook(kind, by, addressee, article, time):
    letter = letter_of(Kind(kind), MATTER, setting(), (), TODAY, by=by)
    text = text_of(letter, "ko", 1_000)
    assert f"\n{addressee} 귀중\n" in text
    assert f"  - {article}\n" in text
    assert ("처리기간\n" in text) == (time is not None)
    assert time is None or f"{time} [" in text or time in text.partition("처리기간\n")[2]


@pytest.mark.parametrize("kind", Kind)
def test_every_line_is_there_in_both_languages_and_no_slot_is_left(kind):
    for row in letter_of(kind, MATTER, setting(), (consent("male"),), TODAY).rows:
        assert row.words.ko.strip() and row.words.en.strip()
        assert "{" not in row.words.ko + row.words.en


def test_an_authority_that_another_law_names_is_written_to():
    """Nothing of the letter is known to the program: in a law that lets another decide, the letter goes there."""
    law = structs.replace(setting().law)
    procedure = law.procedures["kr.contact-report"]
    moved = structs.replace(procedure, decides=(At("kr.moved"),), cite=procedure.cite[:1])
    assert isinstance(moved, Procedure)
    authority = structs.replace(
        law.authorities["kr.minister-of-unification"], name="kr.moved", words=Words("X", "새 기관")
    )
    law = structs.replace(
        law,
        procedures={**law.procedures, moved.name: moved},
        authorities={**law.authorities, "kr.moved": authority},
    )
    letter = letter_of(Kind.APPLICATION, MATTER, setting()._replace(law=law), (consent("male"),), TODAY)
    assert letter.recipients == ("kr.moved",) and letter.facts == ()
    assert next(row.words.ko for row in letter.rows if row.role is Role.ADDRESSEE) == "새 기관 귀중"


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (
            "objection",
            ["성명", "주소", "연락처", "접촉 사전신고", "취지", "이유", "통지를 받은 날", "처분의 내용"],
        ),  # 민원령 40(1)
        ("objection", ["생년월일"]),  # 기본령 11(1)1
        (
            "administrative-appeal",
            ["피청구인", "위원회", "처분의 내용", "안 날", "취지", "이유", "고지의 유무"],
        ),  # 심판법 28(2)
        ("administrative-appeal", ["신청의 내용과 날짜", "서명"]),  # 심판법 28(3), 28(5)
        ("information-request", ["성명", "생년월일", "주소", "연락처", "정보를 사본이나 전자파일로"]),  # 정보법 10(1)
    ],
)
def test_what_the_law_wants_in_a_letter_has_its_place(kind, asked):
    text = text_of(letter_of(Kind(kind), MATTER, setting(), (), TODAY), "ko", 1_000)
    assert [words for words in asked if words not in text] == []


def test_of_several_procedures_the_one_whose_conditions_hold_is_taken():
    """The person of the case was sent from office to office of one ministry, and not from agency to agency."""
    assert letter_of(Kind.TRANSFER_DEMAND, MATTER, setting(), (), TODAY).procedure == "kr.transfer-inside-agency"
    assert letter_of(Kind.COMPETENCE, MATTER, setting(), (), TODAY).procedure == "kr.settle-competence-inside-agency"


@pytest.mark.parametrize(
    ("by", "time", "longer"),
    [  # 민원법 35(2) and 기본법 36(2) let the agency take ten more days
        (None, "10일 [민원 처리에 관한 법률 제35조제2항]", "10일을 더 쓸 수 있고"),
        ("kr.general-objection", "14일 [행정기본법 제36조제2항]", "10일의 범위에서 한 차례 연장할 수 있고"),
    ],
)
def test_a_time_that_may_be_extended_is_not_called_the_longest_and_its_extension_is_told(by, time, longer):
    letter = letter_of(Kind.OBJECTION, MATTER, setting(), (), TODAY, by=by)
    english, korean = text_of(letter, "en", 1_000), text_of(letter, "ko", 1_000)
    assert f"  - 법령이 정한 처리기간: {time}\n" in korean and longer in korean
    assert "가장 긴" not in korean and "longest" not in english
    assert "and must tell me why" in english and "tell you" not in english


def test_a_time_that_holds_its_extension_is_called_the_longest():
    """정보법 11(1) and 11(2): ten days and ten more, in the lawbook as twenty."""
    korean = text_of(letter_of(Kind.INFORMATION_REQUEST, MATTER, setting(), (), TODAY), "ko", 1_000)
    assert "  - 법령이 허용하는 가장 긴 처리기간: 근무일 20일 [" in korean


def test_that_nothing_was_refused_is_told_before_an_objection_is_signed():
    """민원법 35(1) is about the refusal of an application."""
    told = letter_of(Kind.OBJECTION, MATTER, setting_on("former-official-today.yaml"), (), TODAY).before[0]
    assert told.en.startswith("The case knows of no refusal,") and "민원 처리에 관한 법률 제35조제1항" in told.ko
    silent = letter_of(
        Kind.OBJECTION, "kr.contact-report(brother)", setting_on("contact-refused.yaml"), (), TODAY
    ).before[0]
    assert silent.en.startswith("The case knows only that no answer came.")
    refused = letter_of(Kind.OBJECTION, MATTER, setting_on("contact-refused.yaml"), (), TODAY).before
    assert not [words for words in refused if words.en.startswith("The case knows")]


def test_an_objection_says_nothing_of_being_told_of_a_decision_that_the_case_does_not_know():
    """민원법 35(1); what 민원령 40(1) wants in it has its place all the same."""
    known = setting_on("former-official-today.yaml")
    letter = letter_of(Kind.OBJECTION, MATTER, known, (), TODAY, by="kr.petition-objection")
    english, korean = text_of(letter, "en", 1_000), text_of(letter, "ko", 1_000)
    assert "I was told of the decision" not in english and "only if you were told of a refusal" in english
    assert "통지를 받았으며" not in korean and "처분의 통지를 받은 날: [처분의 통지를 받은 날]" in korean
    refused = letter_of(Kind.OBJECTION, MATTER, setting_on("contact-refused.yaml"), (), TODAY)
    assert "I was told of the decision" in text_of(refused, "en", 1_000)


def test_an_objection_against_silence_speaks_of_no_decision():
    """정보법 18(1): refused, or no decision in twenty days."""
    known, matter = setting_on("information-unanswered-today.yaml"), "kr.information-request"
    to = letter_of(Kind.OBJECTION, matter, known, (), TODAY).recipients[0]
    agreed = consent("unanswered(kr.information-request)", to=to, matter=matter)
    letter = letter_of(Kind.OBJECTION, matter, known, (agreed,), TODAY)
    assert letter.procedure == "kr.information-objection(kr.information-request)"
    english, korean = text_of(letter, "en", 1_000), text_of(letter, "ko", 1_000)
    assert "none has reached me" in english and "told of the decision" not in english
    assert "결정의 통지를 받지 못하여" in korean and "위 처분을 취소" not in korean
    assert not [words for words in letter.before if words.en.startswith("The case knows")]


def test_whether_refused_or_not_answered_is_left_open_where_nobody_agreed_to_tell_it():
    letter = letter_of(
        Kind.OBJECTION, "kr.information-request", setting_on("information-unanswered-today.yaml"), (), TODAY
    )
    english = text_of(letter, "en", 1_000)
    assert "cross out what does not apply" in english and "none has reached me" not in english
    assert "I was told of the decision" not in english


def test_what_is_only_likely_of_the_person_themselves_is_not_said_as_far_as_they_know():
    known = setting_on("former-official-today.yaml")
    letter = letter_of(Kind.APPLICATION, MATTER, known, (consent("home(KR)"),), TODAY)
    assert "  - 대한민국에 주소가 있다 (2002년 6월 1일부터)\n" in text_of(letter, "ko", 1_000)
    assert any(words.ko.startswith("확실하지 않고") for words in letter.before)


def test_documents_of_the_law_are_enclosed():
    text = text_of(letter_of(Kind.APPLICATION, MATTER, setting(), (), TODAY), "ko", 1_000)
    assert "  - 북한주민접촉 신고서 [남북교류협력에 관한 법률 시행규칙 제9조제1항]\n" in text


def test_the_last_day_to_appeal_is_told_before_signing_and_not_in_the_letter():
    letter = letter_of(Kind.ADMINISTRATIVE_APPEAL, MATTER, setting(), (), TODAY)
    assert letter.before[1] == Words(
        "It must reach the office within 90 days of the decision [Administrative Appeals Act, art. 27(1)].",
        "처분을 받거나 안 날부터 90일 안에 내야 합니다 [행정심판법 제27조제1항].",
    )
    assert "27(1)" not in text_of(letter, "en", 1_000)


@pytest.mark.parametrize(
    ("kind", "day", "said"),
    [  # refused on 30 October 2026; 민원법 35(1): 60 days, 심판법 27(1): 90 days
        ("objection", date(2026, 11, 22), "The last day for it is Tue 29 December 2026: 60 days"),
        ("objection", date(2026, 12, 30), "The time for it ran out on Tue 29 December 2026: 60 days"),
        ("administrative-appeal", date(2026, 12, 30), "The last day for it is Thu 28 January 2027: 90 days"),
        ("administrative-appeal", date(2027, 1, 29), "The time for it ran out on Thu 28 January 2027: 90 days"),
    ],
)
def test_the_day_itself_is_told_where_the_case_knows_the_refusal(kind, day, said):
    letter = letter_of(Kind(kind), MATTER, setting_on("contact-refused.yaml", day), (), TODAY)
    assert letter.before[0].en.startswith(said)


def test_of_two_times_of_which_it_is_not_settled_which_counts_the_shorter_is_told_as_the_safe_one():
    """민원법 35(1): 60 days; 기본법 36(1): 30 days; refused on 30 October 2026, a Friday; 29 November is a Sunday (민법 161)."""
    told = [
        words.en for words in letter_of(Kind.OBJECTION, MATTER, setting_on("contact-refused.yaml"), (), TODAY).before
    ]
    assert told[1].startswith("The safe time is 30 days [General Act on Public Administration, art. 36(1)]: ")
    assert told[2].startswith("The last day of the safe time is Mon 30 November 2026: ")


def test_a_last_day_that_is_past_on_the_day_of_the_letter_is_told_as_past_whatever_day_the_case_asks_about():
    late = letter_of(Kind.OBJECTION, MATTER, setting_on("contact-refused.yaml"), (), date(2026, 12, 30))
    assert late.before[0].en.startswith("The time for it ran out on Tue 29 December 2026")
    assert late.before[2].en.startswith("The safe time ran out on Mon 30 November 2026")


def test_no_shorter_time_is_told_where_there_is_none():
    general = letter_of(Kind.OBJECTION, MATTER, setting(), (), TODAY, by="kr.general-objection")
    appeal = letter_of(Kind.ADMINISTRATIVE_APPEAL, MATTER, setting(), (), TODAY)
    assert not [words for words in (*general.before, *appeal.before) if "safe time" in words.en]


def test_the_person_who_signs_speaks_of_their_own_mother_and_says_what_is_only_likely():
    known = setting_on("former-official-today.yaml")
    facts = ("male", "relative_in(mother,KP)", "protected_defector")
    letter = letter_of(Kind.APPLICATION, MATTER, known, (consent(*facts),), TODAY)
    english, korean = text_of(letter, "en", 1_000), text_of(letter, "ko", 1_000)
    assert "your mother" not in english
    assert "| Application: Report contact with my mother in advance\n" in english
    assert "| I am a man\n" in english
    assert "| as far as I know: my mother is in the North (DPRK)\n" in english
    assert "  - 본인이 알기로는 어머니가 북한에 있다\n" in korean and "  - 남성이다\n" in korean


def test_what_the_law_does_not_settle_is_told_before_signing():
    letter = letter_of(Kind.COMPETENCE, MATTER, setting(), (), TODAY, by="kr.settle-competence-between-agencies")
    assert any(words.en.startswith("Not settled in law: ") for words in letter.before)


def test_a_letter_that_no_procedure_of_the_day_carries_is_not_written():
    """Enforcement Decree of the Civil Petitions Act, art. 13: of 12 February 2016."""
    then = setting_on("former-official.yaml")
    with pytest.raises(NoCarrierError):
        letter_of(Kind.TRANSFER_DEMAND, MATTER, then, (), FIRST, by="kr.transfer-inside-agency")
    assert letter_of(Kind.TRANSFER_DEMAND, MATTER, then, (), FIRST).procedure == "kr.transfer-of-petition"


def test_an_act_that_begins_with_no_paper_is_not_applied_for():
    act = next(one.name for one in setting().rules.operators if setting().procedure(one.name).kind == "act")
    with pytest.raises(NoCarrierError):
        letter_of(Kind.APPLICATION, act, setting(), (), TODAY)


@pytest.mark.parametrize("matter", ["kr.settle-in-the-north", "kr.family-reunification-permanent(mother)"])
def test_no_letter_is_about_a_procedure_that_the_law_does_not_have(matter):
    """남북교류협력법 9 and 시행령 12(5) know visits of a year at most, and nobody to ask for more."""
    assert matter in setting().operators and kinds_about(matter, setting()) == ()
    with pytest.raises(NoCarrierError):
        letter_of(Kind.APPLICATION, matter, setting(), (), TODAY)


@pytest.mark.parametrize("kind", [Kind.APPLICATION, Kind.RECEIPT_DEMAND, Kind.HUMAN_RIGHTS_COMPLAINT])
def test_every_letter_has_an_addressee(kind):
    known, template = setting(), template_of(kind)
    for operator in known.rules.operators:
        for one in carriers_of(template, operator.name, known):
            assert recipients(one, operator.name, known)


@pytest.mark.parametrize(
    ("case", "is_protected"), [("child-born-in-china.yaml", True), ("contact-refused.yaml", False)]
)
def test_that_a_wish_to_go_north_can_cost_the_support_is_told_before_signing(case, is_protected):
    """북한이탈주민법 27(1)4 is about people under protection."""
    letter = letter_of(Kind.APPLICATION, "kr.north-visit-approval", setting_on(case), (), TODAY)
    risks = [words.ko for words in letter.before if words.ko.startswith("위험: ")]
    assert any("제27조제1항제4호" in risk for risk in risks) == is_protected


@pytest.mark.parametrize(("relative", "refusal", "silence"), [("mother", True, False), ("brother", False, True)])
def test_the_time_to_appeal_is_told_of_what_the_case_knows(relative, refusal, silence):
    """행정심판법 27(1): 90 days from a decision; 27(7): none against an omission. The mother's report was refused, the brother's not answered."""
    known = setting_on("contact-refused.yaml")
    letter = letter_of(Kind.ADMINISTRATIVE_APPEAL, f"kr.contact-report({relative})", known, (), TODAY)
    told = " ".join(words.en for words in letter.before)
    assert ("within 90 days of the decision [Administrative Appeals Act, art. 27(1)]" in told) == refusal
    assert ("Against silence no time limit runs [Administrative Appeals Act, art. 27(7)]" in told) == silence


def test_the_day_of_a_refusal_that_may_be_told_stands_in_the_objection():
    fact = "refused(kr.contact-report,mother)"
    known = setting_on("contact-refused.yaml")
    letter = letter_of(Kind.OBJECTION, MATTER, known, (consent(fact, "male", "home(KR)"),), TODAY)
    english, korean = text_of(letter, "en", 1_000), text_of(letter, "ko", 1_000)
    assert "| On 30 October 2026 I was told" in english
    assert "본인은 2026년 10월 30일에" in korean and "통지를 받은 날" not in korean
    assert "(on 30 October 2026)" in english and "10월 30일부터" not in korean
    assert "| I am a man\n" in english and "(since 3 April 2012)" in english and "the applicant" not in english


def test_a_refusal_that_may_not_be_told_leaves_its_day_blank():
    known = setting_on("contact-refused.yaml")
    letter = letter_of(Kind.OBJECTION, MATTER, known, (consent("male"),), TODAY)
    assert "[처분의 통지를 받은 날]" in text_of(letter, "ko", 1_000)


@pytest.mark.parametrize(("matter", "is_told"), [("kr.north-visit-approval", True), ("kr.passport-issue", False)])
def test_which_office_approves_the_journey_is_a_question_of_the_journey(matter, is_told):
    letter = letter_of(Kind.COMPETENCE, matter, setting(), (), TODAY, by="kr.settle-competence-inside-agency")
    assert any("which office approves the journey" in words.en for words in letter.before) == is_told


@pytest.mark.parametrize("kind", [Kind.RECEIPT_DEMAND, Kind.TRANSFER_DEMAND, Kind.COMPETENCE])
def test_a_letter_about_papers_whose_day_is_open_tells_that_it_says_they_were_handed_in(kind):
    warned = "The day on which you handed in your papers is open"
    without = letter_of(kind, MATTER, setting(), (), TODAY)
    noted = letter_of(kind, MATTER, setting(), (), TODAY, details={"filed": Words("1 May", "5월 1일")})
    assert any(one.en.startswith(warned) for one in without.before)
    assert not any(one.en.startswith(warned) for one in noted.before)
    assert not any(
        one.en.startswith(warned) for one in letter_of(Kind.APPLICATION, MATTER, setting(), (), TODAY).before
    )
