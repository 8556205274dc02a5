"""The fixed phrases: complete in both languages, in plain sentences, and each of them used."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from msgspec.structs import replace

from answers.countings import RECKONED
from answers.spoken import SENTENCES, naming
from answers.surveys import SURVEYS
from answers.test_windows import page_of as too_late
from answers.test_windows import supported_since
from safeconduct.answers import wording
from safeconduct.answers.assumptions import assumption_in_words
from safeconduct.answers.counting import counted_in_short
from safeconduct.answers.exclusions import OFFERED, exclusion_in_words, exposure_in_words
from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.page import Page, plain_text
from safeconduct.answers.periods import counted_in_words, length_in_words, period_in_words
from safeconduct.answers.saying import Tongue
from safeconduct.answers.sentences import sentence
from safeconduct.answers.setting import setting_of
from safeconduct.answers.terminal import page_of
from safeconduct.answers.terminal_doors import write_door
from safeconduct.answers.unknowns import statement_in_words
from safeconduct.answers.why import why
from safeconduct.answers.wording import say
from safeconduct.law.model import Not, Ref, Words
from safeconduct.person.model import NeverExposed, Unlawful
from safeconduct.routes.doors import doors_of
from safeconduct.terms.dates import UNITS, Counting, Period
from safeconduct.terms.exposure import Level
from safeconduct.terms.particles import slots_of
from safeconduct.terms.reckoning import reckoning_of

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


class Recorder(dict[str, tuple[str, str]]):
    """The phrases, and which of them were asked for."""

    def __init__(self, phrases: dict[str, tuple[str, str]]) -> None:
        super().__init__(phrases)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> tuple[str, str]:
        self.asked.add(key)
        return super().__getitem__(key)


def test_every_phrase_is_rendered_somewhere(isle, monkeypatch):
    recorder = Recorder(wording.PHRASES)
    monkeypatch.setattr(wording, "PHRASES", recorder)
    for written in everything_said(isle):
        assert "{" not in written
    unused = set(wording.PHRASES) - recorder.asked
    assert not unused, sorted(unused)


LONGEST = 25  # words of a sentence


def test_no_sentence_is_long():
    sentences = [
        (key, part) for key, (english, _) in wording.PHRASES.items() for part in re.split(r"(?<=[.!?])\s", english)
    ]
    assert [(key, part) for key, part in sentences if len(part.split()) > LONGEST] == []


def everything_said(isle) -> Iterator[str]:
    """Yield what the surveys, every kind of condition and the rarer parts of an answer say."""
    for survey in SURVEYS.values():
        answer = answer_of(survey(isle))
        for lang in ("en", "ko"):
            yield plain_text(page_of(answer, lang))
            yield plain_text(page_of(answer, lang, everything=True))
    for expr, _, _ in SENTENCES:
        yield from (words_of(sentence(expr, naming(isle))), words_of(sentence(Not(expr), naming(isle))))
    yield from why_pages(isle)
    yield from (too_late(isle, supported_since(isle.person, date(2015, 1, 1)), lang) for lang in ("en", "ko"))
    yield words_of(exclusion_in_words(Unlawful(), setting_of(isle.law, isle.person, *isle.compiled)))
    yield from (words_of(exposure_in_words(NeverExposed(*risk, "never.1"))) for risk in OFFERED)
    yield words_of(assumption_in_words("born", "today", setting_of(isle.law, isle.person, *isle.compiled)))
    yield words_of(assumption_in_words("present(ZO)", "true", setting_of(isle.law, isle.person, *isle.compiled)))
    nobody_knows = replace(isle.person.statements[0], fact=Ref("born"), value=None, on=None)
    yield words_of(statement_in_words(nobody_knows, setting_of(isle.law, isle.person, *isle.compiled)).words)
    yield from (Tongue(lang, date(2024, 5, 4)).over(date(2024, 5, 3)) for lang in ("en", "ko"))
    yield from map(words_of, lengths_of_time())
    yield from map(words_of, names_of_outcomes())
    for event, period, _, _ in RECKONED:
        yield words_of(counted_in_short(reckoning_of(event, period), ()))


def why_pages(isle) -> Iterator[str]:
    for procedure in (*isle.law.procedures, *isle.law.remedies):
        for door in why(procedure, isle.law, isle.person, isle.compiled, doors_of(isle.rules)):
            for lang in ("en", "ko"):
                page = Page(80)
                write_door(door, page, Tongue(lang), whole=True)
                yield plain_text(page)


def words_of(words: Words) -> str:
    assert words.en.strip()
    assert words.ko.strip()
    return f"{words.en}\n{words.ko}"


def lengths_of_time() -> Iterator[Words]:
    for unit in UNITS:
        for count in (1, 2):
            yield period_in_words(Period(count, unit, Counting("any")))
    for days in (0, 1, 30, 300, 800, 1100):
        yield length_in_words(days)
    for first in ("in", "out", "year"):
        for closed in ("next", "stay"):
            yield counted_in_words(Counting("any", first_day=first, closed_days=closed))


def names_of_outcomes() -> Iterator[Words]:
    """Yield the phrases of the closed sets: outcomes, levels of exposure, meanings of silence, limits of the search."""
    title = Words("a title", "제목")
    yield from (
        say(f"outcome {outcome}", procedure=title) for outcome in ("granted", "done", "refused", "lapsed", "silence")
    )
    yield from (say(f"{level.word} {whom}") for level in Level for whom in ("self", "family"))
    yield from (say(f"doors {state}") for state in ("closed", "unlawful", "reachable", "unknown", "filed"))
    yield say("door filed")
    yield from (say(one) for one in ("assured", "assured unless grounds", "same source"))
    yield from (say(f"ways not all {limit}") for limit in ("horizon", "days of waiting"))
    yield say("source as in step", number="2")
    yield say("label wishes", numbers="1, 3")
    yield say("label fallback again", title=title)
    yield say("label duty by", duty=title, day="1 May", counting=title)
    yield say("label due around", day="1 May", counting=title)
    yield say("counting cited", counting=title, cite=title)
    yield from (say(f"label fallback {kind}") for kind in ("discretion", "entitlement", "automatic"))
    yield from (say(f"opens {what} short") for what in ("known", "steps", "law"))
    yield from (say(f"silence {means}") for means in ("omission", "nothing", "granted", "refused"))
    yield from (say(f"verdict stopped {limit}", at="80") for limit in ("labels", "horizon", "days of waiting"))
