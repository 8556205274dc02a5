"""What is pending again by a remedy, or was filed before, is decided: no way on which that is needed is denied, and none overlooks it."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from oracles.brute import brute_routes
from oracles.drawn import HEAD, TITLED, law_and_person
from safeconduct.cli.routes import verify_survey
from safeconduct.law.model import Law
from safeconduct.navigator import navigate
from safeconduct.person.model import Person
from safeconduct.routes.model import Route, Routes
from safeconduct.rules.from_law import compile_rules

ENOUGH_DAYS, ENOUGH_STEPS = 45, 5
OFFICE = "receives: office, decides: office, within: {period: days(5), cite: 섬법}"
ANYTHING = (
    "applies to: {kind: any}, window: {period: days(90), cite: 섬법}, window on silence: {none: true, cite: 섬법}"
)
ABLE = "  able: {en: able, ko: 능함, absent: false}\n"
CALM = "  calm: {en: calm, ko: 고요함, absent: false}\n"
STORM = "  storm: {en: storm, ko: 폭풍, absent: unknown}\n"

ASK = f"  ask: {{{TITLED}, decision: discretion, {OFFICE}}}\n"
ASK_IF_ABLE = f"  ask: {{{TITLED}, conditions: [able], decision: entitlement, {OFFICE}}}\n"
OLD_IF_ABLE = f"  old: {{{TITLED}, conditions: [able], decision: entitlement, {OFFICE}}}\n"
OTHER_SPOILS = f"  other: {{{TITLED}, decision: entitlement, {OFFICE}, effects: {{calm: false}}}}\n"
SUIT = f"  suit: {{{TITLED}, against: [refusal, silence], {ANYTHING}, {OFFICE}, decision: discretion, upheld: anew}}\n"
SUIT_IF_CALM = f"  suit: {{{TITLED}, against: [refusal], {ANYTHING}, conditions: [calm], {OFFICE}, decision: discretion, upheld: anew}}\n"
SUIT_DISABLES = f"  suit: {{{TITLED}, against: [refusal], {ANYTHING}, {OFFICE}, decision: discretion, upheld: anew, on filing: {{able: false}}}}\n"
LAW = "consequences:\n  law: {title: {en: law, ko: 법}, cite: 섬법, when: [storm], effects: {calm: false}}\n"
IS_CALM = "calm, value: true"
WAY = 'granted("isle.ask")'

# facts, procedures, remedies and consequences, what is known, what is wanted
CASES = {
    "unanswered, and closed since": (ABLE, ASK_IF_ABLE, SUIT, ["'unanswered(\"isle.ask\")', value: true, since: 2024-04-28"], WAY),
    "refused, and closed since": (ABLE, ASK_IF_ABLE, SUIT, ["'refused(\"isle.ask\")', value: true, since: 2024-04-28"], WAY),
    "perhaps refused": (ABLE, ASK_IF_ABLE, SUIT, ["'refused(\"isle.ask\")', value: unknown"], WAY),
    "two at once": (
        ABLE, ASK + OLD_IF_ABLE, SUIT_DISABLES, ["'refused(\"isle.old\")', value: true, since: 2024-04-28"], f'{WAY} and granted("isle.old")',
    ),
    "only the remedy asks for what may end": (CALM + STORM, ASK, SUIT_IF_CALM + LAW, [IS_CALM], WAY),
    "only the remedy asks for what a filed one ends": (
        CALM, ASK + OTHER_SPOILS, SUIT_IF_CALM, [IS_CALM, "'pending(\"isle.other\")', value: true, since: 2024-04-20"], WAY,
    ),
    "only the remedy asks for what one ends that may be filed": (
        CALM, ASK + OTHER_SPOILS, SUIT_IF_CALM, [IS_CALM, "'pending(\"isle.other\")', value: unknown"], WAY,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_way_is_found_and_stands_before_the_referee(name, tmp_path):
    survey = navigate(*asked(name, tmp_path))
    assert isinstance(survey.answered[0].solution, Routes)
    assert verify_survey(survey).routes > 0


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_good_as_the_best_of_all_that_can_be_tried(name, tmp_path):
    """Tried over all rules, of which nothing was left out."""
    law, person = asked(name, tmp_path)
    whole = compile_rules(law, person)
    tried = brute_routes(replace(whole.rules, goal=whole.goals[0]), ENOUGH_DAYS, ENOUGH_STEPS)
    found = navigate(law, person).answered[0].solution
    assert isinstance(found, Routes)
    assert min(map(counted, tried)) == min(counted(group.policy.route) for group in found.groups)


def asked(name: str, folder: Path) -> tuple[Law, Person]:
    facts, procedures, remedies, known, want = CASES[name]
    book = f"{HEAD}facts:\n{facts}procedures:\n{procedures}remedies:\n{remedies}"
    stated = "".join(f"  - {{fact: {one}, source: {{kind: person, en: himself, ko: 본인}}}}\n" for one in known)
    return law_and_person(
        book,
        f"case: drawn\nas of: 2024-05-03\nfacts:\n{stated}wishes:\n  - {{want: '{want}', en: that, ko: 그것}}\n",
        folder,
    )


def counted(route: Route) -> tuple[int, ...]:
    return route.cost.decisions, route.cost.exposure, route.cost.facts, route.cost.days
