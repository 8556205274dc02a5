"""Procedures and remedies as written → as the law keeps them."""

from safeconduct.law.forms import NO_PERIOD, NO_WORDS, Desk, Form, items_of
from safeconduct.law.model import (
    At,
    Criterion,
    Document,
    Duty,
    Expectation,
    Exposure,
    Fee,
    NotProcedure,
    Precedents,
    Procedure,
    Remedy,
    Silence,
    Within,
)
from safeconduct.law.read_conditions import conditions_of, parameters_of, place_of, static_test, typed
from safeconduct.lawbook.model import Entry, Mapping, Node
from safeconduct.lawbook.problems import quoted
from safeconduct.terms.citation import Citation

TARGET = {"target": "procedure"}
DECIDED = ("decides", "decision", "silence", "on filing", "on refusal", "statutory")


def procedure_of(desk: Desk, entry: Entry, home: str) -> Procedure:
    """Return a procedure. `home` is the country of its book, whose law an omitted duty breaks."""
    name = desk.full(entry.name)
    within = f"procedure {name}{cited(entry.value)}"
    form = Form(desk, entry.value, "procedure", within)
    form.variables = parameters_of(form)
    kind = form.choice("kind", "application")
    if kind != "application":
        not_decided(form, kind)
    return step(form, name, kind, home, entry)


def remedy_of(desk: Desk, entry: Entry, home: str) -> Remedy:
    name = desk.full(entry.name)
    form = Form(desk, entry.value, "remedy", f"remedy {name}{cited(entry.value)}", dict(TARGET), remedy=True)
    reach = form.part("applies to", "reach")
    return Remedy(
        procedure=step(form, name, "remedy", home, entry),
        against=against_of(form),
        statutory_only=reach is not None and reach.choice("kind", "any") == "statutory",
        deciders=authorities(reach, "decides"),
        not_deciders=authorities(reach, "not decides"),
        procedures=procedures(reach, "procedures"),
        not_procedures=not_procedures(reach),
        window=form.parts("window", "window", window_of),
        window_on_silence=form.parts("window on silence", "window", window_of),
        upheld=form.choice("upheld", "anew"),
        also_after=tuple(form.remedy_name(text, node) for text, node in form.texts("also after")),
    )


def step(form: Form, name: str, kind: str, home: str, entry: Entry) -> Procedure:
    """Return what procedures and remedies have in common."""
    special = form.part("remedies", "remedies of a procedure") if "remedies" in form.keys else None
    title = form.needed_words("title")
    return Procedure(
        name=name,
        title=title,
        says=form.words("says") or title,
        cite=form.citations(),
        kind=kind,
        parameters=typed(form.variables),
        only=static_test(form, "only for") if kind != "remedy" else None,
        topics=tuple(text for text, _ in form.texts("topics")),
        conditions=conditions_of(form, "conditions"),
        criteria=form.parts("criteria", "criterion", lambda f: Criterion(f.said(), f.citations(), f.in_force())),
        receives=ats(form, "receives"),
        decides=ats(form, "decides"),
        decision=form.choice("decision") or None,
        within=form.parts("within", "within", within_of),
        silence=form.parts("silence", "silence", silence_of),
        on_filing=form.effects("on filing"),
        effects=form.effects("effects"),
        on_refusal=form.effects("on refusal"),
        duties=form.parts("duties", "duty", lambda f: duty_of(f, home)),
        exposure=form.parts("exposure", "exposure", exposure_of),
        documents=form.parts("documents", "document", lambda f: Document(f.said(), own_citations(f), f.in_force())),
        fee=form.parts("fee", "fee", fee_of),
        takes=expectation_of(form.part("takes", "expectation")),
        remedies_except=tuple(special.remedy_name(text, node) for text, node in special.texts("except"))
        if special
        else (),
        remedies_except_cite=special.citations() if special else (),
        statutory=form.flag("statutory", True) if kind != "remedy" else True,
        precedents=precedents_of(form.part("precedents", "precedents")),
        rests_on=tuple(form.question(text, node) for text, node in form.texts("rests on")),
        lawyer=form.flag("lawyer"),
        in_force=form.in_force(),
        book=form.desk.book,
        place=place_of(entry.key.place),
    )


def not_decided(form: Form, kind: str) -> None:
    """Add a problem for every key that only an application has."""
    for key in DECIDED:
        entry = next((e for e in form.mapping.entries if e.name == key), None)
        if entry is not None:
            repair = "Say `kind: application`, or use `effects`, which take place at once."
            form.problem(entry.key.place, "L114", f"{quoted(key)} in {'an' if kind[0] in 'ao' else 'a'} {kind}", repair)


