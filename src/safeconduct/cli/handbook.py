"""`safeconduct lawbook docs` and `coverage`: the lawbooks as pages to read, and what they cover of which law."""

import shutil
import tempfile
from pathlib import Path

import click

from safeconduct.cli.inquiry import law_of, stop
from safeconduct.handbook.coverage import all_rules, coverage_of, read_catalogue
from safeconduct.handbook.from_law import handbook_of
from safeconduct.handbook.html import GENERATOR, pages_of
from safeconduct.law.shelf import lawbook_folder

CATALOGUE = "coverage.txt"


def write_handbook(path: Path | None, into: Path, lang: str) -> None:
    """Write the handbook of lawbooks into a folder, which appears whole or not at all.

    into: a folder that does not exist, is empty, or holds an earlier handbook; anything else is left alone and said
    """
    if not may_be_replaced(into):
        stop(f"{into}: there is something else than a handbook in this folder. Name another one.")
    pages = list(pages_of(handbook_of(law_of(path), lang)))
    parent = into.resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{into.name}-", dir=parent))
    try:
        made.chmod(0o755)
        for name, text in pages:
            (made / name).write_text(text, encoding="utf-8")
        if into.exists():
            shutil.rmtree(into)
        made.rename(into)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    click.echo(f"{into / 'index.html'}: {len(pages)} pages.")


def may_be_replaced(into: Path) -> bool:
    if into.is_symlink() or (into.exists() and not into.is_dir()):
        return False
    if not into.exists() or not any(into.iterdir()):
        return True
    index = into / "index.html"
    ours = index.is_file() and GENERATOR in index.read_text(encoding="utf-8", errors="replace")[:2_000]
    return ours and all(file.suffix == ".html" and file.is_file() for file in into.iterdir())


def show_coverage(book: str, texts: Path | None, lawbooks: Path | None) -> None:
    """Print what a lawbook covers, as Markdown: procedure by procedure, article by article.

    texts: folder of statutes, to name the articles on which no rule rests; without it these are not listed
    """
    law = law_of(lawbooks)
    if book not in law.books:
        stop(f"there is no lawbook '{book}'. There are: {', '.join(law.books)}.")
    catalogue = (lawbooks or lawbook_folder()) / book / CATALOGUE
    listed = read_catalogue(catalogue.read_text(encoding="utf-8")) if catalogue.is_file() else ()
    known = all_rules(law)
    unknown = [name for entry in listed for name in entry.rules if name not in known]
    if unknown:
        stop(f"{CATALOGUE} names rules that do not exist: {', '.join(unknown)}.")
    click.echo(coverage_of(law, book, listed, texts), nl=False)
