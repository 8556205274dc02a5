"""The facts of a case file → statements, and what one person cannot be all at once."""

from datetime import date

from safeconduct.law.model import Fact, Law, Ref
from safeconduct.lawbook.model import Mapping, Node, Scalar
from safeconduct.lawbook.problems import quoted
from safeconduct.person.facts import holder_of
from safeconduct.person.fields import date_of, date_or_unknown, kind_of, mapping_of, text_of, word_of, words_of
from safeconduct.person.known import Known, fact_named
from safeconduct.person.model import CONFIDENCES, SOURCE_KINDS, Source, Statement
from safeconduct.person.problems import Findings

KEYS = ("fact", "value", "on", "since", "source", "learned", "confidence")


def statements_of(items: tuple[Node, ...], known: Known, found: Findings) -> tuple[Statement, ...]:
    """Return the statement of each line of `facts` that could be read, in order."""
    read = [(statement, node) for node in items if (statement := statement_of(node, known, found))]
    report_rivals(read, known.law, found)
    return tuple(statement for statement, _ in read)


def statement_of(node: Node, known: Known, found: Findings) -> Statement | None:
    line = mapping_of(node, found, "a fact", KEYS, required=("fact",))
    written = line.find("fact") if line else None
    text = text_of(written, found, "'fact'") if written else None
    ref = fact_named(text, known, found) if text else None
    if line is None or ref is None:
        return None
    fact = known.law.facts.get(ref.name)
    if fact is not None and fact.kind == "date":
        on, since = day_of(line, fact, known, found), None
        value = None if on is None else True
    else:
        on, since = None, date_or_unknown(line.find("since"), found, "'since'", known.as_of)
        value = truth_stated(line, ref, found)
    source, learned, confidence = line.find("source"), line.find("learned"), line.find("confidence")
    return Statement(
        fact=ref,
        value=value,
        on=on,
        since=since,
        source=source_of(source, found) if source else None,
        learned=date_of(learned, found, "'learned'", known.as_of) if learned else None,
        confidence=(word_of(confidence, found, "'confidence'", CONFIDENCES) if confidence else None) or "sure",
        place=str(node.place),
    )


def truth_stated(line: Mapping, ref: Ref, found: Findings) -> bool | None:
    """Return the `value` of a fact that is true, false or unknown (None)."""
    within = f"fact {ref.name}"
    on, value = line.find("on"), line.find("value")
    if on is not None:
        expected = f"'{ref.name}' is true, false or unknown, since some day."
        found.add(
            on,
            "P026",
            f"'on' for {quoted(ref.name)}, which is not a date",
            expected,
            "Write 'value' and 'since'.",
            within,
        )
    elif value is None:
        found.add(
            line, "P003", "a fact without 'value'", "A fact is true, false or unknown.", "Add 'value: …'.", within
        )
    elif isinstance(value, Scalar) and isinstance(value.value, bool):
        return value.value
    elif not isinstance(value, Scalar) or value.value != "unknown":
        what = quoted(value.written) if isinstance(value, Scalar) and value.written else kind_of(value)
        found.add(
            value,
            "P005",
            f"{what} is no value here",
            "'value' is true, false or unknown, without quotes.",
            within=within,
        )
    return None


def day_of(line: Mapping, fact: Fact, known: Known, found: Findings) -> date | None:
    """Return the `on` of a fact that is a date; None where it is unknown."""
    within = f"fact {fact.name}"
    for name in ("value", "since"):
        node = line.find(name)
        if node is not None and not (isinstance(node, Scalar) and node.value == "unknown"):
            said = f"{name!r} for {quoted(fact.name)}, which is a date"
            found.add(
                node,
                "P026",
                said,
                "A date has 'on': the day, or unknown.",
                f"Write 'on' in the place of {name!r}.",
                within,
            )
            return None
    on = line.find("on")
    if on is None and line.find("value") is None:
        found.add(line, "P003", "a date without 'on'", "A date has 'on': the day, or unknown.", "Add 'on: …'.", within)
    return date_or_unknown(on, found, "'on'", known.as_of)


def source_of(node: Node, found: Findings) -> Source | None:
    form = mapping_of(node, found, "a source", ("kind", "en", "ko", "place"), required=("kind",))
    if form is None:
        return None
    kind, where = form.find("kind"), form.find("place")
    word = word_of(kind, found, "'kind'", SOURCE_KINDS) if kind else None
    words = words_of(form, found, "a source")
    if isinstance(where, Scalar):
        return Source(word, words, where.written) if word and words else None
    if where is not None:
        text_of(where, found, "'place'")
    return Source(word, words) if word and words else None


def report_rivals(read: list[tuple[Statement, Node]], law: Law, found: Findings) -> None:
    """Report each fact that holds for one value at a time and is stated true for two, unless all of it is unsure."""
    together: dict[tuple[str, ...], list[tuple[Statement, Node]]] = {}
    for statement, node in read:
        fact = law.facts.get(statement.fact.name)
        if statement.value and fact and fact.one_of:
            together.setdefault(holder_of(statement.fact, fact), []).append((statement, node))
    for group in together.values():
        first, _ = group[0]
        fact = law.facts[first.fact.name]
        if not any(statement.counts for statement, _ in group):
            continue
        for statement, node in group:
            if statement.fact != first.fact:
                one, other = written(first.fact), written(statement.fact)
                said = f"{quoted(fact.name)} holds for one {fact.one_of} at a time; {one} is stated at {first.place}."
                repair = "Delete the one that has ended. If it is not known which, write 'confidence: unsure' in both."
                found.add(node, "P025", f"{one} and {other} cannot both be true", said, repair)


def written(ref: Ref) -> str:
    """Return a reference as a case writes it: names of procedures, which have a dot, in quotes.

    >>> written(Ref("refused", ("kr.contact-report", "mother")))
    'refused("kr.contact-report", mother)'
    """
    arguments = [f'"{one}"' if "." in one else one for one in ref.arguments]
    return f"{ref.name}({', '.join(arguments)})" if arguments else ref.name


def bare(text: str) -> str:
    """Return a fact as consents carry it: as a case writes it, without spaces and quotes. Two that differ by these alone are one."""
    return text.replace(" ", "").replace('"', "")
