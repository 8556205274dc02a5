"""Closings: by which articles a wish is closed to how many people, and how many each article would free, alone or with another."""

from typing import NamedTuple

import numpy as np

from safeconduct.answers.names import citation_in_words, find_procedure
from safeconduct.law.model import Law, Words
from safeconduct.population.crowd import Mask
from safeconduct.population.reforms import Lines, Reforms
from safeconduct.population.standing import ANSWERS, NONE
from safeconduct.population.wishes import Asking

Articles = tuple[str, ...]  # as lawbooks write them ("이탈주민법 13"), sorted


class Freed(NamedTuple):
    """Waiving what `articles` ask in `lines` frees `people` whom fewer of these articles do not free."""

    articles: Articles
    words: tuple[Words, ...]  # the articles with the names of their statutes
    lines: tuple[str, ...]  # keys of the lines, of all the openings that come to these articles
    people: int


class Closing(NamedTuple):
    """One wish: `asked` people have it, `answers` of each sort; `stuck` are closed out and freed by no one or two articles."""

    wish: Asking
    asked: int
    answers: dict[str, int]
    freed: tuple[Freed, ...]  # alone first, most people first
    stuck: int
    complete: bool

    @property
    def closed(self) -> int:
        return self.answers[NONE]


def closing_of(wish: Asking, reforms: Reforms, law: Law) -> Closing:
    """Return the closing of a wish; articles are those of the lines, and where a line cites none, of its procedure."""
    masks, keys = by_articles(reforms, law)
    own = {articles: only_together(articles, masks) for articles in masks}
    freed = [
        Freed(articles, words_of(articles, keys[articles], law), keys[articles], reforms.people(mask))
        for articles, mask in own.items()
        if mask.any()
    ]
    anyhow = np.logical_or.reduce([*masks.values(), np.zeros(len(reforms.answers), np.bool_)])
    return Closing(
        wish,
        asked=int(reforms.crowd.people.sum()),
        answers={answer: reforms.people(reforms.standing(answer)) for answer in ANSWERS},
        freed=tuple(sorted(freed, key=lambda one: (len(one.articles), -one.people, one.articles))),
        stuck=reforms.people(reforms.standing(NONE) & ~anyhow),
        complete=reforms.complete,
    )


def by_articles(reforms: Reforms, law: Law) -> tuple[dict[Articles, Mask], dict[Articles, Lines]]:
    """Return whom the openings free that come to the same articles, and their lines."""
    masks: dict[Articles, Mask] = {}
    keys: dict[Articles, Lines] = {}
    for lines, mask in reforms.freed.items():
        articles = tuple(sorted({article_of(key, law) for key in lines}))
        masks[articles] = masks.get(articles, np.zeros(len(mask), np.bool_)) | mask
        keys[articles] = tuple(dict.fromkeys((*keys.get(articles, ()), *lines)))
    return masks, keys


def only_together(articles: Articles, masks: dict[Articles, Mask]) -> Mask:
    """Return whom these articles free and none of them does alone."""
    mask = masks[articles]
    for article in articles if len(articles) > 1 else ():
        if (article,) in masks:
            mask = mask & ~masks[article,]
    return mask


def article_of(key: str, law: Law) -> str:
    """Return the first citation of a line, or of its procedure; the key itself for a line that no lawbook writes."""
    owner, _, number = key.rpartition("#")
    procedure = find_procedure(owner, law)
    if procedure is None:
        return key
    lines = procedure.conditions
    cite = lines[int(number)].cite if number.isdigit() and int(number) < len(lines) else ()
    return str((*cite, *procedure.cite)[0]) if (*cite, *procedure.cite) else key


def words_of(articles: Articles, keys: Lines, law: Law) -> tuple[Words, ...]:
    """Return the articles in words, in their order."""
    said: dict[str, Words] = {}
    for key in keys:
        procedure = find_procedure(key.rpartition("#")[0], law)
        for line in procedure.conditions if procedure else ():
            said.update({str(one): citation_in_words(one, law) for one in line.cite})
        said.update({str(one): citation_in_words(one, law) for one in (procedure.cite if procedure else ())})
    return tuple(said.get(article, Words(article, article)) for article in articles)