def cited(node: Node) -> str:
    """Return the first citation of a form as messages show it: " (국적법 14(1))"."""
    cite = node.find("cite") if isinstance(node, Mapping) else None
    first = items_of(cite)[0] if cite is not None and items_of(cite) else None
    written = getattr(first, "written", "")
    return f" ({written})" if written else ""


def own_citations(form: Form) -> tuple[Citation, ...]:
    """Return the citations of a paper or fee; it inherits none."""
    return form.citations() if form.has("cite") else ()


def ats(form: Form, key: str) -> tuple[At, ...]:
    node = form.find(key)
    if node is None:
        return ()
    found = []
    for item in items_of(node):
        if isinstance(item, Mapping):
            part = form.inside(item, "at")
            for text, name in part.texts("authority"):
                found.append(At(part.authority(text, name), part.in_force()))
        elif text := form.text_of(item):
            found.append(At(form.authority(text, item)))
    return tuple(found)


def within_of(form: Form) -> Within:
    period = form.period("period")
    if form.flag("unstated") == form.has("period") and form.mapping.entries:
        form.problem(
            form.place,
            "L103",
            "neither a period nor `unstated`" if period is None else "a period that is `unstated`",
            "Write {period: months(3)} or {unstated: true}.",
        )
    return Within(period, form.citations(), expectation_of(form.part("expect", "expectation")), form.in_force())


def window_of(form: Form) -> Within:
    """Return a window; without a period (`none: true`) it has no limit, and its article says so."""
    if form.flag("none") == form.has("period") and form.mapping.entries:
        form.problem(
            form.place, "L103", "a window with neither a period nor `none`", "Write {period: days(90)} or {none: true}."
        )
    return Within(form.period("period"), form.citations(), None, form.in_force())


def expectation_of(form: Form | None) -> Expectation | None:
    if form is None:
        return None
    shortest, longest = form.period("from") or NO_PERIOD, form.period("to") or NO_PERIOD
    return Expectation(shortest, longest, form.needed_words("source"))


def silence_of(form: Form) -> Silence:
    return Silence(form.choice("means", "omission"), form.citations(), form.own_words(), form.in_force())


def exposure_of(form: Form) -> Exposure:
    return Exposure(
        order=form.country("order"),
        to=form.choice("to", "self"),
        level=form.choice("level", "none"),
        words=form.said(),
        cite=form.citations(),
        when=form.expression("when"),
        in_force=form.in_force(),
    )


def duty_of(form: Form, home: str) -> Duty:
    do = next((form.procedure(text, node) for text, node in form.texts("do")), "")
    cite = form.citations()
    time = form.part("within", "within")
    omitted = form.part("omitted", "omission")
    return Duty(
        do=do,
        within=within_of(time) if time else Within(None),
        cite=cite,
        words=form.said(),
        omitted=None if omitted is None else omission_of(omitted, home),
        in_force=form.in_force(),
    )


def omission_of(form: Form, home: str) -> Exposure:
    return Exposure(
        form.country("order", home),
        form.choice("to", "self"),
        form.choice("level", "none"),
        form.said(),
        form.citations(),
    )


def fee_of(form: Form) -> Fee:
    return Fee(form.number("amount") or 0, form.text("currency"), own_citations(form), form.in_force())


def precedents_of(form: Form | None) -> Precedents | None:
    if form is None:
        return None
    known = form.choice("known", "unknown")
    words = form.said() if form.mapping.entries else NO_WORDS
    counts = (form.number("asked"), form.number("granted"), form.number("refused"))
    if known == "counts" and counts[0] is None:
        form.problem(
            form.place,
            "L103",
            "no key 'asked'",
            "`known: counts` gives `asked`, and `granted` and `refused` where known.",
        )
    return Precedents(known, words, form.text("source"), *counts)


def against_of(form: Form) -> tuple[str, ...]:
    node = form.find("against")
    if node is None:
        return ()
    return tuple(form.one_of(item, ("refusal", "silence"), "refusal") for item in items_of(node))


def authorities(form: Form | None, key: str) -> tuple[str, ...]:
    return () if form is None else tuple(form.authority(text, node) for text, node in form.texts(key))


def procedures(form: Form | None, key: str) -> tuple[str, ...]:
    return () if form is None else tuple(form.procedure(text, node) for text, node in form.texts(key))


def not_procedures(form: Form | None) -> tuple[NotProcedure, ...]:
    node = form.find("not procedures") if form is not None else None
    if form is None or node is None:
        return ()
    parts = [form.inside(item, "not procedure") for item in items_of(node)]
    return tuple(
        NotProcedure(part.procedure(text, name), part.citations())
        for part in parts
        for text, name in part.texts("name")
    )
