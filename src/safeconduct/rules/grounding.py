"""Grounding: facts, definitions and expressions of the law become numbered atoms and formulas over them."""

from collections.abc import Callable, Mapping
from copy import copy
from datetime import date
from itertools import product

from safeconduct.law import model as law
from safeconduct.law.model import Condition, Definition, Expr, Fact, InForce, Law, Ref
from safeconduct.rules.algebra import TRUE, all_of, constant, is_true, negation, some
from safeconduct.rules.model import Calendar, Clock, Formula, Group, Is, Line, Watch
from safeconduct.rules.model import Definition as DerivedAtom
from safeconduct.terms.dates import Period
from safeconduct.terms.truth import Truth

DECISION_FACTS = ("pending", "granted", "refused", "unanswered")  # built in, one of each for every application

Binding = Mapping[str, str]  # variable → country code, relative or name of an operator
Initial = Callable[[Ref], tuple[Truth, int]]  # a ground fact's value and since


class Domains:
    """What variables range over."""

    def __init__(self, countries: tuple[str, ...], relatives: tuple[str, ...]) -> None:
        self._values = {"country": countries, "relative": relatives}

    def of(self, kind: str) -> tuple[str, ...]:
        return self._values.get(kind, ())

    def bindings(self, parameters: tuple[str, ...]) -> list[dict[str, str]]:
        """Return every way to give values to parameters written `name:kind`, in order."""
        names = [parameter.split(":")[0] for parameter in parameters]
        kinds = [parameter.split(":")[1] for parameter in parameters]
        return [dict(zip(names, values, strict=True)) for values in product(*(self.of(kind) for kind in kinds))]


