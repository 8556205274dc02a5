"""Renumbering: some of the rules, over the atoms they need, counted anew in the old order."""

from collections.abc import Sequence

from safeconduct.rules.model import (
    All,
    Ban,
    Change,
    Clock,
    Consequence,
    Decision,
    Definition,
    Exclusion,
    Formula,
    Group,
    Is,
    Line,
    Not,
    Operator,
    Risk,
    Rules,
    Some,
    Watch,
)


def renumbered(
    rules: Rules, goal: Formula, operators: list[Operator], consequences: list[Consequence], atoms: Sequence[int]
) -> Rules:
    """Return rules with these of the operators and consequences only; `atoms` are kept, and hold all that these read and change.

    Names, keys and the order of everything stay; changes of atoms that are not kept are gone.
    """
    renaming = Renaming(atoms)
    decided = [operator.decision for operator in operators if operator.decision is not None]
    numbers = {old: new for new, old in enumerate(decided)}
    new = renaming.new
    return Rules(
        atoms=tuple(rules.atoms[atom] for atom in atoms),
        values=tuple(rules.values[atom] for atom in atoms),
        since=tuple(rules.since[atom] for atom in atoms),
        today=rules.today,
        dates=tuple(new[atom] for atom in rules.dates if atom in new),
        definitions=tuple(
            Definition(new[d.atom], renaming.formula(d.formula)) for d in rules.definitions if d.atom in new
        ),
        watches=tuple(Watch(new[w.atom], renaming.formula(w.formula)) for w in rules.watches if w.atom in new),
        groups=_groups(rules.groups, new),
        operators=tuple(
            renaming.operator(one, None if one.decision is None else numbers[one.decision]) for one in operators
        ),
        decisions=tuple(renaming.decision(rules.decisions[old]) for old in decided),
        consequences=tuple(renaming.consequence(one) for one in consequences),
        exclusions=tuple(Exclusion(e.key, renaming.optional(e.formula)) for e in rules.exclusions),
        goal=renaming.formula(goal),
        given=tuple(new[atom] for atom in rules.given if atom in new),
    )


class Renaming:
    """Old numbers to new ones."""

    def __init__(self, atoms: Sequence[int]) -> None:
        self.new = {old: new for new, old in enumerate(atoms)}
        self.renumbered: dict[int, tuple[Line, Line]] = {}  # by identity: remedies share their lines

    def formula(self, formula: Formula) -> Formula:
        if type(formula) is Is:
            return Is(self.new[formula.atom])
        if type(formula) is Not:
            return Not(self.formula(formula.operand))
        if type(formula) is All:
            return All(tuple([self.formula(operand) for operand in formula.operands]))
        if type(formula) is Some:
            return Some(tuple([self.formula(operand) for operand in formula.operands]))
        if type(formula) is Clock:
            return Clock(self.new[formula.atom], formula.comparison, formula.period)
        return formula

    def optional(self, formula: Formula | None) -> Formula | None:
        return None if formula is None else self.formula(formula)

    def changes(self, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """Return the changes of kept atoms; no rule that is left reads the others."""
        new = self.new
        if not changes:
            return ()
        return tuple(
            [
                Change(new[one.atom], one.value, None if one.when is None else self.formula(one.when))
                for one in changes
                if one.atom in new
            ]
        )

    def lines(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple([self._line(one) for one in lines]) if lines else ()

    def _line(self, line: Line) -> Line:
        known = self.renumbered.get(id(line))
        if known is None:
            new = Line(line.key, self.formula(line.formula), line.keep, line.waivable)
            known = self.renumbered[id(line)] = line, new
        return known[1]

    def decision(self, one: Decision) -> Decision:
        return Decision(
            name=one.name,
            kind=one.kind,
            pending=self.new[one.pending],
            granted=self.new[one.granted],
            refused=self.new[one.refused],
            unanswered=self.new[one.unanswered],
            period=one.period,
            expected=one.expected,
            on_grant=self.changes(one.on_grant),
            on_refusal=self.changes(one.on_refusal),
            on_silence=self.changes(one.on_silence),
            keep=self.lines(one.keep),
        )

    def operator(self, one: Operator, decision: int | None) -> Operator:
        return Operator(
            name=one.name,
            procedure=one.procedure,
            arguments=one.arguments,
            kind=one.kind,
            lines=self.lines(one.lines),
            changes=self.changes(one.changes),
            decision=decision,
            fee=one.fee,
            risks=tuple([Risk(r.index, r.order, r.to, r.level, self.optional(r.when)) for r in one.risks]),
            duties=one.duties,
            bans=tuple([Ban(ban.exclusion, self.formula(ban.when)) for ban in one.bans]),
            target=one.target,
        )

    def consequence(self, one: Consequence) -> Consequence:
        return Consequence(
            name=one.name,
            procedure=one.procedure,
            arguments=one.arguments,
            when=self.formula(one.when),
            changes=self.changes(one.changes),
            after=one.after,
            watch=None if one.watch is None else self.new[one.watch],
        )


def _groups(groups: tuple[Group, ...], new: dict[int, int]) -> tuple[Group, ...]:
    kept = (tuple(new[atom] for atom in group.atoms if atom in new) for group in groups)
    return tuple(Group(atoms) for atoms in kept if len(atoms) > 1)
