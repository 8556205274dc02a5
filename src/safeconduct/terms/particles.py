"""Korean particles: the form that fits the word before it, in sentences with slots for names."""

import re
from collections.abc import Mapping

PAIRS = {  # after a consonant: after a vowel
    "을": "를",
    "은": "는",
    "이": "가",
    "과": "와",
    "아": "야",
    "으로": "로",
    "으로서": "로서",
    "으로써": "로써",
    "으로부터": "로부터",
    "이나": "나",
    "이라": "라",
    "이란": "란",
    "이라는": "라는",
    "이라도": "라도",
    "이며": "며",
    "이고": "고",
    "이든": "든",
    "이랑": "랑",
    "이여": "여",
    "이다": "다",
}

SLOT = re.compile(r"\{([^{}|]*)(?:\|([^{}|]*))?\}")

NO_CONSONANT, CONSONANT, RIEUL = 0, 1, 2  # what the word ends in when read aloud

_DIGITS = {"0": CONSONANT, "1": RIEUL, "3": CONSONANT, "6": CONSONANT, "7": RIEUL, "8": RIEUL}  # 영 일 삼 육 칠 팔
_SPELLED = {"L": RIEUL, "M": CONSONANT, "N": CONSONANT, "R": RIEUL}  # 엘 엠 엔 알
_READ = {"l": RIEUL, "m": CONSONANT, "n": CONSONANT}  # a Latin word, not spelled out: 폼, 서울 (Seoul)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_SILENT = " \t\n\"'“”‘’「」『』《》〈〉()[]{}.,;:!?…·"


def josa(word: str, pair: str) -> str:
    """Return the particle of `pair` that follows `word`, chosen by how the word ends when read.

    pair: both forms, the one after a consonant first: "을/를"; raises ValueError for any other

    A closing bracket with what it holds is not read; digits are read in Sino-Korean, capitals by their letters.

    >>> [word + josa(word, "으로/로") for word in ("법무실", "통일부", "서울", "미국", "제3국(XX)", "Form 3")]
    ['법무실로', '통일부로', '서울로', '미국으로', '제3국(XX)으로', 'Form 3으로']
    """
    if not is_pair(pair):
        raise ValueError(f"no pair of particles: {pair!r}; write it like 을/를, the form after a consonant first")
    after_consonant, after_vowel = pair.split("/")
    ending = _ending(word)
    if ending == RIEUL and after_consonant.startswith("으로"):
        return after_vowel
    return after_vowel if ending == NO_CONSONANT else after_consonant


def is_pair(pair: str) -> bool:
    """Return whether `pair` is two forms of one particle, the one after a consonant first."""
    after_consonant, _, after_vowel = pair.partition("/")
    return PAIRS.get(after_consonant) == after_vowel


def fill(template: str, names: Mapping[str, str]) -> str:
    """Return the sentence with each `{x}` replaced by its name and each `{x|을/를}` by its name and particle.

    Braces inside a name stay as they are. Raises KeyError for a slot without a name.

    >>> fill("{relative|을/를} {country}에서 만나기", {"relative": "어머니", "country": "중국"})
    '어머니를 중국에서 만나기'
    >>> fill("see {relative} in person", {"relative": "your mother"})
    'see your mother in person'
    """

    def named(slot: re.Match[str]) -> str:
        name = names[slot[1]]
        return name if slot[2] is None else name + josa(name, slot[2])

    return SLOT.sub(named, template)


def slots_of(template: str) -> tuple[tuple[str, str | None], ...]:
    """Return each slot of a sentence, in order: the name it asks for and its pair of particles, if any.

    >>> slots_of("{relative|을/를} {country}에서 만나기")
    (('relative', '을/를'), ('country', None))
    """
    return tuple((slot[1], slot[2]) for slot in SLOT.finditer(template))


def _ending(word: str) -> int:
    read = _IN_BRACKETS.sub("", word).rstrip(_SILENT) or word.rstrip(_SILENT)
    if not read:
        return NO_CONSONANT
    last = read[-1]
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28  # 0: none, 8: ㄹ
        return NO_CONSONANT if final == 0 else RIEUL if final == 8 else CONSONANT
    if last in "0123456789":
        return _DIGITS.get(last, NO_CONSONANT)
    if _is_spelled(read):
        return _SPELLED.get(last.upper(), NO_CONSONANT)
    return CONSONANT if read.endswith("ng") else _READ.get(last, NO_CONSONANT)


def _is_spelled(read: str) -> bool:
    """Return whether the last Latin word is read letter by letter: DPRK, F-4 L, x."""
    latin = re.search(r"[A-Za-z]+$", read)
    return latin is not None and (latin[0].isupper() or len(latin[0]) == 1)
