"""Start: the program as it is installed; before anything large is loaded the process is made ready for one short run."""

from safeconduct.cli.short_run import prepare


def main() -> None:
    """Run the program as `cli.main.main` does, a little sooner."""
    prepare()
    from safeconduct.cli.main import main as run

    run()
