"""Misfits: rules that fit nobody, as problems of the lawbook."""

from collections.abc import Iterator

from safeconduct.law.from_lawbook import Checked
from safeconduct.law.model import Consequence, Definition, Law, Procedure
from safeconduct.lawbook.from_text import Text
from safeconduct.lawbook.model import Place
from safeconduct.lawbook.problems import CODES, Problem, expectation, problem_at
from safeconduct.trials.fitting import Fitted, Misfit

REPAIR = "Correct one of these lines; or write the one that is the exception under `unless` of the other."
OWN_LINES = {"in-force": "its dates in force", "opened": "its window", "once": "once at a time"}


def problems_of(result: Fitted, checked: Checked) -> Iterator[Problem]:
    """Yield a problem for each rule that fits nobody, with the fewest lines that show it and their articles.

    Rules of which the ordinary check says so already are left out.
    """
    assert checked.law is not None  # else there would be no result
    said = {problem.within for problem in checked.problems if problem.code in ("L416", "L417")}
    for misfit in result.misfits:
        rule = rule_of(misfit, checked.law)
        cite = rule.cite[0] if rule.cite else "no article"
        lines = [line_named(key, rule) for key in misfit.lines] if isinstance(rule, Procedure) else []
        why = f": {' and '.join(lines)} {'never hold together' if len(lines) > 1 else 'never holds'}" if lines else ""
        kind = "remedy" if misfit.section == "remedies" else misfit.section.removesuffix("s")
        within = f"{kind} {misfit.name} ({cite})"
        if within in said:
            continue
        yield problem_at(
            place_of(rule, checked.texts),
            "L418",
            f"'{misfit.name}' fits nobody as of {result.on}{why}",
            expectation("L418"),
            REPAIR,
            within,
            CODES["L418"].severity,
        )


def rule_of(misfit: Misfit, law: Law) -> Procedure | Consequence | Definition:
    match misfit.section:
        case "procedures":
            return law.procedures[misfit.name]
        case "remedies":
            return law.remedies[misfit.name].procedure
        case "consequences":
            return law.consequences[misfit.name]
        case _:
            return law.definitions[misfit.name][0]


def line_named(key: str, rule: Procedure) -> str:
    """Return the line that a key `owner#number` names, as written, with its article."""
    number = key.rpartition("#")[2]
    if not number.isdigit():
        return OWN_LINES.get(number, number)
    line = rule.conditions[int(number)]
    cite = line.cite or rule.cite
    return f"'{line.source}' ({cite[0] if cite else 'no article'})"


def place_of(rule: Procedure | Consequence | Definition, texts: dict[str, Text]) -> Place:
    """Return where the name of a rule stands; the law keeps its file and line only."""
    file, _, line = rule.place.rpartition(":")
    name = rule.name.rpartition(".")[2]
    shown = texts[file].line(int(line)) or ""
    return Place(file, int(line), max(shown.find(name), 0) + 1, len(name))


def summary(result: Fitted) -> str:
    """Return one line that says what was tried."""
    total = result.fit + len(result.misfits) + len(result.undecided)
    said = f"as of {result.on}: {total} rules tried on everybody the facts can describe; {result.fit} fit somebody"
    if result.misfits:
        said += f", {len(result.misfits)} fit nobody"
    if result.undecided:
        said += f"; too intricate to tell: {', '.join(result.undecided)}"
    return said
