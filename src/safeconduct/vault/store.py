"""Where a vault lies: numbered slots of one size and a few named areas, all of them sealed before they get here."""

from contextlib import AbstractContextManager
from typing import Protocol


class Store(Protocol):
    """One vault's bytes. Every method may raise DamagedError, BusyError or UnwritableError.

    Writing is done inside `transaction`, which holds everybody else off and lets either all of it happen or nothing;
    when it ends without an exception, what was written outlives a loss of power.
    """

    def transaction(self) -> AbstractContextManager[None]: ...

    def version(self) -> int:
        """The format of what is sealed."""

    def set_version(self, version: int) -> None: ...

    def area(self, name: str) -> bytes:
        """Return the bytes last put there, empty if none were."""

    def put_area(self, name: str, sealed: bytes) -> None: ...

    def count(self) -> int:
        """How many slots there are, blank ones included; numbered from 1."""

    def slot(self, number: int) -> bytes: ...

    def put_slot(self, number: int, sealed: bytes) -> None:
        """Put bytes in the place of a slot, or add the next one."""

    def close(self) -> None: ...
