"""Waves: the search in whole arrays of situations, a span of days at a time instead of one label after another.

All facts that matter are known, clocks only have to have run long enough and nothing closes by time; `rules.folded` and `graph.flat` refuse other rules.
An act is done on the first day on which its lines hold, and of two ways to a situation one is needless if it is nowhere later, dearer or younger. That is
exact where no decision that comes early spoils anything (`Flat.early`, docs/clocks.md). Elsewhere the ways found are ways, but a better one may file later, or
be passed over for one whose decisions come sooner; `stopped` says so.
All ways of which the days, with those that are left at least (`graph.distances`), lie in one span are taken up together; what they lead to within the span makes
the next wave.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from safeconduct.graph.distances import FAR, Distances, distances_of
from safeconduct.graph.distinct import distinct
from safeconduct.graph.fields import Words
from safeconduct.graph.flat import Effect, Flat, Ints, Put, When
from safeconduct.graph.fronts import Fronts
from safeconduct.graph.model import CRITERIA
from safeconduct.graph.pairs import Opened, Pairs, by_act
from safeconduct.graph.rows import Rows

SPAN = 1024  # days taken up together
NEVER = (1 << 62) | FAR  # an empty place of the queue
DUE = np.int64((1 << 32) - 1)
ANY = 1 << 62  # no act before others
ROUNDS = 1_000  # of consequences, as in docs/kernel.md, section 3


class Move(NamedTuple):
    """One thing that happens on a way: `act` or `granted`, and its number in the rules."""

    kind: str
    number: int
    day: int


class Way(NamedTuple):
    """How the goal can be reached on `day`; costs as in CRITERIA."""

    day: int
    costs: tuple[int, ...]
    moves: tuple[Move, ...]


class Waves(NamedTuple):
    """ways: undominated ways to the goal, earliest first; stopped: the limit met, or None: there are no others.

    rows: the values met, as rows of `Flat.fields`
    timely: whether no act was left out because a decision came first: then no step, whenever made, leads out of the rows
    """

    ways: tuple[Way, ...]
    stopped: str | None
    rows: Words
    timely: bool
    taken: int


def values_met(flat: Flat, most: int = 20_000_000) -> Waves:
    """Return the values that can ever be met, whatever the clocks say and whenever decisions fall; if the goal is among them, only until it is met."""
    return _Timeless(flat, (), FAR, most, first=False).run()


def waves_of(
    flat: Flat, criteria: tuple[str, ...] = CRITERIA, *, years: int = 80, most: int = 20_000_000, first: bool = False
) -> Waves:
    """Return the ways to the goal that no other beats in days and the criteria.

    years: horizon after the day asked; most: ways of reaching any situation, at which the search stops
    first: stop as soon as the earliest way is known
    """
    return _Search(flat, criteria, flat.rules.today + 366 * years, most, first).run()


class _Arrivals(NamedTuple):
    """Candidates for new ways: rows settled, in the order of their vectors' columns."""

    rows: Words
    vectors: Ints
    before: Ints
    done: Ints  # ≥ 0 an act of Flat.acts, else -1 - a decision of Flat.decisions


