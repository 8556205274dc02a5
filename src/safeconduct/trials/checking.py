"""What came out against what was expected: each line that fails, with what was found instead."""

from collections.abc import Iterable, Iterator
from datetime import date

from safeconduct.answers.model import Cited, Door, Opening, Route, Step
from safeconduct.lawbook.model import Place
from safeconduct.lawbook.problems import Problem, problem_at
from safeconduct.trials.model import (
    DoorWanted,
    OpeningWanted,
    Outcome,
    Pattern,
    RiskWanted,
    StepWanted,
    Trial,
    Wanted,
    Way,
    WayWanted,
)
from safeconduct.trials.problems import CODES

MOST_SHOWN = 6  # ways, doors or openings that a message lists


def failures(trial: Trial, outcome: Outcome) -> list[Problem]:
    """Return a problem for each expectation that is not met, in the order of the file."""
    within = f"test {trial.name}, as of {trial.person.as_of}"
    found = [
        problem_at(place, code, said, CODES[code].explanation, instead, within)
        for wanted in trial.wanted
        for place, code, said, instead in unmet(wanted, outcome)
    ]
    return sorted(found, key=lambda one: (one.line, one.column))


Unmet = tuple[Place, str, str, str]  # where it is expected, the code, what is wrong, what was found instead


def unmet(wanted: Wanted, outcome: Outcome) -> Iterator[Unmet]:
    verdict = outcome.wish.verdict
    if wanted.answer is not None and verdict != wanted.answer:
        yield wanted.place, "T101", f"the answer is '{verdict}', not '{wanted.answer}'", f"Found: {told(outcome)}"
    for way in wanted.ways:
        if not any(not list(differences(way, found)) for found in outcome.ways):
            yield way.place, "T102", "no way found is like this", nearest_way(way, outcome)
    for way in wanted.no_ways:
        like = next((found for found in outcome.ways if not list(differences(way, found))), None)
        if like is not None:
            yield way.place, "T103", "a way like this was found", f"Found: {way_told(like)}"
    for door in wanted.doors:
        yield from unmet_door(door, outcome)
    for opening in wanted.openings:
        if not any(opens_as(opening, one) for one in outcome.wish.openings):
            shown = "; ".join(", ".join(cites_of(one)) or "no article" for one in outcome.wish.openings[:MOST_SHOWN])
            said = f"Openings found rest on: {shown}." if shown else f"No opening was found; the answer is '{verdict}'."
            yield opening.place, "T105", "no opening found is like this", said
    if wanted.no_openings and outcome.wish.openings:
        yield wanted.place, "T105", f"{len(outcome.wish.openings)} openings found where there are to be none", ""
    yield from unmet_questions(wanted, outcome)
    yield from unmet_citations(wanted, outcome)


def told(outcome: Outcome) -> str:
    """Return what was found for a wish, in a line."""
    if outcome.ways:
        return "; ".join(way_told(way) for way in outcome.ways[:MOST_SHOWN])
    return outcome.wish.says.en


def way_told(way: Way) -> str:
    acts = " → ".join(short(act) for act in way.acts) or "nothing to do"
    copy = "" if way.route is not None else " (a near-copy)"
    return f"{way.letter}{copy} {acts}, {way.reached} ({way.dated})"


def short(ground: str) -> str:
    """Return a ground name without its book, as a test may write it."""
    head, bracket, inside = ground.partition("(")
    return f"{head.partition('.')[2]}{bracket}{inside}"


# --- ways -----------------------------------------------------------------------------------------------------------


def nearest_way(wanted: WayWanted, outcome: Outcome) -> str:
    """Return what the way that comes nearest lacks, and which ways there are."""
    if not outcome.ways:
        return f"No way was found: the answer is '{outcome.wish.verdict}'."
    lacking = [(list(differences(wanted, way)), way) for way in outcome.ways]
    lacks, nearest = min(lacking, key=lambda one: len(one[0]))
    if all("acts" in lack or "without" in lack for lack in lacks):
        return f"Found: {told(outcome)}"
    return f"Nearest is {way_told(nearest)}: {'; '.join(lacks)}"


