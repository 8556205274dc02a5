"""Facts, definitions and goals as written → as the law keeps them."""

from typing import NamedTuple

from safeconduct.law.forms import NO_WORDS, Desk, Form, items_of
from safeconduct.law.model import Condition, Definition, Fact, Goal, Known
from safeconduct.law.names import FACTS_OF_PROCEDURES, KINDS, RESERVED
from safeconduct.law.read_conditions import conditions_of, place_of, typed, written
from safeconduct.lawbook.expressions import FACT_NAME, Use, parse_use
from safeconduct.lawbook.model import Entry, Mapping, Node, Scalar
from safeconduct.lawbook.problems import close_to, quoted


class Head(NamedTuple):
    """The name under which a fact, definition or goal is declared, and its parameters: variable → kind."""

    name: str
    parameters: dict[str, str]

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self.parameters.values())


def head_of(key: Scalar) -> Head | None:
    """Return what `relative_in(relative, country)` declares, or None when it is not understood.

    A parameter is called by its kind.
    """
    use = parse_use(key.written)
    if not isinstance(use, Use) or use.name in RESERVED:
        return None
    names = [argument.written for argument in use.arguments]
    if len(set(names)) < len(names) or any(name not in KINDS for name in names):
        return None
    return Head(use.name, {name: name for name in names})


def head_problem(desk: Desk, key: Scalar, what: str) -> None:
    """Add the problem of a head that `head_of` did not understand."""
    use = parse_use(key.written)
    within = f"{what} {key.written}"
    if isinstance(use, Use) and use.name in RESERVED:
        code = "L308" if use.name in FACTS_OF_PROCEDURES else "L108"
        desk.add(key.place, code, f"{quoted(use.name)} has a meaning of its own", "Choose another name.", within)
        return
    if isinstance(use, Use):
        bad = next((a for a in use.arguments if a.written not in KINDS), None)
        found = f"parameter {quoted(bad.written)}" if bad else "a kind named twice"
        repair = (
            close_to(bad.written, KINDS) if bad else ""
        ) or f"Parameters are called by their kind: {', '.join(KINDS)}, each at most once."
        place = key.place_of(bad.column, bad.length) if bad else key.place
        desk.add(place, "L113", found, repair, within)
        return
    if FACT_NAME.match(key.written) and "(" in key.written:
        desk.add(
            key.place, "L113", f"{quoted(key.written)} not understood", "Write relative_in(relative, country).", within
        )
        return
    desk.add(
        key.place,
        "L108",
        f"{quoted(key.written)} is no name of a {what}",
        "Use lower-case words joined by '_'.",
        within,
    )


def fact_of(desk: Desk, entry: Entry, head: Head) -> Fact:
    form = Form(desk, entry.value, "fact", f"fact {head.name}", head.parameters)
    one_of = next(iter(form.texts("one of")), None)
    if one_of is not None and one_of[0] not in head.parameters:
        form.problem(
            one_of[1].place, "L311", f"{quoted(one_of[0])} is no parameter of {head.name}", form.parameter_list()
        )
    form.citations()  # checked; the law keeps citations with its rules
    return Fact(
        name=head.name,
        parameters=head.kinds,
        words=form.said(),
        not_words=form.words("not"),
        ask=form.words("ask"),
        absent=absent_of(form),
        kind=form.choice("kind", "status"),
        one_of=one_of[0] if one_of else None,
        given=form.flag("given"),
        passing=form.flag("passing"),
        for_ever=form.flag("for ever"),
        by=form.words("by"),
        book=desk.book,
        place=place_of(entry.key.place),
    )


def absent_of(form: Form) -> str:
    node = form.find("absent")
    return "unknown" if node is None else form.one_of(node, ("true", "false", "unknown"), "unknown")


def definitions_of(desk: Desk, entry: Entry, head: Head) -> tuple[Definition, ...]:
    """Return a definition, or each of its versions when it is a list of them."""
    return tuple(definition_of(desk, entry, node, head) for node in items_of(entry.value))


def definition_of(desk: Desk, entry: Entry, node: Node, head: Head) -> Definition:
    form = Form(desk, node, "definition", f"definition {head.name}", head.parameters)
    said = [key for key in ("that", "when", "any") if form.has(key)]
    if not said and isinstance(node, Mapping):
        form.problem(
            node.place,
            "L103",
            "a definition of nothing",
            "Give it `that` (one condition), `when` (all lines) or `any` (one line is enough).",
        )
    exceptions = conditions_of(form, "unless")
    every = (*that_line(form), *conditions_of(form, "when"))
    some = conditions_of(form, "any")
    if exceptions:
        # an exception to the whole: a line of its own that holds unless one of them does
        every = (
            *every,
            Condition(Known(True), form.citations(), None, exceptions, source="true", place=place_of(node.place)),
        )
    return Definition(
        name=head.name,
        parameters=typed(head.parameters),
        every=every,
        some=some,
        cite=form.citations(),
        words=form.said(),
        not_words=form.words("not"),
        in_force=form.in_force(),
        book=desk.book,
        place=place_of(entry.key.place if node is entry.value else node.place),
    )


def that_line(form: Form) -> tuple[Condition, ...]:
    node = form.find("that")
    if node is None:
        return ()
    that = form.expression_of(node)
    return (Condition(that, form.citations(), None, source=written(node), place=place_of(node.place)),)


def goal_of(desk: Desk, entry: Entry, head: Head) -> Goal:
    form = Form(desk, entry.value, "goal", f"goal {head.name}", head.parameters)
    that = form.expression("that") or Known(False)
    words = form.said() if form.mapping.entries else NO_WORDS
    return Goal(head.name, typed(head.parameters), that, words, desk.book, place_of(entry.key.place))
