"""The normal form of a provision: what two printings of the same words have in common.

Left out or made one, because it comes and goes between printings without a change of the law:

- marks of amendment: `<개정 2017.12.19>`, `<신설 …>`, `<2010.5.4>`, `[전문개정 …]`, `[본조신설 …]`, `[제목개정 …]`, `[시행일 …]`, `[제9조에서 이동 …]`
- the provision's own number: `제14조`, `①`, `1의2.`, `가.`; a provision that is only renumbered keeps its normal form
- middle dots (U+00B7, U+318D and their like are one), kinds of quotation marks, brackets in full width, double brackets around a title, the
  corner brackets 「」 around the name of a statute
- signs of the file format: `#####`, `**`, the backslash of `1\\.`
- every space and line end; Unicode is NFC

Numbers of parts inside stay, and so does the title of an article. Addenda are cut before a provision is looked for (`texts`).
Everything else is a change of the text, even if it changes nothing in law.
"""

import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256

DOT = "ㆍ"
_DOTS = "·ㆍ・･‧•∙⋅ᆞ"
_ONE = str.maketrans(
    dict.fromkeys(_DOTS, DOT)
    | dict.fromkeys("“”„‟＂″", '"')
    | dict.fromkeys("‘’‚‛＇′`", "'")
    | dict.fromkeys("‐‑‒–—―−－", "-")
    | dict.fromkeys("「」『』｢｣", "")
    | dict.fromkeys("\\\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
    | {
        "（": "(",
        "）": ")",
        "［": "[",
        "］": "]",
        "，": ",",
        "．": ".",
        "：": ":",
        "；": ";",
        "～": "~",
        "〜": "~",
        "%": "%",
        "％": "%",
    }
)
_DATE = r"\d{4}\s*[.ㆍ-]\s*\d{1,2}\s*[.ㆍ-]\s*\d{1,2}\s*\.?"
_AMENDED = re.compile(rf"<\s*(?:(?:전문)?개정|신설|제정|삭제|타법개정)?\s*:?\s*{_DATE}[^<>]*>")
_NOTED = re.compile(
    r"\[\s*(?:전문\s*개정|본조\s*신설|제목\s*개정|본조\s*제목\s*개정|본항\s*신설|종전|시행일|법률\s*제\d+호|제\d+조(?:의\d+)?에서\s*이동|제\d+조(?:의\d+)?은|제\d+조(?:의\d+)?는"
    r"|헌법불합치|단순위헌|한정위헌|위헌|유효기간)[^\[\]]*\]"
)
_OWN_NUMBER = re.compile(
    r"\s*(?:#+ *제\d+조(?:의\d+)?|\*\*[①-⑳㉑-㉟㊱-㊿]\*\*|\d+(?:의\d+)?\\?\.(?= )|[가-힣]\\?\.(?= ))"
)
_BOLD_OR_HEADING = re.compile(r"\*\*|^#+ *", re.MULTILINE)
_DOUBLE = re.compile(r"\(\(([^()]*)\)\)")
_GLOSS = re.compile(r"\([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff" + DOT + r" ]+\)")


def normal_form(provision: str) -> str:
    """Return the words of a provision in normal form, without any space.

    >>> normal_form("**②** 허가ㆍ승인은 「여권법」에 따른다. <개정 2017. 12. 19.>") == normal_form("**③** 허가·승인은  여권법에 따른다.")
    True
    """
    return "".join(words_of(provision))


def words_of(provision: str) -> list[str]:
    """Return the words of a provision in normal form, as the text spaces them: what a difference is shown in.

    >>> words_of("##### 제1조 ((목적))\\n\\n이 법은 <개정 2010.5.4> 비를 막는다.")
    ['(목적)', '이', '법은', '비를', '막는다.']
    """
    text = unicodedata.normalize("NFC", provision)
    text = _OWN_NUMBER.sub("", text, count=1) if _OWN_NUMBER.match(text) else text
    text = _BOLD_OR_HEADING.sub("", text).translate(_ONE)
    text = _NOTED.sub(" ", _AMENDED.sub(" ", text))
    return _DOUBLE.sub(r"(\1)", text).split()


def hash_of(provision: str) -> str:
    """Return the SHA-256 of a provision's normal form, in hexadecimal."""
    return sha256(normal_form(provision).encode()).hexdigest()


def hash_without_names(provision: str, renamed: Mapping[str, str]) -> str:
    """Return the hash of a provision in which every renamed authority has its newest name and no word its Chinese characters.

    renamed: newest name of each former name, both in normal form
    """
    return sha256(plain_names(normal_form(provision), renamed).encode()).hexdigest()


def plain_names(normal: str, renamed: Mapping[str, str]) -> str:
    """Return a normal form with the newest name of each authority, and without Chinese characters in brackets.

    >>> plain_names("외교통상부장관이인정(認定)하는", {"외교통상부": "외교부"})
    '외교부장관이인정하는'
    """
    if renamed:
        former = re.compile("|".join(re.escape(name) for name in sorted(renamed, key=lambda name: (-len(name), name))))
        normal = former.sub(lambda found: renamed[found[0]], normal)
    return _GLOSS.sub("", normal)
