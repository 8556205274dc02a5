"""Compile the law in force and one person into ground rules: procedures become operators and decisions."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from safeconduct.law.model import (
    Condition,
    Effect,
    InForce,
    Law,
    Procedure,
    Ref,
    Remedy,
    Within,
)
from safeconduct.law.reach import reaches
from safeconduct.person.facts import value_of as stated_value
from safeconduct.person.model import NeverExposed, NeverHolds, Person, Unlawful
from safeconduct.rules.algebra import TRUE, all_of, negation, some
from safeconduct.rules.grounding import DECISION_FACTS, Atoms, Binding, Domains, Initial, is_met, name_of
from safeconduct.rules.model import (
    All,
    Ban,
    Change,
    Clock,
    Consequence,
    Decision,
    Duty,
    Exclusion,
    Formula,
    Is,
    Line,
    Not,
    Operator,
    Risk,
    Rules,
)
from safeconduct.terms.dates import Period
from safeconduct.terms.exposure import level_of
from safeconduct.terms.truth import Truth, truth_of

Made = TypeVar("Made")

LAWFUL = Unlawful()  # searched for even where the person does not ask: only lawful acts


class Compiled(NamedTuple):
    """Rules with no goal yet, and the goal of each wish as a formula over their atoms."""

    rules: Rules
    goals: tuple[Formula, ...]


def compile_rules(law: Law, person: Person) -> Compiled:
    """Return the ground rules of `law`, which is in force on the person's as-of day, with one goal formula a wish.

    Remedies are ground for every application they apply to. The goal of the rules is `never`; put one of the goals there
    with `rules.relevance.for_goal`.
    """
    atoms = Atoms(law, domains_of(law, person), initial_of(law, person), person.as_of)
    compiler = Compiler(law, person, atoms)
    for procedure in law.procedures.values():
        compiler.add_procedure(procedure)
    for remedy in law.remedies.values():
        compiler.add_remedy(remedy)
    goals = tuple(atoms.formula(wish.that, {}) for wish in person.wishes)
    return Compiled(compiler.rules(), goals)


def domains_of(law: Law, person: Person) -> Domains:
    """Return the countries of the case, of the lawbooks and those a lawbook declares (some third country), and the relatives."""
    orders = (book.country for book in law.books.values())
    return Domains(tuple(dict.fromkeys((*person.countries, *orders, *law.countries))), tuple(person.relatives))


def initial_of(law: Law, person: Person) -> Initial:
    """Return the function that gives a ground fact's value and since at the start."""
    spoken_of = {statement.fact.name for statement in person.statements}

    def initial(ref: Ref) -> tuple[Truth, int]:
        if ref.name in DECISION_FACTS:
            if ref.name not in spoken_of:
                return Truth.FALSE, 0
            procedure, _, arguments = ref.arguments[0].removesuffix(")").partition("(")
            ref = Ref(ref.name, (procedure, *(arguments.split(",") if arguments else ())))
        stated = stated_value(person, ref, law)
        fact = law.facts.get(ref.name)
        since = stated.since.toordinal() if stated.since is not None else 0
        if fact is not None and fact.kind == "date":
            return Truth.TRUE, since
        return truth_of(stated.value), since if stated.value else 0

    return initial


def waits(within: Within | None, procedure: Procedure) -> tuple[Period | None, Period | None]:
    """Return the period the law gives (or that a journey takes) and, where none is stated, the wait to reckon with."""
    if procedure.takes is not None:
        return procedure.takes.longest, None
    if within is None or within.period is not None:
        return (None if within is None else within.period), None
    return None, None if within.expect is None else within.expect.longest