class Atoms:
    """The growing table of ground atoms. Built once per person; read by whoever turns expressions into formulas."""

    def __init__(self, law: Law, domains: Domains, initial: Initial, today: date) -> None:
        self.law, self.domains, self.today = law, domains, today.toordinal()
        self._initial = initial
        self.names: list[str] = []
        self.index: dict[str, int] = {}
        self.values: list[Truth] = []
        self.since: list[int] = []
        self.dates: list[int] = []
        self.given: list[int] = []
        self.derived: list[DerivedAtom] = []
        self.watches: list[Watch] = []
        self.spoken_of: set[str] = set()  # procedures whose decisions the law asks about by name
        self._one_of: dict[str, list[int]] = {}
        self._known: dict[tuple[str, tuple[str, ...]], int] = {}

    def copy(self) -> "Atoms":
        """Return a table with the same atoms that grows by itself."""
        other = copy(self)
        for name in ("names", "values", "since", "dates", "given", "derived", "watches"):
            setattr(other, name, list(getattr(self, name)))
        other.index, other._known = dict(self.index), dict(self._known)
        other._one_of = {key: list(atoms) for key, atoms in self._one_of.items()}
        return other

    def arguments(self) -> frozenset[str]:
        """Return everything to which a fact or definition is applied, but for the four that every decision has."""
        return frozenset(one for name, of in self._known if name not in DECISION_FACTS for one in of)

    # --- atoms ---

    def of(self, ref: Ref, binding: Binding) -> int:
        """Return the atom of a fact or definition applied to arguments, making it when it is new."""
        key = (ref.name, tuple([value_of(argument, binding) for argument in ref.arguments]) if ref.arguments else ())
        atom = self._known.get(key)
        if atom is None:
            atom = self._known[key] = self._made(Ref(*key))
        return atom

    def _made(self, ground: Ref) -> int:
        if ground.name in DECISION_FACTS:
            self.spoken_of.add(ground.arguments[0])
            ground = Ref(ground.name, (name_of(Ref(ground.arguments[0], ground.arguments[1:])),))
        name = name_of(ground)
        if name in self.index:
            return self.index[name]
        if ground.name in DECISION_FACTS:
            return self._add(name, *self._initial(ground))
        if ground.name in self.law.definitions:
            return self._derive(ground, name)
        return self._add_fact(ground, name)

    def of_decision(self, operator: str) -> tuple[int, int, int, int]:
        """Return the atoms pending, granted, refused, unanswered of an operator."""
        pending, granted, refused, unanswered = (self._of_decision(fact, operator) for fact in DECISION_FACTS)
        return pending, granted, refused, unanswered

    def _of_decision(self, fact: str, operator: str) -> int:
        name = f"{fact}({operator})"
        return self.index[name] if name in self.index else self._add(name, *self._initial(Ref(fact, (operator,))))

    def mirror(self, formula: Formula, name: str) -> int:
        """Return a watch of a formula; `name` says whose."""
        if name not in self.index:
            self._add(name, Truth.FALSE, 0)
            self.watches.append(Watch(self.index[name], formula))
        return self.index[name]

    def groups(self) -> tuple[Group, ...]:
        return tuple(Group(tuple(atoms)) for atoms in self._one_of.values() if len(atoms) > 1)

    def _add(self, name: str, value: Truth, since: int) -> int:
        self.index[name] = len(self.names)
        self.names.append(name)
        self.values.append(value)
        self.since.append(since)
        return self.index[name]

    def _add_fact(self, ground: Ref, name: str) -> int:
        fact = self.law.facts[ground.name]
        atom = self._add(name, *self._initial(ground))
        if fact.kind == "date":
            self.dates.append(atom)
        if fact.given:
            self.given.append(atom)
        if fact.one_of is not None:
            key = one_of_key(fact, ground)
            met = key in self._one_of
            self._one_of.setdefault(key, []).append(atom)
            for country in () if met else self.domains.of(kind_of_one(fact)):
                self.of(Ref(ground.name, with_value(fact, ground, country)), {})
        return atom

    def _derive(self, ground: Ref, name: str) -> int:
        versions = self.law.definitions[ground.name]
        formula = some(
            tuple(all_of((self._guard(version.in_force), self._defining(version, ground))) for version in versions)
        )
        atom = self._add(name, Truth.FALSE, 0)
        self.derived.append(DerivedAtom(atom, formula))
        return atom

    def _defining(self, definition: Definition, ground: Ref) -> Formula:
        names = (parameter.split(":")[0] for parameter in definition.parameters)
        binding = dict(zip(names, ground.arguments, strict=True))
        every = tuple(self.line_formula(line, binding) for line in definition.every)
        if not definition.some:
            return all_of(every)
        return all_of((*every, some(tuple(self.line_formula(line, binding) for line in definition.some))))

    # --- formulas ---

    def line_formula(self, line: Condition, binding: Binding) -> Formula:
        """Return a condition line as a formula: itself, or any of its exceptions; true while the line is not in force."""
        guard = self._guard(line.in_force)
        if is_true(guard) and not line.unless:
            return self.formula(line.that, binding)
        exceptions = tuple(all_of((self._guard(one.in_force), self.line_formula(one, binding))) for one in line.unless)
        body = some((self.formula(line.that, binding), *exceptions))
        return some((negation(guard), body))

    def lines(self, owner: str, conditions: tuple[Condition, ...], binding: Binding) -> tuple[Line, ...]:
        """Return condition lines with keys `owner#number`."""
        return tuple(self.line(owner, number, condition, binding) for number, condition in enumerate(conditions))

    def line(self, owner: str, number: int, condition: Condition, binding: Binding) -> Line:
        return Line(f"{owner}#{number}", self.line_formula(condition, binding), condition.keep)

    def kept_lines(self, owner: str, conditions: tuple[Condition, ...], binding: Binding) -> tuple[Line, ...]:
        """Return those of the condition lines that must still hold when the decision falls."""
        if not any(condition.keep for condition in conditions):
            return ()
        return tuple(line for line in self.lines(owner, conditions, binding) if line.keep)

    def formula(self, expr: Expr, binding: Binding) -> Formula:
        if type(expr) is Ref:
            return Is(self.of(expr, binding))
        if type(expr) is law.Or:
            return some(tuple([self.formula(operand, binding) for operand in expr.operands]))
        if type(expr) is law.And:
            return all_of(tuple([self.formula(operand, binding) for operand in expr.operands]))
        if type(expr) is law.Not:
            return negation(self.formula(expr.operand, binding))
        if type(expr) is law.Each:
            return self._each(expr, binding)
        if type(expr) is law.Same:
            return constant(value_of(expr.left, binding) == value_of(expr.right, binding))
        if type(expr) is law.Member:
            return constant(value_of(expr.argument, binding) in expr.among)
        if type(expr) is law.Held:
            return self.clock(expr.fact, expr.comparison, expr.period, binding)
        if type(expr) is law.Today:
            return Calendar(expr.comparison, expr.day.toordinal())
        assert type(expr) is law.Known
        return constant(expr.value)

    def clock(self, fact: Ref, comparison: str, period: Period, binding: Binding) -> Formula:
        atom = self.of(fact, binding)
        if fact.name in self.law.definitions:
            atom = self.mirror(Is(atom), f"since {self.names[atom]}")
        return Clock(atom, comparison, period)

    def _each(self, each: law.Each, binding: Binding) -> Formula:
        bodies = tuple([self.formula(each.body, {**binding, each.variable: one}) for one in self._meant(each, binding)])
        return some(bodies) if each.quantifier == "any" else all_of(bodies)

    def _meant(self, each: law.Each, binding: Binding) -> list[str]:
        """Return the values over which a quantifier ranges."""
        values = self.domains.of(each.domain)
        match each.only:
            case law.Known(True):
                return list(values)
            case law.Member(argument, among) if argument == f"${each.variable}":
                listed = frozenset(among)
                return [value for value in values if value in listed]
        return [value for value in values if is_met(each.only, {**binding, each.variable: value})]

    def _guard(self, in_force: InForce) -> Formula:
        """Return a test of the calendar that matters from today on: true where the rule is simply in force."""
        if in_force.start is None and in_force.end is None:
            return TRUE
        tests: list[Formula] = []
        if in_force.start is not None and in_force.start.toordinal() > self.today:
            tests.append(Calendar(">=", in_force.start.toordinal()))
        if in_force.end is not None:
            tests.append(Calendar("<=", in_force.end.toordinal()))
        return all_of(tuple(tests))

    def guard_lines(self, owner: str, in_force: InForce) -> tuple[Line, ...]:
        """Return the dates in force of a procedure as a condition line, if they can still matter."""
        guard = self._guard(in_force)
        return () if is_true(guard) else (Line(f"{owner}#in-force", guard, waivable=False),)


