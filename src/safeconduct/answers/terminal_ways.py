"""Ways on a terminal: the comparison at a glance, and one way step by step."""

from datetime import date

from msgspec.structs import replace

from safeconduct.answers.columns import width_of
from safeconduct.answers.model import Route, Step
from safeconduct.answers.page import Page
from safeconduct.answers.saying import Tongue
from safeconduct.answers.sources import with_sources_once
from safeconduct.answers.ways_told import Numbers, branches_told, glance_lines, remedies_of, step_lines
from safeconduct.law.model import Words

GLANCE_LABELS = ("until", "how long", "decides", "risk", "ends", "before", "chance", "certain", "if", "fee", "copies")
STEP_LABELS = (
    *(
        "until",
        "receives",
        "decided by",
        "answer due",
        "if silent",
        "documents",
        "fee",
        "afterwards",
        "by law",
        "risk",
        "duty",
    ),
    *(
        "criteria",
        "before",
        "conditions",
        "basis",
        "open question",
        "refused",
        "silence",
        "refused or silence",
        "remedies",
    ),
)
COPIES_NAMED = 4


def label_width(labels: tuple[str, ...], tongue: Tongue) -> int:
    return max(width_of(tongue.say(f"label {label}")) for label in labels) + 2


def write_glance(route: Route, letter: str, page: Page, tongue: Tongue) -> None:
    """Write what a person compares."""
    page.text(tongue.of(route.title), 0, "title", mark=f" {letter}  ")
    width = label_width(GLANCE_LABELS, tongue)
    for label, texts, style in [*glance_lines(route, tongue), ("copies", copies(route, tongue), "plain")]:
        if texts:
            page.labelled(tongue.say(f"label {label}"), texts, 4, width, style)
    page.blank()


def copies(route: Route, tongue: Tongue) -> list[str]:
    told = [tongue.with_length(copy.differs, copy.days, copy.dated) for copy in route.copies[:COPIES_NAMED]]
    rest = len(route.copies) - COPIES_NAMED
    return [*told, tongue.say("label more", count=str(rest))] if rest > 0 else told


# --- step by step ---------------------------------------------------------------------------------------------------


def write_steps(
    route: Route, letter: str, wish: Words, as_of: date, page: Page, tongue: Tongue, everything: bool, numbers: Numbers
) -> None:
    """Write one way to a wish step by step. Remedies that are the same as those of an earlier step are named once."""
    page.heading(f"{tongue.say('label step by step', letter=letter)}: {tongue.of(wish)}")
    told: dict[tuple[str, ...], int] = {}
    previous = ""
    filed: set[str] = set()
    for step in with_sources_once(route.steps, everything):
        if previous and not previous == step.kind == "assume":
            page.blank()
        decided = step.kind == "decision" and step.procedure in filed  # then its filing has named who decides
        write_step(replace(step, decides=()) if decided else step, as_of, page, tongue, everything, numbers, told)
        filed.add(step.procedure)
        previous = step.kind
    page.blank()


def write_step(
    step: Step,
    as_of: date,
    page: Page,
    tongue: Tongue,
    everything: bool,
    numbers: Numbers,
    told: dict[tuple[str, ...], int],
) -> None:
    when = tongue.say("label if") if step.kind == "assume" else tongue.day_of(step, step.day == as_of)
    page.text(f"{when} · {tongue.capital(step.title)}", 0, "title", mark=f"{step.number:>2}  ")
    if step.does is not None:
        page.text(tongue.capital(step.does), 4)
    if step.lawyer:
        page.text(tongue.say("label lawyer"), 4, "warning")
    width = label_width(STEP_LABELS, tongue)
    for label, texts, style in step_lines(step, as_of, tongue, everything, numbers):
        if texts:
            page.labelled(tongue.say(f"label {label}"), texts, 4, width, style)
    for label, lines in branches_told(step, tongue):
        page.labelled(tongue.say(f"label {label}"), lines, 4, width)
    remedies = remedies_of(step, tongue, everything, told)
    if remedies:
        page.labelled(tongue.say("label remedies"), remedies, 4, width)
