"""History → file of contacts: what it says, one unit, matter and contact a line. Reading it back gives the same history."""

from collections.abc import Iterable, Iterator

from safeconduct.casework.model import Contact, History, Matter, Order, Pause, Unit
from safeconduct.law.model import Words
from safeconduct.terms.dates import Period

Pair = tuple[str, str]


def text_of(history: History) -> str:
    """Return the history as a file of contacts. Comments of the file it came from are not in it."""
    return "\n".join([
        f"contacts of: {quoted(history.case)}",
        f"as of: {history.as_of}",
        *section("units", [f"{quoted(name)}: {form(unit_pairs(unit))}" for name, unit in history.units.items()]),
        *section("matters", [f"{quoted(name)}: {form(matter_pairs(one))}" for name, one in history.matters.items()]),
        *section("contacts", [f"- {form(contact_pairs(one))}" for one in history.contacts], "[]"),
        "",
    ])  # fmt: skip


def section(name: str, lines: list[str], nothing: str = "{}") -> list[str]:
    return [f"{name}:", *(f"  {line}" for line in lines)] if lines else [f"{name}: {nothing}"]


def form(pairs: Iterable[Pair]) -> str:
    return f"{{{', '.join(f'{key}: {value}' for key, value in pairs)}}}"


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def words_pairs(words: Words) -> list[Pair]:
    return [("en", quoted(words.en)), ("ko", quoted(words.ko))]


def flag(key: str, value: bool) -> list[Pair]:
    return [(key, "true")] if value else []


def unit_pairs(unit: Unit) -> list[Pair]:
    named = [*words_pairs(unit.words), ("agency", quoted(unit.agency))]
    return [*named, *flag("desk", unit.desk), *flag("far", unit.far)]


def matter_pairs(matter: Matter) -> Iterator[Pair]:
    yield from words_pairs(matter.words)
    if matter.clock is not None:
        yield "clock", quoted(matter.clock)
    if matter.procedure is not None:
        yield "procedure", quoted(matter.procedure)
    if matter.published is not None:
        yield "published", quoted(period_text(matter.published))
    if matter.pauses:
        yield "stops", f"[{', '.join(form(pause_pairs(one)) for one in matter.pauses)}]"
    if matter.orders:
        yield "orders", f"[{', '.join(form(order_pairs(one)) for one in matter.orders)}]"


def period_text(period: Period) -> str:
    return f'{period.unit}({period.count}, "{period.counting.name}")'


def pause_pairs(pause: Pause) -> list[Pair]:
    end = [("to", str(pause.end))] if pause.end is not None else []
    return [("for", quoted(pause.stop)), ("from", str(pause.begin)), *end]


def order_pairs(order: Order) -> list[Pair]:
    return [*words_pairs(order.by), ("on", str(order.on)), ("due", str(order.due))]


def contact_pairs(one: Contact) -> Iterator[Pair]:
    """Yield what differs from what is taken where nothing is said."""
    yield from (("matter", quoted(one.matter)), ("with", quoted(one.unit)), ("on", str(one.day)))
    if one.hour is not None:
        yield "at", f'"{one.hour:%H:%M}"'
    yield "by", one.means
    yield from (*flag("filed", one.filed), *flag("new", one.new))
    for key, text in (("receipt", one.receipt), ("officer", one.officer)):
        if text is not None:
            yield key, quoted(text)
    if one.words is not None:
        yield from words_pairs(one.words)
    if one.answer is not None:
        yield "answer", one.answer
    if one.answered is not None and one.answered != one.day:
        yield "answered", str(one.answered)
    if one.answered_hour is not None:
        yield "answered at", f'"{one.answered_hour:%H:%M}"'
    yield from flag("in writing", one.in_writing)
    if one.to is not None:
        yield "to", quoted(one.to)
    if not one.told:
        yield "told", "false"
    for key, word in (("said", one.said), ("ground", one.ground)):
        if word is not None:
            yield key, word
    if one.granted is not None:
        yield "granted", str(one.granted).lower()
    for key, day in (("back", one.back), ("until", one.until)):
        if day is not None:
            yield key, str(day)
    yield from (*flag("consented", one.consented), *flag("consent asked", one.consent_asked))
    yield from flag("beyond the law", one.beyond_law)
