"""Doors: how each procedure stands for the person today, with the lines that close it and what would open it."""

import re
from collections.abc import Iterable
from typing import Protocol

from msgspec.structs import replace

from safeconduct.answers.exclusions import exclusion_of
from safeconduct.answers.model import Door, Line, Question, Said, Window
from safeconduct.answers.names import Naming, filled, listed, name_of, parameter_names, ref_of
from safeconduct.answers.periods import day_in_words
from safeconduct.answers.risks import risks_of
from safeconduct.answers.sentences import condition_in_words, to_person
from safeconduct.answers.setting import Setting
from safeconduct.answers.steps import questions_under
from safeconduct.answers.unknowns import doubts_about, question_about
from safeconduct.answers.windows import window_of, window_past, windows_in
from safeconduct.answers.wording import say
from safeconduct.law.model import Condition, Known, Not, Procedure, Ref, Words
from safeconduct.rules.model import Operator
from safeconduct.terms.truth import Truth

STANDS = {Truth.TRUE: "true", Truth.FALSE: "false", Truth.UNKNOWN: "unknown"}
NEGATIVE = re.compile(r"\b(no|not|none|nothing|nobody|never|cannot)\b", re.IGNORECASE)
ORDER = ("closed", "unlawful", "unknown", "reachable", "filed", "open")


