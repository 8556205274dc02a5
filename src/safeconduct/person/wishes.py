"""Wishes and exclusions of a case file → conditions, in the person's own order."""

from safeconduct.law.model import Words
from safeconduct.lawbook.model import Mapping, Node, Scalar, Sequence
from safeconduct.lawbook.problems import quoted
from safeconduct.person.expressions import expression_of
from safeconduct.person.fields import has_words, items_of, mapping_of, text_of, word_of, words_of
from safeconduct.person.known import Known, country_named, is_cut
from safeconduct.person.model import Never, NeverExposed, NeverHolds, Unlawful, Wish
from safeconduct.person.problems import Findings
from safeconduct.terms.exposure import LEVELS

RISKS = tuple(LEVELS)[1:]  # every level but `none`
ENDANGERED = ("self", "family")
NEVER = "'never' takes 'unlawful', an expression, 'that: …' with words, or 'exposure: …'."


def wishes_of(items: tuple[Node, ...], known: Known, found: Findings) -> tuple[Wish, ...]:
    return tuple(wish for item in without_rests(items) if (wish := wish_of(item, known, found)))


def nevers_of(items: tuple[Node, ...], known: Known, found: Findings) -> tuple[Never, ...]:
    return tuple(never for item in without_rests(items) for never in never_of(item, known, found))


def without_rests(items: tuple[Node, ...]) -> list[Node]:
    """Return the items without what an unquoted comma cut off the one before, `[relative_in(mother, KP)]`."""
    pairs = zip((None, *items), items, strict=False)
    return [item for before, item in pairs if not (isinstance(before, Scalar) and is_cut(before) and is_rest(item))]


def is_rest(item: Node) -> bool:
    return isinstance(item, Scalar) and item.written.count(")") > item.written.count("(")


def wish_of(node: Node, known: Known, found: Findings) -> Wish | None:
    text, words = said_in(node, "want", "a wish", found)
    read = expression_of(text, known, found, "P030") if text else None
    if text is None or read is None:
        return None
    return Wish(read.that, words or read.words, text.written, read.goal, str(node.place))


def said_in(node: Node, key: str, of: str, found: Findings) -> tuple[Scalar | None, Words | None]:
    """Return an expression written alone, or under `key` beside the person's own words for it."""
    if isinstance(node, Scalar):
        return text_of(node, found, of), None
    form = mapping_of(node, found, of, (key, "en", "ko"), required=(key,))
    written = form.find(key) if form else None
    text = text_of(written, found, f"'{key}'") if written else None
    return text, words_of(form, found, of) if form and has_words(form) else None


def never_of(node: Node, known: Known, found: Findings) -> list[Never]:
    """Return the exclusions of one line: none after adding a problem, two for an exposure of whomever."""
    if isinstance(node, Mapping):
        if node.find("unlawful") is not None:
            return unlawful_of(node, known, found)
        if node.find("exposure") is not None:
            return exposure_of(node, found)
        if node.find("that") is None:
            names = ", ".join(quoted(name) for name in node.names())
            found.add(
                node,
                "P031",
                f"{names or 'nothing'} under 'never'",
                NEVER,
                "Write 'unlawful: [KR]', 'that: …' or 'exposure: …'.",
            )
            return []
    elif isinstance(node, Sequence):
        found.add(node, "P031", "a list inside 'never'", NEVER, "Make each a line of its own.")
        return []
    elif node.value == "unlawful":
        return [Unlawful(place=str(node.place))]
    text, words = said_in(node, "that", "an exclusion", found)
    read = expression_of(text, known, found, "P031") if text else None
    return [NeverHolds(read.that, words or read.words, text.written, str(node.place))] if text and read else []


def unlawful_of(node: Mapping, known: Known, found: Findings) -> list[Never]:
    """Return the exclusion of what the named orders punish; a country alone is a list of one."""
    form = mapping_of(node, found, "'unlawful'", ("unlawful",))
    value = form.find("unlawful") if form else None
    items = items_of(value, found, "'unlawful'") if not is_text(value) else (value,)
    texts = [text for item in items if item and (text := text_of(item, found, "a legal order"))]
    orders = tuple(code for text in texts if (code := country_named(text.written, text.place, known.law, found)))
    if not items:
        found.add(
            node,
            "P031",
            "'unlawful' of no legal order",
            NEVER,
            "Write 'unlawful' alone, or name the orders: 'unlawful: [KR]'.",
        )
    return [Unlawful(orders, f"unlawful: [{', '.join(orders)}]", str(node.place))] if orders else []


def is_text(node: Node | None) -> bool:
    return isinstance(node, Scalar) and isinstance(node.value, str)


def exposure_of(node: Mapping, found: Findings) -> list[Never]:
    mapping_of(node, found, "'exposure'", ("exposure", "to"))
    exposure, to = node.find("exposure"), node.find("to")
    level = word_of(exposure, found, "'exposure'", RISKS) if exposure else None
    whom = word_of(to, found, "'to'", ENDANGERED) if to else None
    if level is None or (to is not None and whom is None):
        return []
    return [
        NeverExposed(level, who, f"exposure: {level}, to: {who}", str(node.place))
        for who in ENDANGERED
        if whom in (who, None)
    ]
