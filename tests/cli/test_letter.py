"""`safeconduct letter` and `safeconduct calendar`: files for their owner alone, and messages that say what to repair."""

import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from safeconduct.cli import main
from safeconduct.cli.main import cli
from safeconduct.letters.model import Kind
from safeconduct.terms.extras import how_to_install

CASE = "cases/former-official-today.yaml"
ABOUT = ("--about", "kr.contact-report(mother)")
CONSENTS = """consents of: former-official-today
consents:
  - facts: [male, "home(KR)"]
    to: kr.minister-of-unification
    matter: "kr.contact-report(mother)"
    given: 2020-01-01
    until: 9998-12-31
"""


def run(*arguments: str):
    return CliRunner().invoke(cli, [*arguments])


@pytest.fixture
def consents(tmp_path: Path) -> str:
    file = tmp_path / "consents.yaml"
    file.write_text(CONSENTS, encoding="utf-8")
    return str(file)


def test_the_command_offers_every_kind_there_is():
    assert list(main.LETTERS.choices) == [kind.value for kind in Kind]


def test_without_consents_a_letter_tells_no_fact():
    outcome = run("letter", CASE, "receipt-demand", *ABOUT, "--lang", "en")
    assert outcome.exit_code == 0
    assert (
        "행정절차법 제17조제4항" in outcome.stdout
        and "사실관계" not in outcome.stdout
        and "어머니" not in outcome.stdout
    )
    assert "Facts of the case in this letter: none." in outcome.stderr
    assert "A person must read and sign it." in outcome.stderr


def test_with_consents_it_tells_what_they_cover(consents):
    outcome = run("letter", CASE, "receipt-demand", *ABOUT, "--lang", "ko", "--consents", consents)
    assert "사실관계\n  - 남성이다\n  - 대한민국에 주소가 있다 (2002년 6월 1일부터)\n" in outcome.stdout


def test_a_fact_outside_the_consents_is_refused_and_nothing_is_written(consents, tmp_path):
    out = tmp_path / "letter.docx"
    outcome = run(
        "letter", CASE, "receipt-demand", *ABOUT, "--consents", consents, "--fact", "passport", "--out", str(out)
    )
    assert outcome.exit_code == 2 and outcome.stdout == "" and not out.exists()
    assert "no consent covers this today, to that authority, in that matter: passport." in outcome.stderr


@pytest.mark.parametrize("form", ["txt", "docx"])
def test_a_file_is_for_its_owner_alone_and_never_written_over(form, tmp_path):
    out = tmp_path / f"letter.{form}"
    assert run("letter", CASE, "receipt-demand", *ABOUT, "--out", str(out)).exit_code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    before = out.read_bytes()
    again = run("letter", CASE, "objection", *ABOUT, "--out", str(out))
    assert again.exit_code == 2 and "is there already" in again.stderr and out.read_bytes() == before


def test_a_pdf_without_a_korean_font_is_refused(monkeypatch, tmp_path):
    from safeconduct.letters import pdf

    monkeypatch.setattr(pdf, "FONTS", ("A font that nobody has",))
    outcome = run("letter", CASE, "receipt-demand", *ABOUT, "--out", str(tmp_path / "letter.pdf"))
    assert outcome.exit_code == 2 and "has no Korean font" in outcome.stderr and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("application", "--about", "no such thing"), "no procedure is called"),
        (("application", "--about", "contact"), "may mean several"),
        (("application", "--about", "visit"), "  kr.north-visit-approval: Ask for approval to visit the North"),
        (("application", "--about", "leave the country"), "Near to it:\n"),
        (
            ("objection", "--about", "kr.north-visit-approval", "--by", "information-objection"),
            "These do:\n  kr.petition-objection(kr.north-visit-approval): ",
        ),
        (("objection", *ABOUT, "--by", "kr.refugee-objection"), "does not carry this letter about"),
        (("application", *ABOUT, "--out", "letter.odt"), "a letter is written as .txt, .docx, .pdf"),
    ],
)
def test_what_cannot_be_written_is_a_mistake_of_the_input(arguments, said):
    outcome = run("letter", CASE, *arguments)
    assert outcome.exit_code == 2 and said in outcome.stderr and outcome.stdout == ""


def test_what_no_letter_can_be_about_is_told_with_what_it_could():
    outcome = run("letter", CASE, "objection", "--about", "travel-north-with-approval")
    assert outcome.exit_code == 2 and outcome.stdout == ""
    assert "No letter can be written about it. 'objection' is for " in outcome.stderr
    assert "procedures, such as:\n  kr.north-visit-approval: " in outcome.stderr


def test_mistakes_in_the_consents_are_shown_with_their_lines(tmp_path):
    file = tmp_path / "consents.yaml"
    file.write_text(CONSENTS.replace("former-official-today", "somebody-else"), encoding="utf-8")
    outcome = run("letter", CASE, "receipt-demand", *ABOUT, "--consents", str(file))
    assert outcome.exit_code == 2 and ":1:14: [C002] consents of 'somebody-else'" in outcome.stderr


def test_a_calendar_calls_the_case_by_its_number():
    outcome = run("calendar", CASE, "--number", "K-07", "--lang", "en", "--alarm", "2")
    assert outcome.exit_code == 0
    assert "SUMMARY:K-07: next step" in outcome.stdout and "TRIGGER:-P2D" in outcome.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--number", "Kim"), "one capital letter and digits"),
        (("--number", "K-07", "--way", "9Z"), "there is no such way"),
    ],
)
def test_what_cannot_be_a_calendar_is_a_mistake_of_the_input(arguments, said):
    outcome = run("calendar", CASE, *arguments)
    assert outcome.exit_code == 2 and said in outcome.stderr and outcome.stdout == ""


