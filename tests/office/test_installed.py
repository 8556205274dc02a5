"""As it is installed: the program of its own, the proxy of examples/office with TLS before it, and a backup that opens only with the keys."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from office.offices import CASE, CONTACTS
from vault import server
from vault.vaults import REQUIRED

EXAMPLE = Path(__file__).parents[2] / "examples" / "office" / "nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
needs_nginx = pytest.mark.skipif(
    not (NGINX and shutil.which("openssl")) and not REQUIRED, reason="there is no nginx and openssl on this machine"
)
pytestmark = pytest.mark.xdist_group("postgres")


@pytest.fixture
def cheap():
    """Here passphrases cost what they cost."""


@pytest.fixture
def url(database):
    name = f"installed{time.monotonic_ns()}"
    run(database, "createdb", name)
    return database.url.replace("///postgres", f"///{name}")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("keys").mkdir(mode=0o700)
    Path("case.yaml").write_text(CASE)
    Path("contacts.yaml").write_text(CONTACTS)


def run(database, program: str, *arguments: str, given: bytes | None = None) -> bytes:
    found = Path(database.programs, program)
    command = [str(found), "-h", str(database.folder), "-U", server.USER, *arguments]
    return subprocess.run(command, check=True, capture_output=True, input=given).stdout


def said(url: str, *words: str) -> str:
    command = [sys.executable, "-m", "safeconduct.cli.main", "vault", "--store", url, "--keys", "keys", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def made(url: str) -> str:
    """Make a case and a caseload as the guide says; return the passphrase of the caseload."""
    words = {}
    for name, command in (("case", ("new", "K-07", "--role", "supervisor")), ("own", ("caseload", "new", "C-1"))):
        words[name] = re.search(r"passphrase.*\n    (.+)$", said(url, *command), re.MULTILINE)[1]
        Path(name).write_text(words[name])
    for kind in ("case", "contacts"):
        said(url, "add", "K-07", kind, "--from", f"{kind}.yaml", "--passphrase", "case")
    said(url, "caseload", "take", "C-1", "K-07", "--case-passphrase", "case", "--passphrase", "own")
    return words["own"]


@contextmanager
def serving(url: str, origin: str):
    command = ["serve", "--store", url, "--keys", "keys", "--origin", origin, "--port", "0", "--lang", "en"]
    process = subprocess.Popen(
        [sys.executable, "-m", "safeconduct.cli.main", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield int(re.search(r"127\.0\.0\.1:(\d+)", process.stdout.readline())[1])
    finally:
        process.terminate()
        rest = process.communicate(timeout=60)
    assert rest == ("", "")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@contextmanager
def proxied(port: int, upstream: int):
    """The proxy as the example sets it up; only its places and ports are others."""
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout cases.key -out cases.crt -subj /CN=cases.example.org -addext"
    subprocess.run([*command.split(), "subjectAltName=DNS:cases.example.org"], check=True, capture_output=True)
    text = (
        EXAMPLE.read_text().replace("127.0.0.1:8750", f"127.0.0.1:{upstream}").replace("listen 443", f"listen {port}")
    )
    here = Path.cwd()
    text = text.replace("/etc/ssl/safeconduct", str(here))
    Path("nginx.conf").write_text(
        f"worker_processes 1; daemon off; pid {here}/nginx.pid; user root;\nevents {{}}\nhttp {{\n"
        f"client_body_temp_path {here}/body; proxy_temp_path {here}/proxied;\n{text}}}\n"
    )
    process = subprocess.Popen([NGINX, "-p", str(here), "-c", str(here / "nginx.conf"), "-e", "/dev/null"])
    try:
        for _ in range(200):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


class Browser:
    def __init__(self, port: int) -> None:
        trusting = ssl.create_default_context(cafile="cases.crt")
        trusting.check_hostname = False  # it is reached by its number here
        self.http = http.client.HTTPSConnection("127.0.0.1", port, context=trusting, timeout=60)
        self.host, self.cookie = f"cases.example.org:{port}", ""

    def ask(self, method: str, path: str, **fields: str):
        headers = {"host": self.host, "cookie": self.cookie, "origin": f"https://{self.host}"}
        body = urlencode(fields) if method == "POST" else None
        self.http.request(method, path, body, headers | {"content-type": "application/x-www-form-urlencoded"})
        answer = self.http.getresponse()
        text = answer.read().decode()
        if answer.headers["set-cookie"]:
            self.cookie = answer.headers["set-cookie"].split(";")[0]
        return answer, text


@needs_nginx
def test_a_caseworker_comes_in_through_the_proxy_and_nothing_stays_on_the_disk(url):
    words, port = made(url), free_port()
    with serving(url, f"https://cases.example.org:{port}") as upstream, proxied(port, upstream):
        browser = Browser(port)
        answer, _ = browser.ask("POST", "/sign-in", name="C-1", passphrase=words)
        assert answer.status == 303
        answer, text = browser.ask("GET", "/today")
        assert answer.status == 200 and "K-07" in text
        assert answer.headers["strict-transport-security"]
        assert answer.headers["server"].startswith("nginx")
        token = re.search(r'name="token" value="([^"]*)"', text)[1]
        assert browser.ask("POST", "/open", token=token, number="K-07")[0].status == 303
        answer, text = browser.ask("GET", "/facts")
        assert answer.status == 200 and "mother" in text
        browser.host = "evil.test"
        assert browser.ask("GET", "/today")[0].status == 421
        browser.http.close()
        left = [path for path in Path.cwd().rglob("*") if path.is_file() and b"your mother" in path.read_bytes()]
        assert left == [Path.cwd() / "case.yaml"]


def test_a_backup_opens_with_the_keys_and_not_without_them(url, database):
    made(url)
    name = url.partition("///")[2].partition("?")[0]
    Path("backup.sql").write_bytes(run(database, "pg_dump", "-d", name))
    assert b"mother" not in Path("backup.sql").read_bytes()
    run(database, "dropdb", name)
    run(database, "createdb", name)
    run(database, "psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", name, given=Path("backup.sql").read_bytes())
    assert said(url, "caseload", "list", "C-1", "--passphrase", "own") == "K-07  supervisor\n"
    Path("keys").rename("keys-elsewhere")
    Path("keys").mkdir()
    with pytest.raises(subprocess.CalledProcessError) as refused:
        said(url, "caseload", "list", "C-1", "--passphrase", "own")
    assert "there is no key file keys/caseload-C-1.skey" in refused.value.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--origin", "https://cases.example.org"], "--keys FOLDER"),
        (["--keys", "keys"], "--origin https://"),
        (["--keys", "keys", "--origin", "http://cases.example.org"], "--origin https://"),
        (["--keys", "keys", "--origin", "https://cases.example.org/"], "--origin https://"),
        (["--keys", "keys", "--origin", "https://cases.example.org"], "cannot be reached"),
    ],
)
def test_what_cannot_be_served_is_said(arguments, reason):
    command = [sys.executable, "-m", "safeconduct.cli.main", "serve", "--store", "postgresql:///x?host=/nowhere"]
    ended = subprocess.run([*command, *arguments], capture_output=True, text=True)
    assert ended.returncode == 2
    assert reason in ended.stderr and "/nowhere" not in ended.stderr
