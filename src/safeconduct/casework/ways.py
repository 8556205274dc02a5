"""Ways out of a stall: the procedures that the lawbook names for it, and those that the facts it shows open, as they stand today."""

from collections.abc import Container, Iterable, Iterator

from msgspec import Struct

from safeconduct.answers.model import Cited
from safeconduct.answers.names import citation_in_words, find_procedure, source_in_words
from safeconduct.casework.wording import told
from safeconduct.law.model import Law, Procedure, Remedy, Sign, Words
from safeconduct.law.walk import refs_read
from safeconduct.routes.doors import Door
from safeconduct.terms.citation import Citation

STATES = ("open", "filed", "unknown", "reachable", "closed", "unlawful")  # the most useful first


class Way(Struct, frozen=True):
    """A procedure that answers a stall.

    state:    as of a door; "filed" of one that is under way; "remedy" of one that needs a decision or silence to attack
    limit:    of a remedy by what it can be used without a time limit: "none" of nothing, "silence", "refusal" or "all"
    window:   of a remedy against the silence in this matter: from when until when it is open
    kind:     application, report, act or remedy: what kind of paper it takes
    receives: who takes it
    """

    procedure: str
    title: Words
    kind: str
    state: str
    receives: tuple[Words, ...]
    cite: tuple[Cited, ...]
    limit: str | None = None
    window: Words | None = None

    @property
    def standing(self) -> str:
        """How it stands, as the wording calls it."""
        return f"remedy {self.limit}" if self.state == "remedy" and self.limit else self.state

    @property
    def standing_words(self) -> Words:
        """How it stands, with its days where they can be counted."""
        return self.window if self.window and self.state in ("open", "remedy") else told(f"way {self.standing}")


class Standings:
    """How every procedure stands for the person today, by name.

    law:       in force on that day
    under_way: procedures that were filed and are not decided
    """

    def __init__(self, law: Law, doors: Iterable[Door], under_way: Container[str] = ()) -> None:
        self.law = law
        self.under_way = under_way
        self.best: dict[str, str] = {}
        for door in doors:
            before = self.best.get(door.procedure, STATES[-1])
            self.best[door.procedure] = min(before, door.state, key=STATES.index)

    def ways_of(self, sign: Sign) -> tuple[Way, ...]:
        """Return the ways out that a sign names or its facts open; those open today first, else in the order of the lawbook.

        A way that the law of the day does not know is left out, and so is one opened by its facts that is not open.
        """
        ways = [self.way(name) for name in dict.fromkeys((*sign.ways, *self.opened(sign)))]
        there = [one for one in ways if one is not None]
        return tuple(sorted(there, key=lambda one: one.state not in ("open", "remedy")))

    def way(self, name: str) -> Way | None:
        procedure = find_procedure(name, self.law)
        if procedure is None or (name not in self.best and procedure.kind != "remedy"):
            return None
        return Way(
            procedure=name,
            title=procedure.title,
            kind=procedure.kind,
            state="filed" if name in self.under_way else self.best.get(name, "remedy"),
            receives=tuple(self.law.authorities[at.authority].words for at in procedure.receives),
            cite=cited(procedure.cite, self.law),
            limit=limit_of(self.law.remedies[name]) if name in self.law.remedies else None,
        )

    def opened(self, sign: Sign) -> Iterator[str]:
        """Yield the procedures that are open today and ask for a fact that the sign shows to be true."""
        shown = {fact for fact, value in sign.shows if value}
        for procedure in self.law.procedures.values():
            if self.best.get(procedure.name) == "open" and shown & asked_by(procedure):
                yield procedure.name


def limit_of(remedy: Remedy) -> str:
    """Return against what the law says that no time limit runs."""
    windows = {"refusal": remedy.window, "silence": remedy.window_on_silence}
    free = [one for one in remedy.against if windows[one] and windows[one][0].period is None]
    if len(free) == len(remedy.against):
        return "all"
    return free[0] if free else "none"


def asked_by(procedure: Procedure) -> set[str]:
    return {ref.name for ref in refs_read(procedure.conditions)}


def cited(citations: Iterable[Citation], law: Law) -> tuple[Cited, ...]:
    return tuple(Cited(str(one), source_in_words(one, law), citation_in_words(one, law)) for one in citations)
