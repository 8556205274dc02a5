"""Nothing is written but what the user named: every opening for writing is watched from within the program, and every folder looked through afterwards.

What the program keeps for itself is the law it has read, in the cache; nothing of a case is in it (tests/law/test_cache.py).
"""

import http.client
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest

from korean_font import needs_korean_font

ROOT = Path(__file__).parents[2]
CASE, CONTACTS = ROOT / "cases/contact-refused.yaml", ROOT / "cases/contacts/former-official-today.yaml"
ABOUT = ("--about", "kr.contact-report(mother)")
# a process that is forked and runs no other program is watched like the one it was forked from
WATCH = """
import os, sys
log = open(os.environ["WATCH_LOG"], "a", buffering=1)
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.move", "shutil.rmtree"}
OUTSIDE = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect", "socket.bind", "tempfile.mkstemp", "tempfile.mkdtemp"}
def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        if writes and not isinstance(path, int):
            log.write(f"write {os.fsdecode(path)}\\n")
    elif event in CHANGES:
        log.write(f"write {arguments[0]}\\n")
    elif event in OUTSIDE:
        log.write(f"{event} {arguments[1] if event.startswith('socket') else arguments[0]}\\n")
sys.addaudithook(watch)
from safeconduct.cli.main import main
main()
"""


class House:
    """An empty home, cache, folder for temporary files and folder to work in, each of its own."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder, self.cache = folder, cache
        for name in ("home", "temporary", "work"):
            (folder / name).mkdir()
        self.log = folder / "log"
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder / "home"),
            "XDG_CACHE_HOME": str(cache),
            "TMPDIR": str(folder / "temporary"),
            "WATCH_LOG": str(self.log),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
            "LC_ALL": "C.UTF-8",
        }

    def command(self, *arguments: object) -> list[str]:
        return [sys.executable, "-c", WATCH, *map(str, arguments)]

    def run(self, *arguments: object, typed: str = "") -> str:
        ran = subprocess.run(
            self.command(*arguments),
            cwd=self.folder / "work",
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def noted(self) -> list[str]:
        """Return what was opened for writing outside of the cache, and whatever reached out of the program, since the last look."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        work, aside = str(self.folder / "work"), (str(self.cache), "/dev/")
        outside = (line for line in lines if not line.partition(" ")[2].startswith(aside))
        return sorted({line.replace(f"{work}/", "") for line in outside})

    def files(self) -> set[str]:
        """Return every file there is now, the cache aside."""
        found = (path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file())
        return {path.as_posix() for path in found} - {"log"}


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    """Where all tests keep the law that was read."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def house(tmp_path, cache) -> House:
    return House(tmp_path, cache)


def test_what_is_kept_in_the_cache_is_the_law(house):
    house.run("routes", CASE)
    kept = [path for path in house.cache.rglob("*") if path.is_file()]
    assert kept and all(path.suffix == ".law" for path in kept)
    assert not [path for path in kept if b"contact-refused" in path.read_bytes()]


@pytest.mark.parametrize(
    "command",
    [
        ("routes", CASE),
        ("reach", CASE),
        ("why", CASE, "kr.contact-report"),
        ("letter", CASE, "application", *ABOUT),
        ("calendar", CASE, "--number", "K-07"),
        ("contacts", CASE.with_name("former-official-today.yaml"), CONTACTS),
        ("export", CASE),
        ("law", "count", "90 days", "2026-06-03"),
        ("lawbook", "names"),
        ("lawbook", "check", ROOT / "lawbooks" / "common"),
    ],
)
def test_a_command_that_prints_writes_nothing(house, command):
    assert house.run(*command)
    assert house.noted() == []
    assert house.files() == set()


def test_an_interview_writes_the_case_file_that_was_named_and_nothing_else(house):
    house.run("ask", "case.yaml", "--as-of", "2026-11-22", typed="21\n\ns\n")
    assert house.files() == {"work/case.yaml"}
    assert [line for line in house.noted() if not re.match(r"write \.?case\.yaml", line)] == []


@pytest.mark.parametrize("form", [".txt", ".docx", pytest.param(".pdf", marks=needs_korean_font)])
def test_a_letter_is_made_in_memory_and_written_where_it_was_asked_for(house, form):
    house.run("letter", CASE, "application", *ABOUT, "--out", f"letter{form}")
    assert house.files() == {f"work/letter{form}"}
    assert house.noted() == [f"write .letter{form}.writing"]  # then it gets its name


def test_a_vault_is_written_where_it_was_asked_for(house):
    printed = house.run("vault", "new", "K-07.scase")
    found = re.search(r"^Your passphrase.*\n    (.+)$", printed, re.MULTILINE)
    assert found
    (house.folder / "work/words").write_text(found[1] + "\n")
    as_me = ("--passphrase", "words")
    house.run("vault", "add", "K-07.scase", "case", "--from", CASE, *as_me)
    house.run("vault", "routes", "K-07.scase", *as_me)
    house.run("vault", "show", "K-07.scase", *as_me)
    house.run("vault", "rotate", "K-07.scase", *as_me)
    house.run("vault", "export", "K-07.scase", "parcel", *as_me)
    assert house.files() == {f"work/{name}" for name in ("K-07.scase", "K-07.skey", "words", "parcel")}
    outside = [line for line in house.noted() if not re.match(r"write \.?(K-07\.s(case|key)|parcel)", line)]
    assert outside == []


def test_the_pages_write_nothing_and_listen_on_this_machine_alone(house):
    program = subprocess.Popen(
        house.command("serve", CASE, "--lang", "en"),
        cwd=house.folder / "work",
        env=house.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        program.stdout.readline()
        visit(program.stdout.readline().strip())
    finally:
        program.send_signal(signal.SIGINT)
        program.communicate(timeout=30)
    assert house.files() == set()
    assert [line for line in house.noted() if not line.startswith("socket.bind ('127.0.0.1', 0)")] == []


def visit(address: str) -> None:
    """Come in, look at every page, change something, and leave."""
    host, _, secret = address.removeprefix("http://").partition("/")
    there = http.client.HTTPConnection(host, timeout=600)
    there.request("GET", f"/{secret}")
    came = there.getresponse()
    came.read()
    cookie = str(came.getheader("set-cookie")).split(";")[0]
    token = ""
    for place in ("/facts", "/ways", "/way/1A", "/ask", "/compare", "/gone"):
        there.request("GET", place, headers={"cookie": cookie})
        page = there.getresponse()
        text = page.read().decode()
        assert page.status in (200, 303)
        token = next(iter(re.findall(r'name="token" value="([^"]+)"', text)), token)
    fields = urlencode({"token": token, "way": ["1A", "1B"]}, doseq=True)
    sent = {"cookie": cookie, "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
    there.request("POST", "/compare", body=fields, headers={**sent, "origin": f"http://{host}"})
    assert there.getresponse().status == 303
    there.close()


def test_a_write_that_nobody_named_is_noticed(house):
    """So the others can fail: a command that is told to write elsewhere."""
    house.run("calendar", CASE, "--number", "K-07", "--out", house.folder / "temporary" / "x.ics")
    assert house.files() == {"temporary/x.ics"}
    assert house.noted() == [f"write {house.folder}/temporary/.x.ics.writing"]
