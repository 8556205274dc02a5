"""The register: the open questions an answer rests on, and what the law says that no rule states."""

from collections.abc import Iterable, Iterator

from safeconduct.answers.model import Branch, Door, OpenQuestion, Reading, Route, Said, WishAnswer
from safeconduct.answers.setting import Setting
from safeconduct.answers.steps import questions_under


def open_questions_under(
    wishes: Iterable[WishAnswer], doors: Iterable[Door], setting: Setting
) -> tuple[OpenQuestion, ...]:
    """Return the entries that the steps of the routes, and the doors people think of, rest on, in the order of the lawbook."""
    taken = (setting.procedure(name) for wish in wishes for route in wish.routes for name in procedures_on(route))
    names = {name for procedure in taken for name in questions_under(procedure)}
    for door in doors:
        if door.thought_of is not None:
            names |= set(door.open_questions) | {line.open_question for line in door.lines}
    return tuple(
        _question(name, setting)
        for name in setting.law.open_questions
        if name in names or name.partition(".")[2] in names
    )


def procedures_on(route: Route) -> Iterator[str]:
    """Yield the ground name of every act of a route and of its fallbacks."""
    for step in route.steps:
        if step.procedure:
            yield step.procedure
        for branch in step.branches:
            link: Branch | None = branch
            while link is not None:
                yield from (fallback.procedure for fallback in link.steps)
                link = link.then


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
