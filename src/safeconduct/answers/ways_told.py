"""Ways told in one language, as labelled lines: the comparison at a glance, and each step. The terminal and the pages lay them out."""

from collections.abc import Iterator, Mapping
from datetime import date

from safeconduct.answers.model import Branch, Duty, Fallback, Remedy, Route, Step
from safeconduct.answers.periods import day_in_words
from safeconduct.answers.saying import Tongue
from safeconduct.answers.wording import say
from safeconduct.terms.exposure import Level, level_of

STILL = {"stated": "label still by", "reckoned": "label still around", "unknown": "label still unknown"}

Numbers = Mapping[str, int]  # name of an open question → its number in the list below


def glance_lines(route: Route, tongue: Tongue) -> list[tuple[str, list[str], str]]:
    """Return what a person compares, each with its label and style: how long, whose decision, what risk, whether anyone did it before."""
    if route.notice is not None:
        risk = ("risk", [tongue.of(route.notice)], "bad")
    else:
        style = "warning" if route.risk_self or route.risk_family else "plain"
        risk = ("risk", risks_in_short(route, tongue), style)
    assumed = [tongue.capital(one) for one in route.assumes[:1]] + [tongue.of(one) for one in route.assumes[1:]]
    before = [tongue.capital(route.precedent)] if route.precedent != say("precedent not recorded") else []
    return [
        ("how long", [tongue.how_long(route)], "plain" if route.dated == "stated" else "warning"),
        ("until", first_window(route, tongue), "warning"),
        ("decides", deciders(route, tongue), "plain"),
        risk,
        ("ends", [tongue.sentence(one) for one in route.ends], "warning"),
        ("before", before, "plain"),
        ("chance", [tongue.of(route.chance.words)] if route.chance is not None else [], "plain"),
        ("certain", [tongue.of(route.certainty)] if route.certainty is not None else [], "good"),
        ("if", ["; ".join(assumed)] if assumed else [], "plain"),
        ("fee", [tongue.money(route.fees)] if route.fees else [], "plain"),
    ]


def first_window(route: Route, tongue: Tongue) -> list[str]:
    """Return the act of a way whose time runs out first, with its last day; nothing where no act is open for a time only."""
    timed = [(step.window.last_day, step.number, step) for step in route.steps if step.window is not None]
    if not timed:
        return []
    last, _, step = min(timed, key=lambda one: one[:2])
    acts = sum(one.kind == "act" for one in route.steps)
    day = day_in_words(last)
    told = tongue.of(day) if acts == 1 else tongue.say("label glance until", day=day, title=tongue.capital(step.title))
    return [told + tongue.over(last)]


def deciders(route: Route, tongue: Tongue) -> list[str]:
    if not route.deciders:
        return [tongue.say("label nobody decides")]
    told = []
    for decision in dict.fromkeys(one.decision for one in route.deciders):
        names = dict.fromkeys(tongue.of(one.who) for one in route.deciders if one.decision == decision)
        text = tongue.say(f"label glance {decision}", who="; ".join(names))
        told.append(text[:1].upper() + text[1:])
    return told


def risks_in_short(route: Route, tongue: Tongue) -> list[str]:
    risks = [risk for risk in (route.risk_self, route.risk_family) if risk is not None]
    return [tongue.risk_in_short(risk) for risk in risks] or [tongue.say("label no risk")]


# --- step by step ---------------------------------------------------------------------------------------------------


def step_lines(
    step: Step, as_of: date, tongue: Tongue, everything: bool, numbers: Numbers
) -> list[tuple[str, list[str], str]]:
    decided = (
        [f"{tongue.names(step.decides)} – {tongue.say(f'label {step.decision}')}"]
        if step.decides and step.decision
        else []
    )
    firm = step.day == as_of or step.dated == "stated"
    due = [tongue.wait(step.wait, not step.decides, firm)] if step.wait is not None and step.decision else []
    basis = []
    if step.cite:
        since = (
            ""
            if step.in_force_from is None
            else f" ({tongue.say('label in force', day=day_in_words(step.in_force_from))})"
        )
        basis = [tongue.cited(step.cite) + since]
    until = [tongue.window(step.window)] if step.window is not None else []
    return [
        ("until", until, "warning"),
        ("receives", [tongue.names(step.receives)] if step.receives else [], "plain"),
        ("decided by", decided, "plain"),
        ("answer due", due, "plain"),
        ("if silent", [tongue.said(step.silence)] if step.silence is not None else [], "plain"),
        ("documents", [f"- {tongue.said(one)}" for one in step.documents], "plain"),
        ("fee", [tongue.money([step.fee])] if step.fee is not None and step.fee.amount else [], "plain"),
        ("afterwards", [tongue.said(one) for one in step.changes], "good"),
        ("by law", [tongue.said(one) for one in step.by_law], "warning"),
        ("risk", [tongue.risk(one) for one in step.risks], "bad"),
        ("duty", [text for duty in step.duties for text in duty_lines(duty, firm, tongue)], "warning"),
        ("criteria", [f"- {tongue.said(one)}" for one in step.criteria], "plain"),
        ("before", [tongue.capital(step.precedent)] if step.precedent is not None else [], "plain"),
        ("conditions", [f"- {tongue.said(one)}" for one in step.conditions] if everything else [], "quiet"),
        ("basis", basis, "quiet"),
        ("open question", questions_noted(step, numbers, tongue), "quiet"),
    ]


