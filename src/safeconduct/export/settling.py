"""Settling as forced actions (docs/kernel.md, section 3): watches are brought up to date, then consequences fall in order."""

from typing import NamedTuple

from safeconduct.export.changes import Effects, would_change
from safeconduct.export.model import NEVER, Action, Begin, Cease, Condition, Effect, contrary, either, every
from safeconduct.export.scope import Scope
from safeconduct.rules.model import Consequence, Formula
from safeconduct.rules.reference import first_day_after


class Settling(NamedTuple):
    """permitted: at rest, and nothing excluded holds; ready: nothing is undecided either, so that something may happen."""

    actions: list[Action]
    permitted: Condition
    ready: Condition


def settling_of(scope: Scope) -> Settling:
    words, consequences = scope.words, scope.rules.consequences
    renewing, differs = renewal(scope)
    stale = words.literal(differs, "stale")
    changing = [would_change(words, one.changes) for one in consequences]
    falls = [
        words.literal(every(ripe(scope, one), changes), f"falls_{number}")
        for number, (one, changes) in enumerate(zip(consequences, changing, strict=True))
    ]
    actions = [Action("renew", needs, tuple(renewing)) for needs in scope.ways(stale)]
    for number, consequence in enumerate(consequences):
        needs = every(contrary(stale), falls[number], *map(contrary, falls[:number]))
        effects = tuple(scope.effects(consequence.changes))
        actions += [Action(f"law_{number}", one, effects) for one in scope.ways(needs)]
    at_rest = words.literal(every(contrary(stale), *map(contrary, falls)), "at_rest")
    exclusions = [one.formula for one in scope.rules.exclusions if one.formula is not None]
    excluded = words.literal(either(*map(words.true, exclusions)), "excluded")
    unsettled = words.literal(undecided_by(scope, exclusions, changing), "unsettled")
    permitted = every(at_rest, contrary(excluded))
    return Settling(actions, permitted, every(permitted, contrary(unsettled)))


def renewal(scope: Scope) -> tuple[Effects, Condition]:
    """Return the effects of bringing all watches up to date, and the condition that one of them is not."""
    words = scope.words
    effects: Effects = []
    stale: Condition = NEVER
    earlier: tuple[int, ...] = ()
    for watch in scope.rules.watches:
        name, doubtful = words.names[watch.atom], words.may_be_unknown(watch.atom)
        true, false = words.true(watch.formula, earlier), words.false(watch.formula, earlier)
        neither = every(contrary(true), contrary(false))
        for when, value in ((true, True), (contrary(true), False)):
            effects += [Effect(one, f"is_{name}", value) for one in scope.ways(when)]
        for when, value in ((neither, True), (contrary(neither), False)) if doubtful else ():
            effects += [Effect(one, f"open_{name}", value) for one in scope.ways(when)]
        if watch.atom in scope.clocks:
            begins = every(true, contrary(words.holds(watch.atom)))
            effects += [Begin(one, name) for one in scope.ways(begins)]
            effects += [Cease(one, name) for one in scope.ways(contrary(true))]
        differs = either(
            every(true, contrary(words.holds(watch.atom))),
            every(false, contrary(words.fails(watch.atom))),
            every(neither, contrary(words.unknown(watch.atom))),
        )
        stale = either(stale, differs)
        earlier = (*earlier, watch.atom)
    return effects, stale


def ripe(scope: Scope, consequence: Consequence) -> Condition:
    true = scope.words.true(consequence.when)
    if consequence.after is None or consequence.watch is None:
        return true
    after = consequence.after
    turns = {e: first_day_after(e, after) for e in scope.words.beginnings(consequence.watch)}
    return every(true, scope.words.holds(consequence.watch), scope.words.passes(consequence.watch, turns))


def undecided_by(scope: Scope, exclusions: list[Formula], changing: list[Condition]) -> Condition:
    """Return the condition that an exclusion, a consequence that would change something, or the day of a pending decision is undecided."""
    words = scope.words
    found = [undecided(scope, one) for one in exclusions]
    for consequence, changes in zip(scope.rules.consequences, changing, strict=True):
        found.append(every(changes, undecided(scope, consequence.when)))
        if consequence.watch is not None:
            undated = every(words.holds(consequence.watch), contrary(words.is_dated(consequence.watch)))
            found.append(every(changes, undated))
    for number in scope.rules.filed():
        pending = scope.rules.decisions[number].pending
        found += [words.unknown(pending), every(words.holds(pending), contrary(words.is_dated(pending)))]
    return either(*found)


def undecided(scope: Scope, formula: Formula) -> Condition:
    if not scope.words.is_doubtful(formula):
        return NEVER
    return every(contrary(scope.words.true(formula)), contrary(scope.words.false(formula)))
