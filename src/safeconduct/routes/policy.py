"""Policies: what to do when a decision of a route is refused, or is not answered."""

from safeconduct.graph.model import NOTHING, Label, Limits, Move, Transition
from safeconduct.routes.alternatives import route_of
from safeconduct.routes.model import Branch, Policy, Route, Step
from safeconduct.routes.preferences import in_order
from safeconduct.routes.task import Task
from safeconduct.rules.model import Clock
from safeconduct.rules.packed import FALSE, State, times_of
from safeconduct.rules.relevance import atoms_of

BAD_OUTCOMES = ("refused", "silence")
ONE = Limits(labels=14, goals=1)  # with the route's own acts and one remedy that is open
ENOUGH = 2  # remedies that lead on, of which the best is taken
NEAR = Limits(labels=40, goals=1)  # with the route's own acts and all remedies of the decision
FAR = Limits(labels=25, goals=1)  # with the acts of another route, or the same again
OTHERS = 3  # other routes tried
DEEPEST = 4  # bad outcomes in a row that are answered


class Policies:
    """Finds the best way on from each bad outcome; the same situation is answered once.

    task:   whose numbers routes are written in
    small:  what is searched: with the remedies against the decisions of the routes for which policies are wanted
    routes: all routes found, best first: the other ways on
    """

    def __init__(self, task: Task, small: Task, routes: list[Route]) -> None:
        self.task, self.small = task, small
        self.derived = self.small.rules.mirrored()
        self.known: dict[State, Policy | None] = {}
        self.under_way: list[tuple[int, int]] = []  # values of the situations being answered: a circle is no answer
        self.others = [self._acts(route) for route in routes[:OTHERS]]

    def policy(self, route: Route) -> Policy:
        """Return a route with an answer to every bad outcome of every discretionary decision on it."""
        return self._policy(route, Label(self.small.start, NOTHING, None, None, 0), remedies_only=False)

    def _policy(self, route: Route, start: Label, *, remedies_only: bool) -> Policy:
        """Return a route with its branches; after a bad outcome only those of the remedies, the others being answered before."""
        branches: list[Branch] = []
        assured = True
        for number, label, is_remedy in self._decisions(route, start):
            if (remedies_only and not is_remedy) or len(self.under_way) == DEEPEST:
                assured = False
                continue
            for outcome in BAD_OUTCOMES:
                then = self._after(label, self._here(route.steps[number]), outcome, route)
                branches.append(Branch(number, outcome, then))
                assured = assured and then is not None and then.assured
        return Policy(route, tuple(branches), assured)

    def _here(self, step: Step) -> int:
        """Return the number of a step's thing in the small task."""
        return self.small.number_of(step.kind, step.index, self.task)

    def _decisions(self, route: Route, start: Label) -> list[tuple[int, Label, bool]]:
        """Return the steps that are discretionary decisions, each with the label just before it and whether a remedy is decided."""
        rules = self.task.rules
        remedies = {one.name for one in rules.operators if one.kind == "remedy"}
        found: list[tuple[int, Label, bool]] = []
        label = start
        for number, step in enumerate(route.steps):
            while label.state.today < step.day:
                label = self._taken(label, self.small.successors.until(label.state, step.day))
            if step.kind == "granted" and rules.decisions[step.index].kind == "discretion":
                found.append((number, label, rules.decisions[step.index].name in remedies))
            move = Move(step.kind, self._here(step), step.value)
            label = self._taken(label, self.small.successors.find(label.state, move))
        return found

    def _taken(self, label: Label, one: Transition | None) -> Label:
        assert one is not None, "the route cannot be replayed"
        return Label(one.state, label.spent.plus(one.spent), one.move, label, label.depth + 1)

    def _after(self, label: Label, decision: int, outcome: str, route: Route) -> Policy | None:
        state = next(iter(self.small.successors.decided(label.state, decision, outcome))).state
        if self.small.successors.is_excluded(state):
            return None
        values = state.true & self.small.packed.base, state.unknown & self.small.packed.base
        if values in self.under_way:
            return None
        if state not in self.known:
            self.under_way.append(values)
            start = Label(state, NOTHING, None, None, 0)
            found = self._ways_on(state, decision, route)
            best = in_order([route_of(self.task, one, self.small) for one in found])
            self.known[state] = self._policy(best[0], start, remedies_only=True) if best else None
            self.under_way.pop()
        return self.known[state]

    def _ways_on(self, state: State, decision: int, route: Route) -> tuple[Label, ...]:
        rules = self.small.rules
        name = rules.decisions[decision].name
        targets = {name, *(one.target for one in rules.operators if one.name == name and one.target is not None)}
        own = self._acts(route)
        remedies = {number for number, one in enumerate(rules.operators) if one.target in targets}
        again = {number for number, one in enumerate(rules.operators) if one.name == name}
        near = self._by_one_remedy(state, own - again, sorted(remedies - again))
        near = near or self.small.explore(tuple(sorted((own | remedies) - again)), state, NEAR).goals
        if near:
            return near
        elsewhere = [acts for acts in self.others if not acts & again]
        afresh = own | {number for number, one in enumerate(rules.operators) if one.name in targets}
        for acts in dict.fromkeys((*elsewhere, own, afresh)):
            found = self.small.explore(tuple(sorted(acts)), state, FAR).goals
            if found:
                return found
        return ()

    def _by_one_remedy(self, state: State, own: frozenset[int], remedies: list[int]) -> tuple[Label, ...]:
        """Return the ways on by a single remedy that is open now: by those whose time runs out, and only if none leads on by the others."""
        urgent = [one for one in remedies if self._runs_out(one)]
        for among in (urgent, [one for one in remedies if one not in urgent]):
            found: list[Label] = []
            ways = 0
            for remedy in among:
                if ways == ENOUGH or self.small.packed.openness(state, remedy) == FALSE:
                    continue
                goals = self.small.explore(tuple(sorted(own | {remedy})), state, ONE).goals
                found += goals
                ways += bool(goals)
            if found:
                return tuple(found)
        return ()

    def _runs_out(self, operator: int) -> bool:
        """Return whether a line of an act, or a definition that one reads, gives a time that runs out."""
        seen: set[int] = set()
        open_ = [line.formula for line in self.small.rules.operators[operator].lines]
        while open_:
            formula = open_.pop()
            if any(isinstance(time, Clock) and time.comparison in ("<=", "<") for time in times_of(formula)):
                return True
            read = [atom for atom in atoms_of(formula) if atom in self.derived and atom not in seen]
            seen.update(read)
            open_ += [self.derived[atom] for atom in read]
        return False

    def _acts(self, route: Route) -> frozenset[int]:
        return frozenset(self._here(step) for step in route.steps if step.kind == "act")
