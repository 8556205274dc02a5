"""What was typed → a reply, a command, or what to say to somebody who was not understood."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from safeconduct.answers.periods import day_in_words
from safeconduct.interview.days import span_of
from safeconduct.interview.model import (
    DAY,
    NEVERS,
    PLACE,
    PLACES,
    TRUTH,
    WHOM,
    Chosen,
    Option,
    Question,
    Reply,
    Silent,
)
from safeconduct.interview.wording import told
from safeconduct.law.model import Words
from safeconduct.terms.countries import CODES, country_name

WHY, BACK, STOP, ANSWER, MORE = "why", "back", "stop", "answer", "more"
COMMANDS = {
    WHY: ("?", "why", "왜", "까닭"),
    BACK: ("b", "back", "뒤로", "뒤"),
    STOP: ("s", "stop", "q", "quit", "exit", "그만", "끝"),
    ANSWER: ("a", "answer", "답"),
    MORE: ("m", "more", "더"),
}
UNKNOWN = ("d", "dk", "don't know", "i don't know", "dont know", "i dont know", "don’t know", "i don’t know", "unknown", "모름", "모릅니다", "몰라요", "모르겠습니다")  # fmt: skip
DECLINED = ("r", "rather not", "rather not say", "i'd rather not say", "i’d rather not say", "i would rather not say", "skip", "건너뜀", "건너뛰기", "말하지 않음", "말하고 싶지 않습니다", "말하고 싶지 않음")  # fmt: skip
YES = ("y", "yes", "1", "예", "네", "응")
NO = ("n", "no", "2", "아니요", "아니오", "아뇨")
NOTHING = ("0", "none", "nothing", "no", "없음", "해당 없음")
MOST_FITTING = 12
LONGEST = 500  # letters of a line that are read
MOST_NAMED = 30


class Unclear(NamedTuple):
    """Nothing was understood; `words` say what could be written."""

    words: Words


class Command(NamedTuple):
    name: str


def reply_of(typed: str, question: Question, today: date) -> Reply | Command | Unclear:
    """Return what a line typed at a question means."""
    text = " ".join(typed[:LONGEST].strip().split()).rstrip("." if question.kind != DAY else "")
    plain = text.casefold()
    for name, ways in COMMANDS.items():
        if plain in ways:
            return Command(name)
    if plain in UNKNOWN or plain in DECLINED:
        return Silent(declined=plain in DECLINED)
    if question.kind == TRUTH:
        return _yes_or_no(plain)
    if question.kind == DAY:
        span = span_of(text, today)
        return Unclear(told("not a day", day=day_in_words(today))) if span is None else span
    return _chosen(text, question)


def _yes_or_no(plain: str) -> Reply | Unclear:
    if plain in YES or plain in NO:
        return Chosen(("yes" if plain in YES else "no",))
    return Unclear(told("not yes or no"))


def _chosen(text: str, question: Question) -> Reply | Unclear:
    """Return the options that numbers or words name, in the order named; a country may be named that is not listed."""
    options = question.options
    if question.kind == NEVERS and (not text or text.casefold() in NOTHING):
        return Chosen(())
    found: list[str] = []
    for part in _parts(text):
        one = _one(part, question)
        if isinstance(one, Unclear):
            return one
        found.append(one)
    names = tuple(found) if question.kind == WHOM else tuple(dict.fromkeys(found))
    if not names or len(names) > MOST_NAMED:
        return Unclear(told("not a number", most=str(len(options))))
    if question.kind == PLACE and len(names) > 1:
        return Unclear(told("one only"))
    return Chosen(tuple(name for name in names if name) if question.kind == PLACES else names)


def _parts(text: str) -> list[str]:
    """Return what is listed: "3, 1", "3 1", "KR and China"."""
    if re.fullmatch(r"[\d\s,;·]+", text):
        return re.findall(r"\d+", text)
    return [part.strip() for part in re.split(r"[,;]", text) if part.strip()]


def _one(part: str, question: Question) -> str | Unclear:
    options = question.options
    if part.isascii() and part.isdigit():
        number = int(part) if len(part) < 5 else 0
        if 1 <= number <= len(options):
            return options[number - 1].name
        return Unclear(told("not a number", most=str(len(options))))
    fitting = [option for option in options if fits(part, option)]
    exact = [
        option
        for option in fitting
        if part.casefold() in (option.name.casefold(), option.words.en.casefold(), option.words.ko)
    ]
    if len(exact or fitting) == 1:
        return (exact or fitting)[0].name
    if fitting:
        return Unclear(told("several fit", names=_numbered(fitting[:MOST_FITTING], options)))
    if question.kind in (PLACE, PLACES):
        code = country_called(part)
        if code is not None:
            return code
    return Unclear(told("not a number", most=str(len(options))))


NAMES_NOTHING = frozenset(
    "yes no not maybe none nobody nowhere the a an of in to 예 네 아니오 아니요 없음 모름".split()
)


def fits(part: str, option: Option) -> bool:
    """Return whether a reply names an option: by its name, by whole words of it, or by a part of its Korean. A bare yes or no names none."""
    plain = part.casefold()
    if len(part) < 2 or plain in NAMES_NOTHING:
        return False
    return (
        plain == option.name.casefold()
        or bool(re.search(rf"(?<!\w){re.escape(plain)}", option.words.en.casefold()))
        or part in option.words.ko
    )


def _numbered(fitting: Sequence[Option], options: Sequence[Option]) -> Words:
    numbers = [options.index(option) + 1 for option in fitting]
    return Words(
        "; ".join(f"{number} {option.words.en}" for number, option in zip(numbers, fitting, strict=True)),
        "; ".join(f"{number} {option.words.ko}" for number, option in zip(numbers, fitting, strict=True)),
    )


def country_called(text: str) -> str | None:
    """Return the code of a country by its code or its name in either language.

    >>> country_called("CN"), country_called("중국"), country_called("Netherlands"), country_called("Atlantis")
    ('CN', 'CN', 'NL', None)
    """
    if text.upper() in CODES:
        return text.upper()
    plain = text.casefold().removeprefix("the ")
    for code in sorted(CODES):
        names = (country_name(code, "en", {}).casefold().removeprefix("the "), country_name(code, "ko", {}))
        if plain in names:
            return code
    return None
