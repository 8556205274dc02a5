"""Sources with long names on one way: named whole where they are met first, after that by the step that names them."""

from msgspec.structs import replace

from safeconduct.answers.model import Cited, Duty, Risk, Said, Step, Wait
from safeconduct.answers.wording import say


def with_sources_once(steps: tuple[Step, ...], conditions: bool) -> tuple[Step, ...]:
    """Return the steps of a way as they are printed from top to bottom. `conditions`: the lines that open an act are printed too."""
    named: dict[str, int] = {}
    return tuple(_step(step, named, conditions) for step in steps)


def _step(step: Step, named: dict[str, int], conditions: bool) -> Step:
    def cite(citations: tuple[Cited, ...]) -> tuple[Cited, ...]:
        return tuple(_once(one, step.number, named) for one in citations)

    def said(all_said: tuple[Said, ...]) -> tuple[Said, ...]:
        return tuple(replace(one, cite=cite(one.cite)) for one in all_said)

    def risk(one: Risk) -> Risk:
        return replace(one, cite=cite(one.cite))

    def duty(one: Duty) -> Duty:
        return replace(one, cite=cite(one.cite))

    wait: Wait | None = None if step.wait is None else replace(step.wait, cite=cite(step.wait.cite))
    silence = None if step.silence is None else replace(step.silence, cite=cite(step.silence.cite))
    return replace(
        step,
        wait=wait,
        silence=silence,
        documents=said(step.documents),
        changes=said(step.changes),
        by_law=said(step.by_law),
        risks=tuple(risk(one) for one in step.risks),
        duties=tuple(duty(one) for one in step.duties),
        criteria=said(step.criteria),
        conditions=said(step.conditions) if conditions else step.conditions,
        cite=cite(step.cite),
    )


def _once(one: Cited, number: int, named: dict[str, int]) -> Cited:
    """Return a provision; a source cited as a whole whose name explains itself in brackets, only the first time by that name."""
    if one.words != one.source or not one.words.en.endswith(")"):
        return one
    first = named.get(one.short)
    if first is None:
        named[one.short] = number
        return one
    words = say("same source") if first == number else say("source as in step", number=str(first))
    return Cited(one.short, words, words)
