"""A visit: one request to a page, with what the page may use, and how it is answered."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from safeconduct.answers.periods import day_in_words
from safeconduct.answers.saying import Tongue
from safeconduct.law.model import Words
from safeconduct.vault.model import READS, Compartment
from safeconduct.web.desk import Desk
from safeconduct.web.noting import find_as_of
from safeconduct.web.session import IDLE, Session
from safeconduct.web.wording import OF_LAW, offered_with, phrases_in

COOKIE = "s"
# of an element with words of the law, on a page in a language that has none of them
LANGUAGE_OF_LAW = Markup(' lang="en"')
AFTER_IDLE = int(IDLE) + 2  # seconds after which a page asks whether it was locked meanwhile


TABS = (
    ("/wishes", "to wishes"),
    ("/ask", "to questions"),
    ("/facts", "to facts"),
    ("/ways", "to ways"),
    ("/contacts", "to contacts"),
    ("/letters", "to letters"),
    ("/consents", "to consents"),
    ("/log", "to log"),
)
OTHERS = (("/shared", "to shared"), ("/log", "to log"))  # of those who do not read the case


class Visit(NamedTuple):
    """`place`: the path that was asked for; `fields`: what the form sent, all values of each name."""

    desk: Desk
    session: Session
    place: str
    fields: Mapping[str, Sequence[str]]
    named: str = ""  # the part of the path that is a name
    inside: bool = False  # whether the visitor showed the session's id
    number: str = ""  # what the case is called among others; empty where it is the only one

    @property
    def tongue(self) -> Tongue:
        return Tongue(self.desk.lang, self.desk.today())


@cache
def templates() -> Environment:
    return Environment(
        loader=PackageLoader("safeconduct.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(visit: Visit, template: str, status: int = 200, **values: object) -> Response:
    """Return a page in the person's language. A page of an open case asks again when it would have been locked."""
    tongue, desk = visit.tongue, visit.desk
    say = phrases_in(desk.lang)
    values.setdefault("other_day", other_day_of(desk))
    values.setdefault("window", desk.cover or say("window"))
    text = (
        templates()
        .get_template(f"{template}.html")
        .render(
            say=say,
            t=tongue,
            words=lambda one: visible(one, tongue),
            lang=desk.lang,
            languages=offered_with(desk.lang, desk.first_lang),
            of_law=LANGUAGE_OF_LAW if desk.lang not in OF_LAW else "",
            english=phrases_in("en"),
            token=visit.session.token if visit.inside else "",
            inside=visit.inside,
            place=visit.place,
            case_number=visit.number,
            is_open=visit.inside and not desk.is_locked,
            tabs=tabs_of(desk),
            can_ask_today=desk.can_ask_today,
            in_vault=desk.keeping.needs_passphrase,
            **values,
        )
    )
    headers = {} if desk.is_locked else {"refresh": f"{AFTER_IDLE}; url=/idle"}
    return HTMLResponse(text, status, headers)


class OtherDay(NamedTuple):
    """The day as of which a case is asked, where that is not today.

    of_contacts: the contacts set it
    can_count:   they can be counted as of today, since they tell of no later day
    """

    words: Words
    is_past: bool
    of_contacts: bool = False
    can_count: bool = False


def other_day_of(desk: Desk) -> OtherDay | None:
    return OtherDay(day_in_words(desk.course.draft.as_of), desk.is_old) if desk.is_old or desk.is_ahead else None


def other_day_of_papers(desk: Desk) -> OtherDay | None:
    """Return the day as of which contacts are looked at: today, or the latest day that they or the case speak of."""
    now, today = desk.papers().now, desk.today()
    of_contacts = bool(now.history.contacts) and now.history.as_of > today
    if now.on <= today:
        return None
    can_count = of_contacts and find_as_of(today, now.history, now.law) is not None
    return OtherDay(day_in_words(now.on), False, of_contacts, can_count)


def tabs_of(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the parts of the case that this role reads: place and phrase."""
    if desk.reads_case:
        return TABS if desk.course.has_wishes else TABS[:2]
    reads = READS[desk.role] if desk.role is not None else ()
    return tuple(tab for tab in OTHERS if tab[0] != "/shared" or Compartment.SHARED in reads)


def visible(words: Words, tongue: Tongue) -> str:
    """Return a clause as a sentence begins."""
    return tongue.capital(words)


def onward(place: str) -> Response:
    """Return what leads to another page, so that nothing that was sent is sent again."""
    return RedirectResponse(place, 303)


def with_id(response: Response, new: str) -> Response:
    """Return the answer with the session's new id for the browser."""
    response.set_cookie(COOKIE, new, path="/", httponly=True, samesite="strict")
    return response
