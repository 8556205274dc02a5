from datetime import date

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings

from oracles.brute import TooLargeError, brute_routes
from safeconduct.referee.cover import escapes_timed, moments
from safeconduct.referee.covering import Covering
from safeconduct.referee.no_route import check
from safeconduct.referee.untimed import escapes_untimed
from safeconduct.routes.model import Box, Cover, Held
from safeconduct.rules.model import (
    All,
    Calendar,
    Change,
    Clock,
    Consequence,
    Decision,
    Exclusion,
    Group,
    Is,
    Line,
    Not,
    Operator,
    Watch,
)
from safeconduct.rules.reference import Situation, happenings, initial, is_excluded
from safeconduct.terms.dates import Counting, Period
from safeconduct.terms.truth import Truth
from small_rules import small_rules
from strategies import some_rules
from trying import examples

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
TODAY = date(2024, 1, 15).toordinal()
TEN_DAYS = Period(10, "days", Counting("plain"))
OLD, NEW, PENDING, GRANTED, REFUSED, UNANSWERED, ADULT = range(7)


def rules(**changes):
    """Become a national of the new country, which ends the old nationality: nobody can have both."""
    naturalise = Decision(
        "naturalise", "discretion", PENDING, GRANTED, REFUSED, UNANSWERED, TEN_DAYS, None, (Change(NEW, True),), (), ()
    )
    lose = Consequence("loss", "loss", (), All((Is(OLD), Is(NEW))), (Change(OLD, False),))
    file = Operator(
        "naturalise",
        "naturalise",
        (),
        "application",
        (Line("old", Is(OLD)), Line("adult", Clock(ADULT, ">=", TEN_DAYS))),
        (Change(PENDING, True),),
        decision=0,
    )
    both = small_rules(
        ("old", "new", "pending", "granted", "refused", "unanswered", "adult"),
        All((Is(OLD), Is(NEW))),
        today=TODAY,
        held={0: 7, 6: TODAY - 5},
        operators=(file,),
        decisions=(naturalise,),
        consequences=(lose,),
    )
    return msgspec.structs.replace(both, **changes)


def built_cover(rules):
    """Return a cover found by following everything, or None if there is too much of it or the goal is met."""
    covering = Covering(rules)
    listed = [initial(rules)]
    for situation in listed:
        if len(listed) > 60:
            return None
        for moment in moments(rules, covering, [s for s in listed if s is not situation], situation)[:200]:
            for happening in happenings(rules, moment):
                if happening.kind in ("refused", "silence") or is_excluded(rules, happening.then):
                    continue
                if not any(covering.covers(other, happening.then) for other in listed):
                    listed.append(happening.then)
    return Cover(tuple(Held(*situation) for situation in listed))


def without(cover, position):
    return Cover(cover.situations[:position] + cover.situations[position + 1 :])


# --- boxes ---------------------------------------------------------------------------------------------------------

FALSE, UNKNOWN, TRUE = 1, 2, 4
CLOSED = rules(operators=(msgspec.structs.replace(rules().operators[0], lines=(Line("old", Not(Is(OLD))),)),))
BOX = Box((TRUE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE))
WIDE = Box((TRUE | FALSE, *[TRUE | FALSE] * 5, TRUE))


def test_a_box_that_nothing_leaves_proves_that_there_is_no_route():
    assert check(CLOSED, BOX) == []


def test_a_box_that_can_contain_the_goal_proves_nothing():
    assert check(rules(), WIDE) == ["the goal can be true in the box"]


