"""`safeconduct lawbook check` and `names`: every problem of a lawbook, as its author repairs it; every name that a case may use."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import click

from safeconduct.answers.columns import clean, wrapped
from safeconduct.answers.names import filled
from safeconduct.cli.folders import folders_of, used_folders
from safeconduct.cli.inquiry import law_of
from safeconduct.law.from_lawbook import Checked, law_from_folders
from safeconduct.law.model import Definition, Fact, Law, Words
from safeconduct.lawbook.problems import Problem, in_order, render, visible

COLUMNS = 80
KINDS = {  # what an argument is called in a sentence: {kind} of a parameter
    "country": Words("the country", "그 나라"),
    "relative": Words("the relative", "그 친족"),
    "procedure": Words("the procedure", "그 절차"),
}
HEADINGS = {
    "facts": Words("Facts: stated under `facts`", "사실: `facts`에 적습니다"),
    "definitions": Words(
        "Definitions: follow from the facts; for `wishes` and `never` only",
        "정의: 사실에서 따라 나오며, `wishes`와 `never`에만 씁니다",
    ),
    "goals": Words("Goals: for `wishes`", "목표: `wishes`에 적습니다"),
    "procedures": Words("Procedures: for `safeconduct why`", "절차: `safeconduct why`에 씁니다"),
}
PREFACE = Words(
    "In brackets stand the arguments: a country is a code such as KR or KP, a relative a name given under `people`, "
    'a procedure the full name of an application in quotes, as in new_ground("book.name"). '
    "Each fact says what it counts as when the case leaves it out. Of an application a case may also state "
    'pending, granted, refused and unanswered, with its name in quotes: pending("book.name").',
    "괄호 안은 인수입니다. country는 KR, KP 같은 나라 부호, relative는 `people`에 적은 이름, "
    'procedure는 new_ground("book.name")처럼 따옴표로 묶은 신청의 전체 이름입니다. '
    "사실마다 적지 않았을 때의 값을 덧붙였습니다. 신청은 이름을 따옴표로 묶어 "
    'pending("book.name")처럼 pending, granted, refused, unanswered도 적을 수 있습니다.',
)
ABSENT = {
    "true": Words("left out: true", "적지 않으면 참"),
    "false": Words("left out: false", "적지 않으면 거짓"),
    "unknown": Words("left out: unknown", "적지 않으면 모름"),
}
ONE_DAY = Words("a day, written with `on`", "날짜이며 `on`으로 적음")


def check(path: Path, thorough: bool = False, on: date | None = None) -> int:
    """Print the problems of the lawbook in a folder, or of every lawbook in its subfolders, and how many there are.

    thorough: look as well for rules that fit nobody, as of the day `on` (None: today)

    Books that it `uses` are read with it, from beside it or from those that came with the program, and their own problems are not shown.
    Returns 2 when there is an error, else 0; warnings are no errors.
    """
    folders = folders_of(path)
    checked = law_from_folders([*folders, *used_folders(folders)])
    shown = tuple(f"{folder.as_posix()}/" for folder in folders)
    own = in_order(p for p in checked.problems if p.file.startswith(shown) or p.file in {f.as_posix() for f in folders})
    tried = None
    if thorough and checked.law is not None:
        from safeconduct.trials.fitting import fitted
        from safeconduct.trials.misfits import problems_of, summary

        result = fitted(checked.law, on or datetime.now().astimezone().date())
        tried = summary(result)
        own = in_order([*own, *(p for p in problems_of(result, checked) if p.file.startswith(shown))])
    others = [p for p in checked.problems if p.severity == "error" and p not in own]
    for problem in own:
        print(shown_problem(problem, checked), end="\n\n")
    if others and not own:
        print(shown_problem(others[0], checked), end="\n\n")
    if tried is not None:
        print(tried)
    print(closing_line(own, others, [folder.as_posix() for folder in folders]))
    return 2 if any(p.severity == "error" for p in checked.problems) else 0


def show_names(lawbooks: Path | None, lang: str) -> None:
    """Print what a case file may name under a folder of lawbooks or those that came with the program."""
    for line in lines_of_names(law_of(lawbooks), lang):
        click.echo(line)


def lines_of_names(law: Law, lang: str) -> Iterator[str]:
    """Yield the facts, definitions, goals and procedures of all days together, each kind sorted by name, in lines of at most 80 columns.

    lang: en or ko
    """
    definitions = [of for of in law.definitions.values() if not any(p.endswith(":procedure") for p in of[0].parameters)]
    procedures = [*law.procedures.values(), *(remedy.procedure for remedy in law.remedies.values())]
    kinds = {
        "facts": [(signature(fact.name, fact.parameters), words_of_fact(fact)) for fact in law.facts.values()],
        "definitions": [
            (signature(versions[-1].name, versions[-1].parameters), words_of_definition(versions))
            for versions in definitions
        ],
        "goals": [(signature(one.name, one.parameters), said(one.words, one.parameters)) for one in law.goals.values()],
        "procedures": [(signature(one.name, one.parameters), said(one.title, one.parameters)) for one in procedures],
    }
    yield from wrapped(in_language(PREFACE, lang), COLUMNS)
    for kind, entries in kinds.items():
        yield ""
        yield from wrapped(f"{in_language(HEADINGS[kind], lang)} ({len(entries)})", COLUMNS)
        for name, words in sorted(entries):
            yield from indented(name, 2)
            yield from indented(in_language(words, lang), 6)


def signature(name: str, parameters: Iterable[str]) -> str:
    """Return a name with the kinds of its arguments: `relative_in(relative, country)`. Parameters are `name:kind` or `kind`."""
    kinds = ", ".join(parameter.split(":")[-1] for parameter in parameters)
    return f"{name}({kinds})" if kinds else name


def said(words: Words, parameters: Iterable[str]) -> Words:
    """Return a sentence whose slots are filled with what such arguments are called in general."""
    names = [parameter.split(":") for parameter in parameters]
    return filled(words, {name[0]: KINDS[name[-1]] for name in names})


def words_of_fact(fact: Fact) -> Words:
    sentence = said(fact.words, fact.parameters)
    note = ONE_DAY if fact.kind == "date" else ABSENT[fact.absent]
    return Words(f"{sentence.en} ({note.en})", f"{sentence.ko} ({note.ko})")


def words_of_definition(versions: tuple[Definition, ...]) -> Words:
    """Return what a definition says; where its versions differ in words, each of them once, in source order."""
    sentences = list(dict.fromkeys(said(version.words, version.parameters) for version in versions))
    return Words("; ".join(one.en for one in sentences), "; ".join(one.ko for one in sentences))


def in_language(words: Words, lang: str) -> str:
    return clean(words.ko if lang == "ko" else words.en)


def indented(text: str, columns: int) -> list[str]:
    return [" " * columns + line for line in wrapped(text, COLUMNS - columns)]


def shown_problem(problem: Problem, checked: Checked) -> str:
    text = checked.texts.get(problem.file)
    return render(problem, text.line(problem.line) if text else None)


def closing_line(own: list[Problem], others: list[Problem], folders: list[str]) -> str:
    errors = sum(problem.severity == "error" for problem in own)
    warnings = len(own) - errors
    said = f"{counted(errors, 'error')}, {counted(warnings, 'warning')} in {', '.join(folders)}"
    if others:
        said += f"; and {counted(len(others), 'error')} in the books used"
    return visible(said)


def counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'s' * (number != 1)}"
