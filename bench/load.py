"""A day at an organisation: 50 caseworkers at once, 2,000 cases in one PostgreSQL, the server over loopback.

    make load

Prints how long signing in and the today screen take, first with pauses between what people do, then without; how much memory the server
has in use over what would be an hour; and how fast entries are written beside plain inserts in the same run. The server, PostgreSQL and the
fifty visitors share the processors of this machine.
"""

import argparse
import http.client
import random
import re
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, quantiles
from urllib.parse import urlencode

import psycopg

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from organisation import ORIGIN, Served, Worker, make_office, served, settings_of, without_argon2
from safeconduct.vault.files import create_files
from safeconduct.vault.model import Role
from safeconduct.vault.places import InDatabase, Place, key_file_of
from vault import server

PAUSES = (20.0, 60.0)  # seconds between two pages of one person
LOOKS = 10  # at today by one person in an hour; every third time a case is opened, every sixth a contact noted
AT_ONCE = 4  # visitors without pauses
EVENTS = 500
CONTENT = b"x" * 900
NOTED = {
    "matter": "new",
    "matter_new": "a question",
    "kind": "clock:kr.question-on-practice",
    "unit": "new",
    "unit_new": "Exchange Division",
    "agency_new": "ministry",
    "by": "letter",
    "answer": "none",
}


