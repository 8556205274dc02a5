"""Workers: what they find is what is found here, and what was dropped, died or was at fault holds nobody up and leaves nothing."""

import gc
import os
import signal
import subprocess
import sys
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from office import tasks
from office.offices import CASE, CONTACTS, ORIGIN, korea, without_tokens
from safeconduct.kept import papers
from safeconduct.kept.from_entries import history_of_text, person_of_text
from safeconduct.kept.outline import difference_in, outline_of, report_in
from safeconduct.office import workers
from safeconduct.office.app import app_of
from safeconduct.office.workers import Errands, FaultInWorkerError, Workers
from safeconduct.rules.model import Rules
from safeconduct.vault.refusals import BusyError, LockedError
from web.lived import DAY
from web.sites import isle

pytestmark = pytest.mark.xdist_group("postgres")

PATIENCE = 60


@pytest.fixture(autouse=True)
def found_before():
    """Here everything is worked out, by those whose work it is."""


@pytest.fixture(scope="module")
def two():
    made = Workers(isle(), 2)
    yield made
    made.close()


@pytest.fixture
def aside():
    with ThreadPoolExecutor() as pool:
        yield pool


def came(file: Path) -> bool:
    for _ in range(PATIENCE * 100):
        if file.exists():
            return True
        time.sleep(0.01)
    return False


def is_gone(process: int) -> bool:
    for _ in range(PATIENCE * 100):
        if not Path(f"/proc/{process}").exists():
            return True
        time.sleep(0.01)
    return False


def test_a_worker_has_the_law_and_what_it_is_given(two):
    assert Errands(two)(tasks.fingerprint, more="x") == isle().fingerprint + "x"
    assert Errands(two)(tasks.pid) != os.getpid()


def test_what_a_worker_finds_is_what_is_found_here():
    person = person_of_text(CASE, "case", korea())
    history = history_of_text(CONTACTS, "contacts", person, korea())
    given = (person, history, DAY)
    one = Workers(korea(), 1)
    try:
        found, report = Errands(one)(outline_of, *given), Errands(one)(report_in, *given)
        left = Errands(one)(tasks.left_of_a_case)
    finally:
        one.close()
    assert found == outline_of(korea(), *given)
    assert found.report == report == report_in(korea(), *given)
    assert left == 0, "nothing of a case stays where it was worked out"


def test_what_is_dropped_is_ended_and_another_worker_takes_its_place(two, aside, tmp_path):
    errands, other = Errands(two), Errands(two)
    begun = tmp_path / "begun"
    asked = aside.submit(errands, tasks.wait_for, begun, tmp_path / "never")
    assert came(begun)
    (busy,) = [turn.worker.process.pid for turn in two.turns]
    errands.drop()
    assert isinstance(asked.exception(PATIENCE), LockedError)
    assert is_gone(busy)
    assert other(tasks.pid) != busy and len(two.idle) == 2
    with pytest.raises(LockedError):
        errands(tasks.pid)


def test_what_waits_is_dropped_without_its_turn(two, aside, tmp_path):
    let = tmp_path / "let"
    busy = [aside.submit(Errands(two), tasks.wait_for, tmp_path / name, let) for name in "ab"]
    assert came(tmp_path / "a") and came(tmp_path / "b")
    errands = Errands(two)
    waiting = aside.submit(errands, tasks.wait_for, tmp_path / "c", let)
    while len(two.turns) < 3:
        time.sleep(0.01)
    errands.drop()
    assert isinstance(waiting.exception(PATIENCE), LockedError) and not (tmp_path / "c").exists()
    let.touch()
    assert [one.result(PATIENCE) for one in busy] == ["done", "done"]


def test_what_is_short_does_not_wait_for_what_is_long(two, aside, tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "LONG", (tasks.wait_at_length,))
    let = tmp_path / "let"
    long = [aside.submit(Errands(two), tasks.wait_at_length, tmp_path / name, let) for name in "ab"]
    while len(two.turns) < 2:
        time.sleep(0.01)
    short = aside.submit(Errands(two), tasks.pid)
    try:
        assert short.result(PATIENCE)
    finally:
        let.touch()
    assert [one.result(PATIENCE) for one in long] == ["done", "done"]


