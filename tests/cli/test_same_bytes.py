"""The same case gives the same bytes, whatever order Python's hashes take."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from trying import PROFILE

SEEDS = ("0", "4711") if PROFILE == "quick" else ("0", "1", "4711")
PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("extra", [("--lang", "ko"), ("--json",)])
def test_the_answer_does_not_depend_on_the_hash_seed(extra):
    assert len({answer_with(seed, extra) for seed in SEEDS}) == 1


def answer_with(seed: str, extra: tuple[str, ...]) -> bytes:
    command = [sys.executable, "-m", "safeconduct.cli.main", "routes", "cases/former-official.yaml", *extra]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "src"}
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, check=True).stdout