class _Search:
    """Columns of a vector: day, costs by `criteria`, since of each slot, queue of pending decisions (number << 32 | day due)."""

    def __init__(self, flat: Flat, criteria: tuple[str, ...], horizon: int, most: int, first: bool) -> None:
        self.flat, self.criteria, self.horizon, self.most, self.first = flat, criteria, horizon, most, first
        self.opened = Opened(flat)
        self.rows = Rows(flat.fields.words)
        self.costs = slice(1, 1 + len(criteria))
        self.clocks = slice(self.costs.stop, self.costs.stop + len(flat.slots))
        self.queue = slice(self.clocks.stop, None)
        self.fronts = Fronts(self.clocks.stop)
        self.open: dict[int, list[Ints]] = {}  # span → ways to take up
        self.distances = self._distances()
        self.left: Ints = np.empty(0, np.int64)  # days at least to the goal, of each situation
        self.goals: list[int] = []
        self.goal_vectors: Ints = np.empty((0, self.costs.stop), np.int64)
        self.stopped: str | None = None
        self.timely = True
        self.taken = 0
        self._tables()

    def _distances(self) -> Distances | None:
        return distances_of(self.flat)

    def _tables(self) -> None:
        acts, decisions = self.flat.acts, self.flat.decisions
        self.harmless = np.array([act.number in self.flat.harmless for act in acts], np.bool_)
        self.day = np.array([act.day for act in acts], np.int64)
        self.decision = np.array([act.decision for act in acts], np.int64)
        at_once = [act.decision >= 0 and decisions[act.decision].at_one for act in acts]
        self.at_one = np.array(at_once, np.bool_)
        self.wait = np.array([one.wait for one in decisions], np.int64)
        self.has_puts = np.array([bool(act.effect.puts) for act in acts], np.bool_)
        self.has_risks = np.array([bool(act.risks) for act in acts], np.bool_)
        ends = [decisions[act.decision].effect if act.for_its_end else act.effect for act in acts]
        plain = [
            not act.effect.puts and not end.puts and (act.for_its_end or act.decision < 0 or one)
            for act, end, one in zip(acts, ends, at_once, strict=True)
        ]
        self.may_idle = np.array(plain, np.bool_)
        self.harmless &= self.may_idle  # else it would be done again and again
        clear = np.array([one.clear for one in ends], np.uint64).reshape(self.flat.tables.clear.shape)
        put = np.array([one.put for one in ends], np.uint64).reshape(clear.shape)
        self.end_clear, self.end_put = self.flat.tables.clear | clear, self.flat.tables.put & ~clear | put
        self.openings = max((len(act.openings) for act in acts), default=0)
        self.opening_slot = np.full((len(acts), self.openings), -1, np.int64)
        self.opening_shift = np.full((len(acts), self.openings), -1, np.int64)
        for number, act in enumerate(acts):
            for nth, opening in enumerate(act.openings):
                self.opening_slot[number, nth], self.opening_shift[number, nth] = opening.slot, opening.shift
        price = {
            "money": [act.fee for act in acts],
            "exposure": [act.exposure for act in acts],
            "decisions": [
                decisions[act.decision].contested if one else 0 for act, one in zip(acts, at_once, strict=True)
            ],
            "unstated": [
                decisions[act.decision].unstated if one else 0 for act, one in zip(acts, at_once, strict=True)
            ],
        }
        self.price = np.array([price[one] for one in self.criteria], np.int64).reshape(len(self.criteria), len(acts)).T
        graded = {"decisions": [one.contested for one in decisions], "unstated": [one.unstated for one in decisions]}
        nothing = [0] * len(decisions)
        shape = (len(self.criteria), len(decisions))
        self.grant_price = np.array([graded.get(one, nothing) for one in self.criteria], np.int64).reshape(shape).T
        self.lapse_price = self.grant_price * np.array([one != "decisions" for one in self.criteria], np.int64)
        self.exposure = self.criteria.index("exposure") if "exposure" in self.criteria else -1

    def run(self) -> Waves:
        vector = np.zeros((1, self.clocks.stop), np.int64)
        vector[0, 0] = self.flat.rules.today
        vector[0, self.clocks] = self.flat.since
        self._take(_Arrivals(self.flat.start, vector, np.array([-1]), np.array([-1])), self.flat.start)
        while self.open and self.stopped != "ways":
            span = min(self.open)
            if self._is_done(span):
                break
            ways = np.concatenate(self.open.pop(span))
            ways = ways[~self.fronts.is_beaten[ways]]
            left = self.left[self.fronts.situation[ways]]
            self._expand(ways[~self._is_beaten(self.fronts.vectors[ways], left)])
        ways_found = sorted(
            (self._way(number, vector) for number, vector in zip(self.goals, self.goal_vectors, strict=True))
        )
        stopped = self.stopped or (None if self._is_exact() else "days of waiting")
        return Waves(tuple(ways_found), stopped, self.rows.all, self.timely, self.taken)

    def _is_exact(self) -> bool:
        """Return whether no way is passed over for one that comes sooner."""
        return self.flat.early

    def _is_done(self, span: int) -> bool:
        """Return whether nothing that begins with this span is asked about."""
        return self.first and bool(self.goals) and bool(self.goal_vectors[:, 0].min() < span * SPAN)

    # --- one wave ---

    def _expand(self, ways: Ints) -> None:
        self.taken += len(ways)
        rows, vectors = self.rows[self.fronts.situation[ways].astype(np.int64)], self.fronts.vectors[ways]
        due = self._due(vectors)
        going_on = ~self._arrive(ways, rows, vectors, due)
        ways, rows, vectors, due = ways[going_on], rows[going_on], vectors[going_on], due[going_on]
        opened = [self._in_time(vectors, due, self._not_idle(rows, pairs)) for pairs in self.opened.of(rows)]
        first = self._first_harmless(vectors, opened)
        for at, acts, days in opened:
            chosen = (first[at] == ANY) | (first[at] == acts)
            at, acts, days = at[chosen], acts[chosen], days[chosen]
            self._take(self._acted(ways, rows, vectors, at, acts, days), rows[at])
        waiting = np.flatnonzero((due < FAR) & (first == ANY))
        if len(waiting):
            self._take(self._decided(ways[waiting], rows[waiting], vectors[waiting], due[waiting]), rows[waiting])

    def _not_idle(self, rows: Words, pairs: Pairs) -> Pairs:
        """Return the pairs without applications for what is so already."""
        asked = np.flatnonzero(self.may_idle[pairs.acts])
        acts, old = pairs.acts[asked], rows[pairs.rows[asked]]
        idle = asked[((old & ~self.end_clear[acts] | self.end_put[acts]) == old).all(axis=1)]
        return Pairs(np.delete(pairs.rows, idle), np.delete(pairs.acts, idle)) if len(idle) else pairs

    def _in_time(self, vectors: Ints, due: Ints, pairs: Pairs) -> tuple[Ints, Ints, Ints]:
        """Return rows, acts and days of the pairs that can be done before the next decision falls."""
        days = self._days(vectors, pairs.rows, pairs.acts)
        in_time = days < due[pairs.rows]
        self.timely &= bool(in_time.all())
        return pairs.rows[in_time], pairs.acts[in_time], days[in_time]

    def _first_harmless(self, vectors: Ints, opened: list[tuple[Ints, Ints, Ints]]) -> Ints:
        """Return for each row the first harmless act that is open now: nothing else has to be tried there."""
        first = np.full(len(vectors), ANY, np.int64)
        if self.harmless.any():
            for at, acts, days in opened:
                now = self.harmless[acts] & (days == vectors[at, 0])
                np.minimum.at(first, at[now], acts[now])
        return first

    def _due(self, vectors: Ints) -> Ints:
        """Return the day on which the next decision falls."""
        if vectors.shape[1] == self.clocks.stop:
            return np.full(len(vectors), FAR, np.int64)
        soonest: Ints = (vectors[:, self.queue] & DUE).min(axis=1)
        return soonest

    def _arrive(self, ways: Ints, rows: Words, vectors: Ints, due: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Note the ways that are at the goal, now or once its clocks have run; return which are there now."""
        holds = np.flatnonzero(self.flat.goal.holds(rows))
        days = self._opening_days(vectors[holds], self.flat.goal)
        in_time = days <= np.maximum(due[holds], vectors[holds, 0])
        self.timely &= bool(in_time.all())
        holds, days = holds[in_time], days[in_time]
        ends = vectors[holds, : self.costs.stop].copy()
        ends[:, 0] = days
        for number, end in sorted(zip(ways[holds].tolist(), ends, strict=True), key=lambda one: tuple(one[1])):
            if end[0] <= self.horizon and not (self.goal_vectors <= end).all(axis=1).any():
                kept = ~(end <= self.goal_vectors).all(axis=1)
                self.goals = [one for one, stays in zip(self.goals, kept, strict=True) if stays] + [number]
                self.goal_vectors = np.concatenate((self.goal_vectors[kept], end[None, :]))
        there = np.zeros(len(rows), np.bool_)
        there[holds[days == vectors[holds, 0]]] = True
        return there

    def _opening_days(self, vectors: Ints, when: When) -> Ints:
        days = np.maximum(vectors[:, 0], when.day)
        for opening in when.openings:
            days = np.maximum(days, self.flat.shifts[opening.shift](vectors[:, self.clocks.start + opening.slot]))
        return days

    def _days(self, vectors: Ints, at: Ints, acts: Ints) -> Ints:
        """Return the first day, from that of each way on, on which the times of the act hold."""
        days: Ints = np.maximum(vectors[at, 0], self.day[acts])
        for nth in range(self.openings):
            for shift in distinct(self.opening_shift[acts, nth]):
                if shift >= 0:
                    here = np.flatnonzero(self.opening_shift[acts, nth] == shift)
                    since = vectors[at[here], self.clocks.start + self.opening_slot[acts[here], nth]]
                    days[here] = np.maximum(days[here], self.flat.shifts[shift](since))
        return days

    # --- acts and decisions ---

    def _acted(self, ways: Ints, rows: Words, vectors: Ints, at: Ints, acts: Ints, days: Ints) -> _Arrivals:
        tables = self.flat.tables
        old, new = rows[at], vectors[at]
        after = old & ~tables.clear[acts] | tables.put[acts]
        special = np.flatnonzero(self.has_puts[acts])
        for act, positions in by_act(acts[special], self.flat.acts):
            here = special[positions]
            after[here] = made(act.effect.puts, old[here], after[here])
        price = self.price[acts]
        if self.exposure >= 0:
            self._add_risks(price, old, acts)
        self._pay(new, price)
        new[:, 0] = self._ends(acts, days)
        if not self.at_one.all():
            new = self._queued(new, acts, days)
        return _Arrivals(after, new, ways[at], acts)

    def _add_risks(self, price: Ints, rows: Words, acts: Ints) -> None:
        risky = np.flatnonzero(self.has_risks[acts])
        for act, positions in by_act(acts[risky], self.flat.acts):
            here = risky[positions]
            for level, counts in act.risks:
                run = np.where(counts(rows[here]), level, 0)
                price[here, self.exposure] = np.maximum(price[here, self.exposure], run)

    def _pay(self, vectors: Ints, price: Ints) -> None:
        """Add prices to the costs of vectors; of exposure the greater counts."""
        paid = vectors[:, self.costs]
        total = paid + price
        if self.exposure >= 0:
            total[:, self.exposure] = np.maximum(paid[:, self.exposure], price[:, self.exposure])
        vectors[:, self.costs] = total

    def _ends(self, acts: Ints, days: Ints) -> Ints:
        """Return the day after the act: its own, or that of the decision where nothing can be done before."""
        ends = days.copy()
        self._shift(ends, np.flatnonzero(self.at_one[acts]), acts)
        return ends

    def _shift(self, days: Ints, here: Ints, acts: Ints) -> None:
        """Move days at some positions to the day on which what was filed then is decided."""
        waits = self.wait[self.decision[acts[here]]] if len(here) else here
        for wait in distinct(waits):
            moved = here[waits == wait]
            days[moved] = self.flat.shifts[wait](days[moved])

    def _queued(self, vectors: Ints, acts: Ints, days: Ints) -> Ints:
        """Return vectors with what was filed in the queue, which is kept in order; it is made longer where it is full."""
        filed = np.flatnonzero((self.decision[acts] >= 0) & ~self.at_one[acts])
        if not len(filed):
            return vectors
        falls = days.copy()
        self._shift(falls, filed, acts)
        width = vectors.shape[1] - self.clocks.stop
        if width == 0 or (vectors[filed, -1] != NEVER).any():
            self.fronts.widen(4, NEVER)
            vectors = np.concatenate((vectors, np.full((len(vectors), 4), NEVER, np.int64)), axis=1)
        vectors[filed, -1] = self.decision[acts[filed]] << 32 | falls[filed]
        vectors[:, self.queue] = np.sort(vectors[:, self.queue], axis=1)
        return vectors

    def _decided(self, ways: Ints, rows: Words, vectors: Ints, due: Ints) -> _Arrivals:
        """Return what follows when the next decision falls: of those due the first in the order of the rules."""
        days = np.maximum(vectors[:, 0], due)
        queue = vectors[:, self.queue]
        place = (queue & DUE <= days[:, None]).argmax(axis=1)
        each = np.arange(len(ways))
        decisions = queue[each, place] >> 32
        after, price = rows.copy(), self.grant_price[decisions]
        for number in distinct(decisions):
            one = self.flat.decisions[number]
            here = np.flatnonzero(decisions == number)
            kept = one.keep.on(rows[here], vectors[here, self.clocks], days[here])
            after[here[kept]] = applied(one.effect, rows[here[kept]])
            after[here[~kept]] = applied(one.lapse, rows[here[~kept]])
            price[here[~kept]] = self.lapse_price[number]
        queue = queue.copy()
        queue[each, place] = NEVER
        new = vectors.copy()
        new[:, 0], new[:, self.queue] = days, np.sort(queue, axis=1)
        self._pay(new, price)
        return _Arrivals(after, new, ways, -1 - decisions)

    # --- what follows by itself, and what is kept ---

    def _take(self, arrivals: _Arrivals, before: Words) -> None:
        """Settle arrivals and keep those that may be on a way worth considering. `before`: the rows that they come from."""
        rows, vectors = self._settled(arrivals.rows), arrivals.vectors
        self._wind(vectors, before, rows)
        left = self._left(rows)
        late = (vectors[:, 0] > self.horizon) & (left < FAR)
        if late.any():
            self.stopped = self.stopped or "horizon"
        fit = ~late & (left < FAR) & ~self._is_beaten(vectors, left)
        if not len(rows):
            return
        if arrivals.before[0] >= 0:
            fit &= (rows != before).any(axis=1)  # nothing has come of it
        for excludes in self.flat.exclusions:
            fit &= ~excludes(rows)
        rows, vectors, left = rows[fit], vectors[fit], left[fit]
        if not len(rows):
            return
        narrower = self.fronts.vectors.shape[1] - vectors.shape[1]
        if narrower:  # the queue was made longer meanwhile
            vectors = np.concatenate((vectors, np.full((len(vectors), narrower), NEVER, np.int64)), axis=1)
        situations = self.rows.numbers_of(rows)
        if self.rows.count > len(self.left):
            self.left = np.concatenate((self.left, np.empty(self.rows.count, np.int64)))
        self.left[situations] = left
        added = self.fronts.add(situations, vectors, arrivals.before[fit], arrivals.done[fit])
        for span, ways in _by_span(added, self.fronts.vectors[added, 0] + self.left[self.fronts.situation[added]]):
            self.open.setdefault(span, []).append(ways)
        if self.fronts.count > self.most:
            self.stopped = "ways"

    def _settled(self, rows: Words) -> Words:
        """Return rows in which every consequence has taken effect; the first that changes something first (docs/kernel.md, 3)."""
        for _ in range(ROUNDS):
            for holds, effect in self.flat.consequences:
                there = np.flatnonzero(holds(rows))
                after = applied(effect, rows[there])
                moved = (after != rows[there]).any(axis=1)
                if moved.any():
                    rows = rows.copy()
                    rows[there[moved]] = after[moved]
                    break
            else:
                return rows
        raise RuntimeError("the consequences of the lawbook never come to rest")

    def _wind(self, vectors: Ints, before: Words, rows: Words) -> None:
        """Start the clocks of what has become true on the day of each vector; stop those of what has ended."""
        for slot, number in enumerate(self.flat.slots):
            field, column = self.flat.fields.fields[number], self.clocks.start + slot
            changed = np.flatnonzero((before[:, field.word] ^ rows[:, field.word]) & np.uint64(field.mask))
            runs = np.isin(self.flat.fields.values(rows[changed], number), sorted(self.flat.clocked[slot]))
            vectors[changed, column] = np.where(runs, vectors[changed, 0], 0)

    def _left(self, rows: Words) -> Ints:
        """Return the days at least until the goal."""
        return np.zeros(len(rows), np.int64) if self.distances is None else self.distances.of(rows)

    def _is_beaten(self, vectors: Ints, left: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Return whether a way to the goal is known already that is nowhere worse than what can become of these."""
        beaten = np.zeros(len(vectors), np.bool_)
        for end in self.goal_vectors:
            beaten |= (end[0] <= vectors[:, 0] + left) & (end[1:] <= vectors[:, self.costs]).all(axis=1)
        return beaten

    # --- ways told ---

    def _way(self, number: int, end: Ints) -> Way:
        moves: list[Move] = []
        at = number
        while self.fronts.before[at] >= 0:
            done, at = int(self.fronts.done[at]), int(self.fronts.before[at])
            moves.append(self._move(done, int(self.fronts.vectors[at, 0])))
        return Way(int(end[0]), tuple(int(one) for one in end[1:]), tuple(reversed(moves)))

    def _move(self, done: int, day: int) -> Move:
        if done < 0:
            return Move("granted", self.flat.decisions[-1 - done].number, day)
        return Move("act", self.flat.acts[done].number, day)


class _Timeless(_Search):
    """The same with time forgotten: every act is done, and every decision falls, on the day asked."""

    def _distances(self) -> Distances | None:
        return None  # what leads nowhere belongs to the proof

    def _is_exact(self) -> bool:
        return True  # there is no sooner and no later

    def _is_done(self, span: int) -> bool:
        return bool(self.goals)

    def _days(self, vectors: Ints, at: Ints, acts: Ints) -> Ints:
        return np.full(len(at), self.flat.rules.today)

    def _not_idle(self, rows: Words, pairs: Pairs) -> Pairs:
        return pairs  # every step has to stay inside

    def _first_harmless(self, vectors: Ints, opened: list[tuple[Ints, Ints, Ints]]) -> Ints:
        return np.full(len(vectors), ANY, np.int64)

    def _ends(self, acts: Ints, days: Ints) -> Ints:
        return days

    def _opening_days(self, vectors: Ints, when: When) -> Ints:
        return vectors[:, 0]

    def _queued(self, vectors: Ints, acts: Ints, days: Ints) -> Ints:
        return vectors

    def _wind(self, vectors: Ints, before: Words, rows: Words) -> None:
        pass

    def _expand(self, ways: Ints) -> None:
        rows, vectors = self.rows[self.fronts.situation[ways].astype(np.int64)], self.fronts.vectors[ways]
        super()._expand(ways)
        for number, one in enumerate(self.flat.decisions):
            if not one.at_one:
                waits = one.waits(rows)
                self._decide(ways, rows, vectors, waits & one.keep.ever(rows), one.effect, -1 - number)
                self._decide(ways, rows, vectors, waits & ~one.keep.always(rows), one.lapse, -1 - number)

    def _decide(
        self,
        ways: Ints,
        rows: Words,
        vectors: Ints,
        which: np.ndarray[tuple[int], np.dtype[np.bool_]],
        effect: Effect,
        done: int,
    ) -> None:
        after = applied(effect, rows[which])
        which_ways = ways[which]
        self._take(_Arrivals(after, vectors[which].copy(), which_ways, np.full(len(which_ways), done)), rows[which])


def applied(effect: Effect, rows: Words) -> Words:
    """Return what rows become."""
    return made(effect.puts, rows, rows & ~effect.clear | effect.put)


def made(puts: tuple[Put, ...], old: Words, rows: Words) -> Words:
    """Return rows after changes that depend on the row; what they depend on is judged in the rows as they were."""
    judged = [(one, None if one.when is None else one.when(old)) for one in puts]
    for one, holds in judged:
        made_here = np.ones(len(rows), np.bool_) if holds is None else holds.copy()
        if one.only is not None:
            made_here &= (rows[:, one.word] & np.uint64(one.only.mask)) == np.uint64(one.only.value)
        changed = rows[:, one.word] & np.uint64(~one.clear & (1 << 64) - 1) | np.uint64(one.put)
        rows[:, one.word] = np.where(made_here, changed, rows[:, one.word])
    return rows


def _by_span(ways: Ints, days: Ints) -> Iterator[tuple[int, Ints]]:
    spans = days // SPAN
    for span in distinct(spans):
        yield int(span), ways[spans == span]
