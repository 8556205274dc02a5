"""Whether the goal can be reached whatever the deciders do: a game tried out move by move over the reference semantics."""

from oracles.brute import TooLargeError
from safeconduct.rules import reference
from safeconduct.rules.model import Rules
from safeconduct.rules.reference import Situation

MOST_SITUATIONS = 2_000


def can_be_forced(rules: Rules, start: Situation, moves: int, last: int) -> bool:
    """Return whether the person, by at most `moves` acts, assumptions and waits, reaches the goal by day `last` whatever is refused or unanswered.

    A right counts as granted, as in a policy. Raises TooLargeError after 2,000 situations.
    """
    known: dict[tuple[Situation, int], bool] = {}

    def wins(situation: Situation, left: int) -> bool:
        if reference.is_excluded(rules, situation) or situation.today > last:
            return False
        if reference.is_goal(rules, situation):
            return True
        if (situation, left) not in known:
            if len(known) == MOST_SITUATIONS:
                raise TooLargeError
            known[situation, left] = False
            known[situation, left] = answers(situation, left)
        return known[situation, left]

    def answers(situation: Situation, left: int) -> bool:
        due = reference.due_decision(rules, situation)
        if due is not None and not reference.is_unsettled(rules, situation):
            ends = reference.outcomes(rules, situation)
            if rules.decisions[due].kind != "discretion":
                ends = ends[:1]
            return all(wins(reference.decide(rules, situation, due, end), left) for end in ends)
        if left == 0:
            return False
        moves = (one.then for one in reference.happenings(rules, situation))
        if any(wins(then, left - 1) for then in moves):
            return True
        later = reference.wait(rules, situation)
        return later is not None and wins(later, left - 1)

    return wins(start, moves)
