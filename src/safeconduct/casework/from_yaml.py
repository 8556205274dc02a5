"""File of contacts → history: every line checked against the law and the rest of the file, every problem reported at once."""

import re
from collections.abc import Mapping as Table
from datetime import date, time, timedelta
from pathlib import Path

from msgspec import structs

from safeconduct.casework.model import ANSWERS, MEANS, Contact, History, Matter, Order, Pause, Unit
from safeconduct.law.expressions import resolve_period
from safeconduct.law.keys import GROUNDS, SAYINGS
from safeconduct.law.model import Clock, Law, Words
from safeconduct.law.names import names_of
from safeconduct.lawbook.expressions import Mistake, parse_period
from safeconduct.lawbook.from_text import Text, text_from_file
from safeconduct.lawbook.model import Entry, Mapping, Node, Scalar
from safeconduct.lawbook.problems import Problem, quoted
from safeconduct.person.fields import date_of, items_of, kind_of, mapping_of, text_of, word_of, words_of
from safeconduct.person.problems import Findings, TooManyError, nearest
from safeconduct.terms.dates import Period

KEYS = ("contacts of", "as of", "units", "matters", "contacts")
UNIT = ("en", "ko", "agency", "desk", "far")
MATTER = ("en", "ko", "clock", "procedure", "published", "stops", "orders")
STOP = ("for", "from", "to")
ORDER = ("en", "ko", "on", "due")
CONTACT = (
    "matter",
    "with",
    "on",
    "at",
    "by",
    "filed",
    "new",
    "receipt",
    "en",
    "ko",
    "officer",
    "answer",
    "answered",
    "answered at",
    "in writing",
    "to",
    "told",
    "said",
    "granted",
    "back",
    "until",
    "ground",
    "consented",
    "consent asked",
    "beyond the law",
)
ONLY_WITH = {  # key → the answers to which it belongs; with another it says nothing
    "to": ("transfer", "disclaimer", "non-answer", "no-such-unit"),
    "told": ("transfer",),
    "said": ("non-answer", "decision"),
    "granted": ("decision",),
    "back": ("documents",),
    "beyond the law": ("documents",),
    "until": ("extension", "notice", "non-answer"),
    "ground": ("extension",),
    "consented": ("extension",),
    "consent asked": ("extension", "notice", "non-answer"),
}
HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
MOST = 1_000  # contacts of a file, P033
LONGEST = timedelta(days=18_262)  # fifty years back, P053


def read_history(path: Path, law: Law, name: str | None = None) -> History | list[Problem]:
    """Return the history of a file of contacts, or everything that is wrong with it, in order.

    law:  the lawbooks that declare the clocks, stops and procedures it names
    name: what messages call the file (the path if left out)
    """
    return history_from_text(text_from_file(path, name), law)


def history_from_text(text: Text, law: Law) -> History | list[Problem]:
    """Return the history of a text already read, or everything that is wrong with it, in order."""
    if text.problems or text.root is None:
        return text.problems or [Problem(text.file, 1, 1, 1, "P050", "an empty file", NO_CONTACTS, BEGIN)]
    found = Findings()
    try:
        history = Reader(law, found).history(text.root)
    except TooManyError:
        history = None
    return found.all() or history or []


NO_CONTACTS = "A file of contacts is a mapping whose first key is 'contacts of'."
BEGIN = "Begin with 'contacts of: …', the label of the case."


