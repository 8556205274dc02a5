"""Condition lines and static tests → conditions."""

from safeconduct.law.expressions import is_static
from safeconduct.law.forms import Form, items_of
from safeconduct.law.model import And, Condition, Expr, Known
from safeconduct.law.names import KINDS
from safeconduct.lawbook.model import Mapping, Node, Place, Scalar
from safeconduct.lawbook.problems import quoted


def conditions_of(form: Form, key: str) -> tuple[Condition, ...]:
    """Return the lines of a key that holds one line or a list of lines."""
    node = form.find(key)
    return () if node is None else tuple(condition_of(form, item) for item in items_of(node))


def condition_of(form: Form, node: Node) -> Condition:
    """Return one line: an expression alone, or a mapping with `that`. The citation is inherited from `form`."""
    if not isinstance(node, Mapping):
        cite = form.citations() if "cite" in form.keys else form.inherited
        that = form.expression_of(node)
        closed(form, node, that, None)
        return Condition(that, cite, None, source=written(node), place=place_of(node.place))
    line = form.inside(node, "condition")
    that = line.expression("that") or Known(False)
    words = line.own_words()
    said = line.find("that")
    if said is not None:
        closed(line, said, that, words)
    return Condition(
        that=that,
        cite=line.citations(),
        words=words,
        unless=conditions_of(line, "unless"),
        keep=line.flag("keep"),
        open=next((line.question(name, item) for name, item in line.texts("open")), None),
        by=line.words("by"),
        in_force=line.in_force(),
        source=written(said) if said is not None else "",
        place=place_of(node.place),
    )


def closed(form: Form, node: Node, that: Expr, words: object) -> None:
    """Add a problem for `that: false` without a sentence that says what is missing."""
    if that == Known(False) and words is None and isinstance(node, Scalar) and node.written == "false":
        form.problem(
            node.place, "L410", "a closed way without words", "Say in `en` and `ko` what the law does not provide."
        )


def static_test(form: Form, key: str) -> Expr | None:
    """Return the tests of `only for`, joined; only parameters may be compared."""
    node = form.find(key)
    if node is None:
        return None
    tests = []
    for item in items_of(node):
        test = form.expression_of(item)
        if not is_static(test):
            form.problem(
                item.place, "L207", "a fact where only parameters are compared", "Make it a line of `conditions`."
            )
        tests.append(test)
    return tests[0] if len(tests) == 1 else And(tuple(tests))


def parameters_of(form: Form) -> dict[str, str]:
    """Return the parameters of a procedure or consequence: variable → kind."""
    node = form.find("parameters")
    if node is None:
        return {}
    if not isinstance(node, Mapping):
        form.wrong_kind(node, "a mapping of parameters", "Write {c: country}.")
        return {}
    return {
        entry.name: form.one_of(entry.value, KINDS, "country") for entry in node.entries if variable_ok(form, entry.key)
    }


def variable_ok(form: Form, key: Scalar) -> bool:
    if key.written.isidentifier() and key.written.isascii() and key.written.islower():
        return True
    form.problem(
        key.place, "L108", f"{quoted(key.written)} is no name of a parameter", "Use a lower-case word, as in c."
    )
    return False


def typed(parameters: dict[str, str]) -> tuple[str, ...]:
    """Return parameters as the law keeps them: `name:kind`."""
    return tuple(f"{name}:{kind}" for name, kind in parameters.items())


def written(node: Node) -> str:
    return node.written if isinstance(node, Scalar) else ""


def place_of(place: Place) -> str:
    """Return the place as the law keeps it: folder, file and line, the same wherever the lawbooks lie."""
    return f"{'/'.join(place.file.split('/')[-2:])}:{place.line}"
