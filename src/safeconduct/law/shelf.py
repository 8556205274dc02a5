"""The shelf: where this installation keeps the lawbooks and the example cases it came with."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]


def lawbook_folder() -> Path:
    """Return the folder of the lawbooks that came with this program.

    In an installed program they lie inside the package, in a checkout beside `src`. Raises FileNotFoundError when
    neither is there, which is a fault of the installation.
    """
    return _first_folder(PACKAGE / "lawbooks_data", CHECKOUT / "lawbooks")


def case_folder() -> Path:
    """Return the folder of the example cases that came with this program; raises as `lawbook_folder` does."""
    return _first_folder(PACKAGE / "cases_data", CHECKOUT / "cases")


def _first_folder(*places: Path) -> Path:
    for place in places:
        if place.is_dir():
            return place
    tried = " and ".join(str(place) for place in places)
    raise FileNotFoundError(f"this installation is incomplete: no folder at {tried}; install safeconduct again")
