"""`safeconduct reform`: which articles close which wishes to how many people, and how many each would free."""

import csv
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from safeconduct.cli.inquiry import law_of, stop, stop_with
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law
from safeconduct.population.closings import Closing, closing_of
from safeconduct.population.crowd import question_of
from safeconduct.population.engines import Duck
from safeconduct.population.from_yaml import read_population
from safeconduct.population.model import Column, Population
from safeconduct.population.reforms import reforms_of
from safeconduct.population.report import GENERATOR, Row, page_of, rows_of
from safeconduct.population.tables import BadTableError, opened, whole
from safeconduct.population.wishes import Asking, read_wishes

PAGE, TABLE = "reform.html", "reform"
FIELDS = ("wish", "what", "articles", "lines", "people", "below")


def write_reform(
    people: Path,
    mapping: Path,
    wishes: Path,
    into: Path,
    least: int,
    lang: str,
    about: str,
    lawbooks: Path | None,
    as_of: date | None,
) -> None:
    """Write the report on some wishes of some people into a folder, which appears whole or not at all.

    least: counts under it are not shown
    """
    if not may_be_replaced(into):
        stop(f"{into}: there is something else than a report in this folder. Name another one.")
    for read in (people, mapping, wishes):
        if read.resolve().is_relative_to(into.resolve()):
            stop(f"{into}: {read} lies in this folder, which the report would take the place of. Name another one.")
    law = law_of(lawbooks)
    asked = read_wishes(wishes)
    if isinstance(asked, list):
        stop_with(asked)
    populations = [population_of(mapping, law, wish, as_of) for wish in asked]
    table = people_in(people, populations[0], [wish.of for wish in asked if wish.of is not None])
    closings = tuple(
        closing_told(wish, population, table, law) for wish, population in zip(asked, populations, strict=True)
    )
    rows = [row for closing in closings for row in rows_of(closing, least)]
    replace_whole(into, page_of(closings, lang, least, about), rows)
    click.echo(f"{into / PAGE}: {len(closings)} wishes of {table.num_rows:,} people.")


def population_of(mapping: Path, law: Law, wish: Asking, as_of: date | None) -> Population:
    population = read_population(mapping, law, wish.want, as_of)
    if isinstance(population, list):
        stop_with([one for one in population if one.file != "--goal"] or population)
    return population


def people_in(path: Path, population: Population, of: list[Column]) -> pa.Table:
    """Return the columns that the mapping reads, and those that say who has a wish."""
    try:
        return whole(opened(Duck(), str(path), population, of))
    except BadTableError as bad:
        stop(str(bad))


def closing_told(wish: Asking, population: Population, table: pa.Table, law: Law) -> Closing:
    """Return the closing of one wish, and say on the error stream what was found."""
    theirs = in_force(law, population.template.as_of)
    who = table if wish.of is None else table.filter(having(table, wish))
    closing = closing_of(wish, reforms_of(*question_of(theirs, population, who)), theirs)
    click.echo(f"{wish.want}: {closing.asked:,} people, closed to {closing.closed:,}", err=True)
    return closing


def having(table: pa.Table, wish: Asking) -> pa.ChunkedArray:
    """Return who has a wish that not everybody is asked about."""
    assert wish.of is not None
    column = table[wish.of.name]
    return column if wish.of.equals is None else pc.equal(pc.cast(column, pa.string()), wish.of.equals)


# --- writing ----------------------------------------------------------------------------------------------------------


def may_be_replaced(into: Path) -> bool:
    """Return whether a folder is not there, is empty, or holds an earlier report."""
    if into.is_symlink() or (into.exists() and not into.is_dir()):
        return False
    if not into.exists() or not any(into.iterdir()):
        return True
    page = into / PAGE
    ours = page.is_file() and GENERATOR in page.read_text(encoding="utf-8", errors="replace")[:2_000]
    return ours and all(one.is_file() and one.stem == TABLE for one in into.iterdir())


def replace_whole(into: Path, page: str, rows: list[Row]) -> None:
    """Write page and tables beside the folder, then put them in its place."""
    parent = into.resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{into.name}-", dir=parent))
    try:
        made.chmod(0o755)
        (made / PAGE).write_text(page, encoding="utf-8")
        write_csv(made / f"{TABLE}.csv", rows)
        pq.write_table(table_of(rows), made / f"{TABLE}.parquet")
        if into.exists():
            shutil.rmtree(into)
        os.rename(made, into)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def write_csv(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(fields_of(row) for row in rows)


def table_of(rows: list[Row]) -> pa.Table:
    columns = list(zip(*map(fields_of, rows), strict=True))
    types = (pa.string(), pa.string(), pa.string(), pa.string(), pa.int64(), pa.int64())
    return pa.table({name: pa.array(column, kind) for name, column, kind in zip(FIELDS, columns, types, strict=True)})


def fields_of(row: Row) -> tuple[str, str, str, str, int | None, int | None]:
    """Return a row as it stands in the tables: `people` empty where it is not shown, `below` where that is for being small."""
    return row.wish, row.what, " + ".join(row.articles), " ".join(row.lines), row.shown.people, row.shown.below
