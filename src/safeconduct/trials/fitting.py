"""Fitting: for each rule, somebody it fits; the rules for which nobody can be found.

People are made up of the declared facts alone: whatever a case file may state, for the countries the lawbooks know and one relative. The search
is complete: a rule that fits nobody is one whose lines contradict each other, exceptions, definitions, clocks and dates considered.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from safeconduct.law.clashes import CONTRARY, LOWER, never_together
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law, Words
from safeconduct.person.model import ALWAYS_THERE, CRITERIA, Person, Unlawful
from safeconduct.rules.from_law import compile_rules
from safeconduct.rules.model import All, Calendar, Clock, Constant, Formula, Is, Not, Rules, Some
from safeconduct.terms.dates import Period
from safeconduct.terms.truth import Truth

MOST_TRIES = 20_000  # branches looked at for one rule; beyond it the rule is left undecided
RELATIVE = "relative"
NO_ORDER = "-"
NOTHING_BARRED = (Unlawful((NO_ORDER,)),)


class Misfit(NamedTuple):
    """A rule that fits nobody as of a day, with the fewest of its lines that already contradict each other (keys `owner#number`)."""

    section: str  # procedures, remedies, consequences, definitions
    name: str
    lines: tuple[str, ...]


class Fitted(NamedTuple):
    """What came of trying every rule: how many fit somebody, which fit nobody, and which were too intricate to tell."""

    on: date
    fit: int
    misfits: tuple[Misfit, ...]
    undecided: tuple[str, ...]


class TooIntricateError(Exception):
    """More branches than are looked at for one rule."""


def fitted(law: Law, on: date) -> Fitted:
    """Return which rules of the law of a day fit somebody. Ways the lawbook itself closes (`that: false`) are left out."""
    seen = in_force(law, on)
    rules = compile_rules(seen, anybody(on)).rules
    shut = never_decided(rules)
    fit, misfits, undecided = 0, list[Misfit](), list[str]()
    for section, name, copies in rules_tried(seen, rules):
        try:
            found = next((copy for copy in copies if Search(rules, shut).fits(parts for _, parts in copy)), None)
            if found is not None:
                fit += 1
            else:
                misfits.append(Misfit(section, name, least(rules, shut, copies[0])))
        except TooIntricateError:
            undecided.append(name)
    return Fitted(on, fit, tuple(misfits), tuple(undecided))


def anybody(on: date) -> Person:
    """Return a person of whom nothing is said, with one relative and no exclusion (nobody's law is that of NO_ORDER)."""
    return Person(
        "anybody", on, (*ALWAYS_THERE, "XX"), {RELATIVE: Words("a relative", "친족")}, (), (), NOTHING_BARRED, CRITERIA
    )


Copy = list[tuple[str, Formula]]  # the lines of one ground copy of a rule, each with its key


def rules_tried(law: Law, rules: Rules) -> Iterator[tuple[str, str, list[Copy]]]:
    """Yield section, name and ground copies of every rule that has something to meet, in source order."""
    copies: dict[tuple[str, str], list[Copy]] = {}
    for operator in rules.operators:
        section = "remedies" if operator.kind == "remedy" else "procedures"
        lines = [(line.key, line.formula) for line in operator.lines]
        copies.setdefault((section, operator.procedure), []).append(lines)
    for one in rules.consequences:
        copies.setdefault(("consequences", one.procedure), []).append([(one.procedure, one.when)])
    for definition in rules.definitions:
        name = rules.atoms[definition.atom].partition("(")[0]
        if law.definitions.get(name):
            copies.setdefault(("definitions", name), []).append([(name, definition.formula)])
    closed = Constant(Truth.FALSE)
    for (section, name), ground in copies.items():
        if not all(any(formula == closed for _, formula in copy) for copy in ground):
            yield section, name, ground


def never_decided(rules: Rules) -> dict[int, bool]:
    """Return as false what only filing at a way that the lawbook closes could make true: pending, granted, refused, unanswered."""
    closed = Constant(Truth.FALSE)
    shut: dict[int, bool] = {}
    for operator in rules.operators:
        if operator.decision is not None and any(line.formula == closed for line in operator.lines):
            one = rules.decisions[operator.decision]
            shut |= dict.fromkeys((one.pending, one.granted, one.refused, one.unanswered), False)
    return shut


def least(rules: Rules, shut: dict[int, bool], lines: Copy) -> tuple[str, ...]:
    """Return the keys of lines that cannot hold together and of which none can be spared."""
    kept = list(lines)
    for line in lines:
        fewer = [one for one in kept if one is not line]
        if fewer and not Search(rules, shut).fits(formula for _, formula in fewer):
            kept = fewer
    return tuple(key for key, _ in kept)


Goal = tuple[Formula, bool]  # a formula and whether it is to be true or false


class Found(NamedTuple):
    """What is settled of somebody so far: facts, clocks (atom, comparison, period) and the days the question can be asked on."""

    facts: dict[int, bool]
    clocks: dict[int, tuple[tuple[str, Period], ...]]
    first: int
    last: int


class Search:
    """Looks for somebody of whom given formulas are true; `shut` is what can be true of nobody."""

    def __init__(self, rules: Rules, shut: dict[int, bool]) -> None:
        self.rules, self.shut = rules, shut
        self.mirrored = rules.mirrored()
        self.dates = frozenset(rules.dates)
        self.others: dict[int, tuple[int, ...]] = {}
        for group in rules.groups:
            for atom in group.atoms:
                self.others[atom] = (*self.others.get(atom, ()), *(one for one in group.atoms if one != atom))
        self.tries = 0

    def fits(self, formulas: Iterable[Formula]) -> bool:
        """Return whether the formulas can all be true of somebody. Raises TooIntricateError past MOST_TRIES branches."""
        return self._fits(
            [(formula, True) for formula in formulas], [], Found(self.shut, {}, self.rules.today, date.max.toordinal())
        )

    def _fits(self, plain: list[Goal], choices: list[list[Goal]], found: Found) -> bool:
        """Settle what leaves no choice, then try each way of the choice with the fewest."""
        self.tries += 1
        if self.tries > MOST_TRIES:
            raise TooIntricateError
        facts, clocks, first, last = dict(found.facts), dict(found.clocks), found.first, found.last
        plain, choices = list(plain), list(choices)
        while plain:
            formula, wanted = plain.pop()
            match formula:
                case Constant(truth):
                    if (truth is Truth.TRUE) != wanted:
                        return False
                case Not(operand):
                    plain.append((operand, not wanted))
                case All(operands) | Some(operands):
                    parts = [(operand, wanted) for operand in operands]
                    if isinstance(formula, All) == wanted:
                        plain += parts
                    else:
                        choices.append(parts)
                case Is(atom) if atom in self.mirrored:
                    plain.append((self.mirrored[atom], wanted))
                case Is(atom):
                    if not self._settle(atom, wanted, facts):
                        return False
                case Clock(atom, comparison, period):
                    if not wanted:
                        contrary = Clock(atom, CONTRARY[comparison], period)
                        choices.append([(Is(atom), False), (contrary, True)])
                        continue
                    plain.append((Is(atom), True))
                    kept = clocks.get(atom, ())
                    if any(at_odds(comparison, period, *other) for other in kept):
                        return False
                    clocks[atom] = (*kept, (comparison, period))
                case Calendar(comparison, day):
                    first, last = within(comparison if wanted else CONTRARY[comparison], day, first, last)
                    if first > last:
                        return False
        if not choices:
            return True
        choices.sort(key=len)
        settled = Found(facts, clocks, first, last)
        return any(self._fits([way], choices[1:], settled) for way in choices[0])

    def _settle(self, atom: int, wanted: bool, facts: dict[int, bool]) -> bool:
        """Give a fact its value, and the others of which only one holds theirs; return whether nothing stands against it."""
        if atom in self.dates:
            return wanted
        if facts.setdefault(atom, wanted) != wanted:
            return False
        return not wanted or all(not facts.setdefault(other, False) for other in self.others.get(atom, ()))


def at_odds(comparison: str, period: Period, other: str, other_period: Period) -> bool:
    if comparison in LOWER and other not in LOWER:
        return never_together(comparison, period, other, other_period)
    if other in LOWER and comparison not in LOWER:
        return never_together(other, other_period, comparison, period)
    return False


def within(comparison: str, day: int, first: int, last: int) -> tuple[int, int]:
    """Return the first and last day that are left when a test of the calendar must be passed."""
    match comparison:
        case ">=":
            return max(first, day), last
        case ">":
            return max(first, day + 1), last
        case "<":
            return first, min(last, day - 1)
        case _:
            return first, min(last, day)
