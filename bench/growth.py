"""Growth: how long our program takes as countries, procedures and flags become more."""

import sys
from pathlib import Path
from statistics import median
from typing import NamedTuple

from process import Run, run_of
from worlds import drawn_world, write_world

COMMAND = Path(sys.executable).with_name("safeconduct")
FLAGS = (0, 10, 30, 100)
FLAGS_COUNTRIES = 5


class Point(NamedTuple):
    """One world measured. `number`: of what grows."""

    what: str
    number: int
    runs: tuple[Run, ...]


def measured(folder: Path, sizes: list[int], times: int, limit: float) -> list[Point]:
    """Return the points of each kind of growth, in order."""
    points = []
    for countries in sizes:
        place = folder / f"spelled-{countries}"
        write_world(drawn_world(countries), place, spelled=True)
        count = sum(path.read_text().count("\n    title:") for path in place.rglob("world/*.yaml"))
        check = (str(COMMAND), "lawbook", "check", str(place / "lawbooks" / "world"))
        points.append(Point("procedures read and checked", count, runs_of(check, folder / "cache", times, limit)))
    for countries in sizes:
        place = folder / f"plain-{countries}"
        write_world(drawn_world(countries), place)
        points.append(Point("countries", countries, runs_of(routes(place), folder / "cache", times, limit)))
    for flags in FLAGS:
        place = folder / f"flags-{flags}"
        write_world(drawn_world(FLAGS_COUNTRIES, 1, "timed", flags), place)
        points.append(
            Point(f"flags, {FLAGS_COUNTRIES} countries", flags, runs_of(routes(place), folder / "cache", times, limit))
        )
    return points


def routes(place: Path) -> tuple[str, ...]:
    return (str(COMMAND), "reach", str(place / "case.yaml"), "--lawbooks", str(place / "lawbooks"))


def runs_of(command: tuple[str, ...], cache: Path, times: int, limit: float) -> tuple[Run, ...]:
    """Return the runs of a command after one that only fills the cache; none after one that was too slow."""
    runs = [run_of(command, cache, limit)]
    while len(runs) <= times and not runs[-1].late:
        runs.append(run_of(command, cache, limit))
    return tuple(runs[1:] or runs)


def table(points: list[Point]) -> list[str]:
    """Return one line a point, with the time for each one of what grows."""
    lines = [f"{'':<38}{'median s':>10}{'cpu s':>9}{'peak MB':>10}{'ms each':>9}"]
    for point in points:
        seconds, cpu = median(run.seconds for run in point.runs), median(run.cpu for run in point.runs)
        peak = max(run.megabytes for run in point.runs)
        each = f"{1000 * cpu / point.number:>9.1f}" if point.number else f"{'':>9}"
        late = "  too slow" if any(run.late for run in point.runs) else ""
        lines.append(f"{f'{point.number} {point.what}':<38}{seconds:>10.3f}{cpu:>9.2f}{peak:>10.1f}{each}{late}")
    return lines
