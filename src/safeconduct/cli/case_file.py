"""Writing a case file: whole or not at all, for its owner alone to read, and nowhere but where it was asked for."""

import os
import stat
from pathlib import Path

MODE = stat.S_IRUSR | stat.S_IWUSR


def write_case(path: Path, text: str) -> None:
    """Put `text` in the place of a file, or make it. Raises OSError; the old file is then as it was, and no copy is left beside it."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise OSError(0, "it is not an ordinary file")
    beside = target.with_name(f".{target.name}.writing")
    beside.unlink(missing_ok=True)  # left by a run that was killed while it wrote
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
