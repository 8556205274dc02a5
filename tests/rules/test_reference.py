"""One test for each sentence of docs/kernel.md."""

from datetime import date

import pytest

from safeconduct.rules import reference
from safeconduct.rules.model import (
    All,
    Ban,
    Calendar,
    Change,
    Clock,
    Consequence,
    Decision,
    Definition,
    Exclusion,
    Group,
    Is,
    Line,
    Not,
    Operator,
    Risk,
    Rules,
    Some,
    Watch,
)
from safeconduct.rules.reference import Situation
from safeconduct.terms.dates import Counting, Period
from safeconduct.terms.truth import Truth

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
TODAY = date(2024, 1, 15).toordinal()
TEN_DAYS = Period(10, "days", Counting("plain"))
A, B, C, D = range(4)
NEVER = Is(D)


def rules(values, since=None, atoms=4, goal=NEVER, **parts):
    """Rules over four atoms, of which `values` gives the first; all else empty unless given."""
    values = (*values, *[F] * (atoms - len(values)))
    empty = dict.fromkeys(
        ("dates", "definitions", "watches", "groups", "operators", "decisions", "consequences", "exclusions"), ()
    )
    return Rules(
        atoms=tuple("abcdefgh"[:atoms]),
        values=values,
        since=tuple(since) + (0,) * (atoms - len(since)) if since else (0,) * atoms,
        today=TODAY,
        goal=goal,
        **{**empty, **parts},
    )


def situation(values, since=(), today=TODAY):
    return Situation((*values, *[F] * (4 - len(values))), (*since, *[0] * (4 - len(since))), today)


def act(name="go", lines=(), changes=(), **more):
    return Operator(name, name, (), "act", tuple(Line(f"{name}-{n}", f) for n, f in enumerate(lines)), changes, **more)


def apply_for(**more):
    """The decision of an application whose pending, granted, refused and unanswered are the four atoms."""
    terms = {
        "name": "ask",
        "pending": A,
        "granted": B,
        "refused": C,
        "unanswered": D,
        "kind": "discretion",
        "period": TEN_DAYS,
        "expected": None,
        "on_grant": (),
        "on_refusal": (),
        "on_silence": (),
    }
    return Decision(**{**terms, **more})


# --- 1. situation --------------------------------------------------------------------------------------------------


def test_making_an_atom_true_dates_it_today():
    after = reference.with_atom(rules([F]), situation([F]), A, True)
    assert (after.values[A], after.since[A]) == (T, TODAY)


def test_an_atom_already_true_keeps_its_since():
    assert reference.with_atom(rules([T]), situation([T], [7]), A, True).since[A] == 7


def test_an_unknown_atom_made_true_is_dated_today():
    assert reference.with_atom(rules([U]), situation([U]), A, True).since[A] == TODAY


def test_setting_false_clears_the_since():
    after = reference.with_atom(rules([T]), situation([T], [7]), A, False)
    assert (after.values[A], after.since[A]) == (F, 0)


def test_making_one_of_a_group_true_ends_the_others():
    grouped = rules([T, F], groups=(Group((A, B)),))
    assert reference.with_atom(grouped, situation([T, F], [7]), B, True) == situation([F, T], [0, TODAY])


def test_definitions_are_computed_in_order_and_have_no_since():
    defined = rules([T], definitions=(Definition(B, Is(A)), Definition(C, Is(B))))
    assert reference.initial(defined) == situation([T, T, T])


def test_a_watch_that_becomes_true_is_dated_today():
    assert reference.initial(rules([T, F], [7], watches=(Watch(B, Is(A)),))) == situation([T, T], [7, TODAY])


def test_a_watch_whose_formula_still_agrees_keeps_its_since():
    assert reference.initial(rules([T, T], [7, 5], watches=(Watch(B, Is(A)),))).since[B] == 5


def test_a_watch_that_ends_or_becomes_unknown_has_no_since():
    assert reference.initial(rules([U, T], [0, 5], watches=(Watch(B, Is(A)),))) == situation([U, U])


# --- 2. truth ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (Not(Is(A)), U),
        (All((Is(A), Is(B))), F),
        (All((Is(A), Is(C))), U),
        (Some((Is(A), Is(C))), T),
        (Some((Is(A), Is(B))), U),
    ],
)
def test_truth_is_kleenes(formula, expected):
    assert reference.truth(formula, situation([U, F, T])) is expected


@pytest.mark.parametrize(("comparison", "expected"), [(">=", T), ("<", F), ("<=", T), (">", F)])
def test_a_calendar_compares_today(comparison, expected):
    assert reference.truth(Calendar(comparison, TODAY), situation([])) is expected