# --- tests of arguments ---------------------------------------------------------------------------------------------


def is_met(test: Expr, binding: Binding) -> bool:
    """Return whether a test that compares arguments only (`law.expressions.is_static`) is met."""
    match test:
        case law.Member(argument, among):
            return value_of(argument, binding) in among
        case law.Same(left, right):
            return value_of(left, binding) == value_of(right, binding)
        case law.Not(operand):
            return not is_met(operand, binding)
        case law.And(operands):
            return all(is_met(operand, binding) for operand in operands)
        case law.Or(operands):
            return any(is_met(operand, binding) for operand in operands)
        case law.Known(value):
            return value
    raise TypeError(f"not a test of arguments: {test}")


# --- names ----------------------------------------------------------------------------------------------------------


def name_of(ref: Ref) -> str:
    """Return the name of a ground atom or operator: `national(KR)`, `passport`."""
    return f"{ref.name}({','.join(ref.arguments)})" if ref.arguments else ref.name


def value_of(argument: str, binding: Binding) -> str:
    return binding[argument[1:]] if argument.startswith("$") else argument


def kind_of_one(fact: Fact) -> str:
    return next(kind for name, kind in parameters_of(fact) if fact.one_of in (name, kind))


def one_of_key(fact: Fact, ground: Ref) -> str:
    """Return what the members of one group share: the fact and its other arguments."""
    return name_of(Ref(fact.name, with_value(fact, ground, "*")))


def with_value(fact: Fact, ground: Ref, value: str) -> tuple[str, ...]:
    """Return the arguments with `value` in the place over which only one holds."""
    return tuple(
        value if fact.one_of in parameter else argument
        for parameter, argument in zip(parameters_of(fact), ground.arguments, strict=True)
    )


def parameters_of(fact: Fact) -> list[tuple[str, str]]:
    """Return the fact's parameters as (name, kind); a fact's parameter is named by its kind unless it says `name:kind`."""
    return [(part.split(":")[0], part.split(":")[-1]) for part in fact.parameters]
