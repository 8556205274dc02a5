"""Consequences as written → as the law keeps them."""

from safeconduct.law.forms import Desk, Form
from safeconduct.law.model import Consequence
from safeconduct.law.read_conditions import conditions_of, parameters_of, place_of, static_test, typed
from safeconduct.law.read_procedures import cited, within_of
from safeconduct.lawbook.model import Entry


def consequence_of(desk: Desk, entry: Entry) -> Consequence:
    name = desk.full(entry.name)
    form = Form(desk, entry.value, "consequence", f"consequence {name}{cited(entry.value)}")
    form.variables = parameters_of(form)
    return Consequence(
        name=name,
        title=form.needed_words("title"),
        cite=form.citations(),
        when=conditions_of(form, "when"),
        effects=form.effects("effects"),
        parameters=typed(form.variables),
        only=static_test(form, "only for"),
        unless=conditions_of(form, "unless"),
        after=form.parts("after", "within", within_of),
        in_force=form.in_force(),
        book=desk.book,
        place=place_of(entry.key.place),
    )
