"""A letter as plain text: the Korean as it is handed in, and below each part what it says in the person's language."""

from safeconduct.answers.columns import clean, wrapped
from safeconduct.letters.model import Letter, Role

WIDTH = 80
ITEM = "  - "
BESIDE = "    | "  # before what is there for the person only


def text_of(letter: Letter, lang: str, width: int = WIDTH) -> str:
    """Return the letter in lines of at most `width` columns. `lang`: the person's language beside the Korean; "ko": Korean alone."""
    lines: list[str] = []
    for row in letter.rows:
        mark = ITEM if row.role is Role.ITEM else ""
        if not mark:
            lines.append("")
        first, *rest = wrapped(clean(row.words.ko), width - len(mark))
        lines += [mark + first, *(" " * len(mark) + line for line in rest)]
        if lang != "ko":
            lines += [BESIDE + line for line in wrapped(clean(row.words.en), width - len(BESIDE))]
    return "\n".join(lines).lstrip("\n") + "\n"
