"""Doors on a terminal: one procedure with the lines that close it, and the list of what is closed."""

from collections.abc import Iterable, Iterator

from safeconduct.answers.doors import ORDER
from safeconduct.answers.model import Answer, Door, Line, Risk, Window
from safeconduct.answers.names import ref_of
from safeconduct.answers.page import Page
from safeconduct.answers.periods import day_in_words
from safeconduct.answers.register import procedures_on
from safeconduct.answers.saying import Tongue
from safeconduct.answers.terminal_ways import label_width

DOOR_LABELS = (
    "your wish",
    "reason",
    "closed because",
    "unknown because",
    "unless",
    "true",
    "question",
    "opens",
    "risk",
    "basis",
    "also for",
    "receives",
    "procedure",
)
SHORT_LABELS = ("closed because", "unknown because", "reason", "risk", "opens", "basis")
OTHERS_NAMED = 6
LINES_NAMED = 2  # of those that close a door, in its short form
TOLD = {"closed": 6, "unlawful": 5, "reachable": 1}  # doors of each state told for one wish


def doors_to_tell(answer: Answer) -> tuple[Door, ...]:
    """Return the doors that people think of for the wishes: closed for good, punished, or not yet open and on no way shown.

    When people think of none, the first few.
    """
    used = {ref_of(name).name for wish in answer.wishes for route in wish.routes for name in procedures_on(route)}
    told: list[Door] = []
    counts: dict[tuple[int, str], int] = {}
    for door in answer.doors:
        if (
            door.thought_of is None
            or concerns_nobody(door)
            or door.state not in TOLD
            or (door.state == "reachable" and ref_of(door.procedure).name in used)
        ):
            continue
        place = (door.thought_of, door.state)
        counts[place] = counts.get(place, 0) + 1
        if counts[place] <= TOLD[door.state]:
            told.append(door)
    return tuple(told) or answer.doors[: TOLD["closed"]]


def concerns_nobody(door: Door) -> bool:
    """Return whether to tell of a door would only hurt or puzzle: it is about somebody who is dead, or for the other sex."""
    return any(line.stands == "false" and line.hopeless for line in door.lines)


def write_door_in_short(door: Door, page: Page, tongue: Tongue) -> None:
    """Write a closed door in a few lines: what it is, what is in the way with its article, and what would open it."""
    page.text(with_others(door, tongue), 0, "title", mark="x  ")
    width = label_width(SHORT_LABELS, tongue)
    last = ""
    for label, texts, style in short_lines(door, tongue):
        page.labelled("" if label == last else tongue.say(f"label {label}"), texts, 3, width, style)
        last = label


def write_in_short(doors: Iterable[Door], page: Page, tongue: Tongue) -> None:
    """Write doors in a few lines each, by how they stand."""
    for state, among in by_state(doors).items():
        page.text(tongue.say(f"doors {state}"), 0, "title")
        for door in among:
            write_door_in_short(door, page, tongue)
        page.blank()


def by_state(doors: Iterable[Door]) -> dict[str, list[Door]]:
    """Return the doors by how they stand, those that stay closed first."""
    found: dict[str, list[Door]] = {}
    for door in sorted(doors, key=lambda door: ORDER.index(door.state)):
        found.setdefault(door.state, []).append(door)
    return found


def short_lines(door: Door, tongue: Tongue) -> Iterator[tuple[str, list[str], str]]:
    if door.wishes:
        told = list(punishments(door, tongue)) or [f"{tongue.names(door.wishes)}{tongue.first_cited(door.cite, 2)}"]
        yield ("risk", [*told, *dangers(door, tongue)], "bad")
        return
    wrong = [line for line in door.lines if line.stands == "false"] or list(door.lines)
    for line in wrong[:LINES_NAMED]:
        label = "reason" if line.reason else "closed because" if line.stands == "false" else "unknown because"
        told = [f"{tongue.sentence(line.words)}{tongue.first_cited(line.cite)}"]
        if line.window is not None and line.stands == "false":
            told.append(ran_out(line.window, tongue))
        yield (label, told, "bad")
    yield ("opens", keys_of(wrong[:LINES_NAMED], tongue), "quiet")


