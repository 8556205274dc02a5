"""Korean particles fit the word before them as it is read aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.terms.particles import PAIRS, fill, is_pair, josa, slots_of


@pytest.mark.parametrize(
    ("word", "pair", "particle"),
    [
        ("신청서", "을/를", "를"),
        ("증명", "을/를", "을"),
        ("통일부", "으로/로", "로"),
        ("법무실", "으로/로", "로"),
        ("미국", "으로/로", "으로"),
        ("서울", "을/를", "을"),
        ("서울", "으로부터/로부터", "로부터"),
        ("어머니", "이/가", "가"),
        ("중국", "과/와", "과"),
        ("Form 1", "을/를", "을"),
        ("Form 1", "으로/로", "로"),
        ("Form 2", "을/를", "를"),
        ("Form 10", "으로/로", "으로"),
        ("F-4", "은/는", "는"),
        ("KR", "으로/로", "로"),
        ("KR", "을/를", "을"),
        ("DPRK", "은/는", "는"),
        ("UN", "이/가", "이"),
        ("Beijing", "을/를", "을"),
        ("Seoul", "으로/로", "로"),
        ("visa", "을/를", "를"),
        ("북한(DPRK)", "은/는", "은"),
        ("「국적법」", "은/는", "은"),
        ("", "을/를", "를"),
        ("(KR)", "을/를", "을"),
        ("東京", "을/를", "를"),
    ],
)
def test_the_particle_fits_the_word(word, pair, particle):
    assert josa(word, pair) == particle


@pytest.mark.parametrize("pair", ["를/을", "을", "", "/", "을/를/을", "을(를)", "kg/g", "이/와"])
def test_anything_but_a_pair_of_particles_is_refused(pair):
    assert not is_pair(pair)
    with pytest.raises(ValueError, match="no pair of particles"):
        josa("중국", pair)


@pytest.mark.parametrize(("after_consonant", "after_vowel"), list(PAIRS.items()))
def test_every_pair_is_chosen_from(after_consonant, after_vowel):
    pair = f"{after_consonant}/{after_vowel}"
    assert (josa("집", pair), josa("나라", pair)) == (after_consonant, after_vowel)


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{who|을/를} {country}에서 만나기", "어머니를 중국에서 만나기"),
        ("see {who} in {country}", "see 어머니 in 중국"),
        ("{country|으로/로} 간다", "중국으로 간다"),
        ("no slot", "no slot"),
    ],
)
def test_a_sentence_is_filled_with_names(template, sentence):
    assert fill(template, {"who": "어머니", "country": "중국"}) == sentence


def test_braces_inside_a_name_are_not_filled_again():
    assert fill("{x}", {"x": "{y}", "y": "z"}) == "{y}"


def test_a_slot_without_a_name_is_an_error():
    with pytest.raises(KeyError):
        fill("{y}", {"x": "z"})


def test_slots_are_listed_in_order():
    assert slots_of("{a|이/가} {b} {a}") == (("a", "이/가"), ("b", None), ("a", None))


@given(st.text(), st.sampled_from([f"{a}/{b}" for a, b in PAIRS.items()]))
def test_any_word_takes_one_form_of_the_pair(word, pair):
    assert josa(word, pair) in pair.split("/")
