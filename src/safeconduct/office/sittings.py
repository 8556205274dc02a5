"""All sittings of a server: found by the session's id, of which only the hash is kept, never more than so many, ended when idle or old."""

import threading

from safeconduct.office.sitting import Sitting
from safeconduct.web.session import digest

MOST = 200
MOST_OF_ONE = 5  # of one caseload; the oldest makes room


class FullError(Exception):
    """As many are signed in as may be."""


class Sittings:
    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.by_id: dict[bytes, Sitting] = {}
        self.busy = threading.Lock()

    def begin(self, sitting: Sitting) -> str:
        """Return the session id for the browser. Raises FullError."""
        self.end_those_over()
        of_one = [one for one in self.by_id.values() if one.name == sitting.name]
        for oldest in of_one[: max(len(of_one) + 1 - MOST_OF_ONE, 0)]:
            self.end(oldest)
        with self.busy:
            if len(self.by_id) >= self.most:
                raise FullError
            new = sitting.session.renewed()
            self.by_id[digest(new)] = sitting
        return new

    def find(self, shown: str) -> Sitting | None:
        """Return the sitting of a session id; None where there is none, or it is over."""
        sitting = self.by_id.get(digest(shown))
        if sitting is None or not sitting.session.is_over:
            return sitting
        self.end(sitting)
        return None

    def shut(self, sitting: Sitting) -> None:
        """Let nobody into a sitting any more and overwrite its keys; `end` forgets the rest."""
        with self.busy:
            self.by_id = {key: one for key, one in self.by_id.items() if one is not sitting}
        sitting.wipe()

    def end(self, sitting: Sitting) -> None:
        self.shut(sitting)
        sitting.end()

    def end_those_over(self) -> None:
        for one in [one for one in self.by_id.values() if one.session.is_over]:
            self.end(one)

    def end_all(self) -> None:
        for one in list(self.by_id.values()):
            self.end(one)
