"""`safeconduct population`: one goal asked of everybody in a table."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from safeconduct.cli.inquiry import law_of, stop, stop_with
from safeconduct.cli.progress import progress
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law
from safeconduct.population.from_yaml import read_population
from safeconduct.population.model import Population
from safeconduct.terms.extras import how_to_install

if TYPE_CHECKING:
    from safeconduct.population.from_people import Report

ENDINGS = (".parquet", ".csv", ".arrow", ".feather")
WORKERS = 2
STAGES = ("compile", "read", "check", "group", "solve", "ids", "look-up", "write")


def answer_population(
    people: str,
    goal: str,
    mapping: Path,
    lawbooks: Path | None,
    as_of: date | None,
    out: Path,
    engine: str,
    classes: Path | None,
) -> None:
    """Write the answers of everybody; print what was found, how fast, and with how much memory."""
    check_places(people, out, classes, engine)
    law = law_of(lawbooks)
    population = read_population(mapping, law, goal, as_of)
    if isinstance(population, list):
        stop_with(population)
    report = answered(people, in_force(law, population.template.as_of), population, out, engine, classes)
    for line in lines_of(report):
        click.echo(line)


def check_places(people: str, out: Path, classes: Path | None, engine: str) -> None:
    """End if the answers could not be written where they are wanted, or would take the place of the people or of each other."""
    in_files = engine == "duckdb" or engine.startswith("spark")
    for place in (out, *((classes,) if classes is not None else ())):
        spark = engine.startswith("spark") and place == out
        if not spark and place.suffix.lower() not in ENDINGS:
            stop(f"{place}: a table ends in {', '.join(ENDINGS)}. Rename it.")
        if not place.parent.is_dir():
            stop(f"{place}: there is no folder {place.parent}. Make it first.")
        if in_files and Path(people).exists() and not is_apart(place, Path(people)):
            stop(f"{place}: this is the table of people, or lies in it, or it in this. Name another place.")
    if classes is not None and not is_apart(out, classes):
        stop(f"{classes}: this is where the answers are written. Name another place for the classes.")


def is_apart(one: Path, other: Path) -> bool:
    """Return whether two files or folders are different, links followed, and neither lies in the other."""
    ours, theirs = one.resolve(), other.resolve()
    if ours.is_relative_to(theirs) or theirs.is_relative_to(ours):
        return False
    return not (ours.exists() and theirs.exists() and ours.samefile(theirs))  # capitals may make no difference


def answered(people: str, law: Law, population: Population, out: Path, engine: str, classes: Path | None) -> "Report":
    try:
        from safeconduct.population.from_people import answer_everybody
        from safeconduct.population.tables import BadTableError
    except ModuleNotFoundError as missing:
        stop(f"this command needs {missing.name}: {how_to_install('population')}.")
    try:
        return answer_everybody(law, population, people, out, engine, classes, WORKERS, progress())
    except BadTableError as bad:
        stop(str(bad))


def lines_of(report: "Report") -> list[str]:
    """Return the report: answers, groups, seconds and people a second of each stage, memory."""
    total = sum(report.seconds.values())
    lines = [
        f"{report.people:,} people, {report.keys:,} different in what was searched, {report.kinds:,} in more than days, {report.searches:,} searches"
    ]
    lines += [f"  {answer:10} {count:>12,}" for answer, count in report.answers.items()]
    for stage in STAGES:
        seconds = report.seconds.get(stage, 0.0)
        if seconds:
            lines.append(f"  {stage:10} {seconds:>10.2f} s {report.people / seconds:>16,.0f} people/s")
    lines.append(
        f"  {'everything':10} {total:>10.2f} s {report.people / total:>16,.0f} people/s, at most {report.peak_megabytes:,} MB"
    )
    return lines
