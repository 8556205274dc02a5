"""The checked law, kept beside its fingerprint, so that an unchanged lawbook is not read again.

Only lawbooks are kept here, never anything about a person.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from msgspec import DecodeError, ValidationError, msgpack

from safeconduct import __version__
from safeconduct.law.model import Law
from safeconduct.law.sources import Source, fingerprint_of, sources_in
from safeconduct.lawbook.problems import Problem

FORMAT = 1  # of the kept bytes; the law's own form is covered by the program's bytes
DIGEST = sha256().digest_size
MOST_BYTES = 100_000_000
PACKAGE = Path(__file__).resolve().parents[1]


def load_law(folders: Iterable[Path]) -> Law | list[Problem]:
    """Return the law of lawbook folders, in this order, or every problem of all their files.

    A kept law is used when every byte of the lawbooks and of the program that checked them is the same. A kept file that is
    damaged, foreign or of another form is passed over and written anew; a cache folder that cannot be written is no problem.
    """
    sources, problems = sources_in(folders)
    if problems:
        return problems
    kept = cache_folder() / f"{key_of(sources)}.law"
    law = read(kept)
    if law is not None:
        return law
    from safeconduct.law.from_lawbook import law_from_sources  # needs the YAML parser, which a kept law does not

    checked = law_from_sources(sources)
    if checked.law is None:
        return checked.problems
    write(kept, checked.law)
    return checked.law


def cache_folder() -> Path:
    """Return `safeconduct/law` in the user's cache folder: XDG_CACHE_HOME if absolute, else `~/.cache`."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not named.is_absolute():
        with suppress(RuntimeError):
            named = Path.home() / ".cache"
    return named / "safeconduct" / "law"


def key_of(sources: list[Source]) -> str:
    """Return the fingerprint of the lawbooks, of the version, and of the program that reads and checks them."""
    digest = sha256(f"{FORMAT}:{__version__}:{fingerprint_of(sources)}".encode())
    with suppress(OSError):  # a program in an archive has its version only
        for package in ("law", "lawbook", "terms"):
            for path in sorted((PACKAGE / package).glob("*.py")):
                digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def read(kept: Path) -> Law | None:
    """Return a kept law, or None when there is none or anything about it is off."""
    try:
        with open(os.open(kept, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as stream:
            if hasattr(os, "getuid") and os.fstat(stream.fileno()).st_uid != os.getuid():
                return None
            content = stream.read(MOST_BYTES)
        digest, payload = content[:DIGEST], content[DIGEST:]
        if sha256(payload).digest() != digest:
            return None
        return msgpack.decode(payload, type=Law)
    except (OSError, DecodeError, ValidationError, RecursionError):
        return None


def write(kept: Path, law: Law) -> None:
    """Keep a law, all of it or nothing; readable by this user only."""
    import tempfile  # slow, and not needed where a law is kept already

    payload = msgpack.encode(law)
    with suppress(OSError):
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=kept.parent, prefix=".")  # made with mode 0600
        try:
            with open(handle, "wb") as stream:
                stream.write(sha256(payload).digest() + payload)
            os.replace(unfinished, kept)
        except OSError:
            os.unlink(unfinished)
            raise
