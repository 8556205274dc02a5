"""What is remembered between searches, and found without trying everything, is what trying everything gives."""

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.graph.model import Limits, Move
from safeconduct.graph.successors import Successors
from safeconduct.graph.supports import plans_of
from safeconduct.routes.task import Task
from safeconduct.rules.model import Change, Is, Operator, Rules
from safeconduct.rules.packed import Packed
from safeconduct.rules.relevance import for_goal
from safeconduct.terms.truth import Truth
from strategies import some_rules


def walked(successors, state, data, steps=6):
    """Yield the situations of a random walk."""
    for _ in range(steps):
        yield state
        following = [one.state for one in successors.of(state)]
        if not following:
            return
        state = data.draw(st.sampled_from(following))


@given(some_rules(), st.data())
def test_a_step_that_is_looked_for_is_the_one_found_by_trying_all(rules: Rules, data: st.DataObject) -> None:
    packed = Packed(rules)
    successors = Successors(packed, range(len(rules.operators)))
    for state in walked(successors, packed.settle(packed.initial()), data):
        by_move = {one.move: one for one in reversed(list(successors.of(state)))}
        waits = [move for move in by_move if move.kind == "wait"]
        assert {move: successors.find(state, move) for move in by_move if move not in waits} == {
            move: one for move, one in by_move.items() if move not in waits
        }
        assert [successors.until(state, move.number) for move in waits] == [by_move[move] for move in waits]


@given(some_rules(), st.data())
def test_a_step_that_cannot_happen_is_not_found(rules: Rules, data: st.DataObject) -> None:
    packed = Packed(rules)
    successors = Successors(packed, range(len(rules.operators)))
    facts = [Move("assume", atom, value) for atom in range(len(rules.atoms)) for value in ("false", "true", "today")]
    acts = [Move("act", number) for number in range(len(rules.operators))]
    falls = [Move(outcome, number) for number in range(len(rules.decisions)) for outcome in ("granted", "lapsed")]
    for state in walked(successors, packed.settle(packed.initial()), data):
        can = {one.move for one in successors.of(state)}
        assert [move for move in (*facts, *acts, *falls) if move not in can and successors.find(state, move)] == []


@given(some_rules(), st.data())
def test_successors_that_remember_yield_what_new_ones_do(rules: Rules, data: st.DataObject) -> None:
    packed = Packed(rules)
    successors = Successors(packed, range(len(rules.operators)))
    for state in walked(successors, packed.settle(packed.initial()), data):
        fresh = Successors(Packed(rules), range(len(rules.operators)))
        assert list(successors.of(state)) == list(fresh.of(state))


def ending(atoms, *made):
    """Rules with one act for each atom that is made true."""
    operators = tuple(Operator(f"make {atom}", "make", (), "act", (), (Change(atom, True),)) for atom in made)
    return Rules(
        atoms=tuple(f"a{number}" for number in range(atoms)),
        values=(Truth.FALSE,) * atoms,
        since=(0,) * atoms,
        today=738_000,
        dates=(),
        definitions=(),
        watches=(),
        groups=(),
        operators=operators,
        decisions=(),
        consequences=(),
        exclusions=(),
        goal=Is(0),
    )


def test_what_touches_no_wish_is_left_out():
    assert [one.name for one in for_goal(ending(3, 0, 2), Is(0)).operators] == ["make 0"]


def test_the_minimal_plan_of_a_plain_wish_is_the_act_that_fulfils_it():
    task = Task(ending(2, 1, 0), Limits())
    assert plans_of(task.rules, task.if_granted).acts == (frozenset({1}),)
