"""Memory of a server of many threads: what one of them gives back, the others use again, and the system gets what nobody uses."""

import ctypes
import sys

TRIM_THRESHOLD = -1  # mallopt(3)
MMAP_THRESHOLD = -3
ARENA_MAX = -8
LARGE = 128 * 1024  # bytes; from here on a piece is the system's again as soon as nobody uses it


def share() -> None:
    """From now on all threads share one heap. Without it each has its own, and holes in all of them. Does what the platform can, and nothing elsewhere."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "mallopt"):  # not the C library of GNU
        return
    libc.mallopt(ARENA_MAX, 1)
    libc.mallopt(MMAP_THRESHOLD, LARGE)  # else it grows with what was freed once
    libc.mallopt(TRIM_THRESHOLD, LARGE)
