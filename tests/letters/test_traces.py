"""Letters and calendars are made in memory: nothing is fetched, started or written, and the hash seed changes no byte."""

import subprocess
import sys

from letters.drafts import CASE

PROGRAM = """
import sys
from datetime import date
from pathlib import Path

from safeconduct.answers.setting import setting_of
from safeconduct.cli.inquiry import inquiry_of
from safeconduct.letters.agenda import Reminder, Sort
from safeconduct.letters.consent import Consent
from safeconduct.letters.from_case import letter_of
from safeconduct.letters.ics import ics_of
from safeconduct.letters.model import Kind
from safeconduct.letters.text import text_of
from safeconduct.letters.word import word_of
from safeconduct.letters import pdf
from safeconduct.rules.from_law import compile_rules

inquiry = inquiry_of(Path(sys.argv[1]), None, None)
compiled = compile_rules(inquiry.law, inquiry.person)
setting = setting_of(inquiry.law, inquiry.person, compiled.rules, compiled.goals)
facts = ("male", "home(KR)", "parent(mother)", "alive(mother)")
consents = tuple(
    Consent(facts, to, "kr.contact-report(mother)", date(2020, 1, 1), date(2040, 1, 1)) for to in setting.law.authorities
)


def no_trace(event, arguments):
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if writes or event.partition(".")[0] in ("socket", "subprocess", "tempfile") or event in ("os.mkdir", "os.system"):
        raise AssertionError(event)


sys.addaudithook(no_trace)
made = [ics_of([Reminder("K-07", sort, date(2026, 12, 1)) for sort in Sort], "ko", 1)]
for kind in Kind:
    letter = letter_of(kind, "kr.contact-report(mother)", setting, consents, date(2026, 11, 26))
    made += [text_of(letter, "en").encode(), word_of(letter, "en")]
    if set(pdf.FONTS) & set(pdf.fonts().families()):
        made.append(pdf.pdf_of(letter, "en"))
sys.stdout.buffer.write(b"".join(made))
"""


def test_nothing_leaves_the_memory_and_the_bytes_are_the_same_under_another_hash_seed():
    made = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(CASE)], env={"PYTHONHASHSEED": seed}, capture_output=True, check=False
        )
        for seed in ("1", "4242")
    ]
    assert [one.stderr.decode() for one in made] == ["", ""]
    assert made[0].stdout == made[1].stdout and b"BEGIN:VCALENDAR" in made[0].stdout
