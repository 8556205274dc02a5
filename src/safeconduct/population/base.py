"""The base: what is left of the rules once what nobody of the population can ever meet on a route is dropped."""

from collections.abc import Iterable

from msgspec.structs import replace

from safeconduct.graph.bounds import Possible
from safeconduct.rules.algebra import TRUE
from safeconduct.rules.model import Ban, Change, Decision, Formula, Line, Operator, Rules
from safeconduct.rules.relevance import Bearings, Literal, Pair, for_goal, literals_of
from safeconduct.terms.truth import Truth


def base_of(rules: Rules, fed: Iterable[int]) -> Rules:
    """Return the rules without the acts that are open on nobody's route, not even if all that `obstacles` may change were changed.

    fed: atoms that columns decide; whoever the person is, what can be for them can be where these are unknown.
    A core made from the base is the core made from the rules: what is dropped is live for nobody.
    """
    anybody = set(fed) | (set(rules.given) - set(rules.dates))
    possible = Possible(
        replace(
            rules,
            values=tuple(Truth.UNKNOWN if atom in anybody else value for atom, value in enumerate(rules.values)),
            since=tuple(0 if atom in anybody else day for atom, day in enumerate(rules.since)),
            operators=tuple(
                replace(one, lines=tuple(map(_waived, one.lines)), bans=lasting_bans(rules, one))
                for one in rules.operators
            ),
            decisions=tuple(replace(one, keep=tuple(map(_waived, one.keep))) for one in rules.decisions),
        ),
        good_only=True,
    )
    waived = zip(rules.operators, possible.rules.operators, strict=True)
    kept = tuple(one for one, loose in waived if possible.is_live(loose))
    return for_goal(replace(rules, operators=kept), rules.goal, unasked=True)


def lasting_bans(rules: Rules, operator: Operator) -> tuple[Ban, ...]:
    """Return the bans that no change of mind of the person lifts."""
    return tuple(ban for ban in operator.bans if rules.exclusions[ban.exclusion].key.startswith("unlawful"))


def _waived(line: Line) -> Line:
    return replace(line, formula=TRUE) if line.waivable else line


def refusable_of(rules: Rules, fed: Iterable[int]) -> Rules:
    """Return the rules without the acts that bring about nothing on the way to the goal, refusals and silence counted.

    The goal is out of reach in the box of these, every outcome counted, exactly if it is in that of all rules. Of a remedy it is not counted that it brings
    what a grant of its target brings: the target must have been applied for, unless it may be refused from the start.
    """
    refused = {atom for atom, value in enumerate(rules.values) if value is not Truth.FALSE} | set(fed)
    cone = _Cone(rules, refused)
    kept = tuple(one for one in rules.operators if cone.wants(one))
    return for_goal(replace(rules, operators=kept), rules.goal, unasked=True)


class _Cone:
    """The literals that may be needed to make the goal true, going back over acts, outcomes and consequences.

    refused: atoms that may be true at the start
    """

    def __init__(self, rules: Rules, refused: set[int]) -> None:
        self.by_name = {decision.name: decision for decision in rules.decisions}
        self.refused, self.bearings = refused, Bearings(rules)
        self.wanted: set[Pair] = set()
        self._want(rules.goal, True)
        before = -1
        while before != len(self.wanted):
            before = len(self.wanted)
            for operator in rules.operators:
                if self.wants(operator):
                    self._want_all(
                        self._changes(operator), tuple(line.formula for line in operator.lines), operator.bans
                    )
            for consequence in rules.consequences:
                if self._brings(consequence.changes):
                    self._want_all(consequence.changes, (consequence.when,), ())

    def wants(self, operator: Operator) -> bool:
        """Return whether an act, by any outcome, brings about something needed that is not brought by its target."""
        return self._brings(self._changes(operator), but=self._by_target(operator))

    def _changes(self, operator: Operator) -> tuple[Change, ...]:
        decision = self.by_name.get(operator.name)
        return operator.changes if decision is None else (*operator.changes, *_good(decision), *_bad(decision))

    def _by_target(self, remedy: Operator) -> tuple[Change, ...]:
        target = self.by_name.get(remedy.target or "")
        if target is None or {target.refused, target.unanswered} & self.refused:
            return ()
        return _good(target)

    def _brings(self, changes: Iterable[Change], but: Iterable[Change] = ()) -> bool:
        return not self.wanted.isdisjoint(self._literals(changes) - self._literals(but))

    def _literals(self, changes: Iterable[Change]) -> set[Literal]:
        """Return what changes bring about; making one of a group true ends the others."""
        made = {Literal(change.atom, change.value): change.value for change in changes}
        ended = (group for one, true in made.items() if true for group in self.bearings.groups.get(one.atom, ()))
        return {*made, *(Literal(atom, False) for group in ended for atom in group)}

    def _want_all(self, changes: tuple[Change, ...], true: tuple[Formula, ...], bans: tuple[Ban, ...]) -> None:
        whens = tuple(one.when for one in changes if one.when is not None)
        for formula in (*true, *whens):
            self._want(formula, True)
        for ban in bans:
            self._want(ban.when, False)

    def _want(self, formula: Formula, value: bool) -> None:
        for literal in literals_of(formula, value):
            if literal not in self.wanted:
                self.wanted.add(literal)
                atom, wanted = literal
                if atom in self.bearings.formulas:
                    self._want(self.bearings.formulas[atom], wanted)


def _good(decision: Decision) -> tuple[Change, ...]:
    """Return what applying and being granted brings about."""
    ended = (Change(atom, False) for atom in (decision.pending, decision.refused, decision.unanswered))
    return (Change(decision.pending, True), *ended, Change(decision.granted, True), *decision.on_grant)


def _bad(decision: Decision) -> tuple[Change, ...]:
    """Return what a refusal or silence brings about."""
    own = Change(decision.refused, True), Change(decision.unanswered, True)
    return (*own, *decision.on_refusal, *decision.on_silence)
