"""Working out what takes long: a function of the law and of plain values, done in this process or by another."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from safeconduct.law.model import Law

Given = ParamSpec("Given")
Found = TypeVar("Found")


class Work(Protocol):
    """Does what one desk asks for. A function is one of a module, and what it is given and returns can be sent to another process."""

    def __call__(
        self, function: Callable[Concatenate[Law, Given], Found], *given: Given.args, **named: Given.kwargs
    ) -> Found:
        """Return `function(law, ...)`, the law with the rules of all days. Raises LockedError once it was dropped, BusyError where nobody can do it."""

    def drop(self) -> None:
        """Do nothing any more for this desk, also not what is being done."""


class Here:
    """Does it in the thread that asks."""

    def __init__(self, law: Law) -> None:
        self.law = law

    def __call__(
        self, function: Callable[Concatenate[Law, Given], Found], *given: Given.args, **named: Given.kwargs
    ) -> Found:
        return function(self.law, *given, **named)

    def drop(self) -> None:
        """What is done here is done to the end; whoever asked throws it away."""
