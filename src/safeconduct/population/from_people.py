"""The whole of it: a table of people → keys → answers → the table that comes out, with what it took."""

import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import ibis
import numpy as np
import pyarrow as pa

from safeconduct.law.model import Law
from safeconduct.population import tables
from safeconduct.population.asked import asked_of
from safeconduct.population.blocks import Blocks
from safeconduct.population.model import Population
from safeconduct.population.output import Columns, classes_table, write
from safeconduct.population.rivals import check_rivals
from safeconduct.population.solve import Solved, solve

ROWS = 1_000_000  # people written at a time
Progress = Callable[[str, int, int], None]  # stage, done, of how many


class Report(NamedTuple):
    """What was done, and the seconds each stage took."""

    people: int
    keys: int
    kinds: int
    searches: int
    answers: dict[str, int]  # answer → people
    seconds: dict[str, float]
    peak_megabytes: int


def answer_everybody(
    law: Law,
    population: Population,
    people: str,
    out: Path,
    engine: str,
    classes: Path | None,
    workers: int,
    progress: Progress,
) -> Report:
    """Write the answer of everybody in the table `people` to `out`; `law` is in force on the day of the question.

    Raises tables.BadTableError, and OSError where the answers cannot be written; then nothing is.
    """
    clock = _Clock()
    asked = asked_of(law, population)
    connection = tables.connected(engine)
    table = tables.opened(connection, people, population)
    clock.lap("compile")
    count = tables.check(table, people, population)
    clock.lap("check")
    coded = tables.coded(table, asked)
    keys = tables.keys_of(coded, people, asked)
    rivals = check_rivals(asked, keys.values, keys.people)
    if rivals:
        raise tables.BadTableError(f"{people}: " + " ".join(rivals))
    clock.lap("group")
    solved = solve(asked, keys.values, keys.days, workers, lambda done, known: progress("searches", done, known))
    clock.lap("solve")
    columns = Columns(solved.answers, Blocks(law), asked.rules.today)
    if classes is not None:
        table_of_classes = classes_table(columns, solved.number, solved.ends, keys.people)
        write(classes, table_of_classes.schema, iter([table_of_classes]))
    if engine.startswith("spark"):
        from safeconduct.population.spark import write_joined

        write_joined(connection._session, coded, keys, columns, solved, out)
    else:
        _write_here(connection, coded, keys, columns, solved, out, count, clock, progress)
    clock.lap("write")
    told = {best.answer: 0 for best in solved.answers}
    for number, best in enumerate(solved.answers):
        told[best.answer] += int(keys.people[solved.number == number].sum())
    return Report(count, len(keys.codes), solved.kinds, solved.searches, told, clock.seconds, peak_megabytes())


def _write_here(
    connection: Any,
    coded: tables.Coded,
    keys: tables.Keys,
    columns: Columns,
    solved: Solved,
    out: Path,
    count: int,
    clock: "_Clock",
    progress: Progress,
) -> None:
    """Join each person with the number of their key in the engine, and look the answer up."""
    place = ibis.memtable(tables.numbered(coded, keys))
    joined = tables.joined(coded, place)
    batches = joined.to_pyarrow_batches(chunk_size=ROWS)

    def answered() -> Iterator[pa.Table]:
        done = 0
        for batch in clock.pulled("join", batches):
            ids = pa.Table.from_batches([batch])
            key = ids["key"].to_numpy()
            begun = perf_counter()
            number, ends = solved.number[key], solved.ends[key]
            clock.add("look-up", perf_counter() - begun)
            found = columns.of(number, ends)
            for name in reversed(coded.ids):
                found = found.add_column(0, name, ids[name])
            yield found
            done += len(ids)
            progress("people", done, count)

    empty = np.zeros(0, np.int64)
    schema = columns.of(empty, empty).schema
    for name in reversed(coded.ids):
        schema = schema.insert(0, batches.schema.field(name))
    write(out, schema, answered())


class _Clock:
    """Seconds by stage, each second in one stage only."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.last = perf_counter()
        self.apart = 0.0  # seconds since then that another stage has already

    def lap(self, stage: str) -> None:
        now = perf_counter()
        took = now - self.last - self.apart
        self.add(stage, took)
        self.last, self.apart = now, 0.0

    def add(self, stage: str, seconds: float) -> None:
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        self.apart += seconds

    def pulled(self, stage: str, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the batches; the time that each takes to come belongs to `stage`."""
        while True:
            begun = perf_counter()
            batch = next(batches, None)
            self.add(stage, perf_counter() - begun)
            if batch is None:
                return
            yield batch


def peak_megabytes() -> int:
    """Return the most memory that this process and, beside it, the largest of its workers ever held."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + children) // 1024
