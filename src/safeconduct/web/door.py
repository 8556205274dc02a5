"""The door: entering with the one-time address, unlocking, locking, leaving, and choosing the language."""

import re
from calendar import Calendar
from datetime import UTC, datetime

from starlette.responses import Response

from safeconduct.answers.periods import month_in_words
from safeconduct.vault.refusals import NotUnlockedError, RefusalError
from safeconduct.web.refused import said_of
from safeconduct.web.visit import Visit, onward, page, with_id
from safeconduct.web.wording import TAGS, phrases_in

OWN = re.compile(r"/[a-z]*(?:/[0-9A-Z]{1,9})?")  # the places that a page of ours can have


def enter(visit: Visit) -> Response:
    """Exchange the one-time secret for a session, and lead away from the address that holds it."""
    new = visit.session.entered_with(visit.named)
    if new is None:
        return closed(visit)
    if not visit.desk.keeping.needs_passphrase:
        visit.desk.unlock()
    return with_id(onward("/"), new)


def closed(visit: Visit) -> Response:
    """Answer somebody who is not in the session."""
    return page(visit, "message", 403, title="not entered", text="not entered note", way_on=False)


def locked(visit: Visit, problem: str = "", lost: bool = False) -> Response:
    """Answer every request to a case that is locked. `lost`: a form came with it, of which nothing was kept."""
    return page(visit, "locked", 423, problem=problem, lost=lost, again=visit.desk.was_open)


def unlock(visit: Visit) -> Response:
    """Open the vault for a name and passphrase. A wrong one costs the work of trying it, and after a few also time."""
    session, fields = visit.session, visit.fields
    if not visit.desk.is_locked:
        return onward("/")
    if not visit.desk.keeping.needs_passphrase:
        return locked(visit)
    say = phrases_in(visit.desk.lang)
    if session.must_wait:
        return locked(visit, say("wait"))
    name, passphrase = ("".join(fields.get(one, ())) for one in ("name", "passphrase"))
    try:
        visit.desk.unlock(name, passphrase)
    except NotUnlockedError:
        session.failed()
        return locked(visit, say("does not open"))
    except RefusalError as refusal:
        return locked(visit, said_of(refusal, visit.desk.lang))
    session.succeeded()
    return with_id(onward("/"), session.renewed())


def lock(visit: Visit) -> Response:
    """Lock at once, whatever is being worked out."""
    visit.desk.lock()
    return with_id(onward("/"), visit.session.renewed())


def leave(visit: Visit) -> Response:
    """Lock, and show something that is nobody's business."""
    visit.desk.lock()
    return with_id(onward("/gone"), visit.session.renewed())


def gone(visit: Visit) -> Response:
    """Show the calendar of this month, whoever asks."""
    today = datetime.now(UTC).astimezone().date()
    weeks = Calendar().monthdayscalendar(today.year, today.month)
    status = 423 if visit.desk.is_locked else 200
    month, window = visit.tongue.of(month_in_words(today)), phrases_in(visit.desk.lang)("calendar")
    return page(visit, "gone", status, weeks=weeks, month=month, today=today.day, window=window)


def idle(visit: Visit) -> Response:
    """Answer a page that asks whether it was locked meanwhile: nothing, so that it stays as it is, or the locked page."""
    return locked(visit) if visit.desk.is_locked else Response(status_code=204)


def language(visit: Visit) -> Response:
    """Go on in another language at the same place."""
    wanted = "".join(visit.fields.get("lang", ()))
    if wanted in TAGS:
        visit.desk.lang = wanted
    place = "".join(visit.fields.get("place", ()))
    return locked(visit) if visit.desk.is_locked else onward(place if OWN.fullmatch(place) else "/")