def test_a_worker_that_dies_is_told_and_replaced(two):
    for _ in range(3):
        with pytest.raises(BusyError):
            Errands(two)(tasks.die)
    assert Errands(two)(tasks.fingerprint, "") == isle().fingerprint


def test_a_fault_is_told_without_a_word_of_the_case(capfd):
    one = Workers(isle(), 1)
    try:
        with pytest.raises(FaultInWorkerError):
            Errands(one)(tasks.fail)
    finally:
        one.close()
    said = capfd.readouterr().err
    assert "ValueError at tasks.py" in said and "CANARY" not in said


def test_a_worker_dumps_no_core(two):
    assert not Errands(two)(tasks.dumps_cores)


def test_workers_end_with_a_server_that_was_killed(tmp_path):
    code = (
        "import time\nfrom office import tasks\nfrom web.sites import isle\nfrom safeconduct.office.workers import Workers, Errands\n"
        "from pathlib import Path\nimport sys\nif __name__ == '__main__':\n    made = Workers(isle(), 1)\n"
        "    print(made.idle[0].process.pid, flush=True)\n    Errands(made)(tasks.wait_for, Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    script = tmp_path / "server.py"
    script.write_text(code)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(script), str(tmp_path / "begun"), str(tmp_path / "never")]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    worker = int(server.stdout.readline())
    assert came(tmp_path / "begun")
    server.send_signal(signal.SIGKILL)
    server.wait()
    server.stdout.close()
    assert is_gone(worker)


def test_what_takes_seconds_is_known_as_long():
    assert difference_in in workers.LONG and outline_of not in workers.LONG


# --- the pages of an office with workers ------------------------------------------------------------------------------


@pytest.fixture
def staffed(full):
    """The caseload with the case K-07, whose pages are worked out by workers."""
    made = Workers(korea(), 2)
    full.office = full.office._replace(workers=made)
    full.app = app_of(full.office, ORIGIN)
    yield full
    made.close()


def test_the_pages_are_the_same_whoever_works_them_out(full, staffed):
    here, there = full.browser(), staffed.browser()
    here.sign_in()
    here.post("/open", number="K-07")
    here.sitting.desk.elsewhere = None
    there.sign_in()
    there.post("/open", number="K-07")
    assert there.sitting.desk.elsewhere is not None
    for path in ("/contacts", "/contact", "/letters", "/consents", "/facts"):
        one, other = here.get(path), there.get(path)
        assert one.status_code == other.status_code == 200
        assert without_tokens(one.text) == without_tokens(other.text), path


@pytest.mark.parametrize("way", ["/lock", "/leave"])
def test_ending_a_sitting_ends_what_is_worked_out_for_it(staffed, aside, tmp_path, way):
    browser = staffed.browser()
    browser.sign_in()
    browser.post("/open", number="K-07")
    desk, made = browser.sitting.desk, staffed.office.workers
    asked = aside.submit(desk.work, tasks.wait_for, tmp_path / "begun", tmp_path / "never")
    assert came(tmp_path / "begun")
    (busy,) = [turn.worker.process.pid for turn in made.turns]
    browser.post(way)
    assert isinstance(asked.exception(PATIENCE), LockedError)
    assert is_gone(busy) and desk.is_locked


def test_a_worker_that_dies_leaves_the_page_to_be_asked_again(staffed, monkeypatch):
    monkeypatch.setattr(papers, "outline_of", tasks.die_of_it)
    browser = staffed.browser()
    browser.sign_in()
    browser.post("/open", number="K-07")
    answer = browser.get("/contacts")
    assert answer.status_code == 409 and "please try again" in answer.text
    monkeypatch.undo()
    assert browser.get("/contacts").status_code == 200


