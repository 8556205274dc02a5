"""`safeconduct lawbook check`: every problem of a lawbook, as its author repairs it."""

from pathlib import Path

from safeconduct.cli.folders import folders_of
from safeconduct.law.from_lawbook import Checked, law_from_folders
from safeconduct.law.shelf import lawbook_folder
from safeconduct.lawbook.from_text import text_from_file
from safeconduct.lawbook.model import Mapping, Scalar, Sequence
from safeconduct.lawbook.problems import Problem, in_order, render, visible


def check(path: Path) -> int:
    """Print the problems of the lawbook in a folder, or of every lawbook in its subfolders, and how many there are.

    Books that it `uses` are read with it, from beside it or from those that came with the program, and their own problems are not shown.
    Returns 2 when there is an error, else 0; warnings are no errors.
    """
    folders = folders_of(path)
    checked = law_from_folders([*folders, *used_folders(folders)])
    shown = tuple(f"{folder.as_posix()}/" for folder in folders)
    own = in_order(p for p in checked.problems if p.file.startswith(shown) or p.file in {f.as_posix() for f in folders})
    others = [p for p in checked.problems if p.severity == "error" and p not in own]
    for problem in own:
        print(shown_problem(problem, checked), end="\n\n")
    if others and not own:
        print(shown_problem(others[0], checked), end="\n\n")
    print(closing_line(own, others, [folder.as_posix() for folder in folders]))
    return 2 if any(p.severity == "error" for p in checked.problems) else 0


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


def shown_problem(problem: Problem, checked: Checked) -> str:
    text = checked.texts.get(problem.file)
    return render(problem, text.line(problem.line) if text else None)


def closing_line(own: list[Problem], others: list[Problem], folders: list[str]) -> str:
    errors = sum(problem.severity == "error" for problem in own)
    warnings = len(own) - errors
    said = f"{counted(errors, 'error')}, {counted(warnings, 'warning')} in {', '.join(folders)}"
    if others:
        said += f"; and {counted(len(others), 'error')} in the books used"
    return visible(said)


def counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'s' * (number != 1)}"
