"""The mistakes a file of consents can have beside those of a case file."""

from safeconduct.lawbook.problems import Code

CODES: dict[str, Code] = {
    "C001": Code(
        "not a file of consents", "The first key is `consents of`, with the label of the case; then `consents`."
    ),
    "C002": Code("consents of another case", "What one person agreed to opens nothing in the case of another."),
    "C003": Code("unknown authority", "A consent names an authority as the lawbook names it, `book.name`."),
    "C004": Code("a consent that ends before it begins", "`until` is `given` or a later day."),
}
