"""The program with its modules read, waiting: each run is a process of its own, copied from it, so that not every run reads them anew.

Run by itself it takes a line of JSON for each run, {arguments, environment, out, err}, and answers with a line: how the run ended.
"""

import importlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

MOST_SECONDS = 20  # of processor time: no aim, it stops work that grows with a power of the input
MOST_BYTES = 200_000_000  # of data that the process may hold at a time
PATIENCE = 60  # seconds on the wall
READ = "main inquiry routes why lawbook law letter_kinds show".split()


class Ended(NamedTuple):
    code: int
    out: str
    err: str


class Waiting:
    """`folder`: for what the runs print."""

    def __init__(self, program: subprocess.Popen[str], folder: Path) -> None:
        self.program, self.out, self.err = program, folder / "out", folder / "err"

    def run(self, arguments: list[str], environment: dict[str, str]) -> Ended:
        told = {"arguments": arguments, "environment": environment}
        assert self.program.stdin is not None and self.program.stdout is not None
        print(json.dumps({**told, "out": str(self.out), "err": str(self.err)}), file=self.program.stdin, flush=True)
        code = int(self.program.stdout.readline())
        return Ended(code, *(file.read_bytes().decode("utf-8", "replace") for file in (self.out, self.err)))


@contextmanager
def waiting(folder: Path, environment: dict[str, str]) -> Iterator[Waiting]:
    command = [sys.executable, __file__]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as program:
        yield Waiting(program, folder)
        program.stdin.close()


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def serve() -> None:
    """Do one run after another, until nobody asks any more."""
    for name in READ:
        importlib.import_module(f"safeconduct.cli.{name}")
    importlib.import_module("safeconduct.law.from_lawbook")
    for line in iter(sys.stdin.readline, ""):
        copied = os.fork()
        if not copied:
            return become(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(copied, 0)[1]), flush=True)
    return None


def become(arguments: list[str], environment: dict[str, str], out: str, err: str) -> None:
    """Be the command with these arguments, which prints into these files."""
    for place, file, mode in ((0, os.devnull, os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        os.dup2(os.open(file, mode | (os.O_CREAT | os.O_TRUNC if mode == os.O_WRONLY else 0), 0o600), place)
    os.environ.clear()
    os.environ.update(environment)
    signal.alarm(PATIENCE)
    limited()
    sys.argv = ["safeconduct", *arguments]
    from safeconduct.cli.main import main

    main()


if __name__ == "__main__":
    serve()
