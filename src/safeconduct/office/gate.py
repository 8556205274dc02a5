"""The gate: how many passphrases are tried at a time, who waits for it, and in what order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from safeconduct.office.workers import processors

AT_ONCE = min(processors(), 8)  # each takes 128 MiB and most of a processor second
WAITING = 60  # more are told to come back
WAITING_OF_ONE = 2  # under one name


class CrowdedError(Exception):
    """Too many wait, or too many under this name."""


class Waiting(NamedTuple):
    """`wrong`: how many were wrong under the name of late; `order`: of coming."""

    wrong: int
    order: int
    name: str
    let: asyncio.Future[None]

    @property
    def rank(self) -> tuple[int, int]:
        return self.wrong, self.order


class Gate:
    """Names under which nothing was wrong of late go first, and take the place of others where there is none left; but every other time whoever
    waits longest goes, so that nobody waits for ever. Used by one thread.
    """

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self.free = at_once
        self.waiting: list[Waiting] = []
        self.came = 0
        self.passed_by_rank = False

    @asynccontextmanager
    async def passed(self, name: str, wrong: int) -> AsyncIterator[None]:
        """Raises CrowdedError."""
        if self.free:
            self.free -= 1
        else:
            await self.wait(name, wrong)
        try:
            yield
        finally:
            self.let_next()

    async def wait(self, name: str, wrong: int) -> None:
        self.came += 1
        mine = Waiting(wrong, self.came, name, asyncio.get_running_loop().create_future())
        if sum(one.name == name for one in self.waiting) >= WAITING_OF_ONE:
            raise CrowdedError
        if len(self.waiting) >= WAITING:
            last = max(self.waiting, key=lambda one: one.rank)
            if last.rank < mine.rank:
                raise CrowdedError
            self.waiting.remove(last)
            if not last.let.done():
                last.let.set_exception(CrowdedError())
        self.waiting.append(mine)
        try:
            await mine.let
        except asyncio.CancelledError:
            if mine in self.waiting:
                self.waiting.remove(mine)
            elif not mine.let.cancelled() and mine.let.exception() is None:
                self.let_next()
            raise

    def let_next(self) -> None:
        while self.waiting:
            self.passed_by_rank = not self.passed_by_rank
            first = min(self.waiting, key=lambda one: one.rank if self.passed_by_rank else (0, one.order))
            self.waiting.remove(first)
            if not first.let.done():  # who was called off in this very moment goes nowhere
                first.let.set_result(None)
                return
        self.free += 1
