"""What a search in whole arrays finds for one wish, told in a line for each way. Brings numpy, which takes as long to load as the law to read."""

from safeconduct.cli.reach_told import none, refuse, refuse_proof, said
from safeconduct.graph.flat import flat
from safeconduct.graph.model import CRITERIA
from safeconduct.graph.waves import waves_of
from safeconduct.routes.model import Cost
from safeconduct.rules.folded import Folded, UnfitError


def in_rows(folded: Folded, front: bool, verify: bool) -> list[str]:
    """Return what a search in whole arrays finds, or by labels where time is read in a way that it cannot follow."""
    rules = folded.rules
    try:
        rows = flat(folded)
    except UnfitError:
        from safeconduct.cli.reach_labels import by_labels

        return by_labels(rules, verify)
    found = waves_of(rows, CRITERIA if front else (), first=not front)
    if found.ways:
        if verify:
            from safeconduct.referee.replay import replay  # here and below: what the plain question does not need
            from safeconduct.routes.task import Task
            from safeconduct.routes.whole import routes_of

            refuse([fault for route in routes_of(Task(rules), rows, found.ways) for fault in replay(rules, route)])
        costs = (dict(zip(CRITERIA, way.costs, strict=False)) for way in found.ways)
        return [
            said(Cost(days=way.day - rules.today, **cost), way.day, len(way.moves))
            for way, cost in zip(found.ways, costs, strict=True)
        ]
    from safeconduct.routes.whole import find_region

    region = find_region(rules)
    if region is None:
        return [f"not found within the limits of the search ({found.stopped})"]
    if verify:
        refuse_proof(rules, region)
    return [none(region.count)]