@pytest.mark.parametrize("atom", range(7))
@pytest.mark.parametrize("bit", [FALSE, TRUE])
def test_a_box_with_one_possible_value_removed_is_refused(atom, bit):
    """In this box everything that can happen does, but the goal needs a third nationality."""
    never = rules(goal=Not(Is(ADULT)))
    assert check(never, WIDE) == []
    if WIDE.possible[atom] & bit:
        smaller = [mask & ~bit if i == atom else mask for i, mask in enumerate(WIDE.possible)]
        assert check(never, Box(tuple(smaller)))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"goal": Not(Is(OLD))}, None),
        ({"values": (U, *CLOSED.values[1:])}, "old: is unknown at the start, outside the box"),
        ({"watches": (Watch(UNANSWERED, Is(OLD)),)}, "unanswered: is true at the start, outside the box"),
        (
            {"watches": (Watch(UNANSWERED, Clock(ADULT, ">=", TEN_DAYS)),)},
            "unanswered: its formula can be true, outside the box",
        ),
        (
            {"watches": (Watch(UNANSWERED, Clock(ADULT, "<", TEN_DAYS)),)},
            "unanswered: is true at the start, outside the box",
        ),
        (
            {"consequences": (Consequence("law", "law", (), Calendar(">=", TODAY + 1), (Change(NEW, True),)),)},
            "law: makes new true, outside the box",
        ),
        ({"consequences": (Consequence("law", "law", (), Calendar("<", TODAY), (Change(NEW, True),)),)}, None),
        (
            {"operators": (Operator("go", "go", (), "act", (), (Change(NEW, True),)),)},
            "go: makes new true, outside the box",
        ),
        ({"operators": (Operator("go", "go", (), "act", (), (Change(NEW, True, Is(NEW)),)),)}, None),
        (
            {
                "operators": (Operator("go", "go", (), "act", (), (Change(ADULT, True),)),),
                "groups": (Group((OLD, ADULT)),),
            },
            "go: makes old false, outside the box",
        ),
    ],
)
def test_whatever_can_happen_in_a_box_must_stay_in_it(changes, message):
    problems = check(msgspec.structs.replace(CLOSED, **changes), BOX)
    assert (problems == []) if message is None else (message in problems)


def test_what_is_unknown_may_be_assumed_either_way():
    unsure = rules(values=(U, *rules().values[1:]), since=(0,) * 6 + (7,), operators=())
    assert check(unsure, Box((UNKNOWN, *BOX.possible[1:]))) == [
        "assuming old: makes old false, outside the box",
        "assuming old: makes old true, outside the box",
    ]


@pytest.mark.parametrize("comparison", [">=", "<", "<=", ">"])
@pytest.mark.parametrize("days_ago", [3, 30])
def test_the_clock_of_an_atom_that_is_true_for_good_only_runs_on(comparison, days_ago):
    goal = Clock(ADULT, comparison, TEN_DAYS)
    never_true = days_ago == 30 and comparison in ("<", "<=")
    aged = msgspec.structs.replace(CLOSED, since=(*CLOSED.since[:6], TODAY - days_ago), goal=goal)
    assert (check(aged, BOX) == []) is never_true


def test_a_box_for_other_rules_is_refused():
    assert check(CLOSED, Box((1,))) == ["the box has 1 atoms, the rules have 7"]


# --- covers --------------------------------------------------------------------------------------------------------


def test_a_cover_that_nothing_leaves_proves_that_there_is_no_route():
    cover = built_cover(rules())
    assert len(cover.situations) == 3  # at first, filed, granted
    assert check(rules(), cover) == []


@pytest.mark.parametrize("position", range(3))
def test_a_cover_with_one_situation_removed_is_refused(position):
    assert check(rules(), without(built_cover(rules()), position))


def grown(*operators, **changes):
    """Rules without decisions and consequences, unless given: only age is waited for."""
    bare = {"operators": operators, "decisions": (), "consequences": (), "goal": Is(NEW)}
    return rules(**{**bare, **changes})


def doing(name, lines, *changes):
    return Operator(name, name, (), "act", tuple(Line(name, line) for line in lines), changes)


def alone(rules):
    return Cover((Held(*initial(rules)),))


OF_AGE = Clock(ADULT, ">=", TEN_DAYS)


def test_waiting_is_followed_though_each_day_resembles_the_last():
    """The initial situation covers itself on any later day; the act that a later day opens must be seen all the same."""
    some = grown(doing("go", [OF_AGE], Change(PENDING, True)))
    assert check(some, alone(some)) == ["situation 0: go on 2024-01-21 leads out of the cover"]


def test_a_cover_that_waits_into_the_goal_is_refused():
    some = grown(goal=OF_AGE)
    assert check(some, alone(some)) == ["situation 0: the goal is reached on 2024-01-21"]


