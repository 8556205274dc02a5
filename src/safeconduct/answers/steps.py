"""Steps: what happens on a route, each with everything a person needs to take it."""

from datetime import date
from itertools import pairwise

from msgspec.structs import replace

from safeconduct.answers.assumptions import assumption_in_words
from safeconduct.answers.changes import changes_between, changes_by_law, changes_of
from safeconduct.answers.counting import counted_from
from safeconduct.answers.fallbacks import Fallen, branch_of
from safeconduct.answers.model import Branch, Counted, Duty, Said, Step, Wait
from safeconduct.answers.names import filled
from safeconduct.answers.periods import counted_in_words, period_in_words
from safeconduct.answers.remedies import remedies_against
from safeconduct.answers.replay import Moment, days_until, name_in, replay
from safeconduct.answers.risks import risk_in_words, risks_of
from safeconduct.answers.sentences import condition_in_words, to_person
from safeconduct.answers.setting import Setting
from safeconduct.answers.windows import window_of
from safeconduct.answers.wording import say
from safeconduct.law.model import Expectation, Procedure, Words
from safeconduct.routes.model import DutyStep, Policy
from safeconduct.rules.model import Operator, Rules
from safeconduct.rules.packed import State
from safeconduct.terms.money import Money

DATED = ("stated", "reckoned", "unknown")  # how far a day can be trusted, best first


def steps_of(policy: Policy, rules: Rules, setting: Setting, start: State) -> tuple[Step, ...]:
    """Return the steps of a policy's route, numbered from 1, each decision with what to do if it falls badly.

    rules: those over which the policy is numbered
    start: the situation in which its route begins, over the rules of the setting
    """
    steps: list[Step] = []
    numbers: list[int] = []  # of each position in the route, the number shown
    dated, end = "stated", start
    for moment in replay(policy.route.steps, rules, setting, start):
        steps += _law_steps(moment.passing, setting, len(steps), dated)
        end = moment.after
        told = _step(moment, len(steps) + 1, setting)
        if steps and _is_completion(moment, steps[-1]):
            steps[-1] = replace(
                steps[-1], changes=steps[-1].changes + told.changes, by_law=steps[-1].by_law + told.by_law
            )
        else:
            steps.append(told)
        before, dated = dated, max(dated, how_dated(moment.step.kind, moment.name, setting), key=DATED.index)
        steps[-1] = _without_days_of_unknown_steps(replace(steps[-1], dated=dated), before, setting.person.as_of)
        numbers.append(len(steps))
    steps += _law_steps(tuple(days_until(setting, end, policy.route.end)), setting, len(steps), dated)
    counted = [
        _with_filing_before(replace(step, counting=_counting_of(step, steps)), steps, setting, start) for step in steps
    ]
    return _with_duties(_with_branches(counted, numbers, policy, rules, setting), numbers, policy, rules, setting)


def _counting_of(step: Step, steps: list[Step]) -> Counted | None:
    """Return how the day of a decision was counted: as that on which the answer to its filing is due; None for any other day."""
    if step.kind != "decision":
        return None
    waits = (one.wait for one in steps[: step.number - 1] if one.kind == "act" and one.procedure == step.procedure)
    countings = [wait.counting for wait in waits if wait is not None]
    return next((one for one in reversed(countings) if one is not None and one.last_day == step.day), None)


def _with_filing_before(step: Step, steps: list[Step], setting: Setting, start: State) -> Step:
    """Return the decision on an application that was filed before the route began with how its day is counted, and what silence means."""
    filed = (one.procedure for one in steps[: step.number - 1] if one.kind == "act")
    if step.kind != "decision" or step.procedure in filed:
        return step
    operator, procedure = setting.rules.operators[setting.operators[step.procedure]], setting.procedure(step.procedure)
    if operator.decision is None:
        return step
    slot = setting.packed.slot.get(setting.rules.decisions[operator.decision].pending)
    since = start.since[slot] if slot is not None else 0
    wait = _wait(procedure, date.fromordinal(since), setting) if since else None
    silence = step.silence or _silence(operator, procedure, setting)
    if wait is None or wait.counting is None or wait.counting.last_day != step.day:
        return replace(step, silence=silence)
    return replace(step, silence=silence, counting=wait.counting, wait=wait)


def _without_days_of_unknown_steps(step: Step, before: str, as_of: date) -> Step:
    """Return a step without the last days that would be counted from a day nobody can give. `before`: how far it was known."""
    wait = step.wait if step.wait is None or before != "unknown" else replace(step.wait, last_day=None, counting=None)
    if before != "stated" and step.window is not None and step.window.counting.event > as_of:
        step = replace(step, window=None)  # counted from a day that no law promises
    if step.dated != "unknown":
        return step
    remedies = tuple(replace(remedy, last_day=None, counting=None) for remedy in step.remedies)
    return replace(step, wait=wait, remedies=remedies)


