"""Report: what closes which wishes to how many people, as a page that needs nothing else, and as rows of a table."""

from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from safeconduct.law.model import Words
from safeconduct.population.closings import Closing
from safeconduct.population.standing import NONE
from safeconduct.population.suppression import Count, part_shown, parts_shown

GENERATOR = "safeconduct reform"  # stands in the head of the page
WIDTH = 560  # pixels of the longest bar
BARS = 8  # articles in the chart of one wish; the table has them all


class Row(NamedTuple):
    """One row of the table: `what` is asked, an answer, freed alone, freed together, or stuck."""

    wish: str
    what: str
    articles: tuple[str, ...]
    words: tuple[Words, ...]
    lines: tuple[str, ...]
    shown: Count


class Bar(NamedTuple):
    label: str
    width: int  # pixels
    text: str


class Section(NamedTuple):
    """What the page says of one wish."""

    closing: Closing
    rows: tuple[Row, ...]
    bars: tuple[Bar, ...]


def rows_of(closing: Closing, least: int) -> tuple[Row, ...]:
    """Return the rows of one wish, counts under `least` not shown (0 or 1: all are)."""
    answers, whole_shown = parts_shown(closing.answers, least)
    asked = part_shown(closing.asked, closing.asked, least, whole_shown=whole_shown)
    closed_shown = answers[NONE].people is not None

    def row(what: str, count: Count) -> Row:
        return Row(closing.wish.want, what, (), (), (), count)

    def of_closed(people: int) -> Count:
        return part_shown(people, closing.closed, least, whole_shown=closed_shown)

    freed = (
        Row(closing.wish.want, WHAT[len(one.articles)], one.articles, one.words, one.lines, of_closed(one.people))
        for one in closing.freed
    )
    stuck = row("stuck", of_closed(closing.stuck))
    return (row("asked", asked), *(row(name, count) for name, count in answers.items()), *freed, stuck)


WHAT = {1: "freed alone", 2: "freed together"}


def page_of(closings: tuple[Closing, ...], lang: str, least: int, about: str) -> str:
    """Return the page. `about` is a sentence on where the people come from; the same input gives the same bytes."""
    templates = Environment(
        loader=PackageLoader("safeconduct.population"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    say = {key: words.en if lang == "en" else words.ko for key, words in PHRASES.items()}
    sections = tuple(section_of(closing, lang, least) for closing in closings)
    templates.globals.update(
        say=say,
        lang=lang,
        shown=lambda count: shown(count, lang),
        in_words=lambda words: getattr(words, lang),
        least=least,
        about=about,
    )
    return templates.get_template("reform.html").render(sections=sections, generator=GENERATOR)


def section_of(closing: Closing, lang: str, least: int) -> Section:
    rows = rows_of(closing, least)
    alone = [one for one in rows if one.what == WHAT[1] and one.shown.people]
    widest = max((one.shown.people or 0 for one in alone), default=1)
    bars = (
        Bar(label(one, lang), max(1, WIDTH * (one.shown.people or 0) // widest), shown(one.shown, lang))
        for one in alone[:BARS]
    )
    return Section(closing, rows, tuple(bars))


def label(row: Row, lang: str) -> str:
    """Return the articles of a row in words, or what it is."""
    named = [words.en if lang == "en" else words.ko for words in row.words]
    return " + ".join(named) or (PHRASES[row.what].en if lang == "en" else PHRASES[row.what].ko)


def shown(count: Count, lang: str) -> str:
    """Return a count as it is printed."""
    if count.people is not None:
        return f"{count.people:,}"
    if count.below is None:
        return "not shown" if lang == "en" else "표시하지 않음"
    return f"fewer than {count.below}" if lang == "en" else f"{count.below}명 미만"


PHRASES = {
    "title": Words("Who is stuck, and by which article", "누가 어떤 조항 때문에 막혀 있는가"),
    "asked": Words("people with this wish", "이 희망을 가진 사람"),
    "reachable": Words("a way is known", "길이 있음"),
    "none": Words("no way is known to these rules", "이 규칙으로는 길이 없음"),
    "unknown": Words("it hangs on facts that are not known", "알려지지 않은 사실에 달려 있음"),
    "stopped": Words("the search met its limit; nothing is proved", "탐색 한도에 이르러 결론이 없음"),
    "stuck": Words("no way, and no one or two articles would open one", "한두 조항으로도 열리지 않음"),
    "freed alone": Words("freed by this article alone", "이 조항만으로 풀리는 사람"),
    "freed together": Words("freed by these two together, by neither alone", "두 조항이 함께여야 풀리는 사람"),
    "wish": Words("wish", "희망"),
    "people": Words("people", "사람 수"),
    "articles": Words("articles", "조항"),
    "what": Words("what it is", "내용"),
    "incomplete": Words(
        "Not every candidate could be tried: more articles may free people.", "모든 후보를 시험하지는 못했습니다."
    ),
    "reading": Words(
        "An article frees somebody if a way would be open to them without what the article asks. That is a finding about the rules as written here, "
        "not a proposal: most articles protect somebody.",
        "어떤 조항이 요구하는 것이 없다면 길이 열리는 사람을 그 조항으로 풀린다고 합니다. 여기 적힌 규칙에 관한 결과일 뿐 제안이 아닙니다.",
    ),
    "disclaimer": Words("Information about rules, not legal advice.", "규칙에 관한 정보이며 법률 자문이 아닙니다."),
    "suppressed": Words("Numbers of people under this are not shown:", "이보다 작은 수는 표시하지 않습니다:"),
}
