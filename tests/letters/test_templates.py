"""Templates are data: every slot is filled, every blank is an invitation to fill it, and nothing in them is run."""

import re

import pytest

from letters.drafts import MATTER, TODAY, setting
from safeconduct.law.model import Words
from safeconduct.law.shelf import lawbook_folder
from safeconduct.lawbook.from_text import text_from_bytes
from safeconduct.letters.from_case import letter_of
from safeconduct.letters.model import Kind, Role
from safeconduct.letters.template import FOLDER, ITSELF, TemplateError, template_from_text, template_of
from safeconduct.letters.wording import PHRASES, say

ONE = """letter: receipt-demand
title: {en: T, ko: 제목}
carried by:
  kr.demand-receipt: {to: concerned, en: a receipt, ko: 접수증}
body:
  - {en: "BODY", ko: 본문}
"""


def read(source: str):
    return template_from_text(text_from_bytes(source.encode(), "t.yaml"))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_template_of_its_own(kind):
    assert template_of(kind).kind is kind


def test_no_template_is_without_a_kind():
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_every_procedure_a_template_names_is_in_the_lawbook(kind):
    written = "\n".join(path.read_text(encoding="utf-8") for path in sorted((lawbook_folder() / "kr").glob("*.yaml")))
    for carrier in template_of(kind).carriers:
        if carrier.procedure != ITSELF:
            assert re.search(rf"^  {re.escape(carrier.procedure.removeprefix('kr.'))}:$", written, re.MULTILINE)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("BODY", "{filed}"), "nothing fills the slot 'filed'"),
        (("BODY", "{matter|은/을}"), "no pair of particles"),
        (("body:", "blanks:\n  filed: {en: '[day]', ko: '[날]'}\nbody:"), "stands in no sentence"),
        (("to: concerned", "to: whoever"), "'to' is one of"),
        (("title: {en: T, ko: 제목}\n", ""), "'title' is missing"),
        (("body:", "loop: x\nbody:"), "unknown key 'loop'"),
        (("en: T", "en: [T]"), "a text belongs here"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused(change, said):
    with pytest.raises(TemplateError, match=re.escape(said)):
        read(ONE.replace(*change))


def test_what_fills_a_slot_is_never_read_as_a_slot():
    details = {"filed": Words("{matter} {0.__class__}", "{matter|을/를} ''.__class__.__mro__")}
    letter = letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (), TODAY, details=details)
    told = "\n".join(row.words.ko for row in letter.rows)
    assert "{matter|을/를} ''.__class__.__mro__" in told


def test_a_detail_that_no_blank_asks_for_is_a_mistake():
    with pytest.raises(KeyError):
        letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (), TODAY, details={"nothing": Words("x", "x")})


def test_a_phrase_without_its_slot_is_a_mistake():
    with pytest.raises(KeyError):
        say("to")


def test_no_korean_sentence_leaves_the_particle_to_the_reader():
    sentences = [words.ko for words in PHRASES.values()]
    for kind in Kind:
        template = template_of(kind)
        sentences += [words.ko for words in (template.title, *template.body, *template.blanks.values())]
        sentences += [carrier.wanted.ko for carrier in template.carriers]
    assert not [one for one in sentences if re.search(r"[을은이과로]\(|\([으이]\)", one)]


def test_every_letter_begins_by_saying_that_a_person_must_read_and_sign_it():
    letter = letter_of(Kind.RECEIPT_DEMAND, MATTER, setting(), (), TODAY)
    assert letter.rows[0].role is Role.NOTICE
    assert "읽" in letter.rows[0].words.ko and "서명" in letter.rows[0].words.ko
