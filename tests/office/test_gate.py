"""The gate: few passphrases at a time, those first under whose name nothing was wrong, and no more waiting than may."""

import asyncio

import pytest

from safeconduct.office.gate import WAITING, WAITING_OF_ONE, CrowdedError, Gate


async def queued(gate: Gate, *comers: tuple[str, int]) -> tuple[list[asyncio.Task], list[str]]:
    """Let them come one after the other while the gate is held; return what becomes of each, and a list that fills with who passed."""
    passed: list[str] = []

    async def come(name: str, wrong: int) -> None:
        async with gate.passed(name, wrong):
            passed.append(name)

    tasks = []
    for name, wrong in comers:
        tasks.append(asyncio.create_task(come(name, wrong)))
        await asyncio.sleep(0)
    return tasks, passed


def passed_of(*comers: tuple[str, int]) -> tuple[list[str], list[bool]]:
    """Return who passed, in order, and of each comer whether they were told to come back."""

    async def play():
        gate = Gate(1)
        async with gate.passed("first", 0):
            tasks, passed = await queued(gate, *comers)
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        assert gate.free == 1 and not gate.waiting
        return passed, [isinstance(one, CrowdedError) for one in ends]

    return asyncio.run(play())


def test_who_came_first_passes_first():
    assert passed_of(("a", 0), ("b", 0), ("c", 0))[0] == ["a", "b", "c"]


def test_names_under_which_nothing_was_wrong_pass_before_others_and_every_other_time_who_waits_longest():
    assert passed_of(("a", 2), ("b", 0), ("c", 1), ("d", 0), ("e", 0))[0] == ["b", "a", "d", "c", "e"]


def test_who_is_called_off_as_their_turn_comes_takes_no_place_with_them():
    async def play():
        gate = Gate(1)
        held = gate.passed("first", 0)
        await held.__aenter__()
        tasks, passed = await queued(gate, ("a", 0), ("b", 0))
        tasks[0].cancel()
        await held.__aexit__(None, None, None)  # before `a` has learned that it was called off
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(ends[0], asyncio.CancelledError) and ends[1] is None
        assert passed == ["b"] and gate.free == 1 and not gate.waiting

    asyncio.run(play())


def test_no_more_wait_under_one_name_than_may():
    passed, crowded = passed_of(*[("a", 0)] * (WAITING_OF_ONE + 1), ("b", 0))
    assert crowded == [False] * WAITING_OF_ONE + [True, False]
    assert passed == ["a"] * WAITING_OF_ONE + ["b"]


def test_a_right_name_takes_the_place_of_a_wrong_one_where_there_is_none_left():
    wrong = [(f"x{number}", 1) for number in range(WAITING)]
    passed, crowded = passed_of(*wrong, ("right", 0), ("late", 1))
    assert passed[0] == "right" and len(passed) == WAITING
    assert crowded == [False] * (WAITING - 1) + [True, False, True]


def test_where_all_places_are_taken_by_equals_nobody_loses_theirs():
    _, crowded = passed_of(*[(f"n{number}", 0) for number in range(WAITING)], ("late", 0))
    assert crowded == [False] * WAITING + [True]


def test_so_many_are_tried_at_a_time():
    async def play():
        gate, most, now = Gate(3), 0, 0

        async def come(name):
            nonlocal most, now
            async with gate.passed(name, 0):
                now += 1
                most = max(most, now)
                await asyncio.sleep(0)
                now -= 1

        await asyncio.gather(*(come(str(number)) for number in range(20)))
        return most, gate.free

    assert asyncio.run(play()) == (3, 3)


@pytest.mark.parametrize("let_first", [False, True])
def test_who_goes_away_leaves_the_place_to_the_next(let_first):
    async def play():
        gate = Gate(1)
        held = gate.passed("first", 0)
        await held.__aenter__()
        (leaving, next_one), passed = await queued(gate, ("a", 0), ("b", 0))
        if let_first:
            await held.__aexit__(None, None, None)
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        if not let_first:
            await held.__aexit__(None, None, None)
        await asyncio.wait_for(next_one, 20)
        return passed, gate.free

    assert asyncio.run(play()) == (["b"], 1)
