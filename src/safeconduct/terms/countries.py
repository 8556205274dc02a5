"""Countries: the codes of ISO 3166-1 alpha-2, and what each is called in a sentence."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol

CODES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()
)

NAMES = {  # the countries most Korean cases speak of: English, Korean
    "KR": ("South Korea", "대한민국"),
    "KP": ("the North (DPRK)", "북한"),
    "CN": ("China", "중국"),
    "US": ("the United States", "미국"),
    "JP": ("Japan", "일본"),
    "RU": ("Russia", "러시아"),
    "XX": ("a third country", "제3국"),
}

WITH_ARTICLE = frozenset("AE BQ BS CF CK DO FK FO GB GM IM KM KY MH MP MV NL PH PN PS SB SC TC TF VG VI".split())


class Names(Protocol):
    """A name in each language, as lawbooks declare it."""

    @property
    def en(self) -> str: ...

    @property
    def ko(self) -> str: ...


def is_country(code: str) -> bool:
    """Return whether `code` is a country of ISO 3166; a lawbook may declare further codes, such as XX."""
    return code in CODES


def country_name(code: str, lang: str, declared: Mapping[str, Names]) -> str:
    """Return the name of a country for the middle of a sentence in `lang` ("en" or "ko").

    declared: names that lawbooks give to codes; they come before any other

    A code nobody names is its own name.

    >>> country_name("KP", "en", {}), country_name("KR", "ko", {}), country_name("NL", "en", {})
    ('the North (DPRK)', '대한민국', 'the Netherlands')
    """
    if code in declared:
        return declared[code].ko if lang == "ko" else declared[code].en
    if code in NAMES:
        english, korean = NAMES[code]
        return korean if lang == "ko" else english
    name = _names_in(lang).get(code, code)
    return f"the {name}" if lang == "en" and code in WITH_ARTICLE else name


@lru_cache
def _names_in(lang: str) -> dict[str, str]:
    from babel import Locale  # slow to import, and most cases name only the countries above

    return {code: str(name) for code, name in Locale(lang).territories.items() if code in CODES}
