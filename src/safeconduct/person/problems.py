"""The mistakes a case file can have: codes with a title and an explanation, and the list they are collected in."""

from collections.abc import Iterable

from safeconduct.lawbook.model import Node, Place
from safeconduct.lawbook.problems import MOST_PROBLEMS, Code, Problem, close_to, in_order, problem_at


class TooManyError(Exception):
    """More problems than anybody reads; those found so far stand in the findings."""


class Findings:
    """The problems of one case file, collected while it is read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(
        self, at: Node | Place, code: str, found: str, expected: str = "", repair: str = "", within: str = ""
    ) -> None:
        place = at if isinstance(at, Place) else at.place
        self.problems.append(problem_at(place, code, found, expected, repair, within))
        if len(self.problems) >= MOST_PROBLEMS:
            raise TooManyError

    def all(self) -> list[Problem]:
        return in_order(self.problems)


def nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return the sentence that names what is close to `name`, or `otherwise`."""
    return close_to(name, known) or otherwise


CODES: dict[str, Code] = {
    # --- the form ---------------------------------------------------------------------------------------------------
    "P001": Code("not a case file", "A case file is a mapping whose first key is `case`."),
    "P002": Code("unknown key", "The form has no such key, so that what it says would be passed over."),
    "P003": Code("missing key", "The case cannot be understood without this key."),
    "P004": Code(
        "wrong kind of value", "A text stands where a list belongs, a mapping where a text belongs, and so on."
    ),
    "P005": Code("value not allowed here", "Only certain words are allowed here."),
    "P006": Code("not a date", "A date is written year-month-day, as in 2013-06-01, and must exist in the calendar."),
    "P007": Code(
        "date after the day of the question",
        "A case asked as of a day holds what had happened and was known on that day.",
    ),
    "P008": Code(
        "not a label", "The label of a case is made of lower-case letters, digits and `-`: a handle, never a name."
    ),
    "P009": Code(
        "unknown country", "A country is its ISO 3166 code of two capital letters, or is declared by a lawbook."
    ),
    "P010": Code(
        "not a name for a relative",
        "Relatives are called by lower-case words joined by `_`, as in `mother` or `elder_sister`.",
    ),
    "P011": Code("no words", "Words are written `{en: …, ko: …}`, in one of the two languages at least."),
    "P012": Code("no facts", "Without facts no rule can be applied to anybody."),
    "P013": Code("no wishes", "Without a wish there is nothing to look for a way to."),
    # --- facts ------------------------------------------------------------------------------------------------------
    "P020": Code("fact not understood", "A fact is a declared name with its arguments, as in `national(KR)`."),
    "P021": Code("unknown fact", "A case states facts that a lawbook declares."),
    "P022": Code("definition stated as a fact", "What a lawbook defines follows from the facts and is never stated."),
    "P023": Code("wrong number of arguments", "A fact or goal is used with as many arguments as it was declared with."),
    "P024": Code("unknown relative", "The relatives of a case are declared under `people`."),
    "P025": Code(
        "true for two at a time", "Some facts hold for one value at a time: nobody is in two countries at once."
    ),
    "P026": Code(
        "date and truth value confused", "A fact of kind `date` has `on`; every other fact has `value` and `since`."
    ),
    "P027": Code("unknown procedure", "Procedures are named `book.name`, in quotes."),
    # --- wishes, exclusions, preference -----------------------------------------------------------------------------
    "P030": Code(
        "wish not understood", "A wish is a goal that a lawbook declares, or an expression over facts and definitions."
    ),
    "P031": Code("exclusion not understood", "`never` takes `unlawful`, an expression, or an exposure with its level."),
    "P032": Code("criterion named twice", "The order of preference names each criterion once."),
    # --- the whole ----------------------------------------------------------------------------------------------------
    "P033": Code(
        "too many lines",
        "A case has at most 24 people, 2,000 facts, 30 wishes, 60 exclusions and 40 countries, so that it is answered in time.",
    ),
    # --- mapping files ------------------------------------------------------------------------------------------------
    "P040": Code(
        "not a code",
        "A column that holds codes is written `{column: NAME, is: TEXT}`; the code is a text or a whole number.",
    ),
    "P041": Code("no id", "Some column must tell people apart, so that each answer finds its person."),
    # --- files of contacts ----------------------------------------------------------------------------------------------
    "P050": Code("not a file of contacts", "A file of contacts is a mapping whose first key is `contacts of`."),
    "P051": Code("unknown clock or stop", "Clocks and what stops them are declared by a lawbook."),
    "P052": Code("not a period", "A published period is written as in `working_days(7)`."),
    "P053": Code(
        "days in the wrong order",
        "An answer, or the end of a stop, does not come before its beginning, and nothing lies more than fifty years back.",
    ),
    "P054": Code("unknown unit or matter", "Contacts name units and matters that the file itself declares."),
    "P055": Code(
        "key of another answer", "Some keys belong to certain answers only; beside another they would be passed over."
    ),
}
