"""One person alone: the ordinary path that the answers for everybody must equal."""

import numpy as np

from safeconduct.law.model import Law
from safeconduct.person.model import Person
from safeconduct.population.base import base_of
from safeconduct.population.best import NONE, Best, best_of
from safeconduct.population.boxes import Boxes
from safeconduct.population.obstacles import obstacles_of
from safeconduct.routes.from_graph import DEFAULT
from safeconduct.routes.task import Task
from safeconduct.rules.from_law import compile_rules
from safeconduct.rules.model import Rules
from safeconduct.rules.relevance import for_goal


def alone(law: Law, person: Person) -> Best:
    """Return the answer to the person's first wish under `law`, in force on the person's as-of day, with their own days."""
    compiled = compile_rules(law, person)
    return answer_to(for_goal(compiled.rules, compiled.goals[0]), person.prefer)


def answer_to(rules: Rules, prefer: tuple[str, ...]) -> Best:
    """Return the answer that rules sliced for their goal have from the start they describe."""
    if not Task(rules, DEFAULT).is_hopeless:
        return best_of(rules, prefer)
    base = base_of(rules, ())
    values = np.array([[int(value)] for value in base.values], np.uint8)
    since = np.array([[day] for day in base.since], np.int32)
    return Best(NONE, blocked=obstacles_of(Boxes(base, values, since, good_only=True))[0])
