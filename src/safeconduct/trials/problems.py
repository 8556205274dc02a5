"""The mistakes a file of tests can have, and the ways in which a lawbook can fail a test."""

from safeconduct.lawbook.problems import Code

CODES: dict[str, Code] = {
    "T001": Code("not a file of tests", "The first key is `tests of`, with the name of the lawbook; then `tests`, each by its name."),
    "T002": Code("case not found", "`case` is a mapping, a path from the file of tests, or the name of a case that came with the program."),
    "T003": Code("unknown procedure", "Ways and doors are told by procedures and remedies, named as the lawbook names them."),
    "T004": Code("not a citation", "An article is cited as in the lawbook: its short name and the article."),
    "T005": Code("nothing is expected", "A test says what must come out, under `expect` or, for one of its days, under `expect on`."),
    "T006": Code("day not asked", "`expect on` speaks of days that stand under `as of`."),
    "T101": Code("another answer", "The answer to the wish is ways, none, stopped, facts-missing or fulfilled."),
    "T102": Code("way not found", "Of the ways found, one must be as described."),
    "T103": Code("way found", "No way may be as described."),
    "T104": Code("door stands otherwise", "A procedure is open, filed, reachable, unknown, closed or unlawful for the person on that day."),
    "T105": Code("opening not found", "Where there is no way, the smallest changes that would open one are told."),
    "T106": Code("question", "What must be asked is asked, and what must not is not."),
    "T107": Code("article", "What must be cited is cited in a way or at a door that does not open, and what must not is not."),
}  # fmt: skip
