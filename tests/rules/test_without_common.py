"""Lawbooks that stand alone: no fact says where the person is or whose national they are."""

import pytest

from safeconduct.cli.inquiry import inquiry_of
from safeconduct.navigator import navigate
from safeconduct.routes.model import NoRoute

BOOK = """\
lawbook: isle
title: {en: The isle, ko: 섬}
country: XX
version: "1"
covers: {en: all, ko: 전부}
omits: {en: nothing, ko: 없음}
countries: {XX: {en: the isle, ko: 섬}}
statutes: {섬법: {en: Isle Act, ko: 섬법, texts: none, kind: practice}}
facts:
  ashore: {en: is ashore, ko: 뭍에 있다, absent: false}
procedures:
  swim:
    title: {en: Swim, ko: 헤엄치기}
    says: {en: It is forbidden., ko: 금지되어 있습니다.}
    cite: 섬법
    kind: offence
    exposure: [{order: XX, to: self, level: prison, cite: 섬법, en: prison, ko: 징역}]
    effects: {ashore: true}
"""
CASE = """\
case: swimmer
as of: 2026-11-22
facts: [{fact: ashore, value: false}]
wishes: [ashore]
"""


@pytest.mark.parametrize("never", ["", "never: [unlawful]\n", "never: [{unlawful: [XX]}]\n"])
def test_an_offence_is_no_way_where_nothing_says_whose_law_binds(tmp_path, never):
    (tmp_path / "isle").mkdir()
    (tmp_path / "isle" / "lawbook.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "case.yaml").write_text(CASE + never, encoding="utf-8")
    inquiry = inquiry_of(tmp_path / "case.yaml", tmp_path / "isle", None)
    (answered,) = navigate(inquiry.law, inquiry.person).answered
    assert isinstance(answered.solution, NoRoute)
