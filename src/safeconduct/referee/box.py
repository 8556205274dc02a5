"""A certificate of no route: for each atom the values it can ever have, whatever is done, decided or assumed."""

from safeconduct.referee.possible import Possible
from safeconduct.routes.model import Box
from safeconduct.rules.model import Change, Operator, Rules
from safeconduct.rules.reference import base_atoms, initial
from safeconduct.terms.truth import Truth


def check_box(rules: Rules, box: Box) -> list[str]:
    """Return why the box does not prove that the goal is out of reach.

    It does if it contains the first situation, if whatever can happen within it stays within it (each atom judged for
    itself, bad outcomes included), and if the goal cannot be true in it.
    """
    if len(box.possible) != len(rules.atoms):
        return [f"the box has {len(box.possible)} atoms, the rules have {len(rules.atoms)}"]
    start = initial(rules)
    values = tuple(frozenset(value for value in Truth if mask & (1 << value)) for mask in box.possible)
    for_good = tuple(since if can == {Truth.TRUE} else 0 for can, since in zip(values, start.since, strict=True))
    inside = Possible(rules, values, for_good)
    problems = [
        f"{rules.atoms[atom]}: is {value.name.lower()} at the start, outside the box"
        for atom, value in enumerate(start.values)
        if value not in values[atom]
    ]
    problems += mirrored(inside)
    problems += assumed(inside)
    for operator in rules.operators:
        if can_be_done(inside, operator):
            problems += changed(inside, operator.changes, operator.name)
    problems += decided(inside)
    for consequence in rules.consequences:
        running = consequence.watch is None or Truth.TRUE in values[consequence.watch]
        if running and inside.can_be(consequence.when, Truth.TRUE):
            problems += changed(inside, consequence.changes, consequence.name)
    if inside.can_be(rules.goal, Truth.TRUE):
        problems.append("the goal can be true in the box")
    return problems


def mirrored(inside: Possible) -> list[str]:
    """Return the definitions and watches that leave the box."""
    mirrors = [(d.atom, d.formula) for d in inside.rules.definitions]
    mirrors += [(w.atom, w.formula) for w in inside.rules.watches]
    return [
        f"{inside.rules.atoms[atom]}: its formula can be {value.name.lower()}, outside the box"
        for atom, formula in mirrors
        for value in sorted(inside.truths(formula))
        if value not in inside.values[atom]
    ]


def assumed(inside: Possible) -> list[str]:
    """Return the base atoms that can be unknown and, once assumed, leave the box."""
    problems = []
    for atom in base_atoms(inside.rules):
        if Truth.UNKNOWN in inside.values[atom]:
            for value in (False, True):
                problems += changed(inside, (Change(atom, value),), f"assuming {inside.rules.atoms[atom]}")
    return problems


def can_be_done(inside: Possible, operator: Operator) -> bool:
    if operator.decision is not None:
        pending = inside.rules.decisions[operator.decision].pending
        if Truth.FALSE not in inside.values[pending]:
            return False
    lines_can_hold = all(inside.can_be(line.formula, Truth.TRUE) for line in operator.lines)
    return lines_can_hold and all(inside.can_be(ban.when, Truth.FALSE) for ban in operator.bans)


def decided(inside: Possible) -> list[str]:
    """Return how decisions, however they fall, leave the box."""
    problems = []
    for decision in inside.rules.decisions:
        if Truth.TRUE not in inside.values[decision.pending]:
            continue
        over = Change(decision.pending, False)
        can_lapse = not all(inside.must_be_true(line.formula) for line in decision.keep)
        if all(inside.can_be(line.formula, Truth.TRUE) for line in decision.keep):
            answered = (Change(decision.refused, False), Change(decision.unanswered, False))
            granted = (over, Change(decision.granted, True), *answered, *decision.on_grant)
            problems += changed(inside, granted, f"a grant of {decision.name}")
            if decision.kind in ("entitlement", "discretion"):
                silent = (over, Change(decision.unanswered, True), *decision.on_silence)
                problems += changed(inside, silent, f"silence on {decision.name}")
        if can_lapse or decision.kind == "discretion":
            refused = (over, Change(decision.refused, True), *decision.on_refusal)
            problems += changed(inside, refused, f"a refusal of {decision.name}")
    return problems


def changed(inside: Possible, changes: tuple[Change, ...], by: str) -> list[str]:
    """Return the changes that can be made and leave the box."""
    problems = []
    for change in changes:
        if not inside.can_be(change.when, Truth.TRUE):
            continue
        made = [(change.atom, Truth.TRUE if change.value else Truth.FALSE)]
        if change.value:
            groups = [group.atoms for group in inside.rules.groups if change.atom in group.atoms]
            made += [(other, Truth.FALSE) for atoms in groups for other in atoms if other != change.atom]
        problems += [
            f"{by}: makes {inside.rules.atoms[atom]} {value.name.lower()}, outside the box"
            for atom, value in made
            if value not in inside.values[atom]
        ]
    return problems
