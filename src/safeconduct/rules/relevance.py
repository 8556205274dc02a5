"""Relevance: drop what can touch neither goal nor exclusion.

A *literal* is an atom with the value someone wants it to have. Wanted are the literals of the goal, the contraries of the exclusions,
and, going back, the literals of the lines of every act, decision and consequence that brings a wanted literal about; also the contraries of
what makes a consequence spoil one. What brings about no wanted literal and spoils none is dropped: a route that uses it stays a route
without it (an act's only other effect could be to cost).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from safeconduct.rules.algebra import parts_of
from safeconduct.rules.model import All, Calendar, Change, Clock, Constant, Formula, Is, Not, Operator, Rules, Some
from safeconduct.rules.renumbering import Renaming, renumbered


class Literal(NamedTuple):
    atom: int
    value: bool


Pair = tuple[int, bool]  # a literal without its name, equal to it: a tenth of the time to make, where there are many


def for_goal(rules: Rules, goal: Formula, *, unasked: bool = False) -> Rules:
    """Return the rules that matter to `goal`, with atoms numbered anew in the old order; names and keys stay.

    unasked: keep all that happens without being chosen: consequences, so that what the facts leave undecided stays what it is under these rules, and what is
        pending, whose decision falls first there
    """
    return _sliced(Bearings(rules), goal, unasked=unasked)


def for_goals(rules: Rules, goals: Iterable[Formula]) -> list[Rules]:
    """Return the rules that matter to each goal; what the rules bear on is worked out once for all of them."""
    slices = Slices(rules)
    return [slices.of(goal) for goal in goals]


class Slices:
    """The rules that matter to one goal and another. Where the same matters to several, their rules share all but the goal."""

    def __init__(self, rules: Rules) -> None:
        self.bearings = Bearings(rules)
        self._known: dict[Kept, Rules] = {}

    def of(self, goal: Formula) -> Rules:
        kept = Relevant(self.bearings, goal).kept()
        if kept in self._known:
            return replace(self._known[kept], goal=Renaming(kept.atoms).formula(goal))
        sliced = self._known[kept] = _with_only(self.bearings.rules, goal, kept)
        return sliced


def _sliced(bearings: "Bearings", goal: Formula, *, unasked: bool) -> Rules:
    return _with_only(bearings.rules, goal, Relevant(bearings, goal, unasked=unasked).kept())


class Kept(NamedTuple):
    """Numbers of what is kept of some rules, in order."""

    operators: tuple[int, ...]
    consequences: tuple[int, ...]
    atoms: tuple[int, ...]


def _with_only(rules: Rules, goal: Formula, kept: Kept) -> Rules:
    return renumbered(
        rules,
        goal,
        [rules.operators[one] for one in kept.operators],
        [rules.consequences[one] for one in kept.consequences],
        kept.atoms,
    )


class Bearings:
    """What each rule brings about and wants, whatever the goal.

    Operators are numbered from 0, consequences downwards from -1.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.formulas = rules.mirrored()
        self.groups: dict[int, list[tuple[int, ...]]] = {}
        for group in rules.groups:
            for atom in group.atoms:
                self.groups.setdefault(atom, []).append(group.atoms)
        self.effects = {number: self._effects(one) for number, one in enumerate(rules.operators)}
        self.effects.update((-1 - number, _literals(one.changes)) for number, one in enumerate(rules.consequences))
        self.reopened = frozenset(rules.reopened())
        self.reopening = self._reopening()
        self.unasked = self._unasked()
        grouped = self.groups.keys()
        self.ending = [
            rule for rule, made in self.effects.items() if not grouped.isdisjoint([atom for atom, _ in made])
        ]
        self.bringing: dict[
            Pair, list[int]
        ] = {}  # rules that bring it about; of those that nobody chooses also what spoils it
        bringing = self.bringing
        for rule, made in self.effects.items():
            for one in made:
                if one in bringing:
                    bringing[one].append(rule)
                else:
                    bringing[one] = [rule]
            if self.is_unasked(rule):
                for atom, value in made:
                    self.bringing.setdefault((atom, not value), []).append(rule)
        self._wants: dict[int, tuple[Pair, ...]] = {}
        self._always: dict[bool, Relevant] = {}

    def _effects(self, operator: Operator) -> list[Pair]:
        """Return what an act may make so in the end, however it is decided."""
        made = _literals(operator.changes)
        if operator.decision is not None:
            decision = self.rules.decisions[operator.decision]
            refused, unanswered = decision.refused, decision.unanswered
            made += (decision.pending, False), (decision.granted, True), (refused, True), (unanswered, True)
            made += (refused, False), (unanswered, False)  # filed again, or granted
            made += _literals(decision.on_grant)
            made += _literals(decision.on_refusal)
            made += _literals(decision.on_silence)
        return made

    def _reopening(self) -> dict[int, list[int]]:
        """Return, for each rule that can make decisions pending which are not its own, the operators that these are on."""
        deciding: dict[int, list[int]] = {}
        for number, operator in enumerate(self.rules.operators):
            if operator.decision in self.reopened:
                deciding.setdefault(self.rules.decisions[operator.decision].pending, []).append(number)
        found: dict[int, list[int]] = {}
        for rule, made in self.effects.items() if deciding else ():
            others = [one for atom, value in made if value for one in deciding.get(atom, ()) if one != rule]
            if others:
                found[rule] = others
        return found

    def _unasked(self) -> set[int]:
        """Return the operators whose decision is pending already, or comes to be pending by what nobody chooses."""
        filed = set(self.rules.filed())
        found = {number for number, one in enumerate(self.rules.operators) if one.decision in filed}
        waiting = [*found, *(-1 - number for number in range(len(self.rules.consequences)))]
        while waiting:
            for number in self.reopening.get(waiting.pop(), ()):
                if number not in found:
                    found.add(number)
                    waiting.append(number)
        return found

    def is_unasked(self, rule: int) -> bool:
        """Return whether a rule does something that nobody chooses now: a consequence, or an act whose decision falls by itself."""
        return rule < 0 or rule in self.unasked

    def always(self, *, unasked: bool) -> "Relevant":
        """Return what matters to every goal."""
        if unasked not in self._always:
            self._always[unasked] = Relevant(self, None, unasked=unasked)
        return self._always[unasked]

    def wants(self, rule: int) -> tuple[Pair, ...]:
        """Return the literals that a rule, once it bears on the goal, makes wanted in its turn: of each atom that its conditions read at least one."""
        if rule not in self._wants:
            wanted = self._wanted_by_consequence(rule) if rule < 0 else self._wanted_by_operator(rule)
            self._wants[rule] = tuple(dict.fromkeys(wanted))
        return self._wants[rule]

    def _wanted_by_operator(self, number: int) -> list[Pair]:
        operator = self.rules.operators[number]
        wanted: list[Pair] = []
        for line in operator.lines:
            wanted += literals_of(line.formula, True)
        for ban in operator.bans:
            wanted += literals_of(ban.when, False)
        for risk in operator.risks:
            if risk.when is not None:
                wanted += literals_of(risk.when, False)
        changes = operator.changes
        if operator.decision is not None:
            decision = self.rules.decisions[operator.decision]
            changes = (*changes, *decision.on_grant, *decision.on_refusal, *decision.on_silence)
            wanted.append((decision.pending, False))
            if operator.decision in self.reopened:
                wanted.append((decision.pending, True))
            for line in decision.keep:
                wanted += literals_of(line.formula, True)
        return wanted + _either_way(one.when for one in changes if one.when is not None)

    def _wanted_by_consequence(self, rule: int) -> list[Pair]:
        consequence = self.rules.consequences[-1 - rule]
        whens = (one.when for one in consequence.changes if one.when is not None)
        return [*_either_way((consequence.when,)), *_either_way(whens)]


