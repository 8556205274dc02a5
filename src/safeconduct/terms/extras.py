"""Extras: parts of the program that need more than was installed, and the command that installs them here."""

import shlex
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def how_to_install(extra: str) -> str:
    """Return the command that installs an extra: from a checkout, with the versions it was tested with, else from the package index.

    In the project's own .venv that is typed in the folder of the program; for another Python the command goes there, as it may run anywhere.
    """
    if not is_checkout():
        return f"python -m pip install 'safeconduct[{extra}]'"
    pinned = f"-m pip install -c constraints.txt -e '.[{extra}]'"
    if is_own_environment(Path(sys.prefix)):
        return f"{Path('.venv', Path(sys.executable).parent.name, 'python').as_posix()} {pinned}"
    return f"cd {shlex.quote(str(CHECKOUT))} && python {pinned}"


def is_own_environment(prefix: Path) -> bool:
    """Return whether a Python lives in the .venv of the checkout from which the program runs."""
    return is_checkout() and prefix.resolve() == CHECKOUT / ".venv"


def is_checkout() -> bool:
    """Return whether the program runs from a checkout, of which the package index may have nothing."""
    return (CHECKOUT / "constraints.txt").is_file()
