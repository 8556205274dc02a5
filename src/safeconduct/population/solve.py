"""Solve: people get the answers of their keys, which are the different rows of what the searches read."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from safeconduct.population.asked import CONSTANT, Asked, Ints, Starts
from safeconduct.population.best import NO_WAY, NONE, REACHABLE, Best
from safeconduct.population.boxes import Flags
from safeconduct.population.distinct import Places, distinct
from safeconduct.population.held import Held
from safeconduct.population.jobs import Job, done
from safeconduct.population.kinds import AT_ONCE, Kinds, Prospects, kinds_of, prospects_of, situations_of
from safeconduct.population.readers import Readers
from safeconduct.population.regions import Kind, Region
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import Packed

Told = Callable[[int, int], None]  # jobs done, jobs known of


class Solved(NamedTuple):
    """key: of each row its key; of each key `number`, the place of its answer in `answers`, `ends`, the day it reaches the goal (0: it does not), and `people`.

    A key that a further search took the place of has nobody.
    """

    answers: tuple[Best, ...]
    key: Places
    number: Ints
    ends: Ints
    people: Ints
    searches: int


class Share(NamedTuple):
    """A job, still without days, for all people of some kinds."""

    job: Job
    kinds: Ints

    def reads(self) -> list[int]:
        """Return the columns of days that the job reads."""
        return sorted({source for source in self.job.kind.source if source != CONSTANT})


def solve(asked: Asked, held: Held, workers: int = 1, told: Told = lambda done, known: None) -> Solved:
    """Return the answers of everybody."""
    return solve_kinds(asked, held, kinds_of(asked, held), workers, told)


def solve_kinds(asked: Asked, held: Held, kinds: Kinds, workers: int, told: Told) -> Solved:
    """Return the answers of everybody, whose kinds are known."""
    prospects = prospects_of(asked, kinds)
    found = _Found(held, kinds, workers, told)
    found.hopeless(prospects)
    found.take(list(_core_shares(asked, kinds, prospects)), np.flatnonzero(found.key == UNANSWERED))
    left = found.rows_of(NO_WAY)
    found.take(list(_kind_shares(asked, kinds, prospects, np.unique(kinds.which[left]))), left)
    return found.solved()


UNANSWERED = -1


class _Found:
    """The answers found so far; equal ones have one number."""

    def __init__(self, held: Held, kinds: Kinds, workers: int, told: Told) -> None:
        self.held, self.kinds, self.workers, self.told = held, kinds, workers, told
        self.answers: dict[Best, int] = {}
        self.key: Places = np.full(held.rows, UNANSWERED, np.int32)
        self.number, self.ends = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self.searches = 0

    def hopeless(self, prospects: Prospects) -> None:
        """Note the answer of each kind for which a box shows that there is no way: a key for each obstacle."""
        key = np.full(len(prospects.cores), UNANSWERED, np.int32)
        for kind, block in prospects.blocked.items():
            key[kind] = self.answers.setdefault(Best(NONE, blocked=block), len(self.answers))
        self.key = key[self.kinds.which]
        self.number, self.ends = np.arange(len(self.answers)), np.zeros(len(self.answers), np.int64)

    def take(self, shares: list[Share], rows: Ints) -> None:
        """Work out the shares, which together have the kinds of these rows."""
        place, begins, days = _keys_of(self.held, self.kinds, shares, rows)
        number, ends = np.full(len(days), UNANSWERED, np.int64), np.zeros(len(days), np.int64)
        jobs = [
            share.job._replace(days=days[begin:end])
            for share, begin, end in zip(shares, begins[:-1].tolist(), begins[1:].tolist(), strict=True)
        ]
        for count, (begin, regions) in enumerate(zip(begins.tolist(), done(jobs, self.workers), strict=False)):
            for region in regions:
                number[begin + region.members] = self._number_of(region)
                ends[begin + region.members] = region.ends
            self.searches += len(regions)
            self.told(count + 1, len(shares))
        self.key[rows] = place + np.int32(len(self.number))
        self.number, self.ends = np.concatenate((self.number, number)), np.concatenate((self.ends, ends))

    def _number_of(self, region: Region) -> int:
        return self.answers.setdefault(region.best, len(self.answers))

    def rows_of(self, answer: str) -> Ints:
        """Return the rows that have this answer so far."""
        numbers = [number for best, number in self.answers.items() if best.answer == answer]
        return np.flatnonzero(np.isin(self.number, numbers)[self.key]) if numbers else np.zeros(0, np.int64)

    def solved(self) -> Solved:
        """Return the answers in use, best first: reachable ones by what they cost, then the others."""
        people = np.bincount(self.key, self.held.people, len(self.number)).astype(np.int64)
        in_use = set(self.number[people > 0].tolist())
        ordered = sorted((best for best, number in self.answers.items() if number in in_use), key=_order)
        place = np.zeros(len(self.answers), np.int64)
        place[[self.answers[best] for best in ordered]] = np.arange(len(ordered))
        return Solved(tuple(ordered), self.key, place[self.number], self.ends, people, self.searches)


def _order(best: Best) -> tuple[object, ...]:
    return best.answer != REACHABLE, best.answer, best.decisions, best.exposure, best.facts, best


def _keys_of(held: Held, kinds: Kinds, shares: list[Share], rows: Ints) -> tuple[Places, Ints, Ints]:
    """Return the key of each of some rows, where the keys of each share begin and those of the last end, and the days of each key (keys x columns).

    Rows have one key if they are of one share and hold the same days in the columns that it reads; what it does not read is 0.
    """
    share_of = np.full(len(kinds.days), UNANSWERED, np.int32)
    reads = np.zeros((len(shares), len(held.days)), np.bool_)
    for number, share in enumerate(shares):
        share_of[share.kinds] = number
        reads[number, share.reads()] = True
    mine = share_of[kinds.which[rows]]
    read = np.flatnonzero(reads.any(axis=0)).tolist()
    days = [np.where(reads[:, column][mine], held.days[column][rows], np.int32(0)) for column in read]
    place, first = distinct([mine, *days], len(rows))
    of_keys = np.zeros((len(first), len(held.days)), np.int64)
    for column, day in zip(read, days, strict=True):
        of_keys[:, column] = day[first]
    return place, np.searchsorted(mine[first], np.arange(len(shares) + 1)), of_keys


# --- shares -----------------------------------------------------------------------------------------------------------


def _core_shares(asked: Asked, kinds: Kinds, prospects: Prospects) -> Iterator[Share]:
    """Yield one share for all kinds that have a core in common and start alike in all that a search of it can tell apart."""
    for core, rules in enumerate(prospects.rules):
        mine = np.flatnonzero(prospects.cores == core)
        for begin in range(0, len(mine), AT_ONCE):
            for alike, kind, atoms in _alike(asked, kinds, prospects.starts, rules, mine[begin : begin + AT_ONCE]):
                prefer = asked.population.template.prefer
                yield Share(Job(rules, atoms, kind, kinds.days[:0], prefer, whole=False), alike)


def _alike(
    asked: Asked, kinds: Kinds, every: Starts, rules: Rules, mine: Ints
) -> Iterator[tuple[Ints, Kind, tuple[int, ...]]]:
    """Yield kinds of one core that a search cannot tell apart, how they start, and the atoms of the core that this describes."""
    number = {name: atom for atom, name in enumerate(rules.atoms)}
    rows = [row for row, atom in enumerate(asked.fed) if asked.rules.atoms[atom] in number]
    atoms = np.array(
        [number[asked.rules.atoms[atom]] for row, atom in enumerate(asked.fed) if row in set(rows)], np.int64
    )
    readers = Readers(rules)
    starts = _read(every, rows, mine, np.isin(atoms, readers.clocked))
    settled = readers.settled(*situations_of(asked, rules, every.some(mine), kinds.days[mine]))
    _, first, pattern = np.unique(settled.T, axis=0, return_index=True, return_inverse=True)
    for place, at in enumerate(first.tolist()):
        those = np.flatnonzero(pattern.ravel() == place)
        read = readers.read(settled[:, at])[atoms] if len(atoms) else np.zeros(0, np.bool_)
        columns = [column for part in starts for column in part[read][:, those]]
        group, one = distinct(columns, len(those))
        for number_of_group, representative in enumerate(one.tolist()):
            kind = _kind(starts, int(those[representative]))
            yield mine[those[group == number_of_group]], kind, tuple(atoms.tolist())


def _kind_shares(asked: Asked, kinds: Kinds, prospects: Prospects, left: Ints) -> Iterator[Share]:
    """Yield one share for each kind that is left, over the whole rules."""
    atoms = np.array(list(asked.fed), np.int64)
    clocked = np.isin(atoms, Packed(asked.rules).clocked)
    starts = _read(prospects.starts, list(range(len(atoms))), np.arange(len(kinds.days)), clocked)
    for kind in left.tolist():
        start, prefer = _kind(starts, kind), asked.population.template.prefer
        yield Share(Job(asked.rules, tuple(asked.fed), start, kinds.days[:0], prefer, whole=True), np.array([kind]))


def _read(starts: Starts, rows: list[int], kinds: Ints, clocked: Flags) -> Starts:
    """Return of some kinds what is read of some atoms: the day only of those with a clock."""
    runs = clocked[:, None]
    values, since, source = (column[rows][:, kinds] for column in starts)
    return Starts(values, np.where(runs & (source == CONSTANT), since, 0), np.where(runs, source, CONSTANT))


def _kind(starts: Starts, place: int) -> Kind:
    return Kind(*(tuple(column[:, place].tolist()) for column in starts))
