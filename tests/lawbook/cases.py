"""The bad lawbooks: each a file that is a whole lawbook, or a part of the sample, with the exact message it gets."""

from datetime import date
from pathlib import Path

from safeconduct.law.from_lawbook import Checked, law_from_sources
from safeconduct.law.sources import MAIN, Source
from safeconduct.lawbook.problems import Problem, render
from safeconduct.trials.fitting import fitted
from safeconduct.trials.misfits import problems_of

HERE = Path(__file__).parent
BAD = HERE / "bad"
SAMPLE = HERE / "good" / "sample"
DAY = date(2020, 6, 1)

# Too large to keep as files.
MADE = {
    "L002-too-big": b"part of: sample\n" + b"# " + b"x" * 2_000_000 + b"\n",
    "L004-too-many-values": b"part of: sample\nprocedures:\n" + b"- a\n" * 200_000,
}


def names() -> list[str]:
    return sorted([*MADE, *(path.stem for path in BAD.glob("*.yaml"))])


def content_of(name: str) -> bytes:
    return MADE[name] if name in MADE else (BAD / f"{name}.yaml").read_bytes()


def sample() -> list[Source]:
    paths = sorted(SAMPLE.glob("*.yaml"), key=lambda path: (path.name != MAIN, path.name))
    return [Source(f"sample/{path.name}", "sample", path.name, path.read_bytes()) for path in paths]


def checked_with_sample(name: str, content: bytes) -> Checked:
    file = f"{name}.yaml"
    if content.startswith(b"lawbook:"):
        return law_from_sources([*sample(), Source(file, "bad", MAIN, content)])
    return law_from_sources([*sample(), Source(file, "sample", file, content)])


def own_problems(name: str, checked: Checked) -> list[Problem]:
    """Return the problems of the bad file; what its loss does to the sample's own rules is beside the point.

    Where the law can be used, the thorough check is made too, as of 1 June 2020.
    """
    thorough = [] if checked.law is None else list(problems_of(fitted(checked.law, DAY), checked))
    return [problem for problem in (*checked.problems, *thorough) if problem.file == f"{name}.yaml"]


def message(name: str) -> str:
    checked = checked_with_sample(name, content_of(name))
    text = checked.texts[f"{name}.yaml"]
    return "".join(render(problem, text.line(problem.line)) + "\n" for problem in own_problems(name, checked))
