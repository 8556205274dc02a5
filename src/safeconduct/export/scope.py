"""What one task is about: which atoms are facts of it, which clocks run, what each act changes, and in which words."""

from safeconduct.export.changes import Effects, effects_of
from safeconduct.export.conditions import Conditions
from safeconduct.export.model import Condition, Effect, Literal
from safeconduct.export.reach import set_to, settled_atoms
from safeconduct.export.untimed import joined
from safeconduct.rules.model import Change, Decision, Group, Operator, Rules
from safeconduct.rules.reference import atoms_read, clocks_read
from safeconduct.terms.truth import Truth


class Scope:
    """Read by whoever writes a part of the task.

    timed:   whether days are counted, up to `horizon` after today (None: they are not)
    joined:  the applications that are one action with their grant
    decided: the decisions that are actions of their own, in order
    kept:    the atoms that are facts: something reads them or is stopped by them, and something changes them
    clocks:  the atoms of which it matters when they began
    """

    def __init__(self, rules: Rules, objective: str, horizon: int | None) -> None:
        self.rules, self.objective, self.timed = rules, objective, horizon is not None
        is_joined = joined(rules)
        self.joined = {n for n, one in enumerate(rules.operators) if not self.timed and is_joined(one)}
        apart = {
            one.decision for n, one in enumerate(rules.operators) if n not in self.joined and one.decision is not None
        }
        pending = {n for n, one in enumerate(rules.decisions) if rules.values[one.pending] is not Truth.FALSE}
        self.decided = sorted(apart | pending)
        made, ended = set_to(rules, self._all_changes())
        settled = settled_atoms(rules, made, ended)
        watches = frozenset(one.atom for one in rules.watches)
        self.clocks = (clocks_read(rules) if self.timed else frozenset()) - frozenset(d.atom for d in rules.definitions)
        last = rules.today + (horizon or 0)
        self.words = Conditions(rules, settled, last, frozenset(self.clocks & (made | watches)))
        lawful = set_to(rules, [one.changes for one in rules.consequences])
        self.kept = (
            (atoms_read(rules) | lawful[0] | lawful[1] | watches)
            - frozenset(settled)
            - frozenset(self.words.definitions)
        )
        self.excluded_by = {
            f"is_{self.words.names[atom]}": frozenset(f"is_{self.words.names[mate]}" for mate in group.atoms)
            for group in rules.groups
            if at_most_one(rules, group)
            for atom in group.atoms
        }

    def _all_changes(self) -> list[tuple[Change, ...]]:
        found = [self.changes(number, one) for number, one in enumerate(self.rules.operators)]
        for number in self.decided:
            decision = self.rules.decisions[number]
            found += [granted(decision)] + ([lapsed(decision)] if decision.keep else [])
        return found + [one.changes for one in self.rules.consequences]

    def changes(self, number: int, operator: Operator) -> tuple[Change, ...]:
        """Return what an act changes; of an application joined with its grant, all that both do, nobody having seen it pending."""
        if number not in self.joined or operator.decision is None:
            return operator.changes
        decision = self.rules.decisions[operator.decision]
        filed = tuple(change for change in operator.changes if change.atom != decision.pending)
        return filed + granted(decision)[1:]

    def effects(self, changes: tuple[Change, ...]) -> Effects:
        return effects_of(self.words, changes, self.kept, self.clocks)

    def felt(self, effects: Effects, needs: tuple[Literal, ...]) -> Effects:
        """Return the effects without those that end what cannot hold where `needs` does, one of a group excluding the others."""
        false = {one.name for one in needs if not one.holds}
        false |= {mate for one in needs if one.holds for mate in self.excluded_by.get(one.name, ()) if mate != one.name}
        return [one for one in effects if not (isinstance(one, Effect) and not one.value and one.fact in false)]

    def ways(self, needs: Condition) -> list[tuple[Literal, ...]]:
        """Return the literals that make up a condition, as the only one of a list; none if it never holds."""
        literals = self.words.literals(needs)
        return [] if literals is None else [literals]

    def cost(self, **spent: int) -> int:
        """Return what is spent of the field that is to be least."""
        return spent.get(self.objective, 0)


def at_most_one(rules: Rules, group: Group) -> bool:
    """Return whether it is known at the start that no two of a group hold; then no two ever do."""
    values = [rules.values[atom] for atom in group.atoms]
    return Truth.UNKNOWN not in values and values.count(Truth.TRUE) <= 1


def granted(decision: Decision) -> tuple[Change, ...]:
    first = (Change(decision.pending, False), Change(decision.granted, True))
    return (*first, Change(decision.refused, False), Change(decision.unanswered, False), *decision.on_grant)


def lapsed(decision: Decision) -> tuple[Change, ...]:
    return (Change(decision.pending, False), Change(decision.refused, True), *decision.on_refusal)
