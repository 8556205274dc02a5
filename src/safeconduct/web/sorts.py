"""The sort of a request as a form tells it → what a matter asks for, and the time that its office publishes; and what there is to choose from."""

from collections.abc import Iterator
from typing import NamedTuple

from safeconduct.answers.names import find_procedure, ref_of
from safeconduct.answers.saying import Tongue
from safeconduct.casework.model import Matter
from safeconduct.kept.papers import Papers
from safeconduct.law.model import Law
from safeconduct.terms.dates import HOURS_A_WORKING_DAY, Period
from safeconduct.web.choices import Choice, acts_to_choose
from safeconduct.web.forms import Fields, Unclear, first
from safeconduct.web.wording import phrases_in

HOURS_UP_TO = 5  # working days: a period as short as that is counted in hours
MOST_DAYS = 400


class Sort(NamedTuple):
    """`procedure`, `clock`: full names; `published`: where the law leaves the time to the office."""

    procedure: str | None = None
    clock: str | None = None
    published: Period | None = None


def sort_in(fields: Fields, law: Law) -> Sort | Unclear:
    """Return the sort that was chosen, with the days that were typed beside it."""
    kind, _, full = first(fields, "kind").partition(":")
    procedure = full if kind == "procedure" and full in {**law.procedures, **law.remedies} else None
    clock = full if kind == "clock" and full in law.owed.clocks else None
    if procedure is not None:
        clock = next((one.name for one in law.owed.clocks.values() if procedure in one.of), None)
    typed = " ".join(first(fields, "days").split())
    rule = law.owed.clocks.get(clock or "")
    if rule is None or rule.counting is None or all(one.period is not None for one in rule.periods):
        return Unclear("days not asked") if typed else Sort(procedure, clock)
    if not typed.isascii() or not typed.isdigit() or not 0 < int(typed[:9]) <= MOST_DAYS:
        return Unclear("no published days")
    days = int(typed)
    if days <= HOURS_UP_TO:
        return Sort(procedure, clock, Period(days * HOURS_A_WORKING_DAY, "working_hours", rule.counting))
    return Sort(procedure, clock, Period(days, "working_days", rule.counting))


def kind_of(matter: Matter) -> str:
    """Return what a form sends for the sort of a matter; empty where nobody said it."""
    if matter.procedure is not None:
        return f"procedure:{matter.procedure}"
    return f"clock:{matter.clock}" if matter.clock is not None else ""


def days_of(matter: Matter) -> str:
    """Return the working days that the office of a matter publishes, as a form shows them."""
    period = matter.published
    if period is None:
        return ""
    return str(period.count // HOURS_A_WORKING_DAY if period.unit == "working_hours" else period.count)


def sorts_to_choose(
    papers: Papers, tongue: Tongue, of_ways: frozenset[str], matter: Matter | None = None
) -> list[tuple[str, list[Choice]]]:
    """Return the sorts of requests in groups with a heading: questions, then what is applied for. `matter`: whose own sort is among them."""
    law = papers.now.law
    questions = [Choice(f"clock:{one.name}", tongue.of(one.words)) for one in law.owed.clocks.values()]
    acts = [(heading, procedures_of(among)) for heading, among in acts_to_choose(papers, tongue, of_ways)]
    groups = [(phrases_in(tongue.lang)("sort question"), questions), *acts]
    own = list(own_sort(matter, {one.value for _, among in groups for one in among}, law, tongue)) if matter else []
    return [(phrases_in(tongue.lang)("under way"), own), *groups] if own else groups


def own_sort(matter: Matter, offered: set[str], law: Law, tongue: Tongue) -> Iterator[Choice]:
    """Yield the sort of a matter where it is not offered otherwise, so that a form that is sent back unchanged says the same."""
    procedure = find_procedure(matter.procedure, law) if matter.procedure else None
    if procedure is not None and kind_of(matter) not in offered:
        yield Choice(kind_of(matter), tongue.capital(procedure.title))


def procedures_of(acts: list[Choice]) -> list[Choice]:
    """Return acts by their procedures, each once."""
    names = [ref_of(one.value).name for one in acts]
    first_of = dict(reversed([(name, one.text) for name, one in zip(names, acts, strict=True)]))
    return [Choice(f"procedure:{name}", first_of[name]) for name in dict.fromkeys(names)]