class Browser:
    """One caseworker's browser: keeps its cookie and the token of the last page."""

    def __init__(self, port: int, worker: Worker, draw: random.Random) -> None:
        self.worker, self.draw = worker, draw
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie, self.page = "", ""
        self.times: dict[str, list[float]] = {}

    def ask(self, method: str, path: str, called: str, **fields: str) -> int:
        headers = {"host": ORIGIN.partition("://")[2], "cookie": self.cookie, "sec-fetch-site": "same-origin"}
        body = None
        if method == "POST":
            headers |= {"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
            body = urlencode({"token": self.found("token"), **fields})
        begun = time.perf_counter()
        self.http.request(method, path, body, headers)
        answer = self.http.getresponse()
        text = answer.read().decode()
        self.times.setdefault(called, []).append(time.perf_counter() - begun)
        if answer.headers["set-cookie"]:
            self.cookie = answer.headers["set-cookie"].split(";")[0]
        if answer.status == 200:
            self.page = text
        if answer.status not in (200, 303):
            raise AssertionError(f"{method} {path}: {answer.status}")
        return answer.status

    def found(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return found[1] if found else ""

    def sign_in(self) -> None:
        self.ask("POST", "/sign-in", "sign in", name=self.worker.name, passphrase=self.worker.passphrase)
        self.ask("GET", "/today", "first today")

    def look(self, rest: Callable[[], None]) -> None:
        """Look at today; every third time open a case, and in every other one of these note a contact; go back."""
        self.ask("GET", "/today", "today")
        rest()
        if self.draw.random() >= 1 / 3:
            return
        self.ask("POST", "/open", "open a case", number=self.draw.choice(self.worker.numbers))
        self.ask("GET", "/contacts", "its contacts")
        rest()
        if self.draw.random() < 0.5:
            self.ask("GET", "/contact", "the form for a contact")
            rest()
            day = datetime.now(UTC).astimezone().date().isoformat()
            self.ask("POST", "/contact", "note a contact", stamp=self.found("stamp"), day=day, **NOTED)
            self.ask("GET", "/today", "today, after a contact")
            rest()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--workers", type=int, default=50)
    asked.add_argument("--cases", type=int, default=2_000)
    asked.add_argument("--looks", type=int, default=4, help="at today by each caseworker, with pauses")
    asked.add_argument("--hours", type=float, default=1.0, help="simulated without pauses")
    given = asked.parse_args()
    with server.running() as database, tempfile.TemporaryDirectory() as folder:
        run(database.url, Path(folder), given.workers, given.cases, given.looks, given.hours)


def run(url: str, keys: Path, workers: int, cases: int, looks: int, hours: float) -> dict[str, list[float]]:
    """Print everything; return the times of all requests with pauses, in seconds, by what was asked for."""
    print(f"PostgreSQL: {settings_of(url)}")
    begun = time.process_time()
    staff = make_office(url, keys, workers, cases)
    print(
        f"{cases:,} cases in {workers} caseloads, made in {time.process_time() - begun:.0f} processor seconds of this process"
    )
    with served(url, keys) as serving:
        browsers = [Browser(serving.port, worker, random.Random(worker.name)) for worker in staff]
        print(
            f"memory before anybody came: {serving.memory:.0f} MB of the server, {serving.memory_of_workers:.0f} MB of its workers"
        )
        used = used_by(serving)
        together(browsers, Browser.sign_in)
        show("all signed in at once", browsers)
        print(f"  {used_since(used, serving)}")
        times = with_pauses(browsers, looks, serving)
        without_pauses(browsers, hours, serving)
        for one in browsers:
            one.http.close()
    show_writing(url, keys)
    return times


def with_pauses(browsers: list[Browser], looks: int, serving: Served) -> dict[str, list[float]]:
    for one in browsers:
        one.times = {}
    begun, used = time.perf_counter(), used_by(serving)
    together(browsers, lambda one: with_rests(one, looks))
    passed = time.perf_counter() - begun
    show(f"{len(browsers)} caseworkers at once, {PAUSES[0]:.0f} to {PAUSES[1]:.0f} s between two pages", browsers)
    times = times_of(browsers)
    count = sum(map(len, times.values()))
    print(f"  {count:,} requests in {passed:.0f} s; {used_since(used, serving)}")
    return times


def with_rests(browser: Browser, looks: int) -> None:
    def rest() -> None:
        time.sleep(browser.draw.uniform(*PAUSES))
        browser.http.close()  # a server keeps no idle connection for ever

    rest()  # nobody begins in the same second as everybody else
    for _ in range(looks):
        browser.look(rest)


def without_pauses(browsers: list[Browser], hours: float, serving: Served) -> None:
    """Do what all would do in so many hours, as fast as it goes, a few at a time; print the memory in use meanwhile."""
    looks = int(LOOKS * hours)
    for one in browsers:
        one.times = {}
    memory, lock = [], threading.Lock()
    begun, used = time.perf_counter(), used_by(serving)

    def work(share: list[Browser]) -> None:
        for _ in range(looks):
            for one in share:
                one.look(lambda: None)
                one.http.close()  # its turn comes again in minutes
                with lock:
                    memory.append(serving.memory)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(work, [browsers[place::AT_ONCE] for place in range(min(AT_ONCE, len(browsers)))]))
    passed = time.perf_counter() - begun
    show(
        f"what {len(browsers)} do in {hours:g} hour ({LOOKS} looks at today each), {AT_ONCE} at a time without pauses",
        browsers,
    )
    count = requests_of(browsers)
    print(f"  {count:,} requests in {passed:.0f} s ({count / passed:.0f}/s); {used_since(used, serving)}")
    tenths = [memory[len(memory) * at // 10 : len(memory) * (at + 1) // 10] for at in range(10)]
    print(
        f"  memory of the server, tenth by tenth: {', '.join(f'{mean(one):.0f}' for one in tenths if one)} MB;"
        f" of its workers {serving.memory_of_workers:.0f} MB at the end"
    )


def used_by(serving: Served) -> tuple[float, float]:
    return serving.seconds, serving.seconds_of_workers


def used_since(before: tuple[float, float], serving: Served) -> str:
    answering, working = (now - then for now, then in zip(used_by(serving), before, strict=True))
    return f"processor seconds: {answering:.1f} of the server, {working:.1f} of its workers"


def together(browsers: list[Browser], do: Callable[[Browser], None]) -> None:
    with ThreadPoolExecutor(len(browsers)) as pool:
        list(pool.map(do, browsers))


def times_of(browsers: Iterable[Browser]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for one in browsers:
        for name, times in one.times.items():
            found.setdefault(name, []).extend(times)
    return found


def requests_of(browsers: Iterable[Browser]) -> int:
    return sum(len(times) for one in browsers for times in list(one.times.values()))


def show(title: str, browsers: Iterable[Browser]) -> None:
    print(title)
    for name, times in times_of(browsers).items():
        cuts = quantiles(times, n=20, method="inclusive") if len(times) > 1 else times * 19
        print(f"  {name:<24} {len(times):>6,} times  p50 {cuts[9] * 1000:>7,.0f} ms  p95 {cuts[18] * 1000:>7,.0f} ms")


# --- writing -----------------------------------------------------------------------------------------------------------


def show_writing(url: str, keys: Path) -> None:
    """Print how many entries a second are written, each on the disk before the next, beside the same bytes as plain rows."""
    with tempfile.TemporaryDirectory() as folder, psycopg.connect(url, autocommit=True) as base:
        base.execute("CREATE TABLE plain (number bigserial PRIMARY KEY, content bytea)")
        plain = sqlite3.connect(Path(folder, "plain.db"), isolation_level=None)
        plain.execute("PRAGMA synchronous = EXTRA")
        plain.execute("PRAGMA locking_mode = EXCLUSIVE")
        plain.execute("CREATE TABLE event (number INTEGER PRIMARY KEY, content BLOB)")
        rates = {
            "vault in PostgreSQL": writing_to(InDatabase(url, "K-999999", keys)),
            "plain PostgreSQL": rate(lambda: base.execute("INSERT INTO plain (content) VALUES (%s)", (CONTENT,))),
            "vault in SQLite": writing_to(Path(folder, "K-1.scase")),
            "plain SQLite": rate(lambda: plain.execute("INSERT INTO event (content) VALUES (?)", (CONTENT,))),
        }
        plain.close()
    print(f"{EVENTS} entries of {len(CONTENT)} bytes, each on the disk before the next")
    for name, events in rates.items():
        print(f"  {name:<24} {events:>7,.0f} events/s")


def writing_to(place: Place) -> float:
    with without_argon2():
        vault = create_files(place, key_file_of(place), "me", Role.PERSON, "", datetime.now(UTC))
    found = rate(lambda: vault.add("note", CONTENT, datetime.now(UTC)))
    vault.lock()
    vault.store.close()
    return found


def rate(write: Callable[[], object]) -> float:
    begun = time.perf_counter()
    for _ in range(EVENTS):
        write()
    return EVENTS / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
