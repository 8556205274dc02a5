"""Workers: processes that work out what takes long, so that the pages of others do not wait for it.

A worker has the law and nothing else: no key, no address of the database. What it is given of a case it has until it has answered. Whoever
locks a case ends the worker that is busy with it, and another takes its place.
"""

import gc
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Concatenate, NamedTuple

from safeconduct.kept.outline import difference_in
from safeconduct.kept.working import Found, Given
from safeconduct.law.model import Law
from safeconduct.vault.memory import keep_in
from safeconduct.vault.refusals import BusyError, LockedError
from safeconduct.web.desk import answer_to, next_of
from safeconduct.web.guard import report

LEAST = 2  # one of them is kept for what is short
NICER = 5  # than the process that answers
LONG = (answer_to, difference_in, next_of)  # some seconds; everything else is less than one
GONE = "what was to be worked out was given up half-way. Nothing of the case was changed; please try again."
SPAWN = multiprocessing.get_context("spawn")  # nothing that the server has in memory is there in a worker


class FaultInWorkerError(Exception):
    """A fault of the program, of which the worker has told what and where."""


class Asked(NamedTuple):
    function: Callable[..., object]
    given: tuple[object, ...]
    named: dict[str, object]


class Answered(NamedTuple):
    found: object = None
    is_fault: bool = False


def processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Worker:
    """One process, used by one thread at a time."""

    def __init__(self, law: bytes) -> None:
        self.pipe, other = SPAWN.Pipe()
        self.process = SPAWN.Process(target=work, args=(other,), daemon=True)
        self.process.start()
        other.close()
        try:
            self.pipe.send_bytes(law)  # fails, and does not wait for ever, where the process has ended at once
        except BaseException:
            self.end()
            raise

    def answer(self, asked: Asked) -> Answered:
        """Raises EOFError or OSError if the process ends meanwhile."""
        self.pipe.send(asked)
        content = self.pipe.recv_bytes()
        try:
            answered = pickle.loads(content)
        except Exception as fault:
            report(fault)
            return Answered(is_fault=True)
        assert isinstance(answered, Answered)
        return answered

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def find_fresh(law: bytes) -> Worker | None:
    try:
        return Worker(law)
    except OSError:
        return None


class Turn:
    """What a desk waits for. `has_come`: a worker does it, or is being started for it; `worker`: the one that does it."""

    def __init__(self, errands: "Errands", is_long: bool) -> None:
        self.errands, self.is_long = errands, is_long
        self.has_come = False
        self.worker: Worker | None = None


class Workers:
    """First come, first served; but of what is long one worker fewer is given than there are. Usable by many threads at once."""

    def __init__(self, law: Law, count: int | None = None) -> None:
        self.law = pickle.dumps(law)
        self.count = max(processors(), LEAST) if count is None else count
        self.changed = threading.Condition()
        self.idle: list[Worker | None] = [Worker(self.law) for _ in range(self.count)]  # None: has yet to be started
        self.turns: list[Turn] = []
        self.closed = False

    def do(self, errands: "Errands", asked: Asked) -> object:
        """Return what a worker found. Raises LockedError once the errands were dropped, BusyError if the worker died, FaultInWorkerError."""
        turn = Turn(errands, asked.function in LONG)
        worker, answered = self.wait(turn), None
        try:
            with suppress(EOFError, OSError):
                answered = worker.answer(asked)
        finally:
            self.give_back(turn, worker, answered is None)
        if errands.dropped:
            raise LockedError
        if answered is None:
            raise BusyError(GONE)
        if answered.is_fault:
            raise FaultInWorkerError
        return answered.found

    def wait(self, turn: Turn) -> Worker:
        with self.changed:
            self.turns.append(turn)
            try:
                self.changed.wait_for(lambda: turn.errands.dropped or self.closed or self.is_next(turn))
                if turn.errands.dropped or self.closed:
                    raise LockedError
            except BaseException:
                self.turns.remove(turn)
                self.changed.notify_all()
                raise
            turn.has_come, turn.worker = True, self.idle.pop()
            if turn.worker is not None:
                return turn.worker
        return self.started(turn)

    def started(self, turn: Turn) -> Worker:
        """Start a worker while others go on. Raises BusyError where the system has no room for one more process, LockedError."""
        fresh = None
        try:
            fresh = find_fresh(self.law)
        finally:  # whatever kept it from starting: who waits has it tried again
            with self.changed:
                if fresh is not None and not (turn.errands.dropped or self.closed):
                    turn.worker = fresh
                else:
                    self.turns.remove(turn)
                    self.idle.append(None)
                    self.changed.notify_all()
        if fresh is None:
            raise BusyError(GONE)
        if turn.worker is None:
            fresh.end()
            raise LockedError
        return fresh

    def is_next(self, turn: Turn) -> bool:
        """Whether a worker is idle, and nobody who came before could have it."""
        if not self.idle:
            return False
        long = sum(one.is_long for one in self.turns if one.has_come)
        may = [one for one in self.turns if not one.has_come and not (one.is_long and long >= max(self.count - 1, 1))]
        return bool(may) and may[0] is turn

    def give_back(self, turn: Turn, worker: Worker, failed: bool) -> None:
        """Put the worker back, or a new one in its place if it was ended."""
        with self.changed:
            self.turns.remove(turn)
            turn.worker = None
            if not (failed or turn.errands.dropped or self.closed):
                self.idle.append(worker)
                self.changed.notify_all()
                return
        worker.end()
        if not self.closed:
            fresh = None
            try:
                fresh = find_fresh(self.law)
            finally:
                with self.changed:
                    self.idle.append(fresh)
                    self.changed.notify_all()

    def drop(self, errands: "Errands") -> None:
        """End what is done for a desk, and wait for nothing."""
        with self.changed:
            errands.dropped = True
            for turn in self.turns:
                if turn.errands is errands and turn.worker is not None:
                    turn.worker.process.kill()
            self.changed.notify_all()

    def close(self) -> None:
        with self.changed:
            self.closed = True
            for turn in self.turns:
                if turn.worker is not None:
                    turn.worker.process.kill()
            idle, self.idle = self.idle, []
            self.changed.notify_all()
        for worker in idle:
            if worker is not None:
                worker.end()


class Errands:
    """What one desk has worked out by the workers; once dropped, never again."""

    def __init__(self, workers: Workers) -> None:
        self.workers, self.dropped = workers, False

    def __call__(
        self, function: Callable[Concatenate[Law, Given], Found], *given: Given.args, **named: Given.kwargs
    ) -> Found:
        return self.workers.do(self, Asked(function, given, named))  # type: ignore[return-value]

    def drop(self) -> None:
        self.workers.drop(self)


# --- in the process of a worker ----------------------------------------------------------------------------------------


def work(pipe: Connection) -> None:
    """Answer until the server has no more questions, or is gone."""
    keep_in()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers
    threading.Thread(target=end_with_server, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(NICER)
    with suppress(EOFError, BrokenPipeError):
        law: Law = pickle.loads(pipe.recv_bytes())
        gc.freeze()
        while True:
            pipe.send_bytes(answered_by(law, pipe.recv()))
            gc.collect()  # nothing of the case stays


def answered_by(law: Law, asked: Asked) -> bytes:
    """Return what was found, pickled; of a fault what and where alone is told."""
    try:
        return pickle.dumps(Answered(asked.function(law, *asked.given, **asked.named)))
    except BaseException as fault:
        report(fault)
        return pickle.dumps(Answered(is_fault=True))


def end_with_server() -> None:
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os._exit(1)
