"""The letter that is looked at."""

from typing import NamedTuple

from safeconduct.letters.model import Kind


class Wanted(NamedTuple):
    """`about`: ground name of an act, or empty while it is left open; `by`: full name of a procedure; no `facts`: all under consent."""

    kind: Kind
    about: str
    by: str | None = None
    facts: tuple[str, ...] | None = None
