"""Compiling: procedures and consequences of the law become operators, decisions and consequences of one person; remedies are added by `rules.remedies`."""

from collections.abc import Iterable
from copy import copy

from msgspec.structs import replace

from safeconduct.law.model import Condition, Effect, InForce, Law, Procedure, Ref
from safeconduct.person.model import NeverExposed, NeverHolds, Person, Unlawful
from safeconduct.rules.algebra import TRUE, all_of, negation, some
from safeconduct.rules.grounding import Atoms, Binding, is_met, name_of
from safeconduct.rules.model import (
    Ban,
    Change,
    Consequence,
    Decision,
    Duty,
    Exclusion,
    Formula,
    Line,
    Operator,
    Risk,
    Rules,
)
from safeconduct.terms.dates import Period
from safeconduct.terms.exposure import level_of

LAWFUL = Unlawful()  # searched for even where the person does not ask: only lawful acts
Own = tuple[int, int, int, int]  # the atoms pending, granted, refused, unanswered of one decision


def waits(procedure: Procedure) -> tuple[Period | None, Period | None]:
    """Return the period the law gives (or that a journey takes) and, where none is stated, the wait to reckon with."""
    if procedure.takes is not None:
        return procedure.takes.longest, None
    if not procedure.within:
        return None, None
    within = procedure.within[0]
    if within.period is not None:
        return within.period, None
    return None, None if within.expect is None else within.expect.longest


