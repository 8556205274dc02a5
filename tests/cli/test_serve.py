"""`safeconduct serve` as it is started: what it refuses, and a whole visit over a real socket of this machine alone."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from safeconduct.cli.main import cli


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["missing.yaml"], "missing.yaml: there is no such file"),
        (["--vault", "missing.scase"], "missing.scase: there is no such file"),
        (["missing.yaml", "--vault", "missing.scase"], "either CASE or --vault"),
    ],
)
def test_what_cannot_be_served_is_said(monkeypatch, tmp_path, arguments, reason):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("safeconduct.cli.serve.keep_in", lambda: None)
    result = CliRunner().invoke(cli, ["serve", *arguments])
    assert result.exit_code == 2
    assert reason in result.output


@pytest.mark.parametrize(("keys", "reason"), [("nowhere", "there is no such folder"), ("a-file", "that is no folder")])
def test_a_folder_of_keys_that_is_not_there_is_said_not_to_be_there(monkeypatch, tmp_path, keys, reason):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").touch()
    for name in ("keep_in", "share"):
        monkeypatch.setattr(f"safeconduct.cli.serve_office.{name}", lambda: None)
    result = CliRunner().invoke(cli, ["serve", "--store", "postgresql:///none", "--keys", keys])
    assert result.exit_code == 2
    assert f"--keys {keys}: {reason}." in result.output


def begun() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "safeconduct.cli.main", "serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


def told_by(program: subprocess.Popen[str]) -> re.Match[str]:
    """Return the port and the path of the one-time address that a server prints."""
    assert program.stdout is not None
    program.stdout.readline()
    found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/enter/\S+)\n", program.stdout.readline())
    assert found is not None
    return found


def test_it_listens_on_this_machine_alone_and_ends_when_it_is_told_to():
    program = begun()
    try:
        found = told_by(program)
        port = int(found[1])
        with pytest.raises(ConnectionError), socket.create_connection(("127.0.0.2", port), timeout=5):
            pass  # on Linux all of 127.0.0.0/8 is this machine; bound is one address of it
        browser = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        browser.request("GET", found[2])
        answer = browser.getresponse()
        answer.read()
        cookie = answer.headers["set-cookie"].split(";")[0]
        assert answer.status == 303
        browser.request("GET", "/wishes", headers={"cookie": cookie})
        answer = browser.getresponse()
        answer.read()
        assert answer.status == 200
        assert answer.headers["server"] is None
        browser.close()
    finally:
        program.send_signal(signal.SIGINT)
        rest = program.communicate(timeout=60)
    assert program.returncode == 0
    assert rest == ("", "")


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="this system has no SIGPIPE")
def test_a_browser_that_goes_away_does_not_end_it():
    """Whoever writes to a connection that was closed gets SIGPIPE, which ends the commands that print."""
    program = begun()
    try:
        found = told_by(program)
        program.send_signal(signal.SIGPIPE)
        browser = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=30)
        browser.request("GET", found[2])
        answer = browser.getresponse()
        answer.read()
        browser.close()
        assert answer.status == 303
    finally:
        program.send_signal(signal.SIGINT)
        program.communicate(timeout=30)
