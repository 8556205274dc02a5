"""The rule of bench/permit.py asked of a table of people, as `safeconduct population` does it: one run.

    python bench/permit_safeconduct.py PEOPLE.parquet OUT.parquet

Prints as JSON what the run took: `calculation` seconds (the table read, reduced to keys, solved, everybody's answer looked up), `after imports` from the lawbook read to
the table written, peak `megabytes`, and the seconds of each stage.
"""

import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from permit import AS_OF, GOAL, write_permit
from safeconduct.law.cache import load_law
from safeconduct.law.in_force import in_force
from safeconduct.population.from_people import Report, answer_everybody
from safeconduct.population.from_yaml import read_population

CALCULATION = ("read", "group", "solve", "look-up")  # the rest: rules compiled, ids checked, read again and written


def main(people: Path, out: Path) -> None:
    begun = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        report = answered(people, out, Path(folder))
    took = {
        "calculation": sum(report.seconds[stage] for stage in CALCULATION),
        "after imports": perf_counter() - begun,
        "megabytes": report.peak_megabytes,
        "stages": report.seconds,
    }
    print(json.dumps(took))


def answered(people: Path, out: Path, folder: Path, workers: int = 2) -> Report:
    """Write the answers of everybody in `people` to `out`; `folder` takes the lawbook and the mapping."""
    lawbook, mapping = write_permit(folder)
    law = load_law([lawbook])
    assert not isinstance(law, list), law
    law = in_force(law, AS_OF)
    population = read_population(mapping, law, GOAL)
    assert not isinstance(population, list), population
    return answer_everybody(law, population, str(people), out, "duckdb", None, workers, lambda stage, done, known: None)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