def test_a_cover_may_rest_on_what_clocks_say():
    """Only the young may go, and by then nobody is: the values alone do not show it."""
    young = Clock(OLD, "<", TEN_DAYS)
    some = grown(doing("renew", [], Change(OLD, True)), doing("go", [Not(young), Not(OF_AGE)], Change(NEW, True)))
    late = grown(
        doing("move", [Not(Is(GRANTED))], Change(GRANTED, True)),
        doing("go", [Clock(GRANTED, ">", TEN_DAYS), Not(Is(ADULT))], Change(NEW, True)),
    )
    assert check(late, built_cover(late)) == []
    assert any("closes with time" in problem for problem in check(some, built_cover(some)))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"goal": All((Is(NEW), Calendar("<=", TODAY + 9)))}, "the goal: closes with time"),
        ({"goal": All((Is(NEW), Calendar(">=", TODAY + 9)))}, None),
        ({"watches": (Watch(UNANSWERED, OF_AGE),)}, "unanswered: closes with time"),
        ({"exclusions": (Exclusion("never", All((Is(NEW), OF_AGE))),)}, "never: closes with time"),
        ({"decisions": rules().decisions}, None),
        ({"decisions": rules().decisions, "goal": Is(PENDING)}, "naturalise: a decision can come too early"),
        (
            {"decisions": rules().decisions, "consequences": rules().consequences},
            "naturalise: a decision can come too early",
        ),
        (
            {"decisions": rules().decisions, "operators": (doing("end", [], Change(NEW, False)),)},
            "naturalise: a decision can come too early",
        ),
        ({"decisions": rules().decisions, "groups": (Group((OLD, NEW)),)}, None),
        (
            {"decisions": rules().decisions, "groups": (Group((OLD, NEW)),), "goal": All((Is(OLD), Is(GRANTED)))},
            "naturalise: a decision can come too early",
        ),
    ],
)
def test_when_acting_later_might_help(changes, problem):
    assert Covering(grown(**changes)).hurries() == ([] if problem is None else [problem])


def test_a_start_put_off_to_meet_a_window_is_not_ruled_out():
    """Ninety days that must reach day 97 begin between day 7 and day 8; the first move, on day 0, allows day 5 or day 2 + 5."""
    days = {n: Period(n, "days", Counting("first-in", first_day="in")) for n in (5, 91)}
    some = grown(
        doing("move", [Not(Is(PENDING))], Change(PENDING, True)),
        doing(
            "enter", [Clock(PENDING, ">=", days[5]), Calendar("<=", TODAY + 8), Not(Is(GRANTED))], Change(GRANTED, True)
        ),
        doing("go", [Clock(GRANTED, "<=", days[91]), Calendar(">=", TODAY + 97)], Change(NEW, True)),
    )
    assert not brute_routes(some, 120, 4)
    assert brute_routes(some, 120, 4, every_day=True)
    assert check(some, built_cover(some))


def test_nobody_leaves_a_first_situation_they_exclude():
    assert check(rules(exclusions=(Exclusion("never old", Is(OLD)),)), Cover(())) == []


def test_a_listed_situation_must_be_one_of_these_rules():
    both = Situation((T, T, F, F, F, F, T), (7, 7, 0, 0, 0, 0, 7), TODAY)
    assert "situation 0: it is not settled" in escapes_timed(grown(consequences=rules().consequences), [both])
    assert check(rules(), Cover((Held((T,), (7,), TODAY),))) == [
        "a situation has another number of atoms than the rules"
    ]


# --- values alone --------------------------------------------------------------------------------------------------


def test_values_prove_it_whatever_the_clocks_say():
    """Timed, the loss of the old nationality makes haste matter; the values show that it never helps."""
    cover = built_cover(rules())
    assert escapes_timed(rules(), [Situation(held.values, held.since, held.today) for held in cover.situations])
    assert escapes_untimed(rules(), [held.values for held in cover.situations]) == []


def test_values_that_a_decision_or_a_timed_loss_can_leave_are_named():
    start = initial(rules()).values
    assert escapes_untimed(rules(), [start]) == [
        "naturalise can lead from (old, adult) to (old, pending, adult), whatever the clocks say"
    ]
    loss = Consequence("loss", "loss", (), Is(OLD), (Change(OLD, False),), TEN_DAYS, UNANSWERED)
    timed = grown(consequences=(loss,), watches=(Watch(UNANSWERED, Is(OLD)),))
    assert escapes_untimed(timed, [initial(timed).values]) == [
        "waiting can lead from (old, unanswered, adult) to (adult), whatever the clocks say"
    ]


