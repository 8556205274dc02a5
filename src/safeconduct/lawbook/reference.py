"""The reference page of problem codes, made from `CODES`.

`python -m safeconduct.lawbook.reference` prints it; docs/reference/problems.md is its output.
"""

from safeconduct.lawbook.problems import CODES

PARTS = {"L0": "The text", "L1": "The form", "L2": "Conditions", "L3": "Names", "L4": "The law as a whole"}

INTRODUCTION = """\
# Problems of a lawbook

`safeconduct lawbook check PATH` shows every problem with its place, what was found, what was expected, how to repair it, and one of
these codes. A **warning** leaves the lawbook usable; every other problem is an error, and the lawbook is not used.

This page is made from the program (`python -m safeconduct.lawbook.reference`).
"""


def as_text() -> str:
    lines = [INTRODUCTION]
    for prefix, title in PARTS.items():
        lines.append(f"## {title}\n")
        for code, about in CODES.items():
            if code.startswith(prefix):
                mark = " (warning)" if about.severity == "warning" else ""
                lines.append(f"### {code}: {about.title}{mark}\n\n{about.explanation}\n")
    return "\n".join(lines)


if __name__ == "__main__":
    print(as_text(), end="")
