"""A form that was sent from a page of before: what was not taken in, and the page on which it stands."""

from starlette.responses import Response

from safeconduct.web.visit import Visit, page
from safeconduct.web.wording import phrases_in

STANDS_ON = {  # path of a form → the page with it, and the phrase by which that is called
    "/wishes": ("/wishes", "to wishes"),
    "/order": ("/order", "order"),
    "/ask": ("/ask", "to questions"),
    "/back": ("/ask", "to questions"),
    "/facts": ("/facts", "to facts"),
    "/today": ("/facts", "to facts"),
    "/ways": ("/ways", "to ways"),
    "/compare": ("/ways", "to ways"),
    "/contact": ("/contact", "add contact"),
    "/correct": ("/contacts", "to contacts"),
    "/matter": ("/contacts", "to contacts"),
    "/restore": ("/contacts", "to contacts"),
    "/calendar": ("/contacts", "to contacts"),
    "/letter": ("/letters", "to letters"),
    "/download": ("/letters", "to letters"),
    "/sent": ("/letters", "to letters"),
    "/consents": ("/consents", "to consents"),
    "/withdraw": ("/consents", "to consents"),
}


def stale(visit: Visit, path: str) -> Response:
    """Answer a form of before a lock, an unlocking or another case; it may not be ours, so nothing of it is shown again."""
    place, called = STANDS_ON.get(path, ("/", ""))
    if not called:
        return page(visit, "message", 403, title="stale form", text="stale form note", way_on=True)
    say = phrases_in(visit.desk.lang)
    said, back = say("stale form which", form=say(called)), (place, say("back to form", form=say(called)))
    return page(visit, "message", 403, title="stale form", said=said, way_on=True, back=back)
