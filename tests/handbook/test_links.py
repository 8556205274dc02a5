"""What leads to what, on a lawbook small enough to know the answer."""

from pathlib import Path

import pytest

from safeconduct.cli.inquiry import law_of
from safeconduct.handbook.diagram import LINES, diagram_of, lines_of
from safeconduct.handbook.from_law import handbook_of
from safeconduct.handbook.links import web_of

ISLAND = """\
lawbook: isle
title: {en: The isle, ko: 섬}
country: XX
version: "1"
covers: {en: all, ko: 전부}
omits: {en: nothing, ko: 없음}
countries:
  XX: {en: the isle, ko: 섬}
  XY: {en: the mainland, ko: 본토}
statutes:
  섬법: {en: Isle Act, ko: 섬법, texts: none, kind: practice}
authorities:
  harbour: {en: the harbour, ko: 항만}
counting:
  default: plain
  plain: {first day: out, closed days: stay, month end: last}
facts:
  at(country): {en: "is in {country}", ko: "{country}에 있다", absent: false, one of: country}
  ticket: {en: has a ticket, ko: 표가 있다, absent: false}
  banned: {en: is banned, ko: 금지되어 있다, absent: false}
definitions:
  may_leave: {when: [ticket, not banned], cite: 섬법, en: may leave, ko: 떠날 수 있다}
procedures:
  buy: {title: {en: Buy a ticket, ko: 표 사기}, says: {en: x, ko: x}, cite: 섬법, kind: act, conditions: [at(XX)], effects: {ticket: true}}
  sail: {title: {en: Sail, ko: 항해}, says: {en: x, ko: x}, cite: 섬법, kind: act, conditions: [may_leave], effects: {at(XY): true}}
  come-home: {title: {en: Come home, ko: 귀가}, says: {en: x, ko: x}, cite: 섬법, kind: act, conditions: [at(XY)], effects: {at(XX): true}}
  pardon:
    title: {en: Pardon, ko: 사면}
    says: {en: x, ko: x}
    cite: 섬법
    conditions: [banned]
    receives: harbour
    decides: harbour
    decision: discretion
    within: {period: days(9), cite: 섬법}
    effects: {banned: false}
  thank: {title: {en: Thank, ko: 감사}, says: {en: x, ko: x}, cite: 섬법, kind: act, conditions: ['granted("pardon")'], effects: {ticket: true}}
consequences:
  ban: {title: {en: Ban, ko: 금지}, cite: 섬법, when: [at(XY), ticket], effects: {banned: true}}
"""


@pytest.fixture(scope="module")
def law(tmp_path_factory):
    book = tmp_path_factory.mktemp("books") / "isle"
    book.mkdir()
    (book / "lawbook.yaml").write_text(ISLAND, encoding="utf-8")
    return law_of(Path(book))


@pytest.mark.parametrize(
    ("rule", "before"),
    [
        ("isle.buy", ("isle.come-home",)),
        ("isle.sail", ("isle.buy", "isle.thank", "isle.pardon")),  # through the definition; banned must end
        ("isle.come-home", ("isle.sail",)),  # not what leads to another country
        ("isle.pardon", ("isle.ban",)),
        ("isle.thank", ("isle.pardon",)),
        ("isle.ban", ("isle.sail", "isle.buy", "isle.thank")),
    ],
)
def test_what_leads_to_a_rule(law, rule, before):
    assert sorted(web_of(law).before[rule]) == sorted(before)


def test_after_is_before_the_other_way_round(law):
    web = web_of(law)
    assert {(a, b) for b, found in web.before.items() for a in found} == {
        (a, b) for a, found in web.after.items() for b in found
    }


def test_a_diagram_holds_the_rule_and_its_neighbours_and_nothing_overlaps(law):
    entries = {entry.name: entry for chapter in handbook_of(law, "en").chapters for entry in chapter.entries}
    drawn = diagram_of(entries["isle.sail"])
    assert [box.title for box in drawn.boxes] == ["Buy a ticket", "Thank", "Pardon", "Sail", "Come home", "Ban"]
    assert len(drawn.arrows) == 5
    for one in drawn.boxes:
        assert 0 <= one.y <= one.y + one.height <= drawn.height
        for other in drawn.boxes:
            assert one is other or one.x != other.x or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_a_long_title_is_cut_with_a_mark():
    lines = lines_of("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen")
    assert len(lines) == LINES
    assert lines[-1].endswith("…")
