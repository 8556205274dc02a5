"""The handbook as pages: complete, linked without a dead end, and in need of nothing from outside."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from safeconduct.cli.inquiry import law_of
from safeconduct.cli.main import cli
from safeconduct.handbook.from_law import handbook_of
from safeconduct.handbook.html import pages_of
from safeconduct.law.model import Law

LAWBOOKS = Path(__file__).parents[2] / "lawbooks"
ISLE = Path(__file__).parents[1] / "answers" / "isle"
VOID = {"meta", "link", "br", "rect", "line"}


class Page(HTMLParser):
    """What a page is made of; an element that is closed wrongly raises."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        named = dict(attrs)
        assert not any(name.startswith("on") for name in named)
        assert "src" not in named
        self.ids += [named["id"]] if "id" in named else []
        self.hrefs += [named["href"]] if "href" in named else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)

    def handle_endtag(self, tag):
        if tag in ("li", "p") and self.open[-1] != tag:
            raise AssertionError(f"</{tag}> closes <{self.open[-1]}>")
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@cache
def law() -> Law:
    return law_of(LAWBOOKS)


@cache
def pages(lang: str) -> dict[str, str]:
    return dict(pages_of(handbook_of(law(), lang)))


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_link_leads_somewhere(lang):
    read = {name: Page(text) for name, text in pages(lang).items()}
    for name, page in read.items():
        assert len(page.ids) == len(set(page.ids)), name
        for href in page.hrefs:
            target, _, anchor = href.partition("#")
            assert (target or name) in read, href
            assert not anchor or anchor in read[target or name].ids, href


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_page_needs_nothing_from_outside(lang):
    for text in pages(lang).values():
        assert not re.search(r"https?://|<script|<img|<link|<iframe|@import|url\(", text)


def test_every_rule_has_its_entry():
    text = "\n".join(pages("en").values())
    for table in (law().procedures, law().remedies, law().consequences, law().definitions):
        for name in table:
            assert f"<code>{name}</code>" in text, name


def test_the_same_law_gives_the_same_bytes():
    assert pages("ko") == dict(pages_of(handbook_of(law(), "ko")))


def test_words_of_a_lawbook_cannot_become_markup(tmp_path):
    book = tmp_path / "isle"
    book.mkdir()
    for file in ISLE.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        (book / file.name).write_text(text.replace('title: {en: "', 'title: {en: "<script>alert(1)</script> '), "utf-8")
    written = dict(pages_of(handbook_of(law_of(book), "en")))
    assert all("<script" not in text for text in written.values())
    assert any("&lt;script&gt;" in text for text in written.values())


# --- the command ----------------------------------------------------------------------------------------------------


def run(*arguments: object):
    return CliRunner().invoke(cli, ["lawbook", *map(str, arguments)])


def test_docs_writes_a_folder_and_writes_it_again(tmp_path):
    into = tmp_path / "pages"
    first = run("docs", LAWBOOKS, "--into", into, "--lang", "en")
    assert first.exit_code == 0, first.output
    assert (into / "index.html").is_file()
    assert {file.name for file in into.iterdir()} == set(pages("en"))
    assert run("docs", LAWBOOKS, "--into", into, "--lang", "en").exit_code == 0
    assert [file.name for file in tmp_path.iterdir()] == ["pages"]


@pytest.mark.parametrize("there", ["notes.txt", "index.html"])
def test_docs_leaves_what_is_not_its_own_alone(tmp_path, there):
    (tmp_path / there).write_text("mine", encoding="utf-8")
    result = run("docs", LAWBOOKS, "--into", tmp_path, "--lang", "en")
    assert result.exit_code == 2
    assert "something else than a handbook" in result.stderr
    assert [file.name for file in tmp_path.iterdir()] == [there]
