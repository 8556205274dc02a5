"""Today: what all cases of a caseload have to say, one case in full without opening it, and what is done with a case as a whole."""

import re

from starlette.responses import Response

from safeconduct.letters.ics import ics_of
from safeconduct.office.agenda import agenda_of, reminders_in, rule_told
from safeconduct.office.days import day_from, short
from safeconduct.office.visit import Visit, page
from safeconduct.office.wording import phrases_in
from safeconduct.vault.caseload import opaque
from safeconduct.vault.refusals import LockedError, NotUnlockedError, RefusalError
from safeconduct.vault.vault import Vault
from safeconduct.web.refused import said_of
from safeconduct.web.visit import onward
from safeconduct.web.wording import language_of_law

MOST_LINES = 40  # of each list; more are found by their case
LONGEST = 12  # characters of a number looked for
PUT_AWAY = "was put away"  # phrase of the notice, with the number
AT = re.compile(r"ways-[1-9][0-9]{0,3}", re.ASCII)  # what a page of contacts calls the ways out of one stall
FIRST = "/contacts"  # of the pages of a case: what came of it so far; it asks for no search


def today(visit: Visit) -> Response:
    """Show the lists, of all cases or of those looked for. A search holds for one page: a day that is due is not hidden by one of before."""
    sitting = visit.at
    told = sitting.told()
    search, sitting.search = sitting.search, ""
    found = {number: one for number, one in told.items() if search in number}
    agenda, of_all, day = agenda_of(found), agenda_of(told), sitting.now().date()
    notice, sitting.notice = sitting.notice, ""
    return page(
        visit,
        "today",
        day=short(day),
        agenda=agenda,
        of_all=of_all,
        within_week=of_all.within_week(day),
        uncounted=[number for number, one in told.items() if one.why and one.why != "cannot read"],
        most=MOST_LINES,
        day_of=lambda row: day_from(day, row.day, row.calendar),
        short=short,
        moved=[(rule, rule_told(rule.rule, sitting.law), numbers) for rule, numbers in agenda.moved],
        cases=found,
        count=len(told),
        search=search,
        notice=notice,
        put_away=sitting.last_put_away if notice == PUT_AWAY else "",
        lies_open=sitting.number,
    )


def find(visit: Visit) -> Response:
    """Show only the cases whose number holds what was typed. It stands in no address."""
    visit.at.search = visit.field("search").strip().upper()[:LONGEST]
    return onward("/today")


def days(visit: Visit) -> Response:
    """Give all days as a calendar file."""
    calendar = ics_of(reminders_in(agenda_of(visit.at.told())), language_of_law(visit.lang))
    return Response(
        calendar, media_type="text/calendar", headers={"content-disposition": 'attachment; filename="days.ics"'}
    )


def case(visit: Visit) -> Response:
    """Show the card of one case in full: how each day was counted, and what the law gives."""
    told = visit.at.told().get(visit.named)
    if told is None or told.why == "cannot read":
        return no_such_case(visit)
    agenda, day = agenda_of({visit.named: told}), visit.at.now().date()
    return page(
        visit,
        "card",
        number=visit.named,
        told=told,
        agenda=agenda,
        day_of=lambda row: day_from(day, row.day, row.calendar),
        short=short,
        moved=[(rule, rule_told(rule.rule, visit.at.law)) for rule, _ in agenda.moved],
    )


def no_such_case(visit: Visit) -> Response:
    """Answer for a case that is not there, is another's, or may not be read: one answer for all three."""
    visit = visit._replace(place="/today")
    return page(visit, "refusal", 404, title="no such case", text=phrases_in(visit.lang)("no such case note"))


def open_case(visit: Visit) -> Response:
    """Put a case on the desk, and go on with its pages: where it was asked for, with the drafts against what stalls."""
    sitting, number = visit.at, visit.field("number")
    try:
        desk = sitting.open(number)
    except KeyError:
        return no_such_case(visit)
    except LockedError:
        raise
    except RefusalError:
        sitting.notice = "case closed"
        return onward("/today")
    if desk.is_locked:
        sitting.put_back(desk)
        return no_such_case(visit)
    at = AT.fullmatch(visit.field("at"))
    return onward(f"{FIRST}{f'#{at[0]}' if at else ''}" if desk.reads_case else "/")


def opened(visit: Visit) -> Vault | Response:
    """Open the case that is to be taken. Wrong ones cost the work of trying them, and after a few also time."""
    sitting, session = visit.at, visit.at.session
    if session.must_wait:
        sitting.notice = "wait"
        return onward("/today")
    try:
        number = opaque(visit.field("number"))
        case = sitting.organisation.case(number, visit.field("name"), visit.field("passphrase"), sitting.now())
    except LockedError:
        raise
    except NotUnlockedError:
        session.failed()
        sitting.notice = "case does not open"
        return onward("/today")
    except RefusalError as refusal:
        return refused(visit, refusal)
    session.succeeded()
    return case


def take(visit: Visit, case: Vault) -> Response:
    """Take a case that was opened into the caseload."""
    try:
        visit.at.take(opaque(visit.field("number")), case)
    except LockedError:
        raise
    except RefusalError as refusal:
        return refused(visit, refusal)
    return onward("/today")


def refused(visit: Visit, refusal: RefusalError) -> Response:
    return page(visit, "refusal", 409, title="refused", text=said_of(refusal, visit.lang))


def ask_away(visit: Visit) -> Response:
    """Ask whether a case is to be put away, and say what it takes to have it back."""
    if visit.named not in visit.at.holdings:
        return no_such_case(visit)
    return page(visit, "put-away", number=visit.named)


def put_away(visit: Visit) -> Response:
    """Put a case away from the caseload."""
    sitting, number = visit.at, visit.field("number")
    try:
        sitting.put_away(number)
    except LockedError:
        raise
    except RefusalError:
        return no_such_case(visit)
    sitting.notice, sitting.last_put_away = PUT_AWAY, number
    return onward("/today")
