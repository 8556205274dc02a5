"""Reforms: of the people whom the rules close a wish to, how many the waiving of one line of law would free, and of which two together."""

from itertools import chain
from typing import NamedTuple

import numpy as np

from safeconduct.graph.bounds import Possible
from safeconduct.graph.supports import Supports
from safeconduct.population.asked import Ints
from safeconduct.population.crowd import WAIVED, Crowd, Mask
from safeconduct.population.scope import anybody_of
from safeconduct.population.standing import NONE, REACHABLE, Known, Standing, standings
from safeconduct.routes.model import Opening
from safeconduct.routes.openings import with_changes
from safeconduct.rules.model import Rules

WIDE = 400  # minimal sets kept for one fact while looking for candidates
TRIES = 80  # candidates tried for one wish
ROUNDS = 3  # times that candidates are looked for, each among those whom none has freed so far

Lines = tuple[str, ...]  # keys of lines, sorted


class Reforms(NamedTuple):
    """For one wish: the answer of each kind, and for each set of lines which kinds its waiving frees.

    complete: whether every candidate was tried
    """

    crowd: Crowd
    answers: tuple[str, ...]
    freed: dict[Lines, Mask]
    complete: bool

    def people(self, kinds: Mask) -> int:
        return int(self.crowd.people[kinds].sum())

    def standing(self, answer: str) -> Mask:
        return np.array([one == answer for one in self.answers], np.bool_)


def reforms_of(rules: Rules, crowd: Crowd) -> Reforms:
    """Return what frees whom; `rules` are those of one goal that can matter though lines were waived (`population.crowd.question_of`)."""
    known: Known = {}
    found = standings(rules, crowd, np.arange(len(crowd.people)), known)
    answers = answers_in(found, len(crowd.people))
    groups = [one.group for one in found if one.answer == NONE]
    closed = np.sort(np.concatenate(groups)) if groups else np.zeros(0, np.int64)
    freed: dict[Lines, Mask] = {}
    complete = True
    for _ in range(ROUNDS):
        named = sorted({lines for group in groups for lines in candidates(rules, crowd, group)}, key=by_size)
        fresh = [one for one in named if one not in freed]
        complete = complete and len(freed) + len(fresh) <= TRIES
        for lines in fresh[: TRIES - len(freed)]:
            free = standings(with_changes(rules, Opening(lines=lines)), crowd, closed, known)
            freed[lines] = np.array(answers_in(free, len(crowd.people))) == REACHABLE
        rest = [group[[not any(mask[kind] for mask in freed.values()) for kind in group]] for group in groups]
        groups = [group for group in rest if len(group)]
        if not fresh or not groups:
            break
    return Reforms(crowd, answers, {lines: mask for lines, mask in freed.items() if mask.any()}, complete)


def answers_in(found: list[Standing], kinds: int) -> tuple[str, ...]:
    """Return the answer of each kind; that of a kind in no group is empty."""
    answers = [""] * kinds
    for one in found:
        for kind in one.group.tolist():
            answers[kind] = one.answer
    return tuple(answers)


def candidates(rules: Rules, crowd: Crowd, group: Ints) -> list[Lines]:
    """Return the sets of at most `WAIVED` lines that open the goal to somebody of a group if losses and times are forgotten.

    Each real opening for one of them contains one of these: what opens it in the relaxed world (`graph.supports`).
    """
    anybody = anybody_of(crowd.as_one(rules, group), crowd.differing(group))
    lines = list(dict.fromkeys(chain.from_iterable(waivable_of(anybody))))
    number = {key: place for place, key in enumerate(lines)}
    supports = Supports(
        anybody,
        Possible(anybody),
        act=lambda one: None if anybody.operators[one].kind == "offence" else frozenset(),
        line=lambda key: number[key],
        ban=lambda one: None,
        elements=len(lines),
        most=WAIVED,
        wide=WIDE,
    )
    return [tuple(sorted(lines[one] for one in support)) for support in supports.goal() if support]


def waivable_of(rules: Rules) -> list[list[str]]:
    """Return the keys of the lines that can be waived, act by act."""
    return [[line.key for line in one.lines if line.waivable] for one in rules.operators if one.kind != "offence"]


def by_size(lines: Lines) -> tuple[int, Lines]:
    return len(lines), lines