@pytest.mark.parametrize("comparison", [">=", "<", "<=", ">"])
@pytest.mark.parametrize(("value", "since", "expected"), [(F, 0, F), (U, 0, U), (T, 0, U)])
def test_a_clock_that_does_not_run_or_is_undated(comparison, value, since, expected):
    assert reference.truth(Clock(A, comparison, TEN_DAYS), situation([value], [since])) is expected


@pytest.mark.parametrize(
    ("comparison", "on_last_day", "on_day_after"), [(">=", F, T), ("<", T, F), ("<=", T, F), (">", F, T)]
)
def test_a_clock_turns_the_day_after_its_last_day(comparison, on_last_day, on_day_after):
    clock = Clock(A, comparison, TEN_DAYS)
    assert reference.truth(clock, situation([T], [TODAY], TODAY + 10)) is on_last_day
    assert reference.truth(clock, situation([T], [TODAY], TODAY + 11)) is on_day_after


def test_a_period_that_runs_out_on_a_sunday_has_passed_before_it_has_run_out():
    """Sunday 28 January: >= counts ten days, <= is moved to Monday."""
    moved = Period(10, "days", Counting("moved", closed_days="next"))
    monday = situation([T], [date(2024, 1, 18).toordinal()], date(2024, 1, 29).toordinal())
    assert reference.truth(Clock(A, ">=", moved), monday) is T
    assert reference.truth(Clock(A, "<=", moved), monday) is T


# --- 3. settling ---------------------------------------------------------------------------------------------------


def consequence(when, *changes, after=None, watch=None, name="law"):
    return Consequence(name, name, (), when, changes, after, watch)


def test_consequences_happen_in_source_order_one_a_round():
    first = consequence(Is(A), Change(B, True), Change(A, False))
    second = consequence(Is(A), Change(C, True))
    assert reference.initial(rules([T], [7], consequences=(first, second))) == situation([F, T], [0, TODAY])


def test_a_consequence_waits_until_definitions_and_watches_agree():
    """B mirrors A; C is defined as B whose first ten days run: the consequence must see both or neither."""
    settled = rules(
        [T],
        [7],
        definitions=(Definition(C, Clock(B, "<=", TEN_DAYS)),),
        watches=(Watch(B, Is(A)),),
        consequences=(consequence(All((Is(B), Not(Is(C)))), Change(D, True)),),
    )
    assert reference.initial(settled).values == (T, T, T, F)


def test_changes_of_one_batch_are_judged_before_any_is_made():
    swap = consequence(Is(A), Change(A, False), Change(B, True, Is(A)))
    assert reference.initial(rules([T], [7], consequences=(swap,))).values[B] is T


def test_a_change_whose_when_is_unknown_is_not_made():
    assert (
        reference.initial(rules([T, U], [7], consequences=(consequence(Is(A), Change(C, True, Is(B))),))).values[C] is F
    )


def test_a_timed_consequence_ripens_when_the_period_has_passed():
    timed = rules(
        [T, T],
        [7, TODAY - 10],
        watches=(Watch(B, Is(A)),),
        consequences=(consequence(Is(A), Change(A, False), after=TEN_DAYS, watch=B),),
    )
    now = reference.initial(timed)
    assert now.values[A] is T and reference.next_event_day(timed, now) == TODAY + 1
    assert reference.wait(timed, now) == situation([F, F], today=TODAY + 1)


def test_consequences_that_undo_each_other_are_an_error():
    turns = (consequence(Is(A), Change(A, False)), consequence(Not(Is(A)), Change(A, True)))
    with pytest.raises(reference.NeverSettlesError):
        reference.initial(rules([T], consequences=turns))


@pytest.mark.parametrize(("when", "by"), [(Is(A), (A,)), (All((Is(A), Is(B))), (A, B)), (All((Is(A), Is(C))), ())])
def test_an_unknown_consequence_that_would_change_something_unsettles(when, by):
    unsure = rules([U, U, F], consequences=(consequence(when, Change(D, True)),))
    assert reference.unsettled_by(unsure, reference.initial(unsure)) == by


def test_an_unknown_consequence_that_would_change_nothing_does_not_unsettle():
    unsure = rules([U, T], [0, 7], consequences=(consequence(Is(A), Change(B, True)),))
    assert not reference.is_unsettled(unsure, reference.initial(unsure))


def test_an_undated_watch_of_a_timed_consequence_unsettles():
    undated = rules(
        [T, T],
        [7, 0],
        watches=(Watch(B, Is(A)),),
        consequences=(consequence(Is(A), Change(A, False), after=TEN_DAYS, watch=B),),
    )
    assert reference.unsettled_by(undated, reference.initial(undated)) == (B,)


