"""The planning task that compiled rules are: docs/kernel.md as facts, rules and actions.

Two encodings. *By day*: a day is a thing, waiting is an action, and every clock knows the day it began. *Untimed*: where waiting only
adds up (`untimed.timed_because`), an application costs the days it takes and no day is counted.
"""

from safeconduct.export.changes import effects_of, would_change
from safeconduct.export.conditions import LONG_AGO, Conditions
from safeconduct.export.model import (
    ALWAYS,
    NEVER,
    OBJECTIVES,
    Action,
    Begin,
    Cease,
    Condition,
    Effect,
    Literal,
    Task,
    UnsayableError,
    Wait,
    contrary,
    either,
    every,
)
from safeconduct.export.reach import set_to, settled_atoms
from safeconduct.export.untimed import constant_wait, joined, timed_because
from safeconduct.rules.model import Change, Consequence, Decision, Formula, Group, Operator, Rules
from safeconduct.rules.reference import atoms_read, clocks_read, first_day_after, last_day_of
from safeconduct.terms.truth import Truth

ALTERNATIVES = 8  # ways for the lines of one act to hold that are written as actions of their own
BY_DAY, UNTIMED = "by day", "untimed"


def task_of(rules: Rules, objective: str = "days", horizon: int = 365, encoding: str | None = None) -> Task:
    """Return the task of reaching the goal at the least cost in one field.

    objective: one of OBJECTIVES
    horizon:   days after today that can be waited for, where days are counted
    encoding:  BY_DAY or UNTIMED; None: untimed where that says the same

    Raises UnsayableError for what the encoding has no words for.
    """
    if objective not in OBJECTIVES:
        raise UnsayableError(f"there is no objective '{objective}'. Choose one of {', '.join(OBJECTIVES)}.")
    reason = timed_because(rules)
    if encoding == UNTIMED and reason is not None:
        raise UnsayableError(f"days have to be counted: {reason}. Export by day.")
    timed = reason is not None if encoding is None else encoding == BY_DAY
    return _Writer(rules, objective, horizon if timed else None).task(reason)


