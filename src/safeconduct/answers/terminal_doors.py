"""Doors on a terminal: one procedure with the lines that close it, and the list of what is closed."""

from safeconduct.answers.model import Door, Line
from safeconduct.answers.page import Page
from safeconduct.answers.saying import Tongue
from safeconduct.answers.terminal_ways import label_width

DOOR_LABELS = ("your wish", "reason", "closed because", "unknown because", "unless", "true", "question", "opens", "risk", "basis", "also for", "receives", "procedure")
OTHERS_NAMED = 6


def write_door(door: Door, page: Page, tongue: Tongue, whole: bool = False) -> None:
    """Write a procedure, how it stands and why. `whole`: with every line and exception, as `why` asks for."""
    page.text(f"{tongue.capital(door.title)} – {tongue.of(door.words)}", 0, "title", mark="x  " if door.state != "open" else "o  ")
    width = label_width(DOOR_LABELS, tongue)

    def line(label: str, texts: list[str], style: str = "plain") -> None:
        if texts:
            page.labelled(tongue.say(f"label {label}"), texts, 3, width, style)

    if whole:
        line("procedure", [tongue.capital(door.says)])
    line("your wish", [tongue.capital(one) for one in door.wishes], "warning")
    line("reason", [text for row in door.lines if row.reason for text in line_texts(row, tongue)], "bad")
    line("closed because", lines_that(door, "false", tongue), "bad")
    line("unknown because", lines_that(door, "unknown", tongue), "warning")
    line("question", list(dict.fromkeys(tongue.of(one.ask) for row in door.lines for one in row.questions)))
    if whole:
        line("true", lines_that(door, "true", tongue), "good")
    line("opens", [tongue.capital(one) for one in door.opens] if whole else openings_not_evident(door, tongue))
    line("also for", others(door, tongue))
    if whole:
        line("risk", [tongue.risk(risk) for risk in door.risks], "bad")
        line("receives", [tongue.names(door.receives)] if door.receives else [])
    line("basis", [tongue.cited(door.cite)] if door.cite else [], "quiet")
    if door.lawyer:
        page.text(tongue.say("label lawyer"), 3, "warning")
    page.blank()


def lines_that(door: Door, stands: str, tongue: Tongue) -> list[str]:
    """Return the lines that stand so, each with its article and exceptions."""
    told: list[str] = []
    for line in door.lines:
        if line.stands == stands and not line.reason:
            told += line_texts(line, tongue)
    return told


def line_texts(line: Line, tongue: Tongue) -> list[str]:
    cited = tongue.cited(line.cite)
    first = f"- {tongue.capital(line.words)}" + (f" [{cited}]" if cited else "")
    unless = [f"  {tongue.say('label unless')}: {tongue.said(one)}" for one in line.unless]
    return [first, *unless]


def openings_not_evident(door: Door, tongue: Tongue) -> list[str]:
    """Return what would open the door, without the sentences that say no more than the line itself."""
    told = [tongue.say("opens wish")] if door.wishes else []
    for line in door.lines:
        if line.stands != "true" and line.by is not None:
            told.append(tongue.say("opens by reason" if line.reason else "opens by", by=line.by, line=line.words))
        elif line.stands == "false" and line.can_be_met:
            told.append(tongue.say("opens steps", line=line.words))
    return [text[:1].upper() + text[1:] for text in dict.fromkeys(told)]


def others(door: Door, tongue: Tongue) -> list[str]:
    names = [tongue.of(one) for one in door.also_for if tongue.of(one)]
    if len(names) > OTHERS_NAMED:
        names = [*names[:OTHERS_NAMED], f"+{len(names) - OTHERS_NAMED}"]
    return [", ".join(names)] if names else []