def test_an_unknown_exclusion_unsettles_through_definitions():
    unsure = rules([U], definitions=(Definition(B, Not(Is(A))),), exclusions=(Exclusion("never", Is(B)),))
    assert reference.unsettled_by(unsure, reference.initial(unsure)) == (A,)


def test_nothing_may_happen_while_unsettled():
    unsure = rules([U], exclusions=(Exclusion("never", Is(A)),), operators=(act(),), goal=Not(Is(D)))
    now = reference.initial(unsure)
    assert not reference.open_acts(unsure, now) and reference.wait(unsure, now) is None
    assert not reference.is_goal(unsure, now)
    assert [(h.kind, h.value) for h in reference.happenings(unsure, now)] == [("assume", "false"), ("assume", "true")]


# --- 4. decisions, acts, waiting -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "due"),
    [({}, TODAY + 10), ({"period": None, "expected": TEN_DAYS}, TODAY + 10), ({"period": None}, TODAY)],
)
def test_a_decision_falls_due_on_its_last_day(terms, due):
    assert reference.due_day(apply_for(**terms), situation([T], [TODAY])) == due


def test_a_decision_pending_since_an_unknown_day_does_not_fall_due():
    assert reference.due_day(apply_for(), situation([T])) is None


def test_only_the_first_due_decision_happens_and_no_act():
    decisions = (apply_for(pending=D, name="later"), apply_for(), apply_for(pending=B, name="second"))
    due = rules([T, T], [TODAY - 30, TODAY - 40], decisions=decisions, operators=(act(),))
    now = reference.initial(due)
    assert reference.due_decision(due, now) == 1
    assert not reference.open_acts(due, now) and reference.wait(due, now) is None


@pytest.mark.parametrize(
    ("kind", "outcomes"),
    [
        ("automatic", ("granted",)),
        ("entitlement", ("granted", "silence")),
        ("discretion", ("granted", "refused", "silence")),
    ],
)
def test_a_decision_can_end_as_its_kind_allows(kind, outcomes):
    due = rules([T], [TODAY - 30], decisions=(apply_for(kind=kind),))
    assert reference.outcomes(due, reference.initial(due)) == outcomes


@pytest.mark.parametrize("kept", [F, U])
def test_an_application_lapses_when_a_condition_to_be_kept_is_not_true(kept):
    due = rules([T, kept], [TODAY - 30], decisions=(apply_for(granted=C, keep=(Line("keep", Is(B)),)),))
    assert reference.outcomes(due, reference.initial(due)) == ("lapsed",)


@pytest.mark.parametrize(
    ("outcome", "values"),
    [("granted", (F, T, F, F)), ("refused", (F, T, T, T)), ("lapsed", (F, T, T, T)), ("silence", (F, T, T, T))],
)
def test_outcomes_set_the_four_atoms(outcome, values):
    asked = rules([T, T, T, T], [TODAY - 30, 5, 5, 5], decisions=(apply_for(),))
    assert reference.decide(asked, reference.initial(asked), 0, outcome).values == values


@pytest.mark.parametrize(
    ("outcome", "values"), [("granted", (F, T, F, F)), ("refused", (F, F, T, F)), ("silence", (F, F, F, T))]
)
def test_each_outcome_has_its_own_further_changes(outcome, values):
    changes = {"on_grant": (Change(4, True),), "on_refusal": (Change(5, True),), "on_silence": (Change(6, True),)}
    asked = rules([T], [TODAY - 30], atoms=7, decisions=(apply_for(**changes),))
    after = reference.decide(asked, reference.initial(asked), 0, outcome).values
    assert after == (*values, *values[1:])


def test_further_changes_are_judged_before_the_decision():
    asked = rules([T], [TODAY - 30], decisions=(apply_for(unanswered=C, on_grant=(Change(D, True, Is(A)),)),))
    assert reference.decide(asked, reference.initial(asked), 0, "granted").values[D] is T


@pytest.mark.parametrize(("value", "is_open"), [(T, True), (U, False), (F, False)])
def test_an_act_is_open_if_each_line_is_true(value, is_open):
    some = rules([value, T], [7, 7], operators=(act(lines=(Is(A), Is(B))),))
    assert bool(reference.open_acts(some, reference.initial(some))) is is_open


@pytest.mark.parametrize(("value", "is_open"), [(T, False), (U, False), (F, True)])
def test_an_act_is_banned_unless_the_ban_is_false(value, is_open):
    some = rules([value], [7], operators=(act(bans=(Ban(0, Is(A)),)),), exclusions=(Exclusion("never", None),))
    assert bool(reference.open_acts(some, reference.initial(some))) is is_open


