"""`safeconduct routes`: survey, verify if asked, explain, print."""

from typing import NamedTuple

import click

from safeconduct.answers.from_routes import answer_of
from safeconduct.answers.model import Answer
from safeconduct.answers.terminal import lettered, page_of, page_of_way
from safeconduct.cli.answering import answer_to
from safeconduct.cli.inquiry import Inquiry, stop
from safeconduct.cli.show import show, terminal_width
from safeconduct.navigator import Survey, navigate
from safeconduct.routes.from_graph import FRONT_ROW
from safeconduct.routes.model import NoRoute, Routes

EVERY_ROUTE = 1_000


def show_routes(inquiry: Inquiry, lang: str, as_json: bool, verify: bool, everything: bool, way: str | None) -> None:
    """Print the answer to a case. A route or proof that the referee refuses is a fault of the program and raises."""
    whole = everything or as_json or way is not None
    answered = EVERY_ROUTE if whole else FRONT_ROW
    answer = verified_answer(inquiry, answered) if verify else answer_to(inquiry, answered)
    if as_json:
        from safeconduct.answers.json import to_json

        click.echo(to_json(answer), nl=False)
    elif way is None:
        show(page_of(answer, lang, terminal_width(), everything))
    else:
        page = page_of_way(answer, way, lang, terminal_width())
        if page is None:
            known = ", ".join(lettered(answer)) or "none"
            stop(f"--way {way}: there is no such way. The ways are: {known}.")
        show(page)


def verified_answer(inquiry: Inquiry, answered: int) -> Answer:
    """Return the answer once the referee has checked it, and say what was checked."""
    survey = navigate(inquiry.law, inquiry.person, answered=answered)
    verified = verify_survey(survey)
    click.echo(f"Checked by the referee: routes {verified.routes}, proofs {verified.proofs}.", err=True)
    return answer_of(survey)


class Verified(NamedTuple):
    routes: int
    proofs: int


class RefusedByRefereeError(Exception):
    """The referee found a route or a proof wrong: our fault, never the person's answer."""


def verify_survey(survey: Survey) -> Verified:
    """Return how many routes and proofs the referee checked; raise RefusedByRefereeError at the first that is wrong.

    Routes and proofs are about the rules that matter to their wish; that nothing which matters was left out is checked first. Where there are routes,
    remedies against what nobody has refused may be missing: a route meets no refusal.
    """
    from safeconduct.referee.left_out import check_left_out
    from safeconduct.referee.no_route import check
    from safeconduct.referee.opening import check_opening
    from safeconduct.referee.replay import replay, replay_policy
    from safeconduct.rules.from_law import compile_rules

    routes = proofs = 0
    whole = compile_rules(survey.law, survey.person)
    for found, goal in zip(survey.answered, whole.goals, strict=True):
        wrong = check_left_out(whole.rules, goal, found.rules, but_idle=isinstance(found.solution, Routes))
        if isinstance(found.solution, Routes):
            for group in found.solution.groups:
                wrong += replay_policy(found.rules, group.policy)
                wrong += [fault for copy in group.copies for fault in replay(found.rules, copy)]
                routes += 1 + len(group.copies)
        elif isinstance(found.solution, NoRoute):
            wrong += check(found.rules, found.solution.certificate)
            wrong += [fault for one in found.solution.openings.found for fault in check_opening(found.rules, one)]
            proofs += 1
        if wrong:
            raise RefusedByRefereeError(wrong[0])
    return Verified(routes, proofs)
