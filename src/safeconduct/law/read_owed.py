"""What agencies owe to those who ask, as written → as the law keeps it: clocks, extensions, stops, hops, signs, holidays."""

from safeconduct.law.forms import NO_PERIOD, Desk, Form, items_of
from safeconduct.law.keys import GROUNDS
from safeconduct.law.model import Clock, ClockPeriod, Criterion, Extension, Holiday, Hop, Sign, Stop
from safeconduct.lawbook.model import Entry, Mapping, Node, Scalar
from safeconduct.lawbook.problems import close_to, quoted
from safeconduct.terms.dates import Counting


def clock_of(desk: Desk, entry: Entry) -> Clock:
    name = desk.full(entry.name)
    form = Form(desk, entry.value, "clock", f"clock {name}")
    periods = form.parts("period", "clock period", clock_period_of)
    counting = counting_named(form)
    if not form.has("counting") and any(one.period is None for one in periods):
        form.problem(form.place, "L103", "no key 'counting'", "Name the rule by which a published period is counted.")
    return Clock(
        name=name,
        words=form.said(),
        cite=form.citations(),
        of=tuple(form.procedure(text, node) for text, node in form.texts("of")),
        counting=counting,
        periods=periods,
        extensions=tuple(form.owed(text, node, "extension") for text, node in form.texts("extension")),
        stops=tuple(form.owed(text, node, "stop") for text, node in form.texts("stopped by")),
        book=desk.book,
    )


def clock_period_of(form: Form) -> ClockPeriod:
    period = form.period("period")
    if form.flag("published") == form.has("period"):
        found = "neither a period nor `published`" if period is None else "a period that is `published`"
        form.problem(form.place, "L103", found, "Write {period: months(3)} or {published: true}.")
    return ClockPeriod(period, form.citations(), form.flag("running"), form.in_force())


def counting_named(form: Form) -> Counting | None:
    node = form.find("counting")
    if node is None:
        return None
    names, written = form.desk.names, form.text_of(node)
    full = names.full(names.countings, written, form.desk.book)
    if full is None:
        near = names.near(names.countings, written, form.desk.book) or "Declare it under `counting`."
        form.problem(node.place, "L305", f"unknown counting rule {quoted(written)}", near)
        return None
    return names.countings[full]


def extension_of(desk: Desk, entry: Entry) -> Extension:
    name = desk.full(entry.name)
    form = Form(desk, entry.value, "extension", f"extension {name}")
    return Extension(
        name=name,
        words=form.said(),
        cite=form.citations(),
        times=form.number("times") or 0,
        most=form.period("most"),
        with_consent=form.number("with consent") or 0,
        in_writing=form.flag("in writing"),
        not_for=tuple(form.one_of(node, GROUNDS) for _, node in form.texts("not for")),
        running=form.flag("running"),
        in_force=form.in_force(),
        book=desk.book,
    )


def stop_of(desk: Desk, entry: Entry) -> Stop:
    name = desk.full(entry.name)
    form = Form(desk, entry.value, "stop", f"stop {name}")
    return Stop(name, form.said(), form.citations(), form.in_force(), desk.book)


def hop_of(desk: Desk, entry: Entry) -> Hop:
    name = desk.full(entry.name)
    form = Form(desk, entry.value, "hop", f"hop {name}")
    within = form.period("within") or NO_PERIOD
    return Hop(name, form.said(), form.citations(), form.choice("where"), within, form.in_force(), desk.book)


def sign_of(desk: Desk, entry: Entry) -> Sign:
    name = desk.full(entry.name)
    form = Form(desk, entry.value, "sign", f"sign {name}")
    return Sign(
        name=name,
        words=form.said(),
        pattern=form.choice("pattern"),
        cite=form.citations(),
        of=tuple(form.owed(text, node, "clock") for text, node in form.texts("of")),
        where=form.choice("where") or None,
        said=form.choice("said") or None,
        in_writing=form.flag("in writing") if form.has("in writing") else None,
        statutory=form.flag("statutory") if form.has("statutory") else None,
        at_least=form.number("at least") or 0,
        after=form.period("after"),
        shows=tuple(shown(form, entry) for entry in shown_in(form)),
        ways=tuple(way(form, text, node) for text, node in form.texts("ways")),
        warns=form.parts("warns", "criterion", lambda f: Criterion(f.said(), f.citations(), f.in_force())),
        in_force=form.in_force(),
        book=desk.book,
    )


def shown_in(form: Form) -> tuple[Entry, ...]:
    node = form.find("shows")
    if node is None or isinstance(node, Mapping):
        return () if node is None else node.entries
    form.wrong_kind(node, "a mapping of facts", "Write {sent_around: true}.")
    return ()


def shown(form: Form, entry: Entry) -> tuple[str, bool]:
    facts = form.desk.names.facts
    if entry.name not in facts:
        near = close_to(entry.name, facts) or "Declare it under `facts`."
        form.problem(entry.key.place, "L301", f"unknown fact {quoted(entry.name)}", near)
    elif facts[entry.name].kinds:
        repair = "A sign shows facts without arguments."
        form.problem(entry.key.place, "L101", f"{quoted(entry.name)} has arguments", repair)
    if isinstance(entry.value, Scalar) and isinstance(entry.value.value, bool):
        return entry.name, entry.value.value
    form.wrong_kind(entry.value, "true or false")
    return entry.name, False


def way(form: Form, text: str, node: Node) -> str:
    """Return the full name of a procedure or remedy."""
    names = form.desk.names
    remedy = names.full(names.remedies, text, form.desk.book)
    return remedy or form.procedure(text, node)


def holidays_of(desk: Desk, node: Node) -> tuple[Holiday, ...]:
    forms = [Form(desk, item, "holiday", "holidays") for item in items_of(node)]
    read = [(form.said(), form.day("day"), form.day("known"), form.country("calendar")) for form in forms]
    return tuple(Holiday(words, day, known, calendar) for words, day, known, calendar in read if day and known)
