"""Fingerprints: which words of the statutes the rules rest on, kept with the lawbook as hashes, never as text.

For each text of a source that a rule rests on, and each provision that it cites there: the SHA-256 of its normal form (`normal`), the same
without the names of authorities, and those of its parts, so that a report can say which paragraph changed though the article is cited.

Which texts does a rule rest on? Those of the days for which the lawbook was read, as far as the rule is in force on them: one in force on
2013-06-01 on the text of that day, one in force today on today's, one in force on both on both.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from safeconduct.law.bases import Basis
from safeconduct.law.library import Library
from safeconduct.law.model import Law
from safeconduct.law.normal import hash_of, hash_without_names
from safeconduct.law.texts import Version, is_deleted, newest, parts_of_provision, provision_in
from safeconduct.terms.citation import Citation


class Mark(NamedTuple):
    """The fingerprint of one provision in one text; an absent one (not there, or deleted) has none.

    whole: hash of its normal form
    plain: the same without names of authorities and Chinese characters in brackets
    parts: the hash of each part next below it, in order
    """

    whole: str | None
    plain: str | None
    parts: tuple[tuple[Citation, str], ...] = ()


ABSENT = Mark(None, None)


class TextName(NamedTuple):
    """Which text of which source: ordered by source, then by promulgation."""

    short: str
    promulgated: date
    in_force: date
    number: int


Marks = dict[TextName, dict[Citation, Mark]]


class Reading(NamedTuple):
    """What came of reading the statutes for the rules.

    marks:      every fingerprint, ordered
    unresolved: citations that no text has on which their rule rests
    no_text:    citations whose rule is in force at times only of which the library has no text
    """

    marks: Marks
    unresolved: list[Basis]
    no_text: list[Basis]


def read_fingerprints(
    law: Law, bases: Iterable[Basis], library: Library, days: Iterable[date], renamed: Mapping[str, str]
) -> Reading:
    """Return the fingerprint of every provision that the rules cite, in each text they rest on.

    days:    the days for which the lawbooks were read, at least one
    renamed: newest name of each former name of an authority
    """
    marks: Marks = {}
    reading = Reading(marks, [], [])
    read_on = sorted(days)
    for basis in bases:
        source = law.sources.get(basis.citation.short)
        if source is None or source.texts is None:
            continue
        rested = texts_of(basis, library(source.texts), read_on)
        here = [mark_of(version.text, basis.citation, renamed) for version in rested]
        if not rested:
            reading.no_text.append(basis)
        elif all(mark.whole is None for mark in here):
            reading.unresolved.append(basis)
        else:
            for version, mark in zip(rested, here, strict=True):
                marks.setdefault(name_of(basis.citation.short, version), {})[basis.citation] = mark
    ordered = {name: dict(sorted(marks[name].items(), key=lambda entry: order_of(entry[0]))) for name in sorted(marks)}
    return reading._replace(marks=ordered)


def texts_of(basis: Basis, versions: list[Version], days: list[date]) -> list[Version]:
    """Return the texts on which a citation rests, oldest first; none when the library has no text of its time."""
    dated = [day for version in versions if (day := day_named(version)) is not None and days[0] < day < days[-1]]
    asked = [day for day in sorted({*days, *dated}) if basis.is_in_force(day)]
    if not asked and basis.start is not None and basis.start > days[-1]:
        asked = [basis.start]
    if asked:
        rested = [text_of(basis, versions, day) for day in asked]
    else:  # in force between the days only: a text that began in that time was the law then
        rested = [version for version in versions if basis.is_in_force(version.in_force)]
    return sorted({version for version in rested if version is not None})


def text_of(basis: Basis, versions: list[Version], day: date) -> Version | None:
    """Return the text of a day for a citation.

    A text holds every amendment promulgated before it, also those that come into force later. Where it has already struck out a provision
    of which the lawbook says that it ends, the last text before it counts that still has the provision.
    """
    found = newest(version for version in versions if version.in_force <= day)
    if found is None or basis.end is None or has(found, basis.citation):
        return found
    return newest(version for version in versions if version < found and has(version, basis.citation)) or found


def has(version: Version, citation: Citation) -> bool:
    """Return whether a text has a provision and has not deleted it."""
    words = provision_in(version.text, citation)
    return words is not None and not is_deleted(words)


def mark_of(text: str, citation: Citation, renamed: Mapping[str, str]) -> Mark:
    """Return the fingerprint of a provision in the text of its statute."""
    words = provision_in(text, citation)
    if words is None or is_deleted(words):
        return ABSENT
    parts = tuple((part, hash_of(own)) for part, own in parts_of_provision(citation, words))
    return Mark(hash_of(words), hash_without_names(words, renamed), parts)


def name_of(short: str, version: Version) -> TextName:
    return TextName(short, version.promulgated, version.in_force, version.number)


def order_of(citation: Citation) -> tuple[object, ...]:
    """Return the place of a citation among those of a source: as statutes count, branches after their article."""
    numbers = (citation.article, citation.branch, citation.paragraph, citation.item, citation.item_branch)
    return citation.short, *(number or 0 for number in numbers), citation.subitem or ""


_DAY_NAMED = re.compile(r"@(\d{4}-\d\d-\d\d)$")


def day_named(version: Version) -> date | None:
    """Return the day that the name of a file says its text is of."""
    found = _DAY_NAMED.search(version.file.stem)
    return None if found is None else date.fromisoformat(found[1])
