"""May this person have the permit today? Asked of everybody, of OpenFisca and of us: python bench/eligibility.py [--people N …] [--runs N] [--out FILE]

The rule is that of bench/permit.py, the people are drawn, a tenth of them within two days of the day on which the answer turns. Both programs read the same
table, in turn, each run in a process of its own, and both answers are compared person by person. We find out more on the way (the first day on which the permit can be
had, and the article that closes it); OpenFisca could have asked for amounts. Needs the extra `bench`.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

import duckdb

from permit import AS_OF
from process import elsewhere, run_of

BENCH = Path(__file__).resolve().parent
OURS, THEIRS = "safeconduct", "OpenFisca"
SCRIPTS = {THEIRS: BENCH / "permit_openfisca.py", OURS: BENCH / "permit_safeconduct.py"}
KINDS = ("calculation", "after imports", "whole process", "processor")  # the first fields of Took
DRAWN = f"""
COPY (
    WITH drawn AS (SELECT i AS person, hash(i, 1) % 10 = 0 AS near, [2, 5][1 + CAST(hash(i, 2) % 2 AS INT)] AS years,
        CAST(hash(i, 3) % 5 AS INT) - 2 AS off, CAST(hash(i, 4) % 5 AS INT) - 2 AS away,
        CAST(hash(i, 5) % 32872 AS INT) AS age, hash(i, 6) % 4 > 0 AS resident, hash(i, 7) % 3 = 0 AS married,
        hash(i, 8) % 2 = 0 AS tested, hash(i, 9) % 20 = 0 AS banned FROM range({{people}}) t(i))
    SELECT person, resident, married, tested, banned,
        CAST(CASE WHEN near THEN DATE '{AS_OF}' - to_years(18) + to_days(off) ELSE DATE '{AS_OF}' - to_days(age) END AS DATE) AS born,
        CAST(CASE WHEN near THEN DATE '{AS_OF}' - to_years(years) + to_days(away)
            ELSE DATE '{AS_OF}' - to_days(CAST(hash(person, 10) % (age + 1) AS INT)) END AS DATE) AS came
    FROM drawn) TO '{{path}}' (FORMAT parquet)
"""
DIFFER = f"""
SELECT count(*) FILTER ((answer = 'reachable' AND earliest = DATE '{AS_OF}') IS DISTINCT FROM eligible), count(*) FILTER (eligible)
FROM '{{ours}}' FULL JOIN '{{theirs}}' USING (person)
"""


class Took(NamedTuple):
    """One run: seconds by the clock from the table to answers in memory, of all after the imports, and of the whole process; processor seconds; peak megabytes."""

    calculation: float
    after_imports: float
    whole: float
    cpu: float
    megabytes: float
    stages: dict[str, float]


def main() -> None:
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--people", type=int, nargs="+", default=[100_000, 1_000_000, 5_000_000])
    read.add_argument("--runs", type=int, default=3)
    read.add_argument("--out", type=Path)
    wanted = read.parse_args()
    if find_spec("openfisca_core") is None:
        sys.exit("OpenFisca is not installed: pip install -c constraints.txt -e '.[bench]'")
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for line in told(wanted.people, wanted.runs, Path(folder)):
            print(line, flush=True)
            lines.append(line)
    if wanted.out:
        wanted.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def told(sizes: list[int], runs: int, folder: Path) -> Iterator[str]:
    """Yield the lines of the whole comparison."""
    yield f"One decision, {OURS} {version('safeconduct')} beside {THEIRS} {version('openfisca-core')}, {os.cpu_count()} processors, {time.strftime('%Y-%m-%d')}"
    yield f"medians of {runs} runs in turn; load at the start: {os.getloadavg()[0]:.1f}"
    for size in sizes:
        people = folder / "people.parquet"
        outs = {name: folder / f"{name}.parquet" for name in SCRIPTS}
        elsewhere(draw, size, people)
        took: dict[str, list[Took]] = {name: [] for name in SCRIPTS}
        for _ in range(runs):
            for name, script in SCRIPTS.items():
                took[name].append(one_run(script, people, outs[name], folder))
        differ, eligible = elsewhere(compared, outs[OURS], outs[THEIRS])
        yield ""
        yield f"{size:,} people, {eligible:,} eligible, {differ:,} answers differ"
        yield from table(size, took)


def draw(people: int, path: Path) -> None:
    quiet().execute(DRAWN.format(people=people, path=path))


def compared(ours: Path, theirs: Path) -> tuple[int, int]:
    """Return how many people have different answers (or an answer in one table only), and how many are eligible."""
    differ, eligible = quiet().execute(DIFFER.format(ours=ours, theirs=theirs)).fetchall()[0]
    return differ, eligible


def quiet() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    return connection


def one_run(script: Path, people: Path, out: Path, cache: Path) -> Took:
    run = run_of((sys.executable, str(script), str(people), str(out)), cache)
    if run.code:
        sys.exit(f"{script.name} ended with {run.code}: run it by hand to see why.")
    said = json.loads(run.output)
    return Took(said["calculation"], said["after imports"], run.seconds, run.cpu, said["megabytes"], said["stages"])


def table(people: int, took: dict[str, list[Took]]) -> Iterator[str]:
    """Yield for each kind of seconds the people a second of both and how many times as many we do; then memory, and the stages."""
    yield f"  {'':<16}" + "".join(f"{name + ' s':>15}{'people/s':>13}" for name in took) + f"{'ratio':>8}"
    for number, kind in enumerate(KINDS):
        seconds = {name: median(run[number] for run in runs) for name, runs in took.items()}
        cells = "".join(f"{each:>15.3f}{people / each:>13,.0f}" for each in seconds.values())
        yield f"  {kind:<16}{cells}{seconds[THEIRS] / seconds[OURS]:>8.2f}"
    peaks = {name: max(run.megabytes for run in runs) for name, runs in took.items()}
    yield f"  {'peak MB':<16}" + "".join(f"{peak:>15,.0f}{'':>13}" for peak in peaks.values())
    for name, runs in took.items():
        stages = {stage: median(run.stages[stage] for run in runs) for stage in runs[0].stages}
        yield f"  stages of {name}: {', '.join(f'{stage} {seconds:.2f} s' for stage, seconds in stages.items())}"


if __name__ == "__main__":
    main()
