"""Wrong sign-ins: under one name each further one has to wait, and the more there are in all the later each is answered; nobody is locked out."""

from collections import OrderedDict, deque
from collections.abc import Callable

from safeconduct.web.session import TRIES, digest, pause_after, seconds

REMEMBERED = 10_000  # names
FORGIVEN = 60 * 60.0  # seconds after which a wrong sign-in counts no longer
MINUTE = 60.0
AT_EASE = 10  # wrong sign-ins a minute, in all, that are answered at once
LATEST = 5.0  # seconds by which an answer to a wrong one is put off at most


class Tries:
    """Names are remembered as hashes, those that no caseload has like the others. Used by one thread."""

    def __init__(self, clock: Callable[[], float] = seconds) -> None:
        self.clock = clock
        self.wrong: OrderedDict[bytes, tuple[int, float]] = OrderedDict()  # how many, and when the last was
        self.lately: deque[float] = deque(maxlen=REMEMBERED)

    def must_wait(self, name: str) -> bool:
        count, last = self.wrong.get(key_of(name), (0, 0.0))
        return count >= TRIES and self.clock() < last + pause_after(count)

    def count_of(self, name: str) -> int:
        """Return how many were wrong under a name of late."""
        count, last = self.wrong.get(key_of(name), (0, 0.0))
        return count if self.clock() - last < FORGIVEN else 0

    def failed(self, name: str) -> float:
        """Note a wrong sign-in; return for how many seconds its answer is to be put off."""
        now, key = self.clock(), key_of(name)
        count, last = self.wrong.pop(key, (0, now))
        self.wrong[key] = (count + 1 if now - last < FORGIVEN else 1, now)
        while len(self.wrong) > REMEMBERED:
            self.wrong.popitem(last=False)
        self.lately.append(now)
        while self.lately and now - self.lately[0] > MINUTE:
            self.lately.popleft()
        return min(max(len(self.lately) - AT_EASE, 0) / AT_EASE, LATEST)

    def succeeded(self, name: str) -> None:
        self.wrong.pop(key_of(name), None)


def key_of(name: str) -> bytes:
    return digest(name.strip().casefold())