class Reader:
    """One file on the way to a history. `law`: whose clocks, stops and procedures may be named."""

    def __init__(self, law: Law, found: Findings) -> None:
        self.law = law
        self.found = found
        self.as_of: date | None = None
        self.names = names_of(law)

    def history(self, root: Node) -> History | None:
        if not isinstance(root, Mapping) or root.find("contacts of") is None:
            self.found.add(root, "P050", "a file without 'contacts of'", NO_CONTACTS, BEGIN)
            return None
        mapping_of(root, self.found, "a file of contacts", KEYS, KEYS)
        label = root.find("contacts of")
        case = text_of(label, self.found, "'contacts of'") if label else None
        self.as_of = self.day(root, "as of")
        units = {entry.name: self.unit(entry) for entry in self.entries(root, "units")}
        matters = {entry.name: self.matter(entry) for entry in self.entries(root, "matters")}
        items = items_of(root.find("contacts"), self.found, "'contacts'")
        if len(items) > MOST:
            self.found.add(root, "P033", f"{len(items):,} contacts, of which there may be {MOST:,}")
            return None
        contacts = [one for item in items if (one := self.contact(item, units, matters)) is not None]
        contacts.sort(key=lambda one: (one.day, one.hour or time(0)))
        if case is None or self.as_of is None:
            return None
        return History(case.written, self.as_of, units, matters, tuple(contacts))

    def entries(self, root: Mapping, section: str) -> tuple[Entry, ...]:
        node = root.find(section)
        if node is None or isinstance(node, Mapping):
            return () if node is None else node.entries
        self.found.add(node, "P004", f"{kind_of(node)} where a mapping belongs", f"'{section}' names each by a key.")
        return ()

    # --- units and matters ------------------------------------------------------------------------------------------

    def unit(self, entry: Entry) -> Unit:
        form = mapping_of(entry.value, self.found, "a unit", UNIT, ("agency",))
        words = words_of(form, self.found, "a unit") if form else None
        agency = self.text(form, "agency")
        return Unit(
            entry.name,
            words or Words(entry.name, entry.name),
            agency or "",
            self.flag(form, "desk"),
            self.flag(form, "far"),
        )

    def matter(self, entry: Entry) -> Matter:
        form = mapping_of(entry.value, self.found, "a matter", MATTER)
        words = words_of(form, self.found, "a matter") if form else None
        clock = self.clock(form, "clock")
        procedure = self.named(form, "procedure", {**self.names.procedures, **self.names.remedies}, "P027")
        if clock is None and procedure is not None:
            clock = next((one for one in self.law.owed.clocks.values() if procedure in one.of), None)
        matter = Matter(
            name=entry.name,
            words=words or Words(entry.name, entry.name),
            clock=clock.name if clock else None,
            procedure=procedure,
            statutory=is_statutory(procedure, clock, self.law),
            published=self.published(form, clock),
        )
        if form is None:
            return matter
        return structs.replace(matter, pauses=self.pauses(form, clock), orders=self.orders(form))

    def clock(self, form: Mapping | None, key: str) -> Clock | None:
        full = self.named(form, key, self.law.owed.clocks, "P051")
        return self.law.owed.clocks.get(full) if full else None

    def published(self, form: Mapping | None, clock: Clock | None) -> Period | None:
        """Return the period that the agency publishes, counted by the rule that the lawbook names for it."""
        node = form.find("published") if form else None
        if clock is not None and node is None and any(one.period is None for one in clock.periods) and form:
            repair = "Add 'published: working_days(7)', as their list of petitions says, or working_hours(8 a day) for five days or less."
            self.found.add(
                form, "P003", "a matter without 'published'", "Its period is published by the agency.", repair
            )
        text = text_of(node, self.found, "'published'") if node else None
        if text is None or clock is None or clock.counting is None:
            return None
        length = parse_period(text.written)
        if not isinstance(length, list):
            names = self.names._replace(defaults={"": clock.counting})
            period = resolve_period(length, names, "")
            if not isinstance(period, Mistake):
                return period
        self.found.add(text, "P052", f"{quoted(text.written)} is no period", repair="Write it as in working_days(7).")
        return None

    def pauses(self, form: Mapping, clock: Clock | None) -> tuple[Pause, ...]:
        read = []
        for node in items_of(form.find("stops"), self.found, "'stops'"):
            line = mapping_of(node, self.found, "a stop", STOP, ("for", "from"))
            stop = self.named(line, "for", self.law.owed.stops, "P051")
            begin, end = self.past(line, "from"), self.day(line, "to")
            if begin and end and end < begin:
                self.found.add(node, "P053", f"{end} lies before {begin}", repair="Exchange 'from' and 'to'.")
            if stop and clock and stop not in clock.stops:
                repair = f"It is stopped by: {', '.join(clock.stops) or 'nothing'}."
                self.found.add(node, "P051", f"{quoted(stop)} does not stop {quoted(clock.name)}", repair=repair)
            if stop and begin:
                read.append(Pause(stop, begin, end))
        return tuple(read)

    def orders(self, form: Mapping) -> tuple[Order, ...]:
        read = []
        for node in items_of(form.find("orders"), self.found, "'orders'"):
            line = mapping_of(node, self.found, "an order", ORDER, ("on", "due"))
            words = words_of(line, self.found, "an order") if line else None
            on, due = self.day(line, "on"), self.day(line, "due")
            if words and on and due:
                read.append(Order(words, on, due))
        return tuple(read)

    # --- contacts ---------------------------------------------------------------------------------------------------

    def contact(self, node: Node, units: dict[str, Unit], matters: dict[str, Matter]) -> Contact | None:
        form = mapping_of(node, self.found, "a contact", CONTACT, ("matter", "with", "on", "by"))
        matter = self.named(form, "matter", matters, "P054")
        unit = self.named(form, "with", units, "P054")
        day, by = self.past(form, "on"), self.word(form, "by", MEANS)
        answer = self.word(form, "answer", ANSWERS)
        answered, back = self.past(form, "answered"), self.past(form, "back")
        if form is None or matter is None or unit is None or day is None or by is None:
            return None
        self.check_keys(form, answer)
        for name, later in (
            ("answered", answered),
            ("back", back),
            ("until", self.day(form, "until")),
        ):
            if later is not None and later < day:
                at = form.find(name) or form
                self.found.add(at, "P053", f"{later} lies before the contact, {day}", repair="Correct one of the two.")
        has_words = form.find("en") is not None or form.find("ko") is not None
        return Contact(
            matter=matter,
            unit=unit,
            day=day,
            means=by,
            hour=self.hour(form, "at"),
            filed=self.flag(form, "filed"),
            new=self.flag(form, "new"),
            receipt=self.text(form, "receipt"),
            words=words_of(form, self.found, "a contact") if has_words else None,
            officer=self.text(form, "officer"),
            answer=answer,
            answered=(answered or day) if answer and answer != "silence" else None,
            answered_hour=self.hour(form, "answered at"),
            in_writing=self.flag(form, "in writing"),
            to=self.named(form, "to", units, "P054"),
            told=self.flag(form, "told", default=True),
            said=self.word(form, "said", SAYINGS),
            granted=self.flag(form, "granted") if form.find("granted") else None,
            back=back,
            until=self.day(form, "until"),
            ground=self.word(form, "ground", GROUNDS),
            consented=self.flag(form, "consented"),
            consent_asked=self.flag(form, "consent asked"),
            beyond_law=self.flag(form, "beyond the law"),
            place=str(node.place),
        )

    def check_keys(self, form: Mapping, answer: str | None) -> None:
        """Report what belongs to another answer than the one given, so that nothing noted is passed over."""
        for key, answers in ONLY_WITH.items():
            node = form.find(key)
            if node is not None and answer not in answers:
                given = f"the answer {quoted(answer)}" if answer else "a contact without an answer"
                expected = f"'{key}' belongs to the answer {' or '.join(answers)}."
                self.found.add(node, "P055", f"'{key}' beside {given}", expected, "Delete it, or correct 'answer'.")
        if form.find("receipt") is not None and not self.flag(form, "filed"):
            repair = "Add 'filed: true', or delete it."
            self.found.add(form.find("receipt") or form, "P055", "'receipt' of nothing filed", repair=repair)

    # --- values -----------------------------------------------------------------------------------------------------

    def text(self, form: Mapping | None, key: str) -> str | None:
        """Return a text; a whole number, such as that of a receipt, is taken as written."""
        node = form.find(key) if form else None
        if node is None:
            return None
        if isinstance(node, Scalar) and type(node.value) is int:
            return node.written
        text = text_of(node, self.found, f"'{key}'")
        return text.written if text else None

    def word(self, form: Mapping | None, key: str, words: tuple[str, ...]) -> str | None:
        node = form.find(key) if form else None
        return word_of(node, self.found, f"'{key}'", words) if node else None

    def day(self, form: Mapping | None, key: str) -> date | None:
        node = form.find(key) if form else None
        return date_of(node, self.found, f"'{key}'", None) if node else None

    def past(self, form: Mapping | None, key: str) -> date | None:
        """Return a day on which something happened: not after the day of the file, nor half a century before it."""
        node = form.find(key) if form else None
        day = date_of(node, self.found, f"'{key}'", self.as_of) if node else None
        if node and day and self.as_of and self.as_of - day > LONGEST:
            repair = "Correct the year."
            self.found.add(node, "P053", f"{day} lies more than fifty years before {self.as_of}", repair=repair)
        return day

    def hour(self, form: Mapping, key: str) -> time | None:
        node = form.find(key)
        if node is None:
            return None
        if isinstance(node, Scalar) and HOUR.fullmatch(node.written):
            return time.fromisoformat(node.written)
        self.found.add(node, "P006", "not an hour", f"'{key}' is written hour:minute, as in \"09:30\".")
        return None

    def flag(self, form: Mapping | None, key: str, *, default: bool = False) -> bool:
        node = form.find(key) if form else None
        if node is None:
            return default
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        self.found.add(node, "P005", f"{kind_of(node)} is no value here", f"'{key}' is true or false, without quotes.")
        return default

    def named(self, form: Mapping | None, key: str, declared: Table[str, object], code: str) -> str | None:
        """Return the declared name that a key gives: its own, or `book.name` of a lawbook, where the book may be left out."""
        node = form.find(key) if form else None
        text = text_of(node, self.found, f"'{key}'") if node else None
        if text is None:
            return None
        full = text.written if text.written in declared else self.names.full(declared, text.written, "")
        if full is None:
            near = nearest(text.written, declared, "Declare it first." if code == "P054" else "")
            self.found.add(text, code, f"unknown {WHAT.get(key, key)} {quoted(text.written)}", repair=near)
        return full


WHAT = {"with": "unit", "to": "unit", "for": "stop"}


def is_statutory(procedure: str | None, clock: Clock | None, law: Law) -> bool:
    """Return whether the law itself provides for what is asked, by the procedure or by those the clock runs for."""
    names = (procedure,) if procedure else clock.of if clock else ()
    return any(law.procedures[name].statutory for name in names if name in law.procedures)
