"""A letter as DOCX: made in memory, without a word of metadata, the same bytes for the same letter."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Page
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from safeconduct.answers.columns import clean
from safeconduct.letters.model import Letter, Role

NEVER = (1980, 1, 1, 0, 0, 0)  # the least day a zip archive can name
SIZES = {Role.TITLE: 16, Role.HEADING: 12, Role.NOTICE: 9}
ORDINARY = 11
KOREAN_FONT, LATIN_FONT = "Noto Sans CJK KR", "Noto Sans"
KOREAN_WIDTH, BESIDE_WIDTH = Cm(9.5), Cm(7.5)


def word_of(letter: Letter, lang: str) -> bytes:
    """Return the letter as a DOCX file. `lang`: the person's language beside the Korean; "ko": Korean alone."""
    page = Document()
    set_page(page)
    if lang == "ko":
        for row in letter.rows:
            write(page.add_paragraph(), row.role, row.words.ko)
    else:
        write_beside(page, letter)
    return packed(page)


def set_page(page: Page) -> None:
    section = page.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for language in page.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "ko-KR")
    normal = page.styles["Normal"]
    normal.font.name = LATIN_FONT
    normal.font.size = Pt(ORDINARY)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), KOREAN_FONT)


def write_beside(page: Page, letter: Letter) -> None:
    """Write a table of two columns: what is handed in, and what it says."""
    table = page.add_table(rows=len(letter.rows), cols=2)
    table.autofit = False
    cells: list[_Cell] = table._cells  # asked for one by one, each would be looked for in the whole table
    for number, row in enumerate(letter.rows):
        for cell, text, width in (
            (cells[2 * number], row.words.ko, KOREAN_WIDTH),
            (cells[2 * number + 1], row.words.en, BESIDE_WIDTH),
        ):
            cell.width = width
            write(cell.paragraphs[0], row.role, text)


def write(paragraph: Paragraph, role: Role, text: str) -> None:
    run = paragraph.add_run(clean(text))
    run.font.size = Pt(SIZES.get(role, ORDINARY))
    run.bold = role in (Role.TITLE, Role.HEADING)
    run.italic = role is Role.NOTICE
    if role is Role.TITLE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif role is Role.SIGNATURE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif role is Role.ITEM:
        paragraph.paragraph_format.left_indent = Cm(0.6)


def packed(page: Page) -> bytes:
    """Return the document as an archive of its pages alone: no author, no day, no program, no picture of the first page."""
    package = page.part.package
    assert package is not None
    for name, relation in list(package.rels.items()):
        if relation.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT:
            del package.rels[name]
    for name, relation in list(page.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML:
            del page.part.rels[name]
    written, archive = BytesIO(), BytesIO()
    page.save(written)
    with ZipFile(written) as source, ZipFile(archive, "w") as target:
        for name in sorted(source.namelist()):
            entry = ZipInfo(name, NEVER)
            entry.create_system, entry.compress_type = 0, ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return archive.getvalue()
