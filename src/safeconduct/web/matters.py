"""The page about one matter: what it is called, what sort of request it is, what stopped its clock, and orders that set its last day."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from msgspec import structs
from starlette.responses import Response

from safeconduct.casework.model import History, Matter, Order, Pause
from safeconduct.casework.stops import stops_of
from safeconduct.casework.to_text import text_of
from safeconduct.kept.model import CONTACTS
from safeconduct.law.model import Law, Words
from safeconduct.web.choices import Choice
from safeconduct.web.contacts import stamp_of, unclear_in_words
from safeconduct.web.desk import Notice
from safeconduct.web.forms import Fields, Unclear, first
from safeconduct.web.noting import LAST, checked, day_in, same_words, text_in
from safeconduct.web.sorts import Sort, days_of, kind_of, sort_in, sorts_to_choose
from safeconduct.web.visit import Visit, onward, page
from safeconduct.web.wording import phrases_in

MATTER = "matter"  # the field with the number of the matter, counted from 1 as in the address


class Row(NamedTuple):
    """Names of the three fields about one stop or order, with what stands in them."""

    number: int
    values: tuple[str, str, str]


STOP, ORDER = ("stop", "begin", "end"), ("by", "on", "due")


def matter(visit: Visit) -> Response:
    """Show the form about one matter."""
    desk = visit.desk
    if not desk.course.has_wishes:
        return onward("/ask")
    papers, tongue = desk.papers(), visit.tongue
    found = matter_called(visit.named, papers.now.history)
    if found is None or papers.unusable.get(CONTACTS):
        return to_contacts(found, visit)
    typed = desk.typed if first(desk.typed, MATTER) == visit.named else {}
    desk.typed = {}
    stops = stops_of(found, papers.now.law)
    return page(
        visit,
        "matter",
        notice=desk.taken_notice(),
        stamp=stamp_of(visit),
        number=visit.named,
        title=tongue.of(found.words),
        name_en=first(typed, "name_en") or found.words.en,
        name_ko=first(typed, "name_ko") or found.words.ko,
        sorts=sorts_to_choose(papers, tongue, desk.acts_of_ways(), found),
        kind=first(typed, "kind") if typed else kind_of(found),
        days=first(typed, "days") if typed else days_of(found),
        kinds=[Choice(name, tongue.of(papers.now.law.owed.stops[name].words)) for name in stops],
        stops=rows(typed, STOP, [(one.stop, str(one.begin), str(one.end or "")) for one in found.pauses]),
        orders=rows(typed, ORDER, [(tongue.of(one.by), str(one.on), str(one.due)) for one in found.orders]),
        has_clock=found.clock is not None,
    )


def to_contacts(found: Matter | None, visit: Visit) -> Response:
    """Lead to the list of the matters, and say so where the one that was asked for is not among them."""
    if found is None:
        visit.desk.notice = Notice(phrases_in(visit.desk.lang)("no such matter"))
    return onward("/contacts")


def matter_called(number: str, history: History) -> Matter | None:
    """Return the matter of a number, counted from 1 in the order of the history."""
    matters = list(history.matters.values())
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    return matters[at - 1] if 0 < at <= len(matters) else None


def rows(typed: Fields, names: tuple[str, str, str], kept: list[tuple[str, str, str]]) -> list[Row]:
    """Return what stands in the form, with an empty row at the end: what was typed where it is shown again."""
    values = [*kept, ("", "", "")]
    if typed:
        values = [fields_of_row(typed, names, number) for number in range(len(values))]
    return [Row(number, one) for number, one in enumerate(values)]


def fields_of_row(fields: Fields, names: tuple[str, str, str], number: int) -> tuple[str, str, str]:
    one, two, three = (text_in(fields, f"{name}_{number}") for name in names)
    return one, two, three


def take_matter(visit: Visit) -> Response:
    """Keep what a form says of one matter, or say what was not understood."""
    desk, fields, number = visit.desk, visit.fields, first(visit.fields, MATTER)
    if not desk.course.has_wishes:
        return onward("/ask")
    kept, papers = desk.kept, desk.papers()
    history, say = papers.now.history, phrases_in(desk.lang)
    found = matter_called(number, history)
    if found is None or papers.unusable.get(CONTACTS):
        return to_contacts(found, visit)
    if first(fields, "stamp") != stamp_of(visit):
        desk.notice = Notice(say("window closed"))
        return onward("/contacts")
    told = told_anew(fields, found, history, papers.now.law, desk.today())
    if isinstance(told, list):
        desk.notice = Notice(" ".join(unclear_in_words(told, visit)))
        desk.typed = {name: values for name, values in fields.items() if name != "token"}
        return onward(f"/matter/{number}")
    desk.put_file(CONTACTS, text_of(told), kept)
    return onward("/contacts")


def told_anew(fields: Fields, matter: Matter, history: History, law: Law, today: date) -> History | list[Unclear]:
    """Return the history with what a form says of one of its matters. today: nothing that happened lies after it."""
    today = max(today, history.as_of)
    unclear: list[Unclear] = []
    names = Words(text_in(fields, "name_en"), text_in(fields, "name_ko"))
    if not names.en or not names.ko:
        unclear.append(Unclear("no name"))
    sort = sort_told(fields, matter, law)
    if isinstance(sort, Unclear):
        return [*unclear, sort]
    before, matter = (
        matter,
        structs.replace(matter, procedure=sort.procedure, clock=sort.clock, published=sort.published),
    )
    filed = next((one.day for one in history.contacts if one.matter == matter.name and one.is_received), None)
    if before.clock is None:
        pauses, orders = list[Pause | Unclear](before.pauses), list[Order | Unclear](before.orders)
    else:
        pauses, orders = list(pauses_in(fields, matter, law, today, filed)), list(orders_in(fields, matter, today))
    unclear += [one for one in (*pauses, *orders) if isinstance(one, Unclear)]
    if unclear:
        return unclear
    told = structs.replace(
        matter,
        words=names,
        pauses=tuple(one for one in pauses if isinstance(one, Pause)),
        orders=tuple(one for one in orders if isinstance(one, Order)),
    )
    return checked(structs.replace(history, as_of=today, matters={**history.matters, matter.name: told}), law)


def sort_told(fields: Fields, matter: Matter, law: Law) -> Sort | Unclear:
    """Return the sort of a matter as a form says it; as it was where the form says nothing else of it."""
    same = first(fields, "kind") == kind_of(matter) and text_in(fields, "days") == days_of(matter)
    if same or "kind" not in fields:
        return Sort(matter.procedure, matter.clock, matter.published)
    return sort_in(fields, law)


def pauses_in(fields: Fields, matter: Matter, law: Law, today: date, filed: date | None) -> Iterator[Pause | Unclear]:
    """Yield each stop; a row that was emptied is none. `filed`: the day on which the matter was first taken in, if it was."""
    for number in range(len(matter.pauses) + 1):
        stop, begin, end = fields_of_row(fields, STOP, number)
        if not (begin or end) and (not stop or number < len(matter.pauses)):
            continue
        first_day, last_day = day_in(begin, today), day_in(end, LAST)
        yield from no_days((begin, first_day), (end, last_day))
        if stop not in stops_of(matter, law) or not begin:
            yield Unclear("stop unclear")
        elif first_day and last_day and last_day < first_day:
            yield Unclear("stop ends before")
        elif first_day and filed and first_day < filed:
            yield Unclear("stop before filed", {"day": str(first_day), "filed": str(filed)})
        elif first_day:
            yield Pause(stop, first_day, last_day)


def orders_in(fields: Fields, matter: Matter, today: date) -> Iterator[Order | Unclear]:
    """Yield each order; a row that was emptied is none."""
    days: set[date] = set()
    for number in range(len(matter.orders) + 1):
        by, on, due = fields_of_row(fields, ORDER, number)
        if not (by or on or due):
            continue
        ordered, last_day = day_in(on, today), day_in(due, LAST)
        yield from no_days((on, ordered), (due, last_day))
        if not (by and on and due):
            yield Unclear("order unclear")
        elif ordered and last_day and last_day < ordered:
            yield Unclear("order due before", {"day": str(last_day), "on": str(ordered)})
        elif ordered and ordered in days:
            yield Unclear("orders of one day", {"day": str(ordered)})
        elif ordered and last_day:
            days.add(ordered)
            before = matter.orders[number].by if number < len(matter.orders) else None
            yield Order(same_words(Words(by, by), before) or Words(by, by), ordered, last_day)


def no_days(*pairs: tuple[str, date | None]) -> Iterator[Unclear]:
    """Yield what was typed and is no day."""
    return (Unclear("not one day", {"typed": f"“{typed}”"}) for typed, day in pairs if typed and day is None)
