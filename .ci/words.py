"""Words that no file of the project may hold: paths of one machine, hosts of package registries, names of real people.

    python .ci/words.py REPORT

The names are looked for in REPORT, a text outside the project, and the hosts in the settings of pip, so that neither stands here.
"""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

PATHS = r"(?<![\w.:/~*-])/(?:wor[k]|tm[p]|hom[e]|roo[t]|User[s])(?:/|\b)"
REGISTRIES = r"\b(?:pyp[i]\.org|pythonhoste[d]\.org|anacond[a]\.org)\b"
FULL_NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]+)-([a-z]+)\b")  # family name, given name of two syllables


def main(report: Path) -> int:
    """Print each place where such a word stands; return 1 if there is one."""
    forbidden = [re.compile(pattern) for pattern in (PATHS, REGISTRIES, *hosts_of_pip())]
    forbidden += [re.compile(pattern, re.IGNORECASE) for pattern in names_in(report.read_text(encoding="utf-8"))]
    found = 0
    for file in files():
        if not file.is_file() or b"\0" in (content := file.read_bytes()):
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            for pattern in forbidden:
                if pattern.search(line):
                    print(f"{file.as_posix()}:{number}: a path, a host or a name that may not stand here")
                    found += 1
    return 1 if found else 0


def files() -> list[Path]:
    """Return the files in git and those that would be added."""
    listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], capture_output=True, check=True)
    return [Path(name) for name in listed.stdout.decode().split("\0") if name]


def names_in(report: str) -> list[str]:
    """Return patterns for the names of people in a text, however they are hyphenated or turned round."""
    patterns = []
    for family, first, second in sorted(set(FULL_NAME.findall(report))):
        patterns += [
            rf"\b{first}[- ]?{second}\b",
            rf"\bMrs?\.? {family}\b",
            rf"\b{family} {first}",
            rf"\b{second}[,]? {family}\b",
        ]
    if not patterns:
        raise SystemExit("no name was found in the report, so that none can be looked for")
    return patterns


def hosts_of_pip() -> list[str]:
    """Return patterns for the hosts that pip is set up with on this machine."""
    settings = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    hosts = {urlsplit(address).hostname for address in re.findall(r"https?://[^\s'\",]+", settings.stdout)}
    return [re.escape(host) for host in sorted(host for host in hosts if host and "." in host)]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
