"""A planning task as an answer set program for clingo: one action at each step, the cheapest plan within a number of steps."""

from collections.abc import Iterator
from datetime import date

from safeconduct.export.model import Begin, Cease, Effect, Literal, Task

FRAME = """\
time(0..steps). step(0..steps-1).
{ occurs(A,T) : action(A) ; waits(D,T) : day(D), not reached(D,T) } = 1 :- step(T), not ended(T).
ended(T) :- reaches(T).
ended(T+1) :- ended(T), step(T).
:- not ended(steps).

now(F,T+1) :- sets(F,T).
now(F,T+1) :- now(F,T), not unsets(F,T), step(T), not ended(T).
#minimize { C,T : occurs(A,T), cost(A,C) ; D*wait_cost,day : ends_on(D) }.
#show occurs/2.
#show waits/2.
"""
DAYS = """\
% Waiting goes to any day up to the next on which something can change.
:- waits(D,T), not free_to_wait(T).
:- waits(D,T), passes_by(D,T).
passes_by(D+1,T) :- turns(D,T), not reached(D,T), day(D+1).
passes_by(D+1,T) :- passes_by(D,T), day(D+1).
turns(B,T) :- since(C,E,T), turn(P,C,E,B).
turns(B,T) :- named(B), time(T).
today(D,T+1) :- waits(D,T).
today(D,T+1) :- today(D,T), occurs(A,T).
reached(D,T) :- today(D,T).
reached(D-1,T) :- reached(D,T), day(D-1).
ends_on(D-first) :- today(D,T), ended(T), not ended(T-1).
since(C,D,T+1) :- begins(C,D,T).
since(C,D,T+1) :- since(C,D,T), not ceases(C,T), step(T), not ended(T).
passed(P,T) :- since(C,E,T), turn(P,C,E,B), reached(B,T).
"""


def asp_of(task: Task, steps: int) -> str:
    """Return the program. Without an answer there is no plan of at most `steps` steps, which does not prove that there is none.

    steps: acts, decisions, consequences, assumptions and waits together; a wait is one step, however long. Days are ordinals.
    """
    return "\n".join(lines_of(task, steps)) + "\n"


def lines_of(task: Task, steps: int) -> Iterator[str]:
    yield from (f"% {note}" for note in task.notes)
    yield f"#const steps = {steps}."
    yield f"#const wait_cost = {task.wait.cost if task.wait is not None else 0}."
    yield FRAME
    writer = _Writer(frozenset(task.facts))
    yield from (f"now({name},0)." for name in task.initial)
    if task.days:
        yield DAYS
        yield f"#const first = {task.days[0]}."
        yield f"day({task.days[0]}..{task.days[-1]})."
        yield f"today({task.days[0]},0). % {date.fromordinal(task.days[0]).isoformat()}"
        yield from (f"since({clock},{day},0)." for clock, day in task.began)
        for one in task.passed:
            yield from (f"turn({one.head},{one.clock},{e},{d})." for e, d in one.turns)
            yield f"{one.head}(T) :- passed({one.head},T)."
        yield from (f"{one.head}(T) :- since({one.clock},E,T)." for one in task.dated)
    else:
        yield "#defined day/1. #defined reached/2. #defined ends_on/1. % no days are counted"
    for rule in task.rules:
        yield from (f"{rule.head}(T) :- {writer.all(body)}time(T)." for body in rule.bodies)
    for action in task.actions:
        yield f"action({action.name}). cost({action.name},{action.cost})."
        yield from (f":- occurs({action.name},T), not {writer.literal(one)}." for one in action.needs)
        yield from (writer.effect(one, action.name) for one in action.effects)
    if task.wait is not None:
        yield f"free_to_wait(T) :- {writer.all(task.wait.needs)}step(T)."
    yield f"reaches(T) :- {writer.all(task.goal)}time(T)."
    yield from (f"named({day})." for day in sorted(writer.days))
    yield from (f"#defined {name}/1." for name in sorted(writer.names | {"named", "free_to_wait"}))
    yield from (f"#defined {name}." for name in ("sets/2", "unsets/2", "begins/3", "ceases/2", "turn/4", "since/3"))


class _Writer:
    """Writes conditions and effects; knows which names are facts, and notes the days and derived names it has written."""

    def __init__(self, facts: frozenset[str]) -> None:
        self.facts = facts
        self.days: set[int] = set()
        self.names: set[str] = set()

    def literal(self, literal: Literal) -> str:
        if literal.day is not None:
            self.days |= {literal.day} if literal.name == "reached" else set()
            atom = f"{literal.name}({literal.day},T)"
        elif literal.name in self.facts:
            atom = f"now({literal.name},T)"
        else:
            self.names.add(literal.name)
            atom = f"{literal.name}(T)"
        return atom if literal.holds else f"not {atom}"

    def all(self, literals: tuple[Literal, ...]) -> str:
        return "".join(f"{self.literal(one)}, " for one in literals)

    def effect(self, effect: Effect | Begin | Cease, action: str) -> str:
        body = f"{self.all(effect.when)}occurs({action},T)."
        match effect:
            case Effect(_, fact, value):
                return f"{'sets' if value else 'unsets'}({fact},T) :- {body}"
            case Cease(_, clock):
                return f"ceases({clock},T) :- {body}"
            case Begin(_, clock, day):
                began, today = ("N", "today(N,T), ") if day is None else (str(day), "")
                return f"begins({clock},{began},T) :- {today}{body}"
