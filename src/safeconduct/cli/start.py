"""Where the program begins: the process is made ready for one short run, and whoever stops it while it is still being loaded is told nothing."""

import os
import signal
import sys

from safeconduct.cli.codes import INTERRUPTED
from safeconduct.cli.short_run import prepare


def main() -> None:
    """Load the program and run it. Ctrl-C ends it quietly at any moment; one that is to be ignored stays so."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # Nothing has begun yet that would have to be ended in order.
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    prepare()
    from safeconduct.cli.main import main as run

    try:
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