class Standing(Protocol):
    """A door as `routes.doors` describes it."""

    @property
    def operator(self) -> str: ...
    @property
    def procedure(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def lines(self) -> tuple[tuple[str, Truth, bool], ...]: ...
    @property
    def exclusions(self) -> tuple[str, ...]: ...


def door_of(standing: Standing, setting: Setting, whole: bool = False) -> Door:
    """Return a door in words. `whole`: with every line; else with those only that do not hold."""
    operator = setting.rules.operators[setting.operators[standing.operator]]
    procedure, naming = setting.procedure(operator.name), setting.naming_in(operator.name)
    lines = tuple(
        _line(key, truth, can, operator, setting)
        for key, truth, can in standing.lines
        if whole or truth is not Truth.TRUE
    )
    lines = lines if whole else tuple(sorted(lines, key=lambda line: line.can_be_met))
    wishes = tuple(exclusion_of(key, setting) for key in dict.fromkeys(standing.exclusions))
    return Door(
        procedure=operator.name,
        title=setting.title(operator.name),
        says=to_person(filled(procedure.says, naming.bound)),
        kind=operator.kind,
        state=standing.state,
        words=say(f"door {standing.state}"),
        cite=setting.cited(procedure.cite),
        lines=lines,
        wishes=wishes,
        opens=_opens(standing, lines, wishes),
        risks=risks_of(operator, setting.start, setting),
        receives=setting.authorities(procedure.receives),
        thought_of=thought_of_for(procedure, setting),
        lawyer=procedure.lawyer,
        open_questions=questions_under(procedure),
        window=window_of(operator, setting.start, setting) if standing.state == "open" else None,
    )


def thought_of_for(procedure: Procedure, setting: Setting) -> int | None:
    """Return the number of the first wish, counted from 1, for which people think of a procedure."""
    own = {topic.replace("_", "-") for topic in procedure.topics}
    return next((number for number, topics in enumerate(setting.topics, 1) if own & set(topics)), None)


def grouped(doors: Iterable[Door], setting: Setting) -> tuple[Door, ...]:
    """Return the doors, those of one procedure that stand alike told once, with the other countries or relatives named."""
    groups: dict[tuple[object, ...], list[Door]] = {}
    for door in doors:
        alike = () if door.wishes else tuple((line.stands, line.can_be_met, line.cite) for line in door.lines)
        groups.setdefault((ref_of(door.procedure).name, door.state, alike, door.wishes), []).append(door)
    return tuple(_with_others(group, setting) for group in groups.values())


def _with_others(group: list[Door], setting: Setting) -> Door:
    """Return the first door with what the others are for, told by the arguments in which they differ."""
    own = ref_of(group[0].procedure).arguments
    others = []
    for door in group[1:]:
        arguments = ref_of(door.procedure).arguments
        differing = [mine for mine, first in zip(arguments, own, strict=True) if mine != first]
        others.append(listed([name_of(argument, setting.naming) for argument in differing], "and"))
    return replace(group[0], also_for=tuple(others))


# --- lines ----------------------------------------------------------------------------------------------------------


def condition_of(key: str, setting: Setting) -> Condition | None:
    """Return the condition that the key of a compiled line names; None for the lines no lawbook writes (dates in force, remedies)."""
    owner, _, number = key.rpartition("#")
    if not number.isdigit():
        return None
    found = setting.law.procedures.get(owner)
    if found is None and owner in setting.law.remedies:
        found = setting.law.remedies[owner].procedure
    return None if found is None or int(number) >= len(found.conditions) else found.conditions[int(number)]


def _line(key: str, truth: Truth, can: bool, operator: Operator, setting: Setting) -> Line:
    condition = condition_of(key, setting)
    procedure, naming = setting.procedure(operator.name), setting.naming_in(operator.name)
    if condition is None:
        kind = key.rpartition("#")[2]
        start = procedure.in_force.start
        if kind == "in-force" and start is not None:
            return Line(
                say("line in-force from", day=day_in_words(start)), STANDS[truth], can, setting.cited(procedure.cite)
            )
        window = _window(key, truth, operator, setting)
        return Line(say(f"line {kind}"), STANDS[truth], can, setting.cited(procedure.cite), window=window)
    by = condition.by or _who_decides_the_fact(condition, setting, naming)
    return Line(
        window=_window(key, truth, operator, setting),
        words=condition_in_words(condition, naming),
        stands=STANDS[truth],
        can_be_met=can,
        cite=setting.cited(condition.cite or procedure.cite),
        unless=tuple(_exception(one, condition, setting, operator) for one in condition.unless),
        by=None if by is None else filled(by, naming.bound),
        open_question=condition.open or "",
        reason=says_what_is_missing(condition),
        of_fact=plain_fact(condition) in setting.law.facts,
        hopeless=is_for_ever(plain_fact(condition), setting),
        questions=_questions(key, truth, operator, setting),
    )


def _window(key: str, truth: Truth, operator: Operator, setting: Setting) -> Window | None:
    """Return the window by which a line still holds, or whose end made it false."""
    line = next((line for line in operator.lines if line.key == key), None)
    if line is None or truth is Truth.UNKNOWN:
        return None
    if truth is Truth.FALSE:
        return window_past(line.formula, setting.start, setting)
    return min(windows_in(line.formula, setting.start, setting), key=lambda one: one.last_day, default=None)


def plain_fact(condition: Condition) -> str:
    """Return the name of the one fact or definition that a line asks for or excludes; "" for any other line."""
    that = condition.that.operand if isinstance(condition.that, Not) else condition.that
    return that.name if isinstance(that, Ref) else ""


def is_for_ever(fact: str, setting: Setting) -> bool:
    """Return whether a fact is one that neither act nor time nor any power changes, as its lawbook declares."""
    return fact in setting.law.facts and setting.law.facts[fact].for_ever


def says_what_is_missing(condition: Condition) -> bool:
    """Return whether a line that nothing can meet is written as a reason ("there is no procedure"), not as what must be so."""
    return (
        condition.that == Known(False)
        and condition.words is not None
        and NEGATIVE.search(condition.words.en) is not None
    )


def _exception(one: Condition, of: Condition, setting: Setting, operator: Operator) -> Said:
    return Said(condition_in_words(one, setting.naming_in(operator.name)), setting.cited(one.cite or of.cite))


def _who_decides_the_fact(condition: Condition, setting: Setting, naming: Naming) -> Words | None:
    if not isinstance(condition.that, Ref) or condition.that.name not in setting.law.facts:
        return None
    fact = setting.law.facts[condition.that.name]
    slots = parameter_names(fact.parameters, condition.that.arguments, naming)
    return None if fact.by is None else filled(fact.by, slots)


def _questions(key: str, truth: Truth, operator: Operator, setting: Setting) -> tuple[Question, ...]:
    if truth is not Truth.UNKNOWN:
        return ()
    line = next((line for line in operator.lines if line.key == key), None)
    return () if line is None else tuple(question_about(atom, setting) for atom in doubts_about(line.formula, setting))


def _opens(standing: Standing, lines: tuple[Line, ...], wishes: tuple[Words, ...]) -> tuple[Words, ...]:
    """Return what would open the door: one sentence for each line that does not hold and each exclusion."""
    opens = [say("opens wish")] if wishes else []
    for line in lines:
        if line.stands == "true":
            continue
        if line.by is not None:
            opens.append(say("opens by reason" if line.reason else "opens by", by=line.by, line=line.words))
        elif line.stands == "unknown":
            opens.append(say("opens known", line=line.words))
        elif line.can_be_met:
            opens.append(say("opens steps", line=line.words))
        else:
            opens.append(say("opens law reason" if line.reason else "opens law", line=line.words))
    return tuple(dict.fromkeys(opens))
