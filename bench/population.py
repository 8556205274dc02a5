"""How fast everybody is answered, against one by one, and how that grows: python bench/population.py [--people N …] [--sample N]

People are made up at random for the small law of tests/population/shore, near the days on which something begins or ends for them. Prints the seconds of each stage, people a
second, the peak memory, how that grows to 10^8 (projected), and how many of a sample have another answer alone: none may.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import duckdb
import numpy as np
import pyarrow.parquet

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tests"))

from islanders import TODAY  # noqa: E402
from safeconduct.cli.population import lines_of  # noqa: E402
from safeconduct.law.cache import load_law  # noqa: E402
from safeconduct.law.in_force import in_force  # noqa: E402
from safeconduct.population.alone import alone  # noqa: E402
from safeconduct.population.from_people import answer_everybody  # noqa: E402
from safeconduct.population.from_yaml import read_population  # noqa: E402
from safeconduct.population.rows import person_of_row  # noqa: E402

SHORE = PROJECT / "tests" / "population"
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


def main() -> None:
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--people", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    read.add_argument("--sample", type=int, default=200)
    wanted = read.parse_args()
    law = load_law([SHORE / "shore"])
    assert not isinstance(law, list)
    law = in_force(law, TODAY)
    population = read_population(SHORE / "shore.yaml", law, "belong")
    assert not isinstance(population, list)
    rates = {}
    with tempfile.TemporaryDirectory() as folder:
        for people in wanted.people:
            table, out = Path(folder) / f"people-{people}.parquet", Path(folder) / "answers.parquet"
            duckdb.sql(MADE.format(today=TODAY, people=people, path=table))
            report = answer_everybody(
                law, population, str(table), out, "duckdb", None, 2, lambda stage, done, known: None
            )
            print("\n".join(lines_of(report)), flush=True)
            rates[people] = sum(report.seconds.values())
        compare(law, population, table, out, wanted.sample, rates[wanted.people[-1]] / wanted.people[-1])
    sizes = sorted(rates)
    if len(sizes) > 1:
        slope = (rates[sizes[-1]] - rates[sizes[0]]) / (sizes[-1] - sizes[0])
        print(f"10^8 people, projected: {rates[sizes[-1]] + slope * (10**8 - sizes[-1]):,.0f} s")


def compare(law: object, population: object, table: Path, out: Path, sample: int, together: float) -> None:
    """Answer a sample one by one and print the differences and the ratio. `together`: seconds a person in the batch."""
    people = pyarrow.parquet.read_table(table)
    chosen = np.random.default_rng(1).choice(len(people), sample, replace=False)
    answers = pyarrow.parquet.read_table(out)
    answers = answers.take(np.argsort(answers["person"].to_numpy()))
    differ, begun = 0, perf_counter()
    for row, answer in zip(people.take(chosen).to_pylist(), answers.take(chosen).to_pylist(), strict=True):
        best = alone(law, person_of_row(population, row))  # type: ignore[arg-type]
        end = None if answer["earliest"] is None else answer["earliest"].toordinal()
        same = (best.answer, best.end or None, " > ".join(s.partition("(")[0] for s in best.steps)) == (
            answer["answer"],
            end,
            answer["class"] or "",
        )
        differ += not same
    each = (perf_counter() - begun) / sample
    print(
        f"{sample:,} alone: {1 / each:,.1f} people/s, {differ} answers differ; together {each / together:,.0f} times faster"
    )


if __name__ == "__main__":
    main()
