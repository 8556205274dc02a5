"""Drift: which rules rest on words of a statute that have changed since the lawbook was read."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from safeconduct.law.bases import Basis
from safeconduct.law.difference import Stretch, difference
from safeconduct.law.fingerprints import ABSENT, Mark, Marks, TextName, day_named, mark_of, name_of, order_of
from safeconduct.law.library import Library
from safeconduct.law.model import Law
from safeconduct.law.normal import hash_of, normal_form
from safeconduct.law.texts import Version, is_deleted, newest, provision_in, provisions_in
from safeconduct.terms.citation import Citation

SHORTEST_MOVED = 12  # signs of the shortest provision that is looked for elsewhere: shorter ones stand in many places
MOST_PLACES = 3


class Change(NamedTuple):
    """One provision whose words are not those that the lawbook was read with, and the rules that rest on it.

    kind:     deleted, absent (the text compared is older than the one read, and has no such provision), moved (the same words stand at `now_at`), names (the same but for names of authorities and the
              like), changed
    severity: high (deleted, absent, or a number, a duty, a right, a refusal is among what changed, or nobody can say), medium, low (moved, names)
    old, new: the text that the rules rest on, and the one compared; `old` None: the rules never had a text with this provision
    coming:   the new text is promulgated and not yet in force on the day of the report
    early:    the other way round: the rules rest on a text that is not yet in force, and `new` is what is law until then
    read:     the fingerprints know the new text already: whoever wrote them has seen this change
    parts:    the parts of the provision that are changed, new or gone
    difference: word by word; empty when the old words are not kept or nothing of the provision is left
    old_words, new_words: None where there are none, or where they are not at hand
    """

    citation: Citation
    kind: str
    severity: str
    old: TextName | None
    new: TextName
    coming: bool
    early: bool
    read: bool
    now_at: tuple[Citation, ...]
    parts: tuple[Citation, ...]
    difference: tuple[Stretch, ...]
    old_words: str | None
    new_words: str | None
    bases: tuple[Basis, ...]


class Drift(NamedTuple):
    """What came of the comparison.

    changes:     by source, text and provision
    compared:    how many provisions were compared
    no_text:     short names of sources of which the library has no text on that day
    not_printed: citations of rules in force that have no fingerprint: the lawbook was edited since
    not_held:    texts not yet in force on which rules rest, where the library has not the text that is law until then
    """

    changes: list[Change]
    compared: int
    no_text: list[str]
    not_printed: list[Basis]
    not_held: dict[TextName, list[Basis]]


class Comparison(NamedTuple):
    """What every comparison needs: the law, its fingerprints, the texts, the day asked, and renamed authorities."""

    law: Law
    kept: Marks
    library: Library
    as_of: date
    renamed: Mapping[str, str]


def drift_of(comparison: Comparison, bases: Iterable[Basis], read_on: date) -> Drift:
    """Return how the texts of the day, and those promulgated by then for later, differ from the ones the rules in force rest on.

    read_on: the last day for which the lawbook was read; rules that ended before are passed over
    """
    found = Drift([], 0, [], [], {})
    for citation, resting in _by_citation(comparison.law, bases, read_on):
        day = max(read_on, min(basis.start or read_on for basis in resting))
        versions = comparison.library(comparison.law.sources[citation.short].texts or "")
        rested = rested_on(comparison.kept, citation, day)
        of_day = newest(version for version in versions if version.in_force <= comparison.as_of)
        if of_day is None:
            found.no_text.append(citation.short)
            continue
        if rested is None:
            found.not_printed.extend(resting)
            continue
        found = found._replace(compared=found.compared + 1)
        before, mark = rested, comparison.kept[rested][citation]
        coming = _coming(versions, of_day, comparison.as_of)
        if _is_older(of_day, coming, comparison.as_of):
            compared = coming
            if comparison.as_of < rested.in_force:
                found.not_held.setdefault(rested, []).extend(resting)
        else:
            compared = [of_day, *(version for version in coming if name_of(citation.short, version) > rested)]
        for version in compared:
            change = _change(comparison, citation, before, mark, version, versions, resting)
            found.changes.extend([] if change is None else [change])
            before, mark = name_of(citation.short, version), mark_of(version.text, citation, comparison.renamed)
    return found._replace(changes=_ordered(found.changes), no_text=list(dict.fromkeys(found.no_text)))


def drift_since(comparison: Comparison, bases: Iterable[Basis], read_on: date, since: date) -> Drift:
    """Return what each amendment promulgated from a day on changed in provisions that the rules in force cite.

    Only texts that the library holds are compared, each with the one before it: in a folder without history several amendments may show
    as one. A change that the fingerprints know already is marked as read.
    """
    found = Drift([], 0, [], [], {})
    for citation, resting in _by_citation(comparison.law, bases, read_on):
        versions = comparison.library(comparison.law.sources[citation.short].texts or "")
        rested = rested_on(comparison.kept, citation, date.max)
        if not versions:
            found.no_text.append(citation.short)
        if rested is None:
            found.not_printed.extend(resting)
        found = found._replace(compared=found.compared + 1)
        for old, new in pairwise(versions):
            if since <= new.promulgated <= comparison.as_of:
                mark = mark_of(old.text, citation, comparison.renamed)
                change = _change(comparison, citation, name_of(citation.short, old), mark, new, versions, resting)
                read = rested is not None and name_of(citation.short, new) <= rested
                found.changes.extend([] if change is None else [change._replace(read=read)])
    return found._replace(changes=_ordered(found.changes), no_text=list(dict.fromkeys(found.no_text)))


def rested_on(kept: Marks, citation: Citation, day: date) -> TextName | None:
    """Return the text with whose words the rules of a day were read, or None where the citation has no fingerprint by then."""
    names = (name for name, marks in kept.items() if name.short == citation.short and citation in marks)
    return max((name for name in names if name.in_force <= day), default=None)


def to_be_read(
    kept: Marks, bases: Iterable[Basis], days: Iterable[date], compared: Container[tuple[Citation, int, int]] = ()
) -> list[tuple[Basis, TextName | None, TextName]]:
    """Return the rules whose dates say one law on all the days though the words they rest on changed in between.

    Passed over: what differs in names of authorities only, what is in `compared`, and rules some part of which, resting on the same article,
    begins or ends between the days: there somebody has read both texts.

    The older text is None where the library had none for the first day: an Act that is younger, or a text that is not kept.

    compared: provisions of which somebody has written down that the two texts (numbers of promulgation, 0 for none) make no difference to the rules
    """
    first, last = min(days), max(days)
    every = list(bases)
    dated = {
        (basis.rule, *_article(basis.citation))
        for basis in every
        if (basis.start is not None and first < basis.start <= last)
        or (basis.end is not None and first <= basis.end < last)
    }
    found = []
    for basis in every:
        if (
            not (basis.is_in_force(first) and basis.is_in_force(last))
            or (basis.rule, *_article(basis.citation)) in dated
        ):
            continue
        old, new = rested_on(kept, basis.citation, first), rested_on(kept, basis.citation, last)
        if new is None or (basis.citation, 0 if old is None else old.number, new.number) in compared:
            continue
        if old is None or kept[old][basis.citation].plain != kept[new][basis.citation].plain:
            found.append((basis, old, new))
    return found


def _article(citation: Citation) -> tuple[str, int | None, int | None]:
    return citation.short, citation.article, citation.branch


# --- one provision --------------------------------------------------------------------------------------------------


def _by_citation(law: Law, bases: Iterable[Basis], day: date) -> Iterator[tuple[Citation, tuple[Basis, ...]]]:
    """Yield every provision with the rules on it that are in force on a day or begin later."""
    resting: dict[Citation, list[Basis]] = {}
    for basis in bases:
        source = law.sources.get(basis.citation.short)
        in_time = basis.is_in_force(day) or (basis.start is not None and basis.start > day)
        if in_time and source is not None and source.texts is not None:
            resting.setdefault(basis.citation, []).append(basis)
    yield from ((citation, tuple(resting[citation])) for citation in sorted(resting, key=order_of))


def _coming(versions: list[Version], of_day: Version, as_of: date) -> list[Version]:
    """Return the texts promulgated after that of the day and by that day, to come into force later."""
    return [version for version in versions if version > of_day and version.promulgated <= as_of < version.in_force]


def _is_older(of_day: Version, coming: list[Version], as_of: date) -> bool:
    """Return whether the text found for a day is only an older one that is kept: its file names a day before a text to come was promulgated."""
    named = day_named(of_day)
    return named is not None and named < as_of and any(named < version.promulgated for version in coming)


def _change(
    comparison: Comparison,
    citation: Citation,
    old: TextName,
    mark: Mark,
    version: Version,
    versions: list[Version],
    resting: tuple[Basis, ...],
) -> Change | None:
    """Return what a text makes of a provision whose fingerprint in the old text is `mark`, or None when the words are the same."""
    now = mark_of(version.text, citation, comparison.renamed)
    if now.whole == mark.whole and now != ABSENT:
        return None
    if now == ABSENT == mark and old != name_of(citation.short, version):
        return None  # neither text has it: told once, of the text that the rules rest on
    early = old.promulgated <= comparison.as_of < old.in_force
    resting = tuple(b for b in resting if not _is_dated(b, old, version, early=early))
    if not resting:
        return None
    words, before = _words(version, citation), _old_words(versions, old, citation, mark)
    now_at = () if now.plain == mark.plain else _places_of(mark, version, citation, _held(versions, old))
    shown = () if words is None or before is None or now_at else tuple(difference(before, words))
    kind = _kind(mark, now, now_at, older=version.promulgated < old.promulgated)
    return Change(
        citation=citation,
        kind=kind,
        severity=_severity(kind, shown, sure=before is not None),
        old=None if mark == ABSENT else old,
        new=name_of(citation.short, version),
        coming=version.in_force > comparison.as_of,
        early=early,
        read=False,
        now_at=now_at,
        parts=_parts(mark, now),
        difference=shown,
        old_words=before,
        new_words=words,
        bases=resting,
    )


def _is_dated(basis: Basis, old: TextName, version: Version, *, early: bool) -> bool:
    """Return whether the lawbook knows of a change: the rule had ended before the new text began, or begins with the text it rests on."""
    if early:
        return basis.start is not None and basis.start >= old.in_force
    return version.promulgated > old.promulgated and basis.end is not None and basis.end < version.in_force


def _kind(mark: Mark, now: Mark, now_at: tuple[Citation, ...], *, older: bool) -> str:
    if now.plain is not None and now.plain == mark.plain:
        return "names"
    if now_at:
        return "moved"
    if now != ABSENT:
        return "changed"
    return "absent" if older else "deleted"


_WEIGHTY = re.compile(
    r"\d|[백천만] *원|하여야|해야|할\s*수|수\s*있|없다|없는|아니|않|다만|제외|포함|이상|이하|이내|미만|초과|허가|승인|신고|취소|거부|제한|금지|벌금|징역|과태료|이의|심판|소송"
)


def _severity(kind: str, shown: tuple[Stretch, ...], *, sure: bool) -> str:
    """Return how much a change may weigh. `sure`: the old words are at hand, so that no like words elsewhere pass for the moved ones."""
    if kind in ("moved", "names"):
        return "low" if sure or kind == "names" else "medium"
    changed = " ".join(stretch.words for stretch in shown if stretch.kind in ("old", "new"))
    if kind in ("deleted", "absent") or not shown or _WEIGHTY.search(changed):
        return "high"
    return "medium"


def _words(version: Version, citation: Citation) -> str | None:
    found = provision_in(version.text, citation)
    return None if found is None or is_deleted(found) else found


def _held(versions: list[Version], name: TextName) -> Version | None:
    """Return the text of a name, where the library still has it."""
    return next((version for version in versions if name_of(name.short, version) == name), None)


def _old_words(versions: list[Version], old: TextName, citation: Citation, mark: Mark) -> str | None:
    """Return the words that a fingerprint was taken of, where the library still has them."""
    version = _held(versions, old)
    found = None if version is None else _words(version, citation)
    return found if found is not None and hash_of(found) == mark.whole else None


def _places_of(mark: Mark, version: Version, citation: Citation, old: Version | None) -> tuple[Citation, ...]:
    """Return where else in a text the words of a fingerprint stand now; nowhere when they stand in many places, or are too short to tell.

    old: the text they were in; a place where they stood there already is no new place for them
    """
    if mark.whole is None:
        return ()
    before = [] if old is None else _index(old.text, citation.short).get(mark.whole, [])
    places = [place for place in _index(version.text, citation.short).get(mark.whole, []) if place not in before]
    return tuple(places) if len(places) <= MOST_PLACES else ()


@lru_cache(maxsize=16)
def _index(text: str, short: str) -> dict[str, list[Citation]]:
    """Return the places of every provision of a text that is long enough to be told from others, by hash."""
    index: dict[str, list[Citation]] = {}
    for citation, words in provisions_in(text, short):
        if len(normal_form(words)) >= SHORTEST_MOVED and not is_deleted(words):
            index.setdefault(hash_of(words), []).append(citation)
    return index


def _parts(mark: Mark, now: Mark) -> tuple[Citation, ...]:
    before, after = dict(mark.parts), dict(now.parts)
    return tuple(part for part in dict.fromkeys((*before, *after)) if before.get(part) != after.get(part))


def _ordered(changes: list[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: (change.new, order_of(change.citation)))
