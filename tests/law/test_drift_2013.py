"""On the texts of 2013 the command names exactly the rules of today whose provision reads otherwise: checked by a second, plainer program."""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from safeconduct.cli.folders import folders_of
from safeconduct.cli.main import cli
from safeconduct.law.cache import load_law
from safeconduct.law.shelf import lawbook_folder
from safeconduct.terms.citation import Citation

pytestmark = pytest.mark.xdist_group("drift-2013")  # one process makes the report

PROJECT = Path(__file__).parents[2]
DAY, TODAY = date(2013, 6, 1), date(2026, 11, 22)


@pytest.fixture(scope="module")
def report(statutes, tmp_path_factory):
    return drift(statutes, tmp_path_factory.mktemp("cases"), "--as-of", str(DAY))


def drift(texts: Path, cases: Path, *options: str) -> dict:
    """Return the report on a folder of texts; with one case alone, since which of them are touched takes longest."""
    (cases / "former-official.yaml").write_bytes((PROJECT / "cases" / "former-official.yaml").read_bytes())
    arguments = ["law", "drift", "--texts", str(texts), "--cases", str(cases), "--json", *options]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_exactly_the_rules_whose_provision_reads_otherwise_in_2013_are_named(statutes, report):
    expected = set()
    for rule, citation, texts in rules_of_today():
        then, now = plain_words(statutes, texts, citation, DAY), plain_words(statutes, texts, citation, TODAY)
        if then is not None and then != now:
            expected.add((rule, str(citation)))
    assert len(expected) > 200
    assert named_in(report) == expected


def test_a_folder_with_the_texts_of_2013_alone_gives_the_same_names(statutes, report, tmp_path, tmp_path_factory):
    for file in statutes.rglob("*.md"):
        text, dated = file.read_text(encoding="utf-8"), file.with_name(f"{file.stem}@{DAY}.md").is_file()
        begun = re.search(r"^시행일자: '?([0-9-]+)", text, re.MULTILINE)
        if file.stem.endswith(f"@{DAY}") or ("@" not in file.stem and not dated and begun and begun[1] <= str(DAY)):
            copy = tmp_path / file.parent.name / f"{file.stem.removesuffix(f'@{DAY}')}.md"
            copy.parent.mkdir(exist_ok=True)
            copy.write_text(text, encoding="utf-8")
    alone = drift(tmp_path, tmp_path_factory.mktemp("cases"))
    assert named_in(alone) == named_in(report)


def test_a_provision_that_lost_only_its_marks_of_amendment_is_not_named(report):
    """Articles 7 and 10 of the National Security Act have other dots and marks in 2013, and the same words."""
    assert [change["citation"] for change in report["changes"] if change["citation"].startswith("국보법 ")] == []


def named_in(report: dict) -> set[tuple[str, str]]:
    return {(rule["rule"], rule["citation"]) for change in report["changes"] for rule in change["rules"]}


# --- the second program: no line of it is shared with safeconduct.law.texts or .normal -------------------------------

CIRCLED = {
    unicodedata.normalize("NFKC", sign): sign for sign in map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260)))
}


def rules_of_today() -> Iterator[tuple[str, Citation, str]]:
    """Yield rule, citation and path of source, for everything in force today or later: a walk of its own over the checked law."""
    law = load_law(folders_of(lawbook_folder()))
    owed = (law.owed.clocks, law.owed.extensions, law.owed.stops, law.owed.hops, law.owed.signs)
    tables = (law.procedures, law.consequences, law.authorities, law.open_questions, *owed)
    named = [(name, entry) for table in tables for name, entry in table.items()]
    named += [(remedy.procedure.name, remedy) for remedy in law.remedies.values()]
    named += [(name, version) for name, versions in law.definitions.items() for version in versions]
    for entry in law.not_in_rules:
        words = entry.words.en.split()
        named.append((" ".join(words[:8]) + (" …" if words[8:] else ""), entry))
    for name, entry in named:
        for citation in cited_today(entry):
            source = law.sources[citation.short]
            if source.texts is not None and citation.article is not None:
                yield name, citation, source.texts


def cited_today(value: object) -> Iterator[Citation]:
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from cited_today(one)
    elif hasattr(value, "__struct_fields__"):
        dates = getattr(value, "in_force", None)
        if dates is None or dates.end is None or dates.end >= TODAY:
            for field in value.__struct_fields__:
                yield from cited_today(getattr(value, field))


def plain_words(statutes: Path, source: str, citation: Citation, day: date) -> str | None:
    """Return the letters and digits of a provision on a day; "" where it is not there or deleted, None where there is no text of the day."""
    texts = [(promulgated, text) for promulgated, in_force, text in versions(statutes / source) if in_force <= str(day)]
    return in_statute(max(texts)[1], citation) if texts else None


@cache
def versions(source: Path) -> list[tuple[str, str, str]]:
    """Return the day each version was promulgated, the day it came into force, and its text."""
    found = []
    for file in source.parent.glob(f"{source.name}*.md"):
        if re.fullmatch(rf"{re.escape(source.name)}(@[0-9-]+)?", file.stem):
            text = file.read_text(encoding="utf-8")
            promulgated, in_force = (re.search(rf"{key}: '?([0-9-]+)", text)[1] for key in ("공포일자", "시행일자"))
            found.append((promulgated, in_force, text))
    return found


def in_statute(text: str, citation: Citation) -> str:
    text = text.partition("\n## 부칙")[0]
    branch = f"의{citation.branch}" if citation.branch else ""
    part = between(text, rf"\n##### 제{citation.article}조{branch}(?![의0-9])", r"\n#+ ")
    if citation.paragraph:
        part = between(part, rf"\n\*\*{CIRCLED[str(citation.paragraph)]}\*\*", r"\n\*\*[①-⑳㉑-㉟]\*\*")
    elif citation.item:
        part = re.split(r"\n\*\*[①-⑳㉑-㉟]\*\*", part)[0]
    if citation.item:
        branch = f"의{citation.item_branch}" if citation.item_branch else ""
        part = between(part, rf"\n  {citation.item}{branch}\\\. ", r"\n  [0-9]+(?:의[0-9]+)?\\\. ")
    if citation.subitem:
        part = between(part, rf"\n    {citation.subitem}\\\. ", r"\n    [가-힣]\\\. ")
    part = re.sub(r"<[^<>]*[0-9]{4}[^<>]*>", "", part)
    letters = "".join(re.findall(r"[가-힣㐀-鿿豈-﫿A-Za-z0-9]", part))
    return "" if letters == "삭제" else unicodedata.normalize("NFC", letters)


def between(text: str, begin: str, end: str) -> str:
    """Return what follows the first match of `begin`, up to the next of `end`."""
    found = re.search(begin, text)
    if found is None:
        return ""
    rest = text[found.end() :]
    stop = re.search(end, rest)
    return "\n" + (rest if stop is None else rest[: stop.start()])
