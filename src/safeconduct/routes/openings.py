"""Openings: the smallest changes of rules, wishes or facts that would open a route."""

from collections.abc import Iterator
from itertools import combinations, islice

from msgspec.structs import replace

from safeconduct.graph.bounds import Possible
from safeconduct.graph.model import Limits
from safeconduct.graph.supports import Supports, plans_of
from safeconduct.routes.alternatives import route_of
from safeconduct.routes.model import Opening, Openings, Route
from safeconduct.routes.task import Task
from safeconduct.rules.algebra import FALSE, TRUE
from safeconduct.rules.model import Decision, Line, Operator, Rules
from safeconduct.rules.relevance import Literal, for_goal
from safeconduct.terms.truth import Truth

TRIES = 300  # exact searches for openings before giving up
WORK = 3_000  # labels taken up in all of them; setting up one counts as half its rules
EACH = Limits(labels=300, goals=1)
FEW, PLANS = 40, 6  # labels for one minimal plan of a changed law, and plans looked at before everything is


def find_openings(rules: Rules, limits: Limits, most: int) -> Openings:
    """Return all minimal sets of up to `most` changes that open a route, fewest changes first.

    Candidates come from the relaxed world (`graph.supports`), where every real opening has a subset; each is then tried for good, and
    where it fails, with one more change. Each has the first way that it was found to open. `complete` is false if `TRIES` or `WORK` ran out, or a try met a limit.
    """
    if most == 0:
        return Openings((), 0, complete=False)
    return _Search(rules, limits, most).run()


def first_opening(rules: Rules, limits: Limits, most: int, tries: int) -> Opening | None:
    """Return the first of the least openings of up to `most` changes, None if `tries` sets of changes open nothing."""
    search = _Search(rules, limits, most)
    candidates = search.candidates()
    sets = (changes for size in range(1, most + 1) for changes in search.of_size(candidates, size))
    return next((search.opening(changes) for changes in islice(sets, tries) if search.opened(changes)), None)


def without_idle_remedies(rules: Rules) -> Rules:
    """Return the rules without the remedies against decisions that nothing has refused: a route knows no refusal, and no change makes one.

    A remedy that is pending already is decided all the same.
    """
    if_granted = Possible(rules, good_only=True)
    kept = tuple(one for one in rules.operators if one.target is None or if_granted.is_live(one))
    return for_goal(replace(rules, operators=kept), rules.goal, unasked=True)


