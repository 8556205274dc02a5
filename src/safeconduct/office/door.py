"""The door for caseworkers: signing in, locking, leaving, the language."""

from calendar import Calendar

from starlette.background import BackgroundTask
from starlette.responses import Response

from safeconduct.answers.periods import month_in_words
from safeconduct.office.sitting import Sitting
from safeconduct.office.sittings import FullError
from safeconduct.office.visit import Visit, page, with_id, without_id
from safeconduct.office.wording import phrases_in
from safeconduct.vault.caseload import caseload_called
from safeconduct.vault.refusals import NotUnlockedError, RefusalError
from safeconduct.web.door import OWN
from safeconduct.web.refused import said_of
from safeconduct.web.visit import onward
from safeconduct.web.wording import TAGS

LONGEST = 12  # characters of the name of a caseload, as the form takes it


def ask_in(visit: Visit, problem: str = "", status: int = 200) -> Response:
    """Ask for name and passphrase; the same page for whoever is not signed in, whatever they asked for. After a wrong try the name stays."""
    tried = visit.field("name")[:LONGEST] if visit.place == "/sign-in" else ""
    return page(visit, "sign-in", status, problem=problem, tried=tried)


def closed(visit: Visit) -> Response:
    return without_id(ask_in(visit, status=403))


def must_wait(visit: Visit) -> Response | None:
    """Return the answer to a name under which too many were wrong; None for another."""
    if not visit.office.tries.must_wait(visit.field("name")):
        return None
    return ask_in(visit, phrases_in(visit.lang)("wait"), 429)


def crowded(visit: Visit) -> Response:
    return ask_in(visit, phrases_in(visit.lang)("too many"), 503)


def sign_in(visit: Visit) -> Response:
    """Open a caseload and begin a sitting. Raises NotUnlockedError, whatever is wrong, after the same work."""
    office = visit.office
    try:
        caseload = office.organisation.caseload(visit.field("name"), visit.field("passphrase"), office.now())
    except NotUnlockedError:
        raise
    except RefusalError as refusal:
        return ask_in(visit, said_of(refusal, visit.lang), 503)
    try:
        name = caseload_called(visit.field("name"))
        sitting = Sitting(office.organisation, office.law, name, caseload, visit.lang, office.now, office.workers)
        new = office.sittings.begin(sitting)
    except FullError:
        caseload.lock()
        return crowded(visit)
    except RefusalError as refusal:
        caseload.lock()
        return ask_in(visit, said_of(refusal, visit.lang), 503)
    return with_id(onward("/today"), new)


def does_not_open(visit: Visit) -> Response:
    return ask_in(visit, phrases_in(visit.lang)("does not open"), 403)


def lock(visit: Visit) -> Response:
    """End the sitting at once, whatever is being worked out. Its language stays."""
    return ended(visit, "/sign-in" if visit.lang == visit.office.lang else f"/sign-in/{visit.lang}")


def leave(visit: Visit) -> Response:
    """End the sitting, and show something that is nobody's business."""
    return ended(visit, "/gone")


def ended(visit: Visit, place: str) -> Response:
    """Lead on as soon as the keys are overwritten; what has to wait for others is done after the answer."""
    visit.office.sittings.shut(visit.at)
    answer = without_id(onward(place))
    answer.background = BackgroundTask(visit.office.sittings.end, visit.at)
    return answer


def gone(visit: Visit) -> Response:
    """Show the calendar of this month, whoever asks."""
    today = visit.office.now().date()
    weeks = Calendar().monthdayscalendar(today.year, today.month)
    month, window = visit.tongue.of(month_in_words(today)), phrases_in(visit.lang)("calendar")
    return page(visit, "gone", weeks=weeks, month=month, today=today.day, window=window)


def idle(visit: Visit) -> Response:
    """Answer a page that asks whether the sitting was ended meanwhile: nothing, so that it stays as it is."""
    return Response(status_code=204)


def language(visit: Visit) -> Response:
    """Go on in another language at the same place."""
    wanted, sitting = visit.field("lang"), visit.at
    if wanted in TAGS:
        sitting.lang = wanted
        if sitting.desk is not None:
            sitting.desk.lang = wanted
    place = visit.field("place")
    return onward(place if OWN.fullmatch(place) else "/today")
