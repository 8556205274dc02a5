"""Problems: mistakes in a lawbook or a case file, as values, and how one is shown to the person who repairs the line."""

import re
from collections.abc import Iterable
from typing import Literal
from unicodedata import east_asian_width

from msgspec import Struct

from safeconduct.lawbook.model import Place

WIDEST_LINE = 150  # characters of a source line that are shown
LONGEST_QUOTE = 60  # characters of a value that a message repeats
MOST_PROBLEMS = 200  # of one file, and of the forms of a law or a case; nobody reads on
MOST_NAMES = 2_000  # among which a similar one is looked for


class Problem(Struct, frozen=True):
    """A mistake: where, what was found, what was expected, how to repair it.

    code:     a key of `CODES` (lawbooks) or of the table of another kind of file
    expected: one or two sentences, or empty
    repair:   one or two sentences, or empty
    within:   the form that surrounds it, e.g. "procedure kr.renounce-nationality", or empty
    severity: an error makes the file unusable, a warning does not
    """

    file: str
    line: int
    column: int
    length: int
    code: str
    found: str
    expected: str = ""
    repair: str = ""
    within: str = ""
    severity: Literal["error", "warning"] = "error"


def problem_at(
    place: Place,
    code: str,
    found: str,
    expected: str = "",
    repair: str = "",
    within: str = "",
    severity: Literal["error", "warning"] = "error",
) -> Problem:
    return Problem(place.file, place.line, place.column, place.length, code, found, expected, repair, within, severity)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems as they stand in the files, each once."""
    key = lambda p: (p.file, p.line, p.column, p.code, p.found)  # noqa: E731
    return sorted(dict.fromkeys(problems), key=key)


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def render(problem: Problem, source_line: str | None) -> str:
    """Return the problem as text of several lines, without a final line break.

    source_line: the line of the file that the problem names, or None when there is none (an unreadable file)
    """
    mark = "warning: " if problem.severity == "warning" else ""
    lines = [f"{problem.file}:{problem.line}:{problem.column}: [{problem.code}] {mark}{problem.found}"]
    if source_line is not None:
        lines += underlined(problem, source_line)
    if problem.within:
        lines.append(f"  in {problem.within}")
    lines += [f"  {sentence}" for sentence in (problem.expected, problem.repair) if sentence]
    return "\n".join(visible(line) for line in lines)


def underlined(problem: Problem, source_line: str) -> list[str]:
    """Return the source line with its number and, below it, carets under the place."""
    start = problem.column - 1
    begin = max(0, start - WIDEST_LINE // 2) if len(source_line) > WIDEST_LINE else 0
    shown = source_line.rstrip()[begin : begin + WIDEST_LINE].replace("\t", " ")
    before = visible(shown[: start - begin])
    under = visible(shown[start - begin : start - begin + problem.length])
    after = visible(shown[start - begin + problem.length :])
    carets = "^" * max(1, columns_of(under))
    return [
        f"{problem.line:>5} | {before}{under}{after}".rstrip(),
        f"{'':>5} | {' ' * columns_of(before)}{carets}",
    ]


def columns_of(text: str) -> int:
    """Return how many terminal columns a text fills; Korean and Chinese characters fill two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


# Control characters, line separators and the marks that turn the direction of writing: never in a lawbook or a case file.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """Return the text with every control and direction mark written out, so that a terminal shows what is there."""
    return FORBIDDEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text.replace("\n", " ").replace("\t", " "))


def quoted(value: object) -> str:
    """Return a value in single quotes, shortened, as messages repeat it."""
    text = str(value)
    if len(text) > LONGEST_QUOTE:
        text = text[: LONGEST_QUOTE - 1] + "…"
    return f"'{text}'"


def close_to(name: str, known: Iterable[str]) -> str:
    """Return "Close to it: 'a', 'b'." with the known names most like this one, or an empty text."""
    if len(name) > 200:
        return ""
    names = list(known)
    if len(names) > MOST_NAMES:
        names = [one for one in names if one[:3] == name[:3]]
    if len(names) > MOST_NAMES:
        return ""
    from difflib import get_close_matches  # most files hold no mistake

    near = get_close_matches(name, sorted(names), n=3, cutoff=0.6)
    return f"Close to it: {', '.join(quoted(n) for n in near)}." if near else ""


