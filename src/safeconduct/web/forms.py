"""A form as it was sent → a reply to the question it was about, or what to say to somebody who was not understood."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from safeconduct.interview.days import span_of
from safeconduct.interview.model import DAY, NEVERS, PLACE, PLACES, TRUTH, Chosen, Question, Reply, Silent
from safeconduct.interview.replies import LONGEST, country_called

SILENT = {"unknown": False, "declined": True}  # what the buttons beside "continue" send → whether the person declined

Fields = Mapping[str, Sequence[str]]


class Unclear(NamedTuple):
    """`key` and `slots` of the phrase that says what was not understood."""

    key: str
    slots: Mapping[str, str] = {}


def reply_in(fields: Fields, question: Question, today: date) -> Reply | Unclear:
    """Return what a form says: the button pressed, the boxes ticked, what was typed. Names that were not offered are passed over."""
    how = first(fields, "how")
    if how in SILENT:
        return Silent(declined=SILENT[how])
    if question.kind == DAY:
        return span_of(typed_in(fields), today) or Unclear("not a day")
    offered = [option.name for option in question.options]
    names = [name for name in fields.get("choice", ()) if name in offered]
    other = typed_in(fields)
    if other and question.kind in (PLACE, PLACES):
        code = country_called(other)
        if code is None:
            return Unclear("not a country")
        if question.kind == PLACE and names not in ([], [code]):
            return Unclear("two answers")
        names = [code] if question.kind == PLACE else [*names, code]
    if "" in names and len(set(names)) > 1:
        return Unclear("two answers")
    if not names and question.kind != NEVERS:
        return Unclear("nothing chosen")
    if question.kind in (TRUTH, PLACE):
        return Chosen((names[0],))
    return Chosen(tuple(dict.fromkeys(name for name in names if name)))


def first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def typed_in(fields: Fields) -> str:
    """Return what was typed into the one field that a question can have."""
    return " ".join(first(fields, "typed")[:LONGEST].split())
