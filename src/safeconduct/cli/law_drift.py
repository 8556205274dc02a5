"""`safeconduct law drift`: which rules rest on words of a statute that changed, as a page or as JSON ("safeconduct-drift/1")."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click
from msgspec import json

from safeconduct.answers.columns import clean, wrapped
from safeconduct.cli.inquiry import stop
from safeconduct.cli.law_fingerprint import counted, open_library, place_of, shelved, text_in_words
from safeconduct.cli.show import terminal_width
from safeconduct.cli.touched import cases_of, touches_of
from safeconduct.law.bases import Basis
from safeconduct.law.difference import in_line
from safeconduct.law.drift import Change, Comparison, Drift, drift_of, drift_since, to_be_read
from safeconduct.law.fingerprints import TextName
from safeconduct.law.normal import words_of
from safeconduct.law.shelf import case_folder
from safeconduct.terms.citation import Citation

SCHEMA = "safeconduct-drift/1"
DRIFTED = 1
TITLES = {
    "deleted": "Deleted",
    "absent": "Not in this text, which is older than the one the rules rest on",
    "changed": "Changed",
    "moved": "Moved: the same words stand elsewhere now",
    "names": "Changed only in names of authorities and the like",
    "coming": "Promulgated, not yet in force",
    "early": "The rules rest on a text that is not yet in force",
    "read": "Amendments that the fingerprints know already",
}


class Report(NamedTuple):
    """A drift with the cases that each change may touch."""

    texts: str
    as_of: date
    since: date | None
    read_on: date
    drift: Drift
    cases: list[list[str]]
    unread_cases: list[str]
    to_be_read: list[tuple[Basis, TextName | None, TextName]]


def drift(
    texts: Path,
    as_of: date | None,
    since: date | None,
    lawbooks: Path | None,
    cases: Path | None,
    as_json: bool,
    check: bool,
    review: bool,
) -> int:
    """Print how the statutes of a folder or git checkout differ from what the rules rest on; return the exit code.

    as_of:  the day whose texts are compared, None for today
    since:  only what amendments promulgated from that day on changed
    review: list the rules as well whose dates say one law on all days read though their text changed in between
    """
    shelf = shelved(lawbooks)
    if not shelf.days():
        stop("no fingerprints yet: run `safeconduct law fingerprint --texts DIR` first.")
    day, read_on = as_of or date.today(), shelf.days()[-1]  # noqa: DTZ011  the person's own calendar
    comparison = Comparison(shelf.law, shelf.marks(), open_library(texts, shelf.law), day, shelf.renamed)
    if since is None:
        found = drift_of(comparison, shelf.bases, read_on)
    else:
        found = drift_since(comparison, shelf.bases, read_on, since)
    touches, unread = touches_of(case_folder() if cases is None else cases, shelf.law) if found.changes else ([], [])
    reviewed = to_be_read(comparison.kept, shelf.bases, shelf.days(), shelf.compared) if review else []
    touched = [cases_of(change, touches) for change in found.changes]
    report = Report(texts.as_posix(), day, since, read_on, found, touched, unread, reviewed)
    if as_json:
        click.echo(json.format(json.encode(_as_json(report)), indent=2).decode())
    else:
        for line in _page(report, terminal_width()):
            click.echo(line)
    return DRIFTED if check and _open(found) else 0


def _open(found: Drift) -> bool:
    """Return whether anybody has something to do."""
    return any(not change.read for change in found.changes) or bool(found.not_printed)


# --- the page -------------------------------------------------------------------------------------------------------


def _page(report: Report, width: int) -> Iterator[str]:
    found = report.drift
    yield from wrapped(clean(_headline(report)), width)
    for group, title in TITLES.items():
        changes = [(c, cases) for c, cases in zip(found.changes, report.cases, strict=True) if _group(c) == group]
        if changes:
            yield ""
            yield f"== {title} ({len(changes)})"
        for change, cases in changes:
            yield ""
            yield from _change_lines(change, cases, report, width)
    yield from _notes(report, width)


def _headline(report: Report) -> str:
    found = report.drift
    rules = {basis.rule for change in found.changes for basis in change.bases}
    said = f"{counted(found.compared, 'provision')} compared with {report.texts}, as of {report.as_of}"
    if report.since is not None:
        said += f", amendments promulgated since {report.since}"
    if not found.changes:
        return f"{said}: nothing changed."
    weights = [f"{number} {weight}" for weight in ("high", "medium", "low") if (number := _count(found, weight))]
    return f"{said}: {len(found.changes)} changed ({', '.join(weights)}), on which {counted(len(rules), 'rule')} rest."


def _count(found: Drift, severity: str) -> int:
    return sum(change.severity == severity for change in found.changes)


def _group(change: Change) -> str:
    if change.read:
        return "read"
    if change.coming:
        return "coming"
    return "early" if change.early else change.kind


def _change_lines(change: Change, cases: list[str], report: Report, width: int) -> Iterator[str]:
    yield f"{change.citation}: {change.kind}, {change.severity}"
    if change.old is not None:
        yield f"  rules rest on  {text_in_words(change.old)}"
    yield f"  compared with  {text_in_words(change.new)}"
    if change.now_at:
        yield f"  now at         {', '.join(map(str, change.now_at))}"
    if change.parts and change.kind == "changed":
        yield from _indented("  parts          ", ", ".join(str(part).split(" ", 1)[1] for part in change.parts), width)
    yield from _words(change, width)
    yield "  rules:"
    for place, rule, parts, note in _rules(change.bases, report.as_of):
        yield from _indented("    ", f"{place}  {rule} [{parts}]{note}", width)
    if cases:
        yield from _indented("  cases whose answer may change: ", ", ".join(cases), width)
    else:
        yield "  cases whose answer may change: none"


def _words(change: Change, width: int) -> Iterator[str]:
    if change.difference:
        yield from _indented("  | ", in_line(list(change.difference)), width)
        return
    if change.old_words is None and change.old is not None:
        yield "  (the old words are not kept here: only their fingerprint is)"
    if change.new_words is not None:
        yield from _indented("  now | ", " ".join(words_of(change.new_words)), width)
    elif change.old_words is not None:
        yield from _indented("  was | ", " ".join(words_of(change.old_words)), width)


def _rules(bases: Iterable[Basis], as_of: date) -> list[tuple[str, str, str, str]]:
    """Return place, rule, citing parts and a note of each rule, in the order of the lawbooks."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for basis in bases:
        note = "" if basis.is_in_force(as_of) else f": by its dates in force {basis.start or '…'} to {basis.end or '…'}"
        found.setdefault((place_of(basis), basis.rule, note), []).append(basis.part)
    return [(place, rule, ", ".join(dict.fromkeys(parts)), note) for (place, rule, note), parts in found.items()]


