"""The form about a contact → the history with this contact in it, or everything that was not understood."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time

from msgspec import structs

from safeconduct.answers.saying import Tongue
from safeconduct.casework.from_yaml import ONLY_WITH, history_from_text
from safeconduct.casework.model import ANSWERS, MEANS, Contact, History, Matter, Unit
from safeconduct.casework.to_text import text_of
from safeconduct.interview.days import span_of
from safeconduct.law.keys import GROUNDS, SAYINGS
from safeconduct.law.model import Law, Words
from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.lawbook.problems import FORBIDDEN
from safeconduct.web.forms import Fields, Unclear, first
from safeconduct.web.sorts import days_of, kind_of, sort_in

MATTER, OFFICE = "matter", "office"  # how names begin that a form gives
NEW = "new"  # what a form sends for a matter or an office that is not listed
ITSELF = "itself"  # for the agency of an office that is one
NONE = "none"  # for an answer that has not come
LONGEST = 300  # letters of a text
HOUR = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
LAST = date(9999, 12, 31)


def noted(fields: Fields, history: History, law: Law, today: date, replacing: int | None) -> History | list[Unclear]:
    """Return the history with what a form says of one contact, in the place of another or added to it.

    today:     nothing that is told lies after it
    replacing: number of the contact in the history; None: it is added
    """
    reader = Reader(fields, structs.replace(history, as_of=max(today, history.as_of)), law)
    contact = reader.contact()
    if contact is None or reader.unclear:
        return reader.unclear
    if replacing is not None:
        contact = structs.replace(contact, words=same_words(contact.words, history.contacts[replacing].words))
    contacts = [one for number, one in enumerate(reader.history.contacts) if number != replacing]
    told = with_only_what_is_used(structs.replace(reader.history, contacts=(*contacts, contact)))
    return checked(told, law)


def same_words(told: Words | None, before: Words | None) -> Words | None:
    """Return what was said before, in both languages, where it was not told anew."""
    kept = told is not None and before is not None and told.en in (before.en, before.ko)
    return before if kept else told


def without(history: History, number: int) -> History:
    """Return the history without a contact that did not happen."""
    contacts = tuple(one for at, one in enumerate(history.contacts) if at != number)
    return with_only_what_is_used(structs.replace(history, contacts=contacts))


def with_only_what_is_used(history: History) -> History:
    """Return the history without offices and matters that a form brought into it and no contact names any more."""
    units = {name for one in history.contacts for name in (one.unit, one.to)}
    matters = {one.matter for one in history.contacts}
    return structs.replace(
        history,
        units={name: one for name, one in history.units.items() if name in units or not name.startswith(f"{OFFICE}-")},
        matters={
            name: one for name, one in history.matters.items() if name in matters or not name.startswith(f"{MATTER}-")
        },
    )


def checked(history: History, law: Law) -> History | list[Unclear]:
    """Return the history as it will be read from what is kept."""
    read = history_from_text(text_from_bytes(text_of(history).encode(), "contacts"), law)
    return read if isinstance(read, History) else [Unclear("not noted", {"code": one.code}) for one in read]


def find_as_of(day: date, history: History, law: Law) -> History | None:
    """Return the history as of another day; None where it tells of days after it."""
    told = checked(structs.replace(history, as_of=day), law)
    return told if isinstance(told, History) else None


class Reader:
    """One form on the way to a contact; `history` grows by the matter and the offices it names."""

    def __init__(self, fields: Fields, history: History, law: Law) -> None:
        self.fields, self.history, self.law = fields, history, law
        self.unclear: list[Unclear] = []

    def contact(self) -> Contact | None:
        matter = self.matter()
        unit = self.unit("unit", "agency")
        day, means = self.day("day"), self.one_of("by", MEANS)
        if day is None and not any(one.key == "not one day" for one in self.unclear):
            self.unclear.append(Unclear("no day"))
        if not means:
            self.unclear.append(Unclear("no means"))
        answer = self.one_of("answer", ANSWERS)
        answered = self.day("answered")
        words = self.text("words")
        if matter is None or unit is None or day is None or not means:
            return None
        contact = Contact(
            matter=matter,
            unit=unit,
            day=day,
            means=means,
            hour=self.hour("hour"),
            receipt=self.text("receipt") or None,
            words=Words(words, words) if words else None,
            officer=self.text("officer") or None,
            answer=answer,
            answered=(answered or day) if answer and answer != "silence" else None,
            to=self.unit("to", "to_agency", unit),
            told=not self.flag("untold"),
            said=self.one_of("said", SAYINGS),
            granted={"yes": True, "no": False}.get(first(self.fields, "granted")),
            back=self.day("back"),
            until=self.day("until", LAST),
            ground=self.one_of("ground", GROUNDS),
            filed=self.flag("filed"),
            new=self.flag("new"),
            in_writing=self.flag("writing"),
            consented=self.flag("consented"),
            consent_asked=self.flag("asked"),
            beyond_law=self.flag("beyond"),
        )
        self.unclear += misplaced(contact, answered)
        return contact

    def matter(self) -> str | None:
        """Return the name of the matter; one that is new is put into the history."""
        chosen, words = first(self.fields, "matter"), self.words("matter_new")
        if chosen in self.history.matters:
            known = self.history.matters[chosen]
            fields = self.other_names("matter_new", known.words)
            fields += ["kind"] if self.text("kind") != kind_of(known) else []
            fields += ["days"] if self.text("days") != days_of(known) else []
            self.beside("about what", "another matter", fields)
            return chosen
        if chosen not in ("", NEW) or words is None:
            self.unclear.append(Unclear("no matter"))
            return None
        name, sort = free(MATTER, self.history.matters), sort_in(self.fields, self.law)
        if isinstance(sort, Unclear):
            self.unclear.append(sort)
            return None
        matter = Matter(name, words, clock=sort.clock, procedure=sort.procedure, published=sort.published)
        self.history = structs.replace(self.history, matters={**self.history.matters, name: matter})
        return name

    def unit(self, name: str, agency: str, sender: str | None = None) -> str | None:
        """Return the name of an office; one that is new is put into the history. None: nothing is said of one, or it is unclear.

        name:   of the field of the office, beside which its name can be typed
        agency: name of the field of the agency of a new one
        sender: office that sent somebody there, of whose agency it is unless another is told
        """
        new, is_hop = f"{name}_new", sender is not None
        chosen, words, told = first(self.fields, name), self.words(new), self.agency(agency, new, is_hop)
        if chosen in self.history.units:
            self.nothing_beside_unit(self.history.units[chosen], new, agency, told, is_hop)
            return chosen
        if is_hop and not (chosen or words or told):
            return None
        if chosen not in ("", NEW) or words is None:
            self.unclear.append(Unclear("no unit named" if is_hop else "no unit"))
            return None
        is_of_sender = sender is not None and not told and not first(self.fields, agency)
        if is_of_sender:
            told = self.history.units[sender or ""].agency
        alike = [key for key, one in self.history.units.items() if {words.en, words.ko} & {one.words.en, one.words.ko}]
        known = [key for key in alike if told in ("", self.history.units[key].agency)]
        if len(known) == 1:
            return known[0]
        if not told or (alike and is_of_sender):
            self.unclear.append(self.no_agency(self.text(new), alike))
            return None
        key = free(OFFICE, self.history.units)
        unit = Unit(key, words, told, not is_hop and self.flag("desk"))
        self.history = structs.replace(self.history, units={**self.history.units, key: unit})
        return key

    def no_agency(self, office: str, alike: list[str]) -> Unclear:
        """Return that it is not clear of which agency an office is. `alike`: offices of the same name."""
        if not alike:
            return Unclear("no agency", {"office": f"“{office}”"})
        agency = self.history.units[alike[0]].agency
        return Unclear("office of another", {"office": f"“{office}”", "agency": f"“{agency}”"})

    def nothing_beside_unit(self, unit: Unit, new: str, agency: str, told: str, is_hop: bool) -> None:
        """Say what is filled in of a new office while one is chosen that is known. `told`: the agency of the new one."""
        fields = self.other_names(new, unit.words)
        if told and not same_name(told, unit.agency):
            fields.append(f"{agency}_new" if self.text(f"{agency}_new") else agency)
        if not is_hop and not unit.desk:
            fields.append("desk")
        self.beside("sent to" if is_hop else "with whom", "another office", fields)

    def agency(self, name: str, office: str, is_hop: bool) -> str:
        """Return the agency that was told, empty where none was.

        office: field of the name of the office, which is that of an agency where the office is one itself
        """
        chosen, typed = self.text(name), self.text(f"{name}_new")
        told = self.text(office) if chosen == ITSELF else "" if chosen == NEW else chosen
        if told and not same_name(told, typed):
            self.beside("sent to" if is_hop else "with whom", "agency other", [f"{name}_new"])
        if told or not typed:
            return told
        return next((one.agency for one in self.history.units.values() if same_name(one.agency, typed)), typed)

    def other_names(self, field: str, known: Words) -> list[str]:
        """Return the fields of a name in which something else stands than what is known."""
        return [one for one in (field, f"{field}_en", f"{field}_ko") if self.text(one) not in (known.en, known.ko)]

    def beside(self, where: str, other: str, fields: Iterable[str]) -> None:
        """Say of each of these fields that it is filled in while something else is chosen. `other`: phrase of the choice it belongs to."""
        filled = [name for name in fields if self.text(name)]
        self.unclear += [Unclear("beside choice", {"where": where, "what": name, "other": other}) for name in filled]

    # --- values -------------------------------------------------------------------------------------------------------

    def text(self, name: str) -> str:
        """Return what was typed, without what no file may hold."""
        return text_in(self.fields, name)

    def words(self, name: str) -> Words | None:
        """Return a name in each language: the one typed stands for the other where that was left empty."""
        typed = self.text(name)
        return Words(self.text(f"{name}_en") or typed, self.text(f"{name}_ko") or typed) if typed else None

    def flag(self, name: str) -> bool:
        return bool(first(self.fields, name))

    def one_of(self, name: str, words: tuple[str, ...]) -> str | None:
        chosen = first(self.fields, name)
        return chosen if chosen in words else None

    def day(self, name: str, last: date | None = None) -> date | None:
        """Return one day; `last`: the latest it may be, the day of the history where left out."""
        typed = self.text(name)
        day = day_in(typed, last or self.history.as_of)
        if typed and day is None:
            self.unclear.append(Unclear("not one day", {"typed": f"“{typed}”"}))
        return day

    def hour(self, name: str) -> time | None:
        typed = self.text(name)
        found = HOUR.fullmatch(typed)
        if typed and found is None:
            self.unclear.append(Unclear("not an hour", {"typed": f"“{typed}”"}))
        return time(int(found[1]), int(found[2])) if found else None


def text_in(fields: Fields, name: str) -> str:
    """Return what was typed into a field, on one line and without marks that no file may hold."""
    return " ".join(FORBIDDEN.sub(" ", first(fields, name)[:LONGEST]).split())


def day_in(typed: str, last: date) -> date | None:
    """Return the one day that was typed; None for a longer time, and for a day after the last that may be."""
    span = span_of(typed, last)
    return span.first if span is not None and span.first == span.last else None


def same_name(one: str, other: str) -> bool:
    """Return whether two names differ by nothing but case, spaces and hyphens."""
    first_words, other_words = (re.split(r"[\s-]+", name.casefold()) for name in (one, other))
    return first_words == other_words


def free(stem: str, names: Mapping[str, object]) -> str:
    number = len(names) + 1
    while f"{stem}-{number}" in names:
        number += 1
    return f"{stem}-{number}"


def misplaced(contact: Contact, answered: date | None) -> Iterator[Unclear]:
    """Yield what does not go with the rest: a later day before the contact, and what belongs to another answer."""
    for key, day in (("answered", answered), ("back", contact.back), ("until", contact.until)):
        if day is not None and day < contact.day:
            yield Unclear("day before", {"what": key})
    said = {
        "to": contact.to is not None,
        "told": not contact.told,
        "said": contact.said is not None,
        "granted": contact.granted is not None,
        "back": contact.back is not None,
        "beyond the law": contact.beyond_law,
        "until": contact.until is not None,
        "ground": contact.ground is not None,
        "consented": contact.consented,
        "consent asked": contact.consent_asked,
    }
    for key, answers in ONLY_WITH.items():
        if said[key] and contact.answer not in answers:
            yield Unclear("only with", {"what": key})
    if answered is not None and contact.answer in (None, "silence"):
        yield Unclear("only with answer")
    if contact.receipt is not None and not contact.filed:
        yield Unclear("receipt of nothing")


# --- filling in -------------------------------------------------------------------------------------------------------


def fields_of(contact: Contact, number: int, tongue: Tongue) -> Fields:
    """Return a form filled in with a contact that is told anew. `number`: its place in the history."""
    words = contact.words
    filled = {
        "number": str(number),
        "matter": contact.matter,
        "unit": contact.unit,
        "day": str(contact.day),
        "hour": f"{contact.hour:%H:%M}" if contact.hour else "",
        "by": contact.means,
        "receipt": contact.receipt or "",
        "officer": contact.officer or "",
        "words": tongue.of(words) if words else "",
        "answer": contact.answer or NONE,
        "answered": str(contact.answered) if contact.answered and contact.answered != contact.day else "",
        "to": contact.to or "",
        "untold": ticked(not contact.told),
        "said": contact.said or "",
        "granted": {True: "yes", False: "no", None: ""}[contact.granted],
        "back": str(contact.back or ""),
        "until": str(contact.until or ""),
        "ground": contact.ground or "",
        "filed": ticked(contact.filed),
        "new": ticked(contact.new),
        "writing": ticked(contact.in_writing),
        "consented": ticked(contact.consented),
        "asked": ticked(contact.consent_asked),
        "beyond": ticked(contact.beyond_law),
    }
    return {name: [value] for name, value in filled.items()}


def ticked(value: bool) -> str:
    return "yes" if value else ""
