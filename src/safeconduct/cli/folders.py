"""Folders of lawbooks."""

from pathlib import Path

from safeconduct.law.shelf import lawbook_folder
from safeconduct.lawbook.from_text import text_from_file
from safeconduct.lawbook.model import Mapping, Scalar, Sequence


def folders_of(path: Path) -> list[Path]:
    """Return a lawbook folder itself, or the lawbook folders in it."""
    if path.name == "lawbook.yaml":
        return [path.parent]
    try:
        if (path / "lawbook.yaml").is_file() or not path.is_dir():
            return [path]
        inside = sorted(main.parent for main in path.glob("*/lawbook.yaml"))
    except OSError:  # whoever reads the folder says why it cannot be read
        return [path]
    return inside or [path]


def used_folders(folders: list[Path]) -> list[Path]:
    """Return the folders of the books that these use, directly or through others, where they can be found."""
    found: dict[str, Path] = {}
    own = {folder.resolve().name for folder in folders}
    waiting = list(folders)
    while waiting:
        folder = waiting.pop()
        for name in uses_of(folder):
            if name in own or name in found:
                continue
            place = next(
                (
                    p
                    for p in (folder.resolve().parent / name, lawbook_folder() / name)
                    if (p / "lawbook.yaml").is_file()
                ),
                None,
            )
            if place is not None:
                found[name] = place
                waiting.append(place)
    return [found[name] for name in sorted(found)]


def uses_of(folder: Path) -> list[str]:
    root = text_from_file(folder / "lawbook.yaml").root
    uses = root.find("uses") if isinstance(root, Mapping) else None
    items = uses.items if isinstance(uses, Sequence) else (uses,)
    names = [item.written for item in items if isinstance(item, Scalar)]
    return [name for name in names if name.replace("-", "").replace("_", "").isalnum()]