class _Writer:
    """Puts one task together. `horizon` None: untimed."""

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
        self.firing: list[Condition] = []
        self.excluded_by = {
            f"is_{self.words.names[atom]}": frozenset(f"is_{self.words.names[mate]}" for mate in group.atoms)
            for group in rules.groups
            if at_most_one(rules, group)
            for atom in group.atoms
        }

    def task(self, reason: str | None) -> Task:
        words, rules = self.words, self.rules
        settling = self._settling()
        excluded = words.literal(either(*map(words.true, self._exclusions())), "excluded")
        unsettled = words.literal(self._unsettled(), "unsettled")
        permitted = every(self.at_rest, contrary(excluded))
        ready = every(permitted, contrary(unsettled))
        due = [self._due(one) for one in self.decided]
        free = words.literal(every(ready, *(contrary(one) for one in due)), "free")
        actions = settling + self._assuming(permitted) + self._deciding(ready, due) + self._acting(free)
        goal = every(ready, words.true(rules.goal))
        actions, goal = self._finishing(actions, goal)
        wait = words.literals(free) if self.timed else None
        reached = words.literals(goal)
        days = tuple(range(rules.today, words.last + 1)) if self.timed else ()
        began = tuple(
            (words.names[atom], rules.since[atom])
            for atom in sorted(self.clocks)
            if rules.values[atom] is Truth.TRUE and rules.since[atom]
        )
        turning = (e for one in words.passed.values() for e, _ in one.turns)
        early = {e for _, e in began} | set(turning) | ({LONG_AGO} if self.clocks else set())
        return Task(
            notes=self._notes(reason),
            facts=(*self._facts(), *(("impossible",) if reached is None else ())),
            initial=tuple(self._initial()),
            clocks=tuple(words.names[atom] for atom in sorted(self.clocks)),
            began=began,
            days=days,
            times=tuple(sorted(early | set(days))) if self.timed else (),
            rules=tuple(words.rules.values()),
            passed=tuple(words.passed.values()),
            dated=tuple(words.dated.values()),
            actions=tuple(actions),
            wait=Wait(wait, self._cost(days=1)) if wait is not None else None,
            goal=(Literal("impossible"),) if reached is None else reached,
        )

    # --- what there is ---

    def _all_changes(self) -> list[tuple[Change, ...]]:
        found = [self._changes(number, one) for number, one in enumerate(self.rules.operators)]
        for number in self.decided:
            decision = self.rules.decisions[number]
            found += [granted(decision)] + ([lapsed(decision)] if decision.keep else [])
        return found + [one.changes for one in self.rules.consequences]

    def _changes(self, number: int, operator: Operator) -> tuple[Change, ...]:
        """Return what an act changes; of an application joined with its grant, all that both do, nobody having seen it pending."""
        if number not in self.joined or operator.decision is None:
            return operator.changes
        decision = self.rules.decisions[operator.decision]
        filed = tuple(change for change in operator.changes if change.atom != decision.pending)
        return filed + granted(decision)[1:]

    def _facts(self) -> list[str]:
        names = [f"is_{self.words.names[atom]}" for atom in sorted(self.kept)]
        names += [f"open_{self.words.names[atom]}" for atom in sorted(self.kept) if self.words.may_be_unknown(atom)]
        return names + self._risked_facts()

    def _initial(self) -> list[str]:
        found = []
        for atom in sorted(self.kept):
            match self.rules.values[atom]:
                case Truth.TRUE:
                    found.append(f"is_{self.words.names[atom]}")
                case Truth.UNKNOWN:
                    found.append(f"open_{self.words.names[atom]}")
        return found

    def _exclusions(self) -> list[Formula]:
        return [one.formula for one in self.rules.exclusions if one.formula is not None]

    def _cost(self, **spent: int) -> int:
        return spent.get(self.objective, 0)

    def _notes(self, reason: str | None) -> tuple[str, ...]:
        if not self.timed:
            how = "untimed: nothing can be done while an application is pending, so the days of an application are its cost"
        else:
            how = f"by day: {reason or 'asked for'}; days are counted up to {self.words.last - self.rules.today} from the day of the question"
        return (f"encoding {how}", f"objective {self.objective}")

    # --- settling (section 3) ---

    def _settling(self) -> list[Action]:
        """Return the actions that bring the situation to rest, and note what keeps it from being at rest."""
        words = self.words
        renewing, stale = self._renewing()
        stale = words.literal(stale, "stale")
        changing = [would_change(words, one.changes) for one in self.rules.consequences]
        self.changing = changing
        self.firing = [
            words.literal(every(self._ripe(one), changes), f"falls_{number}")
            for number, (one, changes) in enumerate(zip(self.rules.consequences, changing, strict=True))
        ]
        self.at_rest = words.literal(every(contrary(stale), *map(contrary, self.firing)), "at_rest")
        actions = [Action("renew", needs, tuple(renewing)) for needs in self._ways(stale)]
        for number, consequence in enumerate(self.rules.consequences):
            needs = every(contrary(stale), self.firing[number], *map(contrary, self.firing[:number]))
            effects = tuple(effects_of(words, consequence.changes, self.kept, self.clocks))
            actions += [Action(f"law_{number}", one, effects) for one in self._ways(needs)]
        return actions

    def _renewing(self) -> tuple[list[Effect | Begin | Cease], Condition]:
        """Return the effects of bringing all watches up to date, and the condition that one of them is not."""
        words = self.words
        effects: list[Effect | Begin | Cease] = []
        stale: Condition = NEVER
        earlier: tuple[int, ...] = ()
        for watch in self.rules.watches:
            name, doubtful = words.names[watch.atom], words.may_be_unknown(watch.atom)
            true, false = words.true(watch.formula, earlier), words.false(watch.formula, earlier)
            neither = every(contrary(true), contrary(false))
            for when, value in ((true, True), (contrary(true), False)):
                effects += [Effect(one, f"is_{name}", value) for one in self._ways(when)]
            for when, value in ((neither, True), (contrary(neither), False)) if doubtful else ():
                effects += [Effect(one, f"open_{name}", value) for one in self._ways(when)]
            if watch.atom in self.clocks:
                begins = every(true, contrary(words.holds(watch.atom)))
                effects += [Begin(one, name) for one in self._ways(begins)]
                effects += [Cease(one, name) for one in self._ways(contrary(true))]
            differs = either(
                every(true, contrary(words.holds(watch.atom))),
                every(false, contrary(words.fails(watch.atom))),
                every(neither, contrary(words.unknown(watch.atom))),
            )
            stale = either(stale, differs)
            earlier = (*earlier, watch.atom)
        return effects, stale

    def _ripe(self, consequence: Consequence) -> Condition:
        true = self.words.true(consequence.when)
        if consequence.after is None or consequence.watch is None:
            return true
        after = consequence.after
        turns = {e: first_day_after(e, after) for e in self.words.beginnings(consequence.watch)}
        return every(true, self.words.holds(consequence.watch), self.words.passes(consequence.watch, turns))

    def _unsettled(self) -> Condition:
        words = self.words
        found = [self._undecided(one) for one in self._exclusions()]
        for consequence, changing in zip(self.rules.consequences, self.changing, strict=True):
            found.append(every(changing, self._undecided(consequence.when)))
            if consequence.watch is not None:
                undated = every(words.holds(consequence.watch), contrary(words.is_dated(consequence.watch)))
                found.append(every(changing, undated))
        return either(*found)

    def _undecided(self, formula: Formula) -> Condition:
        if not self.words.is_doubtful(formula):
            return NEVER
        return every(contrary(self.words.true(formula)), contrary(self.words.false(formula)))

    # --- what can happen (section 4) ---

    def _due(self, number: int) -> Condition:
        decision, words = self.rules.decisions[number], self.words
        if not self.timed:
            return words.holds(decision.pending)
        turns = {e: due_day(decision, e) for e in words.beginnings(decision.pending)}
        return every(words.holds(decision.pending), words.passes(decision.pending, turns))

    def _deciding(self, ready: Condition, due: list[Condition]) -> list[Action]:
        actions = []
        for place, number in enumerate(self.decided):
            decision = self.rules.decisions[number]
            kept = every(*(self.words.true(line.formula) for line in decision.keep))
            now = every(ready, due[place], *map(contrary, due[:place]))
            days = 0 if self.timed else constant_wait(decision) or 0
            unstated = int(decision.period is None)
            contested = int(decision.kind == "discretion")
            ends = [
                ("granted", kept, granted(decision), self._cost(days=days, decisions=contested, unstated=unstated)),
                ("lapsed", contrary(kept), lapsed(decision), self._cost(days=days, unstated=unstated)),
            ]
            for kind, when, changes, cost in ends:
                effects = tuple(effects_of(self.words, changes, self.kept, self.clocks)) if when != NEVER else ()
                actions += [
                    Action(f"{kind}_{number}", needs, effects, cost, ((kind, number, ""),))
                    for needs in self._ways(every(now, when))
                ]
        return actions

    def _acting(self, free: Condition) -> list[Action]:
        actions: list[Action] = []
        for number, operator in enumerate(self.rules.operators):
            words = self.words
            needs = every(
                free,
                *(words.true(line.formula) for line in operator.lines),
                *(words.false(ban.when) for ban in operator.bans),
                ALWAYS if operator.decision is None else words.fails(self.rules.decisions[operator.decision].pending),
            )
            if needs == NEVER:
                continue
            effects = effects_of(words, self._changes(number, operator), self.kept, self.clocks)
            effects += self._risking(operator)
            cost = self._cost(money=operator.fee)
            steps: tuple[tuple[str, int, str], ...] = (("act", number, ""),)
            if number in self.joined and operator.decision is not None:
                decision = self.rules.decisions[operator.decision]
                needs = every(needs, *(words.true(line.formula) for line in decision.keep))
                cost += self._cost(
                    days=constant_wait(decision) or 0,
                    decisions=int(decision.kind == "discretion"),
                    unstated=int(decision.period is None),
                )
                steps = (*steps, ("granted", operator.decision, ""))
            ways = self._ways(needs) if self.timed else words.alternatives(needs, ALTERNATIVES)
            actions += [
                Action(f"act_{number}" + (f"_{place}" if place else ""), one, self._felt(effects, one), cost, steps)
                for place, one in enumerate(ways)
            ]
        return actions

    def _felt(
        self, effects: list[Effect | Begin | Cease], needs: tuple[Literal, ...]
    ) -> tuple[Effect | Begin | Cease, ...]:
        """Return the effects without those that end what cannot hold where `needs` does, one of a group excluding the others."""
        false = {one.name for one in needs if not one.holds}
        false |= {mate for one in needs if one.holds for mate in self.excluded_by.get(one.name, ()) if mate != one.name}
        return tuple(one for one in effects if not (isinstance(one, Effect) and not one.value and one.fact in false))

    def _ways(self, needs: Condition) -> list[tuple[Literal, ...]]:
        literals = self.words.literals(needs)
        return [] if literals is None else [literals]

    # --- facts assumed (section 5) ---

    def _assuming(self, permitted: Condition) -> list[Action]:
        words, read = self.words, atoms_read(self.rules)
        actions = []
        for atom in sorted(self.kept | (self.clocks - frozenset(words.definitions))):
            value = self.rules.values[atom]
            if value is Truth.UNKNOWN and atom in read and atom not in words.watches:
                actions += self._assumption(atom, "false", every(permitted, words.unknown(atom)))
                actions += self._assumption(atom, "true", every(permitted, words.unknown(atom)))
            if atom in self.clocks and words.may_be_undated(atom):
                undated = every(permitted, words.holds(atom), contrary(words.is_dated(atom)))
                actions += self._assumption(atom, "long", undated)
                actions += self._assumption(atom, "today", undated)
        return actions

    def _assumption(self, atom: int, value: str, needs: Condition) -> list[Action]:
        effects: list[Effect | Begin | Cease]
        if value in ("long", "today"):
            day = LONG_AGO if value == "long" else self.rules.today
            effects = [Begin((), self.words.names[atom], day)]
        else:
            effects = [
                one
                for one in effects_of(self.words, (Change(atom, value == "true"),), self.kept, self.clocks)
                if not (isinstance(one, Begin) and one.clock == self.words.names[atom])  # true since nobody knows when
            ]
        name = f"assume_{self.words.names[atom]}_{value}"
        step = (("assume", atom, value),)
        return [Action(name, one, tuple(effects), self._cost(facts=1), step) for one in self._ways(needs)]

    # --- exposure (section 6): the greatest level risked, paid at the end ---

    def _levels(self) -> list[int]:
        if self.objective != "exposure":
            return []
        return sorted({int(risk.level) for one in self.rules.operators for risk in one.risks if risk.level})

    def _risked_facts(self) -> list[str]:
        return [f"risked_{level}" for level in self._levels()] + (["finished"] if self.objective == "exposure" else [])

    def _risking(self, operator: Operator) -> list[Effect | Begin | Cease]:
        found: list[Effect | Begin | Cease] = []
        for risk in operator.risks if self.objective == "exposure" else ():
            counts = ALWAYS if risk.when is None else contrary(self.words.false(risk.when))
            found += [Effect(one, f"risked_{int(risk.level)}", True) for one in self._ways(counts) if risk.level]
        return found

    def _finishing(self, actions: list[Action], goal: Condition) -> tuple[list[Action], Condition]:
        if self.objective != "exposure":
            return actions, goal
        levels = self._levels()
        for level in (0, *levels):
            higher = (Literal(f"risked_{one}", False) for one in levels if one > level)
            actions = actions + [
                Action(f"finish_{level}", needs, (Effect((), "finished", True),), level)
                for needs in self._ways(every(goal, *higher))
            ]
        return actions, Literal("finished")


def at_most_one(rules: Rules, group: Group) -> bool:
    """Return whether it is known at the start that no two of a group hold; then no two ever do."""
    values = [rules.values[atom] for atom in group.atoms]
    return Truth.UNKNOWN not in values and values.count(Truth.TRUE) <= 1


def granted(decision: Decision) -> tuple[Change, ...]:
    first = (Change(decision.pending, False), Change(decision.granted, True))
    return (*first, Change(decision.refused, False), Change(decision.unanswered, False), *decision.on_grant)


def lapsed(decision: Decision) -> tuple[Change, ...]:
    return (Change(decision.pending, False), Change(decision.refused, True), *decision.on_refusal)


def due_day(decision: Decision, filed: int) -> int:
    period = decision.period if decision.period is not None else decision.expected
    return filed if period is None else last_day_of(filed, period)
