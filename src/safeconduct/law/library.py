"""Libraries of statutes: every text of a source that a folder or the history of a git checkout holds."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from safeconduct.law.git_texts import history_of, is_checkout
from safeconduct.law.texts import Version, newest, versions_of

Library = Callable[
    [str], list[Version]
]  # from the path of a source, `국적법/법률`, to its texts, oldest promulgation first
INSIDE = ("", "kr/")  # where the folders of statutes stand below the folder that is named


def library_of(texts: Path, sources: Iterable[str]) -> Library:
    """Return the library of a folder of statutes, or of a git checkout of them with its history.

    sources: the sources that will be asked for; git looks for all of them in one walk

    A git checkout is read through `git` on this machine: no request is made, nothing in it is run, its working files are not read.
    Raises `git_texts.NoHistoryError` when git cannot read it.
    """
    if is_checkout(texts):
        wanted = {source: [f"{inside}{path}" for inside in INSIDE for path in names_of(source)] for source in sources}
        found = history_of(texts, [f"{path}.md" for paths in wanted.values() for path in paths])
        return lambda source: _living([found.get(f"{path}.md", []) for path in wanted[source]])
    return lru_cache(maxsize=None)(lambda source: _in_folder(texts, source))


def names_of(source: str) -> list[str]:
    """Return the names under which a source may be kept: where a dead statute of the same name has taken `법률`, the living is `법률(법률)`.

    >>> names_of("헌법재판소법/법률")
    ['헌법재판소법/법률', '헌법재판소법/법률(법률)']
    """
    folder, _, name = source.rpartition("/")
    return [source, f"{folder}/{name}({name})"]


def _in_folder(texts: Path, source: str) -> list[Version]:
    return _living([versions_of(texts, f"{inside}{path}") for inside in INSIDE for path in names_of(source)])


def _living(found: list[list[Version]]) -> list[Version]:
    """Return, of the texts under several names, those under the name that was promulgated last."""
    last = newest(version for versions in found for version in versions)
    return next((versions for versions in found if last in versions), [])
