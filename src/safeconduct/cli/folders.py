"""Folders of lawbooks."""

from pathlib import Path


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
