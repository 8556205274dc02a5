"""Policies: what to do when a decision of a route is refused, or is not answered."""

from safeconduct.graph.model import NOTHING, Label, Limits, Move
from safeconduct.routes.alternatives import route_of
from safeconduct.routes.model import Branch, Policy, Route
from safeconduct.routes.preferences import in_order
from safeconduct.routes.task import Task
from safeconduct.rules.packed import State

BAD_OUTCOMES = ("refused", "silence")
NEAR = Limits(labels=300)  # with the route's own acts and the remedies of the decision
FAR = Limits(labels=1500)  # with everything
DEEPEST = 4  # bad outcomes in a row that are answered; after that no branches are given and nothing is called assured


class Policies:
    """Finds the best way on from each bad outcome; the same situation is answered once."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.known: dict[State, Policy | None] = {}
        self.under_way: list[tuple[int, int]] = []  # values of the situations being answered: a circle is no answer

    def policy(self, route: Route) -> Policy:
        """Return a route with an answer to every bad outcome of every discretionary decision on it."""
        return self._policy(route, Label(self.task.start, NOTHING, None, None, 0))

    def _policy(self, route: Route, start: Label) -> Policy:
        branches: list[Branch] = []
        assured = True
        if len(self.under_way) == DEEPEST:
            return Policy(route, (), assured=not self._decisions(route, start))
        for number, label in self._decisions(route, start):
            for outcome in BAD_OUTCOMES:
                then = self._after(label, route.steps[number].index, outcome, route)
                branches.append(Branch(number, outcome, then))
                assured = assured and then is not None and then.assured
        return Policy(route, tuple(branches), assured)

    def _decisions(self, route: Route, start: Label) -> list[tuple[int, Label]]:
        """Return the steps that are discretionary decisions, each with the label just before it."""
        found: list[tuple[int, Label]] = []
        label = start
        for number, step in enumerate(route.steps):
            label = self._waited(label, step.day)
            if step.kind == "granted" and self.task.rules.decisions[step.index].kind == "discretion":
                found.append((number, label))
            label = self._next(label, Move(step.kind, step.index, step.value))
        return found

    def _waited(self, label: Label, day: int) -> Label:
        while label.state.today < day:
            label = self._next(label, None)
        return label

    def _next(self, label: Label, move: Move | None) -> Label:
        for one in self.task.successors.of(label.state):
            if one.move == move or (move is None and one.move.kind == "wait"):
                return Label(one.state, label.spent.plus(one.spent), one.move, label, label.depth + 1)
        raise AssertionError(f"the route cannot be replayed at {move}")

    def _after(self, label: Label, decision: int, outcome: str, route: Route) -> Policy | None:
        transition = next(iter(self.task.successors.decided(label.state, decision, outcome)))
        state = transition.state
        if self.task.successors.is_excluded(state):
            return None
        values = state.true & self.task.packed.base, state.unknown & self.task.packed.base
        if values in self.under_way:
            return None
        if state not in self.known:
            self.under_way.append(values)
            start = Label(state, NOTHING, None, None, 0)
            found = self._ways_on(state, decision, route)
            best = in_order([route_of(self.task, one) for one in found])
            self.known[state] = self._policy(best[0], start) if best else None
            self.under_way.pop()
        return self.known[state]

    def _ways_on(self, state: State, decision: int, route: Route) -> tuple[Label, ...]:
        name = self.task.rules.decisions[decision].name
        targets = {name, *self._target(name)}
        own = {step.index for step in route.steps if step.kind == "act"}
        own = {number for number in own if self.task.rules.operators[number].name != name}  # not the same again
        near = tuple(
            number
            for number in self.task.live
            if number in own or self.task.rules.operators[number].target in targets
        )
        found = self.task.explore(near, state, NEAR).goals
        return found or self.task.explore(self.task.live, state, FAR).goals

    def _target(self, name: str) -> list[str]:
        """Return the decision that a remedy attacks: after a lost remedy the others stay open against it."""
        return [one.target for one in self.task.rules.operators if one.name == name and one.target is not None]
