"""Whether a bill of materials names what a lock names, the tools of installing aside.

python .ci/sbom.py BILL LOCK
"""

import json
import re
import sys
from pathlib import Path

BESIDES = {"pip", "safeconduct", "setuptools"}


def main(bill: Path, locks: list[Path]) -> int:
    """Print what one of them names alone; return 1 if there is such a thing."""
    content = json.loads(bill.read_text(encoding="utf-8"))
    named = {
        f"{plain(one['name'])} {one['version']}" for one in content["components"] if plain(one["name"]) not in BESIDES
    }
    text = "".join(lock.read_text(encoding="utf-8") for lock in locks)
    locked = {f"{plain(name)} {version}" for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)}
    for one in sorted(named ^ locked):
        print(f"{one}: only in the {'bill' if one in named else 'locks'}")
    print(f"{content['bomFormat']}: {len(named)} components")
    return int(named != locked or not named)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
