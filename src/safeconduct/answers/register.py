"""The register: the open questions an answer rests on, and what the law says that no rule states."""

from collections.abc import Iterable

from safeconduct.answers.model import Door, OpenQuestion, Reading, Said, Step, WishAnswer
from safeconduct.answers.setting import Setting


def open_questions_under(wishes: Iterable[WishAnswer], doors: Iterable[Door], setting: Setting) -> tuple[OpenQuestion, ...]:
    """Return the entries that the steps of the routes, and the doors people think of, rest on, in the order of the lawbook."""
    names = {name for wish in wishes for route in wish.routes for step in all_steps(route.steps) for name in step.open_questions}
    for door in doors:
        if door.topical:
            names |= set(door.open_questions) | {line.open_question for line in door.lines}
    return tuple(_question(name, setting) for name in setting.law.open_questions if name in names or name.partition(".")[2] in names)


def all_steps(steps: Iterable[Step]) -> Iterable[Step]:
    """Yield every step, those of branches after the step they follow."""
    for step in steps:
        yield step
        for branch in step.branches:
            yield from all_steps(branch.steps)


def _question(name: str, setting: Setting) -> OpenQuestion:
    entry = setting.law.open_questions[name]
    return OpenQuestion(
        name=name,
        question=entry.question,
        cite=setting.cited(entry.cite),
        readings=tuple(Reading(reading.by, reading.words) for reading in entry.readings),
        taken=entry.taken,
    )


def not_in_rules(setting: Setting) -> tuple[Said, ...]:
    return tuple(Said(entry.words, setting.cited(entry.cite)) for entry in setting.law.not_in_rules)
