"""A visit to the pages for caseworkers: one request, with the sitting it belongs to, and how it is answered."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from safeconduct.answers.saying import Tongue
from safeconduct.office.cards import LawOfDay
from safeconduct.office.sitting import Sitting
from safeconduct.office.sittings import Sittings
from safeconduct.office.tries import Tries
from safeconduct.office.wording import phrases_in
from safeconduct.office.workers import Workers
from safeconduct.vault.organisation import Organisation
from safeconduct.web.visit import AFTER_IDLE, LANGUAGE_OF_LAW
from safeconduct.web.wording import OF_LAW, TAGS, offered_with
from safeconduct.web.wording import phrases_in as phrases_of_case

COOKIE = "__Host-s"  # a browser takes a cookie of such a name only over TLS, for this host alone
TABS = (("/today", "to today"),)


class Office(NamedTuple):
    """What all visits share: nothing in it is of any one sitting but `sittings`."""

    organisation: Organisation
    law: LawOfDay
    sittings: Sittings
    tries: Tries
    lang: str
    now: Callable[[], datetime]
    workers: Workers | None = None  # None: whoever asks works it out


class Visit(NamedTuple):
    """`named`: the part of the path that is a name; `sitting`: None for whoever is not signed in."""

    office: Office
    place: str
    fields: Mapping[str, Sequence[str]]
    named: str = ""
    sitting: Sitting | None = None

    @property
    def lang(self) -> str:
        if self.sitting is not None:
            return self.sitting.lang
        wanted = self.field("lang") or self.named
        return wanted if wanted in TAGS else self.office.lang

    @property
    def tongue(self) -> Tongue:
        return Tongue(self.lang)

    @property
    def at(self) -> Sitting:
        """The sitting of a path that needs one."""
        assert self.sitting is not None, "the application asks for it first"
        return self.sitting

    def field(self, name: str) -> str:
        return next(iter(self.fields.get(name, ())), "")


@cache
def templates() -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader("safeconduct.office"), PackageLoader("safeconduct.web")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(visit: Visit, template: str, status: int = 200, **values: object) -> Response:
    """Return a page in the caseworker's language; one of a sitting asks again when it would have been ended."""
    sitting, say = visit.sitting, phrases_in(visit.lang)
    values.setdefault("window", say("window"))
    text = (
        templates()
        .get_template(f"{template}.html")
        .render(
            say=say,
            t=visit.tongue,
            lang=visit.lang,
            languages=offered_with(visit.lang, visit.office.lang),
            of_law=LANGUAGE_OF_LAW if visit.lang not in OF_LAW else "",
            english=phrases_of_case("en"),
            token=sitting.session.token if sitting else "",
            inside=sitting is not None,
            is_open=sitting is not None,
            tabs=TABS,
            case_number="",
            place=visit.place,
            **values,
        )
    )
    return HTMLResponse(text, status, {"refresh": f"{AFTER_IDLE}; url=/idle"} if sitting else {})


def with_id(response: Response, new: str) -> Response:
    """Return the answer with the session's id for the browser."""
    response.set_cookie(COOKIE, new, path="/", httponly=True, secure=True, samesite="strict")
    return response


def without_id(response: Response) -> Response:
    response.delete_cookie(COOKIE, path="/", httponly=True, secure=True, samesite="strict")
    return response
