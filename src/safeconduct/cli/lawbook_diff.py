"""`safeconduct lawbook diff`: which answers change between two states of the lawbooks."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import click
import msgspec

from safeconduct.answers.columns import clean
from safeconduct.cli.folders import folders_of
from safeconduct.cli.inquiry import law_of_folders, stop
from safeconduct.law.model import Law
from safeconduct.law.shelf import case_folder
from safeconduct.lawbook.problems import Problem
from safeconduct.person.from_yaml import read_person
from safeconduct.person.model import Person
from safeconduct.trials.checking import short
from safeconduct.trials.comparison import AnswerChange, Comparison, DoorMoved, Moved, Reading, WayTold, compared
from safeconduct.trials.from_yaml import read_people
from safeconduct.trials.rules_changed import RuleChange, rules_changed
from safeconduct.trials.running import files_of_tests

GIT = "git:"
MOST_NAMED = 12  # rules in one line; all of them stand in the JSON
BOOKS = "lawbooks"  # where a checkout keeps them


def show_difference(old: str, new: str, cases: tuple[Path, ...], as_json: bool) -> None:
    """Print what differs between two folders of lawbooks, or states of a checkout, for the given cases or for all there are."""
    with ExitStack() as stack:
        folders = [folders_under(name, stack) for name in (old, new)]
        laws = [law_of_folders(one) for one in folders]
        asked = list(readings(cases, folders[1], laws[0], laws[1]))
        result = compared(laws[0], laws[1], rules_changed(laws[0], laws[1]), asked)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(result), indent=2).decode())
        return
    for line in lines_of(result):
        click.echo(clean(line))


# --- the two states -------------------------------------------------------------------------------------------------


def folders_under(name: str, stack: ExitStack) -> list[Path]:
    """Return the lawbook folders of a folder, or of `git:REVISION[:FOLDER]` of the checkout we are in."""
    if not name.startswith(GIT):
        if not Path(name).is_dir():
            stop(f"there is no folder {name}. Name a folder of lawbooks, or git:REVISION.")
        return folders_of(Path(name))
    revision, _, inside = name.removeprefix(GIT).partition(":")
    target = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    unpack(revision, inside or BOOKS, target)
    return folders_of(target / (inside or BOOKS))


def unpack(revision: str, inside: str, target: Path) -> None:
    """Write a folder of the checkout as it was at a revision. Nothing is fetched from anywhere."""
    if not revision or revision.startswith("-"):
        stop(f"'{revision}' is no revision. Write git:REVISION, for example git:HEAD.")
    try:
        top = git("rev-parse", "--show-toplevel").decode().strip()
        archive = git("-C", top, "archive", "--format=tar", revision, "--", inside)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", b"") or b"git is not installed"
        stop(f"git:{revision} cannot be read: {reason.decode(errors='replace').strip().splitlines()[0]}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(target, filter="data")


def git(*arguments: str) -> bytes:
    return subprocess.run(("git", *arguments), check=True, capture_output=True).stdout


# --- the cases ------------------------------------------------------------------------------------------------------


def readings(
    cases: tuple[Path, ...], folders: list[Path], old: Law, new: Law
) -> Iterator[tuple[str, Reading, Reading]]:
    """Yield each case as read under both laws: those named, else the example cases and those of the tests beside the new lawbooks."""
    for path in cases or sorted(case_folder().glob("*.yaml")):
        yield path.stem, read_person(path, old), read_person(path, new)
    for folder in () if cases else folders:
        for file in files_of_tests(folder):
            yield from readings_of_tests(file, old, new)


def readings_of_tests(file: Path, old: Law, new: Law) -> Iterator[tuple[str, Reading, Reading]]:
    """Yield the people of a file of tests; where it cannot be read under one of the laws, nobody but the problems."""
    before, after = people_in(file, old), people_in(file, new)
    if isinstance(after, list):
        yield f"{file.parent.parent.name}/{file.stem}", [], after
    elif isinstance(before, list):
        yield f"{file.parent.parent.name}/{file.stem}", before, []
    else:
        yield from ((name, before[name, day], person) for (name, day), person in after.items())


def people_in(file: Path, law: Law) -> dict[tuple[str, date], Person] | list[Problem]:
    read = read_people(file, law)
    people: dict[tuple[str, date], Person] = {}
    for one in read:
        if isinstance(one, Problem):
            return [problem for problem in read if isinstance(problem, Problem)]
        people[one[0], one[1].as_of] = one[1]
    return people


# --- the page -------------------------------------------------------------------------------------------------------


def lines_of(result: Comparison) -> Iterator[str]:
    """Yield the comparison as text: the rules that differ, then each answer that does."""
    yield f"Rules that differ: {len(result.rules) or 'none'}"
    yield from (rule_told(rule) for rule in result.rules)
    yield ""
    yield f"Answers that differ: {len(result.answers) or 'none'} of {result.asked} asked"
    for change in result.answers:
        yield ""
        yield from change_told(change)
    if result.not_asked:
        yield ""
        yield "Not asked:"
        yield from (f"  {one.case}, under the {one.law} lawbooks: {one.problem}" for one in result.not_asked)


def rule_told(rule: RuleChange) -> str:
    cite = f" ({rule.cite[0]})" if rule.cite else ""
    fields = f": {', '.join(rule.fields)}" if rule.fields else ""
    return f"  {rule.kind:<8} {rule.section.removesuffix('s')} {rule.name}{cite}{fields}".replace("remedie ", "remedy ")


def change_told(change: AnswerChange) -> Iterator[str]:
    yield f"{change.case}, as of {change.as_of}: {change.wish}"
    if change.answer[0] != change.answer[1]:
        yield f"  answer   {change.answer[1]}, before: {change.answer[0]}"
    yield from (f"  gained   {way_told(way)}" for way in change.gained)
    yield from (f"  lost     {way_told(way)}" for way in change.lost)
    yield from (f"  moved    {moved_told(one)}" for one in change.moved)
    both = [one for one in change.doors if one.old is not None and one.new is not None]
    yield from (f"  door     {door_told(one)}" for one in both)
    if len(both) < len(change.doors):
        yield f"  doors    {len(change.doors) - len(both)} of procedures that only one of the two has"
    if change.rules:
        more = f" and {len(change.rules) - MOST_NAMED} more" if len(change.rules) > MOST_NAMED else ""
        yield f"  by       {', '.join(change.rules[:MOST_NAMED])}{more}"


def way_told(way: WayTold) -> str:
    acts = " → ".join(short(act) for act in way.acts) or "nothing to do"
    return f"{acts}, {way.reached} ({way.dated})"


def moved_told(one: Moved) -> str:
    return (
        f"{' → '.join(short(act) for act in one.acts)}: {one.what} {one.new or 'no day'}, before: {one.old or 'no day'}"
    )


def door_told(one: DoorMoved) -> str:
    cites = [f" under {', '.join(cite)}" if cite else "" for cite in (one.new_cite, one.old_cite)]
    return f"{one.procedure}: {one.new or 'none'}{cites[0]}, before: {one.old or 'none'}{cites[1]}"