@pytest.mark.parametrize(("value", "is_open"), [(T, False), (U, False), (F, True)])
def test_an_application_cannot_be_filed_twice(value, is_open):
    some = rules([value], [TODAY], operators=(act(decision=0),), decisions=(apply_for(),))
    assert bool(reference.open_acts(some, reference.initial(some))) is is_open


def test_an_act_makes_its_changes_and_the_situation_settles():
    some = rules([F], operators=(act(changes=(Change(A, True),)),), consequences=(consequence(Is(A), Change(B, True)),))
    assert reference.do_act(some, reference.initial(some), 0) == situation([T, T], [TODAY, TODAY])


@pytest.mark.parametrize(
    ("formula", "days"),
    [
        (Calendar(">=", TODAY + 3), 3),
        (Calendar("<", TODAY + 3), 3),
        (Calendar("<=", TODAY + 3), 4),
        (Calendar(">", TODAY + 3), 4),
        (Clock(A, ">=", TEN_DAYS), 9),
        (Clock(A, "<", TEN_DAYS), 9),
        (Clock(A, "<=", TEN_DAYS), 9),
        (Clock(A, ">", TEN_DAYS), 9),
        (Clock(B, ">=", TEN_DAYS), None),
        (Clock(C, ">=", TEN_DAYS), None),
    ],
)
def test_the_next_event_is_when_a_formula_turns(formula, days):
    some = rules([T, F, T], [TODAY - 2, 0, 0], goal=formula)
    now = reference.initial(some)
    assert reference.next_event_day(some, now) == (None if days is None else TODAY + days)
    if days is not None:
        before, after = reference.on_day(some, now, TODAY + days - 1), reference.on_day(some, now, TODAY + days)
        assert reference.truth(formula, before) is not reference.truth(formula, after)


def test_a_decision_that_will_fall_due_is_an_event():
    asked = rules([T], [TODAY], decisions=(apply_for(),))
    assert reference.next_event_day(asked, reference.initial(asked)) == TODAY + 10


def test_an_exclusion_forbids_only_if_true():
    some = rules([T, U], [7], exclusions=(Exclusion("never", None), Exclusion("never b", All((Is(A), Is(B))))))
    assert not reference.is_excluded(some, reference.initial(some))
    assert reference.is_excluded(some, reference.assume(some, reference.initial(some), B, "true"))


# --- 5. facts assumed ----------------------------------------------------------------------------------------------


def test_what_may_be_assumed_is_what_something_reads():
    some = rules([U, T, T, U], [0, 0, 7, 0], goal=All((Is(A), Clock(B, ">=", TEN_DAYS), Is(C))))
    assert reference.assumptions(some, reference.initial(some)) == (
        (A, "false"),
        (A, "true"),
        (B, "long"),
        (B, "today"),
    )


@pytest.mark.parametrize(("value", "since"), [("true", 0), ("long", 1), ("today", TODAY)])
def test_a_fact_assumed_true_has_no_date_until_that_is_assumed(value, since):
    after = reference.assume(rules([U]), situation([U]), A, value)
    assert (after.values[A], after.since[A]) == (T, since)


# --- 6. cost and goal ----------------------------------------------------------------------------------------------


def test_the_goal_is_not_reached_in_an_excluded_situation():
    some = rules([T], [7], goal=Is(A), exclusions=(Exclusion("never", Is(A)),))
    assert not reference.is_goal(some, reference.initial(some))


def test_exposure_is_the_greatest_whose_when_is_not_false():
    risks = (Risk(0, "KR", "self", 1), Risk(1, "KP", "family", 3, Is(B)), Risk(2, "KP", "self", 2, Is(C)))
    some = rules([F, F, U], operators=(act(risks=risks, fee=7),))
    assert reference.price_of(some, reference.initial(some), "act", 0) == reference.Price(money=7, exposure=2)


@pytest.mark.parametrize(
    ("terms", "outcome", "price"),
    [
        ({}, "granted", {"decisions": 1}),
        ({"kind": "entitlement"}, "granted", {}),
        ({"kind": "entitlement", "period": None}, "granted", {"unstated": 1}),
        ({"period": None}, "lapsed", {"unstated": 1}),
    ],
)
def test_a_decision_costs_hope_and_perhaps_an_unstated_wait(terms, outcome, price):
    asked = rules([T], [TODAY - 30], decisions=(apply_for(**terms),))
    assert reference.price_of(asked, reference.initial(asked), outcome, 0) == reference.Price(**price)


def test_prices_add_up_and_the_greater_exposure_counts():
    assert reference.total(reference.Price(5, 1, 2, 0, 1), reference.Price(6, 0, 1, 1, 1)) == (11, 1, 2, 1, 2)
