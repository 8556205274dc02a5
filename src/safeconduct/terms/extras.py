"""Extras: parts of the program that need more than was installed, and the command that installs them here."""

import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def how_to_install(extra: str) -> str:
    """Return the command that installs an extra: in the project's own .venv with the versions it was tested with, elsewhere for the Python that runs."""
    if is_own_environment(Path(sys.prefix)):
        return f"{Path('.venv', Path(sys.executable).parent.name, 'python').as_posix()} -m pip install -c constraints.txt -e '.[{extra}]'"
    return f"python -m pip install 'safeconduct[{extra}]'"


def is_own_environment(prefix: Path) -> bool:
    """Return whether a Python lives in the .venv of the checkout from which the program runs."""
    return prefix.resolve() == CHECKOUT / ".venv" and (CHECKOUT / "constraints.txt").is_file()
