"""A certificate of no route: rows of values that nothing leaves, whatever the clocks say and whenever decisions fall.

Read straight from the rules, one rule after the other, each over all rows in which it can apply; arrays only keep millions of rows in memory. A clock or a
day of the calendar counts as passed and as not passed, whichever lets more happen.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safeconduct.referee.box import can_be_done
from safeconduct.referee.possible import Possible
from safeconduct.routes.model import Region
from safeconduct.rules.model import All, Calendar, Change, Clock, Constant, Decision, Formula, Is, Not, Rules, Some
from safeconduct.rules.reference import initial, is_excluded, watch_atoms
from safeconduct.terms.truth import Truth

Rows = NDArray[np.uint64]  # bit k % 64 of word k // 64 says that the k-th listed atom holds
Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]
PORTION = 1 << 18  # rows looked at together
DEEPEST = 3  # situations passed through one after the other, while something is pending, that are not listed
ROUNDS = 1_000
BUCKETS = 20  # leading bits of a hash by which it is looked up
BUCKET = np.uint64(64 - BUCKETS)


class UncheckableError(Exception):
    """The rules need more than values to be followed, so that a region proves nothing; says why."""


class Batch(NamedTuple):
    """Situations: listed atoms as rows, and the atoms outside the list that hold in all of them, though not at first."""

    rows: Rows
    outside: frozenset[int]


def check_region(rules: Rules, region: Region) -> list[str]:
    """Return why the region does not prove that the goal is out of reach; empty if it does."""
    if is_excluded(rules, initial(rules)):
        return []
    width = (len(region.atoms) + 7) // 8
    if len(region.rows) != region.count * width or not region.count or len(set(region.atoms)) < len(region.atoms):
        return ["the region is not made of as many rows as it says"]
    try:
        return list(_Inside(rules, region).problems())
    except UncheckableError as reason:
        return [str(reason)]


class _Inside:
    def __init__(self, rules: Rules, region: Region) -> None:
        self.rules = rules
        self.either = set(region.either)
        self.place = {atom: number for number, atom in enumerate(region.atoms)}
        start = initial(rules)
        self.first = [value is Truth.TRUE for value in start.values]
        self.unknown = {atom for atom, value in enumerate(start.values) if value is Truth.UNKNOWN}
        self.defined = {one.atom: one.formula for one in rules.definitions}
        self.watched = watch_atoms(rules)
        self.mates: dict[int, frozenset[int]] = {}
        for group in rules.groups:
            for atom in group.atoms:
                self.mates[atom] = self.mates.get(atom, frozenset()) | frozenset(group.atoms)
        self.rows = unpacked(region)
        self.hashes = hashed(self.rows)
        self.order = np.argsort(self.hashes)
        self.sorted = self.hashes[self.order]
        self.begins = np.searchsorted(self.sorted >> BUCKET, np.arange(1 << BUCKETS, dtype=np.uint64))
        self.where: dict[int, Numbers] = {}
        self.living, read = self._living()
        self.read = read
        self.followed = read - self.either - set(self.place)  # what is read, but not listed
        self._refuse_what_is_not_followed(start.values)
        self.anytime = self._decided_anytime(start.values)
        self.barred = self._barred()
        self.ends: dict[frozenset[int], tuple[dict[int, int], frozenset[int]]] = {}
        self.decides: dict[int, list[int]] = {}  # of each atom the decisions of which it says that they are pending
        for number, decision in enumerate(rules.decisions):
            self.decides.setdefault(decision.pending, []).append(number)
        self.pending = [Is(atom) for atom in self.decides if atom in self.place]

    def _refuse_what_is_not_followed(self, values: tuple[Truth, ...]) -> None:
        """What is unknown may be assumed, what is derived changes by itself, and what is pending is decided: no row may be silent about that."""
        rules = self.rules
        for atom in sorted(self.place):
            if values[atom] is Truth.UNKNOWN or atom in self.defined or atom in self.watched or atom in self.either:
                raise UncheckableError(f"{rules.atoms[atom]} is listed, but more than acts and decisions can change it")
        for decision in rules.decisions:
            filed = values[decision.pending] is not Truth.FALSE
            if filed and decision.pending not in self.place and decision.pending not in self.either:
                raise UncheckableError(f"{decision.name} is pending already, but not listed")

    def _decided_anytime(self, values: tuple[Truth, ...]) -> list[int]:
        """Return the decisions of which no row says whether they are pending: they may fall in each of them."""
        falling = self._falling(self.living)
        return [
            number
            for number, one in enumerate(self.rules.decisions)
            if one.pending in self.either
            and (number in falling or values[one.pending] is not Truth.FALSE)
            and self._matters(one)
        ]

    def _matters(self, decision: Decision) -> bool:
        """Return whether a decision changes anything that is listed or followed."""
        changed = {decision.refused, *(one.atom for one in self._of_decision(decision))}
        changed |= set().union(*(self.mates.get(atom, frozenset()) for atom in changed))
        return not changed.isdisjoint(self.place.keys() | self.followed)

    # --- what must hold of the region ---

    def problems(self) -> Iterator[str]:
        start = Batch(self.row_of([atom for atom in self.place if self.first[atom]]), frozenset())
        if not self.contains(start.rows).all():
            yield "the first situation is not listed"
        for portion in np.array_split(self.rows, len(self.rows) // PORTION + 1):
            if self.can_be(self.rules.goal, True, Batch(portion, frozenset())).any():
                yield "the goal can be true in a listed situation"
        for atom, acts in sorted(self.by_rarest().items()):
            for batch in self.portions(atom):
                for number in acts:
                    yield from self.escaping(self.done(number, batch), self.rules.operators[number].name)
        for number, decision in enumerate(self.rules.decisions):
            if decision.pending in self.place:
                waiting = self.rows[self.rows_with(decision.pending)]
                for batch in self.decided(number, Batch(waiting, frozenset())):
                    yield from self.escaping(batch, decision.name)
        for number in self.anytime:
            for listed in self.portions(-1):
                for batch in self.decided(number, listed):
                    yield from self.escaping(batch, self.rules.decisions[number].name)

    def escaping(self, batch: Batch, by: str, depth: int = 1) -> Iterator[str]:
        """Yield a problem if situations lead out of the region; those with something pending are followed."""
        if not len(batch.rows):
            return
        if not batch.outside:
            if not self.contains(batch.rows).all():
                yield f"{by} can lead out of the region"
            return
        if depth > DEEPEST:
            yield f"{by}: too many things are pending at once"
            return
        if self.can_be(self.rules.goal, True, batch).any():
            yield f"{by} can lead to the goal"
        for number in self.not_barred(batch.outside):
            yield from self.escaping(
                self.done(number, batch), f"{by}, then {self.rules.operators[number].name}", depth + 1
            )
        waiting = {number for atom in batch.outside for number in self.decides.get(atom, ())}
        for number in sorted(waiting.union(self.anytime)):
            for after in self.decided(number, batch):
                yield from self.escaping(after, f"{by}, then {self.rules.decisions[number].name}", depth + 1)
        if any(self.can_be(one, True, batch).any() for one in self.pending):
            yield f"{by}: something else is pending too"

    # --- what can happen ---

    def by_rarest(self) -> dict[int, list[int]]:
        """Return the acts by the rarest listed atom that they need (-1: they need none), so that they can be looked at together."""
        found: dict[int, list[int]] = {}
        for number in sorted(self.living):
            needed = [
                formula.atom
                for line in self.rules.operators[number].lines
                for formula in (line.formula.operands if isinstance(line.formula, All) else (line.formula,))
                if isinstance(formula, Is) and formula.atom in self.place
            ]
            rarest = min(needed, key=lambda atom: len(self.rows_with(atom)), default=-1)
            found.setdefault(rarest, []).append(number)
        return found

    def portions(self, atom: int) -> Iterator[Batch]:
        """Yield the listed situations in which an atom holds; -1: all."""
        rows = self.rows if atom < 0 else self.rows[self.rows_with(atom)]
        for portion in np.array_split(rows, len(rows) // PORTION + 1):
            yield Batch(portion, frozenset())

    def done(self, number: int, batch: Batch) -> Batch:
        """Return what an act can make of those situations in which it may be open."""
        operator = self.rules.operators[number]
        conditions = [(line.formula, True) for line in operator.lines] + [(ban.when, False) for ban in operator.bans]
        if operator.decision is not None:
            conditions.append((Is(self.rules.decisions[operator.decision].pending), False))
        is_open = np.ones(len(batch.rows), np.bool_)
        for formula, wanted in conditions:
            if is_open.any():
                is_open &= self.can_be(formula, wanted, batch)
        return self.settled(self.changed(operator.changes, batch._replace(rows=batch.rows[is_open])))

    def decided(self, number: int, batch: Batch) -> Iterator[Batch]:
        """Yield what a grant makes of situations, and a lapse of those in which something that must hold need not."""
        decision = self.rules.decisions[number]
        over = Change(decision.pending, False)
        kept, lapsing = batch, np.zeros(len(batch.rows), np.bool_)
        for line in decision.keep:
            lapsing |= self.can_be(line.formula, False, batch)
            kept = kept._replace(rows=kept.rows[self.can_be(line.formula, True, kept)])
        answered = (Change(decision.refused, False), Change(decision.unanswered, False))
        granted = (over, Change(decision.granted, True), *answered, *decision.on_grant)
        yield self.settled(self.changed(granted, kept))
        refused = (over, Change(decision.refused, True), *decision.on_refusal)
        if lapsing.any():
            yield self.settled(self.changed(refused, batch._replace(rows=batch.rows[lapsing])))

    def settled(self, batch: Batch) -> Batch:
        """Return situations after all consequences, without those that are excluded for certain."""
        for _ in range(ROUNDS):
            if not len(batch.rows) or not self._consequence(batch):
                break
            batch = self._after_consequence(batch)
        for exclusion in self.rules.exclusions:
            if exclusion.formula is not None and len(batch.rows):
                batch = batch._replace(rows=batch.rows[self.can_be(exclusion.formula, False, batch)])
        return batch

    def _consequence(self, batch: Batch) -> bool:
        return any(
            self._moved(one.when, one.changes, one.after is not None, batch).any() for one in self.rules.consequences
        )

    def _after_consequence(self, batch: Batch) -> Batch:
        """Return situations after the first consequence of each that changes something."""
        rows, left = batch.rows.copy(), np.ones(len(batch.rows), np.bool_)
        for one in self.rules.consequences:
            moved = self._moved(one.when, one.changes, one.after is not None, batch) & left
            if moved.any():
                after = self.changed(one.changes, batch._replace(rows=batch.rows[moved]))
                rows[moved] = after.rows
                left &= ~moved
        return batch._replace(rows=rows)

    def _moved(self, when: Formula, changes: tuple[Change, ...], timed: bool, batch: Batch) -> Bools:
        if all(one.atom not in self.place and one.atom not in self.read for one in changes):
            return np.zeros(len(batch.rows), np.bool_)
        holds = self.can_be(when, True, batch)
        if not holds.any():
            return holds
        if timed or (holds & self.can_be(when, False, batch)).any():
            raise UncheckableError("a consequence depends on time, which a region leaves out")
        moved = holds.copy()
        after = self.changed(changes, batch._replace(rows=batch.rows[holds]))
        if after.outside != batch.outside:
            raise UncheckableError("a consequence changes what is not listed")
        moved[holds] = (after.rows != batch.rows[holds]).any(axis=1)
        return moved

    def changed(self, changes: Iterable[Change], batch: Batch) -> Batch:
        """Return situations with changes made, those with a `when` where that is true before any is made."""
        if not len(batch.rows):
            return batch
        rows, outside = batch.rows.copy(), set(batch.outside)
        for change in changes:
            here = self._made_in(change, batch)
            if change.value:
                self._end(rows, outside, self.mates.get(change.atom, frozenset()) - {change.atom}, here)
                self._begin(rows, outside, change.atom, here)
            else:
                self._end(rows, outside, frozenset([change.atom]), here)
        return Batch(rows, frozenset(outside))

    def _made_in(self, change: Change, batch: Batch) -> Bools | None:
        """Return the situations in which a change is made; None: in all."""
        if change.when is None:
            return None
        here = self.can_be(change.when, True, batch)
        if (here & self.can_be(change.when, False, batch)).any():
            raise UncheckableError("what an act changes depends on time, which a region leaves out")
        return here

    def _begin(self, rows: Rows, outside: set[int], atom: int, here: Bools | None) -> None:
        if atom in self.place:
            word, bit = divmod(self.place[atom], 64)
            begun = rows[:, word] | np.uint64(1 << bit)
            rows[:, word] = begun if here is None else np.where(here, begun, rows[:, word])
        elif atom in self.followed and not self.first[atom]:  # what holds at first and is not listed is never ended
            self._is_followed(atom, here)
            outside.add(atom)

    def _end(self, rows: Rows, outside: set[int], atoms: frozenset[int], here: Bools | None) -> None:
        masks, followed = self._ending(atoms)
        for atom in followed:
            if self.first[atom] or atom in outside:
                self._is_followed(atom, here)
                outside.discard(atom)
        for word, mask in masks.items():
            ended = rows[:, word] & ~np.uint64(mask)
            rows[:, word] = ended if here is None else np.where(here, ended, rows[:, word])

    def _ending(self, atoms: frozenset[int]) -> tuple[dict[int, int], frozenset[int]]:
        """Return the bits of listed atoms, word by word, and those of the others that are followed."""
        if atoms not in self.ends:
            masks: dict[int, int] = {}
            for atom in atoms & self.place.keys():
                word, bit = divmod(self.place[atom], 64)
                masks[word] = masks.get(word, 0) | 1 << bit
            self.ends[atoms] = masks, atoms & self.followed
        return self.ends[atoms]

    def _is_followed(self, atom: int, here: Bools | None) -> None:
        if self.first[atom] or (here is not None and not here.all()):
            raise UncheckableError(f"{self.rules.atoms[atom]} changes, but is not listed")

    # --- what holds ---

    def can_be(self, formula: Formula, wanted: bool, batch: Batch) -> Bools:
        """Return in which situations a formula can have a value; time may stand anywhere."""
        match formula:
            case Is(atom):
                return self._atom(atom, wanted, batch)
            case Not(operand):
                return self.can_be(operand, not wanted, batch)
            case All(operands) | Some(operands):
                every = isinstance(formula, All) == wanted
                found = np.full(len(batch.rows), every, np.bool_)
                for one in operands:
                    if every:
                        found &= self.can_be(one, wanted, batch)
                    else:
                        found |= self.can_be(one, wanted, batch)
                return found
            case Constant(truth):
                return np.full(
                    len(batch.rows), (truth is Truth.TRUE) == wanted and truth is not Truth.UNKNOWN, np.bool_
                )
            case Clock(atom):
                return self._atom(atom, True, batch) if wanted else np.ones(len(batch.rows), np.bool_)
            case Calendar():
                return np.ones(len(batch.rows), np.bool_)

    def _atom(self, atom: int, wanted: bool, batch: Batch) -> Bools:
        if atom in self.defined:
            return self.can_be(self.defined[atom], wanted, batch)
        if atom in self.either:
            return np.ones(len(batch.rows), np.bool_)
        if atom in self.place:
            word, bit = divmod(self.place[atom], 64)
            held: Bools = (batch.rows[:, word] & np.uint64(1 << bit)) != 0
            return held if wanted else ~held
        if atom in self.unknown or atom in self.watched:
            raise UncheckableError(f"{self.rules.atoms[atom]} is unknown or knows since when, and is not listed")
        holds = atom in batch.outside or (self.first[atom] and atom not in batch.outside)
        return np.full(len(batch.rows), holds == wanted, np.bool_)

    def contains(self, rows: Rows) -> Bools:
        """Return which rows are listed: found by their hash, then compared in full."""
        sought = hashed(rows)
        at = self.begins[sought >> BUCKET]
        found = np.zeros(len(rows), np.bool_)
        left = np.flatnonzero(at < len(self.sorted))
        while len(left):  # from the first of its bucket on: as often as there are others there
            there = self.sorted[at[left]]
            alike = left[there == sought[left]]
            found[alike] = (self.rows[self.order[at[alike]]] == rows[alike]).all(axis=1)
            left = left[(there <= sought[left]) & ~found[left]]
            at[left] += 1
            left = left[at[left] < len(self.sorted)]
        return found

    def row_of(self, atoms: Iterable[int]) -> Rows:
        row = np.zeros((1, self.rows.shape[1]), np.uint64)
        for atom in atoms:
            word, bit = divmod(self.place[atom], 64)
            row[0, word] |= np.uint64(1 << bit)
        return row

    def rows_with(self, atom: int) -> Numbers:
        if atom not in self.where:
            word, bit = divmod(self.place[atom], 64)
            self.where[atom] = np.flatnonzero((self.rows[:, word] & np.uint64(1 << bit)) != 0)
        return self.where[atom]

    # --- which acts are in question ---

    def _living(self) -> tuple[set[int], set[int]]:
        """Return the acts that can ever be open, and the atoms that anything reads while only these are done."""
        acts = set(range(len(self.rules.operators)))
        while True:
            can_change = {change.atom for change in self._changes(acts)}
            can_change |= {one for group in self.rules.groups if can_change & set(group.atoms) for one in group.atoms}
            values = [frozenset([value]) for value in initial(self.rules).values]
            for atom in can_change:
                values[atom] |= {Truth.FALSE, Truth.TRUE}
            for definition in self.rules.definitions:
                values[definition.atom] = frozenset(Truth)
            for definition in self.rules.definitions:
                so_far = Possible(self.rules, tuple(values), (0,) * len(values))
                values[definition.atom] = frozenset(so_far.truths(definition.formula))
            inside = Possible(self.rules, tuple(values), (0,) * len(values))
            left = {number for number in acts if can_be_done(inside, self.rules.operators[number])}
            if left == acts:
                return acts, self._read(acts, inside)
            acts = left

    def _changes(self, acts: set[int]) -> Iterator[Change]:
        yield from self._plain_changes(acts)
        for number in self._falling(acts):
            yield from self._of_decision(self.rules.decisions[number])

    def _plain_changes(self, acts: set[int]) -> Iterator[Change]:
        for number in sorted(acts):
            yield from self.rules.operators[number].changes
        for consequence in self.rules.consequences:
            yield from consequence.changes

    def _falling(self, acts: set[int]) -> list[int]:
        """Return the decisions that can fall: pending at first, or made pending by these acts, by a consequence or by another decision."""
        made = {atom for atom, holds in enumerate(self.first) if holds}
        made.update(change.atom for change in self._plain_changes(acts) if change.value)
        found: set[int] = set()
        while True:
            more = {number for number, one in enumerate(self.rules.decisions) if one.pending in made} - found
            if not more:
                return sorted(found)
            found |= more
            changes = (change for number in more for change in self._of_decision(self.rules.decisions[number]))
            made.update(change.atom for change in changes if change.value)

    def _of_decision(self, decision: Decision) -> Iterator[Change]:
        yield from (Change(decision.granted, True), Change(decision.refused, False), Change(decision.unanswered, False))
        yield from decision.on_grant
        if decision.keep:
            yield from (Change(decision.refused, True), *decision.on_refusal)

    def _read(self, acts: set[int], inside: Possible) -> set[int]:
        """Return the atoms that are read by formulas which can have more than one value."""
        formulas = [self.rules.goal, *(one.formula for one in self.rules.exclusions if one.formula is not None)]
        formulas += [one.when for one in self.rules.consequences]
        formulas += [change.when for change in self._changes(acts) if change.when is not None]
        found: set[int] = set()
        for number in acts:
            operator = self.rules.operators[number]
            formulas += [line.formula for line in operator.lines] + [ban.when for ban in operator.bans]
        for number in self._falling(acts):
            formulas += [line.formula for line in self.rules.decisions[number].keep]
            found.add(self.rules.decisions[number].pending)
        while formulas:
            formula = formulas.pop()
            if len(inside.truths(formula)) == 1:
                continue
            match formula:
                case Is(atom) | Clock(atom):
                    if atom not in found:
                        found.add(atom)
                        formulas += [self.defined[atom]] if atom in self.defined else []
                case Not(operand):
                    formulas.append(operand)
                case All(operands) | Some(operands):
                    formulas += operands
        return found

    def _barred(self) -> dict[int, set[int]]:
        """Return, for each atom outside the list, the acts with a line that it be false."""
        found: dict[int, set[int]] = {}
        for number in self.living:
            for line in self.rules.operators[number].lines:
                match line.formula:
                    case Not(Is(atom)) if atom not in self.place:
                        found.setdefault(atom, set()).add(number)
        return found

    def not_barred(self, outside: frozenset[int]) -> list[int]:
        """Return the acts that may be open while these atoms hold."""
        barred = set[int]().union(*(self.barred.get(atom, set()) for atom in outside))
        return sorted(self.living - barred)


def unpacked(region: Region) -> Rows:
    """Return the rows of a region as words, each word of all rows in one piece."""
    width = (len(region.atoms) + 7) // 8
    rows = np.zeros((region.count, (width + 7) // 8 * 8), np.uint8)
    rows[:, :width] = np.frombuffer(region.rows, np.uint8).reshape(region.count, width)
    return np.asfortranarray(rows.view("<u8"), np.uint64)


def hashed(rows: Rows) -> Rows:
    """Return a number for each row; that of different rows is seldom the same."""
    mixed = np.zeros(len(rows), np.uint64)
    for word in range(rows.shape[1]):
        mixed = (mixed ^ rows[:, word]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(32)
        mixed *= np.uint64(0xD6E8FEB86659FD93)
        mixed ^= mixed >> np.uint64(29)
    return mixed