class Code(Struct, frozen=True):
    title: str
    explanation: str
    severity: Literal["error", "warning"] = "error"


def expectation(code: str) -> str:
    """Return what a lawbook is expected to be where this problem stands: the first sentence of the explanation."""
    first, stop, _ = CODES[code].explanation.partition(". ")
    return first + "." if stop else first


CODES: dict[str, Code] = {
    # --- the text ---------------------------------------------------------------------------------------------------
    "L001": Code("the file cannot be read", "The file or folder does not exist, may not be read, or is not UTF-8 text."),
    "L002": Code("the file is too big", "A file has at most 2 MB. Spread a large lawbook over several files (`part of:`)."),
    "L003": Code("nested too deep", "Lists and mappings stand at most 40 deep in each other."),
    "L004": Code("too many values", "A file has at most 200,000 values."),
    "L005": Code(
        "this is not YAML",
        "The file breaks the rules of YAML at this place, so that nothing after it can be read. The usual causes are a text "
        "with `: ` or ` #` in it that does not stand in quotes, a bracket that is not closed, and lines that are indented unevenly.",
    ),
    "L006": Code("alias or anchor", "`&name` and `*name` are not used: a rule is written where it applies. Quote a text that begins so."),
    "L007": Code("tag", "`!tag` is not used. Quote a text that begins with an exclamation mark."),
    "L008": Code("merge key", "`<<:` is not used: a rule is written where it applies."),
    "L009": Code("key written twice", "A mapping has each key once; of two, one would be lost without a word."),
    "L010": Code("key that is no text", "A key is a text: not a number, true, false, a list or a mapping. Quote it if it is meant as text."),
    "L011": Code(
        "forbidden character",
        "Control characters and marks that turn the direction of writing are refused: with them a line can look "
        "different from what it says.",
    ),
    "L012": Code("more than one document", "A file holds one document; `---` may stand only at its beginning."),
    # --- the form ---------------------------------------------------------------------------------------------------
    "L101": Code("wrong kind of value", "A text stands where a list belongs, a mapping where a text belongs, and so on."),
    "L102": Code("unknown key", "The form has no such key, so that what it says would be passed over."),
    "L103": Code("missing key", "The form cannot be understood without this key."),
    "L104": Code("value not allowed here", "Only certain words are allowed here."),
    "L105": Code("sentence not in both languages", "Every human sentence is written in English and in Korean."),
    "L106": Code("not a date", "A date is written year-month-day, as in 2014-01-01, and must exist in the calendar."),
    "L107": Code("not a period", "A period is written days(n), weeks(n), months(n), years(n), working_days(n) or working_hours(n)."),
    "L108": Code("not a name", "Names are lower-case words joined by `-` or `_`, the same in every place."),
    "L109": Code("citation not understood", "A citation is a declared short name and an article, as in `국적법 14(1)`."),
    "L110": Code("sentence names no parameter", "`{…}` in a sentence is replaced by the value of a parameter of the same form."),
    "L111": Code("not a lawbook", "The first key of a file is `lawbook:` or `part of:`; one file of a folder is `lawbook.yaml`."),
    "L112": Code("dates in force contradict each other", "A rule begins before it ends, and is known before it begins."),
    "L113": Code("parameters not understood", "A name may be followed by its parameters in parentheses, as in `relative_in(relative, country)`."),
    "L114": Code("key does not belong to this kind", "Only an application is decided; a report and an act take effect by being made."),
    # --- expressions ------------------------------------------------------------------------------------------------
    "L201": Code("condition not understood", "The condition is not written in the language of section 4 of the format."),
    "L202": Code(
        "outside the language of conditions",
        "Conditions are written in a closed language. It has `and`, `or`, `not`, facts and definitions by name, `==`, `!=`, `in`, `any(…)`, "
        "`all(…)`, `held(…)`, `age` and `today`. Nothing else is read, and nothing is ever run.",
    ),
    "L203": Code("condition too long", "A condition has at most 2,000 characters and 40 levels. Make a definition of a part of it."),
    "L204": Code("wrong number of arguments", "A fact or definition is used with as many arguments as it was declared with."),
    "L205": Code("wrong kind of argument", "A country stands where a country belongs, a relative where a relative belongs, a procedure in quotes."),
    "L206": Code("clock not understood", "A clock is compared with a period, an age with a whole number of years, today with a date."),
    "L207": Code("not a test of parameters", "Here only parameters may be compared (`c != KR`, `c in [CN, JP]`); what a person's facts are is a condition."),
    # --- names ------------------------------------------------------------------------------------------------------
    "L301": Code("unknown fact or definition", "A condition reads facts and definitions that this book, or a book it `uses`, declares."),
    "L302": Code("unknown authority", "Authorities are declared under `authorities`."),
    "L303": Code("unknown procedure", "Procedures are named `book.name`, in their own book just `name`."),
    "L304": Code("statute not declared", "The short name of a citation is declared under `statutes`."),
    "L305": Code("unknown counting rule", "Counting rules are declared under `counting`."),
    "L306": Code("unknown open question", "Open questions are declared under `open questions`."),
    "L307": Code("unknown lawbook", "`uses` and `part of` name lawbooks that are read together with this one."),
    "L308": Code("declared twice", "A name is declared once; a definition may have versions whose dates in force do not meet."),
    "L309": Code("unknown remedy", "Remedies are declared under `remedies`."),
    "L310": Code("unknown country", "A country is its ISO 3166 code of two capital letters, or is declared under `countries`."),
    "L311": Code("`one of` names no parameter", "`one of` names the parameter over which the fact holds for one value at a time."),
    "L312": Code("fact of a book not used", "A book reads only its own facts and those of the books named in `uses`."),
    "L313": Code("cannot be set", "Effects set declared facts. Definitions are derived, dates are given, and `pending`, `granted`, … follow by themselves."),
    "L314": Code("unknown parameter or variable", "An argument is a country, a relative, a parameter of the form, or a variable of `any` or `all`."),
    "L315": Code("unknown clock, extension or stop", "They are declared under `clocks`, `extensions` and `stops`."),
    # --- the law as a whole -----------------------------------------------------------------------------------------
    "L401": Code("definitions in a circle", "A definition may use definitions, but none that leads back to itself."),
    "L402": Code(
        "consequences contradict each other",
        "Two consequences set one fact to opposite values while both can apply. Write the exception beside the rule it excepts (`unless`).",
    ),
    "L403": Code("offence without exposure", "An offence says what it risks under the legal order whose law it breaks: `exposure` with the book's `country` as `order`."),
    "L404": Code("application without a decision", "An application says who decides it, whether it is a right or discretion, and within what time."),
    "L405": Code("refusal without remedy", "A decision, discretionary or of right, whose refusal no remedy reaches; if the law really gives none, say so under `not in rules`.", "warning"),
    "L406": Code("fact read nowhere", "No condition, definition or goal reads this fact, so that it can make no difference.", "warning"),
    "L407": Code("fact that nothing changes", "The fact is not `given`, yet no effect sets it. Say `given: true`, or write the act that changes it.", "warning"),
    "L408": Code("statute never cited", "A declared statute that no rule cites.", "warning"),
    "L409": Code("period without a counting rule", "The book declares no counting rule of that name and no `default`, so that the last day of the period is unknown."),
    "L410": Code("a closed way without words", "`that: false` says that nothing in the law can meet the condition; its sentences say what is missing."),
    "L411": Code("condition that is always true or false", "The condition does not depend on anything, so that it is a mistake or says nothing.", "warning"),
    "L412": Code("procedure that nothing opens", "A condition reads that a procedure is pending, granted, refused or unanswered which nobody decides."),
    "L413": Code("silence without remedy", "An authority may leave this application unanswered, the law makes nothing of that silence, and no remedy reaches it.", "warning"),
    "L414": Code("effect that nobody needs", "The effect sets a fact that no condition, definition or goal reads with such arguments, so that it can make no difference.", "warning"),
    "L415": Code("said twice for the same time", "Of a list whose entries have dates in force, one entry applies on each day. Of two that meet the first would win without a word.", "warning"),
    "L416": Code("lines that never hold together", "All lines of a rule must hold at once. With these two it can never apply to anybody.", "warning"),
    "L417": Code("dates that never meet", "A part of a rule applies while both the part and the rule are in force.", "warning"),
    "L418": Code(
        "rule that fits nobody",
        "Of all people that can be described with the declared facts, none meets every line of this rule on the days tried. "
        "Looked for with `lawbook check --thorough` only.",
        "warning",
    ),
}  # fmt: skip
