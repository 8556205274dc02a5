"""Ways: a solved group of routes as the answer shows it, with what a person compares first."""

from collections.abc import Iterable
from datetime import date

from safeconduct.answers.assumptions import assumption_in_words, is_elsewhere
from safeconduct.answers.chances import chance_of
from safeconduct.answers.model import Copy, Decider, Route, Step
from safeconduct.answers.names import joined, listed, name_of, ref_of
from safeconduct.answers.replay import changed, days_until, name_in, replay
from safeconduct.answers.risks import notice_of, worst_for
from safeconduct.answers.sentences import end_in_words
from safeconduct.answers.setting import Setting
from safeconduct.answers.steps import DATED, expectation_in_words, how_dated, steps_of
from safeconduct.answers.wording import say
from safeconduct.law.model import Procedure, Words
from safeconduct.routes.model import Group, Policy
from safeconduct.routes.model import Route as SolvedRoute
from safeconduct.rules.model import Rules
from safeconduct.terms.money import Money


def way_of(group: Group, rules: Rules, setting: Setting) -> Route:
    """Return a route of the front with its near-copies, explained; `rules` are those it is numbered over."""
    solved = group.policy.route
    steps = steps_of(group.policy, rules, setting, setting.start)
    risks = [risk for step in steps for risk in step.risks]
    return Route(
        title=title_of_route(solved, rules, setting),
        notice=notice_of(risks, _orders(steps, setting), setting),
        ends=_ends(solved, rules, setting),
        steps=steps,
        reached=date.fromordinal(solved.end),
        days=solved.cost.days,
        dated=dated_of(solved, rules, setting),
        expected=_expected(solved, rules, setting),
        deciders=_deciders(steps, setting),
        risk_self=worst_for("self", risks),
        risk_family=worst_for("family", risks),
        precedent=_precedent(solved, rules, setting),
        assured=group.policy.assured,
        certainty=_certainty(group.policy, rules, setting),
        assumes=_assumptions(solved, rules, setting),
        fees=_fees(steps),
        duties=tuple(duty for step in steps for duty in step.duties),
        copies=tuple(
            Copy(
                title=title_of_route(copy, rules, setting),
                differs=_difference(copy, solved, rules, setting),
                reached=date.fromordinal(copy.end),
                days=copy.cost.days,
                dated=dated_of(copy, rules, setting),
            )
            for copy in group.copies
        ),
        chance=chance_of(solved, rules, setting),
    )


def title_of_route(route: SolvedRoute, rules: Rules, setting: Setting) -> Words:
    """Return the titles of its acts joined by arrows; without any, what is waited for."""
    titles = list(dict.fromkeys(setting.title(name_in(step, rules)) for step in route.steps if step.kind == "act"))
    if titles:
        return joined(titles, " → ")
    granted = [setting.title(name_in(step, rules)) for step in route.steps if step.kind == "granted"]
    return say("wait for", procedure=granted[0]) if granted else say("nothing to do")


def _difference(copy: SolvedRoute, route: SolvedRoute, rules: Rules, setting: Setting) -> Words:
    """Return what a near-copy has instead: the other countries or relatives, or the other acts."""
    ours, theirs = ([name_in(step, rules) for step in one.steps if step.kind == "act"] for one in (copy, route))
    new, gone = [name for name in ours if name not in theirs], [name for name in theirs if name not in ours]
    if [ref_of(name).name for name in new] == [ref_of(name).name for name in gone]:
        known = {argument for name in gone for argument in ref_of(name).arguments}
        others = dict.fromkeys(one for name in new for one in ref_of(name).arguments if one not in known)
        if others:
            return say("copy elsewhere", names=listed([name_of(one, setting.naming) for one in others], "and"))
    titles = [setting.title(name) for name in dict.fromkeys(new or gone)]
    if not titles:
        return title_of_route(copy, rules, setting)
    return say("copy without" if not new else "copy instead" if gone else "copy besides", acts=joined(titles, " → "))


def _ends(route: SolvedRoute, rules: Rules, setting: Setting) -> tuple[Words, ...]:
    """Return what the person is or has today and not at the end; where they are and live is told by the steps, and what is passing is no loss."""
    end = setting.start
    for moment in replay(route.steps, rules, setting, setting.start):
        end = moment.after
    for later in days_until(setting, end, route.end):
        end = later
    lost = [
        ref_of(setting.rules.atoms[atom])
        for atom, value in changed(setting.start, end)
        if not value and setting.start.true >> atom & 1
    ]
    facts = setting.law.facts
    return tuple(
        end_in_words(ref, setting.naming)
        for ref in lost
        if ref.name in facts and facts[ref.name].one_of is None and not facts[ref.name].passing
    )