def _literals(changes: Iterable[Change]) -> list[Pair]:
    return [(one.atom, one.value) for one in changes]


def _either_way(formulas: Iterable[Formula]) -> list[Pair]:
    return [literal for formula in formulas for value in (True, False) for literal in literals_of(formula, value)]


class Relevant:
    """The fixpoint: wanted literals, and the numbers of the operators and consequences that bear on them.

    goal: None for what matters to every goal
    """

    def __init__(self, bearings: Bearings, goal: Formula | None, *, unasked: bool = False) -> None:
        self.bearings, self.rules = bearings, bearings.rules
        self.unasked = unasked
        self.wanted: set[Pair] = set()
        self.operators: set[int] = set()
        self.consequences: set[int] = set()
        self.frontier: list[Pair] = []
        self.ended: dict[
            tuple[tuple[int, ...], bool], int
        ] = {}  # the first of each group, and which value of it was wanted
        if goal is None:
            self._begin()
        else:
            self._go_on_from(bearings.always(unasked=unasked))
            self._want(literals_of(goal, True))
        while self.frontier:
            literal = self.frontier.pop()
            for rule in bearings.bringing.get(literal, ()):
                self._take(rule)
            for group in bearings.groups.get(literal[0], ()):
                self._take_ending(literal, group)

    def _begin(self) -> None:
        for exclusion in self.rules.exclusions:
            if exclusion.formula is not None:
                self._want(literals_of(exclusion.formula, False))
        if self.unasked:
            for number in range(len(self.rules.consequences)):
                self._take(-1 - number)
            for number in sorted(self.bearings.unasked):
                self._take(number)

    def _go_on_from(self, other: "Relevant") -> None:
        self.wanted, self.ended = set(other.wanted), dict(other.ended)
        self.operators, self.consequences = set(other.operators), set(other.consequences)

    def _take_ending(self, literal: Pair, group: tuple[int, ...]) -> None:
        """Take up what bears on a literal of a group by making another of the group true: each rule of a large group only once or twice."""
        own, value = literal
        first = self.ended.setdefault((group, value), own)
        others = [atom for atom in group if atom != first] if first == own else [first]
        for atom in others:
            for rule in self.bearings.bringing.get((atom, True), ()):
                if not value or self.bearings.is_unasked(rule):
                    self._take(rule)

    def _take(self, rule: int) -> None:
        taken, number = (self.consequences, -1 - rule) if rule < 0 else (self.operators, rule)
        if number not in taken:
            taken.add(number)
            self._want(self.bearings.wants(rule))
            for other in self.bearings.reopening.get(rule, ()):  # what is pending again is decided, for better or worse
                self._take(other)

    def _want(self, literals: Iterable[Pair]) -> None:
        for literal in literals:
            if literal not in self.wanted:
                self.wanted.add(literal)
                self.frontier.append(literal)
                atom, value = literal
                formula = self.bearings.formulas.get(atom)
                if formula is not None:
                    self._want(literals_of(formula, value))

    def kept(self) -> Kept:
        """Return what to keep: every atom that a kept rule changes or reads or that is wanted, watches of kept consequences included."""
        operators, consequences = tuple(sorted(self.operators)), tuple(sorted(self.consequences))
        return Kept(operators, consequences, tuple(sorted(self._atoms_kept(operators, consequences))))

    def _atoms_kept(self, operators: tuple[int, ...], consequences: tuple[int, ...]) -> set[int]:
        wanted = {atom for atom, _ in self.wanted}  # all that the goal, the exclusions and the kept rules read
        kept = set(wanted)
        for number in operators:
            operator = self.rules.operators[number]
            kept.update([change.atom for change in operator.changes])
            if operator.decision is not None:
                decision = self.rules.decisions[operator.decision]
                kept.update((decision.pending, decision.granted, decision.refused, decision.unanswered))
        for number in consequences:
            consequence = self.rules.consequences[number]
            if consequence.watch is not None:
                kept.add(consequence.watch)
            if self.unasked:
                kept.update(change.atom for change in consequence.changes)
        self._keep_what_ends_others(kept)
        formulas = self.bearings.formulas
        frontier = kept - wanted
        while frontier:
            mirrored = (formulas[one] for one in frontier if one in formulas)
            frontier = {atom for formula in mirrored for atom in atoms_of(formula)} - kept
            kept |= frontier
        return kept

    def _keep_what_ends_others(self, kept: set[int]) -> None:
        """Add the atoms that a kept rule makes true and that end another of their group which is kept."""
        for rule in self.bearings.ending:
            if (-1 - rule in self.consequences) if rule < 0 else (rule in self.operators):
                for atom, _ in self.bearings.effects[rule]:
                    groups = self.bearings.groups.get(atom, ())
                    if any(other in kept for group in groups for other in group):
                        kept.add(atom)


def literals_of(formula: Formula, value: bool) -> list[Pair]:
    """Return the literals that could help to give a formula a value, left to right."""
    found: list[Pair] = []
    waiting = [(formula, value)]
    while waiting:
        one, wanted = waiting.pop()
        if type(one) is Is:
            found.append((one.atom, wanted))
        elif type(one) is All or type(one) is Some:
            waiting.extend([(operand, wanted) for operand in reversed(one.operands)])
        elif type(one) is Not:
            waiting.append((one.operand, not wanted))
        elif type(one) is Clock:
            found.append((one.atom, True))
            if not (wanted and one.comparison in (">=", ">")):  # a clock may have to be stopped and started again
                found.append((one.atom, False))
    return found


def atoms_of(formula: Formula) -> Iterator[int]:
    """Yield every atom a formula reads, left to right."""
    return (leaf.atom for leaf in leaves_of(formula) if type(leaf) is Is or type(leaf) is Clock)


def leaves_of(formula: Formula) -> list[Is | Clock | Calendar]:
    """Return the parts of a formula that read something, left to right."""
    return [leaf for leaf in parts_of(formula) if not isinstance(leaf, Constant)]
