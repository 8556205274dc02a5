"""The rule that bench/eligibility.py asks about, in our words: a lawbook of one procedure, and the mapping of its people.

A permit is granted to whoever is 18, has lived on the Island for five years (two, if married to a citizen), has passed the language test and is not banned.
It is decided on the day it is asked for: whoever is eligible on the day of the question reaches the goal that day, and nobody else does.
bench/permit_openfisca.py says the same in OpenFisca's.
"""

from datetime import date
from pathlib import Path

AS_OF = date(2026, 11, 22)
GOAL = "stay"

LAWBOOK = f"""
lawbook: permit
title: {{en: Permit, ko: 허가}}
country: ZI
version: "1"
uses: []
covers: {{en: the residence permit, ko: 체류허가}}
omits: {{en: everything else, ko: 그 밖의 모든 것}}
countries: {{ZI: {{en: the Island, ko: 섬나라}}}}
statutes: {{체류법: {{en: Residence Act, ko: 체류법, texts: none}}}}
authorities: {{office: {{en: the residence office, ko: 체류사무소}}}}

counting:
  default: plain
  plain: {{first day: in, closed days: stay, month end: last, en: first day in, ko: 첫날 넣고}}

facts:
  born: {{kind: date, en: was born, ko: 태어났다, absent: unknown}}
  resident: {{en: lives on the Island, ko: 섬에 산다, absent: false, given: true}}
  married: {{en: is married to a citizen, ko: 시민과 혼인하였다, absent: false, given: true}}
  tested: {{en: has passed the language test, ko: 언어시험에 합격하였다, absent: false, given: true}}
  banned: {{en: is banned, ko: 금지되었다, absent: false, given: true}}
  permit: {{en: has a permit, ko: 허가를 받았다, absent: false}}

goals:
  {GOAL}: {{that: permit, en: have a permit, ko: 허가 받기}}

procedures:
  permit:
    title: {{en: Permit, ko: 허가}}
    says: {{en: You ask for a permit., ko: 허가를 신청합니다.}}
    cite: 체류법 1
    receives: office
    decides: office
    decision: entitlement
    within: {{period: days(1), cite: 체류법 1(2)}}
    conditions:
      - {{that: held(born) >= years(18), cite: 체류법 2, en: is 18, ko: 18세이다}}
      - that: held(resident) >= years(5)
        unless: [{{that: married and held(resident) >= years(2), cite: 체류법 3(2)}}]
        cite: 체류법 3(1)
        en: has lived there five years
        ko: 5년을 살았다
      - {{that: tested, cite: 체류법 4, en: has passed the test, ko: 시험에 합격하였다}}
      - {{that: not banned, cite: 체류법 5, en: is not banned, ko: 금지되지 않았다}}
    effects: {{permit: true}}
"""

MAPPING = f"""
population: permit
id: person
as of: {AS_OF}
facts:
  - {{fact: born, on: {{column: born}}}}
  - {{fact: resident, value: {{column: resident}}, since: {{column: came}}}}
  - {{fact: married, value: {{column: married}}}}
  - {{fact: tested, value: {{column: tested}}}}
  - {{fact: banned, value: {{column: banned}}}}
prefer: [decisions, days]
"""


def write_permit(folder: Path) -> tuple[Path, Path]:
    """Write the lawbook and the mapping into `folder`; return where they are."""
    lawbook, mapping = folder / "permit", folder / "mapping.yaml"
    lawbook.mkdir()
    (lawbook / "lawbook.yaml").write_text(LAWBOOK.lstrip(), encoding="utf-8")
    mapping.write_text(MAPPING.lstrip(), encoding="utf-8")
    return lawbook, mapping
