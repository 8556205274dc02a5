"""Changes: what is so after a step, told apart by cause: what the step itself brings, and what follows by law."""

from safeconduct.answers.model import Said
from safeconduct.answers.names import ref_of
from safeconduct.answers.replay import Moment, changed
from safeconduct.answers.sentences import DECISION_FACTS, fact_in_words
from safeconduct.answers.setting import Setting
from safeconduct.rules.model import Change
from safeconduct.rules.packed import TRUE, State


def changes_of(moment: Moment, setting: Setting) -> tuple[Said, ...]:
    """Return what the act or decision itself changes, in the order of its lawbook; what was so before is left out."""
    return tuple(
        Said(fact_in_words(ref_of(setting.rules.atoms[change.atom]), setting.naming, change.value))
        for change in _own_changes(moment, setting)
        if not _is_told_elsewhere(change.atom, setting)
        and bool(moment.before.true >> change.atom & 1) is not change.value
    )


def changes_by_law(moment: Moment, setting: Setting) -> tuple[Said, ...]:
    """Return what follows from the step by law, each with the consequence that brings it."""
    own = {change.atom for change in _own_changes(moment, setting)}
    return changes_between(moment.before, moment.after, setting, own)


def changes_between(before: State, after: State, setting: Setting, own: set[int]) -> tuple[Said, ...]:
    """Return each change of a fact that consequences brought: neither in `own` nor the mere other side of another change."""
    moved = tuple(changed(before, after))
    silent = setting.mirrors | own | _displaced(moved, setting)
    return tuple(
        _by_law(atom, value, before, after.today, setting)
        for atom, value in moved
        if atom not in silent and not _is_told_elsewhere(atom, setting)
    )


def _own_changes(moment: Moment, setting: Setting) -> tuple[Change, ...]:
    if moment.step.kind == "assume":
        return (Change(setting.atoms[moment.name], moment.step.value != "false"),)
    operator = setting.rules.operators[setting.operators[moment.name]]
    if moment.step.kind == "act":
        changes = operator.changes
    else:
        assert operator.decision is not None
        decision = setting.rules.decisions[operator.decision]
        changes = {
            "granted": decision.on_grant,
            "refused": decision.on_refusal,
            "lapsed": decision.on_refusal,
            "silence": decision.on_silence,
        }[moment.step.kind]
    return tuple(one for one in changes if one.when is None or setting.packed.test(one.when)(moment.before) == TRUE)


def _is_told_elsewhere(atom: int, setting: Setting) -> bool:
    """Return whether an atom says how an application stands, which the steps themselves tell."""
    return ref_of(setting.rules.atoms[atom]).name in DECISION_FACTS


def _displaced(moved: tuple[tuple[int, bool], ...], setting: Setting) -> set[int]:
    """Return the atoms that ended only because another of their group began: leaving one country by being in the next."""
    begun = {atom for atom, value in moved if value}
    return {
        atom for group in setting.rules.groups if begun & set(group.atoms) for atom in group.atoms if atom not in begun
    }


def _by_law(atom: int, value: bool, before: State, on: int, setting: Setting) -> Said:
    """Return a change with the consequence that brought it: of several that could, one whose condition held before, or would have on that day.

    on: day on which it came about, by which a period may have run out
    """
    fact = fact_in_words(ref_of(setting.rules.atoms[atom]), setting.naming, value)
    causes = [
        one
        for one in setting.rules.consequences
        if any(change.atom == atom and change.value is value for change in one.changes)
    ]
    if not causes:
        return Said(fact)
    states = (before, before._replace(today=on))
    held = (one for state in states for one in causes if setting.packed.test(one.when)(state) == TRUE)
    cause = next(held, causes[0])
    return Said(fact, setting.cited(setting.law.consequences[cause.procedure].cite))
