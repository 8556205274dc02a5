"""What can happen in a settled situation, as actions: assumptions, decisions and acts (docs/kernel.md, sections 4 and 5)."""

from safeconduct.export.changes import Effects
from safeconduct.export.conditions import LONG_AGO
from safeconduct.export.exposure import risks_of
from safeconduct.export.model import ALWAYS, NEVER, Action, Begin, Condition, contrary, every
from safeconduct.export.scope import Scope, granted, lapsed
from safeconduct.export.untimed import constant_wait
from safeconduct.rules.model import Change, Decision
from safeconduct.rules.reference import atoms_read, last_day_of
from safeconduct.terms.truth import Truth

ALTERNATIVES = 8  # ways for the lines of one act to hold that are written as actions of their own


def due(scope: Scope, number: int) -> Condition:
    """Return the condition that a decision falls due."""
    decision, words = scope.rules.decisions[number], scope.words
    if not scope.timed:
        return words.holds(decision.pending)
    turns = {e: due_day(decision, e) for e in words.beginnings(decision.pending)}
    return every(words.holds(decision.pending), words.passes(decision.pending, turns))


def decisions_of(scope: Scope, ready: Condition, dues: list[Condition]) -> list[Action]:
    """Return each decision as an action: granted, or lapsed where a line that must still hold does not; the first that is due goes first."""
    actions = []
    for place, number in enumerate(scope.decided):
        decision = scope.rules.decisions[number]
        kept = every(*(scope.words.true(line.formula) for line in decision.keep))
        now = every(ready, dues[place], *map(contrary, dues[:place]))
        days = 0 if scope.timed else constant_wait(decision) or 0
        unstated = int(decision.period is None)
        contested = int(decision.kind == "discretion")
        ends = [
            ("granted", kept, granted(decision), scope.cost(days=days, decisions=contested, unstated=unstated)),
            ("lapsed", contrary(kept), lapsed(decision), scope.cost(days=days, unstated=unstated)),
        ]
        for kind, when, changes, cost in ends:
            effects = tuple(scope.effects(changes)) if when != NEVER else ()
            actions += [
                Action(f"{kind}_{number}", needs, effects, cost, ((kind, number, ""),))
                for needs in scope.ways(every(now, when))
            ]
    return actions


def acts_of(scope: Scope, free: Condition) -> list[Action]:
    """Return each act as an action, or as several where its lines can hold in several ways and no days are counted."""
    actions: list[Action] = []
    for number, operator in enumerate(scope.rules.operators):
        words = scope.words
        needs = every(
            free,
            *(words.true(line.formula) for line in operator.lines),
            *(words.false(ban.when) for ban in operator.bans),
            ALWAYS if operator.decision is None else words.fails(scope.rules.decisions[operator.decision].pending),
        )
        if needs == NEVER:
            continue
        effects = scope.effects(scope.changes(number, operator))
        effects += risks_of(scope, operator)
        cost = scope.cost(money=operator.fee)
        steps: tuple[tuple[str, int, str], ...] = (("act", number, ""),)
        if number in scope.joined and operator.decision is not None:
            decision = scope.rules.decisions[operator.decision]
            needs = every(needs, *(words.true(line.formula) for line in decision.keep))
            cost += scope.cost(
                days=constant_wait(decision) or 0,
                decisions=int(decision.kind == "discretion"),
                unstated=int(decision.period is None),
            )
            steps = (*steps, ("granted", operator.decision, ""))
        ways = scope.ways(needs) if scope.timed else words.alternatives(needs, ALTERNATIVES)
        actions += [
            Action(f"act_{number}" + (f"_{place}" if place else ""), one, tuple(scope.felt(effects, one)), cost, steps)
            for place, one in enumerate(ways)
        ]
    return actions


def assumptions_of(scope: Scope, permitted: Condition) -> list[Action]:
    """Return what may be assumed as actions."""
    words, read = scope.words, atoms_read(scope.rules)
    actions: list[Action] = []
    for atom in sorted(scope.kept | (scope.clocks - frozenset(words.definitions))):
        value = scope.rules.values[atom]
        if value is Truth.UNKNOWN and atom in read and atom not in words.watches:
            actions += assumption(scope, atom, "false", every(permitted, words.unknown(atom)))
            actions += assumption(scope, atom, "true", every(permitted, words.unknown(atom)))
        if atom in scope.clocks and words.may_be_undated(atom):
            undated = every(permitted, words.holds(atom), contrary(words.is_dated(atom)))
            actions += assumption(scope, atom, "long", undated)
            actions += assumption(scope, atom, "today", undated)
    return actions


def assumption(scope: Scope, atom: int, value: str, needs: Condition) -> list[Action]:
    effects: Effects
    if value in ("long", "today"):
        day = LONG_AGO if value == "long" else scope.rules.today
        effects = [Begin((), scope.words.names[atom], day)]
    else:
        effects = [
            one
            for one in scope.effects((Change(atom, value == "true"),))
            if not (isinstance(one, Begin) and one.clock == scope.words.names[atom])  # true since nobody knows when
        ]
    name = f"assume_{scope.words.names[atom]}_{value}"
    step = (("assume", atom, value),)
    return [Action(name, one, tuple(effects), scope.cost(facts=1), step) for one in scope.ways(needs)]


def due_day(decision: Decision, filed: int) -> int:
    period = decision.period if decision.period is not None else decision.expected
    return filed if period is None else last_day_of(filed, period)
