"""The session: one a launch, entered by a one-time secret, known by an id of which only the hash is kept, and locked when it was idle or grew old."""

import hmac
import secrets
import time
from collections.abc import Callable
from hashlib import sha256

IDLE = 10 * 60.0  # seconds without a request
ABSOLUTE = 8 * 60 * 60.0  # seconds since it was entered or unlocked
BYTES = 32  # of the secret, the id and the token
TRIES = 3  # wrong passphrases before each further one has to wait
LONGEST_WAIT = 60.0


def seconds() -> float:
    """Return a clock that nobody can set and that goes on while the machine sleeps, where the system has one."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def digest(text: str) -> bytes:
    return sha256(text.encode()).digest()


class Session:
    """Nobody is in it until the secret was exchanged; then exactly one browser, under an id that changes whenever it is locked or unlocked."""

    def __init__(self, clock: Callable[[], float] = seconds) -> None:
        self.clock = clock
        self.secret: bytes | None = None
        self.id: bytes | None = None
        self.token = ""
        self.began = self.touched = clock()
        self.wrong = 0
        self.next_try = 0.0

    def fresh_secret(self) -> str:
        """Return the secret with which the session can be entered once."""
        secret = secrets.token_urlsafe(BYTES)
        self.secret = digest(secret)
        return secret

    def entered_with(self, secret: str) -> str | None:
        """Return the id of the session for its one-time secret; None for any other, and for the same one again."""
        if self.secret is None or not hmac.compare_digest(self.secret, digest(secret)):
            return None
        self.secret = None
        return self.renewed()

    def renewed(self) -> str:
        """Return a new id; the old one and its token are worth nothing any more, and both times begin anew."""
        new = secrets.token_urlsafe(BYTES)
        self.id, self.token = digest(new), secrets.token_urlsafe(BYTES)
        self.began = self.touched = self.clock()
        return new

    def is_of(self, shown: str) -> bool:
        """Whether this is the id of the session."""
        return self.id is not None and hmac.compare_digest(self.id, digest(shown))

    def accepts(self, token: str) -> bool:
        """Whether a form was made by us for this session."""
        return bool(self.token) and hmac.compare_digest(self.token.encode(), token.encode())

    @property
    def is_over(self) -> bool:
        now = self.clock()
        return now - self.touched >= IDLE or now - self.began >= ABSOLUTE

    def touch(self) -> None:
        self.touched = self.clock()

    # --- wrong passphrases ---

    @property
    def must_wait(self) -> bool:
        return self.clock() < self.next_try

    def failed(self) -> None:
        """Note a wrong passphrase: from the fourth on, the next try has to wait, each time twice as long."""
        self.wrong += 1
        if self.wrong >= TRIES:
            self.next_try = self.clock() + pause_after(self.wrong)

    def succeeded(self) -> None:
        self.wrong, self.next_try = 0, 0.0


def pause_after(wrong: int) -> float:
    """Return for how many seconds the next try has to wait after so many wrong ones, three at least."""
    return min(2.0 ** min(wrong - TRIES, 10), LONGEST_WAIT)