@pytest.mark.parametrize(
    ("form", "module", "library", "extra"),
    [("docx", "word", "docx", "letters"), ("pdf", "pdf", "typst", "typst")],
)
def test_a_library_that_is_not_there_is_named_with_how_to_get_it(form, module, library, extra, monkeypatch, tmp_path):
    monkeypatch.delitem(sys.modules, f"safeconduct.letters.{module}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    outcome = run("letter", CASE, "receipt-demand", *ABOUT, "--out", str(tmp_path / f"letter.{form}"))
    assert outcome.exit_code == 2 and not list(tmp_path.iterdir())
    assert f"this needs {library}: {how_to_install(extra)}." in outcome.stderr


def test_a_calendar_takes_cover_words_from_the_command_or_the_environment():
    command = ("calendar", CASE, "--number", "K-07", "--lang", "en")
    asked = run(*command, "--cover", " Water   the plants ")
    assert "SUMMARY:Water the plants\r\n" in asked.stdout_bytes.decode() and "K-07" not in asked.stdout
    named = CliRunner().invoke(cli, command, env={"SAFECONDUCT_COVER": "Water the plants"})
    assert named.stdout_bytes == asked.stdout_bytes


@pytest.mark.parametrize("words", ["x" * 41, "a\u202eb", "a\x1b]b"])
def test_cover_words_are_few_and_plain(words):
    outcome = run("serve", "--cover", words)
    assert outcome.exit_code == 2 and "at most 40 ordinary characters" in outcome.stderr


CONTACTS = "cases/contacts/former-official-today.yaml"
VISIT = ("letter", CASE, "competence", "--about", "kr.north-visit-approval", "--lang", "en")


def went_in_circles(tmp_path: Path) -> str:
    """Two offices that said of the visit that another is in charge."""
    file = tmp_path / "contacts.yaml"
    matter = "{matter: visit, with: exchange, on: 2027-01-08, by: letter, answer: extension"
    hop = "{matter: visit, with: families, on: 2027-01-07, by: call, answer: disclaimer, to: exchange}\n  - "
    file.write_text(Path(CONTACTS).read_text(encoding="utf-8").replace(matter, hop + matter), encoding="utf-8")
    return str(file)


def test_a_letter_that_asks_who_is_in_charge_names_the_offices_of_the_contacts(tmp_path):
    consents = tmp_path / "consents.yaml"
    consents.write_text(CONSENTS.replace("kr.contact-report(mother)", "kr.north-visit-approval"), encoding="utf-8")
    outcome = run(*VISIT, "--contacts", went_in_circles(tmp_path), "--consents", str(consents))
    assert outcome.exit_code == 0, outcome.stderr
    assert "이산가족납북자과 (2027년 1월 7일)" in " ".join(outcome.stdout.split()), outcome.stderr
    assert "left for you to fill in" not in outcome.stderr


@pytest.mark.parametrize(
    ("contacts", "why"),
    [
        (None, "--contacts FILE names them"),
        (
            CONTACTS,
            "by the contacts no office said in this matter that another is in charge. Offices did in "
            "“which division decides about visiting the mother” (--about kr.question-on-practice).",
        ),
        (went_in_circles, "no consent covers this today"),
    ],
)
def test_where_the_offices_are_left_to_fill_in_the_reason_is_said(tmp_path, contacts, why):
    file = contacts(tmp_path) if callable(contacts) else contacts
    outcome = run(*VISIT, *(["--contacts", file] if file else []))
    assert outcome.exit_code == 0, outcome.stderr
    assert "이산가족납북자과" not in outcome.stdout
    assert f"The offices are left for you to fill in: {why}" in outcome.stderr


def test_the_offices_of_the_contacts_that_came_with_the_program_stand_in_the_letter_about_the_question(tmp_path):
    consents = tmp_path / "consents.yaml"
    agreed = CONSENTS.replace("kr.contact-report(mother)", "kr.question-on-practice")
    consents.write_text(agreed.replace("kr.minister-of-unification", "kr.the-agency-concerned"), encoding="utf-8")
    about = ("--about", "kr.question-on-practice", "--contacts", CONTACTS, "--consents", str(consents))
    outcome = run("letter", CASE, "competence", *about, "--lang", "ko")
    told = "".join(outcome.stdout.split())
    for office in ("자립지원과(2026년11월23일)", "인도지원과(2026년11월25일)", "이산가족납북자과(2026년12월4일)"):
        assert office in told, outcome.stderr
    assert "교류협력과(2026년12월16일)" in told and "비워 두었습니다" not in outcome.stderr


def test_the_notes_beside_a_korean_letter_are_korean():
    outcome = run(*VISIT[:-1], "ko", "--contacts", CONTACTS)
    assert "이 문서에 담긴 사실: 없음." in outcome.stderr and "(--about kr.question-on-practice)" in outcome.stderr
    assert "Made by" not in outcome.stderr and "The offices" not in outcome.stderr


@pytest.mark.parametrize(("lang", "said"), [("en", "A relative visits the South"), ("ko", "가족")])
def test_titles_that_are_listed_have_words_in_their_slots(lang, said):
    outcome = run("letter", CASE, "application", "--about", "visit" if lang == "en" else "접촉", "--lang", lang)
    assert outcome.exit_code == 2 and said in outcome.stderr and "{" not in outcome.stderr


@pytest.mark.parametrize("command", [("letter",), ("vault", "letter")])
def test_the_help_says_that_korean_alone_is_handed_in(command):
    assert "Korean alone, as it is handed in" in " ".join(run(*command, "--help").stdout.split())