def differences(wanted: WayWanted, way: Way) -> Iterator[str]:
    """Yield in which points a way is not as wanted; of a near-copy only acts, day and dating are known."""
    if wanted.acts and not in_order(wanted.acts, way.acts, exactly=True):
        yield "other acts"
    if wanted.any_order and not same_acts(wanted.any_order, way.acts):
        yield "other acts"
    if wanted.through and not in_order(wanted.through, way.acts, exactly=False):
        yield "not through these acts"
    for pattern in wanted.without:
        if any(pattern.fits(act) for act in way.acts):
            yield f"not without {short(pattern.name)}"
    if wanted.reached is not None and way.reached != wanted.reached:
        yield f"reached on {way.reached}, not on {wanted.reached}"
    if wanted.reached_by is not None and way.reached > wanted.reached_by:
        yield f"reached on {way.reached}, later than {wanted.reached_by}"
    if wanted.dated is not None and way.dated != wanted.dated:
        yield f"its day is {way.dated}, not {wanted.dated}"
    if way.route is None:
        if wanted.assured is not None or wanted.supposes is not None or wanted.steps or wanted.risks or wanted.no_risks:
            yield "a near-copy, of which steps and risks are not known"
        return
    yield from differences_in_route(wanted, way.route)


def differences_in_route(wanted: WayWanted, route: Route) -> Iterator[str]:
    if wanted.assured is not None and route.assured != wanted.assured:
        yield "it is assured" if route.assured else "it is not assured"
    if wanted.supposes is not None and len(route.assumes) > wanted.supposes:
        supposed = "; ".join(words.en for words in route.assumes)
        yield f"it supposes {len(route.assumes)} facts, not {wanted.supposes} at most ({supposed})"
    for step in wanted.steps:
        yield from differences_in_step(step, route)
    risks = [risk for step in route.steps for risk in step.risks]
    for wanted_risk in wanted.risks:
        if not any(is_risk(wanted_risk, one.order, one.to, one.level) for one in risks):
            shown = ", ".join(dict.fromkeys(f"{one.order} {one.to} {one.level}" for one in risks)) or "none"
            yield f"no such risk; its risks are: {shown}"
    for wanted_risk in wanted.no_risks:
        found = next((one for one in risks if is_risk(wanted_risk, one.order, one.to, one.level)), None)
        if found is not None:
            yield f"it risks {found.level} for {found.to} under {found.order}"


def is_risk(wanted: RiskWanted, order: str, to: str, level: str) -> bool:
    return wanted.order in (None, order) and wanted.to in (None, to) and wanted.level in (None, level)


def in_order(patterns: tuple[Pattern, ...], acts: tuple[str, ...], *, exactly: bool) -> bool:
    """Return whether the acts are, or have among them in this order, those wanted."""
    if exactly and len(patterns) != len(acts):
        return False
    rest = iter(acts)
    return all(any(pattern.fits(act) for act in rest) for pattern in patterns)


def same_acts(patterns: tuple[Pattern, ...], acts: tuple[str, ...]) -> bool:
    """Return whether the acts can be paired with the patterns, none left over; those with arguments choose first."""
    left = list(acts)
    for pattern in sorted(patterns, key=lambda one: not one.whole):
        act = next((one for one in left if pattern.fits(one)), None)
        if act is None:
            return False
        left.remove(act)
    return not left


def differences_in_step(wanted: StepWanted, route: Route) -> Iterator[str]:
    """Yield what is not as wanted of the step and of the decision it leads to."""
    steps = [step for step in route.steps if step.procedure and wanted.act.fits(step.procedure)]
    name = short(wanted.act.name)
    if not steps:
        yield f"no step {name}"
        return
    acted = [step.day for step in steps if step.kind == "act"]
    decided = [step.day for step in steps if step.kind == "decision"]
    if wanted.day is not None and wanted.day not in acted:
        yield f"{name} on {days(acted)}, not on {wanted.day}"
    if wanted.decided is not None and wanted.decided not in decided:
        yield f"{name} decided on {days(decided)}, not on {wanted.decided}"
    last = [step.wait.last_day for step in steps if step.wait is not None and step.wait.last_day is not None]
    if wanted.last_day is not None and wanted.last_day not in last:
        yield f"last day for deciding on {name}: {days(last)}, not {wanted.last_day}"
    kinds = {step.decision for step in steps if step.decision}
    if wanted.decision is not None and wanted.decision not in kinds:
        yield f"{name} is {', '.join(sorted(kinds)) or 'decided by nobody'}, not {wanted.decision}"
    cited = cites_of_steps(steps)
    yield from (f"{name} does not cite {one}" for one in wanted.cite if one not in cited)
    duties = [duty.last_day for step in steps for duty in step.duties if duty.last_day is not None]
    yield from (f"duties of {name}: {days(duties)}, not {day}" for day in wanted.duties if day not in duties)
    yield from differences_in_remedies(wanted, steps)


def differences_in_remedies(wanted: StepWanted, steps: list[Step]) -> Iterator[str]:
    remedies = [remedy for step in steps for remedy in step.remedies]
    for pattern, last in wanted.remedies:
        found = [remedy for remedy in remedies if pattern.fits(remedy.procedure)]
        if not found:
            names = ", ".join(dict.fromkeys(short(one.procedure).partition("(")[0] for one in remedies)) or "none"
            yield f"no remedy {short(pattern.name)}; its remedies are: {names}"
        elif last not in [remedy.last_day for remedy in found]:
            given = days([one.last_day for one in found if one.last_day is not None])
            yield f"last day of {short(pattern.name)}: {given}, not {last or 'none'}"


