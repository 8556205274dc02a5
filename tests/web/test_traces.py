"""What the pages of a case leave on this machine: the vault, and nothing else (properties 38 and 39)."""

import os
import subprocess
import sys

import pytest

from korean_font import needs_korean_font
from web.lived import consents_of, vault_with

CANARY = "zqxcanaryjv"

PROGRAM = """
import logging
import os
import sys
import warnings
from pathlib import Path

logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
warnings.simplefilter("always")

from web.lived import NOTED, VISIT, opened, HOME, MINISTER

file, canary = Path(sys.argv[1]), sys.argv[2]
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
touched = []


def watch(event, arguments):
    if event == "open" and not isinstance(arguments[0], int):
        mode, flags = arguments[1], arguments[2]
        writes = set(mode) & set("wax+") if isinstance(mode, str) else flags & WRITING
        path = Path(os.fsdecode(arguments[0]))
        if writes and path.parent != file.parent and not str(path).startswith("/dev/"):
            touched.append(f"{event} {path}")
    elif event in ("os.mkdir", "os.rename", "os.link", "os.symlink", "subprocess.Popen", "os.system", "socket.connect"):
        touched.append(f"{event} {arguments!r}"[:200])
    elif event.startswith("tempfile."):
        touched.append(event)


site = opened(file)
site.get("/contacts")  # so that nothing is read for the first time any more
sys.addaudithook(watch)
words = {name: canary for name in ("matter_new", "unit_new", "agency_new", "receipt", "words", "officer")}
stamp = str(site.desk.kept.contacts.number)
assert site.post("/contact", **{**NOTED, **words, "filed": "yes", "stamp": stamp}).headers["location"] == "/contacts"
for place in ("/contacts", "/contact", "/letters", "/consents", "/log", "/receipt", "/shared", "/facts"):
    assert site.get(place).status_code == 200, place
assert canary in site.get("/contacts").text
site.post("/contact", **{**NOTED, **words, "day": canary})
site.post("/consents", fact=[HOME], to=MINISTER, matter=VISIT, until="2027-05-01")
site.post("/letter", kind="application", about=VISIT)
for form in sys.argv[3:]:
    assert site.post("/download", form=form).status_code == 200, form
assert site.post("/sent", number="0").status_code == 303
assert site.post("/withdraw", number="0").status_code == 303
assert site.post("/calendar", case="K-7").status_code == 200


def broken():
    raise ValueError(canary)


site.desk.papers = broken
assert site.get("/contacts").status_code == 500
site.post("/lock")
print("\\n".join(touched))
"""


@pytest.mark.parametrize("forms", [("txt", "docx"), pytest.param(("pdf",), marks=needs_korean_font)])
def test_no_word_of_a_case_is_logged_and_nothing_is_written_beside_the_vault(tmp_path, forms):
    folder, elsewhere = tmp_path / "vault", tmp_path / "home"
    folder.mkdir()
    elsewhere.mkdir()
    file = vault_with(folder / "K-07.scase", consents=consents_of("home(KR)"))
    paths = os.pathsep.join(one for one in sys.path if one)
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file), CANARY, *forms],
        env={
            **os.environ,
            "PYTHONPATH": paths,
            "HOME": str(elsewhere),
            "TMPDIR": str(elsewhere),
            "XDG_CACHE_HOME": str(elsewhere),
        },
        capture_output=True,
        text=True,
        check=False,
        cwd=elsewhere,
    )
    assert told.returncode == 0, told.stderr[-3000:]
    assert told.stdout.strip() == ""
    assert "a fault of the program: ValueError" in told.stderr
    assert CANARY not in told.stderr
    assert sorted(one.name for one in folder.iterdir()) == ["K-07.scase", "K-07.skey"]
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or CANARY.encode() not in path.read_bytes()
