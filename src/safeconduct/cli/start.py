"""Start: what has to be so before anything large is loaded."""

import gc
import os

MANY_OBJECTS = 500_000


def main() -> None:
    """Run the program as `cli.main.main` does, a little sooner."""
    prepare()
    from safeconduct.cli.main import main as run

    run()


def prepare() -> None:
    """Have the process do nothing that one short run has no use for."""
    gc.set_threshold(MANY_OBJECTS)  # it leaves next to nothing to collect: looking for it costs a tenth of the time
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy is asked for no products: threads would only be started
