"""The handbook as pages of HTML that need nothing else: no script, no picture, no request to anywhere."""

from collections.abc import Iterator

from jinja2 import Environment, PackageLoader, StrictUndefined

from safeconduct.handbook.diagram import BOX, LINE, PAD, diagram_of
from safeconduct.handbook.model import Handbook

GENERATOR = "safeconduct handbook"  # stands in the head of each page (templates/page.html)


def pages_of(handbook: Handbook) -> Iterator[tuple[str, str]]:
    """Yield the file name and the whole text of each page, the contents first. The same handbook gives the same bytes."""
    templates = Environment(
        loader=PackageLoader("safeconduct.handbook"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.globals.update(book=handbook, say=handbook.phrases, diagram_of=diagram_of, box=BOX, line=LINE, pad=PAD)
    yield "index.html", templates.get_template("index.html").render()
    chapter_page = templates.get_template("chapter.html")
    for chapter in handbook.chapters:
        yield f"{chapter.page}.html", chapter_page.render(chapter=chapter)
    yield "articles.html", templates.get_template("articles.html").render()
    yield "register.html", templates.get_template("register.html").render()
