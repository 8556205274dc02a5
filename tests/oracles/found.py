"""Cases on which programs differed, kept as files in `found/`: each is tried again in every run from then on."""

from pathlib import Path

import msgspec
from msgspec import Struct

from safeconduct.rules.model import Rules

FOLDER = Path(__file__).with_name("found")


class Found(Struct, frozen=True):
    """check: what differed (`checks.CHECKS`); number: of the drawn case; says: the differences when it was found."""

    check: str
    number: int
    says: tuple[str, ...]
    rules: Rules


def keep(found: Found) -> Path:
    """Write a failing case down under the name of its check and number."""
    FOLDER.mkdir(exist_ok=True)
    place = FOLDER / f"{found.check}-{found.number}.json"
    place.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))
    return place


def kept() -> list[Path]:
    return sorted(FOLDER.glob("*.json"))


def read(place: Path) -> Found:
    return msgspec.json.decode(place.read_bytes(), type=Found)
