"""Openings: the smallest changes of rules, wishes or facts that would open a route."""

from itertools import combinations

from msgspec.structs import replace

from safeconduct.graph.bounds import Possible
from safeconduct.graph.model import Limits
from safeconduct.graph.supports import Supports
from safeconduct.routes.model import Opening, Openings
from safeconduct.routes.task import Task
from safeconduct.rules.grounding import FALSE, TRUE
from safeconduct.rules.model import Decision, Line, Operator, Rules
from safeconduct.rules.relevance import Literal
from safeconduct.terms.truth import Truth

TRIES = 300  # exact searches for openings before giving up
EACH = Limits(labels=1500, goals=1)


def find_openings(rules: Rules, limits: Limits, most: int) -> Openings:
    """Return all minimal sets of up to `most` changes that open a route, fewest changes first.

    Candidates come from the relaxed world (`graph.supports`), where every real opening has a subset; each is then tried for good, and
    where it fails, with one more change. `complete` is false if `TRIES` ran out.
    """
    if most == 0:
        return Openings((), 0, complete=False)
    search = _Search(rules, limits, most)
    return search.run()


class _Search:
    def __init__(self, rules: Rules, limits: Limits, most: int) -> None:
        self.rules, self.most = rules, most
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
        self.found: list[frozenset[int]] = []
        self.tries = 0

    def run(self) -> Openings:
        candidates = self._candidates()
        complete = True
        for size in range(1, self.most + 1):
            for changes in self._of_size(candidates, size):
                if any(smaller <= changes for smaller in self.found):
                    continue
                if self.tries == TRIES:
                    complete = False
                    break
                self.tries += 1
                if self._opens(changes):
                    self.found.append(changes)
        return Openings(tuple(self._opening(one) for one in self.found), self.most, complete)

    def _candidates(self) -> list[frozenset[int]]:
        supports = Supports(
            self.rules,
            Possible(self.rules),
            act=lambda number: None if self.rules.operators[number].kind == "offence" else frozenset(),
            line=lambda key: self.number[key],
            ban=lambda one: self.number.get(one),
            flips=[(literal, self.number[literal]) for literal in self.flips],
            most=self.most,
            wide=400,
        )
        return supports.goal()

    def _of_size(self, candidates: list[frozenset[int]], size: int) -> list[frozenset[int]]:
        """Return the sets of `size` changes that contain a candidate: the candidates themselves first."""
        sets: dict[frozenset[int], None] = {}
        for candidate in candidates:
            if len(candidate) == size:
                sets[candidate] = None
        for candidate in candidates:
            missing = size - len(candidate)
            if missing > 0:
                others = [one for one in range(len(self.universe)) if one not in candidate]
                for more in combinations(others, missing):
                    sets[candidate | frozenset(more)] = None
                    if len(sets) > 4 * TRIES:
                        return list(sets)
        return list(sets)

    def _opens(self, changes: frozenset[int]) -> bool:
        task = Task(self._changed(changes), self.limits)
        if not task.if_granted.goal_is_possible():
            return False
        return bool(task.explore(task.live_if_granted, task.start, self.limits).goals)

    def _changed(self, changes: frozenset[int]) -> Rules:
        opening = self._opening(changes)
        return with_changes(self.rules, opening)

    def _opening(self, changes: frozenset[int]) -> Opening:
        chosen = [self.universe[one] for one in sorted(changes)]
        return Opening(
            lines=tuple(one for one in chosen if isinstance(one, str)),
            exclusions=tuple(self.rules.exclusions[one].key for one in chosen if isinstance(one, int)),
            facts=tuple((one.atom, one.value) for one in chosen if isinstance(one, Literal)),
        )


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
