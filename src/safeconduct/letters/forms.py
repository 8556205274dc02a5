"""A letter as the bytes of a file, in each form that this installation can make."""

from importlib.util import find_spec

from safeconduct.letters.model import Letter
from safeconduct.letters.text import text_of

FORMS = ("pdf", "docx", "txt")
NEEDS = {"pdf": "typst", "docx": "docx"}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}


def forms_here() -> tuple[str, ...]:
    """Return the forms for which everything is installed."""
    return tuple(form for form in FORMS if form not in NEEDS or find_spec(NEEDS[form]) is not None)


def calendars_here() -> bool:
    """Return whether everything is installed for a calendar file."""
    return find_spec("icalendar") is not None


def bytes_of(letter: Letter, form: str, lang: str) -> bytes:
    """Return the letter in one of `forms_here()`. `lang`: the person's language beside the Korean; "ko": Korean alone.

    Raises NoKoreanFontError.
    """
    if form == "pdf":
        from safeconduct.letters.pdf import pdf_of

        return pdf_of(letter, lang)
    if form == "docx":
        from safeconduct.letters.word import word_of

        return word_of(letter, lang)
    return text_of(letter, lang).encode()
