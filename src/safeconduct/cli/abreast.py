"""Abreast: work in parts, some of them done by a second process forked from this one, where there are two processors.

The second process knows what this one knows and hands back what it found through a pipe; nothing is written to disk. Whoever is free takes the
next part. What comes out is the same whoever did what, and if the second process ends early this one does its parts itself.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

Part = TypeVar("Part")

MOST_PARTS = 255  # a number of a part is one byte in a pipe, which is read whole or not at all


class Abreast(Generic[Part]):
    """Parts of a work, begun by a second process when this is made; `done` does the rest and returns all of them."""

    def __init__(self, work: Callable[[int], Part], count: int) -> None:
        """`work` returns the part with a number from 0 to `count` - 1: the same whenever and wherever it is called, and it can be pickled."""
        self.work, self.count = work, count
        self.child: int | None = None
        if 0 < count <= MOST_PARTS and can_fork():
            self._begin()

    def _begin(self) -> None:
        import pickle  # before there are two, so that it is loaded once

        self.waiting, numbers = os.pipe()
        os.write(numbers, bytes(range(self.count)))
        os.close(numbers)
        self.found, finding = os.pipe()
        try:
            self.child = os.fork()
        except OSError:  # no room for another process: then this one does it all
            for end in (self.waiting, self.found, finding):
                os.close(end)
            return
        if self.child:
            os.close(finding)
            return
        ended = 1
        try:
            os.close(self.found)
            self._fall_silent()
            parts = {number: self.work(number) for number in self._taken()}
            with open(finding, "wb") as stream:
                stream.write(pickle.dumps(parts, pickle.HIGHEST_PROTOCOL))
            ended = 0
        finally:
            os._exit(ended)  # nothing that belongs to the first process is closed, flushed or said twice

    def _fall_silent(self) -> None:
        """Print nothing from now on: what is to be said is said by the first process, which meets it too."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)

    def _taken(self) -> Iterator[int]:
        """Yield the numbers of parts that nobody has taken, taking them."""
        while number := os.read(self.waiting, 1):
            yield number[0]

    def done(self) -> list[Part]:
        """Return all parts in their order. What `work` raises is raised here."""
        if self.child is None:
            return [self.work(number) for number in range(self.count)]
        try:
            parts = {number: self.work(number) for number in self._taken()}
            with open(self.found, "rb", closefd=False) as stream:
                handed_back = stream.read()
        finally:
            os.close(self.waiting)
            os.close(self.found)  # if nobody reads any more, the second process ends as well
            ended = os.waitpid(self.child, 0)[1]
        if ended == 0:
            parts.update(self._unpacked(handed_back))
        return [parts[number] if number in parts else self.work(number) for number in range(self.count)]

    def _unpacked(self, handed_back: bytes) -> dict[int, Part]:
        import pickle

        parts: dict[int, Part] = pickle.loads(handed_back)
        return parts


def can_fork() -> bool:
    """Return whether a second process is of use, and safe: with threads, one might hold a lock that the second process would wait for."""
    if sys.platform != "linux":  # elsewhere there is no fork, or system libraries do not survive one
        return False
    return len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1
