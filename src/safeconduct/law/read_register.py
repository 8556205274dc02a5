"""What a lawbook declares besides rules: itself, statutes, authorities, counting rules, open questions, countries."""

from safeconduct.law.forms import Desk, Form, items_of
from safeconduct.law.model import Authority, Book, OpenQuestion, Reading, Source, Unstated, Words
from safeconduct.lawbook.model import Entry, Mapping, Node, Scalar
from safeconduct.lawbook.problems import quoted
from safeconduct.terms.dates import Counting

SECTIONS = "sections"


def book_of(desk: Desk, root: Mapping, sections: tuple[str, ...]) -> Book:
    form = Form(desk, root, "lawbook", f"lawbook {desk.book}", unchecked=sections)
    for name, node in form.texts("uses"):
        if name not in desk.names.books:
            form.problem(
                node.place,
                "L307",
                f"unknown lawbook {quoted(name)}",
                "Read it together with this one, or delete it from `uses`.",
            )
    return Book(
        name=desk.book,
        title=form.needed_words("title"),
        country=form.country("country"),
        version=form.text("version"),
        uses=tuple(name for name, _ in form.texts("uses")),
        covers=form.needed_words("covers"),
        omits=form.needed_words("omits"),
    )


def source_of(desk: Desk, entry: Entry) -> Source:
    form = Form(desk, entry.value, "statute", f"statute {entry.name}")
    texts = form.text("texts")
    return Source(
        entry.name, form.said(), None if texts == "none" else texts, form.choice("kind", "statute"), desk.book
    )


def authority_of(desk: Desk, entry: Entry) -> Authority:
    name = desk.full(entry.name)
    form = Form(desk, entry.value, "authority", f"authority {name}")
    return Authority(name, form.said(), form.citations(), desk.book)


def country_of(desk: Desk, entry: Entry) -> Words:
    return Form(desk, entry.value, "country", f"country {entry.name}").said()


def counting_of(desk: Desk, entry: Entry) -> Counting:
    form = Form(desk, entry.value, "counting", f"counting rule {desk.full(entry.name)}")
    form.own_words()
    calendar = form.country("calendar") if form.has("calendar") else None
    if calendar is None and form.choice("closed days", "stay") == "next":
        form.problem(
            form.place,
            "L103",
            "no key 'calendar'",
            "A rule that moves an expiry to the next open day names the country whose holidays count.",
        )
    return Counting(
        name=desk.full(entry.name),
        first_day=form.choice("first day", "out"),
        closed_days=form.choice("closed days", "stay"),
        month_end=form.choice("month end", "last"),
        calendar=calendar,
        cite=form.citations(),
    )


def question_of(desk: Desk, entry: Entry) -> OpenQuestion:
    name = desk.full(entry.name)
    form = Form(desk, entry.value, "open question", f"open question {name}")
    readings = form.parts("readings", "reading", lambda f: Reading(f.needed_words("by"), f.said()))
    return OpenQuestion(
        name, form.needed_words("question"), form.citations(), readings, taken_of(form, len(readings)), desk.book
    )


def taken_of(form: Form, readings: int) -> int | None:
    node = form.find("taken")
    if node is None or (isinstance(node, Scalar) and node.written == "none"):
        return None
    if isinstance(node, Scalar) and type(node.value) is int and 1 <= node.value <= readings:
        return node.value
    form.problem(node.place, "L104", "no such reading", f"Write a number from 1 to {readings}, or none.")
    return None


def unstated_of(desk: Desk, node: Node) -> tuple[Unstated, ...]:
    forms = [Form(desk, item, "unstated", "not in rules") for item in items_of(node)]
    return tuple(Unstated(form.said(), form.citations(), desk.book, form.in_force()) for form in forms)
