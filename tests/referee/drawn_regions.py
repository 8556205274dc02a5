"""Small rules drawn at random in which facts exclude each other, so that often each part of the goal can be had, but not all of it at once."""

from random import Random

from safeconduct.rules.model import (
    All,
    Change,
    Decision,
    Exclusion,
    Formula,
    Group,
    Is,
    Line,
    Not,
    Operator,
    Rules,
    Some,
)
from safeconduct.terms.dates import Period
from small_rules import small_rules
from strategies import PLAIN, TODAY

PLACES, PAPERS, MARKS = range(4), range(4, 7), range(7, 10)  # of places and papers at most one of each holds
PLAIN_FACTS = len(PLACES) + len(PAPERS) + len(MARKS)


def drawn_rules(seed: int) -> Rules:
    """Return rules with twelve to fifteen acts, some of which are decided after days, and a goal of a place, a paper and a mark; the same seed gives the same rules."""
    random = Random(seed)
    decisions: list[Decision] = []
    operators = [drawn_operator(random, f"act {number}", decisions) for number in range(random.randint(12, 15))]
    names = [f"fact {number}" for number in range(PLAIN_FACTS)]
    names += [f"{word}({one.name})" for one in decisions for word in ("pending", "granted", "refused", "unanswered")]
    true = {PLACES[0], PAPERS[0]}
    goal = [Is(random.choice(PLACES[1:])), Is(random.choice(PAPERS)), Is(random.choice(MARKS))]
    avoided = All((Is(random.choice(PLACES[1:])), Is(random.choice(MARKS))))
    return small_rules(
        tuple(names),
        All(tuple(goal)),
        today=TODAY,
        held=dict.fromkeys(true, TODAY - 10),
        groups=(Group(tuple(PLACES)), Group(tuple(PAPERS))),
        operators=tuple(operators),
        decisions=tuple(decisions),
        exclusions=(Exclusion("never", avoided),) if random.random() < 0.5 else (),
    )


def drawn_operator(random: Random, name: str, decisions: list[Decision]) -> Operator:
    """Return a move from one place to another, or an act at a place that brings a paper or a mark; either may cost a mark."""
    here, there = random.sample(PLACES, k=2)
    brings = random.choice((there, there, random.choice(PAPERS), random.choice(MARKS)))
    needed: list[Formula] = [Is(here)]
    if random.random() < 0.5:
        needed.append(drawn_need(random))
    changes = (Change(brings, True),)
    lost = random.choice(MARKS)
    if lost != brings and random.random() < 0.8:
        changes += (Change(lost, False),)
    lines = tuple(Line(f"{name} if {nth}", one) for nth, one in enumerate(needed))
    fee = random.choice((0, 1))
    if random.random() < 0.8:
        return Operator(name, name, (), "act", lines, changes, fee=fee)
    pending = PLAIN_FACTS + 4 * len(decisions)
    period = Period(random.randint(0, 9), "days", PLAIN)
    own = (pending, pending + 1, pending + 2, pending + 3)
    decisions.append(Decision(name, "entitlement", *own, period, None, changes, (), ()))
    filed = (Change(pending, True), Change(own[3], False))
    return Operator(name, name, (), "application", lines, filed, decision=len(decisions) - 1, fee=fee)


def drawn_need(random: Random) -> Formula:
    one, other = random.sample([*PAPERS, *MARKS], k=2)
    return random.choice((Is(one), Not(Is(one)), Some((Is(one), Not(Is(other))))))
