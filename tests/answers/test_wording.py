"""The fixed phrases: complete in both languages, in plain sentences, and each of them used."""

import re
from collections.abc import Iterator

import pytest

from safeconduct.answers import wording
from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.terminal import page_of
from safeconduct.terms.particles import slots_of

BOTH_FORMS = re.compile(r"을\(를\)|를\(을\)|은\(는\)|는\(은\)|이\(가\)|가\(이\)|와\(과\)|과\(와\)|\(으\)로")
ONLY_ONE = {"held >=", "held <", "held <=", "held >", "is one of"}  # Korean joins the clause, English the fact


@pytest.mark.parametrize("key", wording.PHRASES)
def test_a_phrase_says_the_same_in_both_languages(key):
    english, korean = wording.PHRASES[key]
    assert english.strip()
    assert korean.strip()
    named = [{slot for slot, _ in slots_of(text)} for text in (english, korean)]
    assert named[0] == named[1] or key in ONLY_ONE


@pytest.mark.parametrize("key", wording.PHRASES)
def test_no_korean_phrase_leaves_the_particle_to_the_reader(key):
    assert not BOTH_FORMS.search(wording.PHRASES[key][1])


@pytest.mark.parametrize("key", wording.PHRASES)
def test_no_english_sentence_has_more_than_25_words(key):
    sentences = re.split(r"[.;:!?] ", wording.PHRASES[key][0])
    assert max(len(sentence.split()) for sentence in sentences) <= 25