def _notes(report: Report, width: int) -> Iterator[str]:
    found = report.drift
    if found.no_text:
        yield ""
        yield from _indented("Not compared, no text here on that day: ", ", ".join(found.no_text), width)
    for name, bases in found.not_held.items():
        yield ""
        rules = counted(len({basis.rule for basis in bases}), "rule")
        yield from _indented(
            "",
            f"{name.short}: {rules} rest on {text_in_words(name)}, not yet in force; what is law until then is not here.",
            width,
        )
    if found.not_printed:
        yield ""
        yield f"Without a fingerprint, the lawbook was edited since ({len(found.not_printed)}): run `safeconduct law fingerprint`."
        for basis in found.not_printed:
            yield f"  {place_of(basis)}  {basis.rule}: {basis.citation}"
    yield from _review(report, width)
    if report.unread_cases:
        yield ""
        yield f"Not looked at, for they are no cases under these lawbooks: {', '.join(report.unread_cases)}"


def _review(report: Report, width: int) -> Iterator[str]:
    """Yield the rules to be read, by provision."""
    by_provision: dict[tuple[Citation, TextName | None, TextName], list[Basis]] = {}
    for basis, old, new in report.to_be_read:
        by_provision.setdefault((basis.citation, old, new), []).append(basis)
    if by_provision:
        yield ""
        yield f"== To be read: one rule on all days read, though its text changed in between, or none of the first day is here ({counted(len(by_provision), 'provision')})"
    for (citation, old, new), bases in by_provision.items():
        yield f"  {citation}: {_older(old)}, no. {new.number}"
        for place, rule, parts, _ in _rules(bases, report.as_of):
            yield from _indented("    ", f"{place}  {rule} [{parts}]", width)


def _older(name: TextName | None) -> str:
    return "no older text here" if name is None else f"no. {name.number}"


def _indented(first: str, text: str, width: int) -> Iterator[str]:
    """Yield a text in lines, the first after its heading, the others under it by at most eight columns."""
    hang = " " * min(8, len(first) + 2)
    lines = wrapped(clean(first + text), width)
    yield lines[0]
    rest = clean(first + text)[len(lines[0]) :].strip()
    if rest:
        yield from (hang + line for line in wrapped(rest, width - len(hang)))


# --- JSON -----------------------------------------------------------------------------------------------------------


def _as_json(report: Report) -> dict[str, object]:
    found = report.drift
    return {
        "schema": SCHEMA,
        "as_of": report.as_of,
        "since": report.since,
        "read_on": report.read_on,
        "compared": found.compared,
        "changes": [_change_json(c, cases) for c, cases in zip(found.changes, report.cases, strict=True)],
        "no_text": found.no_text,
        "not_yet_in_force": [
            {"source": name.short, "text": _text_json(name), "rules": [_basis_json(basis) for basis in bases]}
            for name, bases in found.not_held.items()
        ],
        "without_fingerprint": [_basis_json(basis) for basis in found.not_printed],
        "to_be_read": [
            _basis_json(basis) | {"texts": [None if old is None else _text_json(old), _text_json(new)]}
            for basis, old, new in report.to_be_read
        ],
        "cases_not_read": report.unread_cases,
    }


def _change_json(change: Change, cases: list[str]) -> dict[str, object]:
    return {
        "citation": str(change.citation),
        "kind": change.kind,
        "severity": change.severity,
        "group": _group(change),
        "old": None if change.old is None else _text_json(change.old),
        "new": _text_json(change.new),
        "now_at": [str(place) for place in change.now_at],
        "parts": [str(part) for part in change.parts],
        "difference": [{"kind": stretch.kind, "words": stretch.words} for stretch in change.difference],
        "old_words": None if change.old_words is None else " ".join(words_of(change.old_words)),
        "new_words": None if change.new_words is None else " ".join(words_of(change.new_words)),
        "rules": [_basis_json(basis) for basis in change.bases],
        "cases": cases,
    }


def _text_json(name: TextName) -> dict[str, object]:
    return {"number": name.number, "promulgated": name.promulgated, "in_force": name.in_force}


def _basis_json(basis: Basis) -> dict[str, object]:
    return {
        "rule": basis.rule,
        "kind": basis.kind,
        "part": basis.part,
        "place": basis.place,
        "citation": str(basis.citation),
        "from": basis.start,
        "to": basis.end,
    }