def ran_out(window: Window, tongue: Tongue) -> str:
    return tongue.say("label ran out", day=day_in_words(window.last_day), counting=window.counting.words)


def punishments(door: Door, tongue: Tongue) -> Iterator[str]:
    """Yield what the offence itself is punished with, by its own articles."""
    yield from (threatened(risk, tongue) for risk in own_risks(door))


def dangers(door: Door, tongue: Tongue) -> Iterator[str]:
    """Yield in short what else threatens."""
    own = own_risks(door)
    besides = dict.fromkeys(tongue.risk_in_short(risk) for risk in door.risks if risk not in own)
    if besides:
        yield tongue.say("label besides", risk="; ".join(besides))


def own_risks(door: Door) -> list[Risk]:
    sources = {one.source for one in door.cite}
    return [risk for risk in door.risks if any(one.source in sources for one in risk.cite)]


def threatened(risk: Risk, tongue: Tongue) -> str:
    """Return how grave a penalty is, for whom, under which law, and the penalty itself with its first articles."""
    level = tongue.risk_in_short(risk)
    return f"{level[:1].upper()}{level[1:]}. {tongue.sentence(risk.words)}{tongue.first_cited(risk.cite, 2)}"


def keys_of(lines: list[Line], tongue: Tongue) -> list[str]:
    """Return in short what would make lines so; what steps could do is not told while another line stays closed anyway."""
    barred = [line for line in lines if line.stands == "false" and not line.can_be_met]
    return list(dict.fromkeys(key_of(line, tongue) for line in barred or lines))


def key_of(line: Line, tongue: Tongue) -> str:
    """Return in short what would make a line so."""
    if line.by is not None:
        text = tongue.say("opens by reason", by=line.by)
        return text[:1].upper() + text[1:]
    if line.stands == "unknown":
        return tongue.say("opens known short")
    if line.can_be_met:
        return tongue.say("opens steps short")
    return tongue.say("opens law reason" if line.reason else "opens law short")


def write_states(doors: Iterable[Door], page: Page, tongue: Tongue) -> None:
    """Write doors one a line, by how they stand."""
    for state, among in by_state(doors).items():
        page.blank()
        page.text(tongue.capital(among[0].words), 0, "title")
        for door in among:
            page.text(with_others(door, tongue), 0, mark=f"{'?' if state == 'unknown' else 'x'}  ")


def write_door(door: Door, page: Page, tongue: Tongue, whole: bool = False) -> None:
    """Write a procedure, how it stands and why. `whole`: with every line and exception, as `why` asks for."""
    page.text(
        f"{tongue.capital(door.title)} – {tongue.of(door.words)}",
        0,
        "title",
        mark="x  " if door.state != "open" else "o  ",
    )
    width = label_width(DOOR_LABELS, tongue)

    def line(label: str, texts: list[str], style: str = "plain") -> None:
        if texts:
            page.labelled(tongue.say(f"label {label}"), texts, 3, width, style)

    if whole:
        line("procedure", [tongue.capital(door.says)])
    line("your wish", [tongue.capital(one) for one in door.wishes], "warning")
    if door.wishes and not whole:  # how to come to commit it is nothing to tell
        line("opens", [tongue.say("opens wish")])
        line("risk", [*punishments(door, tongue), *dangers(door, tongue)], "bad")
        line("basis", [tongue.cited(door.cite)] if door.cite else [], "quiet")
        page.blank()
        return
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
    if line.window is not None:
        told = ran_out(line.window, tongue) if line.stands == "false" else tongue.window(line.window)
        return [first, f"  {told}", *unless]
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


def with_others(door: Door, tongue: Tongue) -> str:
    """Return the title of a door with the other countries or relatives for which it stands alike."""
    named = "; ".join(others(door, tongue))
    return tongue.capital(door.title) + (f" ({tongue.say('label also for')}: {named})" if named else "")


def others(door: Door, tongue: Tongue) -> list[str]:
    names = [tongue.of(one) for one in door.also_for if tongue.of(one)]
    if len(names) > OTHERS_NAMED:
        names = [*names[:OTHERS_NAMED], f"+{len(names) - OTHERS_NAMED}"]
    return [", ".join(names)] if names else []
