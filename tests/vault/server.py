"""A PostgreSQL of our own in a folder, reached by a socket in it, that can be killed and started again."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

USER = "postgres"


def programs() -> Path | None:
    """Return the folder with `initdb` and `postgres`, or None if there is no server on this machine."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found).resolve().parent if found else debian[-1].parent if debian else None


class Server:
    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        self.as_user = {"user": USER, "group": USER} if os.geteuid() == 0 else {}  # a server refuses to run as root
        if self.as_user:
            shutil.chown(folder, USER, USER)
        command = [
            str(programs / "initdb"),
            "-D",
            str(folder / "data"),
            "-U",
            USER,
            "-A",
            "trust",
            "--no-locale",
            "--no-sync",
            "-E",
            "UTF8",
        ]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **self.as_user)
        self.url = f"postgresql:///postgres?host={folder}&user={USER}"
        self.start()

    def start(self) -> None:
        data = str(self.folder / "data")
        command = [str(self.programs / "postgres"), "-D", data, "-k", str(self.folder), "-c", "listen_addresses="]
        command += [
            "-c",
            "fsync=off",
        ]  # what a killed process had written is written: only a machine without power forgets
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            start_new_session=True,
            **self.as_user,
        )
        for _ in range(600):
            try:
                psycopg.connect(self.url).close()
                return
            except psycopg.OperationalError:
                assert self.process.poll() is None, "the server does not start"
                time.sleep(0.05)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """Kill the server and every process it started, at once; its lock file stays."""
        started = children_of(self.process.pid)
        for one in (self.process.pid, *started):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self.process.wait()
        while any(Path(f"/proc/{one}").exists() for one in started):
            time.sleep(0.01)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait()


@contextmanager
def running() -> Iterator[Server]:
    """A server until the block ends; its folder has a short name, as sockets need."""
    found = programs()
    assert found is not None
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        started = Server(found, Path(folder))
        try:
            yield started
        finally:
            started.stop()


def children_of(parent: int) -> list[int]:
    """Return the processes that a process started, from what Linux tells of all of them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(stat.parent.name))
    return found
