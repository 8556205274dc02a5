"""Solve: keys, which are the different rows of what the rules read, each get their answer."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from safeconduct.population.asked import CONSTANT, Asked, Ints, Starts
from safeconduct.population.best import NO_WAY, NONE, REACHABLE, Best
from safeconduct.population.boxes import Flags
from safeconduct.population.jobs import Job, done
from safeconduct.population.kinds import AT_ONCE, Kinds, kinds_of, packed, situations_of
from safeconduct.population.readers import read_atoms, settled_in
from safeconduct.population.regions import Kind
from safeconduct.rules.model import Rules
from safeconduct.rules.packed import Packed

Told = Callable[[int, int], None]  # jobs done, jobs known of


class Solved(NamedTuple):
    """number: of each key the place of its answer in `answers`; ends: the day it reaches the goal, 0 if it does not."""

    answers: tuple[Best, ...]
    number: Ints
    ends: Ints
    kinds: int
    searches: int


class Share(NamedTuple):
    """A job, with the keys that each row of its days stands for."""

    job: Job
    keys: Ints
    row: Ints  # of each key


def solve(asked: Asked, values: Ints, days: Ints, workers: int = 1, told: Told = lambda done, known: None) -> Solved:
    """Return the answers of keys; a row of `values` and of `days` is what a key has in the columns of `asked`.

    days: ordinals, 0 unknown, none before `asked.earliest_that_matters`
    """
    kinds = kinds_of(asked, values, days)
    found = _Found(len(values))
    found.hopeless(kinds)
    by_core = list(_core_shares(asked, kinds, days))
    searched = found.take(by_core, workers, told)
    left = np.flatnonzero(np.isin(found.number, found.numbers_of(NO_WAY)))
    by_kind = list(_kind_shares(asked, kinds, days, left))
    searched += found.take(by_kind, workers, told)
    return found.solved(len(kinds.cores), searched)


class _Found:
    """The answers found so far; equal ones have one number."""

    def __init__(self, keys: int) -> None:
        self.number, self.ends = np.full(keys, -1, np.int64), np.zeros(keys, np.int64)
        self.answers: dict[Best, int] = {}

    def hopeless(self, kinds: Kinds) -> None:
        """Note the answer of each kind for which a box shows that there is no way."""
        number = np.full(len(kinds.cores), -1, np.int64)
        for kind, block in kinds.blocked.items():
            number[kind] = self.answers.setdefault(Best(NONE, blocked=block), len(self.answers))
        self.number[:] = number[kinds.which]

    def take(self, shares: list[Share], workers: int, told: Told) -> int:
        """Work out the shares; return how many searches that took."""
        searches = 0
        for place, (share, regions) in enumerate(zip(shares, done([one.job for one in shares], workers), strict=True)):
            for region in regions:
                number = self.answers.setdefault(region.best, len(self.answers))
                ends = np.full(len(share.job.days), -1, np.int64)
                ends[region.members] = region.ends
                mine = ends[share.row] >= 0
                self.number[share.keys[mine]] = number
                self.ends[share.keys[mine]] = ends[share.row[mine]]
            searches += len(regions)
            told(place + 1, len(shares))
        return searches

    def numbers_of(self, answer: str) -> list[int]:
        return [number for best, number in self.answers.items() if best.answer == answer]

    def solved(self, kinds: int, searches: int) -> Solved:
        """Return the answers in use, best first: reachable ones by what they cost, then the others."""
        used = [best for best, number in self.answers.items() if (self.number == number).any()]
        ordered = sorted(used, key=_order)
        place = np.zeros(len(self.answers), np.int64)
        place[[self.answers[best] for best in ordered]] = np.arange(len(ordered))
        return Solved(tuple(ordered), place[self.number], self.ends, kinds, searches)


def _order(best: Best) -> tuple[object, ...]:
    return best.answer != REACHABLE, best.answer, best.decisions, best.exposure, best.facts, best


# --- shares -----------------------------------------------------------------------------------------------------------


def _core_shares(asked: Asked, kinds: Kinds, days: Ints) -> Iterator[Share]:
    """Yield one share for all kinds that have a core in common and start alike in all that a search of it can tell apart."""
    keys_of = _Places(kinds.which, len(kinds.cores))
    for core, rules in enumerate(kinds.rules):
        mine = np.flatnonzero(kinds.cores == core)
        for begin in range(0, len(mine), AT_ONCE):
            for alike, kind, atoms in _alike(asked, kinds, rules, mine[begin : begin + AT_ONCE]):
                job = Job(rules, atoms, kind, days[:0], asked.population.template.prefer, whole=False)
                yield _share(job, keys_of.many(alike), days)


def _alike(asked: Asked, kinds: Kinds, rules: Rules, mine: Ints) -> Iterator[tuple[Ints, Kind, tuple[int, ...]]]:
    """Yield kinds of one core that a search cannot tell apart, how they start, and the atoms of the core that this describes."""
    number = {name: atom for atom, name in enumerate(rules.atoms)}
    rows = [row for row, atom in enumerate(asked.fed) if asked.rules.atoms[atom] in number]
    atoms = np.array(
        [number[asked.rules.atoms[atom]] for row, atom in enumerate(asked.fed) if row in set(rows)], np.int64
    )
    starts = _read(kinds.starts, rows, mine, np.isin(atoms, Packed(rules).clocked))
    settled = settled_in(rules, *situations_of(asked, rules, kinds.starts.some(mine), kinds.days[mine]))
    _, first, pattern = np.unique(settled.T, axis=0, return_index=True, return_inverse=True)
    for place, at in enumerate(first.tolist()):
        those = np.flatnonzero(pattern.ravel() == place)
        read = read_atoms(rules, settled[:, at])[atoms] if len(atoms) else np.zeros(0, np.bool_)
        columns = [column for part in starts for column in part[read][:, those]]
        _, one, group = np.unique(packed(columns, len(those)), return_index=True, return_inverse=True)
        for number_of_group, representative in enumerate(one.tolist()):
            kind = _kind(starts, int(those[representative]))
            yield mine[those[group.ravel() == number_of_group]], kind, tuple(atoms.tolist())


class _Places:
    """Finds the rows of a kind."""

    def __init__(self, which: Ints, kinds: int) -> None:
        self.order = np.argsort(which, kind="stable")
        self.begins = np.searchsorted(which[self.order], np.arange(kinds + 1))

    def of(self, kind: int) -> Ints:
        return self.order[self.begins[kind] : self.begins[kind + 1]]

    def many(self, kinds: Ints) -> Ints:
        return np.concatenate([self.of(kind) for kind in kinds.tolist()])


def _kind_shares(asked: Asked, kinds: Kinds, days: Ints, left: Ints) -> Iterator[Share]:
    """Yield one share for each kind that has a key left, over the whole rules."""
    keys_of = _Places(kinds.which, len(kinds.cores))
    atoms = np.array(list(asked.fed), np.int64)
    starts = _read(
        kinds.starts, list(range(len(atoms))), np.arange(len(kinds.cores)), np.isin(atoms, Packed(asked.rules).clocked)
    )
    for kind in np.unique(kinds.which[left]).tolist():
        job = Job(
            asked.rules, tuple(asked.fed), _kind(starts, kind), days[:0], asked.population.template.prefer, whole=True
        )
        keys = keys_of.of(kind)
        yield _share(job, keys[np.isin(keys, left)], days)


def _read(starts: Starts, rows: list[int], kinds: Ints, clocked: Flags) -> Starts:
    """Return of some kinds what is read of some atoms: the day only of those with a clock."""
    runs = clocked[:, None]
    values, since, source = (column[rows][:, kinds] for column in starts)
    return Starts(values, np.where(runs & (source == CONSTANT), since, 0), np.where(runs, source, CONSTANT))


def _kind(starts: Starts, place: int) -> Kind:
    return Kind(*(tuple(column[:, place].tolist()) for column in starts))


def _share(job: Job, keys: Ints, days: Ints) -> Share:
    """Return the job with each different row of the days it reads, and which of them is that of each key."""
    read = sorted({source for source in job.kind.source if source != CONSTANT})
    own = np.zeros((len(keys), days.shape[1]), np.int64)
    own[:, read] = days[keys][:, read]
    _, first, row = np.unique(packed([*own.T], len(keys)), return_index=True, return_inverse=True)
    return Share(job._replace(days=own[first]), keys, row.ravel())
