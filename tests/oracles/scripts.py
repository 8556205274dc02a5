"""The unified-planning script of a case, built and asked whether our route is a plan of it."""

from oracles.compared import Case
from oracles.plans import plan_of
from safeconduct.export.up import up_of


def as_script(case: Case) -> list[str]:
    """Return what the validator of unified-planning has against our quickest route; nothing where we have none."""
    from unified_planning.engines import SequentialPlanValidator
    from unified_planning.plans import ActionInstance, SequentialPlan

    best = min(case.routes, key=lambda route: route.cost.days, default=None)
    if best is None:
        return []
    task = case.task("days")
    built: dict[str, object] = {}
    exec(up_of(task), built)
    problem = built["problem"]
    names = [in_script(step) for step in plan_of(case.rules, task, best)]
    validator = SequentialPlanValidator()
    validator.skip_checks = True
    report = validator.validate(problem, SequentialPlan([ActionInstance(problem.action(name)) for name in names]))
    (metric,) = report.metric_evaluations.values() if report.metric_evaluations else (None,)
    return [] if metric == best.cost.days else [f"unified-planning says {report.status.name}, {metric}, of {best}"]


def in_script(step: str) -> str:
    """Return the name in the script of an action in PDDL: a wait is named by the day it leads to."""
    return f"wait_{step.split()[2][1:].replace('-', '_')}" if step.startswith("wait ") else step