def questions_noted(step: Step, numbers: Numbers, tongue: Tongue) -> list[str]:
    known = [str(number) for number in sorted(numbers[name] for name in step.open_questions if name in numbers)]
    return [tongue.say("label see question", numbers=", ".join(known))] if known else []


def duty_lines(duty: Duty, firm: bool, tongue: Tongue) -> list[str]:
    lines = [tongue.capital(duty.words)]
    if duty.last_day is not None:
        day, told = day_in_words(duty.last_day), _sentence(tongue.capital(duty.words))
        if firm and duty.counting is not None:
            lines = [tongue.say("label duty by", duty=told, day=day, counting=duty.counting.words)]
        else:
            lines = [tongue.say("label duty around", duty=told, day=day)]
        lines[0] += tongue.over(duty.last_day)
    cited = tongue.cited(duty.cite)
    lines[0] += f" [{cited}]" if cited else ""
    if duty.done_in_step is not None:
        lines.append(tongue.say("label duty in step", number=str(duty.done_in_step)))
    if duty.omitted is not None and level_of(duty.omitted.level) > Level.NONE:
        omitted = duty.omitted
        level = say(f"{omitted.level} {omitted.to}")
        lines.append(
            tongue.say("label omitted", level=level, order=omitted.order_words, words=tongue.sentence(omitted.words))
        )
    return lines


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


# --- when a decision falls badly ------------------------------------------------------------------------------------


def branches_told(step: Step, tongue: Tongue) -> list[tuple[str, list[str]]]:
    """Return what to do after a refusal and after silence, each with its label; told once where it is the same."""
    told = [(branch.outcome, list(branch_lines(branch, step.procedure, tongue))) for branch in step.branches]
    if len(told) == 2 and told[0][1] == told[1][1]:
        return [("refused or silence", told[0][1])]
    return told


def branch_lines(branch: Branch, failed: str, tongue: Tongue) -> Iterator[str]:
    yield tongue.of(branch.words)
    link: Branch | None = branch
    timed = 0
    while link is not None:
        for step in link.steps:
            timed += step.last_day is not None
            yield f"→ {fallback_line(step, step.procedure == failed, tongue)}"
        if link.assumes:
            yield f"  {tongue.say('label if')}: {'; '.join(dict.fromkeys(tongue.of(one) for one in link.assumes))}."
        if link.reached is not None:
            key = STILL[link.dated]
            on = "label rejoins" if link.steps else "label goes on"
            rejoins = "" if link.rejoins is None else tongue.say(on, number=str(link.rejoins)) + " "
            yield "  " + rejoins + tongue.say(key, day=day_in_words(link.reached))
        link = link.then
        if link is not None:
            yield tongue.say("label if that fails") + ("" if link.steps else f" {tongue.of(link.words)}")
    if timed > 1:
        yield tongue.say("label side by side")


def fallback_line(step: Fallback, again: bool, tongue: Tongue) -> str:
    """Return one act of a fallback. `again`: it is the one that has just failed."""
    if again:
        line = tongue.say("label fallback again", title=step.title)
    elif step.last_day is None:
        line = tongue.of(step.title)
    elif step.reckoned or step.counting is None:
        line = tongue.say("label fallback around", title=step.title, day=day_in_words(step.last_day))
    else:
        day = day_in_words(step.last_day)
        line = tongue.say("label fallback by", title=step.title, day=day, counting=step.counting.words)
    if step.decides and step.decision:
        kind = tongue.say(f"label fallback {step.decision}")
        line = tongue.say("label fallback decided", fallback=line, who=tongue.names(step.decides), kind=kind)
    return line


def remedies_of(step: Step, tongue: Tongue, everything: bool, told: dict[tuple[str, ...], int]) -> list[str]:
    """Return the remedies by their time limit, or where an earlier step (noted in `told`) already named the same."""
    names = tuple(tongue.of(remedy.title) for remedy in step.remedies)
    if not names:
        return []
    if names in told:
        return [tongue.say("label same remedies", number=str(told[names]))]
    told[names] = step.number
    limits: dict[str, list[str]] = {}
    for remedy in step.remedies:
        limits.setdefault(limit_of(remedy, tongue), []).append(remedy_line(remedy, tongue, everything))
    lines = []
    for limit, remedies in limits.items():
        lines += [limit, *(f"- {line}" for line in remedies)] if everything else [f"{limit} {'; '.join(remedies)}."]
    return lines


def limit_of(remedy: Remedy, tongue: Tongue) -> str:
    if remedy.last_day is not None and remedy.window is not None and remedy.counting is not None:
        day, counting = day_in_words(remedy.last_day), remedy.counting.words
        return tongue.say("label remedies by", window=remedy.window, day=day, counting=counting)
    if remedy.window is not None:
        return tongue.say("label remedies window", window=remedy.window)
    return tongue.say("label remedies own time" if remedy.own_time else "label remedies any time")


def remedy_line(remedy: Remedy, tongue: Tongue, everything: bool) -> str:
    if not everything:
        return tongue.of(remedy.title)
    cited = tongue.cited(remedy.cite)
    line = tongue.say("label remedy in full", title=remedy.title, upheld=remedy.upheld)
    return f"{line} [{cited}]" if cited else line