class Compiler:
    """Collects ground operators, decisions and consequences while the table of atoms grows."""

    def __init__(self, law: Law, person: Person, atoms: Atoms) -> None:
        self.law, self.person, self.atoms = law, person, atoms
        self.operators: list[Operator] = []
        self.decisions: list[Decision] = []
        self.exclusions: list[Exclusion] = []
        self.consequences: list[Consequence] = []
        self.applications: list[tuple[Procedure, Operator]] = []
        self.bans = [never for never in person.nevers if not isinstance(never, NeverHolds)]
        if not any(isinstance(never, Unlawful) for never in self.bans):
            self.bans.append(LAWFUL)
        self.exclusions.extend(Exclusion(never.source, None) for never in self.bans)
        for never in person.nevers:
            if isinstance(never, NeverHolds):
                self.exclusions.append(Exclusion(never.source, atoms.formula(never.that, {})))

    def copy(self) -> "Compiler":
        """Return a compiler that has compiled the same, and goes on by itself."""
        other = copy(self)
        other.atoms = self.atoms.copy()
        for name in ("operators", "decisions", "exclusions", "consequences", "applications"):
            setattr(other, name, list(getattr(self, name)))
        return other

    # --- procedures ---

    def add_procedure(self, procedure: Procedure) -> None:
        for binding in self.atoms.domains.bindings(procedure.parameters):
            if self._is_meant(procedure, binding):
                self._add(procedure, binding)

    def _is_meant(self, procedure: Procedure, binding: Binding) -> bool:
        return procedure.only is None or is_met(procedure.only, binding)

    def _add(self, procedure: Procedure, binding: dict[str, str]) -> None:
        arguments = tuple(binding.values())
        name = name_of(Ref(procedure.name, arguments))
        changes = self.changes(procedure.on_filing, binding)
        decision: int | None = None
        if procedure.kind == "application" or procedure.takes is not None:
            decision = self._decide(name, procedure, binding, self.changes(procedure.effects, binding))
        else:
            changes += self.changes(procedure.effects, binding)
        if decision is not None:
            filed = self.decisions[decision]
            changes = (Change(filed.pending, True), Change(filed.unanswered, False), *changes)
        lines = self.atoms.lines(procedure.name, procedure.conditions, binding)
        operator = Operator(
            name=name,
            procedure=procedure.name,
            arguments=arguments,
            kind=procedure.kind,
            lines=(*lines, *self.atoms.guard_lines(procedure.name, procedure.in_force)),
            changes=changes,
            decision=decision,
            fee=procedure.fee[0].amount if procedure.fee else 0,
            risks=self.risks(procedure, binding),
            duties=self.duties(procedure),
            bans=self.bans_on(procedure, binding),
        )
        self.operators.append(operator)
        if operator.kind == "application":
            self.applications.append((procedure, operator))

    def _decide(self, name: str, procedure: Procedure, binding: Binding, on_grant: tuple[Change, ...]) -> int:
        own = self.atoms.of_decision(name)
        on_refusal = self.changes(procedure.on_refusal, binding)
        keep = self.atoms.kept_lines(procedure.name, procedure.conditions, binding)
        self.decisions.append(decision_of(procedure, name, own, on_grant, on_refusal, kind="automatic", keep=keep))
        return len(self.decisions) - 1

    def changes(self, effects: Iterable[Effect], binding: Binding) -> tuple[Change, ...]:
        return tuple(
            Change(
                self.atoms.of(effect.fact, binding),
                effect.value,
                None if effect.when is None else self.atoms.formula(effect.when, binding),
            )
            for effect in effects
        )

    def risks(self, procedure: Procedure, binding: Binding) -> tuple[Risk, ...]:
        return tuple(
            Risk(
                number,
                exposure.order,
                exposure.to,
                int(level_of(exposure.level)),
                None if exposure.when is None else self.atoms.formula(exposure.when, binding),
            )
            for number, exposure in enumerate(procedure.exposure)
        )

    def duties(self, procedure: Procedure) -> tuple[Duty, ...]:
        return tuple(
            Duty(number, (duty.do,), duty.within.period)  # a procedure; `rules` puts its operators there
            for number, duty in enumerate(procedure.duties)
            if duty.within.period is not None
        )

    def bans_on(self, procedure: Procedure, binding: Binding) -> tuple[Ban, ...]:
        """Return what the person's exclusions forbid of a procedure; of offences everything is forbidden by their orders."""
        bans = []
        for number, never in enumerate(self.bans):
            for exposure in procedure.exposure:
                when = TRUE if exposure.when is None else self.atoms.formula(exposure.when, binding)
                if isinstance(never, NeverExposed):
                    if exposure.to == never.to and level_of(exposure.level) >= level_of(never.level):
                        bans.append(Ban(number, when))
                elif procedure.kind == "offence" and isinstance(never, Unlawful):
                    bans.extend(Ban(number, all_of((one, when))) for one in self._under(never, exposure.order))
        return tuple(bans)

    def _under(self, never: Unlawful, order: str) -> tuple[Formula, ...]:
        """Return when the law of `order` is among those the person will not break (nothing: never)."""
        if never.orders:
            return (TRUE,) if order in never.orders else ()
        ties = [fact for fact in ("present", "national") if fact in self.law.facts]
        if not ties:
            return (TRUE,)  # lawbooks without `common` cannot say whose law binds the person: then each does
        return (some(tuple(self._is(fact, order) for fact in ties)),)

    def _is(self, fact: str, country: str) -> Formula:
        return self.atoms.formula(Ref(fact, (country,)), {})

    # --- the rest ---

    def rules(self) -> Rules:
        """Return what has been compiled so far, with no goal."""
        atoms = self.atoms
        return Rules(
            atoms=tuple(atoms.names),
            values=tuple(atoms.values),
            since=tuple(atoms.since),
            today=atoms.today,
            dates=tuple(atoms.dates),
            definitions=tuple(atoms.derived),
            watches=tuple(atoms.watches),
            groups=atoms.groups(),
            operators=tuple(self._with_discharges(operator) for operator in self.operators),
            decisions=tuple(self.decisions),
            consequences=tuple(self.consequences),
            exclusions=tuple(self.exclusions),
            goal=negation(TRUE),
            given=tuple(atoms.given),
        )

    def _with_discharges(self, operator: Operator) -> Operator:
        """Return the operator with each duty naming the operators of the procedure that discharges it."""
        if not operator.duties:
            return operator
        duties = tuple(
            Duty(duty.index, tuple(one.name for one in self.operators if one.procedure in duty.do), duty.period)
            for duty in operator.duties
        )
        return replace(operator, duties=duties)

    def add_consequences(self) -> None:
        for consequence in self.law.consequences.values():
            for binding in self.atoms.domains.bindings(consequence.parameters):
                if consequence.only is not None and not is_met(consequence.only, binding):
                    continue
                arguments = tuple(binding.values())
                name = name_of(Ref(consequence.name, arguments))
                when = self._when(consequence.when, consequence.unless, consequence.in_force, binding)
                after = consequence.after[0].period if consequence.after else None
                self.consequences.append(
                    Consequence(
                        name=name,
                        procedure=consequence.name,
                        arguments=arguments,
                        when=when,
                        changes=self.changes(consequence.effects, binding),
                        after=after,
                        watch=None if after is None else self.atoms.mirror(when, f"while {name}"),
                    )
                )

    def _when(
        self, when: tuple[Condition, ...], unless: tuple[Condition, ...], in_force: InForce, binding: Binding
    ) -> Formula:
        holds = tuple(self.atoms.line_formula(line, binding) for line in when)
        excepted = tuple(negation(self.atoms.line_formula(line, binding)) for line in unless)
        guard = tuple(line.formula for line in self.atoms.guard_lines("", in_force))
        return all_of((*guard, *holds, *excepted))


def decision_of(
    procedure: Procedure,
    name: str,
    own: Own,
    on_grant: tuple[Change, ...],
    on_refusal: tuple[Change, ...],
    *,
    kind: str,
    keep: tuple[Line, ...] = (),
) -> Decision:
    """Return the ground decision on an operator; `kind`: how it is decided where the law does not say."""
    pending, granted, refused, unanswered = own
    period, expected = waits(procedure)
    means = procedure.silence[0].means if procedure.silence else "omission"
    return Decision(
        name=name,
        kind=procedure.decision or kind,
        pending=pending,
        granted=granted,
        refused=refused,
        unanswered=unanswered,
        period=period,
        expected=expected,
        on_grant=on_grant,
        on_refusal=on_refusal,
        on_silence=_on_silence(means, granted, refused, on_grant),
        keep=keep,
    )


def _on_silence(means: str, granted: int, refused: int, on_grant: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return what the law makes of silence: a grant, a refusal or nothing."""
    if means == "granted":
        return (Change(granted, True), *on_grant)
    return (Change(refused, True),) if means == "refused" else ()
