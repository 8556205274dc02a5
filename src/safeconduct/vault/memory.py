"""Keeping secrets in memory: no core dump, and no other process of the same user may look in."""

import ctypes
import sys

PR_SET_DUMPABLE = 4


def keep_in() -> None:
    """From now on the system writes this process to no file when it crashes. Does what the platform can, and nothing elsewhere."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
