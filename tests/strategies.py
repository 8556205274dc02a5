"""Small random rules, so that slow obvious programs can be compared with fast ones.

`any_rules` is free; `chained_rules` is built backwards from the goal, so that most have a route; `some_rules` is half of
each. Consequences are drawn so that they cannot undo each other: each atom is set to one value only, and an atom of a
group only to false.
"""

from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite
from msgspec.structs import replace

from safeconduct.rules.model import (
    All,
    Ban,
    Calendar,
    Change,
    Clock,
    Consequence,
    Constant,
    Decision,
    Definition,
    Duty,
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
from safeconduct.terms.dates import Counting, Period
from safeconduct.terms.truth import Truth

TODAY = date(2024, 1, 15).toordinal()
HORIZON = 90  # days within which nearly everything in these rules has happened
PLAIN = Counting("plain")
FIRST_IN = Counting("first-in", first_day="in")
OPEN_DAYS = Counting("open-days", closed_days="next")

periods = st.one_of(
    st.builds(Period, st.integers(0, 12), st.just("days"), st.sampled_from([PLAIN, FIRST_IN, OPEN_DAYS])),
    st.builds(Period, st.integers(1, 2), st.just("months"), st.sampled_from([PLAIN, OPEN_DAYS])),
    st.builds(Period, st.integers(1, 6), st.just("working_days"), st.just(PLAIN)),
)
comparisons = st.sampled_from([">=", ">=", "<=", "<=", "<", ">"])
calendars: SearchStrategy[Formula] = st.builds(Calendar, comparisons, st.integers(TODAY - 3, TODAY + 40))


class Atoms(NamedTuple):
    """Who is who: plain facts first, then the dates, then four atoms of each application, watches and definitions."""

    plain: tuple[int, ...]
    dates: tuple[int, ...]
    applications: tuple[tuple[int, int, int, int], ...]  # pending, granted, refused, unanswered
    watches: tuple[int, ...]
    derived: tuple[int, ...]

    @property
    def clocked(self) -> tuple[int, ...]:
        return self.plain + self.dates + self.watches

    @property
    def read(self) -> tuple[int, ...]:
        outcomes = tuple(atom for application in self.applications for atom in application[:3])
        return self.plain + outcomes + self.derived


# --- formulas ------------------------------------------------------------------------------------------------------


def leaf_over(read: tuple[int, ...], clocked: tuple[int, ...]) -> SearchStrategy[Formula]:
    plain = st.sampled_from(read)
    choices: list[SearchStrategy[Formula]] = [st.builds(Is, plain), st.builds(Is, plain)]
    choices.append(st.builds(Not, st.builds(Is, plain)))
    if clocked:
        choices.append(st.builds(Clock, st.sampled_from(clocked), comparisons, periods))
    return st.one_of(*choices, calendars) if clocked else st.one_of(*choices)


def formula_over(read: tuple[int, ...], clocked: tuple[int, ...]) -> SearchStrategy[Formula]:
    leaf = leaf_over(read, clocked)
    two = st.lists(leaf, min_size=2, max_size=2).map(tuple)
    whole: SearchStrategy[Formula] = st.one_of(leaf, leaf, leaf, st.builds(All, two), st.builds(Some, two))
    return st.one_of(whole, whole, whole, st.builds(Not, whole))


# --- whole rules ---------------------------------------------------------------------------------------------------


@composite
def any_rules(draw: DrawFn) -> Rules:
    """Return rules whose parts were drawn without regard to each other."""
    return drawn_rules(draw, chained=False)


@composite
def chained_rules(draw: DrawFn) -> Rules:
    """Return rules in which each act gives what the next one needs, the last the goal; other parts may stand in the way."""
    return drawn_rules(draw, chained=True)


def some_rules() -> SearchStrategy[Rules]:
    return st.one_of(chained_rules(), any_rules())


def drawn_rules(draw: DrawFn, chained: bool) -> Rules:
    kinds = draw(st.lists(st.sampled_from(["application", "act", "act"]), min_size=2, max_size=4 if chained else 5))
    atoms, names = named_atoms(draw, [kind for kind in kinds if kind == "application"])
    groups = draw_groups(draw, atoms)
    definitions, watches = draw_mirrors(draw, atoms)
    chain = draw(st.permutations(atoms.plain))[: len(kinds)]
    exclusions = draw_exclusions(draw, atoms)
    operators: list[Operator] = []
    decisions: list[Decision] = []
    for position, kind in enumerate(kinds):
        line = Line(f"line-{position}", Is(chain[position - 1])) if chained and position else None
        gain = Change(chain[position], True) if chained and position < len(chain) else None
        operator, decision = draw_operator(draw, atoms, position, kind, line, gain, len(decisions), len(exclusions))
        operators.append(operator)
        decisions += [decision] if decision is not None else []
    consequences, timed = draw_consequences(draw, atoms, groups, len(names), chained)
    names += [f"while {c.name}" for c in consequences if c.watch is not None]
    values, since = draw_start(draw, atoms, groups, len(names), chain if chained else ())
    goal = draw_goal(draw, atoms, chain[min(len(kinds), len(chain)) - 1], chained)
    return Rules(
        atoms=tuple(names),
        values=values,
        since=since,
        today=TODAY,
        dates=atoms.dates,
        definitions=definitions,
        watches=watches + timed,
        groups=groups,
        operators=tuple(operators),
        decisions=tuple(decisions),
        consequences=consequences,
        exclusions=exclusions,
        goal=goal,
    )


def draw_goal(draw: DrawFn, atoms: Atoms, last: int, chained: bool) -> Formula:
    also = draw(formula_over(atoms.read, atoms.clocked))
    whole = draw(st.integers(0, 3))
    if not chained and whole == 0:
        return also
    return All((Is(last), also)) if whole < (1 if chained else 3) else Is(last)


def named_atoms(draw: DrawFn, applications: list[str]) -> tuple[Atoms, list[str]]:
    """Return the atoms and their names; watches of timed consequences come later, at the end."""
    plain = draw(st.integers(3, 5))
    names = [f"fact-{i}" for i in range(plain)]
    dates = draw(st.integers(0, 1))
    names += ["born"] * dates
    four = []
    for position in range(len(applications)):
        four.append((len(names), len(names) + 1, len(names) + 2, len(names) + 3))
        names += [f"{word}-{position}" for word in ("pending", "granted", "refused", "unanswered")]
    watches = draw(st.integers(0, 1))
    first_watch = len(names)
    names += [f"watch-{i}" for i in range(watches)]
    derived = draw(st.integers(0, 3))
    first_derived = len(names)
    names += [f"defined-{i}" for i in range(derived)]
    atoms = Atoms(
        tuple(range(plain)),
        tuple(range(plain, plain + dates)),
        tuple(four),
        tuple(range(first_watch, first_watch + watches)),
        tuple(range(first_derived, first_derived + derived)),
    )
    return atoms, names


def draw_groups(draw: DrawFn, atoms: Atoms) -> tuple[Group, ...]:
    if draw(st.integers(0, 2)):
        return ()
    size = draw(st.integers(2, len(atoms.plain)))
    return (Group(tuple(sorted(draw(st.permutations(atoms.plain))[:size]))),)


def draw_mirrors(draw: DrawFn, atoms: Atoms) -> tuple[tuple[Definition, ...], tuple[Watch, ...]]:
    """Return definitions, each of which reads earlier ones only, and a watch of the first; later ones may read its clock."""
    base = atoms.plain + tuple(atom for application in atoms.applications for atom in application[:3])
    definitions: list[Definition] = []
    for position, atom in enumerate(atoms.derived):
        clocked = atoms.plain + atoms.dates + (atoms.watches if position else ())
        formula = draw(formula_over(base + atoms.derived[:position], clocked))
        definitions.append(Definition(atom, formula))
    mirrored = atoms.derived[:1] or atoms.plain
    return tuple(definitions), tuple(Watch(atom, draw(leaf_over(mirrored, ()))) for atom in atoms.watches)


def draw_exclusions(draw: DrawFn, atoms: Atoms) -> tuple[Exclusion, ...]:
    found: list[Exclusion] = []
    for position in range(draw(st.sampled_from([0, 0, 1, 1, 2]))):
        formula = draw(
            st.one_of(
                st.none(),
                st.builds(All, st.lists(leaf_over(atoms.read, atoms.clocked), min_size=2, max_size=3).map(tuple)),
            )
        )
        found.append(Exclusion(f"never-{position}", formula))
    return tuple(found)


def draw_operator(
    draw: DrawFn,
    atoms: Atoms,
    position: int,
    kind: str,
    line: Line | None,
    gain: Change | None,
    applications: int,
    exclusions: int,
) -> tuple[Operator, Decision | None]:
    """Return an operator and, of an application, its decision, which is the next one; `gain` is what it is done for."""
    few = st.sampled_from([0, 0, 1]) if gain is not None else st.integers(0, 2)
    drawn = [draw(formula_over(atoms.read, atoms.clocked)) for _ in range(draw(few))]
    own = tuple(Line(f"line-{position}-{n}", f, keep=draw(st.booleans())) for n, f in enumerate(drawn))
    lines = own if line is None else (line, *own)
    changes = draw_changes(draw, atoms, 1)
    decision: Decision | None = None
    if kind == "application":
        pending, granted, refused, unanswered = atoms.applications[applications]
        decision = Decision(
            name=f"act-{position}",
            kind=draw(st.sampled_from(["entitlement", "discretion", "discretion", "automatic"])),
            pending=pending,
            granted=granted,
            refused=refused,
            unanswered=unanswered,
            period=draw(st.one_of(st.none(), periods)),
            expected=draw(st.one_of(st.none(), periods)),
            on_grant=draw_changes(draw, atoms, 1) + (() if gain is None else (gain,)),
            on_refusal=draw_changes(draw, atoms, 1),
            on_silence=draw_changes(draw, atoms, 1),
            keep=tuple(line for line in own if line.keep),
        )
        changes = (Change(pending, True), *changes)
    elif gain is not None:
        changes = (*changes, gain)
    operator = Operator(
        name=f"act-{position}",
        procedure=f"act-{position}",
        arguments=(),
        kind=kind,
        lines=lines,
        changes=changes,
        decision=applications if decision is not None else None,
        fee=draw(st.sampled_from([0, 0, 10, 25])),
        risks=draw_risks(draw, atoms),
        duties=tuple(
            Duty(n, (f"act-{draw(st.integers(0, 3))}",), draw(periods)) for n in range(draw(st.sampled_from([0, 0, 1])))
        ),
        bans=tuple(
            Ban(exclusion, draw(st.one_of(leaf_over(atoms.read, ()), st.just(Constant(Truth.FALSE)))))
            for exclusion in range(exclusions)
            if draw(st.integers(0, 3)) == 0
        ),
    )
    return operator, decision


def draw_changes(draw: DrawFn, atoms: Atoms, most: int) -> tuple[Change, ...]:
    count = draw(st.integers(0, most))
    return tuple(
        Change(
            draw(st.sampled_from(atoms.plain)),
            draw(st.booleans()),
            draw(st.one_of(st.none(), st.none(), leaf_over(atoms.read, atoms.clocked))),
        )
        for _ in range(count)
    )


def draw_risks(draw: DrawFn, atoms: Atoms) -> tuple[Risk, ...]:
    when = st.one_of(st.none(), leaf_over(atoms.read, atoms.clocked))
    return tuple(
        Risk(n, "KR", draw(st.sampled_from(["self", "family"])), draw(st.integers(0, 3)), draw(when))
        for n in range(draw(st.sampled_from([0, 0, 1])))
    )


def draw_consequences(
    draw: DrawFn, atoms: Atoms, groups: tuple[Group, ...], first_watch: int, chained: bool
) -> tuple[tuple[Consequence, ...], tuple[Watch, ...]]:
    """Return consequences that cannot undo each other, and the watches of the timed ones, as atoms from `first_watch` on."""
    grouped = {atom for group in groups for atom in group.atoms}
    sets = {atom: atom not in grouped and draw(st.booleans()) for atom in atoms.plain}
    consequences: list[Consequence] = []
    watches: list[Watch] = []
    for position in range(draw(st.sampled_from([0, 0, 1] if chained else [0, 1, 1, 2]))):
        when = draw(formula_over(atoms.read, atoms.clocked))
        atom = draw(st.sampled_from(atoms.plain))
        given = draw(st.one_of(st.none(), st.none(), leaf_over(atoms.read, ())))
        after = draw(st.one_of(st.none(), periods))
        watch = None
        if after is not None:
            watch = first_watch + len(watches)
            watches.append(Watch(watch, when))
        change = Change(atom, sets[atom], given)
        consequences.append(Consequence(f"law-{position}", "law", (), when, (change,), after, watch))
    return tuple(consequences), tuple(watches)


def draw_start(
    draw: DrawFn, atoms: Atoms, groups: tuple[Group, ...], count: int, chain: tuple[int, ...] | list[int]
) -> tuple[tuple[Truth, ...], tuple[int, ...]]:
    """Return values and since on the day of the question: few unknown facts, few undated ones, one true in a group.

    What a chain gives is not held at the start, so that there is something to do.
    """
    values, since = [Truth.FALSE] * count, [0] * count
    days = st.one_of(st.integers(TODAY - 45, TODAY), st.integers(TODAY - 45, TODAY), st.just(0))
    unknowns = 0
    for atom in atoms.plain:
        allowed = [Truth.FALSE, Truth.FALSE, Truth.UNKNOWN] if atom in chain else list(Truth)
        value = draw(st.sampled_from(allowed))
        if value is Truth.UNKNOWN and (unknowns == 2 or draw(st.booleans())):
            value = Truth.FALSE
        unknowns += value is Truth.UNKNOWN
        mates = [mate for group in groups if atom in group.atoms for mate in group.atoms if mate != atom]
        if any(values[mate] is Truth.TRUE for mate in mates):
            value = Truth.FALSE
        if value is Truth.TRUE:
            for mate in mates:
                values[mate] = Truth.FALSE
        values[atom], since[atom] = value, draw(days) if value is Truth.TRUE else 0
    for atom in atoms.dates:
        values[atom], since[atom] = Truth.TRUE, draw(days)
    for pending, *_ in atoms.applications:  # a matter that was filed before the day of the question
        values[pending] = draw(st.sampled_from([*[Truth.FALSE] * 8, Truth.UNKNOWN, Truth.TRUE, Truth.TRUE]))
        since[pending] = draw(days) if values[pending] is Truth.TRUE else 0
    for watch in atoms.watches:
        values[watch] = draw(st.sampled_from([Truth.FALSE, Truth.TRUE]))
        since[watch] = draw(days) if values[watch] is Truth.TRUE else 0
    return tuple(values), tuple(since)


# --- rules of which all is known, and which time only opens ------------------------------------------------------------


def known_rules() -> SearchStrategy[Rules]:
    """Return rules without unknown facts, in which clocks and calendar only open: they fit a search that acts early."""
    return some_rules().map(tamed)


def tamed(rules: Rules) -> Rules:
    """Return rules with unknown facts false, undated ones begun 20 days ago, nothing pending, windows without an end, and no consequence after a time."""
    pending = {one.pending for one in rules.decisions}
    values = tuple(
        Truth.FALSE if value is Truth.UNKNOWN or atom in pending else value for atom, value in enumerate(rules.values)
    )
    watched = frozenset(one.atom for one in rules.watches)

    def open_only(formula: Formula) -> Formula:
        match formula:
            case All(operands):
                return All(tuple(open_only(one) for one in operands))
            case Clock(atom, _, period) if atom not in watched:
                return Clock(atom, ">=", period)
            case Calendar(_, day):
                return Calendar(">=", day)
        return timeless(formula)

    def timeless(formula: Formula) -> Formula:
        match formula:
            case Not(operand):
                return Not(timeless(operand))
            case All(operands):
                return All(tuple(timeless(one) for one in operands))
            case Some(operands):
                return Some(tuple(timeless(one) for one in operands))
            case Is(atom) | Clock(atom) if atom in watched:
                return Constant(Truth.TRUE)
            case Clock(atom):
                return Is(atom)
            case Calendar():
                return Constant(Truth.TRUE)
        return formula

    def changes(several: tuple[Change, ...]) -> tuple[Change, ...]:
        return tuple(
            replace(one, when=None if one.when is None else timeless(one.when))
            for one in {change.atom: change for change in several}.values()
        )

    return replace(
        rules,
        values=values,
        since=tuple(
            since or TODAY - 20 if value is Truth.TRUE else 0 for since, value in zip(rules.since, values, strict=True)
        ),
        definitions=tuple(replace(one, formula=timeless(one.formula)) for one in rules.definitions),
        watches=(),
        operators=tuple(
            replace(
                one,
                lines=tuple(replace(line, formula=open_only(line.formula), keep=False) for line in one.lines),
                changes=changes(one.changes),
                risks=tuple(replace(r, when=None if r.when is None else timeless(r.when)) for r in one.risks),
                bans=tuple(replace(ban, when=timeless(ban.when)) for ban in one.bans),
            )
            for one in rules.operators
        ),
        decisions=tuple(replace(one, on_grant=changes(one.on_grant), keep=()) for one in rules.decisions),
        consequences=tuple(
            replace(one, when=timeless(one.when), changes=changes(one.changes), after=None, watch=None)
            for one in rules.consequences
        ),
        exclusions=tuple(
            replace(one, formula=None if one.formula is None else timeless(one.formula)) for one in rules.exclusions
        ),
        goal=open_only(rules.goal),
    )


# --- rich in decisions ---------------------------------------------------------------------------------------------


def deciding_rules() -> SearchStrategy[Rules]:
    """Return rules in which every act needs a decision that may fall badly: at once, after five days, or without a stated time."""
    return some_rules().map(with_more_decisions)


def with_more_decisions(rules: Rules) -> Rules:
    """Return the rules with every plain act made an application, whose grant brings about what the act did."""
    names, decisions, operators = list(rules.atoms), list(rules.decisions), []
    for position, operator in enumerate(rules.operators):
        if operator.decision is None:
            first = len(names)
            names += [f"{operator.name} {word}" for word in ("pending", "granted", "refused", "unanswered")]
            period = (Period(0, "days", PLAIN), Period(5, "days", PLAIN), None)[position % 3]
            four = (first, first + 1, first + 2, first + 3)
            ends = (operator.changes, (), ())
            decisions.append(Decision(operator.name, "discretion", *four, period, None, *ends))
            changes = (Change(first, True),)
            operator = replace(operator, kind="application", changes=changes, decision=len(decisions) - 1)
        operators.append(operator)
    added = len(names) - len(rules.atoms)
    return replace(
        rules,
        atoms=tuple(names),
        values=rules.values + (Truth.FALSE,) * added,
        since=rules.since + (0,) * added,
        operators=tuple(operators),
        decisions=tuple(decisions),
    )
