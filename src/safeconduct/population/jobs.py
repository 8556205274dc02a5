"""Jobs: the searches that answer everybody, each a value of its own, so that several processes can share them."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import perf_counter
from typing import NamedTuple

from safeconduct.population.asked import Ints
from safeconduct.population.best import Best, best_of, best_way
from safeconduct.population.regions import Kind, Region, regions_of
from safeconduct.routes.from_graph import DEFAULT
from safeconduct.routes.task import Task
from safeconduct.rules.model import Rules

FEW = 2  # jobs that are not worth a second process
PATIENCE = 1.0  # seconds of work in this process before others are started, which costs about as much
AHEAD = 64  # jobs sent at a time to one process, at most


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


def done(jobs: list[Job], workers: int) -> Iterator[list[Region]]:
    """Yield the regions of each job in order, worked out in so many processes if that is worth their start."""
    begun = perf_counter()
    ready = 0
    while ready < len(jobs) and (workers == 1 or perf_counter() - begun < PATIENCE):
        yield regions_of_job(jobs[ready])
        ready += 1
    yield from _shared_out(jobs[ready:], workers)


def _shared_out(jobs: list[Job], workers: int) -> Iterator[list[Region]]:
    if len(jobs) < FEW:
        yield from map(regions_of_job, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(regions_of_job, jobs, chunksize=max(1, min(AHEAD, len(jobs) // (8 * workers))))


def regions_of_job(job: Job) -> list[Region]:
    def answer(rules: Rules) -> Best:
        return best_of(rules, job.prefer) if job.whole else best_way(Task(rules, DEFAULT), job.prefer)

    return regions_of(job.rules, job.atoms, job.kind, job.days, answer)
