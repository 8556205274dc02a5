"""Remedies: every way to attack a refusal or a silence, with the last day for it."""

from datetime import date

from safeconduct.answers.counting import counted_from
from safeconduct.answers.model import Remedy
from safeconduct.answers.periods import period_in_words
from safeconduct.answers.setting import Setting
from safeconduct.answers.wording import say
from safeconduct.law.model import And, Each, Expr, Held, Law, Not, Or, Ref
from safeconduct.rules.grounding import name_of
from safeconduct.terms.dates import Period


def remedies_against(operator: str, decided: date, setting: Setting) -> tuple[Remedy, ...]:
    """Return the remedies against a decision of `operator`, in the order of the lawbook.

    decided: the day on which the decision comes, from which a window runs; the real last day runs from the real decision
    """
    return tuple(_remedy(one, operator, decided, setting) for one in setting.attacking(operator))


def _remedy(name: str, target: str, decided: date, setting: Setting) -> Remedy:
    remedy = setting.law.remedies[name]
    procedure = remedy.procedure
    period: Period | None = remedy.window[0].period if remedy.window else None
    counting = None if period is None else counted_from(decided, period, setting.law)
    return Remedy(
        procedure=name_of(Ref(name, (target,))),
        title=procedure.title,
        cite=setting.cited(procedure.cite),
        receives=setting.authorities(procedure.receives),
        decides=setting.authorities(procedure.decides),
        after_refusal="refusal" in remedy.against,
        after_silence="silence" in remedy.against,
        last_day=None if counting is None else counting.last_day,
        window=None if period is None else period_in_words(period),
        own_time=any(runs_out(line.that, setting.law) for line in procedure.conditions),
        upheld=say(f"upheld {remedy.upheld}"),
        counting=counting,
    )


def runs_out(expr: Expr, law: Law) -> bool:
    """Return whether a condition reads a clock that must not have run out, itself or through definitions."""
    match expr:
        case Held(_, comparison):
            return comparison in ("<=", "<")
        case Not(operand):
            return runs_out(operand, law)
        case And(operands) | Or(operands):
            return any(runs_out(operand, law) for operand in operands)
        case Each():
            return runs_out(expr.body, law)
        case Ref(name):
            lines = [line for one in law.definitions.get(name, ()) for line in (*one.every, *one.some)]
            return any(runs_out(line.that, law) for line in lines)
        case _:
            return False