def _procedures(
    route: SolvedRoute, rules: Rules, setting: Setting, kinds: tuple[str, ...]
) -> list[tuple[str, Procedure]]:
    names = dict.fromkeys(name_in(step, rules) for step in route.steps if step.kind in kinds)
    return [(name, setting.procedure(name)) for name in names]


def _orders(steps: tuple[Step, ...], setting: Setting) -> list[str]:
    """Return the countries whose lawbooks the acts of a route come from."""
    books = [setting.procedure(step.procedure).book for step in steps if step.kind == "act"]
    return [setting.law.books[book].country for book in books if book in setting.law.books]


def dated_of(route: SolvedRoute, rules: Rules, setting: Setting) -> str:
    """Return how far the days of a route can be trusted: as far as those of its least certain wait."""
    return max(
        (how_dated(step.kind, name_in(step, rules), setting) for step in route.steps), key=DATED.index, default="stated"
    )


def _expected(route: SolvedRoute, rules: Rules, setting: Setting) -> tuple[Words, ...]:
    """Return what is to be reckoned with for each decision for which no law states a time."""
    told = []
    for step in route.steps:
        if step.kind in ("act", "assume") or rules.decisions[step.index].period is not None:
            continue
        name = name_in(step, rules)
        procedure = setting.procedure(name)
        expect = procedure.within[0].expect if procedure.within else None
        if procedure.decides:
            title = setting.title(name)
            told.append(
                say("wait unknown", procedure=title)
                if expect is None
                else say("wait expected", procedure=title, expected=expectation_in_words(expect))
            )
    return tuple(dict.fromkeys(told))


def _assumptions(route: SolvedRoute, rules: Rules, setting: Setting) -> tuple[Words, ...]:
    """Return each fact taken to be so, once: that it began long ago says that it is so."""
    values = {rules.atoms[step.index]: step.value for step in route.steps if step.kind == "assume"}
    return tuple(assumption_in_words(atom, value, setting) for atom, value in values.items())


def as_told(groups: Iterable[Group], rules: Rules, setting: Setting) -> list[Group]:
    """Return solved groups in the order in which an answer tells them: as they were found, but what begins elsewhere last."""
    return sorted(groups, key=lambda group: begins_elsewhere(group, rules, setting))


def begins_elsewhere(group: Group, rules: Rules, setting: Setting) -> bool:
    """Return whether a way is one only for somebody who is where nothing known of the person says that they are."""
    assumed = (step for step in group.policy.route.steps if step.kind == "assume")
    return any(is_elsewhere(rules.atoms[step.index], step.value, setting) for step in assumed)


def _deciders(steps: tuple[Step, ...], setting: Setting) -> tuple[Decider, ...]:
    deciders = [
        Decider(who, setting.title(step.procedure), step.decision)
        for step in steps
        if step.kind == "decision" and step.decision in ("entitlement", "discretion")
        for who in step.decides
    ]
    return tuple(dict.fromkeys(deciders))


def _certainty(policy: Policy, rules: Rules, setting: Setting) -> Words | None:
    """Return how sure an assured way is; None for a way that is not assured or on which nobody decides."""
    kinds = {step.kind for step in policy.route.steps}
    if not policy.assured or kinds <= {"act", "assume"}:
        return None
    return say("assured unless grounds" if _has_grounds(policy, rules, setting) else "assured")


def _has_grounds(policy: Policy, rules: Rules, setting: Setting) -> bool:
    """Return whether a right that the policy counts on, here or after a refusal, may fail for a ground that no rule states."""
    rights = [
        setting.procedure(name_in(step, rules))
        for step in policy.route.steps
        if step.kind not in ("act", "assume") and rules.decisions[step.index].kind == "entitlement"
    ]
    return any(procedure.criteria for procedure in rights) or any(
        _has_grounds(branch.then, rules, setting) for branch in policy.branches if branch.then is not None
    )


def _precedent(route: SolvedRoute, rules: Rules, setting: Setting) -> Words:
    """Return what is known of others who did this: of each act that says so, once."""
    known = dict.fromkeys(
        procedure.precedents.words
        for _, procedure in _procedures(route, rules, setting, ("act",))
        if procedure.precedents is not None
    )
    telling = [
        words for words in known if len(words.en.split()) > len("not known".split())
    ]  # a bare "Not known." adds nothing
    if not known:
        return say("precedent not recorded")
    return joined([_ended(words) for words in telling], " ") if len(telling) > 1 else (telling or list(known))[0]


def _ended(words: Words) -> Words:
    return Words(words.en.rstrip(".") + ".", words.ko.rstrip(".") + ".")


def _fees(steps: tuple[Step, ...]) -> tuple[Money, ...]:
    """Return the sum of fees in each currency, in the order met."""
    sums: dict[str, Money] = {}
    for step in steps:
        if step.fee is not None and step.fee.amount:
            sums[step.fee.currency] = sums.get(step.fee.currency, Money(0, step.fee.currency)) + step.fee
    return tuple(sums.values())
