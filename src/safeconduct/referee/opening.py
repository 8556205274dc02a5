"""Checks an opening: with its changes made, the way it is said to open is one. That fewer changes would not do is not checked."""

from msgspec.structs import replace

from safeconduct.referee.replay import replay
from safeconduct.routes.model import Opening
from safeconduct.rules.model import Ban, Exclusion, Line, Rules
from safeconduct.rules.reference import Situation, with_atom
from safeconduct.terms.truth import truth_of


def check_opening(rules: Rules, opening: Opening) -> list[str]:
    """Return what is wrong with an opening of rules that have no route; empty if its way is sound once its changes are made."""
    if opening.route is None:
        return ["an opening without a way"]
    offences = {line.key for one in rules.operators if one.kind == "offence" for line in one.lines}
    lines = {line.key: line for one in rules.operators for line in one.lines}
    problems = [f"{key}: no line that can be waived" for key in opening.lines if key in offences or key not in lines]
    problems += [f"{key}: is not to be waived" for key in opening.lines if key in lines and not lines[key].waivable]
    problems += [
        f"{key}: no exclusion" for key in opening.exclusions if key not in {one.key for one in rules.exclusions}
    ]
    problems += [
        f"{rules.atoms[atom]}: is no fact that could be otherwise, or is so already"
        for atom, value in opening.facts
        if atom not in rules.given or rules.values[atom] is truth_of(value)
    ]
    return problems or replay(changed(rules, opening), opening.route)


def changed(rules: Rules, opening: Opening) -> Rules:
    """Return the rules without the lines and exclusions of an opening, in which its facts are so since the day of the question."""
    situation = Situation(rules.values, rules.since, rules.today)
    for atom, value in opening.facts:
        situation = with_atom(rules, situation, atom, value)
    operators = [
        replace(one, lines=without(one.lines, opening), bans=standing(one.bans, rules.exclusions, opening))
        for one in rules.operators
    ]
    return replace(
        rules,
        values=situation.values,
        since=situation.since,
        operators=tuple(operators),
        decisions=tuple(replace(one, keep=without(one.keep, opening)) for one in rules.decisions),
        exclusions=tuple(
            replace(one, formula=None) if one.key in opening.exclusions else one for one in rules.exclusions
        ),
    )


def without(lines: tuple[Line, ...], opening: Opening) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.key not in opening.lines)


def standing(bans: tuple[Ban, ...], exclusions: tuple[Exclusion, ...], opening: Opening) -> tuple[Ban, ...]:
    return tuple(ban for ban in bans if exclusions[ban.exclusion].key not in opening.exclusions)
