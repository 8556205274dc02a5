"""Lints: what a lawyer would stop at in a law that is sound in form: silence nobody can attack, effects nobody reads, lines that never meet."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from safeconduct.law.beginnings import Beginnings
from safeconduct.law.clashes import LOWER, Clash, clash_between, clocks_of, day_tests_of, never_together
from safeconduct.law.contradictions import exclude, one_of_positions
from safeconduct.law.in_force import meet
from safeconduct.law.model import (
    ALWAYS,
    Condition,
    Consequence,
    Definition,
    Effect,
    Held,
    InForce,
    Known,
    Law,
    Procedure,
    Ref,
    Remedy,
    Today,
    Within,
)
from safeconduct.law.reach import reaches
from safeconduct.law.walk import literals_of, parts_of, refs_read
from safeconduct.terms.citation import Citation


class Finding(NamedTuple):
    """What a lint says: at which declaration ("section name"), its code, what was found, how to repair it, in which rule."""

    key: str
    code: str
    found: str
    repair: str
    within: str


def findings(law: Law) -> Iterator[Finding]:
    """Yield every finding, lint by lint, in source order."""
    yield from unanswerable_silences(law)
    yield from idle_effects(law)
    yield from double_statements(law)
    yield from lines_at_odds(law)
    yield from dates_that_never_meet(law)


class Rule(NamedTuple):
    """A rule as the lints of lines see it: the lines that must all hold for it, and its dates in force."""

    kind: str  # procedure, remedy, consequence, definition
    name: str
    cite: tuple[Citation, ...]
    lines: tuple[Condition, ...]
    in_force: InForce
    form: Procedure | Consequence | Definition | Remedy

    @property
    def key(self) -> str:
        return f"{PLURAL.get(self.kind, self.kind + 's')} {self.name}"

    @property
    def within(self) -> str:
        return f"{self.kind} {self.name} ({articles(self.cite)})"


PLURAL = {"remedy": "remedies"}


def rules_of(law: Law) -> Iterator[Rule]:
    for procedure in law.procedures.values():
        yield Rule("procedure", procedure.name, procedure.cite, procedure.conditions, procedure.in_force, procedure)
    for remedy in law.remedies.values():
        own = remedy.procedure
        yield Rule("remedy", own.name, own.cite, (*windows_of(remedy), *own.conditions), own.in_force, remedy)
    for one in law.consequences.values():
        yield Rule("consequence", one.name, one.cite, one.when, one.in_force, one)
    for versions in law.definitions.values():
        for version in versions:
            yield Rule("definition", version.name, version.cite, version.every, version.in_force, version)


def windows_of(remedy: Remedy) -> Iterator[Condition]:
    """Yield the window of a remedy as the line it amounts to, where nothing else opens the remedy."""
    if remedy.against != ("refusal",) or remedy.also_after:
        return
    for window in remedy.window:
        if window.period is not None:
            that = Held(Ref("refused", ("$target",)), "<=", window.period)
            yield Condition(that, window.cite, None, in_force=window.in_force, source="window")


# --- silence ---------------------------------------------------------------------------------------------------------


def unanswerable_silences(law: Law) -> Iterator[Finding]:
    """Yield each statutory application whose silence is an omission that no remedy reaches; books without remedies have L405."""
    with_remedies = {remedy.procedure.book for remedy in law.remedies.values()}
    for procedure in law.procedures.values():
        if procedure.book not in with_remedies or not procedure.statutory or not can_be_silent(procedure):
            continue
        if any("silence" in remedy.against and reaches(remedy, procedure) for remedy in law.remedies.values()):
            continue
        repair = "Write the remedy, say what the law makes of silence (`silence`), or say `statutory: false` if it orders no decision."
        found = f"no answer to '{procedure.name}', and no remedy against that"
        yield Finding(f"procedures {procedure.name}", "L413", found, repair, rule_of(procedure).within)


def can_be_silent(procedure: Procedure) -> bool:
    """Return whether an authority can leave an application unanswered without the law saying what follows."""
    closed = any(line.that == Known(False) and not line.unless for line in procedure.conditions)
    meanings = {silence.means for silence in procedure.silence} or {"omission"}
    return (
        procedure.kind == "application"
        and procedure.decision in ("entitlement", "discretion")
        and not closed
        and not procedure.lawyer
        and "omission" in meanings
    )


def rule_of(procedure: Procedure) -> Rule:
    return Rule("procedure", procedure.name, procedure.cite, procedure.conditions, procedure.in_force, procedure)


# --- effects ---------------------------------------------------------------------------------------------------------


def idle_effects(law: Law) -> Iterator[Finding]:
    """Yield each effect that sets what no rule reads with such arguments. A fact that no rule reads at all is L406 where its book has rules."""
    read: dict[str, list[Ref]] = {}
    for ref in refs_read(law):
        read.setdefault(ref.name, []).append(ref)
    with_rules = {procedure.book for procedure in law.procedures.values()}
    position = one_of_positions(law)
    for rule in rules_of(law):
        for effect in effects_of(rule.form):
            fact = law.facts.get(effect.fact.name)
            if fact is None or (fact.name not in read and fact.book in with_rules):
                continue
            if any(is_about(effect.fact, ref, position.get(fact.name)) for ref in read.get(fact.name, ())):
                continue
            found = f"'{written(effect.fact)}' is set here, and no rule reads it"
            repair = "Delete the effect, or write the rule, goal or definition that needs it."
            yield Finding(rule.key, "L414", found, repair, rule.within)


def effects_of(form: object) -> Iterator[Effect]:
    return (part for part in parts_of(form) if isinstance(part, Effect))


def is_about(one: Ref, other: Ref, one_of: int | None) -> bool:
    """Return whether two uses of a fact can mean the same; where only one value holds at a time, a new one ends every other."""
    pairs = enumerate(zip(one.arguments, other.arguments, strict=True))
    return all(at == one_of or a == b or a.startswith("$") or b.startswith("$") for at, (a, b) in pairs)


def written(ref: Ref) -> str:
    arguments = ", ".join(argument.removeprefix("$") for argument in ref.arguments)
    return f"{ref.name}({arguments})" if arguments else ref.name


# --- two statements of one thing -------------------------------------------------------------------------------------


def double_statements(law: Law) -> Iterator[Finding]:
    """Yield each two periods, meanings of silence or fees of one rule that are in force on one day: the first would win without a word."""
    for rule in rules_of(law):
        for what, entries in dated_lists(rule.form):
            for one, other in combinations(entries, 2):
                if not meet(one.in_force, other.in_force):
                    continue
                found = f"two entries of '{what}' in force at the same time ({articles(one.cite)} and {articles(other.cite)})"
                repair = "Give each `in force`, so that one ends on the day before the next begins; or delete one."
                yield Finding(rule.key, "L415", found, repair, rule.within)


def dated_lists(form: object) -> Iterator[tuple[str, tuple[Within, ...]]]:
    """Yield the lists of a rule of which one entry at a time applies."""
    if isinstance(form, Remedy):
        yield "window", form.window
        yield "window on silence", form.window_on_silence
        form = form.procedure
    for name in ("within", "silence", "fee", "after"):
        entries = getattr(form, name, ())
        if entries:
            yield name, entries


# --- lines -----------------------------------------------------------------------------------------------------------


def lines_at_odds(law: Law) -> Iterator[Finding]:
    """Yield each two lines of a rule that cannot hold together, as far as the two alone show it."""
    position, beginnings = one_of_positions(law), Beginnings(law)
    for rule in rules_of(law):
        for one, other in combinations(rule.lines, 2):
            if not meet(one.in_force, other.in_force):
                continue
            reasons = (clash_of(one, other, position), too_old(one, other, beginnings), too_old(other, one, beginnings))
            clash = next((reason for reason in reasons if reason is not None), None)
            if clash is None:
                continue
            found = f"{line_named(one, rule)} and {line_named(other, rule)} never hold together{clash}"
            repair = "Correct one of them; or write the one that is the exception under `unless` of the other."
            yield Finding(rule.key, "L416", found, repair, rule.within)


def clash_of(one: Condition, other: Condition, position: dict[str, int]) -> Clash | None:
    """Return why two lines without exceptions cannot hold together, or None."""
    if any(exclude(x, y, position) for x in literals_of((one,)) for y in literals_of((other,))):
        return Clash("")
    return clash_between([*clocks_of(one), *day_tests_of(one)], [*clocks_of(other), *day_tests_of(other)])


def too_old(young: Condition, old: Condition, beginnings: Beginnings) -> Clash | None:
    """Return why what one line wants to be young is older than what the other wants to be old, or None."""
    for window in clocks_of(young):
        for age in clocks_of(old):
            if (
                window.comparison in LOWER
                or age.comparison not in LOWER
                or window.fact not in beginnings.older_than(age.fact)
            ):
                continue
            if never_together(age.comparison, age.period, window.comparison, window.period):
                return Clash(
                    f": '{written(window.fact)}' is older than '{written(age.fact)}', which begins only when it holds"
                )
    return None


def line_named(line: Condition, rule: Rule) -> str:
    said = line.source if len(line.source) <= LONGEST_LINE else line.source[: LONGEST_LINE - 1] + "…"
    return f"'{said}' ({articles(line.cite or rule.cite)})"


LONGEST_LINE = 60


def articles(cite: Iterable[Citation]) -> str:
    return next((str(one) for one in cite), "no article")


# --- dates in force --------------------------------------------------------------------------------------------------


def dates_that_never_meet(law: Law) -> Iterator[Finding]:
    """Yield each part of a rule that is never in force together with the rule, and each line about days outside its dates."""
    for rule in rules_of(law):
        for part in parts_of(rule.form):
            dates = getattr(part, "in_force", ALWAYS)
            if isinstance(part, Procedure | Definition | Consequence) or meet(dates, rule.in_force):
                continue
            found = f"{part_named(part)} is in force {said(dates)}, the rule {said(rule.in_force)}: never together"
            yield Finding(rule.key, "L417", found, "Correct the dates, or delete what never applied.", rule.within)
        for line in rule.lines:
            for test in day_tests_of(line):
                if isinstance(test, Today) and not meet(days_of(test), rule.in_force):
                    found = f"{line_named(line, rule)} is met on no day on which the rule is in force ({said(rule.in_force)})"
                    yield Finding(rule.key, "L417", found, "Correct the date, or `in force`.", rule.within)


def part_named(part: object) -> str:
    name = type(part).__name__.lower()
    cite = getattr(part, "cite", ())
    shown = getattr(part, "source", "")
    return f"{'line' if name == 'condition' else name}{f' {shown!r}' if shown else ''} ({articles(cite)})"


def days_of(test: Today) -> InForce:
    """Return the days on which a test of the calendar holds."""
    ordinal = test.day.toordinal()
    match test.comparison:
        case ">=":
            return InForce(start=test.day)
        case ">":
            return InForce(start=test.day.fromordinal(ordinal + 1))
        case "<":
            return InForce(end=test.day.fromordinal(ordinal - 1))
        case _:
            return InForce(end=test.day)


def said(dates: InForce) -> str:
    if dates.start is None and dates.end is None:
        return "always"
    since = f"from {dates.start}" if dates.start else ""
    until = f"to {dates.end}" if dates.end else ""
    return f"{since} {until}".strip()
