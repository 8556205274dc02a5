"""Chances: of a way on which every decision that may fall badly was counted before, how probable it is that each falls well."""

from math import ceil, floor

from safeconduct.answers.model import Chance, Count
from safeconduct.answers.names import joined
from safeconduct.answers.replay import name_in
from safeconduct.answers.setting import Setting
from safeconduct.answers.wording import say
from safeconduct.law.model import Words
from safeconduct.routes.model import Route
from safeconduct.rules.model import Rules
from safeconduct.terms.citation import parse_citation
from safeconduct.terms.estimate import Estimate, all_of, estimate_from

CONFIDENCE = 0.95
MOST_COUNTED = 10**8  # more decisions of one kind than any authority makes: not believed


def chance_of(route: Route, rules: Rules, setting: Setting) -> Chance | None:
    """Return the chance that every discretionary decision of a route is granted; None if nobody decides so, or one was not counted.

    The bounds hold for all procedures together: of k of them each is given its k-th part of the doubt.
    """
    names = [
        name_in(step, rules)
        for step in route.steps
        if step.kind == "granted" and rules.decisions[step.index].kind == "discretion"
    ]
    counts = {setting.procedure(name).name: _count_of(name, setting) for name in names}
    known = {name: count for name, count in counts.items() if count is not None}
    if not names or len(known) < len(counts):
        return None
    confidence = 1 - (1 - CONFIDENCE) / len(known)
    estimates = {name: estimate_from(count.granted, count.asked, confidence) for name, count in known.items()}
    whole = all_of(estimates[setting.procedure(name).name] for name in names)
    told = tuple(known.values())
    return Chance(_in_words(told, whole), round(whole.about, 4), round(whole.least, 4), round(whole.most, 4), told)


def _count_of(operator: str, setting: Setting) -> Count | None:
    """Return what was counted of a procedure; None unless it says how many were asked and granted, and who says so."""
    precedents = setting.procedure(operator).precedents
    if precedents is None or precedents.known != "counts" or not precedents.source:
        return None
    asked, granted = precedents.asked, precedents.granted
    if asked is None or granted is None or not 0 < asked <= MOST_COUNTED or not 0 <= granted <= asked:
        return None
    return Count(setting.title(operator), asked, granted, _source(precedents.source, setting))


def _source(text: str, setting: Setting) -> Words:
    citation = parse_citation(text)
    return Words(text, text) if citation is None else setting.cited((citation,))[0].words


def _in_words(counts: tuple[Count, ...], whole: Estimate) -> Words:
    """Return the counts and what follows from them; bounds are rounded outwards."""
    told = [
        say(
            "chance counted" if len(counts) == 1 else "chance counted of several",
            title=count.title,
            granted=str(count.granted),
            asked=str(count.asked),
            source=count.source,
        )
        for count in counts
    ]
    return say(
        "chance",
        counted=joined(told, "; "),
        about=str(round(whole.about * 100)),
        least=str(floor(whole.least * 100)),
        most=str(ceil(whole.most * 100)),
    )
