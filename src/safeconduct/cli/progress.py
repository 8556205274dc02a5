"""How far a long command is, on the error stream of a terminal and nowhere else."""

import sys
from collections.abc import Callable
from typing import Any

import click


def progress() -> Callable[[str, int, int], None]:
    """Return what shows how far a stage is, on a terminal only."""
    if not sys.stderr.isatty():
        return lambda stage, done, known: None
    bars: dict[str, Any] = {}

    def show(stage: str, done: int, known: int) -> None:
        if stage not in bars:
            bars[stage] = click.progressbar(length=known, label=f"{stage:10}", file=sys.stderr, show_pos=True)
        bars[stage].update(done - bars[stage].pos)
        if done == known:
            bars.pop(stage).render_finish()

    return show
