"""The difference of two texts of a provision, word by word, in normal form: what is left out, what is put in, and what stands around it."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from safeconduct.law.normal import words_of

AROUND = 6  # words shown before and after a change


class Stretch(NamedTuple):
    """A run of words. `kind`: same, old (left out), new (put in), gap (same words that are not shown)."""

    kind: str
    words: str


def difference(old: str, new: str) -> list[Stretch]:
    """Return what turns one text of a provision into another; none where they differ in spacing and marks only.

    >>> [tuple(stretch) for stretch in difference("**②** 우산을 하나 빌릴 수 있다.", "**②** 우산을 두 개까지 빌릴수 있다. <개정 2024.1.2>")]
    [('same', '우산을'), ('old', '하나'), ('new', '두 개까지'), ('same', '빌릴 수 있다.')]
    """
    stretches = list(_joined(_raw(words_of(old), words_of(new))))
    if all(stretch.kind == "same" for stretch in stretches):
        return []
    last = len(stretches) - 1
    return [short for at, stretch in enumerate(stretches) for short in _shortened(stretch, at == 0, at == last)]


def _raw(old: list[str], new: list[str]) -> Iterator[Stretch]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = old[a:b], new[c:d]
        ends = 0 if tag == "equal" else _same_end(left, right)
        if tag == "equal" or "".join(left) == "".join(right):
            yield Stretch("same", " ".join(left))
            continue
        kept = left[len(left) - ends :] if ends else []
        left, right = left[: len(left) - len(kept)], right[: _words_before(right, "".join(kept))]
        if left:
            yield Stretch("old", " ".join(left))
        if right:
            yield Stretch("new", " ".join(right))
        if kept:
            yield Stretch("same", " ".join(kept))


def _same_end(left: list[str], right: list[str]) -> int:
    """Return how many last words of `left` are, spaced otherwise, the last words of `right`."""
    ends = {"".join(right[at:]) for at in range(len(right))}
    return max((count for count in range(1, len(left) + 1) if "".join(left[-count:]) in ends), default=0)


def _words_before(words: list[str], end: str) -> int:
    """Return how many words stand before those that, without spaces, are `end`."""
    return next((at for at in range(len(words)) if "".join(words[at:]) == end), len(words))


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Join neighbours of one kind."""
    held: Stretch | None = None
    for stretch in stretches:
        if held is not None and held.kind == stretch.kind:
            held = Stretch(held.kind, f"{held.words} {stretch.words}")
            continue
        if held is not None:
            yield held
        held = stretch
    if held is not None:
        yield held


def _shortened(stretch: Stretch, first: bool, last: bool) -> list[Stretch]:
    """Return a run of unchanged words without its middle, or without what is far from any change."""
    words = stretch.words.split()
    before, after = 0 if first else AROUND, 0 if last else AROUND
    if stretch.kind != "same" or len(words) <= before + after + 2:
        return [stretch]
    shown = [Stretch("gap", " ".join(words[before : len(words) - after]))]
    if before:
        shown.insert(0, Stretch("same", " ".join(words[:before])))
    if after:
        shown.append(Stretch("same", " ".join(words[-after:])))
    return shown


def in_line(stretches: list[Stretch]) -> str:
    """Return a difference as one line: what is left out in [-…-], what is put in in {+…+}, words not shown as ….

    >>> in_line([Stretch("gap", "가 나"), Stretch("old", "하나"), Stretch("new", "둘")])
    '… [-하나-] {+둘+}'
    """
    signs = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}", "gap": "…"}
    return " ".join(signs[stretch.kind].format(stretch.words) for stretch in stretches)