def _is_completion(moment: Moment, previous: Step) -> bool:
    """Return whether a decision that nobody makes falls on the day of its filing: then it needs no step of its own."""
    return (
        moment.step.kind == "granted"
        and previous.kind == "act"
        and previous.procedure == moment.name
        and previous.decision in ("", "automatic")
        and previous.day.toordinal() == moment.step.day
    )


def how_dated(kind: str, name: str, setting: Setting) -> str:
    """Return how far the day of a step can be trusted by what the step itself waits for: one of DATED."""
    if kind in ("act", "assume"):
        return "stated"
    number = setting.rules.operators[setting.operators[name]].decision
    if number is None or setting.rules.decisions[number].period is not None:
        return "stated"
    return "unknown" if setting.rules.decisions[number].expected is None else "reckoned"


def _with_branches(
    steps: list[Step], numbers: list[int], policy: Policy, rules: Rules, setting: Setting
) -> tuple[Step, ...]:
    """Return the steps, each decision with its fallbacks."""
    branches: dict[int, list[Branch]] = {}
    for branch in policy.branches:
        at = branch.step
        later = enumerate(policy.route.steps[at:], at)
        known = {(step.kind, name_in(step, rules)): numbers[position] for position, step in later}
        shown = steps[numbers[at] - 1]
        fallen = Fallen(shown.procedure, {shown.procedure: shown.day})
        branches.setdefault(shown.number, []).append(branch_of(branch, fallen, shown.dated, rules, setting, known))
    return tuple(replace(step, branches=tuple(branches.get(step.number, ()))) for step in steps)


# --- one step -------------------------------------------------------------------------------------------------------


def _step(moment: Moment, number: int, setting: Setting) -> Step:
    if moment.step.kind == "assume":
        return _assumption(moment, number, setting)
    if moment.step.kind == "act":
        return _act(moment, number, setting)
    return _decision(moment, number, setting)


def _law_steps(passing: tuple[State, ...], setting: Setting, so_far: int, dated: str) -> list[Step]:
    """Return a step for each day of a wait on which the law itself changed something."""
    steps: list[Step] = []
    for before, after in pairwise(passing):
        changes = changes_between(before, after, setting, set())
        if changes:
            day = date.fromordinal(after.today)
            steps.append(Step(so_far + len(steps) + 1, "law", day, say("by law"), dated, by_law=changes))
    return steps


def _assumption(moment: Moment, number: int, setting: Setting) -> Step:
    return Step(
        number,
        "assume",
        date.fromordinal(moment.step.day),
        assumption_in_words(moment.name, moment.step.value, setting),
    )


def _act(moment: Moment, number: int, setting: Setting) -> Step:
    operator = setting.rules.operators[setting.operators[moment.name]]
    procedure, naming = setting.procedure(moment.name), setting.naming_in(moment.name)
    day = date.fromordinal(moment.step.day)
    return Step(
        number=number,
        kind="act",
        day=day,
        title=setting.title(moment.name),
        procedure=moment.name,
        does=to_person(filled(procedure.says, naming.bound)),
        procedure_kind=procedure.kind,
        cite=setting.cited(procedure.cite),
        in_force_from=procedure.in_force.start,
        receives=setting.authorities(procedure.receives),
        decides=setting.authorities(procedure.decides),
        decision=_decision_kind(operator, setting),
        wait=_wait(procedure, day, setting) if operator.decision is not None else None,
        silence=_silence(operator, procedure, setting) if operator.decision is not None else None,
        documents=tuple(setting.said(one.words, one.cite, naming) for one in procedure.documents),
        fee=Money(procedure.fee[0].amount, procedure.fee[0].currency) if procedure.fee else None,
        changes=changes_of(moment, setting),
        by_law=changes_by_law(moment, setting),
        risks=risks_of(operator, moment.before, setting),
        criteria=tuple(setting.said(one.words, one.cite, naming) for one in procedure.criteria),
        conditions=tuple(
            Said(condition_in_words(line, naming), setting.cited(line.cite or procedure.cite))
            for line in procedure.conditions
        ),
        open_questions=questions_under(procedure),
        lawyer=procedure.lawyer,
        precedent=_precedent(procedure, naming.bound),
        window=window_of(operator, moment.before, setting),
    )


