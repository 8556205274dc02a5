"""Which cases may be answered otherwise when rules change: found without solving, so that a case too many may be named, never one too few.

A case is touched by a rule in three ways. *Ways*: the rule is among those that can bear on one of its wishes, after everything irrelevant is
dropped (`rules.relevance`). *Doors*: the rule is a procedure that people think of for a wish. *Notes*: it is an open question or a provision
that is not in rules, shown below every answer that it concerns. A rule that only another day's law has does not touch a case.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from safeconduct.answers.topics import topics_of
from safeconduct.law.drift import Change
from safeconduct.law.in_force import in_force
from safeconduct.law.model import At, Condition, Law
from safeconduct.law.walk import parts_of, refs_read
from safeconduct.person.from_yaml import read_person
from safeconduct.person.model import Person
from safeconduct.rules.from_law import compile_rules
from safeconduct.rules.relevance import for_goal


class Touch(NamedTuple):
    """The rules that bear on the answer to one case: `ways` on its ways, `doors` on what is shown beside them."""

    case: str  # file name without ending
    person: Person
    ways: frozenset[str]
    doors: frozenset[str]


def touches_of(cases: Path, law: Law) -> tuple[list[Touch], list[str]]:
    """Return what bears on each case of a folder, in order of their names, and the names of files that are no case under this law."""
    touches, unread = [], []
    for file in sorted(cases.glob("*.yaml")):
        person = read_person(file, law)
        if isinstance(person, list):
            unread.append(file.stem)
        else:
            touches.append(touch_of(file.stem, person, law))
    return touches, unread


def touch_of(case: str, person: Person, law: Law) -> Touch:
    of_day = in_force(law, person.as_of)
    compiled = compile_rules(of_day, person)
    ways: set[str] = set()
    doors: set[str] = set()
    searched = topics_of(person.wishes, compiled.goals, compiled.rules, of_day)
    for goal, topics in zip(compiled.goals, searched, strict=True):
        rules = for_goal(compiled.rules, goal)
        ways |= {operator.procedure for operator in rules.operators}
        ways |= {consequence.procedure for consequence in rules.consequences}
        ways |= {atom.split("(")[0] for atom in rules.atoms}
        doors |= {
            procedure.name
            for procedure in of_day.procedures.values()
            if set(topics) & {topic.replace("_", "-") for topic in procedure.topics}
        }
    ways |= _named_by(ways, of_day)
    return Touch(case, person, frozenset(ways), frozenset(doors | _named_by(doors, of_day)) - frozenset(ways))


def _named_by(rules: set[str], law: Law) -> set[str]:
    """Return the definitions, open questions and authorities that these rules name."""
    entries: list[object] = [law.procedures.get(name) for name in rules]
    entries += [law.consequences.get(name) for name in rules]
    entries += [law.remedies[name] for name in rules if name in law.remedies]
    entries += [version for name in rules for version in law.definitions.get(name, ())]
    named: set[str] = set()
    for entry in entries:
        for part in parts_of(entry):
            if isinstance(part, Condition) and part.open is not None:
                named.add(part.open)
            if isinstance(part, At):
                named.add(part.authority)
        named |= {ref.name for ref in refs_read(entry)}
        named |= set(getattr(entry, "rests_on", ()))
    return named


def cases_of(change: Change, touches: Iterable[Touch]) -> list[str]:
    """Return the cases whose answer a change may touch, with how: "name" for its ways, "name (doors)" for what is shown beside them.

    A case asked as of a day on which the new text was not in force, or the rule was not, is not touched.
    """
    found = []
    for touch in touches:
        day = touch.person.as_of
        rules = {basis.rule for basis in change.bases if basis.is_in_force(day)}
        if change.new.in_force > day and not change.early:
            continue
        if rules & touch.ways:
            found.append(touch.case)
        elif rules & touch.doors:
            found.append(f"{touch.case} (doors)")
    return found
