"""A form of the pages for caseworkers that was sent from a page of before: what was not done, and where to do it again."""

from starlette.responses import Response

from safeconduct.office.visit import Visit, page
from safeconduct.office.wording import phrases_in

ASKED = {  # path of a form → the phrase by which it is called; all of them stand on the first page
    "/find": "find",
    "/open": "open one",
    "/take": "take",
    "/put-away": "put away one",
    "/lock": "lock",
    "/leave": "leave",
    "/language": "language",
}


def stale(visit: Visit, path: str) -> Response:
    """Answer a form of before the last signing in; it may be another's, so nothing of it is shown again."""
    say = phrases_in(visit.lang)
    text = say("stale form asked", asked=say(ASKED[path]), page=say("to today"))
    return page(visit, "refusal", 403, title="stale form", text=text, on=say("back to form", form=say("to today")))
