"""A permit that is decided within ten days; against a refusal, an objection that is decided within twenty. Silence ends it."""

from safeconduct.graph.outcomes import Outcomes, outcomes_of
from safeconduct.graph.successors import Successors
from safeconduct.rules.model import Change, Decision, Exclusion, Is, Line, Not, Operator, Rules
from safeconduct.rules.packed import Packed
from safeconduct.terms.dates import Counting, Period
from safeconduct.terms.truth import Truth

PERMITTED, ASKED = 0, 1
APPLICATION, OBJECTION = (2, 3, 4, 5), (6, 7, 8, 9)  # pending, granted, refused, unanswered
PLAIN = Counting("plain")


def permit_rules(excluded: int | None = None) -> Rules:
    """Return the rules; `excluded`: an atom that the person never accepts."""
    names = ("permitted", "asked", *(f"{one} {end}" for one in ("apply", "object") for end in ENDS))
    return Rules(
        atoms=names,
        values=(Truth.FALSE,) * len(names),
        since=(0,) * len(names),
        today=738_000,
        dates=(),
        definitions=(),
        watches=(),
        groups=(),
        operators=(
            application("apply", 0, APPLICATION, Not(Is(ASKED)), (Change(ASKED, True),)),
            application("object", 1, OBJECTION, Is(APPLICATION[2]), (Change(APPLICATION[2], False),)),
        ),
        decisions=(decision("apply", APPLICATION, 10), decision("object", OBJECTION, 20)),
        consequences=(),
        exclusions=() if excluded is None else (Exclusion("never", Is(excluded)),),
        goal=Is(PERMITTED),
    )


ENDS = ("pending", "granted", "refused", "unanswered")


def application(name, number, atoms, line, changes) -> Operator:
    lines = (Line(f"{name} if", line),)
    return Operator(name, name, (), "application", lines, (Change(atoms[0], True), *changes), decision=number)


def decision(name, atoms, days) -> Decision:
    return Decision(name, "discretion", *atoms, Period(days, "days", PLAIN), None, (Change(PERMITTED, True),), (), ())


def permit_graph(**how: int) -> Outcomes:
    """Return the graph of the rules from their start."""
    return graph_of(permit_rules(), **how)


def graph_of(rules: Rules, **how: int) -> Outcomes:
    packed = Packed(rules)
    successors = Successors(packed, range(len(rules.operators)))
    return outcomes_of(successors, packed.settle(packed.initial()), **how)