def days(given: Iterable[date]) -> str:
    return ", ".join(dict.fromkeys(str(day) for day in given)) or "no day"


# --- doors ----------------------------------------------------------------------------------------------------------


def unmet_door(wanted: DoorWanted, outcome: Outcome) -> Iterator[Unmet]:
    """Yield what is not as wanted of a door; of several countries or relatives, one that is so is enough."""
    doors = [door for name, door in outcome.doors.items() if wanted.door.fits(name)]
    name = short(wanted.door.name)
    if not doors:
        yield wanted.place, "T104", f"there is no {name} on that day, or for these people and countries", ""
        return
    if any(wanted.state in (None, door.state) and cites_all(wanted.cite, lines_cite(door)) for door in doors):
        return
    shown = "; ".join(door_told(door) for door in doors[:MOST_SHOWN])
    cite = f" under {', '.join(wanted.cite)}" if wanted.cite else ""
    yield wanted.place, "T104", f"{name} is not {wanted.state or 'shut'}{cite}", f"Found: {shown}"


def door_told(door: Door) -> str:
    cite = ", ".join(dict.fromkeys(lines_cite(door)))
    lines = "; ".join(f"{line.words.en}: {line.stands}" for line in door.lines[:3])
    return f"{short(door.procedure)} is {door.state}{f' ({lines})' if lines else ''}{f' under {cite}' if cite else ''}"


def lines_cite(door: Door) -> list[str]:
    """Return the articles of the lines that do not hold; of an offence those of the door and of what it risks as well."""
    lines = [cite for line in door.lines for cite in line.cite]
    if door.state == "unlawful":
        lines += [*door.cite, *(cite for risk in door.risks for cite in risk.cite)]
    return [cite.short for cite in lines]


def cites_all(wanted: tuple[str, ...], cited: Iterable[str]) -> bool:
    return set(wanted) <= set(cited)


def cites_of(opening: Opening) -> list[str]:
    return [cite.short for change in opening.changes for cite in change.cite]


def opens_as(wanted: OpeningWanted, opening: Opening) -> bool:
    return cites_all(wanted.cite, cites_of(opening)) and wanted.changes in (None, len(opening.changes))


# --- questions, articles --------------------------------------------------------------------------------------------


def unmet_questions(wanted: Wanted, outcome: Outcome) -> Iterator[Unmet]:
    asked = [question.fact for question in (*outcome.answer.questions, *outcome.wish.missing)]
    plain = ["".join(fact.split()) for fact in asked]
    for place, fact in wanted.asks:
        if not any(fact in (one, one.partition("(")[0]) for one in plain):
            yield place, "T106", f"{fact} is not asked", f"Asked: {', '.join(asked) or 'nothing'}"
    for place, fact in wanted.asks_not:
        if any(fact in (one, one.partition("(")[0]) for one in plain):
            yield place, "T106", f"{fact} is asked", ""


def unmet_citations(wanted: Wanted, outcome: Outcome) -> Iterator[Unmet]:
    if not wanted.cites and not wanted.cites_not:
        return
    cited = cites_of_steps(step for route in outcome.wish.routes for step in route.steps)
    cited |= {cite for door in outcome.answer.doors for cite in lines_cite(door)}
    for place, cite in wanted.cites:
        if cite not in cited:
            near = sorted(one for one in cited if one.split(" ")[0] == cite.split(" ")[0])
            yield place, "T107", f"{cite} is not cited", f"Of this source: {', '.join(near) or 'nothing'}"
    for place, cite in wanted.cites_not:
        if cite in cited:
            yield place, "T107", f"{cite} is cited", ""


def cites_of_steps(steps: Iterable[Step]) -> set[str]:
    """Return every article that steps rest on: acts, waits, silence, duties, risks, remedies."""
    found: set[str] = set()
    for step in steps:
        parts: list[tuple[Cited, ...]] = [step.cite]
        parts += [step.wait.cite] if step.wait else []
        parts += [step.silence.cite] if step.silence else []
        for said in (*step.documents, *step.changes, *step.by_law, *step.criteria, *step.conditions):
            parts.append(said.cite)
        for duty in step.duties:
            parts += [duty.cite, *([duty.omitted.cite] if duty.omitted else [])]
        parts += [risk.cite for risk in step.risks]
        parts += [remedy.cite for remedy in step.remedies]
        found |= {cite.short for part in parts for cite in part}
    return found
