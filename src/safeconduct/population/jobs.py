"""Jobs: the searches that answer everybody, each a value of its own, so that several processes can share them."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import perf_counter
from typing import NamedTuple

from safeconduct.population.asked import Ints
from safeconduct.population.best import Best, best_of, best_way
from safeconduct.population.cores import Core
from safeconduct.population.regions import Kind, Region, regions_of
from safeconduct.rules.model import Rules

FEW = 2  # jobs that are not worth a second process
PATIENCE = 1.0  # seconds of work in this process before others are started, which costs about as much
AHEAD = 16  # jobs sent at a time to one process, at most


class Job(NamedTuple):
    """People of one kind to be answered.

    rules: a core, or (whole) the rules as sliced for the goal
    atoms: those of the rules whose start the kind describes
    days:  what they have in the columns of days, each different row once
    """

    rules: Rules
    atoms: tuple[int, ...]
    kind: Kind
    days: Ints
    prefer: tuple[str, ...]
    whole: bool


class _Part(NamedTuple):
    """A job without its rules, which many have in common: their place among those of all jobs."""

    rules: int
    atoms: tuple[int, ...]
    kind: Kind
    days: Ints
    prefer: tuple[str, ...]
    whole: bool


def done(jobs: list[Job], workers: int) -> Iterator[list[Region]]:
    """Yield the regions of each job in order, worked out in so many processes if that is worth their start."""
    places = {one: place for place, one in enumerate(dict.fromkeys(id(job.rules) for job in jobs))}
    rules = tuple({id(job.rules): job.rules for job in jobs}.values())
    parts = [_Part(places[id(job.rules)], *job[1:]) for job in jobs]
    here, begun, ready = _Worker(rules), perf_counter(), 0
    while ready < len(parts) and (workers < 2 or perf_counter() - begun < PATIENCE):
        yield here.regions_of_part(parts[ready])
        ready += 1
    yield from _shared_out(rules, parts[ready:], workers, here)


def _shared_out(rules: tuple[Rules, ...], parts: list[_Part], workers: int, here: "_Worker") -> Iterator[list[Region]]:
    if len(parts) < FEW:
        yield from map(here.regions_of_part, parts)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, (rules,)) as pool:
        yield from pool.map(_regions_here, parts, chunksize=max(1, min(AHEAD, len(parts) // (8 * workers))))


class _Worker:
    """Does the jobs that come to one process; what follows from rules alone is worked out once."""

    def __init__(self, rules: tuple[Rules, ...]) -> None:
        self.rules = rules
        self.cores: dict[int, Core] = {}

    def regions_of_part(self, part: _Part) -> list[Region]:
        return regions_of(self.rules[part.rules], part.atoms, part.kind, part.days, lambda one: self._answer(part, one))

    def _answer(self, part: _Part, rules: Rules) -> Best:
        if part.whole:
            return best_of(rules, part.prefer)
        if part.rules not in self.cores:
            self.cores[part.rules] = Core(self.rules[part.rules])
        return best_way(self.cores[part.rules].task_of(rules), part.prefer)


_workers: list[_Worker] = []  # the one of this process, if it was started for jobs


def _begin(rules: tuple[Rules, ...]) -> None:
    _workers[:] = [_Worker(rules)]


def _regions_here(part: _Part) -> list[Region]:
    return _workers[0].regions_of_part(part)