def test_a_sure_consequence_leaves_no_values_at_rest():
    assert (
        escapes_untimed(rules(goal=All((Is(OLD), Is(GRANTED)))), [h.values for h in built_cover(rules()).situations])
        == []
    )


def test_an_unsure_consequence_may_or_may_not_have_happened():
    unsure = msgspec.structs.replace(
        rules().consequences[0], when=All((Is(OLD), Is(NEW), Clock(GRANTED, ">", TEN_DAYS)))
    )
    some = rules(consequences=(unsure,))
    assert escapes_untimed(some, [h.values for h in built_cover(rules()).situations])


def reading(formula, **changes):
    return rules(operators=(Operator("go", "go", (), "act", (Line("go", formula),), ()),), goal=Is(NEW), **changes)


@pytest.mark.parametrize(
    ("reader", "earlier_covers", "later_covers"),
    [
        (reading(Clock(OLD, ">=", TEN_DAYS)), True, False),
        (reading(Clock(OLD, ">", TEN_DAYS)), True, False),
        (reading(Clock(OLD, "<=", TEN_DAYS)), False, True),
        (reading(Clock(OLD, "<", TEN_DAYS)), False, True),
        (reading(Not(Clock(OLD, ">=", TEN_DAYS))), False, False),
        (reading(All((Clock(OLD, ">=", TEN_DAYS), Clock(OLD, "<=", TEN_DAYS)))), False, False),
        (reading(Is(OLD)), True, True),
        (reading(Is(OLD), exclusions=(Exclusion("x", All((Is(NEW), Clock(OLD, ">=", TEN_DAYS)))),)), False, False),
        (reading(Is(OLD), watches=(Watch(UNANSWERED, Clock(OLD, ">=", TEN_DAYS)),)), False, False),
    ],
)
def test_a_clock_covers_by_its_polarity(reader, earlier_covers, later_covers):
    a, b = (Situation((T, F, F, F, F, F, T), (since, 0, 0, 0, 0, 0, 9), TODAY) for since in (50, 60))
    assert Covering(reader).covers(a, b) is earlier_covers
    assert Covering(reader).covers(b, a) is later_covers


@pytest.mark.parametrize(
    ("exclusion", "may"),
    [
        (All((Is(NEW), Calendar(">=", TODAY + 3))), True),
        (All((Is(OLD), Calendar(">=", TODAY + 3), Calendar("<", TODAY + 5))), False),
    ],
)
def test_an_earlier_day_covers_a_later_one_unless_something_happens_in_between(exclusion, may):
    some = rules(exclusions=(Exclusion("never", exclusion),))
    now = initial(some)
    assert Covering(some).covers(now, now._replace(today=TODAY + 9)) is may
    assert Covering(some).covers(now, now)
    assert not Covering(some).covers(now._replace(today=TODAY + 9), now)


@pytest.mark.parametrize(("harmless", "covers"), [(True, True), (False, False)])
def test_an_application_filed_earlier_covers_one_filed_later_if_it_spoils_nothing(harmless, covers):
    some = grown(decisions=rules().decisions, consequences=() if harmless else rules().consequences)
    a, b = (Situation((T, F, T, F, F, F, T), (7, 0, day, 0, 0, 0, 9), TODAY) for day in (TODAY - 3, TODAY - 2))
    assert Covering(some).covers(a, b) is covers
    assert not Covering(some).covers(b, a)


# --- never a proof where there is a route --------------------------------------------------------------------------


def narrow_box(rules):
    """Return a box from which values were taken away as long as nothing but the goal was said against it."""
    masks = [7] * len(rules.atoms)
    for atom in range(len(masks)):
        for bit in (FALSE, UNKNOWN, TRUE):
            tried = [mask & ~bit if i == atom else mask for i, mask in enumerate(masks)]
            if not [p for p in check(rules, Box(tuple(tried))) if not p.startswith("the goal")]:
                masks = tried
    return Box(tuple(masks))


@settings(deadline=None, max_examples=examples(6), suppress_health_check=list(HealthCheck))
@given(some_rules())
def test_no_certificate_is_accepted_where_brute_force_finds_a_route(rules):
    """Acting on every day, not only when something changes."""
    try:
        routes = brute_routes(rules, 40, 3, every_day=True)
    except TooLargeError:
        assume(False)
    if routes:
        assert check(rules, narrow_box(rules))
        cover = built_cover(rules)
        assert cover is None or check(rules, cover)
