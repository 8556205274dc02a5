"""A letter as rows of words in both languages, before it is text, DOCX or PDF."""

from enum import StrEnum

from msgspec import Struct

from safeconduct.law.model import Words


class Kind(StrEnum):
    """What a letter asks for; its words are in `templates/KIND.yaml`."""

    APPLICATION = "application"
    RECEIPT_DEMAND = "receipt-demand"
    TRANSFER_DEMAND = "transfer-demand"
    COMPETENCE = "competence"
    OBJECTION = "objection"
    ADMINISTRATIVE_APPEAL = "administrative-appeal"
    INFORMATION_REQUEST = "information-request"
    HUMAN_RIGHTS_COMPLAINT = "human-rights-complaint"


class Role(StrEnum):
    """What a row is on the page."""

    NOTICE = "notice"  # that this is a draft; not part of what is handed in
    TITLE = "title"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SIGNATURE = "signature"


class Row(Struct, frozen=True):
    role: Role
    words: Words


class Letter(Struct, frozen=True):
    """One draft.

    matter:     ground name of the procedure it is about: kr.contact-report(mother); empty: left open
    procedure:  ground name of the procedure by which it is made; the matter itself for an application
    recipients: full names of the authorities it is addressed to
    facts:      every fact of the case that stands in it, as a case file writes it
    before:     what to know before signing; for the person, in no file
    """

    kind: Kind
    matter: str
    procedure: str
    recipients: tuple[str, ...]
    rows: tuple[Row, ...]
    facts: tuple[str, ...]
    before: tuple[Words, ...] = ()


FONTS = (  # with Korean letters, the best for a letter first
    "Noto Sans CJK KR",
    "Noto Serif CJK KR",
    "Source Han Sans K",
    "NanumGothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
)


class NoKoreanFontError(Exception):
    """None of FONTS is on this machine: a PDF would show empty boxes."""