class _Search:
    """Looks for sets of changes; each is a set of numbers of `universe`: lines to waive, exclusions to drop, facts to change."""

    def __init__(self, rules: Rules, limits: Limits, most: int) -> None:
        self.whole = Task(rules, limits)  # what openings and their ways are numbered over
        self.rules = rules = without_idle_remedies(rules)
        self.most = most
        self.limits = EACH._replace(years=limits.years, facts=limits.facts)
        self.lines = list(
            dict.fromkeys(
                line.key for one in rules.operators if one.kind != "offence" for line in one.lines if line.waivable
            )
        )
        self.exclusions = [number for number, one in enumerate(rules.exclusions) if not one.key.startswith("unlawful")]
        self.flips = [
            Literal(atom, rules.values[atom] is not Truth.TRUE)
            for atom in rules.given
            if atom not in rules.dates and rules.values[atom] is not Truth.UNKNOWN
        ]
        self.universe: list[object] = [*self.lines, *self.exclusions, *self.flips]
        self.number = {element: place for place, element in enumerate(self.universe)}
        self.found: dict[frozenset[int], Route] = {}
        self.tries = self.work = 0
        self.to_the_end = True  # whether every try was made to its end

    def run(self) -> Openings:
        candidates = self.candidates()
        for size in range(1, self.most + 1):
            for changes in self.of_size(candidates, size):
                if any(smaller <= changes for smaller in self.found):
                    continue
                if self.tries == TRIES or self.work >= WORK:
                    return self._openings(complete=False)
                self.tries += 1
                route = self.opened(changes)
                if route is not None:
                    self.found[changes] = route
        return self._openings(complete=self.to_the_end)

    def _openings(self, *, complete: bool) -> Openings:
        found = (replace(self.opening(changes), route=route) for changes, route in self.found.items())
        return Openings(tuple(found), self.most, complete)

    def candidates(self) -> list[frozenset[int]]:
        supports = Supports(
            self.rules,
            Possible(self.rules),
            act=lambda number: None if self.rules.operators[number].kind == "offence" else frozenset(),
            line=lambda key: self.number[key],
            ban=lambda one: self.number.get(one),
            elements=len(self.universe),
            flips=[(so, self.number[literal]) for literal in self.flips for so in self._made_so(literal)],
            most=self.most,
            wide=400,
        )
        return supports.goal()

    def _made_so(self, literal: Literal) -> Iterator[Literal]:
        """Yield what a changed fact makes so: itself and, if it is true, the end of others of its group."""
        yield literal
        for group in self.rules.groups if literal.value else ():
            if literal.atom in group.atoms:
                yield from (Literal(other, False) for other in group.atoms if other != literal.atom)

    def of_size(self, candidates: list[frozenset[int]], size: int) -> list[frozenset[int]]:
        """Return the sets of `size` changes that contain a candidate: the candidates themselves, then with changes that others name, then with any."""
        sets: dict[frozenset[int], None] = {}
        for candidate in candidates:
            if len(candidate) == size:
                sets[candidate] = None
        named = sorted(frozenset[int]().union(*candidates))
        for among in (named, range(len(self.universe))):
            for candidate in candidates:
                missing = size - len(candidate)
                others = [one for one in among if one not in candidate] if missing > 0 else []
                for more in combinations(others, missing) if others else ():
                    sets[candidate | frozenset(more)] = None
                    if len(sets) > 4 * TRIES:
                        return list(sets)
        return list(sets)

    def opened(self, changes: frozenset[int]) -> Route | None:
        """Return a route once the changes are made, if one is found: plan by plan, then by a search of all that can be done."""
        task = Task(self._changed(changes), self.limits)
        self.work += len(self.rules.operators) // 2
        if not task.if_granted.goal_is_possible():
            return None
        core = task.core
        for acts in plans_of(core.rules, core.if_granted).acts[:PLANS]:
            route = self._reached(core, tuple(sorted(acts)), FEW)
            if route is not None:
                return route
            if self.work >= WORK:
                break
        return self._reached(core, core.every, EACH.labels)

    def _reached(self, core: Task, acts: tuple[int, ...], labels: int) -> Route | None:
        limits = self.limits._replace(labels=max(1, min(labels, WORK - self.work)))
        explored = core.explore(acts, core.start, limits)
        self.work += explored.taken
        if acts == core.every and not explored.goals and explored.stopped is not None:
            self.to_the_end = False
        return route_of(self.whole, explored.goals[0], core) if explored.goals else None

    def _changed(self, changes: frozenset[int]) -> Rules:
        chosen = self._chosen(changes)
        return with_changes(self.rules, replace(chosen, facts=self._flipped(changes)))

    def opening(self, changes: frozenset[int]) -> Opening:
        """Return a set of changes, numbered over the rules that were asked about."""
        number = self.whole.numbers["assume"]
        facts = tuple((number[self.rules.atoms[atom]], value) for atom, value in self._flipped(changes))
        return replace(self._chosen(changes), facts=facts)

    def _chosen(self, changes: frozenset[int]) -> Opening:
        chosen = [self.universe[one] for one in sorted(changes)]
        return Opening(
            lines=tuple(one for one in chosen if isinstance(one, str)),
            exclusions=tuple(self.rules.exclusions[one].key for one in chosen if isinstance(one, int)),
        )

    def _flipped(self, changes: frozenset[int]) -> tuple[tuple[int, bool], ...]:
        chosen = [self.universe[one] for one in sorted(changes)]
        return tuple((one.atom, one.value) for one in chosen if isinstance(one, Literal))


def with_changes(rules: Rules, opening: Opening) -> Rules:
    """Return the rules as they would be: lines waived, exclusions dropped, facts changed."""
    dropped = {number for number, one in enumerate(rules.exclusions) if one.key in opening.exclusions}
    values, since = list(rules.values), list(rules.since)
    for atom, value in opening.facts:
        values[atom] = Truth.TRUE if value else Truth.FALSE
        since[atom] = rules.today if value else 0
        if value:
            for group in rules.groups:
                for other in group.atoms:
                    if atom in group.atoms and other != atom:
                        values[other], since[other] = Truth.FALSE, 0
    return replace(
        rules,
        values=tuple(values),
        since=tuple(since),
        operators=tuple(_operator(one, opening, dropped) for one in rules.operators),
        decisions=tuple(_decision(one, opening) for one in rules.decisions),
        exclusions=tuple(
            replace(one, formula=FALSE if one.formula is not None else None) if number in dropped else one
            for number, one in enumerate(rules.exclusions)
        ),
    )


def _operator(operator: Operator, opening: Opening, dropped: set[int]) -> Operator:
    return replace(
        operator,
        lines=_lines(operator.lines, opening),
        bans=tuple(ban for ban in operator.bans if ban.exclusion not in dropped),
    )


def _decision(decision: Decision, opening: Opening) -> Decision:
    return replace(decision, keep=_lines(decision.keep, opening))


def _lines(lines: tuple[Line, ...], opening: Opening) -> tuple[Line, ...]:
    return tuple(replace(line, formula=TRUE) if line.key in opening.lines else line for line in lines)
