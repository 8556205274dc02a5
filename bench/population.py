"""How fast everybody is answered, against one by one, and how that grows: python bench/population.py [--people N …] [--sample N] [--goal GOAL] [--out FILE]

People are made up at random for the small law of tests/population/shore, near the days on which something begins or ends for them; or (--goal) they are those of
examples/people, and a goal of the Korean lawbook is asked of them. Tables lie on disk, and each size is answered in a process of its own. Prints the seconds of each
stage, people a second, the peak memory, how all that grows and what 10^8 people would take, and how many of a sample have another answer alone: none may.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow.parquet

from process import elsewhere

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tests"))

from islanders import TODAY  # noqa: E402
from safeconduct.cli.population import lines_of  # noqa: E402
from safeconduct.law.cache import load_law  # noqa: E402
from safeconduct.law.in_force import in_force  # noqa: E402
from safeconduct.law.model import Law  # noqa: E402
from safeconduct.population.alone import alone  # noqa: E402
from safeconduct.population.from_people import Report, answer_everybody  # noqa: E402
from safeconduct.population.from_yaml import read_population  # noqa: E402
from safeconduct.population.model import Population  # noqa: E402
from safeconduct.population.rows import person_of_row  # noqa: E402

SHORE, KOREA, EXAMPLE = PROJECT / "tests" / "population", PROJECT / "lawbooks", PROJECT / "examples" / "people"
FARTHEST = 10**8
MADE = """
COPY (SELECT i AS person,
    CASE WHEN CAST(hash(i, 1) % 10 AS BIGINT) > 0 THEN DATE '{today}' - CAST(365 * [16, 17, 18, 40][1 + CAST(hash(i, 2) % 4 AS BIGINT)] + CAST(hash(i, 3) % 120 AS BIGINT) AS INT) END AS born,
    ['ZI', 'ZI', 'ZO', 'XX', NULL][1 + CAST(hash(i, 4) % 5 AS BIGINT)] AS lives,
    CASE WHEN CAST(hash(i, 5) % 10 AS BIGINT) > 0 THEN DATE '{today}' - CAST(365 * [0, 1, 3, 4, 5, 20][1 + CAST(hash(i, 6) % 6 AS BIGINT)] + CAST(hash(i, 7) % 120 AS BIGINT) AS INT) END AS came,
    [true, false, NULL][1 + CAST(hash(i, 8) % 3 AS BIGINT)] AS islander,
    [true, false, NULL][1 + CAST(hash(i, 9) % 3 AS BIGINT)] AS married,
    CAST(hash(i, 10) % 10 AS BIGINT) = 0 AS banished
FROM range({people}) t(i)) TO '{path}' (FORMAT parquet)
"""


class Question(NamedTuple):
    """The goal of the Korean lawbook that is asked; empty: the Shore's."""

    goal: str

    def law_and_population(self) -> tuple[Law, Population]:
        law = load_law(sorted(KOREA.iterdir()) if self.goal else [SHORE / "shore"])
        assert isinstance(law, Law), law
        mapping, goal = (EXAMPLE / "mapping.yaml", self.goal) if self.goal else (SHORE / "shore.yaml", "belong")
        population = read_population(mapping, law, goal)
        assert isinstance(population, Population), population
        return in_force(law, population.template.as_of), population

    def make(self, people: int, path: Path) -> None:
        if not self.goal:
            duckdb.sql(MADE.format(today=TODAY, people=people, path=path))
            return
        command = [sys.executable, EXAMPLE / "make_people.py", "--out", path, "--people", str(people)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


class Took(NamedTuple):
    """What a size took: seconds by the clock and of all processors, each of the imports too."""

    report: Report
    seconds: float
    cpu: float


def main() -> None:
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--people", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    read.add_argument("--sample", type=int, default=200)
    read.add_argument("--goal", default="")
    read.add_argument("--out", type=Path)
    wanted = read.parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for line in told(Question(wanted.goal), sorted(wanted.people), wanted.sample, Path(folder)):
            print(line, flush=True)
            lines.append(line)
    if wanted.out:
        wanted.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def told(question: Question, sizes: list[int], sample: int, folder: Path) -> Iterator[str]:
    asked = question.goal or "the small law of the Shore"
    yield f"Everybody at once, {asked}, {os.cpu_count()} processors, {time.strftime('%Y-%m-%d')}; load at the start: {os.getloadavg()[0]:.1f}"
    took = {}
    for people in sizes:
        table, out = folder / f"people-{people}.parquet", folder / f"answers-{people}.parquet"
        question.make(people, table)
        took[people] = elsewhere(answered, question, table, out)
        yield ""
        yield from lines_of(took[people].report)
        if people != sizes[-1]:
            table.unlink()
            out.unlink()
    yield ""
    yield from growth(took)
    yield ""
    each = took[sizes[-1]].seconds / sizes[-1]
    yield compared(question, table, out, min(sample, sizes[-1]), each)


def answered(question: Question, table: Path, out: Path) -> Took:
    begun, before = time.perf_counter(), os.times()
    law, population = question.law_and_population()
    report = answer_everybody(law, population, str(table), out, "duckdb", None, 2, lambda stage, done, known: None)
    after = os.times()
    return Took(report, time.perf_counter() - begun, sum(after[:4]) - sum(before[:4]))


def growth(took: dict[int, Took]) -> Iterator[str]:
    """Yield what each size took, and what 10^8 people would if the last step went on as it was."""
    yield f"  {'people':>12}{'seconds':>10}{'people/s':>12}{'processor s':>13}{'MB':>8}"
    for people, one in took.items():
        peak = one.report.peak_megabytes
        yield f"  {people:>12,}{one.seconds:>10.1f}{people / one.seconds:>12,.0f}{one.cpu:>13.1f}{peak:>8,}"
    sizes = list(took)
    if len(sizes) > 1 and sizes[-1] < FARTHEST:
        columns = {people: (one.seconds, one.cpu, one.report.peak_megabytes) for people, one in took.items()}
        last, before = columns[sizes[-1]], columns[sizes[-2]]
        farther = (FARTHEST - sizes[-1]) / (sizes[-1] - sizes[-2])
        seconds, cpu, peak = (one + (one - other) * farther for one, other in zip(last, before, strict=True))
        yield f"  {FARTHEST:>12,}{seconds:>10.0f}{FARTHEST / seconds:>12,.0f}{cpu:>13.0f}{peak:>8,.0f}  (projected)"


def compared(question: Question, table: Path, out: Path, sample: int, together: float) -> str:
    """Answer a sample one by one; return the differences and the ratio. `together`: seconds a person took with everybody."""
    law, population = question.law_and_population()
    count = pyarrow.parquet.read_metadata(table).num_rows
    chosen = np.sort(np.random.default_rng(1).choice(count, sample, replace=False))
    people, answers = pyarrow.parquet.read_table(table), pyarrow.parquet.read_table(out)
    assert people["person"].equals(answers["person"])
    rows = zip(people.take(chosen).to_pylist(), answers.take(chosen).to_pylist(), strict=True)
    begun = time.perf_counter()
    differ = sum(answer_alone(law, population, row) != answer_in(answer) for row, answer in rows)
    each = (time.perf_counter() - begun) / sample
    return f"{sample:,} alone: {1 / each:,.1f} people/s, {differ} answers differ; together {each / together:,.0f} times faster"


Answer = tuple[str, date | None, str]  # which, on which day, by which procedures


def answer_alone(law: Law, population: Population, row: dict[str, object]) -> Answer:
    best = alone(law, person_of_row(population, row))
    steps = " > ".join(step.partition("(")[0] for step in best.steps)
    return best.answer, date.fromordinal(best.end) if best.end else None, steps


def answer_in(row: dict[str, object]) -> Answer:
    return row["answer"], row["earliest"], row["class"] or ""  # type: ignore[return-value]


if __name__ == "__main__":
    main()
