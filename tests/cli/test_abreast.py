"""Work in parts beside a second process: the same whoever does what, and whole even if the second process is not."""

import os
import signal
import threading
import time
from contextlib import contextmanager

import pytest

from safeconduct.cli import abreast
from safeconduct.cli.abreast import Abreast
from vault.server import children_of

PARTS = 40
needs_two = pytest.mark.skipif(not abreast.can_fork(), reason="no fork here, or one processor")


def whose(number: int) -> tuple[int, int]:
    time.sleep(0.001)  # so that both come to take some
    return number, os.getpid()


@contextmanager
def no_process_left():
    before = set(children_of(os.getpid()))
    yield
    assert set(children_of(os.getpid())) <= before


@needs_two
def test_each_part_is_done_once_and_stands_in_its_place():
    with no_process_left():
        parts = Abreast(whose, PARTS).done()
    assert [number for number, _ in parts] == list(range(PARTS))


@needs_two
def test_both_processes_do_some():
    assert len({process for _, process in Abreast(whose, PARTS).done()}) == 2


@needs_two
@pytest.mark.parametrize("end", [lambda: os._exit(3), lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: 1 / 0])
def test_what_a_process_that_ended_early_left_undone_is_done(end, capfd):
    first = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != first:
            os.write(2, b"said twice")
            if number == 2:
                end()
        return number**2

    with no_process_left():
        abreast_ = Abreast(work, 5)
        os.waitid(os.P_PID, abreast_.child, os.WEXITED | os.WNOWAIT)  # it has taken 0, 1 and 2
        assert abreast_.done() == [0, 1, 4, 9, 16]
    assert capfd.readouterr() == ("", "")


@needs_two
def test_where_there_is_no_room_for_a_second_process_the_first_does_it_all(monkeypatch):
    def full() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", full)
    before = len(os.listdir("/proc/self/fd"))
    assert Abreast(lambda number: number, 3).done() == [0, 1, 2]
    assert len(os.listdir("/proc/self/fd")) == before


@needs_two
def test_what_the_work_raises_is_raised_in_the_first_process():
    def work(number: int) -> int:
        raise ValueError(number)

    with no_process_left(), pytest.raises(ValueError, match=r"[01]"):
        Abreast(work, 2).done()


@needs_two
def test_one_part_can_be_done_while_the_first_process_does_something_else():
    part = Abreast(whose, 1)
    os.waitid(os.P_PID, part.child, os.WEXITED | os.WNOWAIT)
    [(number, process)] = part.done()
    assert (number, process) == (0, part.child)


@needs_two
def test_what_is_more_than_a_pipe_holds_is_handed_back():
    sizes = [len(part) for part in Abreast(lambda number: bytes(100_000 + number), 8).done()]
    assert sizes == [100_000 + number for number in range(8)]


def test_there_is_no_second_process_beside_threads_nor_for_nothing():
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        beside_a_thread = Abreast(whose, 3)
        assert beside_a_thread.child is None
        assert {process for _, process in beside_a_thread.done()} == {os.getpid()}
    finally:
        waiting.set()
        thread.join()
    assert Abreast(whose, 0).child is None