def _decision(moment: Moment, number: int, setting: Setting) -> Step:
    operator = setting.rules.operators[setting.operators[moment.name]]
    procedure = setting.procedure(moment.name)
    kind = _decision_kind(operator, setting)
    outcome = moment.step.kind
    told = "done" if not procedure.decides and outcome == "granted" else outcome
    day = date.fromordinal(moment.step.day)
    bad = kind in ("discretion", "entitlement")
    return Step(
        number=number,
        kind="decision",
        day=day,
        title=say(f"outcome {told}", procedure=setting.title(moment.name)),
        procedure=moment.name,
        procedure_kind=procedure.kind,
        decides=setting.authorities(procedure.decides),
        decision=kind,
        silence=_silence(operator, procedure, setting) if outcome == "silence" else None,
        changes=changes_of(moment, setting),
        by_law=changes_by_law(moment, setting),
        remedies=remedies_against(moment.name, day, setting) if bad else (),
    )


def _decision_kind(operator: Operator, setting: Setting) -> str:
    return "" if operator.decision is None else setting.rules.decisions[operator.decision].kind


def _wait(procedure: Procedure, filed: date, setting: Setting) -> Wait:
    if procedure.takes is not None:
        return Wait(None, None, None, expectation_in_words(procedure.takes))
    within = procedure.within[0] if procedure.within else None
    if within is None or within.period is None:
        expected = None if within is None or within.expect is None else expectation_in_words(within.expect)
        return Wait(None, None, None, expected, () if within is None else setting.cited(within.cite))
    counting = counted_from(filed, within.period, setting.law)
    return Wait(
        last_day=counting.last_day,
        period=period_in_words(within.period),
        counted=counted_in_words(within.period.counting),
        expected=None,
        cite=setting.cited(within.cite),
        counting=counting,
    )


def expectation_in_words(expect: Expectation) -> Words:
    return say(
        "expected",
        shortest=period_in_words(expect.shortest),
        longest=period_in_words(expect.longest),
        source=expect.source,
    )


def _silence(operator: Operator, procedure: Procedure, setting: Setting) -> Said | None:
    if not procedure.decides or procedure.decision == "automatic":
        return None
    if not procedure.silence:
        return Said(say("silence omission" if setting.attacking(operator.name) else "silence nothing"))
    silence = procedure.silence[0]
    words = say(f"silence {silence.means}") if silence.words is None else silence.words
    return Said(words, setting.cited(silence.cite))


def questions_under(procedure: Procedure) -> tuple[str, ...]:
    """Return the entries of the register that a procedure rests on, its condition lines included."""
    return tuple(dict.fromkeys((*procedure.rests_on, *(line.open for line in procedure.conditions if line.open))))


def _precedent(procedure: Procedure, bound: object) -> Words | None:
    precedents = procedure.precedents
    if precedents is None:
        return None
    if precedents.known != "counts" or not precedents.asked:
        return precedents.words
    return say(
        "precedent counts",
        words=precedents.words,
        asked=str(precedents.asked),
        granted=str(precedents.granted if precedents.granted is not None else "?"),
        refused=str(precedents.refused if precedents.refused is not None else "?"),
    )


# --- duties ---------------------------------------------------------------------------------------------------------


def _with_duties(
    steps: tuple[Step, ...], numbers: list[int], policy: Policy, rules: Rules, setting: Setting
) -> tuple[Step, ...]:
    """Return the steps, each with the duties that it leaves."""
    caused: dict[int, list[Duty]] = {}
    for duty in policy.route.duties:
        act = policy.route.steps[duty.step]
        done_in = None if duty.done_in is None else numbers[duty.done_in]
        shown = numbers[duty.step]
        known = steps[shown - 1].dated != "unknown"
        event = date.fromordinal(act.day) if known else None
        caused.setdefault(shown, []).append(_duty(rules.operators[act.index].name, duty, done_in, event, setting))
    return tuple(replace(step, duties=tuple(caused.get(step.number, ()))) for step in steps)


def _duty(operator: str, step: DutyStep, done_in: int | None, event: date | None, setting: Setting) -> Duty:
    """Return a duty as it is told. `event`: the day of the act that causes it; None when nobody can give that day."""
    duty = setting.procedure(operator).duties[step.duty]
    naming = setting.naming_in(operator)
    period = duty.within.period
    counting = None if event is None or period is None else counted_from(event, period, setting.law)
    return Duty(
        words=to_person(filled(duty.words, naming.bound)),
        cite=setting.cited(duty.cite),
        last_day=None if event is None else date.fromordinal(step.last_day),
        done_in_step=done_in,
        omitted=None if duty.omitted is None else risk_in_words(duty.omitted, setting, naming),
        counting=counting,
    )
