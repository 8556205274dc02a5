"""The steps of a way as its page counts them: what happens from 1 on; what it takes to be so has no number."""

from msgspec.structs import replace

from safeconduct.answers.model import Branch, Duty, Route

UNNUMBERED = 0


def numbered(route: Route) -> Route:
    """Return the way with its steps counted anew, wherever one names another."""
    happening = [step.number for step in route.steps if step.kind != "assume"]
    numbers = {old: new for new, old in enumerate(happening, 1)}

    def branch(one: Branch) -> Branch:
        then = None if one.then is None else branch(one.then)
        return replace(one, rejoins=None if one.rejoins is None else numbers[one.rejoins], then=then)

    def duty(one: Duty) -> Duty:
        return replace(one, done_in_step=None if one.done_in_step is None else numbers[one.done_in_step])

    steps = tuple(
        replace(
            step,
            number=numbers.get(step.number, UNNUMBERED),
            branches=tuple(branch(one) for one in step.branches),
            duties=tuple(duty(one) for one in step.duties),
        )
        for step in route.steps
    )
    return replace(route, steps=steps)
