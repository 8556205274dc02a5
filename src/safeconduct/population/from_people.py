"""The whole of it: a table of people → what they hold → kinds → answers → the table that comes out, with what it took."""

import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from safeconduct.law.model import Law
from safeconduct.population.asked import Asked, asked_of
from safeconduct.population.blocks import Blocks
from safeconduct.population.distinct import Places
from safeconduct.population.engines import engine_of
from safeconduct.population.held import Ordinals
from safeconduct.population.kinds import Kinds, kinds_of
from safeconduct.population.model import Population
from safeconduct.population.output import Columns, classes_table, write, written_beside
from safeconduct.population.reading import Hashes, ids_again, read, refuse_twice
from safeconduct.population.rivals import check_rivals
from safeconduct.population.solve import Solved, solve_kinds
from safeconduct.population.tables import BadTableError, People, opened

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
    clock.lap("compile")
    if engine.startswith("spark"):
        from safeconduct.population import spark

        table = opened(spark.Spark(engine), people, population)
        on_cluster = spark.keys_of(table, asked)
        held = on_cluster.held
    else:
        table = opened(engine_of(engine), people, population)
        held, hashes = read(table, asked)
        clock.lap("read")
        refuse_twice(table, hashes)
    clock.lap("check")
    kinds = kinds_of(asked, held)
    refuse_rivals(people, asked, kinds)
    clock.lap("group")
    solved = solve_kinds(asked, held, kinds, workers, lambda done, known: progress("searches", done, known))
    clock.lap("solve")
    columns = Columns(solved.answers, Blocks(law), asked.rules.today)
    with written_beside(classes, classes_table(columns, solved.number, solved.ends, solved.people)):
        if engine.startswith("spark"):
            spark.write_joined(table, asked, on_cluster, columns, solved, out)
        else:
            _write_here(table, hashes, columns, solved, out, clock, progress)
    clock.lap("write")
    keys, count = int((solved.people > 0).sum()), int(solved.people.sum())
    return Report(count, keys, len(kinds.people), solved.searches, _told(solved), clock.seconds, peak_megabytes())


def refuse_rivals(people: str, asked: Asked, kinds: Kinds) -> None:
    rivals = check_rivals(asked, kinds.values, kinds.people)
    if rivals:
        raise BadTableError(f"{people}: " + " ".join(rivals))


def _told(solved: Solved) -> dict[str, int]:
    """Return how many people have each answer, in the order of the answers."""
    people = np.bincount(solved.number, solved.people, len(solved.answers)).astype(np.int64)
    told = {best.answer: 0 for best in solved.answers}
    for best, count in zip(solved.answers, people.tolist(), strict=True):
        told[best.answer] += count
    return told


def _write_here(
    people: People, hashes: Hashes, columns: Columns, solved: Solved, out: Path, clock: "_Clock", progress: Progress
) -> None:
    """Read everybody's ids again, in the same order, and look the answers up."""

    numbers, days = solved.number.astype(np.int32), solved.ends.astype(np.int32)

    def answered() -> Iterator[pa.Table]:
        done = 0
        for ids in clock.pulled("ids", ids_again(people, hashes)):
            begun = perf_counter()
            key = solved.key[done : done + len(ids)]
            number, ends = numbers[key], days[key]
            clock.add("look-up", perf_counter() - begun)
            yield _beside(ids, columns, number, ends)
            done += len(ids)
            progress("people", done, len(hashes))

    fields = [people.schema.field(name) for name in people.population.ids]
    nobody = pa.Table.from_batches([], pa.schema(fields))
    write(out, _beside(nobody, columns, numbers[:0], days[:0]).schema, answered())


def _beside(ids: pa.Table, columns: Columns, number: Places, ends: Ordinals) -> pa.Table:
    found = columns.of(number, ends)
    return pa.table([*ids.columns, *found.columns], [*ids.column_names, *found.column_names])


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

    def pulled(self, stage: str, tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
        """Yield the tables; the time that each takes to come belongs to `stage`."""
        while True:
            begun = perf_counter()
            table = next(tables, None)
            self.add(stage, perf_counter() - begun)
            if table is None:
                return
            yield table


def peak_megabytes() -> int:
    """Return the most memory that this process and, beside it, the largest of its workers ever held."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + children) // 1024
