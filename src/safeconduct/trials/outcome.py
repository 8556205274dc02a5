"""What comes out for a person: for each wish the ways with their acts; the doors one by one; the answer."""

from datetime import date

from safeconduct.answers.doors import door_of
from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.model import WishAnswer
from safeconduct.answers.setting import Setting, setting_of
from safeconduct.answers.ways import as_told
from safeconduct.law.in_force import in_force
from safeconduct.law.model import Law
from safeconduct.navigator import Answered, navigate
from safeconduct.person.model import Person
from safeconduct.routes.model import Route, Routes
from safeconduct.rules.model import Rules
from safeconduct.trials.model import Outcome, Way


def outcome_of(law: Law, person: Person) -> Outcome:
    """Return what comes out for the first wish of a person under the law of all days."""
    return outcomes_of(law, person)[0]


def outcomes_of(law: Law, person: Person) -> list[Outcome]:
    """Return what comes out for each wish of a person under the law of all days."""
    survey = navigate(in_force(law, person.as_of), person)
    answer = answer_of(survey)
    setting = setting_of(survey.law, person, survey.rules, survey.goals)
    doors = {one.operator: door_of(one, setting) for one in survey.doors if one.operator in setting.operators}
    return [
        Outcome(answer, wish, tuple(ways_of(found, wish, setting)), doors)
        for found, wish in zip(survey.answered, answer.wishes, strict=True)
    ]


def ways_of(found: Answered, wish: WishAnswer, setting: Setting) -> list[Way]:
    """Return the ways found for a wish, each followed by its near-copies."""
    ways: list[Way] = []
    if isinstance(found.solution, Routes):
        groups = as_told(found.solution.groups, found.rules, setting)
        for number, (group, route) in enumerate(zip(groups, wish.routes, strict=False)):
            letter = letters(number)
            ways.append(Way(letter, acts_of(group.policy.route, found.rules), route.reached, route.dated, route))
            for copy, told in zip(group.copies, route.copies, strict=False):
                ways.append(Way(letter, acts_of(copy, found.rules), date.fromordinal(copy.end), told.dated, None))
    return ways


def acts_of(route: Route, rules: Rules) -> tuple[str, ...]:
    return tuple(rules.operators[step.index].name for step in route.steps if step.kind == "act")


def letters(number: int) -> str:
    """Return the letter of a way as answers show it: A to Z, then 27 …"""
    return chr(ord("A") + number) if number < 26 else str(number + 1)
