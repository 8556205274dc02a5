"""Remedies: general law attached to the decisions that it lies against."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from safeconduct.law.model import Procedure, Ref, Remedy, Within
from safeconduct.law.reach import reaches
from safeconduct.rules.algebra import all_of, some
from safeconduct.rules.compiler import Compiler, Own, decision_of
from safeconduct.rules.grounding import name_of
from safeconduct.rules.model import All, Ban, Change, Clock, Decision, Duty, Formula, Is, Line, Not, Operator, Risk

Made = TypeVar("Made")


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


class Decided(NamedTuple):
    """What the decision on a remedy changes, beside the decision that is attacked."""

    effects: tuple[Change, ...]
    on_refusal: tuple[Change, ...]


class Filed(NamedTuple):
    """What it takes and brings to file a remedy, beside the refusal or silence that opens it."""

    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    risks: tuple[Risk, ...]
    duties: tuple[Duty, ...]
    bans: tuple[Ban, ...]


class Remedies:
    """Attaches remedies to the applications that a compiler has met: operators and decisions are added to it."""

    def __init__(self, compiler: Compiler) -> None:
        self.compiler, self.atoms = compiler, compiler.atoms
        self.alike: dict[tuple[object, ...], Any] = {}  # parts of remedies that are the same whatever the target
        self.places = {name: number for number, name in enumerate(compiler.law.remedies)}
        self.places.update({one.name: number for number, (_, one) in enumerate(compiler.applications)})

    def copy(self, compiler: Compiler) -> "Remedies":
        """Return the same over a copy of the compiler."""
        other = Remedies(compiler)
        other.alike = dict(self.alike)
        return other

    def reached(self, remedy: Remedy) -> list[Operator]:
        """Return the applications of its book that a remedy of general law lies against."""
        procedures = {one.name: one for one, _ in self.compiler.applications}
        names = {name for name, one in procedures.items() if reaches(remedy, one)}
        return [target for one, target in self.compiler.applications if one.name in names]

    def place(self, operator: Operator) -> tuple[int, int]:
        """Return what puts operators into their order: everything but remedies as it came, then remedy by remedy, each by what it attacks."""
        if operator.target is None:
            return -1, -1
        return self.places[operator.procedure], self.places[operator.target]

    def attach(self, remedy: Remedy, target: Operator) -> None:
        assert target.decision is not None  # applications are decided
        attacked = self.compiler.decisions[target.decision]
        name = name_of(Ref(remedy.procedure.name, (target.name,)))
        binding = Asked({"target": target.name})
        own = self.atoms.of_decision(name)
        self._decide(remedy, name, own, upheld(remedy, attacked), self._decided(remedy.procedure, binding))
        opened = self._opened(remedy, attacked, target)
        self._file(remedy, name, own, target.name, opened, self._filed(remedy.procedure, binding))

    # --- parts ---

    def _decide(self, remedy: Remedy, name: str, own: Own, on_grant: tuple[Change, ...], parts: Decided) -> None:
        on_grant = (*on_grant, *parts.effects)
        decision = decision_of(remedy.procedure, name, own, on_grant, parts.on_refusal, kind="discretion")
        self.compiler.decisions.append(decision)

    def _file(self, remedy: Remedy, name: str, own: Own, target: str, opened: Formula, parts: Filed) -> None:
        procedure = remedy.procedure
        pending, _, refused, _ = own
        self.compiler.operators.append(
            Operator(
                name=name,
                procedure=procedure.name,
                arguments=(target,),
                kind="remedy",
                lines=(
                    Line(f"{procedure.name}#opened", opened, waivable=False),
                    Line(f"{procedure.name}#once", All((Not(Is(pending)), Not(Is(refused)))), waivable=False),
                    *parts.lines,
                ),
                changes=(Change(pending, True), *parts.changes),
                decision=len(self.compiler.decisions) - 1,
                fee=procedure.fee[0].amount if procedure.fee else 0,
                risks=parts.risks,
                duties=parts.duties,
                bans=parts.bans,
                target=target,
            )
        )

    def _decided(self, procedure: Procedure, binding: Asked) -> Decided:
        compiler = self.compiler
        return self._alike(
            (procedure.name, "decided"),
            binding,
            lambda: Decided(
                compiler.changes(procedure.effects, binding), compiler.changes(procedure.on_refusal, binding)
            ),
        )

    def _filed(self, procedure: Procedure, binding: Asked) -> Filed:
        compiler = self.compiler
        return self._alike(
            (procedure.name, "filed"),
            binding,
            lambda: Filed(
                self._lines(procedure, binding),
                compiler.changes(procedure.on_filing, binding),
                compiler.risks(procedure, binding),
                compiler.duties(procedure),
                compiler.bans_on(procedure, binding),
            ),
        )

    def _lines(self, procedure: Procedure, binding: Asked) -> tuple[Line, ...]:
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
            ways.append(within(attacked.refused, remedy.window))
            for earlier in remedy.also_after:
                failed = self.atoms.of(Ref("refused", (earlier, target.name)), {})
                ways.append(all_of((Is(attacked.refused), within(failed, remedy.window))))
        if "silence" in remedy.against:
            ways.append(within(attacked.unanswered, remedy.window_on_silence))
        return some(tuple(ways))


def within(atom: int, windows: tuple[Within, ...]) -> Formula:
    if windows and windows[0].period is not None:
        return Clock(atom, "<=", windows[0].period)
    return Is(atom)


def upheld(remedy: Remedy, attacked: Decision) -> tuple[Change, ...]:
    """Return what a remedy changes in the decision that it attacks, once it is upheld."""
    cleared = (Change(attacked.refused, False), Change(attacked.unanswered, False))
    if remedy.upheld == "grants":
        return (*cleared, Change(attacked.granted, True), *attacked.on_grant)
    return (*cleared, Change(attacked.pending, True))
