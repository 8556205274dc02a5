"""From what was found to what is said: the answer to one person, joined with the law it rests on. Decides nothing."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from safeconduct import __version__
from safeconduct.answers.doors import ORDER, Standing, door_of, grouped, thought_of_for
from safeconduct.answers.exclusions import exclusion_in_words
from safeconduct.answers.model import SCHEMA, Answer, Door, Lawbook, Route, WishAnswer
from safeconduct.answers.names import filled, parameter_names, ref_of
from safeconduct.answers.openings import note_on, openings_of
from safeconduct.answers.periods import day_in_words
from safeconduct.answers.register import not_in_rules, open_questions_under, procedures_on
from safeconduct.answers.sentences import sentence
from safeconduct.answers.setting import Setting, setting_of
from safeconduct.answers.unknowns import contradictions, doubts_about, question_about, questions_by_weight
from safeconduct.answers.ways import as_told, way_of
from safeconduct.answers.wording import say
from safeconduct.law.model import Law, Words
from safeconduct.person.model import Person, Wish
from safeconduct.routes.model import Box, Cover, FactsMissing, NoRoute, Policy, Region, Routes, SearchStopped, Solution
from safeconduct.rules.model import Formula, Rules
from safeconduct.rules.packed import Packed
from safeconduct.terms.truth import Truth

MOST_WISHES = 1_000_000


class Found(Protocol):
    """A wish and what the search found for it, over the rules it is numbered over."""

    @property
    def wish(self) -> Wish: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def solution(self) -> Solution: ...


class Surveyed(Protocol):
    """Everything found for one person; `navigator.Survey` is it. `law` is the law in force on the day asked.

    `rules`: all of them, with no goal; `goals`: each wish over them; `packed`: the rules made ready to run, if that is done already.
    """

    @property
    def law(self) -> Law: ...
    @property
    def person(self) -> Person: ...
    @property
    def answered(self) -> Sequence[Found]: ...
    @property
    def doors(self) -> Sequence[Standing]: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def goals(self) -> tuple[Formula, ...]: ...
    @property
    def packed(self) -> Packed | None: ...


class WishTold(NamedTuple):
    """A wish answered in words; `assumed`: for each of its ways the facts it takes to be so, or those without which none was found."""

    answer: WishAnswer
    assumed: tuple[tuple[str, ...], ...]


class DoorsTold(NamedTuple):
    """Every door in words: closed today, open today; `doubts`: the facts on which each hangs that people think of for the wishes."""

    closed: tuple[Door, ...]
    open: tuple[Door, ...]
    doubts: tuple[tuple[str, ...], ...]


def answer_of(survey: Surveyed) -> Answer:
    """Return the whole answer to one person."""
    setting = setting_of(survey.law, survey.person, survey.rules, survey.goals, survey.packed)
    return joined_answer(
        [wish_told(one, setting) for one in survey.answered], doors_told(survey.doors, setting), setting
    )


def wish_told(found: Found, setting: Setting) -> WishTold:
    return WishTold(_wish_answer(found, setting), _facts_assumed(found))


def doors_told(doors: Sequence[Standing], setting: Setting) -> DoorsTold:
    standings = [one for one in doors if one.operator in setting.operators]
    return DoorsTold(_closed(standings, setting), _open(standings, setting), _doubts(standings, setting))


def joined_answer(told: Sequence[WishTold], doors: DoorsTold, setting: Setting) -> Answer:
    """Return the whole answer, made of what is told of each wish and of the doors."""
    law, person = setting.law, setting.person
    wishes = tuple(one.answer for one in told)
    taken = {ref_of(name).name for wish in wishes for route in wish.routes for name in procedures_on(route)}
    also_open = tuple(door for door in doors.open if ref_of(door.procedure).name not in taken)
    mentions = [*(facts for one in told for facts in one.assumed), *doors.doubts]
    return Answer(
        schema=SCHEMA,
        program=__version__,
        case=person.label,
        as_of=person.as_of,
        lawbooks=tuple(
            Lawbook(book.name, book.title, book.version, book.covers, book.omits) for book in law.books.values()
        ),
        fingerprint=law.fingerprint,
        exclusions=tuple(exclusion_in_words(never, setting) for never in person.nevers),
        wishes=wishes,
        doors=doors.closed,
        also_open=also_open,
        questions=questions_by_weight(mentions, setting),
        open_questions=open_questions_under(wishes, (*doors.closed, *also_open), setting),
        not_in_rules=not_in_rules(setting),
        contradictions=contradictions(setting),
        disclaimer=say("disclaimer"),
    )


# --- wishes ---------------------------------------------------------------------------------------------------------


def wish_in_words(wish: Wish, setting: Setting) -> Words:
    if wish.words is None:
        return sentence(wish.that, setting.naming)
    if wish.goal is None or wish.goal.name not in setting.law.goals:
        return wish.words
    goal = setting.law.goals[wish.goal.name]
    return filled(wish.words, parameter_names(goal.parameters, wish.goal.arguments, setting.naming))


def proof_of(certificate: Box | Cover | Region) -> Words:
    """Return what kind of proof there is that there is no way."""
    if isinstance(certificate, Box):
        return say("proof box")
    count = certificate.count if isinstance(certificate, Region) else len(certificate.situations)
    return say("proof cover", count=f"{count:,}")


def _wish_answer(found: Found, setting: Setting) -> WishAnswer:
    wish = wish_in_words(found.wish, setting)
    match found.solution:
        case Routes(groups, stopped):
            if groups and not groups[0].policy.route.steps and groups[0].policy.route.cost.days == 0:
                return WishAnswer(wish, "fulfilled", say("verdict fulfilled"), None)
            count = "verdict way" if len(groups) == 1 else "verdict ways"
            routes = tuple(way_of(group, found.rules, setting) for group in as_told(groups, found.rules, setting))
            note = None if stopped is None else say(f"ways not all {stopped}")
            return WishAnswer(
                wish, "ways", say(count, count=str(len(groups))), None, routes, _shared_ends(routes), note
            )
        case NoRoute(certificate, openings):
            proof = proof_of(certificate)
            return WishAnswer(
                wish,
                "none",
                say("verdict none", day=day_in_words(setting.person.as_of)),
                proof,
                openings=openings_of(openings, found.rules, setting),
                openings_note=note_on(openings),
            )
        case SearchStopped(limit, at):
            return WishAnswer(wish, "stopped", say(f"verdict stopped {limit}", at=f"{at:,}"), None)
        case FactsMissing(atoms):
            names = [found.rules.atoms[atom] for atom in atoms]
            asked = tuple(question_about(name, setting) for name in names if ref_of(name).name in setting.law.facts)
            return WishAnswer(wish, "facts-missing", say("verdict facts-missing"), None, missing=asked)


def _shared_ends(routes: tuple[Route, ...]) -> tuple[Words, ...]:
    """Return what comes to an end on every one of the ways."""
    return tuple(end for end in routes[0].ends if all(end in route.ends for route in routes)) if routes else ()


# --- doors ----------------------------------------------------------------------------------------------------------


def _closed(standings: Iterable[Standing], setting: Setting) -> tuple[Door, ...]:
    """Return what cannot be used today, what people think of for these wishes first. Remedies wait for something to attack."""
    doors = (door_of(one, setting) for one in standings if one.state != "open" and not _is_remedy(one, setting))
    return tuple(
        sorted(
            grouped(doors, setting),
            key=lambda door: (_rank(door), ORDER.index(door.state), for_others(door), _breadth(door, setting)),
        )
    )


def for_others(door: Door) -> bool:
    """Return whether a door is for people in another situation: a plain fact that no act changes is not so, and no law is in the way."""
    return any(
        line.of_fact and line.stands == "false" and not line.can_be_met and line.by is None for line in door.lines
    )


def _breadth(door: Door, setting: Setting) -> int:
    """Return for how many topics people think of a door that could open: the fewer, the nearer it is to the wish."""
    return len(setting.procedure(door.procedure).topics) if door.state == "reachable" else 0


def _open(standings: Iterable[Standing], setting: Setting) -> tuple[Door, ...]:
    """Return what can be used today, whether or not a route takes it."""
    doors = (
        door_of(one, setting)
        for one in standings
        if one.state == "open" and setting.procedure(one.operator).kind != "offence"
    )
    return tuple(sorted(grouped(doors, setting), key=_rank))


def _rank(door: Door) -> int:
    """Return the place of a door in a list: what people think of for the first wish, for the second, …, everything else."""
    return MOST_WISHES if door.thought_of is None else door.thought_of


def _is_remedy(standing: Standing, setting: Setting) -> bool:
    return setting.procedure(standing.operator).kind == "remedy"


# --- what is not known ----------------------------------------------------------------------------------------------


def _doubts(standings: Sequence[Standing], setting: Setting) -> tuple[tuple[str, ...], ...]:
    """Return the facts in doubt on which each door hangs that people think of for these wishes."""
    return tuple(
        _facts_in_doubt(one, setting)
        for one in standings
        if not _is_remedy(one, setting) and thought_of_for(setting.procedure(one.operator), setting) is not None
    )


def _facts_assumed(found: Found) -> tuple[tuple[str, ...], ...]:
    """Return for each route the facts that it assumes, or those without which none was found."""
    match found.solution:
        case Routes(groups):
            return tuple(_assumed(group.policy, found.rules) for group in groups)
        case FactsMissing(atoms):
            return (tuple(found.rules.atoms[atom] for atom in atoms),)
        case _:
            return ()


def _assumed(policy: Policy, rules: Rules) -> tuple[str, ...]:
    return tuple(rules.atoms[step.index] for step in policy.route.steps if step.kind == "assume")


def _facts_in_doubt(standing: Standing, setting: Setting) -> tuple[str, ...]:
    operator = setting.rules.operators[setting.operators[standing.operator]]
    unknown = {key for key, truth, _ in standing.lines if truth is Truth.UNKNOWN}
    return tuple(atom for line in operator.lines if line.key in unknown for atom in doubts_about(line.formula, setting))
