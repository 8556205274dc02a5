"""The normal form: what it takes for the same words, and what it does not."""

import pytest

from safeconduct.law.difference import difference, in_line
from safeconduct.law.normal import hash_of, hash_without_names, normal_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("**①** 신고한다. <개정 2017.12.19>", "**①** 신고한다."),
        ("신고한다. <1991ㆍ5ㆍ31>", "신고한다. <개정 1991. 5. 31., 2010. 5. 4.>"),
        ("신고한다.<신설 2010.5.4>", "신고한다. [전문개정 2008.3.14]"),
        ("신고한다. [제9조에서 이동, 종전 제10조는 제11조로 이동 <2010.5.4>]", "신고한다. [본조신설 2010.5.4]"),
        ("접촉·왕래", "접촉ㆍ왕래"),
        ("「여권법」에 따른다", "여권법에 따른다"),
        ("“노”란", '"노"란'),
        ("##### 제1조 ((목적))\n\n이 법", "##### 제7조의2 (목적)\n\n이 법"),
        ("  1\\. 노", "  2의3\\. 노"),
        ("    가\\. 노", "    나. 노"),
        ("**①** 할 수 있다.", "**②** 할  수\n있다."),
        ("\u1100\u1161", "가"),  # a syllable written as its letters
    ],
)
def test_two_printings_of_the_same_words_have_one_fingerprint(one, other):
    assert hash_of(one) == hash_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10일 이내", "20일 이내"),
        ("승인을 받아야 한다", "신고하여야 한다"),
        ("할 수 있다.", "할 수 없다."),
        ("**②** 법무부장관은", "**②** 외교부장관은"),
        ("##### 제1조 (목적)\n\n이 법", "##### 제1조 (취지)\n\n이 법"),
        ("다음과 같다.\n\n  1\\. 노\n  2\\. 배", "다음과 같다.\n\n  1\\. 노\n  3\\. 배"),  # numbers inside stay
        ("<지급액>은 백 원", "은 백 원"),  # an angle bracket that is no mark
        ("[외국은 제외한다] 신고한다", "신고한다"),
    ],
)
def test_other_words_have_another_fingerprint(one, other):
    assert hash_of(one) != hash_of(other)


def test_the_own_number_of_a_provision_goes_and_a_number_that_is_a_word_stays():
    assert normal_form("**①** 10일 이내에") == "10일이내에"
    assert normal_form("1.5배로 한다") == "1.5배로한다"


def test_a_renamed_authority_changes_one_fingerprint_and_not_the_other():
    old, new = "외교통상부장관은 여권을 준다.", "외교부장관은 여권을 준다."
    renamed = {"외교통상부": "외교부"}
    assert hash_of(old) != hash_of(new)
    assert hash_without_names(old, renamed) == hash_without_names(new, renamed)
    assert hash_without_names(old, renamed) != hash_without_names("법무부장관은 여권을 준다.", renamed)


def test_the_longest_former_name_is_replaced():
    renamed = {"노동부": "고용노동부", "옛노동부": "고용노동부"}
    assert hash_without_names("옛노동부장관", renamed) == hash_without_names("노동부장관", renamed)


def test_chinese_characters_in_brackets_are_no_change_but_in_names():
    assert hash_of("기아(棄兒)") != hash_of("기아")
    assert hash_without_names("기아(棄兒)", {}) == hash_without_names("기아", {})


def test_a_difference_shows_what_changed_with_a_few_words_around():
    old = "**①** " + " ".join(f"앞{n}" for n in range(20)) + " 10일 이내에 결정한다. <개정 2010.1.1>"
    new = "**②** " + " ".join(f"앞{n}" for n in range(20)) + " 20일 이내에 결정한다."
    assert in_line(difference(old, new)) == "… 앞14 앞15 앞16 앞17 앞18 앞19 [-10일-] {+20일+} 이내에 결정한다."


def test_spacing_and_marks_are_no_difference():
    assert difference("**①** 할 수 있다. <개정 2010.1.1>", "**①** 할수 있다.") == []