class Asked(Mapping[str, str]):
    """A binding that knows whether anything was asked of it."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values_of, self.was_asked = values, False

    def __getitem__(self, name: str) -> str:
        self.was_asked = True
        return self.values_of[name]

    def __iter__(self) -> Iterator[str]:
        self.was_asked = True
        return iter(self.values_of)

    def __len__(self) -> int:
        return len(self.values_of)


class Compiler:
    """Collects ground operators, decisions and consequences while the table of atoms grows."""

    def __init__(self, law: Law, person: Person, atoms: Atoms) -> None:
        self.law, self.person, self.atoms = law, person, atoms
        self.operators: list[Operator] = []
        self.decisions: list[Decision] = []
        self.exclusions: list[Exclusion] = []
        self.bindings: dict[str, tuple[Procedure, Binding]] = {}  # operator → what it is ground from
        self.applications: list[Operator] = []
        self.alike: dict[tuple[object, ...], Any] = {}  # parts of remedies that are the same whatever the target
        self.bans = [never for never in person.nevers if not isinstance(never, NeverHolds)]
        if not any(isinstance(never, Unlawful) for never in self.bans):
            self.bans.append(LAWFUL)
        self.exclusions.extend(Exclusion(never.source, None) for never in self.bans)
        for never in person.nevers:
            if isinstance(never, NeverHolds):
                self.exclusions.append(Exclusion(never.source, atoms.formula(never.that, {})))

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
        self.bindings[name] = (procedure, binding)
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
            self.applications.append(operator)

    def _decide(self, name: str, procedure: Procedure, binding: Binding, on_grant: tuple[Change, ...]) -> int:
        within = procedure.within[0] if procedure.within else None
        period, expected = waits(within, procedure)
        pending, granted, refused, unanswered = self.atoms.of_decision(name)
        means = procedure.silence[0].means if procedure.silence else "omission"
        self.decisions.append(
            Decision(
                name=name,
                kind=procedure.decision or "automatic",
                pending=pending,
                granted=granted,
                refused=refused,
                unanswered=unanswered,
                period=period,
                expected=expected,
                on_grant=on_grant,
                on_refusal=self.changes(procedure.on_refusal, binding),
                on_silence=self._silence(means, granted, refused, on_grant),
                keep=self.atoms.kept_lines(procedure.name, procedure.conditions, binding),
            )
        )
        return len(self.decisions) - 1

    @staticmethod
    def _silence(means: str, granted: int, refused: int, on_grant: tuple[Change, ...]) -> tuple[Change, ...]:
        if means == "granted":
            return (Change(granted, True), *on_grant)
        return (Change(refused, True),) if means == "refused" else ()

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

    # --- remedies ---

    def add_remedy(self, remedy: Remedy) -> None:
        """Ground a remedy of general law for every application of its book that it reaches."""
        procedures = {one.procedure: self.bindings[one.name][0] for one in self.applications}
        reached = {name for name, one in procedures.items() if reaches(remedy, one)}
        for target in self.applications:
            if target.procedure in reached:
                self._attach(remedy, target)

    def _attach(self, remedy: Remedy, target: Operator) -> None:
        procedure = remedy.procedure
        assert target.decision is not None  # applications are decided
        attacked = self.decisions[target.decision]
        name = name_of(Ref(procedure.name, (target.name,)))
        binding = Asked({"target": target.name})
        period, expected = waits(procedure.within[0] if procedure.within else None, procedure)
        pending, granted, refused, unanswered = self.atoms.of_decision(name)
        effects, on_refusal = self._alike(
            (procedure.name, "decided"),
            binding,
            lambda: (self.changes(procedure.effects, binding), self.changes(procedure.on_refusal, binding)),
        )
        on_grant = (*self._upheld(remedy, target, attacked), *effects)
        self.decisions.append(
            Decision(
                name=name,
                kind=procedure.decision or "discretion",
                pending=pending,
                granted=granted,
                refused=refused,
                unanswered=unanswered,
                period=period,
                expected=expected,
                on_grant=on_grant,
                on_refusal=on_refusal,
                on_silence=self._silence(
                    procedure.silence[0].means if procedure.silence else "omission", granted, refused, on_grant
                ),
            )
        )
        self.bindings[name] = (procedure, binding)
        opened = self._opened(remedy, attacked, target)
        lines, on_filing, risks, duties, bans = self._alike(
            (procedure.name, "filed"),
            binding,
            lambda: (
                self._lines_of_remedy(procedure, binding),
                self.changes(procedure.on_filing, binding),
                self.risks(procedure, binding),
                self.duties(procedure),
                self.bans_on(procedure, binding),
            ),
        )
        self.operators.append(
            Operator(
                name=name,
                procedure=procedure.name,
                arguments=(target.name,),
                kind="remedy",
                lines=(
                    Line(f"{procedure.name}#opened", opened, waivable=False),
                    Line(f"{procedure.name}#once", self._once(pending, refused), waivable=False),
                    *lines,
                ),
                changes=(Change(pending, True), *on_filing),
                decision=len(self.decisions) - 1,
                fee=procedure.fee[0].amount if procedure.fee else 0,
                risks=risks,
                duties=duties,
                bans=bans,
                target=target.name,
            )
        )

    def _lines_of_remedy(self, procedure: Procedure, binding: Asked) -> tuple[Line, ...]:
        lines = self.atoms.lines(procedure.name, procedure.conditions, binding)
        return (*lines, *self.atoms.guard_lines(procedure.name, procedure.in_force))

    def _alike(self, key: tuple[object, ...], binding: Asked, make: Callable[[], Made]) -> Made:
        """Return parts of a remedy, made once for all its targets if nothing in them asks for the target."""
        if key in self.alike:
            alike: Made = self.alike[key]
            return alike
        binding.was_asked = False
        made = make()
        if not binding.was_asked:
            self.alike[key] = made
        return made

    def _opened(self, remedy: Remedy, attacked: Decision, target: Operator) -> Formula:
        """Return when the remedy lies: after a refusal or silence, within its window, or within it after an earlier remedy."""
        ways: list[Formula] = []
        if "refusal" in remedy.against:
            ways.append(self._within(attacked.refused, remedy.window))
            for earlier in remedy.also_after:
                failed = self.atoms.of(Ref("refused", (earlier, target.name)), {})
                ways.append(all_of((Is(attacked.refused), self._within(failed, remedy.window))))
        if "silence" in remedy.against:
            ways.append(self._within(attacked.unanswered, remedy.window_on_silence))
        return some(tuple(ways))

    def _within(self, atom: int, windows: tuple[Within, ...]) -> Formula:
        if windows and windows[0].period is not None:
            return Clock(atom, "<=", windows[0].period)
        return Is(atom)

    @staticmethod
    def _once(pending: int, refused: int) -> Formula:
        return All((Not(Is(pending)), Not(Is(refused))))

    @staticmethod
    def _upheld(remedy: Remedy, target: Operator, attacked: Decision) -> tuple[Change, ...]:
        cleared = (Change(attacked.refused, False), Change(attacked.unanswered, False))
        if remedy.upheld == "grants":
            return (*cleared, Change(attacked.granted, True), *attacked.on_grant)
        return (*cleared, Change(attacked.pending, True))

    # --- the rest ---

    def rules(self) -> Rules:
        consequences = tuple(self._consequences())
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
            consequences=consequences,
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

    def _consequences(self) -> Iterable[Consequence]:
        for consequence in self.law.consequences.values():
            for binding in self.atoms.domains.bindings(consequence.parameters):
                if consequence.only is not None and not is_met(consequence.only, binding):
                    continue
                arguments = tuple(binding.values())
                name = name_of(Ref(consequence.name, arguments))
                when = self._when(consequence.when, consequence.unless, consequence.in_force, binding)
                after = consequence.after[0].period if consequence.after else None
                yield Consequence(
                    name=name,
                    procedure=consequence.name,
                    arguments=arguments,
                    when=when,
                    changes=self.changes(consequence.effects, binding),
                    after=after,
                    watch=None if after is None else self.atoms.mirror(when, f"while {name}"),
                )

    def _when(
        self, when: tuple[Condition, ...], unless: tuple[Condition, ...], in_force: InForce, binding: Binding
    ) -> Formula:
        holds = tuple(self.atoms.line_formula(line, binding) for line in when)
        excepted = tuple(negation(self.atoms.line_formula(line, binding)) for line in unless)
        guard = tuple(line.formula for line in self.atoms.guard_lines("", in_force))
        return all_of((*guard, *holds, *excepted))
