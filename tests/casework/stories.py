"""Histories for tests: a few units, one matter, and the contacts of the test, read as a file is."""

from functools import cache

from safeconduct.casework.from_yaml import history_from_text
from safeconduct.casework.model import History
from safeconduct.cli.folders import folders_of
from safeconduct.law.cache import load_law
from safeconduct.law.from_lawbook import law_from_sources
from safeconduct.law.model import Law
from safeconduct.law.shelf import lawbook_folder
from safeconduct.law.sources import MAIN, Source, sources_in
from safeconduct.lawbook.from_text import text_from_bytes

HEAD = """
contacts of: somebody
as of: 2027-12-31
units:
  a: {en: Division A, ko: 가과, agency: ministry}
  b: {en: Division B, ko: 나과, agency: ministry}
  c: {en: Division C, ko: 다과, agency: ministry}
  d: {en: Division D, ko: 라과, agency: ministry}
  other: {en: another ministry, ko: 다른 부처, agency: other-ministry}
  desk: {en: the petition room, ko: 민원실, agency: ministry, desk: true}
"""


@cache
def law() -> Law:
    """Return the Korean law, all days together."""
    loaded = load_law(folders_of(lawbook_folder()))
    assert isinstance(loaded, Law)
    return loaded


@cache
def law_with(extra: str) -> Law:
    """Return the Korean law with one more file of the book."""
    sources, problems = sources_in(folders_of(lawbook_folder()))
    assert not problems
    book = next(one for one in sources if one.name == MAIN and one.content.startswith(b"lawbook: kr"))
    added = Source(f"{book.file.removesuffix(MAIN)}extra.yaml", book.folder, "extra.yaml", extra.encode())
    checked = law_from_sources([*sources, added])
    assert checked.law is not None, checked.problems
    return checked.law


def text_of(matter: str, *contacts: str) -> str:
    lines = "\n".join(f"  - {{matter: m, {one}}}" for one in contacts)
    return f"{HEAD}matters:\n  m: {{en: a matter, ko: 사안, {matter}}}\ncontacts:\n{lines}\n"


def history(matter: str, *contacts: str, under: Law | None = None) -> History:
    """Return the history of one matter; each contact is the inside of its braces, without the matter."""
    read = history_from_text(text_from_bytes(text_of(matter, *contacts).encode(), "contacts.yaml"), under or law())
    assert isinstance(read, History), [problem.found for problem in read]
    return read
