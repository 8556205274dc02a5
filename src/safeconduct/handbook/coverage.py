"""Coverage: what a lawbook states of which law and what it leaves out, as Markdown, made from the lawbook itself."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from safeconduct.answers.names import filled
from safeconduct.handbook.from_law import ANY, Rule, citations_in, file_of, kinds_of, page_of, place_in_statute, spoken
from safeconduct.law.model import Definition, InForce, Law, Procedure, Remedy, Source
from safeconduct.law.texts import find_version, is_deleted, provision_in
from safeconduct.law.walk import parts_of
from safeconduct.terms.citation import Citation

HEADING = re.compile(r"^##### 제(\d+)조(?:의(\d+))?(?=\s|\(|$)", re.MULTILINE)
ADDENDA = "\n## 부칙"
PLURAL = {"remedy": "remedies"}


class Listed(NamedTuple):
    """One procedure of the list that was to be covered: its section, its name there, the rules that state it, or why none does."""

    section: str
    name: str
    rules: tuple[str, ...]
    note: str


def read_catalogue(text: str) -> tuple[Listed, ...]:
    """Return the procedures of a list.

    A line is `# section`, `name: rule, rule`, `name: rule – note` or `name: not in rules – reason`; other lines are passed over.

    >>> read_catalogue("# A. Leaving\\nnk_housing: kr.housing – amounts are not in the text")
    (Listed(section='A. Leaving', name='nk_housing', rules=('kr.housing',), note='amounts are not in the text'),)
    """
    section, listed = "", []
    for line in text.splitlines():
        if line.startswith("# "):
            section = line[2:].strip()
            continue
        name, colon, said = line.partition(":")
        if not colon or not name.strip():
            continue
        rules, _, note = said.partition("–")
        names = [] if rules.strip() == "not in rules" else [one.strip() for one in rules.split(",") if one.strip()]
        listed.append(Listed(section, name.strip(), tuple(names), note.strip()))
    return tuple(listed)


def coverage_of(law: Law, book: str, listed: tuple[Listed, ...], texts: Path | None) -> str:
    """Return the page of one lawbook.

    texts: folder of statutes, from which the numbers of the articles come on which no rule rests
    """
    rules = {name: rule for name, rule in all_rules(law).items() if rule_form(rule).book == book}
    lines = [
        f"# What the lawbook `{book}` covers",
        "",
        f"Made from the lawbook by `safeconduct lawbook coverage`; do not edit. {law.books[book].title.en}, version {law.books[book].version}. "
        "Rules are in our own words; the articles are named as Korean practice writes them.",
        "",
        *summary(law, book, rules),
        *(list_of_procedures(listed, rules) if listed else ()),
        *chapters(rules),
        *by_article(law, book, texts),
        *register(law, book),
    ]
    return "\n".join(lines).rstrip() + "\n"


def all_rules(law: Law) -> dict[str, Rule | Definition]:
    definitions = {name: versions[-1] for name, versions in law.definitions.items() if versions}
    return {**law.procedures, **law.remedies, **law.consequences, **definitions}


def rule_form(rule: Rule | Definition) -> Procedure | Definition:
    return rule.procedure if isinstance(rule, Remedy) else rule  # type: ignore[return-value]  # a consequence reads alike


def summary(law: Law, book: str, rules: dict[str, Rule | Definition]) -> Iterator[str]:
    kinds = [kind_of(rule) for rule in rules.values()]
    yield "| | |"
    yield "|---|---:|"
    for kind in ("application", "report", "act", "offence", "remedy", "consequence", "definition"):
        yield f"| {PLURAL.get(kind, f'{kind}s')} | {kinds.count(kind)} |"
    yield f"| open questions | {sum(one.book == book for one in law.open_questions.values())} |"
    yield f"| provisions not in rules | {sum(one.book == book for one in law.not_in_rules)} |"
    cited = {part for rule in rules.values() for part in parts_of(rule) if isinstance(part, Citation)}
    yield f"| provisions cited by rules | {len(cited)} |"
    yield ""


def list_of_procedures(listed: tuple[Listed, ...], rules: dict[str, Rule | Definition]) -> Iterator[str]:
    yield "## The list that was to be covered"
    section = ""
    for one in listed:
        if one.section != section:
            section = one.section
            yield from ("", f"### {section}", "", "| procedure | stated by | left out, remarks |", "|---|---|---|")
        stated = ", ".join(f"[`{name}`](#{anchor(name)})" if name in rules else f"`{name}`" for name in one.rules)
        yield f"| `{one.name}` | {stated or 'no rule'} | {one.note} |"
    yield ""


def chapters(rules: dict[str, Rule | Definition]) -> Iterator[str]:
    yield "## Rule by rule"
    by_file: dict[str, list[tuple[str, Rule | Definition]]] = {}
    for name, rule in rules.items():
        by_file.setdefault(file_of(rule_form(rule).place), []).append((name, rule))
    for file, members in sorted(by_file.items()):
        yield from ("", f"### {spoken(page_of(file).partition('-')[2])} (`{file}`)", "")
        yield "| rule | what it is | in force | articles | rests on, remarks |"
        yield "|---|---|---|---|---|"
        for name, rule in members:
            form = rule_form(rule)
            cites = list(dict.fromkeys(str(one) for one in sorted(set(citations_in(rule)), key=sort_key)))  # type: ignore[arg-type]
            yield (
                f'| <a id="{anchor(name)}"></a>`{name}` {title_of(rule)} | {kind_of(rule)} | {dates(form.in_force)} | '
                f"{', '.join(cites)} | {remarks(rule)} |"
            )
    yield ""


def by_article(law: Law, book: str, texts: Path | None) -> Iterator[str]:
    yield "## Article by article"
    yield ""
    yield "For each statute: its articles with the rules that rest on them, and the articles on which none rests."
    users: dict[str, dict[tuple[int, int], dict[str, None]]] = {}
    unstated = [one for one in law.not_in_rules if one.book == book]
    stated = [*law.procedures.items(), *law.remedies.items(), *law.consequences.items(), *law.definitions.items()]
    for name, rule in [*stated, *((f"not in rules {n}", one) for n, one in enumerate(unstated, 1))]:
        for citation in (part for part in parts_of(rule) if isinstance(part, Citation)):
            if citation.article is not None:
                place = (citation.article, citation.branch or 0)
                users.setdefault(citation.short, {}).setdefault(place, {})[name] = None
    for short, source in law.sources.items():
        if source.book != book or short not in users:
            continue
        yield from ("", f"### {source.words.en} ({source.words.ko})", "", "| article | rules |", "|---|---|")
        for place in sorted(users[short]):
            yield f"| {written(place)} | {', '.join(f'`{name}`' for name in users[short][place])} |"
        unused = [] if texts is None else [p for p in articles_in(texts, source) if p not in users[short]]
        if unused:
            yield from ("", f"No rule rests on: {', '.join(written(place) for place in unused)}.")
    yield ""


def register(law: Law, book: str) -> Iterator[str]:
    yield from ("## Open questions", "")
    for question in law.open_questions.values():
        if question.book != book:
            continue
        taken = "no reading is taken" if question.taken is None else f"reading {question.taken} is taken"
        yield f"- {question.question.en} ({', '.join(str(one) for one in question.cite)}; {taken})"
        for number, reading in enumerate(question.readings, 1):
            yield f"  {number}. {reading.words.en} ({reading.by.en})"
    yield from ("", "## Not in rules", "")
    for number, one in enumerate((one for one in law.not_in_rules if one.book == book), 1):
        yield f"{number}. {one.words.en} ({', '.join(str(cited) for cited in one.cite)})"


def articles_in(texts: Path, source: Source) -> list[tuple[int, int]]:
    """Return article and branch (0: none) of every article of the newest text of a statute that is not deleted."""
    version = None if source.texts is None else find_version(texts, source.texts, None)
    if version is None:
        return []
    found = ((int(one[1]), int(one[2] or 0)) for one in HEADING.finditer(version.text.partition(ADDENDA)[0]))
    words = ((place, provision_in(version.text, Citation(source.short, place[0], place[1] or None))) for place in found)
    return [place for place, provision in words if provision is not None and not is_deleted(provision)]


def title_of(rule: Rule | Definition) -> str:
    form = rule_form(rule)
    words = form.words if isinstance(form, Definition) else form.title
    return filled(
        words, {name: ANY[kind] for name, kind in kinds_of(form.parameters)} | {"target": ANY["procedure"]}
    ).en


def kind_of(rule: Rule | Definition) -> str:
    form = rule_form(rule)
    if isinstance(form, Procedure):
        return form.kind
    return "definition" if isinstance(form, Definition) else "consequence"


def remarks(rule: Rule | Definition) -> str:
    form = rule_form(rule)
    if not isinstance(form, Procedure):
        return ""
    said = [f"open: {name.rpartition('.')[2]}" for name in form.rests_on]
    return "; ".join([*said, *(["ask a lawyer"] if form.lawyer else [])])


def dates(one: InForce) -> str:
    if one.start is None and one.end is None:
        return "both days"
    return f"{one.start or '…'} – {one.end or '…'}"


def sort_key(one: Citation) -> tuple[str, tuple[int, ...]]:
    return one.short, place_in_statute(one)


def written(place: tuple[int, int]) -> str:
    return f"{place[0]}" if not place[1] else f"{place[0]}의{place[1]}"


def anchor(name: str) -> str:
    return name.replace(".", "-").replace("_", "-")
