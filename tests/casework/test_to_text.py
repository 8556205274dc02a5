"""A history written and read back is the same history, whatever it holds."""

import re
from datetime import date, time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from casework.stories import law
from safeconduct.casework.from_yaml import history_from_text, read_history
from safeconduct.casework.model import ANSWERS, MEANS, Contact, History, Matter, Unit
from safeconduct.casework.to_text import text_of
from safeconduct.law.keys import GROUNDS, SAYINGS
from safeconduct.law.model import Words
from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.lawbook.problems import FORBIDDEN
from trying import examples

LAST = date(2027, 12, 31)
DAYS = st.dates(date(2020, 1, 1), LAST)
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).map(lambda text: FORBIDDEN.sub("", text).strip())
TEXTS = TEXTS.map(lambda text: re.sub(r"\s+", " ", text)).filter(bool)
WORDS = st.builds(Words, TEXTS, TEXTS)


def without_places(history: History) -> History:
    return structs.replace(history, contacts=tuple(structs.replace(one, place="") for one in history.contacts))


def read_back(history: History) -> History:
    read = history_from_text(text_from_bytes(text_of(history).encode(), "x"), law())
    assert isinstance(read, History), read
    return without_places(read)


def test_the_example_is_the_same_when_it_is_written_and_read():
    history = read_history(Path(__file__).parents[2] / "cases/contacts/former-official-today.yaml", law())
    assert isinstance(history, History)
    assert read_back(history) == without_places(history)


def test_stops_orders_and_published_times_are_kept():
    extra = "published: working_days(7), procedure: kr.north-visit-approval, stops: [{for: hearing, from: 2027-01-02}]"
    head = "contacts of: x\nas of: 2027-12-31\nunits:\n  a: {en: A, ko: 가, agency: b}\n"
    matter = (
        f"matters:\n  m: {{en: m, ko: 사안, {extra}, orders: [{{en: o, ko: 명, on: 2027-01-03, due: 2027-02-03}}]}}\n"
    )
    read = history_from_text(text_from_bytes(f"{head}{matter}contacts: []\n".encode(), "x"), law())
    assert isinstance(read, History)
    assert read.matters["m"].pauses and read.matters["m"].orders and read.matters["m"].published
    assert read_back(read) == read


@st.composite
def contacts(draw):
    answer = draw(st.sampled_from((None, *ANSWERS)))
    day = draw(DAYS)
    later = st.none() | st.dates(day, LAST)
    filed = draw(st.booleans())
    one = Contact(
        matter="m",
        unit=draw(st.sampled_from("ab")),
        day=day,
        means=draw(st.sampled_from(MEANS)),
        hour=draw(st.none() | st.times().map(lambda one: time(one.hour, one.minute))),
        filed=filed,
        new=draw(st.booleans()),
        receipt=draw(st.none() | TEXTS) if filed else None,
        words=draw(st.none() | WORDS),
        officer=draw(st.none() | TEXTS),
        answer=answer,
        answered=(draw(later) or day) if answer and answer != "silence" else None,
        in_writing=draw(st.booleans()),
    )
    more = {
        "to": draw(st.sampled_from((None, "a", "b"))) if answer in ("transfer", "disclaimer", "no-such-unit") else None,
        "told": draw(st.booleans()) if answer == "transfer" else True,
        "said": draw(st.sampled_from((None, *SAYINGS))) if answer in ("non-answer", "decision") else None,
        "granted": draw(st.none() | st.booleans()) if answer == "decision" else None,
        "back": draw(later) if answer == "documents" else None,
        "beyond_law": draw(st.booleans()) if answer == "documents" else False,
        "until": draw(later) if answer in ("extension", "notice") else None,
        "ground": draw(st.sampled_from((None, *GROUNDS))) if answer == "extension" else None,
        "consented": draw(st.booleans()) if answer == "extension" else False,
        "consent_asked": draw(st.booleans()) if answer in ("extension", "notice") else False,
    }
    return structs.replace(one, **more)


@given(st.lists(contacts(), max_size=4), WORDS, WORDS, TEXTS)
@settings(max_examples=examples(150), deadline=None)
def test_every_history_is_the_same_when_it_is_written_and_read(noted, office, matter, agency):
    ordered = tuple(sorted(noted, key=lambda one: (one.day, one.hour or time(0))))
    units = {name: Unit(name, office, agency, desk=name == "a", far=name == "a") for name in "ab"}
    history = History("a label", LAST, units, {"m": Matter("m", matter)}, ordered)
    assert read_back(history) == history