def test_of_cases_that_were_put_back_nothing_is_left(staffed):
    numbers = [f"K-{number}" for number in range(10, 15)]
    for number in numbers:
        staffed.case(number)
        staffed.hold("C-1", number)
    browser = staffed.browser()
    browser.sign_in()
    left, objects = [], []
    for number in numbers:
        browser.post("/open", number=number)
        assert browser.get("/contacts").status_code == 200
        desk = browser.sitting.desk
        left += [weakref.ref(one) for one in (desk, desk.keeping, desk.keeping.vault, desk.papers().now)]
        del desk
        gc.collect()
        objects.append(len(gc.get_objects()))
    browser.sitting.put_back()
    gc.collect()
    assert [one() for one in left] == [None] * len(left)
    assert objects[-1] < objects[1] + 1_000, "a case that lies open takes the place of the one before"


def test_an_open_case_keeps_no_rules(staffed):
    browser = staffed.browser()
    browser.sign_in()
    browser.post("/open", number="K-07")
    before = kept_of(Rules)
    browser.get("/contacts")
    browser.get("/contact")
    assert kept_of(Rules) == before


def kept_of(kind: type) -> int:
    gc.collect()
    return sum(isinstance(one, kind) for one in gc.get_objects())


@pytest.mark.parametrize("task", [tasks.find_what_cannot_be_sent, tasks.leave])
def test_what_cannot_be_sent_or_would_end_the_worker_is_a_fault_like_others(two, task, capfd):
    before = Errands(two)(tasks.pid), Errands(two)(tasks.pid)
    with pytest.raises(FaultInWorkerError):
        Errands(two)(task)
    assert Errands(two)(tasks.pid) in before
    assert "CANARY" not in "".join(capfd.readouterr())


def test_a_worker_that_dies_as_it_starts_holds_up_nobody(monkeypatch):
    few = Workers(isle(), 1)
    few.idle[0].end()
    few.idle = [None]
    monkeypatch.setattr(workers, "work", tasks.die)
    monkeypatch.setattr(few, "law", bytes(3_000_000))  # more than a pipe takes that nobody reads
    with pytest.raises(BusyError):
        Errands(few)(tasks.pid)
    monkeypatch.undo()
    assert Errands(few)(tasks.pid) != os.getpid()
    few.close()


@pytest.mark.parametrize("fault", [MemoryError, RuntimeError])
def test_a_fault_while_a_worker_is_started_leaves_nobody_waiting(monkeypatch, fault):
    few = Workers(isle(), 2)
    try:
        ended, few.idle = few.idle, [None, None]
        for worker in ended:
            worker.end()
        real = workers.Worker

        def failing(law):
            raise fault

        monkeypatch.setattr(workers, "Worker", failing)
        for _ in range(3):  # more often than there are workers
            with pytest.raises(fault):
                Errands(few)(tasks.pid)
            assert few.turns == [] and few.idle == [None, None]
        monkeypatch.setattr(workers, "Worker", real)
        assert Errands(few)(tasks.pid)
    finally:
        few.close()


def test_a_fault_while_a_worker_is_replaced_leaves_its_place(monkeypatch):
    few = Workers(isle(), 2)
    try:
        real = workers.find_fresh

        def failing(law):
            raise MemoryError

        monkeypatch.setattr(workers, "find_fresh", failing)
        with pytest.raises(MemoryError):
            Errands(few)(tasks.die)
        monkeypatch.setattr(workers, "find_fresh", real)
        assert few.turns == [] and few.idle.count(None) == 1 and len(few.idle) == 2
    finally:
        few.close()


def test_a_process_to_which_the_law_cannot_be_sent_is_ended(monkeypatch):
    begun = []
    real = workers.SPAWN.Process

    def process(**named):
        begun.append(real(**named))
        return begun[0]

    def full(*_):
        raise MemoryError

    monkeypatch.setattr(workers.SPAWN, "Process", process)
    monkeypatch.setattr("multiprocessing.connection.Connection.send_bytes", full)
    with pytest.raises(MemoryError):
        workers.Worker(b"")
    assert begun[0].exitcode is not None
